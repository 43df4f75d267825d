"""The verdict on a pair: alignment, exact shingle sets and numbers in, a relation with its rule out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.text.shingles import shingle_set
from crawler.tracking.alignment import Alignment, align
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Comparison, Relation


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the rules look at: coverage of the shorter and the longer text, and the numbers replaced."""

    coverage_short: float
    coverage_long: float
    share: float  # length of the shorter text against the longer
    words: int
    longest_run: int
    numbers_changed: int
    numbers: int  # in the shorter text


def compare(a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> Comparison:
    """Compare two texts given as spelling-folded words, exactly, and say what they are to each other."""
    alignment = align(a, b, config)
    coverage_a, coverage_b = _coverage(alignment, len(a), len(b))
    changed = numbers_changed(a, b, alignment)
    shorter, longer = ((a, coverage_a), (b, coverage_b)) if len(a) <= len(b) else ((b, coverage_b), (a, coverage_a))
    figures = _Figures(
        coverage_short=shorter[1],
        coverage_long=longer[1],
        share=len(shorter[0]) / max(len(longer[0]), 1),
        words=alignment.words,
        longest_run=alignment.longest_run,
        numbers_changed=changed,
        numbers=sum(map(_is_number, shorter[0])),
    )
    relation, rule = _verdict(figures, config)
    if list(a) == list(b) and relation is not Relation.UNRELATED:
        relation, rule = Relation.VERBATIM, "the same words"
    set_a, set_b = shingle_set(a, config.shingle_words), shingle_set(b, config.shingle_words)
    common = len(set_a & set_b)
    return Comparison(
        relation=relation,
        rule=rule,
        coverage_a=coverage_a,
        coverage_b=coverage_b,
        resemblance=common / max(len(set_a) + len(set_b) - common, 1),
        containment_a=common / max(len(set_a), 1),
        containment_b=common / max(len(set_b), 1),
        words=alignment.words,
        longest_run=alignment.longest_run,
        words_a=len(a),
        words_b=len(b),
        spans=alignment.spans,
        numbers_changed=changed,
    )


def mirrored(comparison: Comparison) -> Comparison:
    """Return the same comparison with a and b exchanged."""
    spans = (replace(s, a_start=s.b_start, a_end=s.b_end, b_start=s.a_start, b_end=s.a_end) for s in comparison.spans)
    return replace(
        comparison,
        coverage_a=comparison.coverage_b,
        coverage_b=comparison.coverage_a,
        containment_a=comparison.containment_b,
        containment_b=comparison.containment_a,
        words_a=comparison.words_b,
        words_b=comparison.words_a,
        spans=tuple(sorted(spans, key=lambda span: span.a_start)),
    )


def numbers_changed(a: Sequence[str], b: Sequence[str], alignment: Alignment) -> int:
    """Count the numbers of a that stand replaced by other numbers in the gaps between aligned runs.

    Only substitutions in place count: a form story fills the same sentence with other figures, an update moves them.
    """
    changed = 0
    for before, after in zip(alignment.runs, alignment.runs[1:], strict=False):
        gap_a, gap_b = a[before.a_end : after.a_start], b[before.b_end : after.b_start]
        if gap_a and gap_b and max(len(gap_a), len(gap_b)) <= 12:
            numbers_a, numbers_b = filter(_is_number, gap_a), filter(_is_number, gap_b)
            changed += sum(x != y for x, y in zip(numbers_a, numbers_b, strict=False))
    return changed


def _coverage(alignment: Alignment, length_a: int, length_b: int) -> tuple[float, float]:
    # A bridged gap of one span may hold a run of another (moved text), so words are marked, not added up.
    inside_a, inside_b = bytearray(length_a), bytearray(length_b)
    for span in alignment.spans:
        inside_a[span.a_start : span.a_end] = b"\x01" * (span.a_end - span.a_start)
        inside_b[span.b_start : span.b_end] = b"\x01" * (span.b_end - span.b_start)
    return sum(inside_a) / max(length_a, 1), sum(inside_b) / max(length_b, 1)


def _is_number(word: str) -> bool:
    return word[0].isdigit()


def _verdict(f: _Figures, config: TrackingConfig) -> tuple[Relation, str]:
    """Apply the rules in order; the first that fits decides."""
    if f.longest_run < config.passage_words_shared and f.coverage_short < config.copy_coverage:
        return Relation.UNRELATED, f"longest run {f.longest_run} words, under {config.passage_words_shared}"
    if f.coverage_short < config.copy_coverage or f.words < config.copy_words:
        return Relation.PASSAGE, f"{f.words} words, {f.coverage_short:.2f} of the shorter text"
    if _is_template(f, config):
        return Relation.TEMPLATE, f"{f.numbers_changed} of {f.numbers} numbers replaced in place"
    if min(f.coverage_short, f.coverage_long) >= config.edited_coverage:
        return Relation.EDITED, f"both texts covered {config.edited_coverage:.2f} or more"
    if f.share < config.excerpt_share:
        return Relation.EXCERPT, f"shorter text covered {f.coverage_short:.2f}, {f.share:.2f} as long as the other"
    return Relation.EXTENDED, f"shorter text covered {f.coverage_short:.2f}, longer {f.coverage_long:.2f}"


def _is_template(f: _Figures, config: TrackingConfig) -> bool:
    return (
        f.numbers_changed >= 2
        and f.coverage_short >= config.template_coverage
        and f.numbers_changed >= config.template_numbers * max(f.numbers, 1)
    )

"""The verdict on a pair: figures in, a relation and the rule that decided out.

Copy or not is asked first, then which kind of copy. Each rule is one an editor would give: whole sentences in common make
a copy; one shared paragraph is a quote; the same sentence with other numbers is a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.text.shingles import shingle_set
from crawler.tracking.config import TrackingConfig
from crawler.tracking.figures import Figures, measure
from crawler.tracking.relation import Comparison, Relation

Verdict = tuple[Relation, str]


def compare(a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> Comparison:
    """Compare two texts given as spelling-folded words, exactly, and say what they are to each other."""
    figures, alignment = measure(a, b, config)
    relation, rule = judge(figures, config)
    if relation is not Relation.UNRELATED and tuple(a) == tuple(b):
        relation, rule = Relation.VERBATIM, "the same words"
    set_a, set_b = shingle_set(a, config.shingle_words), shingle_set(b, config.shingle_words)
    common = len(set_a & set_b)
    return Comparison(
        relation=relation,
        rule=rule,
        coverage_a=figures.coverage_a,
        coverage_b=figures.coverage_b,
        resemblance=common / max(len(set_a) + len(set_b) - common, 1),
        containment_a=common / max(len(set_a), 1),
        containment_b=common / max(len(set_b), 1),
        words=figures.words,
        longest_run=figures.longest_run,
        words_a=len(a),
        words_b=len(b),
        spans=alignment.spans,
        numbers_changed=figures.numbers_replaced,
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


def judge(figures: Figures, config: TrackingConfig) -> Verdict:
    """Return the relation that the figures mean, and the rule that decided."""
    why = _not_a_copy(figures, config)
    if why is None:
        evidence = _whole_sentences(figures, config) or _short_text(figures, config) or _noisy(figures, config)
        if evidence is not None:
            return _kind_of_copy(figures, evidence, config)
        why = _shared_less(figures, config)
    return why


def _not_a_copy(f: Figures, config: TrackingConfig) -> Verdict | None:
    """Name what is no copy however many words it shares."""
    return _filled_in_form(f, config) or _form_of_names(f, config) or _quoted(f, config)


def _filled_in_form(f: Figures, config: TrackingConfig) -> Verdict | None:
    if f.numbers_replaced >= config.form_numbers and f.numbers_replaced > f.numbers_kept:
        return Relation.TEMPLATE, f"{f.numbers_replaced} numbers replaced in place, {f.numbers_kept} kept"
    filled_in = f.numbers_replaced + f.numbers_refilled
    anew = f.numbers_refilled > 0 and f.longest_solid < config.long_run
    if anew and filled_in >= config.form_numbers and filled_in > f.numbers_kept:
        return Relation.TEMPLATE, f"{filled_in} numbers replaced, whole sentences filled in anew, {f.numbers_kept} kept"
    nothing_else = f.others_changed <= f.numbers_replaced / 2  # an editor who changes figures changes words, too
    if nothing_else and f.numbers_replaced >= config.only_numbers and f.replaced_share >= config.only_numbers_share:
        return Relation.TEMPLATE, f"{f.numbers_replaced} numbers replaced in place, hardly another word"
    return None


def _form_of_names(f: Figures, config: TrackingConfig) -> Verdict | None:
    swapped = f.names_swapped >= config.swapped_names and f.swapped_share >= config.swapped_share
    if swapped and f.longest_solid < config.sentence_run:
        return Relation.TEMPLATE, f"{f.names_swapped} names swapped throughout, {f.slots} places changed in all"
    form = f.numbers_near >= 4 and f.longest_solid < config.long_run
    if form and f.kept_share < config.kept_numbers and f.coverage_short < config.nearly_all:
        return Relation.TEMPLATE, f"{f.numbers_near} numbers beside the shared words differ, {f.numbers_kept} are kept"
    return None


def _quoted(f: Figures, config: TrackingConfig) -> Verdict | None:
    quote = f.runs == 1 and config.passage_run <= f.longest_run < config.quote_words
    inside = f.coverage_short < config.most_of_quote and f.coverage_long < 0.5  # both texts are mainly other words
    if quote and (f.coverage_short < config.one_passage or inside):
        return Relation.PASSAGE, f"one passage of {f.words} words, {f.coverage_short:.2f} of the shorter text"
    return None


def _whole_sentences(f: Figures, config: TrackingConfig) -> str | None:
    """Return the evidence that whole sentences stand in both texts, and not only a form's."""
    enough = f.solid_words >= config.solid_words and f.solid_share >= config.solid_share
    if enough and f.longest_solid >= config.long_run:
        return f"{f.solid_words} words, numbers aside, in runs longer than any form's"
    if not enough or f.replaced_share > config.replaced_numbers:
        return None
    if f.longest_solid >= config.sentence_run:
        return f"{f.solid_words} words, numbers aside, in runs of whole sentences"
    if f.replaced_share <= config.replaced_in_short_runs:
        return _shorter_runs(f, config)
    return None


def _shorter_runs(f: Figures, config: TrackingConfig) -> str | None:
    """Return what makes a copy of a text whose runs are no longer than those of a form."""
    if f.coverage_short >= config.most_of_it:
        return f"{f.solid_words} words in long runs, {f.coverage_short:.2f} of the shorter text"
    if f.slots >= 2 and f.numbers_near <= config.noisy_numbers * f.runs:
        return f"{f.solid_words} words in long runs, {f.slots} words or phrases changed, hardly a number"
    return None


def _short_text(f: Figures, config: TrackingConfig) -> str | None:
    """Return the evidence that a text too short for long runs stands nearly whole in the other."""
    whole = f.coverage_short >= config.nearly_all and f.coverage_long >= 0.5
    if whole and f.words >= config.short_words and f.replaced_share <= 0.2 and f.kept_share >= config.nearly_all:
        return f"a short text, {f.coverage_short:.2f} of it shared, its numbers kept"
    return None


def _noisy(f: Figures, config: TrackingConfig) -> str | None:
    """Return the evidence that the same sentences were scanned, retyped or reworded word by word, in order."""
    if f.slots < 5 or f.coverage_short < config.noisy_coverage:
        return None
    if f.numbers_near <= config.noisy_numbers * f.runs and f.replaced_share < config.replaced_numbers:
        return f"{f.slots} single words changed along {f.words} words in order"
    return None


def _kind_of_copy(f: Figures, evidence: str, config: TrackingConfig) -> Verdict:
    if min(f.coverage_short, f.coverage_long) >= config.edited_coverage:
        return Relation.EDITED, f"{evidence}; {f.coverage_short:.2f} and {f.coverage_long:.2f} of the texts covered"
    if f.kept_both_ways >= config.edited_coverage:
        return Relation.EDITED, f"{evidence}; {f.kept_both_ways:.2f} covered, or replaced by as many words"
    if f.size < config.excerpt_share:
        return Relation.EXCERPT, f"{evidence}; the shorter text is {f.size:.2f} as long as the other"
    return Relation.EXTENDED, f"{evidence}; {f.coverage_long:.2f} of the longer text covered"


def _shared_less(f: Figures, config: TrackingConfig) -> Verdict:
    """Say what two texts are that share words but are no copies."""
    if f.coverage_short >= config.template_coverage and f.numbers_replaced + f.numbers_near >= 2:
        return Relation.TEMPLATE, f"the same sentences, {max(f.numbers_replaced, f.numbers_near)} numbers differ"
    if f.longest_run >= config.passage_run or f.solid_words >= config.passage_run:
        return Relation.PASSAGE, f"{f.words} words, {f.coverage_short:.2f} of the shorter text"
    return Relation.UNRELATED, f"longest run {f.longest_run} words, under {config.passage_run}"

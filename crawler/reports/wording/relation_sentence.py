"""What a copy is to the text that its story is measured against, in words that have a direction: trimmed by, extended by, an excerpt of."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.findings.stories.measure import Measure
from crawler.reports.wording.measures import measure_name, measure_text
from crawler.reports.wording.words import count, percent
from crawler.tracking.relation import Comparison, Relation

#: Less than this share of a text is a dateline or a credit line: it does not name what became of the whole.
_SLIGHT = 0.02
_APART = frozenset({Relation.QUOTATION, Relation.PASSAGE, Relation.TEMPLATE, Relation.UNRELATED})


@dataclass(frozen=True, slots=True)
class RelationSentence:
    """A name for what a copy is next to the text that it is measured against, and the figures that say so."""

    name: str
    figures: str


def relation_sentence(compared: Comparison, measure: Measure | None = None) -> RelationSentence:
    """Return what a copy (a) is to the text that its story is measured against (b). Every figure is a count of words."""
    if compared.relation in _APART:
        return RelationSentence(
            "Joined", f"little in common with {measure_name(measure)}; it joins this story through another copy"
        )
    if compared.relation is Relation.VERBATIM:
        return RelationSentence("Verbatim", "the same words")
    if compared.relation is Relation.MERGED:
        return RelationSentence("Merged", _merged(compared, measure))
    return _with_changes(_resized(compared, measure), compared)


def _merged(compared: Comparison, measure: Measure | None) -> str:
    if compared.words_a < compared.words_b:
        return f"{measure_name(measure)} joins this text with another wire\u2019s"
    return f"{measure_text(measure)} joined with another wire\u2019s"


def _resized(compared: Comparison, measure: Measure | None) -> RelationSentence:
    """Name a copy for what it left out of that text and what it has of its own."""
    text = measure_text(measure)
    left_out = compared.words_b - round(compared.coverage_b * compared.words_b)
    own = compared.words_a - round(compared.coverage_a * compared.words_a)
    trimmed, extended = 1 - compared.coverage_b >= _SLIGHT, 1 - compared.coverage_a >= _SLIGHT
    lost = percent(1 - compared.coverage_b).replace(" ", "\u00a0")
    share = f"{left_out:,} of {count(compared.words_b, 'word')} ({lost})"
    if compared.relation is Relation.EXCERPT and compared.words_a < compared.words_b:
        return RelationSentence(
            "Excerpt",
            f"a part of {text}, with {count(own, 'word')} besides" if own else f"a part of {text} and nothing else",
        )
    if trimmed and not extended:
        return RelationSentence("Trimmed", f"left out {share}")
    if extended and not trimmed:
        return RelationSentence("Extended", f"by {count(own, 'word')} that are not in {measure_name(measure)}")
    if not trimmed:
        return RelationSentence("Edited", "the whole text with small changes")
    if compared.relation is Relation.EDITED:
        return RelationSentence("Reworked", f"left out {share} and has {own:,} others of its own")
    return RelationSentence(
        "Mixed",
        f"{compared.words_a - own:,} of its {count(compared.words_a, 'word')} stand in {measure_name(measure)}, {own:,} come from elsewhere",
    )


def _with_changes(sentence: RelationSentence, compared: Comparison) -> RelationSentence:
    """Add how many words were changed inside the aligned runs, which coverage counts as run."""
    changed = round(compared.coverage_a * compared.words_a) - compared.words
    return (
        RelationSentence(sentence.name, f"{sentence.figures}; {count(changed, 'word')} changed in passing")
        if changed > 0
        else sentence
    )

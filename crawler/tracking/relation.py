"""Verdicts about a pair of texts, and the evidence a verdict carries. No comparing here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple


class Relation(StrEnum):
    """What two texts are to each other. a is the first text of the pair, b the second."""

    VERBATIM = "verbatim"  # the same words
    EDITED = "edited"  # the same text with changes
    EXCERPT = "excerpt"  # one is a part of the other, little else
    EXTENDED = "extended"  # one holds most of the other and a good deal more
    MERGED = "merged"  # one holds the other and another wire besides
    QUOTATION = (
        "quotation"  # both print the same words of somebody else: reported apart, never counted as republication
    )
    PASSAGE = "passage"  # a shared paragraph: reported, never counted as republication
    TEMPLATE = "template"  # a form story: the same sentences, other numbers
    UNRELATED = "unrelated"


#: The relations that count as republication.
COPY_RELATIONS = frozenset({Relation.VERBATIM, Relation.EDITED, Relation.EXCERPT, Relation.EXTENDED, Relation.MERGED})


class Span(NamedTuple):
    """A run of words that stands in both texts: word offsets, half-open, over the folded words of each."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The exact comparison of two texts. Every figure is counted, none estimated.

    `coverage_a` is the share of a's words inside aligned spans, `resemblance` and `containment_*` are exact over
    3-word shingles of the spelling-folded words, `words` counts the words matched, `longest_run` the longest span of
    equal words, `others_words` those matched that are somebody else's, quoted or introduced. `rule` names what decided, with the figures it looked at.
    """

    relation: Relation
    rule: str
    coverage_a: float
    coverage_b: float
    resemblance: float
    containment_a: float
    containment_b: float
    words: int
    longest_run: int
    words_a: int
    words_b: int
    spans: tuple[Span, ...] = ()
    numbers_changed: int = 0
    others_words: int = 0

    @property
    def narrator_words(self) -> int:
        """Words matched in the narrator's voice."""
        return self.words - self.others_words


def mirrored(comparison: Comparison) -> Comparison:
    """Return the same comparison with a and b exchanged."""
    spans = (Span(s.b_start, s.b_end, s.a_start, s.a_end) for s in comparison.spans)
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


@dataclass(frozen=True, slots=True)
class Link:
    """A verified relation between two copies (their keys, a < b), with its evidence and what proposed it.

    `again_after` are the days between two copies of nearly one text that are further apart than the window, else None.
    """

    a: str
    b: str
    comparison: Comparison
    proposed_by: tuple[str, ...] = ()
    again_after: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Copies of one text, joined by links. `fullest` is the copy the others are shown against."""

    key: str
    copies: tuple[str, ...]
    fullest: str

"""Links as typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal, NamedTuple

from crawler.findings.lag import Lag
from crawler.provenance.times.order import Order, lag, order
from crawler.sightings.copies import sisters
from crawler.sightings.record import Copy, Kind
from crawler.tables.record import Count, From, Row, Share, row_of
from crawler.tables.syndication_rows import seconds
from crawler.tracking.relation import Link, Relation, Span

#: Which of a and b was surely published first; null where their intervals overlap or one is unknown.
_FIRST: Mapping[Order, str | None] = {Order.SURELY_FIRST: "a", Order.SURELY_LATER: "b", Order.CANNOT_TELL: None}


class SpanCells(NamedTuple):
    """One aligned span in word offsets, half-open; written as an array."""

    a_start: Count
    a_end: Count
    b_start: Count
    b_end: Count


def _spans(spans: Iterable[Span]) -> list[SpanCells]:
    return [SpanCells(span.a_start, span.a_end, span.b_start, span.b_end) for span in spans]


class LinkRow(Row, frozen=True):
    """A verified relation between two copies, with its evidence."""

    a: Annotated[str, "one copy; the one whose key is smaller"]
    b: Annotated[str, "the other"]
    relation: Annotated[
        Relation,
        "`verbatim` `edited` `excerpt` `extended` `merged` `quotation` `passage` `template`, see the [glossary](glossary.md)",
    ]
    same_outlet: Annotated[
        bool,
        "both copies are one outlet's: versions of its own article, not republication. A mirror or second domain is the same outlet",
    ]
    same_group: Annotated[bool, "two outlets of one group ran them: republication inside one house"]
    first: Annotated[
        Literal["a", "b"] | None,
        "`a` or `b`: the copy that was surely published before the other; null where the intervals overlap or one is unknown",
    ]
    lag_earliest_seconds: Annotated[
        float | None,
        "from a to b it took at least so long; negative: b may have been, or was, before a; null where a time is unknown, and where one ran the other again",
        From("lag.shortest", seconds),
    ]
    lag_latest_seconds: Annotated[float | None, "and at most so long", From("lag.longest", seconds)]
    coverage_a: Annotated[Share, "share of a's words inside aligned spans, 0 to 1"]
    coverage_b: Annotated[Share, "share of b's"]
    resemblance: Annotated[Share, "Jaccard resemblance of the two sets of shingles, exact"]
    containment_a: Annotated[Share, "share of a's shingles that b has, exact"]
    containment_b: Annotated[Share, "share of b's shingles that a has"]
    words: Annotated[Count, "words matched"]
    longest_run: Annotated[Count, "words in the longest span of equal words"]
    words_a: Annotated[Count, "words of a"]
    words_b: Annotated[Count, "words of b"]
    numbers_changed: Annotated[Count, "numbers that stand in place of other numbers inside aligned text"]
    narrator_words: Annotated[
        Count, "words matched in the narrator's voice; the other `words` are somebody else's, whom both quote"
    ]
    rule: Annotated[str, "what decided, with the figures it looked at"]
    proposed_by: Annotated[list[str], "what made us compare the two, each a text"]
    spans: Annotated[
        list[SpanCells],
        "aligned spans, each `[a_start, a_end, b_start, b_end]`, half-open word offsets",
        From(via=_spans),
    ]
    original: Annotated[
        Literal["a", "b"] | None,
        "`a` or `b`: the one that is a wire's own item, so that the words went from it to the other; null where neither or both are",
    ]
    again_after_days: Annotated[
        Count | None,
        "nearly the same text, run again after so many days at least: further apart than the window, in no story; else null",
    ]


def link_rows(links: Iterable[Link], copies: Mapping[str, Copy], names: Mapping[str, str]) -> Iterator[LinkRow]:
    """Yield a row per link; *names* maps copy keys to the ids the user knows."""
    for link in links:
        a, b = copies[link.a], copies[link.b]
        between = lag(a.published, b.published)
        yield row_of(
            LinkRow,
            link.comparison,
            a=names[link.a],
            b=names[link.b],
            same_outlet=bool(a.outlet_key) and a.outlet_key == b.outlet_key,
            same_group=sisters(a, b),
            first=_FIRST[order(a.published, b.published)],
            lag=Lag(*between) if between and link.again_after is None else None,
            again_after_days=link.again_after,
            proposed_by=link.proposed_by,
            original=_original(a, b),
        )


def _original(a: Copy, b: Copy) -> str | None:
    """Return which of two copies is a wire's own item, so that the words went from it to the other."""
    if a.kind is b.kind:
        return None
    return "a" if a.kind is Kind.WIRE else "b"

"""Pairs of copies as rows: `...Row` in report.json, `LinkLine` in links.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from crawler.findings.stories.links import CopyLink, Shared
from crawler.reports.rows.figures import ComparisonRow, listed_cell
from crawler.tables.record import Count, From, Row, Share, plain, row_of, shapes_of
from crawler.tables.shapes import Shape
from crawler.tables.syndication_rows import rounded
from crawler.tracking.relation import Relation


class PairRow(Row, frozen=True):
    """The two copies of a link."""

    a: Annotated[str, "a copy's key"]
    b: Annotated[str, "the other's"]
    same_group: Annotated[bool, "two outlets of one owner ran them"]
    again_after: Annotated[Count | None, "days after which nearly the same text was run again; else null"]


class NamesRow(Row, frozen=True):
    """The names of two copies, for a list that a person reads."""

    outlet_a: str
    outlet_b: str
    headline_a: str
    headline_b: str


class LinkLine(Row, frozen=True):
    """A line of links.csv."""

    a: Annotated[str, "a copy's key, the smaller one"]
    b: Annotated[str, "the other's"]
    outlet_a: Annotated[str, "the first copy's outlet"]
    outlet_b: Annotated[str, "the second's"]
    headline_a: Annotated[str, "the first copy's headline"]
    headline_b: Annotated[str, "the second's"]
    relation: Annotated[Relation, "the verdict", From("comparison.relation")]
    rule: Annotated[str, "the rule that decided", From("comparison.rule")]
    coverage_a: Annotated[
        Share, "share of the first text's words inside aligned runs", From("comparison.coverage_a", rounded)
    ]
    coverage_b: Annotated[Share, "the same of the second", From("comparison.coverage_b", rounded)]
    resemblance: Annotated[Share, "exact, over 3-word shingles (Broder 1997)", From("comparison.resemblance", rounded)]
    containment_a: Annotated[Share, "of the first text, likewise", From("comparison.containment_a", rounded)]
    containment_b: Annotated[Share, "of the second", From("comparison.containment_b", rounded)]
    words: Annotated[Count, "words matched", From("comparison.words")]
    words_a: Annotated[Count, "words of the first text", From("comparison.words_a")]
    words_b: Annotated[Count, "words of the second", From("comparison.words_b")]
    longest_run: Annotated[Count, "longest run of equal words", From("comparison.longest_run")]
    numbers_changed: Annotated[Count, "numbers that were replaced", From("comparison.numbers_changed")]
    proposed_by: Annotated[str, "what brought the pair together before it was compared", From(via=listed_cell)]
    same_group: Annotated[
        str,
        "`true` when two outlets of one owner ran them: republication inside one house",
        From(via=lambda same: str(same).lower()),
    ]
    again_after: Annotated[Count | None, "days after which nearly the same text was run again, in no story; else empty"]


PAIR: dict[str, Shape] = {**shapes_of(PairRow), **shapes_of(ComparisonRow), "proposed_by": ["text"]}
NAMED_PAIR: dict[str, Shape] = {**shapes_of(NamesRow), **PAIR}


def pairs(links: Iterable[CopyLink]) -> Iterator[dict[str, Any]]:
    """Yield links by keys alone."""
    for link in links:
        yield {
            **plain(row_of(PairRow, link)),
            **plain(row_of(ComparisonRow, link.comparison)),
            "proposed_by": list(link.proposed_by),
        }


def named_pairs(links: Iterable[CopyLink]) -> Iterator[dict[str, Any]]:
    """Yield links with the names of their copies, for the lists that a person reads."""
    every = list(links)
    for link, pair in zip(every, pairs(every), strict=True):
        yield {**plain(row_of(NamesRow, link)), **pair}


def link_lines(shared: Shared) -> Iterator[LinkLine]:
    """Yield a line per link."""
    return (row_of(LinkLine, link) for link in shared.links)

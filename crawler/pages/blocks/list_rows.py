"""Rows: what belongs to each title of a column, cut out of the page's texts.

The largest element that holds one title of the column only is its row. Where rows are followed by siblings that hold no title
(a link site's second table row, the paragraph below a heading), these belong to the title above them, or below, as the
pattern repeats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from statistics import mode

from lxml import etree

from crawler.pages.blocks.columns import Column, Link
from crawler.pages.blocks.sheet import Sheet

_HIGHEST = 40  # levels between a title and its row; hostile pages have thousands
_MOST = 0.7  # of the gaps between rows have to be of one size before they are part of the rows


@dataclass(frozen=True, slots=True)
class Row:
    """One title and the texts that belong to it: those from `first` to `end`, without the title's own."""

    link: Link
    first: int
    end: int
    element: etree._Element

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the texts around the title."""
        return [at for at in range(self.first, self.end) if at not in self.link.numbers]


def rows_of(sheet: Sheet, column: Column) -> Sequence[Row]:
    """Return the rows of *column*, in page order."""
    tops = _tops(column)
    spans = _flat(sheet, column, tops) or [sheet.spans[top] for top in tops]
    alike = [top.getparent() is not None and top.getparent() is other.getparent() for top, other in pairwise(tops)]
    gaps = [
        _siblings(tops[at], tops[at + 1]) if spans[at][1] < spans[at + 1][0] else 0
        for at, siblings in enumerate(alike)
        if siblings
    ]
    if gaps and (usual := mode(gaps)) and gaps.count(usual) >= _MOST * len(gaps):
        spans = _widened(sheet, tops, alike, usual)
    return [Row(link, *span, top) for link, span, top in zip(column.links, spans, tops, strict=True)]


def _tops(column: Column) -> list[etree._Element]:
    """Return for each title the largest element that holds no other title of the column, of the usual height at most."""
    around = [list(islice(link.element.iterancestors(), _HIGHEST)) for link in column.links]
    holding = Counter(element for ancestors in around for element in ancestors)
    chains = []
    for link, ancestors in zip(column.links, around, strict=True):
        alone = takewhile(lambda element: holding[element] == 1 and element.tag != "body", ancestors)
        chains.append([link.element, *alone])
    usual = mode(len(chain) for chain in chains)
    return [chain[min(usual, len(chain)) - 1] for chain in chains]


def _flat(sheet: Sheet, column: Column, tops: Sequence[etree._Element]) -> list[tuple[int, int]] | None:
    """Return the spans of links that are rows without elements of their own, line by line or text by text; None where they have some.

    Line breaks end the lines. Where the links have lines to themselves, what follows one up to the next belongs to it.
    """
    parent = tops[0].getparent()
    bare = all(top is link.element for top, link in zip(tops, column.links, strict=True))
    if parent is None or not bare or any(top.getparent() is not parent for top in tops):
        return None
    floor, ceiling = sheet.spans[parent]
    lines = [_line(sheet, sheet.spans[top], floor, ceiling) for top in tops]
    if any(one[1] > other[0] for one, other in pairwise(lines)):
        return None
    if sum(line != sheet.spans[top] for line, top in zip(lines, tops, strict=True)) >= _MOST * len(lines):
        return lines
    gaps = [other[0] - one[1] for one, other in pairwise(lines)]
    usual = mode(gaps)
    if not usual or gaps.count(usual) < _MOST * len(gaps):
        return None
    return [(first, min(end + usual, ceiling)) for first, end in lines]


def _line(sheet: Sheet, span: tuple[int, int], floor: int, ceiling: int) -> tuple[int, int]:
    """Return the texts on one line with those of *span*, between *floor* and *ceiling*."""
    first, end = span
    while first > floor and sheet.texts[first - 1].block == sheet.texts[span[0]].block:
        first -= 1
    while end < ceiling and sheet.texts[end].block == sheet.texts[span[1] - 1].block:
        end += 1
    return first, end


def _widened(
    sheet: Sheet, tops: Sequence[etree._Element], alike: Sequence[bool], between: int
) -> list[tuple[int, int]]:
    """Return the spans of rows with the siblings *between* them: those below each title, or those above it."""
    above = _is_above(sheet, tops, alike, between)
    spans = []
    for at, top in enumerate(tops):
        first, end = sheet.spans[top]
        if above:
            floor = sheet.spans[tops[at - 1]][1] if at and alike[at - 1] else 0
            first = min([first, *(span[0] for span in _reach(sheet, top, between, back=True) if span[0] >= floor)])
        else:
            ceiling = sheet.spans[tops[at + 1]][0] if at < len(alike) and alike[at] else len(sheet.texts)
            end = max([end, *(span[1] for span in _reach(sheet, top, between, back=False) if span[1] <= ceiling)])
        spans.append((first, end))
    return spans


def _siblings(top: etree._Element, other: etree._Element) -> int:
    """Return how many elements are between two siblings."""
    return next((number for number, each in enumerate(top.itersiblings()) if each is other), 0)


def _reach(sheet: Sheet, top: etree._Element, between: int, *, back: bool) -> list[tuple[int, int]]:
    """Return the places of the siblings that belong to a row."""
    siblings = zip(range(between), top.itersiblings(preceding=back), strict=False)
    return [sheet.spans[each] for _, each in siblings if each in sheet.spans]


def _is_above(sheet: Sheet, tops: Sequence[etree._Element], alike: Sequence[bool], between: int) -> bool:
    """Return whether what is between two titles belongs to the one below: it is before the first title, too, and not after the last."""
    second = next((tops[at + 1] for at, same in enumerate(alike) if same), None)
    if second is None:
        return False
    first, last = tops[0], tops[-1]
    before = _signatures(sheet, first, between, back=True)
    return (
        before == _signatures(sheet, second, between, back=True)
        and bool(before)
        and _signatures(sheet, last, between, back=False) != _signatures(sheet, first, between, back=False)
    )


def _signatures(sheet: Sheet, top: etree._Element, between: int, *, back: bool) -> list[str]:
    siblings = zip(range(between), top.itersiblings(preceding=back), strict=False)
    return [sheet.signature(each) for _, each in siblings if each in sheet.spans]

"""Leads: one or two items above a list, set larger and in another pattern, too few to be a list of their own.

Read only on a page whose lists print outlets and times, and only where the lead prints both: an outlet that a list names, that the
table knows, that is the host of the link, or that sounds like one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice

from lxml import etree

from crawler.pages.blocks.columns import Link, anchors_of, is_headline, links_of
from crawler.pages.blocks.list_fields import is_sponsored
from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.outlets.known import is_known
from crawler.pages.blocks.outlets.labels import Label, label_of
from crawler.pages.blocks.record_parts import Parts, is_prose
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import agrees
from crawler.pages.blocks.time_labels import time_in
from crawler.pages.html.hosts import host_of
from crawler.provenance.outlets.press_words import sounds_like_outlet

_MOST_TEXTS = 14  # of a lead
_HIGHEST = 8  # levels between its link and all of it
_NEAR = 2  # texts between time and outlet
_MOST = 200


def leads_of(sheet: Sheet, taken: Sequence[Row], vouched: Set[str]) -> Iterator[tuple[Row, Parts]]:
    """Yield the leads beside the rows *taken* by lists, with what they say; *vouched* are the outlets of the lists, case folded."""
    anchors = anchors_of(sheet)
    inside = {at for row in taken for at in range(row.first, row.end)}
    titles = {anchor: link for anchor in anchors for link in _titles(sheet, anchor, anchors)}
    numbered = {at: anchor for anchor in titles for at in anchors[anchor]}
    for anchor, link in islice(((a, link) for a, link in titles.items() if inside.isdisjoint(anchors[a])), _MOST):
        row = _row(sheet, anchor, link, inside, numbered)
        if row is None or any(is_sponsored(sheet.texts[at].text) for at in row.numbers):
            continue
        if (parts := _parts(sheet, row, vouched)) is not None:
            yield row, parts


def _titles(sheet: Sheet, anchor: etree._Element, anchors: Mapping[etree._Element, list[int]]) -> Sequence[Link]:
    links = links_of(sheet, [anchor], anchors)
    return [link for link in links if is_headline(link.headline, link.url) or (link.heading and " " in link.headline)]


def _row(
    sheet: Sheet, anchor: etree._Element, link: Link, inside: Set[int], numbered: Mapping[int, etree._Element]
) -> Row | None:
    """Return the largest small element around a link that holds nothing of a list and no other title."""
    best: Row | None = None
    for element in islice(anchor.iterancestors(), _HIGHEST):
        first, end = sheet.spans.get(element, (0, 0))
        span = range(first, end)
        if len(span) > _MOST_TEXTS or any(at in inside or numbered.get(at, anchor) is not anchor for at in span):
            break
        best = Row(link, first, end, element)
    return best


def _parts(sheet: Sheet, row: Row, vouched: Set[str]) -> Parts | None:
    timed = {at: time for at in row.numbers if (time := time_in(sheet.texts[at].text))}
    labels = [
        label
        for at in row.numbers
        if any(abs(at - near) <= _NEAR for near in timed)
        and (label := label_of(sheet, sheet.texts[at], at)) is not None
    ]
    label = next((label for label in labels if _names(sheet, label, row, vouched)), None)
    if label is None:
        return None
    prose = [sheet.texts[at].text for at in row.numbers if at not in timed and at != label.number]
    return Parts(
        headline=row.link.headline,
        headed=True,
        outlet=label.text,
        time=next(iter(timed.values())),
        href=row.link.url,
        text="\n".join(filter(is_prose, prose)),
    )


def _names(sheet: Sheet, label: Label, row: Row, vouched: Set[str]) -> bool:
    name = label.text
    if agrees(name, sheet.page.host):
        return False
    return is_known(sheet, name, vouched) or agrees(name, host_of(row.link.url)) or sounds_like_outlet(name)

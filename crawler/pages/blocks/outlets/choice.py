"""Which of the words in a list's rows is the outlet: the best of the places, and of each row the label there."""

from __future__ import annotations

from collections.abc import Sequence, Set

import regex

from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.outlets.judging import Judged, judge
from crawler.pages.blocks.outlets.known import is_known, is_known_in_part, names_outlet
from crawler.pages.blocks.outlets.labels import Label
from crawler.pages.blocks.outlets.places import printed_places, unprinted_places
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import agrees, is_host, own_site, site_of
from crawler.pages.html.hosts import host_of

_BRAND = regex.compile(r"(?:[A-Z][a-z]{3,}){2,}")  # two words in one, as no topic is written


def outlet_place(
    sheet: Sheet, rows: Sequence[Row], numbers: Sequence[Sequence[int]], times: Sequence[str | None], vouched: Set[str]
) -> Judged | None:
    """Return the place whose labels name the rows' outlets best, or None where none does.

    *numbers* are those of the texts around each title, *times* the rows' times as printed, *vouched* names that count as known.
    """
    places = {**printed_places(sheet, rows, numbers, times), **unprinted_places(sheet, rows, numbers, times)}
    judged = [found for place in places.values() if (found := judge(sheet, rows, place, vouched)) is not None]
    return max(judged, key=lambda each: each.score, default=None)


def outlet_of(sheet: Sheet, row: Row, judged: Judged, at: int, vouched: Set[str]) -> Label | None:
    """Return the label of row *at* if it names its outlet.

    Not where its own link leads back to the page, nor where it names another host, nor a strange word where names stand among topics.
    """
    label = judged.place.first(at)
    if label is None or (label.url is not None and _is_here(sheet, label.url)):
        return None
    site = site_of(host_of(row.link.url))
    hosts = (host_of(row.link.url), host_of(label.url))
    if is_host(label.text) and site != own_site(sheet.page) and not any(agrees(label.text, host) for host in hosts):
        return None
    if judged.hosts and not is_host(label.text) and site == own_site(sheet.page):
        return None
    if judged.mixed and not (
        is_known(sheet, label.text, vouched)
        or is_known_in_part(sheet, label.text)
        or names_outlet(sheet, label.text)
        or _BRAND.fullmatch(label.text)
    ):
        return None
    return label


def _is_here(sheet: Sheet, url: str) -> bool:
    here = sheet.page.resolve(sheet.page.url) or ""
    return url.partition("?")[0].rstrip("/") == here.partition("?")[0].rstrip("/") and "?" not in url

"""The order of a page's numeric dates (03/04/2026), where the page shows it: by another of its dates, or by its language.

Only the United States, the Philippines and some Canadians write the month first; a page that is in English and says no more
leaves the order open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex
from lxml import etree

from crawler.pages.html.lines import Line
from crawler.provenance.times.dates import read_civil
from crawler.provenance.times.within import dates_within

_EITHER: Final = frozenset(
    {"en", "fil", "tl"}
)  # languages of countries that write one, and of others that write the other
_DAY_FIRST_REGIONS: Final = frozenset(
    {"gb", "uk", "au", "nz", "ie", "in", "za", "sg", "my", "hk", "ng", "ke", "pk", "mt", "jm", "lk", "bd"}
)
_MOST: Final = 800  # lines looked at


def is_open(text: str) -> bool:
    """Return whether a date has two readings: day or month first, or the year."""
    civil = read_civil(text)
    return civil is not None and (civil.swapped is not None or civil.year_first is not None)


def date_order_of(text: str, root: etree._Element, lines: Iterable[Line], host: str | None) -> str | None:
    """Return the order of the numbers in *text*, "DMY" or "MDY", where the page shows it, or None.

    The page's other dates prove it; else its language or country may have but one, and no language parts a month from the day
    behind it by a dot (the date formats of Unicode's CLDR).
    """
    proven = {order for line in list(lines)[:_MOST] for order in _proven(line)}
    if proven:
        return proven.pop() if len(proven) == 1 else None
    dotted = regex.match(r"\D*\d{1,2}\.\s?\d{1,2}\.", text) is not None
    return "DMY" if dotted or _writes_day_first(root, host) else None


def _proven(line: Line) -> Iterable[str]:
    for date in dates_within(line.text):
        civil = read_civil(date.text)
        if civil is not None and civil.order is not None and civil.proven:
            yield civil.order


def _writes_day_first(root: etree._Element, host: str | None) -> bool:
    language, _, region = _language(root).replace("_", "-").lower().partition("-")
    if language and language not in _EITHER:
        return region != "us"
    country = (host or "").rpartition(".")[2]
    return region in _DAY_FIRST_REGIONS or (region != "us" and country in _DAY_FIRST_REGIONS)


def _language(root: etree._Element) -> str:
    declared = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    ).strip()
    metas = {
        (meta.get("property") or meta.get("http-equiv") or meta.get("name") or "").lower(): meta.get("content")
        for meta in root.iter("meta")
    }
    return declared or metas.get("og:locale") or metas.get("content-language") or metas.get("language") or ""

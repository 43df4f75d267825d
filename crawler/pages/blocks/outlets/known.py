"""Whether a label is an outlet's name by itself: the table of outlets knows it, or it sounds like one."""

from __future__ import annotations

from collections.abc import Set

from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import agrees
from crawler.provenance.outlets.press_words import sounds_like_outlet


def names_outlet(sheet: Sheet, label: str) -> bool:
    """Return whether *label* sounds like an outlet other than the page's own."""
    return sounds_like_outlet(label) and not agrees(label, sheet.page.host)


def is_known(sheet: Sheet, label: str, vouched: Set[str]) -> bool:
    """Return whether *label* names an outlet that the table knows, not the page's own, or that is *vouched* for."""
    if label.casefold() in vouched:
        return True
    outlets = sheet.page.outlets
    if outlets is None:
        return False
    outlet, own = outlets.named(label), outlets.at(sheet.page.url)
    return outlet is not None and outlet.kind != "aggregator" and outlet != own


def is_known_in_part(sheet: Sheet, label: str) -> bool:
    """Return whether a label is a known outlet's name and one word more: its section ("Tide Post Culture")."""
    name, _, section = label.rpartition(" ")
    return bool(name and section) and is_known(sheet, name, frozenset())

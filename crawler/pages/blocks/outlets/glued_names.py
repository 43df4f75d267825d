"""Names glued to headlines: "Tide Post: Harbour opens", "Harbour opens - Tide Post", where nearly every row of a list is written so.

One row proves nothing (pages' own titles end so, too). The names have to be those of the hosts that the rows link to, or to be known or sound
like outlets, and several of them to differ.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import regex

from crawler.pages.blocks.line_roles import is_label
from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.outlets.accounts import are_sections
from crawler.pages.blocks.outlets.known import is_known
from crawler.pages.blocks.record_parts import count
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import agrees, own_site, site_of
from crawler.pages.html.hosts import host_of
from crawler.provenance.outlets.press_words import sounds_like_outlet

_NEARLY_ALL, _MOSTLY = 0.8, 0.5
_FEWEST_ROWS, _FEWEST_NAMES = 4, 3
_MOST_WORDS = 5
_DASH = r"\s[-–—|·]\s"
_FORMS = tuple(
    map(
        regex.compile,
        (
            r"(?P<name>[^:：|]{2,40}+)[:：|]\s*+(?P<headline>.{12,})",
            rf"(?P<headline>.{{12,}}){_DASH}(?P<name>(?:(?!{_DASH}).){{2,50}})",
            r"(?P<headline>.{12,}?)\s*[(（\[](?P<name>[^()（）\[\]]{2,50})[)）\]]",
            rf"(?P<name>(?:(?!{_DASH}).){{2,40}}){_DASH}(?P<headline>.{{12,}})",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Glued:
    """The headline and the name of each row that has both, by the row's number, and the shares of names that are their host's or known."""

    parts: dict[int, tuple[str, str]]
    agreeing: float
    known: float


def glued_names(sheet: Sheet, rows: Sequence[Row], vouched: Set[str]) -> Glued | None:
    """Return the names that stand in the headlines of *rows* in one form, or None where they are none."""
    found = (_in_form(sheet, rows, form, vouched) for form in _FORMS)
    return next((glued for glued in found if glued is not None), None)


def _in_form(sheet: Sheet, rows: Sequence[Row], form: regex.Pattern[str], vouched: Set[str]) -> Glued | None:
    parts = {at: split for at, row in enumerate(rows) if (split := _split(form, row.link.headline)) is not None}
    if len(rows) < _FEWEST_ROWS or len(parts) < _NEARLY_ALL * len(rows):
        return None
    names = {at: name for at, (_, name) in parts.items()}
    if len(set(names.values())) < _FEWEST_NAMES:
        return None
    hosts = {at: host_of(rows[at].link.url) for at in names}
    abroad = [at for at, host in hosts.items() if site_of(host) != own_site(sheet.page)]
    agreeing = sum(agrees(names[at], hosts[at]) for at in abroad) / len(names)
    known = sum(is_known(sheet, name, vouched) or sounds_like_outlet(name) for name in names.values()) / len(names)
    if max(agreeing, known) < _MOSTLY:
        return None
    if agreeing < _MOSTLY and are_sections(list(names.values()), [rows[at].link.url for at in names], sheet.menu):
        return None
    return Glued(parts, agreeing, known)


def _split(form: regex.Pattern[str], headline: str) -> tuple[str, str] | None:
    matched = form.fullmatch(headline[:400])
    name = matched["name"].strip() if matched else ""
    if matched is None or not is_label(name) or count(name) > _MOST_WORDS:
        return None
    return matched["headline"].strip(), name

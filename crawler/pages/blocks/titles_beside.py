"""Titles beside their links: cards whose link is a button ("Read more"), lines whose link is the outlet's name.

The title is the row's only heading, or the text in front of the link. Such a list has to print times or outlets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from crawler.pages.blocks.columns import Column, Link
from crawler.pages.blocks.list_rows import Row, rows_of
from crawler.pages.blocks.outlets.known import is_known, names_outlet
from crawler.pages.blocks.record_parts import SOURCE, count
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import agrees, is_host, own_site, site_of
from crawler.pages.blocks.story_links import has_slug
from crawler.pages.blocks.texts import Text
from crawler.pages.blocks.time_labels import time_in
from crawler.pages.html.hosts import host_of

_BUTTON = 0.3  # share of different texts up to which links are buttons
_NEARLY_ALL = 0.8  # share of rows with a title
_SOURCES = 0.5  # share of links that name the site they lead to
_FEWEST_WORDS, _LONGEST = 4, 300
_SELLS = regex.compile(
    r"\b(?:buy|shop|order|price|deal|(?:view|see|get|check|find)\b.{0,20}\b(?:at|on|from|price)|kaufen|bestellen|acheter|commander|comprar|acquista|kopen)\b|[$€£¥]\s?\d",
    regex.IGNORECASE,
)
_FEWEST_NAMES = 3  # different outlets
_BOLD = frozenset({"b", "strong", "em"})
_NUMBER = regex.compile(r"^\W*\d{1,2}[.)]\s++")
#: The end of a headline that sentences follow; before the point of an abbreviation stand few small letters.
_SENTENCES = regex.compile(r"(?<=[\p{Ll}\d]{3}[\"”’»)]?)\.\s++(?=[\p{Lu}\"“‘«\d])|(?<=。)(?=\S)")
_LONGEST_ITEM = 800  # characters of a headline with its sentences
_BRACKETS = " \t()[]-–—:|·•→←»«›‹>"


def titled(sheet: Sheet, column: Column) -> Column | None:
    """Return *column* with the titles that stand beside its links, or None where they are no buttons or sources, or have none."""
    links = column.links
    buttons = column.distinct <= _BUTTON
    sources = sum(_is_source(link) for link in links) >= _SOURCES * len(links) or _name_outlets(sheet, links)
    if not (buttons or sources):
        return None
    rows = rows_of(sheet, column)
    found = [_with_title(row, _heading(sheet, row) or ([] if buttons else _before(sheet, row))) for row in rows]
    named = [link for link in found if link is not None]
    if 2 * sum(_SELLS.search(link.headline) is not None for link in (*links, *named)) > len(links):
        return None
    enough = len(named) >= max(_FEWEST_WORDS, _NEARLY_ALL * len(links))
    return Column(named, beside=True) if enough and len({link.headline for link in named}) == len(named) else None


def are_sources(column: Column) -> bool:
    """Return whether the links of a column are buttons that name the site they lead to: "Read at Tide Post"."""
    return sum(_is_button(link) and _is_source(link) for link in column.links) >= _SOURCES * len(column.links)


def _is_button(link: Link) -> bool:
    bare = link.headline.strip(_BRACKETS)
    return SOURCE.match(link.headline) is not None or (bare != link.headline and count(bare) < _FEWEST_WORDS)


def _is_source(link: Link) -> bool:
    name = SOURCE.sub("", link.headline.strip(_BRACKETS), count=1)
    return is_host(name) or agrees(name, host_of(link.url))


def _name_outlets(sheet: Sheet, links: Sequence[Link]) -> bool:
    """Return whether links whose addresses say nothing of where they lead (counters of the page's own) are outlets' names."""
    own = own_site(sheet.page)
    hidden = [link for link in links if site_of(host_of(link.url)) == own and not has_slug(link.url)]
    names = [name for link in hidden if _is_outlet(sheet, name := link.headline.strip(_BRACKETS))]
    return len(names) >= _SOURCES * len(links) and len(set(names)) >= _FEWEST_NAMES


def _is_outlet(sheet: Sheet, name: str) -> bool:
    return names_outlet(sheet, name) or is_known(sheet, name, frozenset())


def _with_title(row: Row, texts: Sequence[tuple[int, Text]]) -> Link | None:
    if bold := [(at, text) for at, text in texts if text.owner.tag in _BOLD]:
        texts = bold if len({text.owner for _, text in bold}) == 1 else texts
    headline = _NUMBER.sub("", " ".join(text.text for _, text in texts)).strip(_BRACKETS)
    headline = _SENTENCES.split(headline, maxsplit=1)[0] if len(headline) <= _LONGEST_ITEM else headline
    if count(headline) < _FEWEST_WORDS or len(headline) > _LONGEST:
        return None
    return replace(row.link, headline=headline, numbers=frozenset(at for at, _ in texts), heading=False)


def _heading(sheet: Sheet, row: Row) -> list[tuple[int, Text]]:
    """Return the texts of the row's only heading, if it leads nowhere itself."""
    texts = [(at, sheet.texts[at]) for at in row.numbers if sheet.texts[at].heading]
    plain = all(text.anchor is None for _, text in texts)
    return texts if plain and len({text.block for _, text in texts}) == 1 else []


def _before(sheet: Sheet, row: Row) -> list[tuple[int, Text]]:
    """Return the text right before the link, in one block with it."""
    block = sheet.texts[row.link.first].block
    before = [(at, sheet.texts[at]) for at in row.numbers if at < row.link.first and sheet.texts[at].block == block]
    return [(at, text) for at, text in before if text.anchor is None and time_in(text.text) is None]

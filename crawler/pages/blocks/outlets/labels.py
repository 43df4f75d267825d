"""Labels: short texts of a list's rows that could be an outlet's name, without brackets, time and what introduces it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from crawler.pages.blocks.line_roles import is_label
from crawler.pages.blocks.outlets.accounts import PERSON
from crawler.pages.blocks.record_parts import BUTTON, PARTED, SOURCE, count
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.texts import Text
from crawler.pages.blocks.time_labels import opening_of, without_time

LONGEST_LABEL = 60
BY = regex.compile(r"(?i:by|von|par|por|di|door|av|от)\b\W*+")
BRACKETS = ' \t()[]（）【】·•|–—-:,/“”„«»→›"'
_URL = regex.compile(r"https?://(?:www\.)?(?P<host>[^/\s?#]++)\S*+", regex.IGNORECASE)
_BY_FEED = regex.compile(r"\s++(?:from|via)\s++(?:RSS|Atom|feed)\W*+\Z", regex.IGNORECASE)  # "Tide Post from RSS"
#: "Tide Post and 3 others", "Tide Post +3 more": outlets that are counted, not named.
_OTHERS = regex.compile(
    r"\s++(?:and|und|et|y|e|en|og|och|i|&|\+)\s*+\d++(?:\s(?:more|others?|other\s\w+|weitere|andere|autres?|más|otros|altri|altre|anderen?|andra|innych))?\Z",
    regex.IGNORECASE,
)
_AUTHOR_AT = regex.compile(
    rf"(?i:by|von|par|por|di)\s++{PERSON}(?:,\s++|\s++(?:at|for|of|in|/|\||–|—|-)\s++)(?P<outlet>\p{{Lu}}[^,]{{1,50}})"
)
_CRUMB = regex.compile(r"\s*+[›»]")  # behind a host: "tidepost.example › news"


@dataclass(frozen=True, slots=True)
class Label:
    """A short text of a row: its words without brackets and time, and where its own link leads."""

    text: str
    number: int
    url: str | None = None


def label_of(sheet: Sheet, text: Text, at: int) -> Label | None:
    """Return the name that a text could be, without brackets, time and what introduces it, or None."""
    bare = text.text.strip(BRACKETS)
    if address := _URL.fullmatch(bare):
        bare = address["host"]
    if len(bare) > LONGEST_LABEL + 30:
        bare = (opening_of(bare) or "").strip(BRACKETS)
    bare = without_time(bare)
    bare = bare[said.end() :] if (said := SOURCE.match(bare)) else bare
    bare = (author["outlet"] if (author := _AUTHOR_AT.fullmatch(bare)) else _OTHERS.sub("", bare)).strip()
    bare = _BY_FEED.sub("", PARTED.split(_CRUMB.split(bare)[0])[0]).strip(BRACKETS)
    if not bare or not is_label(bare) or count(bare) > 6 or BUTTON.fullmatch(bare) or BY.match(bare + " "):
        return None
    url = sheet.resolve(text.anchor.get("href")) if text.anchor is not None else None
    return Label(bare, at, url)

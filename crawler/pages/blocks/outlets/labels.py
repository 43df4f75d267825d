"""Labels: short texts of a list's rows that could be an outlet's name, without brackets, time and what introduces it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from crawler.pages.blocks.line_roles import is_label
from crawler.pages.blocks.outlets.accounts import PERSON
from crawler.pages.blocks.record_parts import BUTTON, PARTED, SOURCE, count
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.texts import Text
from crawler.pages.blocks.time_labels import opening_of, without_time
from crawler.provenance.times.printed import looks_like_time

LONGEST_LABEL = 60
BY = regex.compile(r"(?i:by|von|par|por|di|door|av|от)\b\W*+")
BRACKETS = ' \t()[]（）【】·•|–—-:,/“”„«»→›"'
_URL = regex.compile(r"https?://(?:www\.)?(?P<host>[^/\s?#]++)\S*+", regex.IGNORECASE)
_BY_FEED = regex.compile(r"\s++(?:from|via)\s++(?:RSS|Atom|feed)\W*+\Z", regex.IGNORECASE)  # "Tide Post from RSS"
_MORE = r"(?:and|und|et|y|e|en|og|och|i|&|\+)\s*+\d++(?:\s(?:more|others?|other\s\w+|weitere|andere|autres?|más|otros|altri|altre|anderen?|andra|innych))?"
#: "Tide Post and 3 others", "Tide Post +3 more": outlets that are counted, not named.
_OTHERS = regex.compile(rf"\s++{_MORE}\Z", regex.IGNORECASE)
#: "12 sources", "and 5 more", "外3家媒体": a count where a name could be.
_COUNTED = regex.compile(
    rf"{_MORE}|[+(]?\d++\+?\)?\s(?:more\s)?(?:sources?|outlets?|publishers?|publications?|papers|newspapers|sites|websites|articles?|stories|reports|quellen|medien|weitere|artikel|médias|autres|fuentes|medios|artículos|fonti|altre fonti|articoli|fontes|bronnen|källor|artiklar|kilder|źródła|źródeł|источник\w*|издани\w*|kaynak|haber|مصادر|مصدرا|مقال\w*|स्रोत)"
    r"|\W*(?:另外|外|他|등|等|共)?\s?\d++\s?(?:家媒体|家媒體|个来源|個來源|篇报道|篇報導|件の記事|媒体|社|개 언론사|개 매체|건의 기사|개 기사)\W*",
    regex.IGNORECASE,
)
_AUTHOR_AT = regex.compile(
    rf"(?i:by|von|par|por|di)\s++{PERSON}(?:,\s++|\s++(?:at|for|of|in|/|\||–|—|-)\s++)(?P<outlet>\p{{Lu}}[^,]{{1,50}})"
)
_CRUMB = regex.compile(r"\s*+[›»]")  # behind a host: "tidepost.example › news"
_SLASHED = regex.compile(r"\s++/\s++")
_ASIDE = regex.compile(r"(?P<name>[^()（）]++)[(（](?P<aside>[^()（）]++)[)）]?")


@dataclass(frozen=True, slots=True)
class Label:
    """A short text of a row: its words without brackets and time, and where its own link leads."""

    text: str
    number: int
    url: str | None = None


def labels_of(sheet: Sheet, text: Text, at: int) -> Sequence[Label]:
    """Return the names that a text could be: that of `label_of`, or of "Imke Dorn / Tide Post / 2 h" each part without a time."""
    whole = label_of(sheet, text, at)
    if whole is None or not _SLASHED.search(whole.text):
        return () if whole is None else (whole,)
    return [replace(whole, text=part) for part in _SLASHED.split(whole.text) if is_label(part) and not _is_none(part)]


def label_of(sheet: Sheet, text: Text, at: int) -> Label | None:
    """Return the name that a text could be, without brackets, time and what introduces it, or None."""
    bare = text.text.strip(BRACKETS)
    if address := _URL.fullmatch(bare):
        bare = address["host"]
    if len(bare) > LONGEST_LABEL + 30:
        bare = (opening_of(bare) or "").strip(BRACKETS)
    bare = _without_aside(without_time(bare))
    bare = bare[said.end() :] if (said := SOURCE.match(bare)) else bare
    bare = (author["outlet"] if (author := _AUTHOR_AT.fullmatch(bare)) else _OTHERS.sub("", bare)).strip()
    bare = _BY_FEED.sub("", PARTED.split(_CRUMB.split(bare)[0])[0]).strip(BRACKETS)
    if not bare or not is_label(bare) or count(bare) > 6 or _is_none(bare) or BY.match(bare + " "):
        return None
    url = sheet.resolve(text.anchor.get("href")) if text.anchor is not None else None
    return Label(bare, at, url)


def _without_aside(text: str) -> str:
    """Return *text* without a day in brackets behind it; brackets that belong to a name are closed again ("The Star (Malaysia)")."""
    aside = _ASIDE.fullmatch(text)
    if aside is None:
        return text
    return aside["name"].strip() if looks_like_time(aside["aside"]) else f"{text.rstrip(')）')})"


def _is_none(text: str) -> bool:
    """Return whether a short text is a button or a count."""
    return BUTTON.fullmatch(text) is not None or _COUNTED.fullmatch(text) is not None

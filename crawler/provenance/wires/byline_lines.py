"""Lines at an article's headline or end that may be bylines: the wires that one names, if it is a byline and nothing else.

"Associated Press in Miami", "Tom Davies / Associated Press", "AFP, MANILA", "Written by The Associated Press", "Anadolu Ajansı | 03.07.2026".
Precision first: what is left of the line without the agency, dates and words that bylines are made of may be names only. An agency's
name inside a sentence is no credit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from crawler.provenance.wires.names import NameTable, Place, Use, find_names

LONGEST: Final = 120  # characters of a byline with two writers, an agency, a place and a date
_PHOTO: Final = regex.compile(
    r"photo|foto|image|bild|picture|getty|pool|archiv|file|graphic|grafik|video|copyright|©|\(c\)|illustration|symbol|courtesy|screenshot|reuters connect|ap images",
    regex.IGNORECASE,
)
# Words that bylines are made of, beside names and agencies.
_WORDS: Final = frozenset([
    "by", "written", "story", "text", "report", "reported", "source", "author", "authors", "from", "for", "the", "of", "in", "at", "and",
    "with", "via", "staff", "wire", "wires", "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "desk",
    "bureau", "news", "service", "agency", "agencies", "newsroom", "published", "posted", "updated", "on", "provided", "content", "press",
    "business", "sports", "sport", "am", "pm", "et", "est", "edt", "gmt", "filed", "under", "contributed", "quelle", "von", "und", "mit",
    "der", "die", "aus", "redaktion", "par", "avec", "le", "la", "agence", "rédaction", "por", "con", "y", "de", "agencia", "fuente",
    "redacción", "di", "e", "da", "agenzia", "fonte", "redazione", "agência", "door", "en", "met", "bron", "av", "og", "och", "kilde", "källa",
    "przez", "źródło", "kaynak", "haber", "kaynağı", "ajansı", "haberi", "источник", "автор", "информация", "джерело", "المصدر", "וكالة",
    "सोर्स", "स्रोत", "एजेंसी", "来源", "來源", "출처", "特派員", "記者", "記者発", "기자", "电", "電", "文", "글",
])  # fmt: skip
_TOKEN: Final = regex.compile(r"[\p{L}\p{M}'’.-]+")
_BUTTON: Final = 2  # letters of a button for larger type ("AA"); a code of two letters stands alone too seldom
_MOST_NAMES: Final = 7  # capitalized words of two writers, a role and a place
_SEPARATED_BEFORE: Final = regex.compile(
    r"(?:^|[,/|(\[·•–—;:&>+=-]|\b(?:by|von|par|por|di|door|av|via|from|with|avec|mit|con|com|met|and|und|et|y|e|the|source|quelle|kaynak|fuente|fonte|bron|of))\s*\Z",
    regex.IGNORECASE,
)
_ENDS: Final = regex.compile(
    r"\s*(?:$|[,/|)\]·•–—;:&<.-]|\b(?:in|at|and|und|et|y|staff|with|for|writers?|reporters?|correspondents?|news|sports?|business)\b|\d)",
    regex.IGNORECASE,
)


def names_in_line(line: str, table: NameTable) -> Iterator[Place]:
    """Yield where a line that is a byline names wires; nothing of any other line."""
    if len(line) > LONGEST or _PHOTO.search(line) or line.rstrip().endswith(("?", "!", "…")):
        return
    if len(line.strip()) <= _BUTTON:
        return
    places = [place for place in find_names(line, table) if Use.CREDIT in place.uses]
    if places and _is_byline(line, places):
        yield from (place for place in places if _stands_apart(line, place))


def _is_byline(line: str, places: list[Place]) -> bool:
    """Return whether the line without its agencies is made of names, dates and the words of bylines."""
    rest, at = "", 0
    for place in places:
        rest, at = f"{rest}{line[at : place.start]} ", max(at, place.end)
    others = [word.strip(".'’-") for word in _TOKEN.findall(rest + line[at:])]
    unknown = [word for word in others if word and word.casefold() not in _WORDS]
    names = [word for word in unknown if word[0].isupper() or not word[0].islower()]
    return len(names) == len(unknown) <= _MOST_NAMES


def _stands_apart(line: str, place: Place) -> bool:
    """Return whether an agency begins or ends the line or is set off; a code of letters has to be at both of its sides."""
    several = " " in line[place.start : place.end].strip()
    before = _SEPARATED_BEFORE.search(line, 0, place.start) is not None
    behind = _ENDS.match(line, place.end) is not None
    return behind and (before or several)

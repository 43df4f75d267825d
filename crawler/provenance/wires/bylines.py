"""Bylines as fields: the wires that one names, and whether a writer of the outlet signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crawler.provenance.wires.form import CAPITALIZED, LINE
from crawler.provenance.wires.names import NameTable, Place, Use, find_names
from crawler.text.patterns import lazy_pattern

_WORD_BEFORE = (
    r"by|von|par|por|di|door|av|af|od|and|und|et|y|e|och|og|en|with|mit|avec|con|com|of|from|for|the|van|da|de|der|die|la|le|via|"
    r"source|quelle|text|tekst|originally"
)
# A code or a name of one word is a wire where it stands between delimiters: "AP Dhillard" and "Michael Bloomberg" are people.
_BEFORE: Final = lazy_pattern(
    rf"(?:^|[,/|(\[\u00b7\u2022\u2013\u2014;:&+>\u3001\uff0c\uff1a=-]\s*|\b(?:{_WORD_BEFORE})\s|l['\u2019])\s*\Z",
    re.IGNORECASE,
)
_WORD_AFTER = (
    r"and|und|et|y|e|och|og|with|mit|avec|con|staff|news|newsroom|wire|agency|agencies|writers?|reporters?|correspondents?|"
    r"(?:[a-z]+\s){0,2}writers?|(?:[a-z]+\s){0,2}correspondents?|deutschland|via|live|sport|bureau|desk|team|redaktion|reports?|reporting|dispatches|inputs|feeds?"
)
_AFTER: Final = lazy_pattern(
    rf"\s*(?:$|[,/|)\]\u00b7\u2022\u2013\u2014;:&+<.\u3001\uff0c=-]|\s(?:{_WORD_AFTER})\b)|(?=[\u3040-\ud7a3])",
    re.IGNORECASE,
)
_PHOTO: Final = lazy_pattern(r"\s?(?:photos?|images?|foto|pool|via getty)\b", re.IGNORECASE)
_PERSON: Final = lazy_pattern(rf"{CAPITALIZED}(?:\s{CAPITALIZED}){{1,3}}")
_SIGNED_LINE: Final = lazy_pattern(
    rf"{LINE}(?:By|BY|Von|Par|Por|Di)\s(?P<name>{CAPITALIZED}(?:\s{CAPITALIZED}){{1,3}})[^\n]{{0,60}}\n"
)
_SAYS_BY: Final = lazy_pattern(r"(?:by|von|par|por|di|door|av|af|written by|story by)\b:?\s+(?=\S)", re.IGNORECASE)
_NOBODY: Final = frozenset(
    [
        "agency",
        "agencies",
        "bureau",
        "correspondent",
        "desk",
        "digital",
        "editor",
        "news",
        "newsroom",
        "online",
        "redaktion",
        "report",
        "reporter",
        "reporters",
        "rédaction",
        "redacción",
        "redazione",
        "service",
        "staff",
        "team",
        "web",
        "wire",
        "wires",
    ]
)
_OPENING: Final = 1200


def names_in_byline(byline: str, table: NameTable) -> Iterator[Place]:
    """Yield where *byline* names wires: "By AP and TOI staff", "det/dpa", "Colleen Marsh, The Associated Press"."""
    for place in find_names(byline, table):
        if Use.CREDIT not in place.uses or _PHOTO.match(byline, place.end):
            continue
        several_words = " " in byline[place.start : place.end].strip()
        if several_words or (_BEFORE.search(byline, 0, place.start) and _AFTER.match(byline, place.end)):
            yield place


def says_by(line: str) -> bool:
    """Return whether a line says that it is a byline: "By Ann Lee", "Von Imke Dorn"."""
    return _SAYS_BY.match(line) is not None


def is_signed(byline: str | None, body: str, table: NameTable) -> bool:
    """Return whether a person who is no wire's signs the text, in the byline or in a line above it."""
    lines = [byline] if byline else [found["name"] for found in _SIGNED_LINE.finditer(body, 0, _OPENING)]
    return any(not [*names_in_byline(line, table)] and _names_a_person(line) for line in lines)


def _names_a_person(line: str) -> bool:
    return any(_NOBODY.isdisjoint(found[0].casefold().split()) for found in _PERSON.finditer(line))

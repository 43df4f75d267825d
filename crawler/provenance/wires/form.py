"""What a form is, and the pieces that forms are made of: places, dates, people, labels.

A form says what stands before and after a name: `before` must end where the name begins, `after` begins where it ends.
Both look at a stretch of bounded length, so that a form costs the same in any text.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final, NamedTuple

from crawler.provenance.wires.evidence import EvidenceKind
from crawler.provenance.wires.names import Use
from crawler.text.patterns import lazy_pattern

BEFORE: Final = 90  # characters before a name that a form may look at
AFTER: Final = 240  # and after it: room for the names in "AP writers A, B and C contributed to this report"


class Where(Enum):
    """The part of a text in which a form counts."""

    ANYWHERE = auto()
    OPENING = auto()
    CLOSING = auto()


class Form(NamedTuple):
    """One form; a name of `use` must stand between `before` and `after`. `part`: it may credit a part of the text only."""

    kind: EvidenceKind
    weight: float
    use: Use
    where: Where
    before: re.Pattern[str]
    after: re.Pattern[str]
    part: bool = False


def credit(
    kind: EvidenceKind,
    weight: float,
    before: str,
    after: str = "",
    *,
    where: Where = Where.ANYWHERE,
    part: bool = False,
) -> Form:
    """Return a form around a name that stands where credits stand."""
    return Form(kind, weight, Use.CREDIT, where, lazy_pattern(rf"(?:{before})\Z"), lazy_pattern(after), part)


def running(kind: EvidenceKind, weight: float, before: str, after: str = "", *, use: Use = Use.SELF) -> Form:
    """Return a form around a name in running text."""
    return Form(kind, weight, use, Where.ANYWHERE, lazy_pattern(rf"(?:{before})\Z"), lazy_pattern(after))


_UPPER = "A-Z\u00c0-\u00de\u0410-\u042f\u0401\u0404\u0406\u0407\u0490ĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽĐĞİŞŐŰ"
CAPS: Final = rf"[{_UPPER}][{_UPPER}'\u2019.-]+"
CAPITALIZED: Final = rf"[{_UPPER}][\w'\u2019.-]*"
MONTH: Final = r"[A-Z][a-z]{2,8}\.?"
_DAY = rf"(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s\w{{3,10}}\.?)"  # "May 3", "3. Mai", "3 мая"
DATE: Final = rf"(?:[,.]?\s{_DAY}(?:,?\s\d{{4}})?)"
_REST = rf"(?:,\s{CAPITALIZED}(?:\s{CAPITALIZED}){{0,2}}){{0,2}}(?:\s\[{CAPITALIZED}\])?"  # "Delhi [India]" of ANI
PLACE_CAPS: Final = rf"{CAPS}(?:[ /]{CAPS}){{0,4}}{_REST}"
PLACE: Final = rf"{CAPITALIZED}(?:[ /]{CAPITALIZED}){{0,4}}{_REST}"
BEGIN: Final = r"(?<![\w'\u2019.-])"
LINE: Final = r"(?:^|\n)\s*"
PERSON: Final = rf"{CAPITALIZED}(?:\s{CAPITALIZED}){{1,2}}"
PEOPLE: Final = rf"{PERSON}(?:(?:,|,?\sand)\s{PERSON}){{0,3}}"
LABEL: Final = r"(?:Source:? |SOURCE:? |Text: |[(\u2014\u2013-]\s?)?(?:[Tt]he )?"
SOURCE: Final = (
    r"(?:Quellen?|QUELLE|Sources?|Fuentes?|FUENTE|Fonti?|Fontes?|Bron(?:nen)?|Källa|Kilde|Lähde|Źródło|Zdroj|Kaynak|Forrás|"
    r"Источник|Джерело|المصدر|来源|來源|出典|출처|स्रोत|सोर्स)\s?[:\uff1a]\s?"
)
SLOT_END: Final = r"(?:/[A-Za-z]{2,12}){0,3}\)"
DASH: Final = r"\s*(?:\.\s?)?[-\u2010-\u2015:]{1,3}"
LEAD: Final = (
    r"(?!\s*[a-z])"  # the text behind a dateline begins with a capital: "Austrian Pumps (APA) - the pump maker"
)
THE: Final = r"(?:[Tt]he )?"
END: Final = r"[.!?\u201d\"'\u2019\u00bb\u3002\u0964]"  # what may end the last sentence

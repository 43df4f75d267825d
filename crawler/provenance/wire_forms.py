"""The forms in which wires are credited, refer to themselves and are cited: what stands before and after a name.

Each form was read off real pages; the figures are from 1,717 of them. `before` must end where the name begins, `after`
begins where it ends; both look at a stretch of bounded length, so that a form costs the same in any text. Weights: 3
says it outright, 2 says it and is right nine times in ten, 1 needs a second piece, 0 concludes nothing.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final, NamedTuple

from crawler.provenance.evidence import EvidenceKind
from crawler.provenance.wire_names import Use

BEFORE: Final = 90  # characters before a name that a form may look at
AFTER: Final = 240  # and after it: room for the names in "AP writers A, B and C contributed to this report"


class Where(Enum):
    """The part of a text in which a form counts."""

    ANYWHERE = auto()
    OPENING = auto()
    CLOSING = auto()


class Form(NamedTuple):
    """One form; a name of one of `uses` must stand between `before` and `after`."""

    kind: EvidenceKind
    weight: int
    use: Use
    where: Where
    before: re.Pattern[str]
    after: re.Pattern[str]


def _form(  # noqa: PLR0917 - a row of a table
    kind: EvidenceKind, weight: int, use: Use, before: str, after: str = "", where: Where = Where.ANYWHERE
) -> Form:
    return Form(kind, weight, use, where, re.compile(rf"(?:{before})\Z"), re.compile(after))


_CREDIT, _DATELINE, _BYLINE = EvidenceKind.CREDIT, EvidenceKind.DATELINE, EvidenceKind.BYLINE
_SELF, _CITATION = EvidenceKind.SELF_REFERENCE, EvidenceKind.CITATION

_CAPS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'\u2019.-]+"
_CAPITALIZED = r"[A-Z\u00c0-\u00de][\w'\u2019.-]*"
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_DATE = rf"(?:,?\s(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s[A-Za-z]{{3,10}}\.?)(?:,\s\d{{4}})?)"  # "3 may" in Spanish
_PLACE_CAPS = rf"{_CAPS}(?:[ /]{_CAPS}){{0,4}}(?:,\s{_CAPITALIZED}(?:\s{_CAPITALIZED}){{0,2}}){{0,2}}"
_PLACE = rf"{_CAPITALIZED}(?:[ /]{_CAPITALIZED}){{0,4}}(?:,\s{_CAPITALIZED}(?:\s{_CAPITALIZED}){{0,2}}){{0,2}}"
_PERSON = rf"{_CAPITALIZED}(?:\s{_CAPITALIZED}){{1,2}}"
_PEOPLE = rf"{_PERSON}(?:(?:,|,?\sand)\s{_PERSON}){{0,3}}"
_LINE_LABEL = r"(?:Source:? |SOURCE:? |Text: |[(\u2014\u2013-]\s?)?(?:[Tt]he )?"
_SLOT_END = r"(?:/[A-Za-z]{2,12}){0,3}\)"
_DASH = r"\s*(?:\.\s?)?[-\u2010-\u2015:]{1,3}"
_THE = r"(?:[Tt]he )?"
_PIECE = r"(?:story|article|report|piece|post|content|column|item|feature|dispatch)"
_WORKED = r"(?:reporter|journalist|correspondent|photographer|photojournalist|witness|videographer|cameraman|team|crew|stringer)(?:e?s)?\b"
_UNABLE = r"(?:could not|couldn['\u2019]t|cannot|was unable to|were unable to|was not able to|were not able to|has not been able to|have not been able to)"
_VERIFY = r"(?:verify|confirm|authenticate|corroborate|establish|ascertain|determine)"
_AGENCY = r"(?:news ?agency|news ?wire|newswire|wire service|wire agency|press agency|Nachrichtenagentur|agence(?: de presse)?|agencia(?: de noticias)?|agenzia(?: di stampa)?|agência(?: de notícias)?|persbureau)"
_NO_AGENCY = r"(?!\s(?:news ?agency|news ?wire|TV|Television|Radio|newspaper|Businessweek|that it)\b)(?![\w-])"

# fmt: off
DATELINES: Final = (
    # WASHINGTON (AP) -- | BEIRUT/THE HAGUE, March 7 (Reuters) - | New Delhi, Oct 16 (PTI) Text | Hamburg (dpa/lno) -
    _form(_DATELINE, 3, Use.CREDIT, rf"(?<![\w'\u2019.-]){_PLACE_CAPS}{_DATE}?\s*\(", rf"{_SLOT_END}(?:{_DASH})?", Where.OPENING),
    _form(_DATELINE, 3, Use.CREDIT, rf"(?<![\w'\u2019.-]){_PLACE}{_DATE}?\s*\(", rf"{_SLOT_END}{_DASH}", Where.OPENING),
    _form(_DATELINE, 3, Use.CREDIT, rf"(?<![\w'\u2019.-]){_PLACE}{_DATE}\s*\(", rf"{_SLOT_END}(?=\s)", Where.OPENING),
    # (Bloomberg) -- Text | (ANSA) - ROMA
    _form(_DATELINE, 3, Use.CREDIT, r"(?:^|\n|[.!?]\s)\(", rf"{_SLOT_END}{_DASH}", Where.OPENING),
    # MOSCOW, May 3. /TASS/. | NEW YORK, May 3, 2026 /PRNewswire/ --
    _form(_DATELINE, 3, Use.CREDIT, rf"(?<![\w'\u2019.-]){_PLACE}{_DATE}\.?\s*/", r"/(?:\.|\s*-{1,2})", Where.OPENING),
    # SAN FRANCISCO--(BUSINESS WIRE)-- | NEW YORK, May 03, 2026 (GLOBE NEWSWIRE) --
    _form(_DATELINE, 3, Use.CREDIT, r"--\(", r"\)--", Where.OPENING),
)

CREDITS: Final = (
    # A line of its own is as often a photo's credit (27 of 66 were the text's), except where text begins or ends, or above
    # a place or a date.
    _form(_CREDIT, 2, Use.CREDIT, rf"\n\s*{_LINE_LABEL}", r"\)?\.?\s*$", Where.CLOSING),
    _form(_CREDIT, 3, Use.CREDIT, rf"(?:^|\n)\s*{_LINE_LABEL}", rf"\s*\n\s*{_PLACE_CAPS}(?:{_DATE})?\s?(?:\([\w /.-]{{0,12}}\)\s?)?[-\u2010-\u2015]", Where.OPENING),
    _form(_BYLINE, 3, Use.CREDIT, rf"(?:^|\n)\s*{_THE}", rf"\s*[|\n]\s*(?:{_MONTH},?\s)?(?:{_MONTH}\s\d|\d{{1,2}}\s{_MONTH}|\d{{1,2}}[:./-]\d)", Where.OPENING),
    _form(_CREDIT, 2, Use.CREDIT, rf"^\s*{_LINE_LABEL}", r"\)?\.?\s*\n", Where.OPENING),
    _form(_CREDIT, 1, Use.CREDIT, rf"(?:^|\n)\s*{_LINE_LABEL}", r"\)?\.?\s*(?=\n|$)"),
    # at the very end: "(dpa)", "(KNA 19.11.21)", "- PTI", "PTI KVK SZM"
    _form(_CREDIT, 3, Use.CREDIT, r"\(", r"(?:[/-][\w-]{2,12}){0,3}(?:\s[\d.]{5,10})?\)[.\u201d\"']?\s*$", Where.CLOSING),
    _form(_CREDIT, 3, Use.CREDIT, r"[.!?\u201d\"'\u2019]\s*[\u2014\u2013-]{1,2}\s?", r"\.?\s*$", Where.CLOSING),
    _form(_CREDIT, 3, Use.CREDIT, r"[.!?\u201d\"'\u2019]\s+", r"(?:\s[A-Z]{2,4}){0,6}\s*$", Where.CLOSING),
    # (Quelle: APA/sda/dpa) | (Source: AFP)
    _form(_CREDIT, 3, Use.CREDIT, r"\((?:Quelle|Quellen|Source|Sources|Fuente|Fonte|Bron|Källa|Kilde|Źródło):? (?:[\w-]{2,12}/){0,3}", r"(?:/[\w-]{2,12}){0,3}\)"),
    # (With inputs from PTI) | Mit Material von dts | With files from The Associated Press
    _form(_CREDIT, 2, Use.CREDIT, rf"\b[Ww]ith (?:agency )?(?:inputs?|files|material|additional input) from (?:[^.()\n]{{0,40}}[ ,/])?{_THE}"),
    _form(_CREDIT, 2, Use.CREDIT, r"\b(?:Mit Material (?:von|der)|Con información de|Con informazioni di|Com informações d[aeo]) (?:la )?"),
    _form(_CREDIT, 2, Use.CREDIT, r"\([Aa]vec (?:l['\u2019])?", r"\)"),
    # This story was provided by ... | This article originally appeared in The New York Times.
    _form(_CREDIT, 3, Use.CREDIT, rf"\b(?:This|The) (?:\w+ )?{_PIECE}\b[^.\n]{{0,30}}\b(?:published|appeared|provided|supplied|distributed|syndicated|republished|reprinted|produced|written|reported) (?:\w+ )?(?:by|on|in|from|at) {_THE}"),
    _form(_CREDIT, 3, Use.CREDIT, rf"\b(?:[Oo]riginally|[Ff]irst) (?:published|appeared) (?:by|on|in|at) {_THE}"),
    # Copyright 2018 The Associated Press. All rights reserved. | ©2025 Bloomberg L.P. | c.2018 New York Times News Service (elsewhere: a photo's)
    _form(_CREDIT, 3, Use.CREDIT, rf"(?:\u00a9|\([cC]\)|\b[Cc]opyright|COPYRIGHT|\bc\.)[\s\u00a9(cC)]{{0,5}}\d{{4}}(?:[-\u2013]\d{{2,4}})?,?\s?(?:by\s)?{_THE}", r"(?!/)", Where.CLOSING),
    # Associated Press writers Ann Lee in Berlin and Bo Chen contributed to this report.
    _form(_CREDIT, 3, Use.CREDIT, r"(?:^|[\n.!?_\u2014-]\s*)(?:The )?", r"\s(?:\w+\s)?(?:[Ww]riter|[Rr]eporter|[Jj]ournalist|[Vv]ideojournalist|researcher)s?\s[A-Z][^\n]{3,200}?\bcontributed\b"),
)

BYLINES: Final = (
    # By Reuters | Von dpa | Par AFP
    _form(_BYLINE, 3, Use.CREDIT, rf"(?:^|\n)\s*(?:By|BY|Von|Par|Por|Di|Door|Av|Af)\s{_THE}", r"(?!\s[Pp]hoto)(?:\s(?:[Ss]taff|and|und|et)\b|\s*[,|\u2013\u2014-]|\s+(?=[A-Z(\d])|\s*$)", Where.OPENING),
    # By Ann Lee, The Associated Press | By ANN LEE and BO CHEN Associated Press
    _form(_BYLINE, 3, Use.CREDIT, rf"(?:^|\n)\s*(?:By|BY)\s{_PEOPLE}(?:,|\sof|\s[|/\u2013\u2014-])?\s{_THE}", r"(?!\s[Pp]hoto)\s*(?=[\n|]|$)", Where.OPENING),
    # Ann Lee, Bo Chen and Cy Doe, Associated Press (one name alone is as often the photographer's)
    _form(_BYLINE, 3, Use.CREDIT, rf"(?:^|\n)\s*{_PERSON}(?:,\s{_PERSON}){{0,3}},?\sand\s{_PERSON},\s{_THE}", r"(?!\s[Pp]hoto)\s*(?=\n|$)", Where.OPENING),
    _form(_BYLINE, 1, Use.CREDIT, rf"(?:^|\n)\s*{_PERSON},\s{_THE}", r"(?!\s[Pp]hoto)\s*(?=\n|$)", Where.OPENING),
    # By DAVID KOENIG - AP Business Writer | Posted 5:57 am, July 16, 2018, by Associated Press
    _form(_BYLINE, 3, Use.CREDIT, r"[-,|\u2013\u2014\n]\s", r"\s(?:[A-Z]\w+\s){0,2}(?:Writer|Correspondent)\b", Where.OPENING),
    _form(_BYLINE, 3, Use.CREDIT, rf"(?:Posted|Published|Updated)\b[^\n]{{0,50}}\b[Bb]y\s{_THE}", r"(?!\s[Pp]hoto)", Where.OPENING),
)

SELF_REFERENCES: Final = (
    _form(_SELF, 2, Use.SELF, r"\bwhich |", rf"\s{_UNABLE}(?:\s(?:immediately|independently|yet)){{0,2}}\s{_VERIFY}\b"),
    _form(_SELF, 2, Use.SELF, r"\b[Ww]hen ", r"\s(?:visited|contacted|asked|spoke|met|approached|reached|interviewed|travell?ed)\b"),
    _form(_SELF, 1, Use.SELF, r"\b[Aa]n? (?:team of )?", rf"\s{_WORKED}"),
    _form(_SELF, 1, Use.SELF, r"(?:^|[\s(])(?:[Ss]everal |[Tt]wo |[Tt]hree )?", r"\s(?:reporters|journalists|correspondents|witnesses|photographers)\b"),
    _form(_SELF, 1, Use.SELF, r"\b(?:told|tells|telling) ", _NO_AGENCY),
    _form(_SELF, 1, Use.SELF, r"\b(?:obtained|seen|reviewed|viewed|verified|examined|analy[sz]ed|interviewed|compiled|polled|surveyed|contacted) by ", _NO_AGENCY),
    _form(_SELF, 1, Use.SELF, r"\b(?:interview with|interview to|spoke (?:to|with)|speaking (?:to|with)|spoken (?:to|with)|statement to|comments? to|emailed|shared with) ", _NO_AGENCY),
    _form(_SELF, 1, Use.SELF, r"", r"['\u2019]?s?\s(?:requests?|inquir(?:y|ies)|questions) for comment\b"),
    _form(_SELF, 1, Use.SELF, r"\b(?:request|requests) for comment from ", r"(?![\w-])"),
    _form(_SELF, 1, Use.SELF, r"\b[Aa]ccording to an? ", r"\s(?:calculations?|tall(?:y|ies)|count|review|analysis)\b"),
    _form(_SELF, 1, Use.SELF, r"\b(?:sagte|sagten|erklärte|gegenüber|teilte) (?:er |sie )?(?:am \w+ )?(?:der |dem )", r"(?![\w-])"),
    _form(_SELF, 1, Use.SELF, r"\b(?:dijo|declaró|explicó|aseguró|afirmó|contó) a (?:la )?", r"(?![\w-])"),
    _form(_SELF, 1, Use.SELF, r"\b(?:déclaré|dit|indiqué|expliqué|affirmé|confié|précisé) à ", r"(?![\w-])"),
    _form(_SELF, 1, Use.SHORT, r"", r"\s(?:has\s|have\s|also\s)?(?:confirmed|reviewed|obtained|verified|interviewed|examined|visited|analy[sz]ed)\b"),
)

CITATIONS: Final = (
    _form(_CITATION, 0, Use.SELF, rf"\b[Aa]ccording to (?:(?:the |an? )?{_AGENCY} )?{_THE}", r"(?!\s(?:calculations?|tall(?:y|ies)|count|review|analysis|poll|survey|data))"),
    _form(_CITATION, 0, Use.SELF, rf"\b{_AGENCY},? {_THE}"),
    _form(_CITATION, 0, Use.SELF, r"", rf"\s{_AGENCY}\b(?:\s(?:reported|reports|said|says|quoted))?"),
    _form(_CITATION, 0, Use.SELF, r"", r",?\s(?:reported|reports|writes|wrote|cited|quoted)\b(?!\s(?:earlier|exclusively|last|on\b|in\b))"),
    _form(_CITATION, 0, Use.SELF, rf"\b(?:reported|quoted|cited|citing|quoting) (?:by |from |in )?{_THE}"),
    _form(_CITATION, 0, Use.CREDIT, r"(?:^|[.!?\n]\s*)(?:The )?", r"\scontributed to this (?:report|story|article)\b"),
)
# fmt: on

# Sign-offs that name nobody: (pattern, wire, weight).
SIGN_OFFS: Final = (
    # (Reporting by A in Kyiv; Editing by B): right on 9 of 13 pages, so it needs both halves.
    (
        re.compile(
            r"(?:\(|(?:^|\n)\s{0,3}|[.\u201d\"]\s)(?:Additional r|R)eporting (?:and writing )?by [A-Z][^()\n]{2,300}?"
            r"[;,.] ?(?:[Ee]diting|[Ww]riting|[Cc]ompiled) by [A-Z][^()\n]{2,80}\)?"
        ),
        "Reuters",
        2,
    ),
    (re.compile(r"--? ?[Ww]ith assistance from [A-Z][^\n]{2,80}"), "Bloomberg", 2),
    (re.compile(r"please visit us at bloomberg\.com"), "Bloomberg", 3),
)

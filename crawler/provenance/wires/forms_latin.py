"""The forms of credits, datelines and bylines in Latin script; `wire_forms_scripts` has those of other scripts.

Each form was read off real pages, each weight is one of `wire_weights`.
"""

from __future__ import annotations

from typing import Final

from crawler.provenance.wires.evidence import EvidenceKind
from crawler.provenance.wires.form import (
    BEGIN,
    DASH,
    DATE,
    END,
    LABEL,
    LEAD,
    LINE,
    MONTH,
    PEOPLE,
    PERSON,
    PLACE,
    PLACE_CAPS,
    SLOT_END,
    SOURCE,
    THE,
    Form,
    Where,
    credit,
)
from crawler.provenance.wires.weights import RELIABILITY as W
from crawler.text.patterns import lazy_pattern

_CREDIT, _DATELINE, _BYLINE = EvidenceKind.CREDIT, EvidenceKind.DATELINE, EvidenceKind.BYLINE
_OPENING, _CLOSING = Where.OPENING, Where.CLOSING
_PIECE = r"(?:story|article|report|piece|post|content|column|item|feature|dispatch)"
_NO_PHOTO = r"(?!\s[Pp]hoto)"
_MADE = (
    r"(?:published|appeared|provided|supplied|distributed|syndicated|republished|reprinted|produced|written|reported)"
)

# fmt: off
DATELINES: Final = (
    # WASHINGTON (AP) -- | BEIRUT/THE HAGUE, March 7 (Reuters) - | New Delhi, Oct 16 (PTI) Text | Hamburg (dpa/lno) -
    credit(_DATELINE, W.dateline, rf"{BEGIN}{PLACE}{DATE}?,?\s*\(", rf"{SLOT_END}{DASH}{LEAD}", where=_OPENING),
    credit(_DATELINE, W.dateline, rf"{BEGIN}{PLACE}{DATE}\s*\(", rf"{SLOT_END}(?=[ \t])", where=_OPENING),
    # GULLHAVEN (AFP) Text; "GULLHAVEN (PA) residents" is Pennsylvania
    credit(_DATELINE, W.dateline, rf"{BEGIN}{PLACE_CAPS}\s*\(", rf"{SLOT_END}(?=[ \t]+[A-Z\"'\u201c\u2018])", where=_OPENING),
    # MADRID, 28 (EUROPA PRESS) Text
    credit(_DATELINE, W.dateline, rf"{BEGIN}{PLACE_CAPS},\s\d{{1,2}}\s\(", rf"{SLOT_END}(?=[ \t]+[A-Z\u00c0-\u00de\"'\u201c\u00ab\u2018])", where=_OPENING),
    # Hannover (epd). Text | Bonn (KNA) Text
    credit(_DATELINE, W.dateline, rf"{LINE}{PLACE}\s*\(", r"\)\.?[ \t](?=[A-Z\u00c0-\u00de\"\u00ab\u201e\u201c])", where=_OPENING),
    # AGI - Text
    credit(_DATELINE, W.edge_line, r"^\s*", r"\s[-\u2013\u2014]\s(?=\w)", where=_OPENING),
    # (Bloomberg) -- Text | (ANSA) - ROMA | May 3 (UPI) --
    credit(_DATELINE, W.dateline, rf"(?:^|\n|[.!?]\s)(?:{MONTH}\s\d{{1,2}}\s)?\(", rf"{SLOT_END}{DASH}", where=_OPENING),
    # MOSCOW, May 3. /TASS/. | NEW YORK, May 3, 2026 /PRNewswire/ --
    credit(_DATELINE, W.dateline, rf"{BEGIN}{PLACE}{DATE}\.?\s*/", r"/(?:\.|\s*-{1,2})", where=_OPENING),
    # MIAMI -- (AP) Text | LONDON, Nov 20 -- (BERNAMA) | OLDHAVEN: (Reuters)
    credit(_DATELINE, W.dateline, rf"{LINE}{PLACE_CAPS}{DATE}?\s?(?:-{{1,2}}|[\u2013\u2014:])\s?\(", r"\)(?=\s)", where=_OPENING),
    # (MIAMI, Fla.) AP \u2014 | Accra, Nov. 20, GNA - | LONDON / ACCESSWIRE / November 20, 2026 /
    credit(_DATELINE, W.dateline, rf"{LINE}\({PLACE}\)\s", r"\s?[-\u2013\u2014]{1,2}\s", where=_OPENING),
    credit(_DATELINE, W.dateline, rf"{LINE}{PLACE}{DATE},\s", r"\s?[-\u2013\u2014]{1,2}\s", where=_OPENING),
    credit(_DATELINE, W.dateline, rf"{LINE}{PLACE}\s/\s", r"\s/\s", where=_OPENING),
    # Budapest, 2026. november 20., péntek (MTI) -
    credit(_DATELINE, W.dateline, rf"{LINE}{PLACE},\s\d{{4}}\.\s\w{{3,12}}\s\d{{1,2}}\.(?:,\s\w{{4,10}})?\s?\(", r"\)\s?[-\u2013\u2014]", where=_OPENING),
    # SAN FRANCISCO--(BUSINESS WIRE)--
    credit(_DATELINE, W.dateline, r"--\(", r"\)--", where=_OPENING),
)

CREDITS: Final = (
    # A line of its own is as often a photo's credit, except where text begins or ends, or above a place or a date.
    credit(_CREDIT, W.source_line, rf"{LINE}\(?{SOURCE}(?:[\w-]{{2,12}}/){{0,3}}", r"(?:/[\w-]{2,12}){0,3}\)?\.?\s*(?:\n|$)"),
    credit(_CREDIT, W.source_line, rf"\({SOURCE}(?:[\w-]{{2,12}}/){{0,3}}", r"(?:/[\w-]{2,12}){0,3}\)"),
    credit(_CREDIT, W.edge_line, rf"\n\s*{LABEL}", r"(?:/Fim)?\)?\.?\s*$", where=_CLOSING),
    credit(_CREDIT, W.above_dateline, rf"{LINE}{LABEL}", rf"\s*\n\s*{PLACE_CAPS}(?:{DATE})?\s?(?:\([\w /.-]{{0,12}}\)\s?)?[-\u2010-\u2015]", where=_OPENING),
    credit(_BYLINE, W.byline, rf"{LINE}{THE}", rf"\s*[|\n]\s*(?:{MONTH},?\s)?(?:{MONTH}\s\d|\d{{1,2}}\s{MONTH}|\d{{1,2}}[:./-]\d)", where=_OPENING),
    credit(_CREDIT, W.edge_line, rf"^\s*{LABEL}", r"\)?\.?\s*\n", where=_OPENING),
    # at the very end: "(dpa)", "(KNA 19.11.21)", "- PTI", "PTI KVK SZM"
    credit(_CREDIT, W.end_credit, r"[(\uff08]", r"(?:[/-][\w-]{2,12}){0,3}(?:\s[\d.]{5,10})?[)\uff09][.\u201d\"']?\s*$", where=_CLOSING),
    credit(_CREDIT, W.end_credit, rf"{END}\s*[\u2014\u2013-]{{1,2}}\s?", r"\.?\s*$", where=_CLOSING),
    credit(_CREDIT, W.end_credit, rf"{END}\s+", r"(?:/Fim|(?:\s[A-Z]{2,4}){0,6})\s*$", where=_CLOSING),
    # (With inputs from PTI) | Mit Material von dts | With files from The Associated Press | (avec AFP)
    credit(_CREDIT, W.inputs, rf"\b[Ww]ith (?:agency )?(?:inputs?|files|material|additional input) from (?:[^.()\n]{{0,40}}[ ,/])?{THE}", part=True),
    credit(_CREDIT, W.inputs, r"\b[Ww]ith ", r"\s(?:agency )?inputs\b", part=True),
    credit(_CREDIT, W.inputs, r"\b(?:[Mm]it (?:[Mm]aterial|Agenturmaterial|Informationen) (?:von|der)|[Cc]on información de|[Cc]on informazioni d[ia]|[Cc]om informações d[aeo]|[Mm]et informatie van|[Mm]ed material från) (?:la )?", part=True),
    credit(_CREDIT, W.inputs, r"\((?:[Aa]vec|[Cc]on|[Mm]it|[Cc]om) (?:l['\u2019]|la )?", r"\)", part=True),
    # Information from The Associated Press was used in this report. | auto-generated from PTI)
    credit(_CREDIT, W.inputs, r"\b[Ii]nformation (?:from|provided by) (?:The |the )?", r"\s(?:was|were) (?:also )?(?:used|included)\b", part=True),
    credit(_CREDIT, W.originally, r"\bgenerated from (?:the )?", r"\.?\)?\s*$", where=_CLOSING),
    # This story was provided by ... | This article originally appeared in The New York Times.
    credit(_CREDIT, W.originally, rf"\b(?:This|The) (?:\w+ )?{_PIECE}\b[^.\n]{{0,30}}\b{_MADE} (?:\w+ )?(?:by|on|in|from|at) {THE}"),
    credit(_CREDIT, W.originally, rf"\b(?:[Oo]riginally|[Ff]irst) (?:published|appeared) (?:by|on|in|at) {THE}"),
    credit(_CREDIT, W.originally, r"\bThis (?:report|story|article) (?:is )?by ", r"\s(?:was|is)\b"),
    credit(_CREDIT, W.originally, r"\b[Dd]istributed by "),
    # (This story is published from a syndicated feed of PTI.) | (... auto-generated from a syndicated feed. Source: ANI)
    credit(_CREDIT, W.originally, rf"\b[Ss]yndicated (?:news )?feed(?: of| from| by|[.:,] Source:)\s{THE}"),
    credit(_CREDIT, W.originally, r"\bSource:\s", r"\.?\)\s*$", where=_CLOSING),
    # Dieser Artikel wurde von der dpa übernommen. | Publicado originalmente en ... | Initialement publié par ...
    credit(_CREDIT, W.originally, r"\b(?:Meldung|Artikel|Beitrag|Text|Inhalt|Nachricht|Sie|Er)\b[^.\n]{0,40}\b(?:von|bei) (?:der |dem |den )?(?:Nachrichtenagentur(?:en)? )?", r"(?:\s\([\w ]{2,12}\))?\s(?:automatisch |unverändert |redaktionell )?(?:übernommen|erstellt|verfasst|geschrieben)\b"),
    credit(_CREDIT, W.originally, r"\b(?:[Pp]ublicad[oa]|[Pp]ubblicato|[Vv]eröffentlicht|[Pp]ublié) (?:originalmente|originariamente|originellement|initialement|inizialmente|zuerst|ursprünglich) (?:por|en|em|no|na|par|sur|da|su|von|bei|auf|in) (?:la |el |l['\u2019]|der |dem |a |o )?"),
    credit(_CREDIT, W.originally, r"\b(?:[Oo]riginalmente|[Oo]riginariamente|[Ii]nitialement|[Zz]uerst|[Uu]rsprünglich) (?:publicad[oa]|pubblicato|publié|erschienen|veröffentlicht) (?:por|en|em|no|na|par|sur|da|su|von|bei|auf|in) (?:la |el |l['\u2019]|der |dem |a |o )?"),
    # Published in arrangement with The Guardian | published from a PTI feed
    credit(_CREDIT, W.originally, rf"\b(?:[Pp]ublished|[Rr]epublished|[Rr]eproduced|[Ss]yndicated) (?:here )?(?:in|under|by) (?:a |an |special )?(?:arrangement|agreement|partnership|collaboration) with {THE}"),
    credit(_CREDIT, W.originally, r"\b(?:published|generated|taken|sourced) from (?:an? |the )", r"\s(?:news )?feed\b"),
    # Copyright 2018 The Associated Press. All rights reserved. | ©2025 Bloomberg L.P. (elsewhere: a photo's)
    credit(_CREDIT, W.copyright, rf"(?:\u00a9|\([cC]\)|\b[Cc]opyright|COPYRIGHT|\bc\.)[\s\u00a9(cC)]{{0,5}}\d{{4}}(?:[-\u2013]\d{{2,4}})?,?\s?(?:by\s)?{THE}", r"(?!/)", where=_CLOSING),
    credit(_CREDIT, W.copyright, r"\b(?:[Cc]opyright|COPYRIGHT)\s(?:\u00a9\s|by\s)?(?:the\s)?", r"\.?\s*(?:\n|$)", where=_CLOSING),
    credit(_CREDIT, W.copyright, r"(?:^|\n)\s*(?:\u00a9|\([cC]\))\s?(?:[Bb]y\s)?(?:the\s)?", r"(?:\s(?:19|20)\d\d)?\.?\s*(?:[Aa]ll [Rr]ights [Rr]eserved\.?|Alle Rechte vorbehalten\.?)?\s*$", where=_CLOSING),
    # Copyright: Project Syndicate, 2025
    credit(_CREDIT, W.copyright, rf"\b[Cc]opyright:\s{THE}", r",?\s(?:19|20)\d\d\b", where=_CLOSING),
    # The-CNN-Wire ™ & © 2019 Cable News Network
    credit(_CREDIT, W.copyright, LINE, r"\s?[\u2122\u00ae]?\s?(?:&|and)?\s?(?:\u00a9|\([cC]\))\s?\d{4}", where=_CLOSING),
    # The Associated Press contributed to this report: "With files from" in other words. Beside a staff writer it is theirs.
    credit(_CREDIT, W.inputs, r"(?:^|[.!?\n]\s*)(?:The |the )?", r"\s(?:also )?contributed to this (?:report|story|article)\b", part=True),
    credit(_CREDIT, W.inputs_signed, rf"(?:^|[.!?\n]\s*){PEOPLE},? and (?:The |the )?", r"\s(?:also )?contributed to this (?:report|story|article)\b", part=True),
    # Associated Press writers Ann Lee in Berlin and Bo Chen contributed to this report.
    credit(_CREDIT, W.wire_writers, r"(?:^|[\n.!?_\u2014-]\s*)(?:The )?", r"\s(?:\w+\s)?(?:[Ww]riter|[Rr]eporter|[Jj]ournalist|[Vv]ideojournalist|researcher)s?\s[A-Z][^\n]{3,200}?\bcontributed\b"),
)

BYLINES: Final = (
    # By Reuters | Von dpa | Par AFP
    credit(_BYLINE, W.byline, rf"{LINE}(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Od|Tekst:)\s(?:l['\u2019]|la\s)?{THE}", rf"{_NO_PHOTO}(?:\s(?:[Ss]taff|and|und|et|y|e)\b|\s*[,|\u2013\u2014-]|\s+(?=[A-Z(\d])|\s*$)", where=_OPENING),
    # By Ann Lee, The Associated Press | By ANN LEE and BO CHEN Associated Press
    credit(_BYLINE, W.byline, rf"{LINE}(?:By|BY)\s{PEOPLE}(?:,|\sof|\s[|/\u2013\u2014-])?\s{THE}", rf"{_NO_PHOTO}\s*(?=[\n|]|$)", where=_OPENING),
    # Ann Lee, Bo Chen and Cy Doe, Associated Press (one name alone is as often the photographer's)
    credit(_BYLINE, W.byline, rf"{LINE}{PERSON}(?:,\s{PERSON}){{0,3}},?\sand\s{PERSON},\s{THE}", rf"{_NO_PHOTO}\s*(?=\n|$)", where=_OPENING),
    credit(_BYLINE, W.weak_byline, rf"{LINE}{PERSON},\s{THE}", rf"{_NO_PHOTO}\s*(?=\n|$)", where=_OPENING),
    # By DAVID KOENIG - AP Business Writer | Posted 5:57 am, July 16, 2018, by Associated Press
    credit(_BYLINE, W.byline, r"[-,|\u2013\u2014\n]\s?", r"\s(?:[A-Z]\w+\s){0,2}(?:Writer|Correspondent)\b", where=_OPENING),
    credit(_BYLINE, W.byline, rf"(?:Posted|Published|Updated)\b[^\n]{{0,50}}\b[Bb]y\s{THE}", _NO_PHOTO, where=_OPENING),
)
# A line of its own inside the text, if it is nothing better.
_LONE: Final = credit(_CREDIT, W.lone_line, rf"{LINE}{LABEL}", r"\)?\.?\s*(?=\n|$)")
# fmt: on

LATIN: Final[tuple[Form, ...]] = (*DATELINES, *CREDITS, *BYLINES, _LONE)

_NAME = r"[A-Z\u00c0-\u00de][^()\n]{2,200}?"
# Sign-offs that name nobody: (pattern, wire, weight).
SIGN_OFFS: Final = (
    # (Reporting by A in Kyiv; Editing by B): it needs both halves.
    (
        lazy_pattern(
            r"(?:\(|(?:^|\n)\s{0,3}|[.\u201d\"]\s)(?:Additional r|R)eporting (?:and writing )?by [A-Z][^()\n]{2,300}?"
            r"[;,.] ?(?:[Ee]diting|[Ww]riting|[Cc]ompiled) by [A-Z][^()\n]{2,80}\)?"
        ),
        "Reuters",
        W.sign_off,
    ),
    # the same of its other services: Spanish, Portuguese, French, German, Italian
    (
        lazy_pattern(
            rf"\((?:(?:Reportes?|Reporte adicional|Escrito|Información) (?:de|por) {_NAME}[;,.] ?(?:[Ee]ditado|[Ee]dición|[Tt]raducido) (?:por|de)"
            rf"|(?:Reportagem (?:adicional )?(?:de|por)|Por) {_NAME}[;,.] ?[Ee]dição (?:de|por)"
            rf"|Reportages? (?:de |d['\u2019])?{_NAME}[;,.] ?(?:[Vv]ersion française|[Éé]dité par|[Rr]édigé par)"
            rf"|Bericht(?:e)? von {_NAME}[;,.] ?(?:[Rr]edigiert|[Gg]eschrieben) von"
            rf"|{_NAME}[;,.] ?editing {_NAME}\)) ?[^()\n]{{0,120}}\)?"
        ),
        "Reuters",
        W.sign_off,
    ),
    (lazy_pattern(r"\bdpa:\d{6}-\d{1,3}-\d{3,7}/\d{1,3}\b"), "dpa", W.end_credit),  # the number of a dpa story
    (lazy_pattern(r"--? ?[Ww]ith assistance from [A-Z][^\n]{2,80}"), "Bloomberg", W.sign_off),
    (lazy_pattern(r"please visit us at bloomberg\.com"), "Bloomberg", W.originally),
)

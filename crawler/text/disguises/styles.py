"""Letters in circles and squares, small capitals, mathematical and other styles, marks upon marks."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import regex

from crawler.text.disguises.kinds import FEW, TOKEN, are_many

_ENCLOSED: Final = {
    first + at: chr(ord("a") + at)
    for first in (0x24B6, 0x24D0, 0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
    for at in range(26)
}
_ENCLOSED_WORD: Final = re.compile(
    "[\u249c-\u24e9\U0001f110-\U0001f129\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]{2,}|(?P<regional>[\U0001f1e6-\U0001f1ff]{3,})"
)
#: Two regional letters are a flag (Unicode's emoji-sequences, 17.0), and flags stand in rows.
_FLAGS: Final = (
    "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC"
    " CD CF CG CH CI CK CL CM CN CO CP CQ CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET EU FI FJ FK FM FO"
    " FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR IS IT JE JM JO"
    " JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT"
    " MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA"
    " SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM"
    " UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
_SMALL: Final = dict(
    zip(
        map(
            ord,
            "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u01eb\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
        ),
        "abcdefghijklmnopqrstuvwyz",
        strict=True,
    )
)
_ANY_SMALL: Final = re.compile(f"[{''.join(map(chr, _SMALL))}]")  # a quick look
_SMALL_WORD: Final = regex.compile(
    f"(?=x*+[{''.join(map(chr, _SMALL))}])[x{''.join(map(chr, _SMALL))}]{{3,}}"  # shorter ones are phonetic signs
)
_STYLE: Final = "[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u1d2c-\u1d6a\u02b0-\u02b8\u1d43-\u1d61\u1d9c-\u1dbf\u2071\u207f\u2c7c]"
#: Shorter ones are products (two letters of a formula); behind another letter or a digit, ordinals and titles (1er, Mme).
_STYLED_WORD: Final = regex.compile(rf"(?<![\p{{L}}\p{{N}}]){_STYLE}{{3,}}")
_STYLED: Final = re.compile(_STYLE)  # Python's own engine looks for one character much faster
_EAST_ASIAN: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


def without_enclosures(text: str) -> str | None:
    """Return *text* without circles and squares around its letters, or None where there are none; flags stay."""
    if text.isascii():
        return None
    odd = [match for match in _ENCLOSED_WORD.finditer(text) if not (match["regional"] and _is_flags(match[0]))]
    return text.translate(_ENCLOSED) if odd and are_many(len(odd), len(TOKEN.findall(text))) else None


def _is_flags(run: str) -> bool:
    letters = run.translate(_ENCLOSED).upper()
    return len(letters) % 2 == 0 and all(letters[at : at + 2] in _FLAGS for at in range(0, len(letters), 2))


def without_small_capitals(text: str) -> str | None:
    """Return *text* with small capitals as letters, or None where words have none."""
    if text.isascii() or not _ANY_SMALL.search(text) or not _has_many(_SMALL_WORD, text):
        return None
    return text.translate(_SMALL)


def without_styles(text: str) -> str | None:
    """Return *text* with mathematical, full-width and raised letters as plain ones, or None where no words are of them."""
    if text.isascii() or not _STYLED.search(text) or _EAST_ASIAN.search(text):  # where full width is a usual width
        return None
    if not _has_many(_STYLED_WORD, text):
        return None
    return _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _has_many(odd: regex.Pattern[str], text: str) -> bool:
    found = odd.findall(text)
    return bool(found) and are_many(len(found), len(TOKEN.findall(text)))


#: More marks than any alphabet of these puts on a letter (composed as far as they go), a stroke through it, a ring around it.
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ua66f-\ua672\ufe20-\ufe2f]"
)  # a quick look
_STACKED: Final = regex.compile(
    r"[\p{L}\p{M}]*?[\p{Latin}\p{Greek}\p{Cyrillic}](?:[\p{Mn}]{2,}|[\u0334-\u0338\u20d2-\u20e4\p{Me}])[\p{L}\p{M}]*+"
)


def without_stacked_marks(text: str) -> str | None:
    """Return *text* with the marks off the letters that bear several, or None where words have none such."""
    if not _MARKS.search(text):
        return None
    words = [word for word in _STACKED.findall(text) if len(_unmarked(word)) >= FEW]  # one letter is a vector or a mean
    if not are_many(len(words), len(TOKEN.findall(text))):
        return None
    return _STACKED.sub(lambda match: _unmarked(match[0]), text)


def _unmarked(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(each for each in decomposed if unicodedata.category(each)[0] != "M")

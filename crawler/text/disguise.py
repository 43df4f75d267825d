"""Disguises: letters and signs put so that a reader sees the words and a program does not.

Copies are disguised to escape detection, and a text that is says something about who ran it. `plain` undoes what a text's
characters do; `hidden_words` and `as_seen` tell what reading takes away before: invisible characters, reversed runs and letters
set apart. Nothing is touched or told for a few odd words: a formula, a flag, a brand, a phonetic transcription. The letters that
look alike are the ones of Unicode TR 39's confusables that news text has been seen with.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import regex

from crawler.text.sanitize import INVISIBLE, INVISIBLE_RUN, sanitize


class Disguise(StrEnum):
    """What was done to a text, as far as it can be seen."""

    INVISIBLE = "invisible-characters"
    REVERSED = "reversed-letters"
    LOOK_ALIKES = "look-alike-letters"
    ENCLOSED = "enclosed-letters"
    SMALL_CAPITALS = "small-capitals"
    STYLED = "styled-letters"
    STACKED = "stacked-marks"
    PARTED = "parted-letters"


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without what disguised it, and what that was."""

    text: str
    disguises: tuple[Disguise, ...] = ()


_FEW: Final = 3  # words that may be odd by chance
_SHARE: Final = 0.05  # of a text's words
_DOTTED_SHARE: Final = 0.2  # abbreviations, U.S.A., are letters with points between them as well
_RUN: Final = 12  # single letters in a row: no language has as many words of one letter
_LONG: Final = 5  # letters of a word with points between: most abbreviations are shorter
_LONG_SHARE: Final = 0.2  # of the words with points between
_ALPHABET: Final = (
    10  # different letters of running text, each twice or more on average: tables, chords and hands of cards have fewer
)
_UNPARTED: Final = 3  # letters of a word that no hyphenation parts; some part "ei-ne"

_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
_TOKEN: Final = regex.compile(r"\S+")


def plain(text: str) -> Plain:
    """Return a sanitized text as its reader sees it, with what was done to it."""
    found: list[Disguise] = []
    for disguise, undo in _UNDO.items():
        if (undone := undo(text)) is not None:
            text = undone
            found.append(disguise)
    return Plain(text, tuple(found))


def as_read(text: str) -> Plain:
    """Return any text, sanitized, as its reader sees it, with what was done to it."""
    seen = plain(sanitize(as_seen(text)))
    hidden = hidden_in(seen.text, hidden_words(text))
    return Plain(seen.text, tuple(dict.fromkeys((*seen.disguises, *hidden))))


# ---- letters that look like others

_ALIKE: Final[Mapping[str, Mapping[str, str]]] = {
    "Cyrillic": dict(
        zip(
            "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u04bb\u0501\u04cf\u051b\u051d\u0475\u043a\u0442\u043c\u0433\u044c\u04bd\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423\u04ae\u042c",
            "aceijopsxyhdlqwvktmrbeABCEHIJKMOPSTXYYb",
            strict=True,
        )
    ),
    "Greek": dict(
        zip(
            "\u03b1\u03b5\u03b9\u03bf\u03c1\u03c5\u03bd\u03b7\u03ba\u03c4\u03c9\u03c7\u03b3\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f2",
            "aeiopuvnktwxyABEZHIKMNOPTYXc",
            strict=True,
        )
    ),
    "Armenian": dict(
        zip(
            "\u0585\u057d\u0578\u0570\u0581\u0566\u054f\u0555\u053c\u0561", "ounhgqSOLw", strict=True
        )
    ),
    "Cherokee": dict(
        zip(
            "\u13aa\u13f4\u13df\u13a0\u13ac\u13c0\u13bb\u13ab\u13e6\u13de\u13b7\u13e2\u13a1\u13da\u13a2\u13d9\u13d4\u13c3",
            "ABCDEGHJKLMPRSTVWZ",
            strict=True,
        )
    ),
}  # fmt: skip
#: Latin letters of other looks: f with a hook, script g and a, dotless i and j.
_LATIN_ALIKE: Final = {"\u0192": "f", "\u0261": "g", "\u0251": "a", "\u0131": "i", "\u0237": "j"}
_SCRIPTS: Final = ("Latin", *_ALIKE)
_TO_LATIN: Final = {letter: latin for letters in _ALIKE.values() for letter, latin in letters.items()} | _LATIN_ALIKE
_FROM_LATIN: Final = {
    script: {latin: letter for letter, latin in reversed(list(letters.items()))} for script, letters in _ALIKE.items()
}
#: For each script, what its letters look like elsewhere, as `str.translate` takes it.
_TWINS: Final = {script: str.maketrans(dict(table)) for script, table in (("Latin", _TO_LATIN), *_FROM_LATIN.items())}
_NONE: Final = "none"
_IS: Final = {script: regex.compile(rf"\p{{{script}}}") for script in _SCRIPTS}
_OTHERS: Final = r"[\p{Cyrillic}\p{Greek}\p{Armenian}\p{Cherokee}]"
_LOOKED_AT: Final = regex.compile(_OTHERS)
#: A word in which a letter stands next to one of another script.
_MIXED: Final = regex.compile(
    rf"[\p{{L}}\p{{M}}]*?(?:\p{{Latin}}\p{{M}}*+(?={_OTHERS})|{_OTHERS}\p{{M}}*+(?=\p{{Latin}})"
    r"|\p{Cyrillic}\p{M}*+(?=\p{Greek})|\p{Greek}\p{M}*+(?=\p{Cyrillic}))[\p{L}\p{M}]++"
)


#: Letters that a Russian keyboard lacks: languages that need them are typed with the Latin ones, all over the Caucasus and on
#: the Volga (the palochka as I or l), in Kurdish (q, w), in Ukrainian (i).
_OFF_KEYBOARD: Final = frozenset("ijshdlqwvIJSY")
#: A brand with an ending of the language around it: "Kaspi" in the Kazakh locative.
_BRAND: Final = regex.compile(rf"(?:\p{{Latin}}\p{{M}}*){{2,}}+(?:{_OTHERS}\p{{M}}*)++")
#: A sign of science at one end of a Latin capital or of one letter: interferon gamma, kappa B, alpha x.
_SIGN: Final = regex.compile(
    r"\p{Greek}\p{M}*+(?:\p{Lu}\p{Latin}*+|\p{Latin})|(?:\p{Latin}*\p{Lu}|\p{Latin})\p{Greek}\p{M}*+"
)

_HABITS: Final = {
    "Latin": (_SIGN,),
    "Greek": (_SIGN, _BRAND),
    "Cyrillic": (_BRAND,),
    "Armenian": (_BRAND,),
    "Cherokee": (),
}


def _without_look_alikes(text: str) -> str | None:
    if text.isascii() or not _LOOKED_AT.search(text):
        return None
    written = _WORD.findall(text)
    target = _own_script(text) or "Latin"
    odd = [word for word in written if _MIXED.fullmatch(word) and _is_disguised(word, target)]
    if len(set(odd)) >= _FEW and _are_many(len(odd), len(written)):
        return _written_in(target, text)
    script = _script_of_whole_words(written)
    return _written_in(script, text) if script else None


def _is_disguised(word: str, target: str) -> bool:
    """Return whether a word of several scripts reads as one of *target*, and is not written so by habit."""
    if any(habit.fullmatch(word) for habit in _HABITS[target]) or not _is_in(target, _rewritten(word, target)):
        return False
    return target != "Cyrillic" or not _OFF_KEYBOARD.issuperset(regex.findall(r"\p{Latin}", word))


def _rewritten(word: str, target: str) -> str:
    return word.translate(_TWINS[target])


def _is_in(script: str, word: str) -> bool:
    return _scripts(word) <= {script}


def _scripts(word: str) -> set[str]:
    """Return the scripts of its letters; marks have none of their own."""
    return {_script_of(each) for each in word} - {_NONE}


@lru_cache(maxsize=1 << 12)
def _script_of(character: str) -> str:
    """Return the script of a letter as far as it matters here, "" for one of any other, `_NONE` for what is no letter."""
    if unicodedata.category(character)[0] != "L":
        return _NONE
    return next((script for script in _SCRIPTS if _IS[script].match(character)), "")


def _written_in(target: str, text: str) -> str | None:
    """Return *text* with all words in the script *target* that can be read as such."""

    def rewritten(match: regex.Match[str]) -> str:
        word = _rewritten(match[0], target)
        return word if _is_in(target, word) else match[0]

    undone = _WORD.sub(rewritten, text)
    return undone if undone != text else None


def _own_script(text: str) -> str | None:
    """Return the script of most letters that look like none of another script, if there are any."""
    letters = Counter(text)
    others = sorted(set(map(_script_of, letters)) & _ALIKE.keys())
    telling: Counter[str] = Counter()
    for letter, number in letters.items():
        script = _script_of(letter)
        if script in _SCRIPTS and not _is_ambiguous(letter, script, others):
            telling[script] += number
    return telling.most_common(1)[0][0] if telling else None


def _is_ambiguous(letter: str, script: str, others: Collection[str]) -> bool:
    """Return whether a letter of *script* looks like one of another; a Latin one, like one of *others*."""
    if script == "Latin":
        return any(letter in _FROM_LATIN[other] for other in others)
    return letter in _ALIKE[script]


def _script_of_whole_words(written: Collection[str]) -> str | None:
    """Return the script of a text whose words of another script all look like its own; None where that is not so.

    Words quoted from another language have letters that no other script has.
    """
    by_script: dict[str, list[str]] = {script: [] for script in _SCRIPTS}
    for word in written:
        scripts = _scripts(word)
        if len(scripts) == 1 and "" not in scripts:
            by_script[scripts.pop()].append(word)
    most = max(by_script, key=lambda script: len(by_script[script]))
    others = [(script, word) for script, words in by_script.items() if script != most for word in words]
    long = {word for _, word in others if len(word) >= _FEW and not word.isupper()}
    alike = all(_is_in(most, _rewritten(word, most)) for _, word in others)
    return most if len(long) >= _FEW and alike and _are_many(len(others), len(written)) else None


# ---- letters in circles and squares, small capitals, mathematical and other styles

_ENCLOSED: Final = {
    first + at: chr(ord("a") + at)
    for first in (0x24B6, 0x24D0, 0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
    for at in range(26)
}
_ENCLOSED_WORD: Final = regex.compile(
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
_SMALL_WORD: Final = regex.compile(
    f"(?=x*+[{''.join(map(chr, _SMALL))}])[x{''.join(map(chr, _SMALL))}]{{3,}}"  # shorter ones are phonetic signs
)
_STYLE: Final = "[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u1d2c-\u1d6a\u02b0-\u02b8\u1d43-\u1d61\u1d9c-\u1dbf\u2071\u207f\u2c7c]"
#: Shorter ones are products (two letters of a formula); behind another letter or a digit, ordinals and titles (1er, Mme).
_STYLED_WORD: Final = regex.compile(rf"(?<![\p{{L}}\p{{N}}]){_STYLE}{{3,}}")
_STYLED: Final = regex.compile(_STYLE)
_EAST_ASIAN: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


def _without_enclosures(text: str) -> str | None:
    if text.isascii():
        return None
    odd = [match for match in _ENCLOSED_WORD.finditer(text) if not (match["regional"] and _is_flags(match[0]))]
    return text.translate(_ENCLOSED) if _are_many(len(odd), len(_TOKEN.findall(text))) else None


def _is_flags(run: str) -> bool:
    letters = run.translate(_ENCLOSED).upper()
    return len(letters) % 2 == 0 and all(letters[at : at + 2] in _FLAGS for at in range(0, len(letters), 2))


def _without_small_capitals(text: str) -> str | None:
    return text.translate(_SMALL) if not text.isascii() and _has_many(_SMALL_WORD, text) else None


def _without_styles(text: str) -> str | None:
    if text.isascii() or not _STYLED.search(text) or _EAST_ASIAN.search(text):  # where full width is a usual width
        return None
    if not _has_many(_STYLED_WORD, text):
        return None
    return _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _has_many(odd: regex.Pattern[str], text: str) -> bool:
    return _are_many(len(odd.findall(text)), len(_TOKEN.findall(text)))


# ---- marks upon marks

#: More marks than any alphabet of these puts on a letter (composed as far as they go), a stroke through it, a ring around it.
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ua66f-\ua672\ufe20-\ufe2f]"
)  # a quick look
_STACKED: Final = regex.compile(
    r"[\p{L}\p{M}]*?[\p{Latin}\p{Greek}\p{Cyrillic}](?:[\p{Mn}]{2,}|[\u0334-\u0338\u20d2-\u20e4\p{Me}])[\p{L}\p{M}]*+"
)


def _without_stacked_marks(text: str) -> str | None:
    if not _MARKS.search(text):
        return None
    words = [
        word for word in _STACKED.findall(text) if len(_unmarked(word)) >= _FEW
    ]  # one letter is a vector or a mean
    if not _are_many(len(words), len(_TOKEN.findall(text))):
        return None
    return _STACKED.sub(lambda match: _unmarked(match[0]), text)


def _unmarked(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(each for each in decomposed if unicodedata.category(each)[0] != "M")


# ---- letters set apart

_ONE: Final = r"[\p{Latin}\p{Greek}\p{Cyrillic}]\p{M}*+"
_SINGLE: Final = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Nd}]\p{M}*+"
#: Some words of one letter in a row: a quick look, because most texts have none.
_MAY_BE_APART: Final = re.compile(r"(?:\b\w\b[\W_]{1,7}){4}\w\b|\w(?:_\w){4}")
_DOTTED: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}]){_ONE}(?:([.\-_*\u00b7\u2022\u2027|/~\u2010]){_ONE})(?:\1{_ONE})*+(?![\p{{L}}\p{{N}}])"
)
_SPACE: Final = r"[^\S\n]{1,6}+"
_SPACED_LETTER: Final = rf"(?:\p{{P}}?+{_SINGLE}\p{{P}}*+|\p{{P}}++)"
_SPACED: Final = regex.compile(rf"(?<!\S){_SPACED_LETTER}(?:{_SPACE}{_SPACED_LETTER}){{{_RUN - 1},}}+(?!\S)")
_GAPS: Final = regex.compile(r"\s+")
#: White space that markup keeps as it is written; of the rest any amount is one space there.
_KEPT_SPACE: Final = regex.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_COLLAPSING: Final = regex.compile(r"[ \t\n\r\f]+")


def _without_dots(text: str) -> str | None:
    """Return *text* with letters joined that a point, a hyphen or the like sets apart; spaced ones are flagged, not joined (`as_seen`)."""
    if not _MAY_BE_APART.search(text):
        return None
    dotted, tokens = _DOTTED.finditer(text), len(_TOKEN.findall(text))
    parted = [match[0].replace(match[1], "") for match in dotted]
    long = {word for word in parted if len(word) >= _LONG}
    if len(long) >= max(_FEW, _LONG_SHARE * len(set(parted))) and len(parted) >= _DOTTED_SHARE * tokens:
        return _DOTTED.sub(lambda match: match[0].replace(match[1], ""), text)
    return text if _is_spaced(text, tokens) else None


def _is_spaced(text: str, tokens: int) -> bool:
    """Return whether single letters in a row are running text: of many letters, which come again, and much of the whole."""
    letters = [letter for run in _SPACED.findall(text) for letter in _WORD.findall(run.casefold())]
    return len(letters) >= max(_DOTTED_SHARE * tokens, 2 * len(set(letters))) and len(set(letters)) >= _ALPHABET


def as_seen(text: str) -> str:
    """Return *text*, its white space as written, in the order of its letters as shown, and spaced letters joined.

    They are where one kind of gap stands in words and another between: "t h e   g u l l s" is "the gulls". Where all gaps are alike nobody can say where a word ends.
    """
    text = _without_overrides(text)
    return _SPACED.sub(_joined, text) if _MAY_BE_APART.search(text) else text


def seen_in_markup(text: str) -> str:
    """Do the same to text between tags, where only white space that is not collapsed can tell two gaps apart."""
    if text.isascii():
        return text
    return as_seen(_COLLAPSING.sub(" ", text)) if _KEPT_SPACE.search(text) else _without_overrides(text)


def _joined(match: regex.Match[str]) -> str:
    run = match[0]
    gaps = Counter(_GAPS.findall(run))
    if len(gaps) == 1:
        return run
    inside = gaps.most_common(1)[0][0]
    return _GAPS.sub(lambda gap: "" if gap[0] == inside else " ", run)


# ---- runs stored backwards

#: A run that is shown from right to left although its letters are not written so, or the other way round.
_REVERSED = regex.compile(
    "\u202e([^\u202a-\u202e\n]*)(?:\u202c|$|(?=\n))|\u202d([^\u202a-\u202e\n]*)(?:\u202c|$|(?=\n))"
)
_LEFT_TO_RIGHT = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}]")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Arabic}\p{Hebrew}]")


def _turned_back(run: regex.Match[str]) -> str:
    """Return a run of `_REVERSED` in the order in which a reader sees it."""
    inside = run[2] if run[1] is None else run[1]
    return "".join(reversed(regex.findall(r"\X", inside))) if _is_reversed(run) else inside


def _is_reversed(run: regex.Match[str]) -> bool:
    """Return whether the letters of a run of `_REVERSED` are not written in its direction; else the override changes nothing."""
    return bool(_RIGHT_TO_LEFT.search(run[2]) if run[1] is None else _LEFT_TO_RIGHT.search(run[1]))


def _without_overrides(text: str) -> str:
    """Return *text* in the order in which it is seen. A stray override beside a word or two is a fault, or a trap for programs that obey."""
    if "\u202e" not in text and "\u202d" not in text:
        return text
    words = sum(len(_WORD.findall(run[0])) for run in _REVERSED.finditer(text))
    return _REVERSED.sub(_turned_back, text) if words >= _FEW else text


# ---- what sanitizing takes away

_GAP: Final = rb"(?:\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|&(?:nbsp|#160|#xa0|ensp|emsp|thinsp);)"
#: Bytes of which some are in any page that hides words so: most pages have none. The first byte is looked for fastest alone.
_MAY_HIDE: Final = re.compile(
    rb"[\xc2\xcd\xe1\xe2\xe3\xef\xf3&\\]"
    rb"(?:(?<=\xc2)\xad|(?<=\xcd)\x8f|(?<=\xe1)(?:\x85[\x9f\xa0]|\xa0[\x8b-\x8f]|\x9e[\xb4\xb5])"
    rb"|(?<=\xe2)(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf]|\xa0\x80)|(?<=\xe3)\x85\xa4"
    rb"|(?<=\xef)(?:\xbb\xbf|\xb8[\x80-\x8f]|\xbe\xa0|\xbf\xb9)|(?<=\xf3)\xa0"
    rb"|(?<=&)(?:shy|zw|lrm|rlm|NoBreak|ApplyFunction|#(?:173|847|820[3-7]|823[4-8]|82[89]\d|830[0-3]|10240|12644|650\d\d|65279|65440|917\d\d\d))"
    rb"|(?:(?<=&)#[xX]0*|(?<=\\)u)(?:00)?(?:[aA][dD]|0?34[fF]|115[fF]|1160|180[b-fB-F]|200[b-fB-F]|202[a-eA-E]|206.|2800|3164|[fF][eE](?:0.|[fF]{2})|[fF]{2}[aA]0|[dD][bB]40|[eE]00)"
    rb"|(?:(?<=\xc2)\xa0|(?<=\xe2)\x80[\x80-\x8a\xaf]|(?<=&)(?:nbsp|#160|#xa0|ensp|emsp|thinsp);)[^\s<&]{1,3}(?:"
    + _GAP
    + rb"[^\s<&]{1,3}){3})"
)
_ESCAPED: Final = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_SEEN: Final = rf"[[\p{{L}}\p{{M}}\p{{Nd}}]--{INVISIBLE}]"
_HIDDEN: Final = regex.compile(
    rf"(?<!{_SEEN})[\p{{Latin}}\p{{Greek}}\p{{Cyrillic}}\p{{Nd}}]{_SEEN}*+(?:{INVISIBLE}++{_SEEN}++)++", regex.V1
)
_KEYCAP: Final = "\ufe0f\u20e3"  # posts number their points with digits on keys
_AROUND: Final = 80  # characters on either side of an invisible one that can be its word's

#: White space that is kept in markup, with a letter or two between: some in a row set letters apart.
_KEPT_RUN: Final = re.compile("(?:[\u00a0\u2000-\u200a\u202f][^\\s<]{1,3}){4}")


def may_hide_words(raw: bytes) -> bool:
    """Return whether the bytes of a page have anything of what `hidden_words` looks for."""
    return _MAY_HIDE.search(raw) is not None


def hidden_words(source: str) -> Mapping[Disguise, Collection[str]]:
    """Return the words of a page's or a record's source, as they read, that invisible characters or gaps part, or that stand reversed."""
    text = _ESCAPED.sub(lambda match: json.loads(f'"{match[0]}"'), html.unescape(source))
    cut = {
        sanitize(word) for token in _tokens_with_invisible(text) for word in _HIDDEN.findall(token) if _is_hidden(word)
    }
    turned = {
        word for run in _REVERSED.finditer(text) if _is_reversed(run) for word in _WORD.findall(_turned_back(run))
    }
    is_markup = "<" in text
    spaced = (_COLLAPSING.sub(" ", text) if _KEPT_RUN.search(text) else "") if is_markup else text
    set_apart = {word for run in _SPACED.finditer(spaced) for word in _WORD.findall(_joined(run)) if len(word) > 1}
    return {Disguise.INVISIBLE: cut, Disguise.REVERSED: turned, Disguise.PARTED: set_apart}


def _tokens_with_invisible(text: str) -> Iterator[str]:
    """Yield what stands between white space, or markup, around each invisible character."""
    end = 0
    for odd in INVISIBLE_RUN.finditer(text):
        if odd.start() >= end:
            before = re.split(r"[\s<>]", text[max(end, odd.start() - _AROUND) : odd.start()])[-1]
            after = re.split(r"[\s<>]", text[odd.start() : odd.end() + _AROUND], maxsplit=1)[0]
            end = odd.start() + len(after)
            yield before + after


def _is_hidden(word: str) -> bool:
    if word.endswith(_KEYCAP):
        return False
    return "\u00ad" not in word or len(sanitize(word)) <= _UNPARTED


def hidden_in(text: str, hidden: Mapping[Disguise, Collection[str]]) -> Iterator[Disguise]:
    """Yield in which ways the words of *text* were hidden, going by `hidden_words` of its page."""
    written = regex.findall(r"[\p{L}\p{M}\p{Nd}]+", text) if any(hidden.values()) else []
    for disguise, words in hidden.items():
        if _are_many(sum(word in words for word in written), len(written)):
            yield disguise


def _are_many(odd: int, of: int) -> bool:
    return odd >= _FEW and odd >= _SHARE * of


#: What undoes a disguise: the text without it, or None where there is none.
_UNDO: Final[Mapping[Disguise, Callable[[str], str | None]]] = {
    Disguise.STACKED: _without_stacked_marks,
    Disguise.ENCLOSED: _without_enclosures,
    Disguise.SMALL_CAPITALS: _without_small_capitals,
    Disguise.STYLED: _without_styles,
    Disguise.LOOK_ALIKES: _without_look_alikes,
    Disguise.PARTED: _without_dots,
}

"""Letters that look like those of another script: Latin words with Cyrillic, Greek, Armenian or Cherokee letters, and the other way round.

The letters are the ones of Unicode TR 39's confusables that news text has been seen with.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

import regex

from crawler.text.disguises.kinds import FEW, WORD, are_many

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
#: Where words are compared, these letters are Latin in a word that mixes scripts; not those that signs of science are written with ("\u00b5m", "IFN\u03b3").
_COMPARED: Final = "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0442\u043c\u043d\u043a\u0432\u03bf\u03b1\u03b5\u03c1\u03c5\u03bd\u03b9\u03ba"
#: Latin letters of other looks: f with a hook, script g and a, dotless i and j.
_LATIN_ALIKE: Final = {"\u0192": "f", "\u0261": "g", "\u0251": "a", "\u0131": "i", "\u0237": "j"}
_SCRIPTS: Final = ("Latin", *_ALIKE)
_TO_LATIN: Final = {letter: latin for letters in _ALIKE.values() for letter, latin in letters.items()} | _LATIN_ALIKE
#: The same for folded words, as `str.translate` takes it: a lower-case letter without a twin of its own looks like its capital's.
FOLDED: Final = str.maketrans(
    {letter: _TO_LATIN.get(letter) or _TO_LATIN[letter.upper()].lower() for letter in _COMPARED}
)
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


def without_look_alikes(text: str) -> str | None:
    """Return *text* with its words in the script that they are read in, or None where no letters stand for others."""
    if text.isascii() or not _LOOKED_AT.search(text):
        return None
    written = WORD.findall(text)
    target = _own_script(text) or "Latin"
    odd = [word for word in written if _MIXED.fullmatch(word) and _is_disguised(word, target)]
    if len(set(odd)) >= FEW and are_many(len(odd), len(written)):
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

    undone = WORD.sub(rewritten, text)
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
    long = {word for _, word in others if len(word) >= FEW and not word.isupper()}
    alike = all(_is_in(most, _rewritten(word, most)) for _, word in others)
    return most if len(long) >= FEW and alike and are_many(len(others), len(written)) else None

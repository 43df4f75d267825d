"""Words of scripts that are written without spaces: Han, Kana, Thai, Lao, Khmer, Myanmar.

No dictionary knows every name, and none parts a damaged text as it parts the intact one. So words are parted by what
stands on the spot: the letters of a run are cut where a hash of two neighbors is the least of a few around it (content-defined
chunking; Schleimer, Wilkerson & Aiken 2003). Equal runs are cut equally, a changed letter changes a word or two, and a word is
about as much text as one in a script with spaces: every limit that counts words means the same in all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import regex

_SCRIPTS: Final = r"[[\p{Han}\u30fc\uff70]||[[\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]&&[\p{L}]]]"
#: One letter with its marks (the sounding marks of half-width Kana among them).
LETTER: Final = rf"(?:{_SCRIPTS}[\p{{M}}\uff9e\uff9f]*+)"
#: What may stand between two letters of a run without being seen: break opportunities and joiners.
INVISIBLE: Final = r"[\u00ad\u200b-\u200d\u2060\ufeff]"
#: The blocks that these scripts are in: a quick look, because most texts have none of them.
MAY_HAVE: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00016fe0-\U0003ffff]"
)

_LETTER: Final = regex.compile(LETTER, regex.V1)
_SELECTORS: Final = regex.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

#: How many letters make a word, by script, and what tells the scripts apart. The numbers are those at which the first
#: article of the Universal Declaration of Human Rights has about as many words as in English (tests/text/test_unspaced.py).
_LETTERS_OF_A_WORD: Final = (
    (regex.compile(r"\p{Han}", regex.V1), 1),
    (regex.compile(r"\p{Hiragana}", regex.V1), 5),
    (regex.compile(r"[\p{Katakana}\u30fc]", regex.V1), 5),
    (regex.compile(r"\p{Thai}", regex.V1), 4),
    (regex.compile(r"\p{Lao}", regex.V1), 4),
    (regex.compile(r"\p{Khmer}", regex.V1), 4),
    (regex.compile(r"\p{Myanmar}", regex.V1), 4),
)
#: Of the places between two letters of a script whose words are of one letter or two, those where a word ends.
_ONE_OR_TWO: Final = 5 / 8 * (1 << 32)
#: A run that repeats itself has no place of its own to be cut at: cut it after so many words' letters.
_LONGEST: Final = 6


def split_run(run: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of *run*, letters of these scripts: each folded, and where it starts and ends in the run (characters)."""
    letters = [(_folded(match[0]), match.start(), match.end()) for match in _LETTER.finditer(run)]
    start = 0
    for end in _ends([each for each, _, _ in letters]):
        yield "".join(each for each, _, _ in letters[start:end]), letters[start][1], letters[end - 1][2]
        start = end


def _ends(letters: Sequence[str]) -> Iterator[int]:
    """Yield where words end, in letters."""
    first = 0
    scripts = [_script(each[0]) for each in letters]
    for end in range(1, len(letters) + 1):
        if end == len(letters) or scripts[end] != scripts[first]:
            yield from _cuts(letters, first, end, _LETTERS_OF_A_WORD[scripts[first]][1])
            first = end


def _cuts(letters: Sequence[str], first: int, end: int, size: int) -> Iterator[int]:
    """Yield where the words of letters first..end, all of one script, end: on average *size* letters each."""
    hashes = [_hash(letters[place][0], letters[place + 1][0]) for place in range(first, end - 1)]
    before, behind = (size - 1) // 2, size // 2
    last = first
    for place in range(before, len(hashes) - behind):
        least = hashes[place]
        if size == 1:
            cut = least < _ONE_OR_TWO
        else:
            cut = (
                min(hashes[place - before : place], default=least + 1)
                > least
                <= min(hashes[place : place + behind + 1])
            )
        if cut or first + place + 1 - last >= _LONGEST * size:
            last = first + place + 1
            yield last
    yield end


def _script(letter: str) -> int:
    return _script_of_block(ord(letter)) if letter else 0


@lru_cache(maxsize=1 << 14)
def _script_of_block(code: int) -> int:
    letter = chr(code)
    return next((place for place, (pattern, _) in enumerate(_LETTERS_OF_A_WORD) if pattern.match(letter)), 0)


def _hash(one: str, other: str) -> int:
    value = (ord(one) * 0x9E3779B1 + ord(other) * 0x85EBCA77) & 0xFFFFFFFF
    value = (value ^ value >> 15) * 0x2C1B3C6D & 0xFFFFFFFF
    return value ^ value >> 12


@lru_cache(maxsize=1 << 16)
def _folded(letter: str) -> str:
    """Return a letter with compatibility forms, selectors and Chinese variants folded."""
    plain = _SELECTORS.sub("", unicodedata.normalize("NFKC", letter))
    return plain.translate(_variants())


@cache
def _variants() -> dict[int, str]:
    """Return the simplified character for each Chinese one that has another."""
    text = files(__package__).joinpath("han_variants.txt").read_text(encoding="utf-8")
    others, simplified = (line for line in text.splitlines() if not line.startswith("#"))
    return {ord(other): one for other, one in zip(others, simplified, strict=True)}

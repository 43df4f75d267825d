"""Words: runs of letters and digits, folded so that looks, case and spelling neither hide nor fake a copy.

A word is a run of letters, marks and digits; an apostrophe inside one belongs to it. Scripts written without spaces
(Han, Kana, Thai, Lao, Khmer, Myanmar) are parted into words of about as much text (`unspaced`) where texts are compared and
counted; where names and identities are made, a character or a letter with its marks is a word. No hashing here.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

import regex

from crawler.text import unspaced, western
from crawler.text.disguises import look_alikes
from crawler.text.house_style import one_style
from crawler.text.spelling import american

_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]--\p{Nd}"
_LETTER = rf"[\p{{L}}\p{{N}}--[{_UNSPACED}]]"
_APOSTROPHE = "['\u2019\u02bc\uff07]"
_WORD = regex.compile(
    rf"{_LETTER}[\p{{L}}\p{{M}}\p{{N}}\u200c\u200d--[{_UNSPACED}]]*+"
    rf"(?:{_APOSTROPHE}{_LETTER}[\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]]*+)*+"
    rf"|[{_UNSPACED}]\p{{M}}*+|%",
    regex.V1,
)
#: A run of scripts without spaces, to be parted.
_RUN = regex.compile(rf"{unspaced.LETTER}(?:{unspaced.INVISIBLE}*+{unspaced.LETTER})*+", regex.V1)
_VOCABULARY = 1 << 18  # distinct words as written whose folded forms are kept in memory
_MIXED = regex.compile(r"(?=.*\p{Latin})(?=.*[\p{Cyrillic}\p{Greek}])", regex.V1)

# Arabic stretching and vowel signs, Hebrew points: writing leaves them out or puts them in as it likes.
_ORNAMENT = regex.compile(r"[\u0640\u064b-\u065f\u0670\u0591-\u05c7]")

# Latin letters with a stroke, or without their dot, that no decomposition takes apart: copies write them plain.
_STROKES = str.maketrans("\u00f8\u0111\u0127\u0131\u0142\u0167\u0180\u01e5", "odhiltbg")

# Letters of the Arabic script that a keyboard, a code page or a house style exchanges for others of the same word: Arabic and
# Persian kaf and yeh, alef with its hamzas and madda, hamza on its seats, ta marbuta and heh.
_KEYBOARDS = str.maketrans(
    "\u06a9\u06cc\u0649\u0626\u0623\u0625\u0622\u0671\u0624\u0629\u06c0\u06c1\u06be\u06d5",
    "\u0643\u064a\u064a\u064a\u0627\u0627\u0627\u0627\u0648\u0647\u0647\u0647\u0647\u0647",
)
_ARABIC = regex.compile(r"[\u0600-\u06ff]")

# Serbian (and Montenegrin, Macedonian) is written in both scripts, letter for letter. These letters are in none of the other
# languages in Cyrillic; `fold` has taken the accents off.
_ONLY_SERBIAN = "\u0458\u0459\u045a\u0452\u045b\u045f\u0408\u0409\u040a\u0402\u040b\u040f"
_LATIN_SERBIAN = str.maketrans(
    dict(
        zip(
            "\u0430\u0431\u0432\u0433\u0434\u0452\u0435\u0436\u0437\u0438\u0458\u043a\u043b\u043c\u043d\u043e\u043f\u0440\u0441\u0442\u045b\u0443\u0444\u0445\u0446\u0447\u0448",
            "abvgddezzijklmnoprstcufhccs",
            strict=True,
        )
    )
    | {"\u0459": "lj", "\u045a": "nj", "\u045f": "dz"}
)


@dataclass(frozen=True)
class Words:
    """The words of a text: `folded` forms, and where each starts and ends in the text (characters, half-open)."""

    folded: tuple[str, ...]
    _text: str = field(repr=False)

    def __len__(self) -> int:
        return len(self.folded)

    @property
    def starts(self) -> Sequence[int]:
        """Where each word starts."""
        return self._places[0]

    @property
    def ends(self) -> Sequence[int]:
        """Where each word ends."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:  # looked for when asked: most texts need no place
        starts, ends = western.places(self._text) or _places_of(_parts(self._text))
        if len(starts) > len(self.folded):
            written = map(_FOLDED.__getitem__, _compared(self._text))
            joined = [at for at, pair in enumerate(pairwise(written), 1) if pair == ("per", "cent")]
            for at in reversed(joined):
                del starts[at], ends[at - 1]
        return starts, ends


def count_words(text: str) -> int:
    """Return how many words *text* has, as `read_words` parts them (a percent sign is not counted)."""
    found = _compared(text)
    return len(found) - found.count("%")


def most_words(text: str) -> int:
    """Return how many words `read_words` finds in *text* at most: a pair may be read as one. Nothing is folded for it."""
    return len(_compared(text))


def next_word(text: str, at: int) -> int | None:
    """Return where the first word of *text* starts that starts at *at* or behind it, a place outside of words; None where there is none."""
    found = _WORD.search(text, at)
    return None if found is None else found.start()


def words(text: str) -> list[str]:
    """Return the words of *text*, case and look folded, spelling kept; a character each of scripts without spaces."""
    found = western.split(text)
    return [_LOOKS[word] for word in (_WORD.findall(text) if found is None else found) if word != "%"]


def distinct_words(text: str) -> set[str]:
    """Return what `words` gives, each word once: it folds those that a text repeats once."""
    found = western.split(text)
    return {_LOOKS[word] for word in set(_WORD.findall(text) if found is None else found) if word != "%"}


def read_words(text: str) -> Words:
    """Return the words of *text* with case, look, spelling and script folded, and their places.

    "per cent", "pct" and "%" all become "percent": one word, so that agencies' house styles compare equal. Serbian is read in
    Latin letters, Chinese in simplified characters.
    """
    folded = list(map(_FOLDED.__getitem__, _compared(text)))
    if "cent" in folded:
        for at in range(len(folded) - 1, 0, -1):
            if folded[at] == "cent" and folded[at - 1] == "per":
                folded[at - 1 : at + 1] = ["percent"]
    if not text.isascii() and any(letter in text for letter in _ONLY_SERBIAN):
        folded = [american(word.translate(_LATIN_SERBIAN)) for word in folded]
    return Words(tuple(folded), text)


def _compared(text: str) -> list[str]:
    """Return the words of *text* as written, "%" among them; those of scripts without spaces are parted and folded."""
    found = western.split(text)
    if found is None:
        return [word for word, _, _ in _parts(text)] if unspaced.MAY_HAVE.search(text) else _WORD.findall(text)
    return found


_Part = tuple[str, int, int]


def _parts(text: str) -> list[_Part]:
    """Return what `_compared` does, and where each word starts and ends in *text*."""
    parts: list[_Part] = []
    end = 0
    for run in _RUN.finditer(text) if unspaced.MAY_HAVE.search(text) else ():
        parts += [(match[0], *match.span()) for match in _WORD.finditer(text, end, run.start())]
        at, end = run.span()
        parts += [(word, at + start, at + stop) for word, start, stop in unspaced.split_run(run[0])]
    return [*parts, *((match[0], *match.span()) for match in _WORD.finditer(text, end))]


def _places_of(parts: Iterable[_Part]) -> tuple[list[int], list[int]]:
    spans = list(parts)
    return [start for _, start, _ in spans], [end for _, _, end in spans]


class _Vocabulary(dict[str, str]):
    """What folding makes of each word as written: one look-up a word, and equal words are one object."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        if len(self) >= _VOCABULARY:
            self.clear()
        self[word] = folded = sys.intern(self._make(word))
        return folded


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return *word* with compatibility forms, case, Latin-like accents, apostrophes, look-alikes and digits of any script folded.

    In the Arabic script, letters that keyboards exchange are one. Accents go only from Latin, Greek and Cyrillic letters, where copies drop them; elsewhere marks are vowels.
    """
    if word.isascii():
        return word.lower()
    word = _ORNAMENT.sub("", unicodedata.normalize("NFKC", word)).casefold()
    word = word.replace("\u2019", "'").replace("\u02bc", "'").replace("\u200c", "").replace("\u200d", "")
    if _MIXED.match(word):  # a word all in Cyrillic is Cyrillic
        word = word.translate(look_alikes.FOLDED)
    if _ARABIC.search(word):
        word = word.translate(_KEYBOARDS)
    if any(map(str.isdecimal, word)):
        word = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in word)
    word = word.translate(_STROKES)
    decomposed = unicodedata.normalize("NFD", word)
    if decomposed == word and not any(map(unicodedata.combining, word)):
        return word
    return unicodedata.normalize("NFC", _drop_accents(decomposed))


def _drop_accents(decomposed: str) -> str:
    kept: list[str] = []
    base_is_alphabetic = False
    for character in decomposed:
        if unicodedata.combining(character):
            if base_is_alphabetic:
                continue
        else:
            base_is_alphabetic = character < "\u0530"  # Latin, Greek and Cyrillic blocks end here
        kept.append(character)
    return "".join(kept)


def fold_word(word: str) -> str:
    """Return the folded form of one word, as `read_words` folds it by itself."""
    return _FOLDED[word]


def join(folded: Sequence[str]) -> str:
    """Return words as one line, the form that hashes and identities are taken of."""
    return " ".join(folded)


_LOOKS = _Vocabulary(fold)
_FOLDED = _Vocabulary(lambda word: american(one_style(fold(word))))

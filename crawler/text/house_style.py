"""Spellings that a house style, a keyboard or a scanner chooses, beyond those of English and of the Arabic script.

Like `crawler.text.spelling`, for comparing only: both texts go through it, and a folded word is never shown.
"""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

# Places in a block of the Indic scripts: all of them are laid out after ISCII (IS 13194:1991).
_CANDRABINDU, _ANUSVARA, _NUKTA, _VIRAMA = 0x01, 0x02, 0x3C, 0x4D
#: A nasal, and the stops before which it may be written as anusvara ("hindi" with either): velar, palatal, retroflex, dental, labial.
_NASALS: Final = ((0x19, 0x15, 0x18), (0x1E, 0x1A, 0x1D), (0x23, 0x1F, 0x22), (0x28, 0x24, 0x27), (0x2E, 0x2A, 0x2D))
_DEVANAGARI: Final = 0x0900
#: Those, Bengali, Gujarati, Oriya, Telugu, Kannada and Malayalam: Tamil has no anusvara, and Gurmukhi writes no conjuncts of these.
_BLOCKS: Final = (_DEVANAGARI, 0x0980, 0x0A80, 0x0B00, 0x0C00, 0x0C80, 0x0D00)
_INDIC: Final = regex.compile(r"[\u0900-\u0d7f]")
_NASAL_BEFORE_STOP: Final = [
    (
        regex.compile(
            "|".join(
                f"{chr(block + nasal)}{chr(block + _VIRAMA)}(?=[{chr(block + first)}-{chr(block + last)}])"
                for nasal, first, last in _NASALS
            )
        ),
        chr(block + _ANUSVARA),
    )
    for block in _BLOCKS
]
#: Letters that stand for a consonant and a virama, as texts from before Unicode 4.1 (Bengali) and 5.1 (Malayalam) have them,
#: and the candrabindu and nukta that Hindi papers leave out.
_LETTERS: Final = str.maketrans(
    {
        0x09CE: "\u09a4\u09cd",  # khanda ta
        0x0D7A: "\u0d23\u0d4d",  # chillus: nn, n, rr, l, ll, k
        0x0D7B: "\u0d28\u0d4d",
        0x0D7C: "\u0d30\u0d4d",
        0x0D7D: "\u0d32\u0d4d",
        0x0D7E: "\u0d33\u0d4d",
        0x0D7F: "\u0d15\u0d4d",
        _DEVANAGARI + _CANDRABINDU: chr(_DEVANAGARI + _ANUSVARA),
        _DEVANAGARI + _NUKTA: "",
    }
)

# Amharic letters that sound alike: three h's, two s's, glottal stops and ts's, each with seven vowels, of which h and the
# glottal stop have the first and the fourth alike, too.
_AMHARIC: Final = {
    row + vowel: chr(base + vowel)
    for row, base in ((0x1210, 0x1200), (0x1280, 0x1200), (0x1220, 0x1230), (0x12D0, 0x12A0), (0x1340, 0x1338))
    for vowel in range(7)
}
_FIRST: Final = {0x1203: "\u1200", 0x1213: "\u1200", 0x1283: "\u1200", 0x12A3: "\u12a0", 0x12D3: "\u12a0"}
#: Capitals have lost which i of Turkish it was.
_ALIKE: Final = str.maketrans(_AMHARIC | _FIRST | {0x0131: "i"})
#: Latin letters in a word that has Cyrillic ones, too, which look like no Latin letter: scanning, or a disguise, put them there.
_CYRILLIC: Final = str.maketrans(
    "aeopcyxijshkbtm", "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u043d\u043a\u0432\u0442\u043c"
)
_CYRILLIC_WORD: Final = regex.compile(r"(?=.*[a-z]).*\p{Cyrillic}")
_MAY_HAVE: Final = regex.compile(r"[\u0131\u0400-\u052f\u0900-\u0d7f\u1200-\u137f]")


def one_style(word: str) -> str:
    """Return a folded word as every house would spell it."""
    if word.isascii() or not _MAY_HAVE.search(word):
        return word
    if _CYRILLIC_WORD.match(word):
        return word.translate(_CYRILLIC)
    word = word.translate(_ALIKE)
    if _INDIC.search(word):
        word = unicodedata.normalize("NFD", word).translate(_LETTERS)
        for nasal, anusvara in _NASAL_BEFORE_STOP:
            word = nasal.sub(anusvara, word)
        word = unicodedata.normalize("NFC", word)
    return word

"""Hostile text made safe: one Unicode form, no control or invisible characters, nothing a database or terminal chokes on."""

from __future__ import annotations

import unicodedata

import regex

# Joiners decide how Persian and Indic words are written; between Latin letters they only hide a copy.
_JOINERS = "\u200c\u200d"
_LINE_BREAKS = regex.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HARMFUL = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}--\n\t]|[\p{Cf}--[\u200c\u200d]]", regex.V1)
# A joiner behind a virama or a vowel sign belongs to the word; behind anything that is neither letter nor mark it does not.
_LATIN_JOINER = regex.compile(
    r"(?:(?<=[\p{Latin}\p{Greek}\p{Cyrillic}]\p{M}{0,4}|[\P{L}--\p{M}]|^))[\u200c\u200d]+", regex.V1
)
# Letters and marks that are drawn as nothing (of Unicode's Default_Ignorable_Code_Point): selectors choose a form of a Han or
# Mongolian character and of an emoji, fillers complete a Korean syllable. Behind other letters they only hide a copy.
_IGNORABLE = regex.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_INVISIBLE = regex.compile(
    r"(?<=[[\p{L}\p{N}]--[\p{Han}\p{Mongolian}\p{Phags_Pa}\p{Myanmar}\p{Hangul}]]\p{M}{0,4})"
    rf"{_IGNORABLE.pattern}++(?!\u20e3)",
    regex.V1,
)


def sanitize(text: str) -> str:
    r"""Return *text* in NFC without control, surrogate, private-use and format characters (tabs become spaces).

    Line breaks of every kind become ``\n``. Zero-width joiners stay only after letters of scripts that write with
    them, and after their marks. Variation selectors behind other letters, soft hyphens, bidirectional overrides and tag characters go:
    they hide copies and spoof readers.
    """
    ignorable = not text.isascii() and _IGNORABLE.search(text) is not None
    if (
        text.replace("\n", " ").isprintable() and not ignorable
    ):  # whatever else is taken away or turned into something else below is not
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = _LINE_BREAKS.sub("\n", text)
    text = _HARMFUL.sub("", text).replace("\t", " ")
    if ignorable:
        text = _INVISIBLE.sub("", text)
    if any(joiner in text for joiner in _JOINERS):
        text = _LATIN_JOINER.sub("", text)
    return unicodedata.normalize("NFC", text)

"""Hostile text made safe: one Unicode form, no control or invisible characters, nothing a database or terminal chokes on."""

from __future__ import annotations

import re
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
# A Braille cell without dots is drawn as nothing, too.
_IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_IGNORED = regex.compile(f"[{_IGNORABLE}]")
#: What may stand between the letters of a word without being seen, as a set of characters: format characters (Cf) and these.
INVISIBLE = rf"[\p{{Cf}}{_IGNORABLE}]"
#: The same in the words of Python's own expressions, which look for it much faster (a test holds the two together).
INVISIBLE_RUN = re.compile(
    f"[{_IGNORABLE}"
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]++"
)
_INVISIBLE = regex.compile(
    r"(?<=[[\p{L}\p{N}]--[\p{Han}\p{Mongolian}\p{Phags_Pa}\p{Myanmar}\p{Hangul}\p{Braille}]]\p{M}{0,4})"
    rf"[{_IGNORABLE}]++(?!\u20e3)"
    # Korean syllables take fillers and no selectors, and joiners of graphemes are nobody's there.
    r"|(?<=\p{Hangul}\p{M}{0,4})[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]++|(?<=[\p{Han}\p{Myanmar}]\p{M}{0,4})\u034f++",
    regex.V1,
)


def is_clean(text: str) -> bool:
    """Return whether *text* is surely as `sanitize` would leave it, and so is every part of it."""
    plain = text.replace("\n", " ").isprintable()
    return plain and (text.isascii() or (not _IGNORED.search(text) and unicodedata.is_normalized("NFC", text)))


def sanitize(text: str) -> str:
    r"""Return *text* in NFC without control, surrogate, private-use and format characters (tabs become spaces).

    Line breaks of every kind become ``\n``. Zero-width joiners stay only after letters of scripts that write with
    them, and after their marks. Variation selectors behind other letters, soft hyphens, bidirectional overrides and tag characters go:
    they hide copies and spoof readers.
    """
    ignorable = not text.isascii() and _IGNORED.search(text) is not None
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

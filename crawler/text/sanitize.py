"""Hostile text made safe: one Unicode form, no control or invisible characters, nothing a database or terminal chokes on."""

from __future__ import annotations

import unicodedata

import regex

# Joiners decide how Persian and Indic words are written; between Latin letters they only hide a copy.
_JOINERS = "\u200c\u200d"
_LINE_BREAKS = regex.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HARMFUL = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}--\n\t]|[\p{Cf}--[\u200c\u200d]]", regex.V1)
_LATIN_JOINER = regex.compile(r"(?<=[\p{Latin}\p{Greek}\p{Cyrillic}\P{L}]|^)[\u200c\u200d]+")


def sanitize(text: str) -> str:
    r"""Return *text* in NFC without control, surrogate, private-use and format characters (tabs become spaces).

    Line breaks of every kind become ``\n``. Zero-width joiners stay only after letters of scripts that write with
    them. Soft hyphens, bidirectional overrides and tag characters go: they hide copies and spoof readers.
    """
    if text.isprintable():  # whatever is taken away or turned into something else below is not
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = _LINE_BREAKS.sub("\n", text)
    text = _HARMFUL.sub("", text).replace("\t", " ")
    if any(joiner in text for joiner in _JOINERS):
        text = _LATIN_JOINER.sub("", text)
    return unicodedata.normalize("NFC", text)

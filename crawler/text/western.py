"""Splitting texts that Windows-1252 can write into words, by tables of bytes: several times faster than a regular expression.

Most news is such text, curly quotes and all. It is split exactly as `crawler.text.words` defines words (a property test
holds the two together); any other text is left to that.
"""

from __future__ import annotations

import re
import unicodedata

_CODE = "cp1252"  # one byte a character, so that places in bytes are places in the text
_APOSTROPHES = "'\u2019"


def _class_of(byte: int) -> int:
    character = bytes([byte]).decode(_CODE, "replace")
    if character in _APOSTROPHES:
        return ord("'")
    return byte if character == "%" or unicodedata.category(character)[0] in "LN" else ord(" ")


_WORDS = bytes(map(_class_of, range(256)))  # everything but letters, digits, apostrophes and % becomes a space
_IN_WORDS = re.escape(bytes(byte for byte in range(256) if _WORDS[byte] == byte and byte not in b" '%"))
_WORD = re.compile(rb"[^ %]+|%")
_SHORT = 400  # bytes, up to which it is faster than arrays
# An apostrophe belongs to a word when it is between two letters or digits.
_LOOSE_APOSTROPHE = re.compile(rb"'(?:(?![%b])|(?<![%b]'))" % (_IN_WORDS, _IN_WORDS))


def split(text: str) -> list[str] | None:
    """Return the words of *text* as written, "%" among them, or None for text that Windows-1252 cannot write.

    Of apostrophes only the straight one is left, whichever the text has.
    """
    data = _spaced(text)
    return None if data is None else data.replace(b"%", b" % ").decode(_CODE).split()


def places(text: str) -> tuple[list[int], list[int]] | None:
    """Return where the words that `split` gives start and end in *text* (characters, half-open)."""
    data = _spaced(text)
    if data is None:
        return None
    if len(data) <= _SHORT:
        spans = [match.span() for match in _WORD.finditer(data)]
        return [start for start, _ in spans], [end for _, end in spans]
    return _places_in_long(data)


def _places_in_long(data: bytes) -> tuple[list[int], list[int]]:
    import numpy as np  # noqa: PLC0415  # a tenth of a second, and most exports ask for no place

    signs = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("%"))
    padded = np.frombuffer(b" " + data.replace(b"%", b" % ") + b" ", np.uint8) != ord(" ")
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    if len(signs):  # each was given a space on either side
        before = signs + 2 * np.arange(len(signs)) + 1
        edges = edges - np.searchsorted(before - 1, edges, "left") - np.searchsorted(before + 1, edges, "left")
    return edges[::2].tolist(), edges[1::2].tolist()


def _spaced(text: str) -> bytes | None:
    """Return *text* with a space for whatever is in no word, a byte a character."""
    try:
        data = text.encode(_CODE).translate(_WORDS)
    except UnicodeEncodeError:
        return None
    return _LOOSE_APOSTROPHE.sub(b" ", data) if b"'" in data else data

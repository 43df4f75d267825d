"""The charset of bytes that say nothing of it and are not UTF-8: by what their letters are, else by the language that the document names.

Scripts other than Latin are told apart by their bytes (charset-normalizer); the charsets of Latin script differ in too few
letters for that, so that there the language decides, by the table of the HTML standard (13.2.3.2), else windows-1252.
"""

from __future__ import annotations

import re
from typing import Final

from charset_normalizer import from_bytes

_SAMPLE: Final = 65_536  # bytes that are looked at
_TAGS: Final = re.compile(rb"<[^<>]{0,4096}>|[\x00-\x3f]+")
_LANGUAGE: Final = re.compile(
    rb"""(?:\blang\s*=\s*["']?|<(?:dc:)?language>\s*|"language"\s*:\s*")([A-Za-z]{2})\b""", re.IGNORECASE
)
_SCRIPTS: Final = [
    "cp932", "euc_jp", "euc_jis_2004", "gb18030", "big5", "cp949", "koi8_r", "koi8_u", "cp1251", "iso8859_5", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp874", "cp1252", "cp1250",
]  # fmt: skip
#: Charsets of languages in other scripts, among which their bytes decide.
_BY_SCRIPT: Final = {
    "ja": ["cp932", "euc_jp", "euc_jis_2004"], "zh": ["gb18030", "big5"], "ko": ["cp949"], "ru": ["cp1251", "koi8_r", "iso8859_5"], "uk": ["cp1251", "koi8_u", "iso8859_5"],
    "bg": ["cp1251", "iso8859_5"], "sr": ["cp1251", "cp1250"], "el": ["cp1253", "iso8859_7"], "he": ["cp1255"], "ar": ["cp1256"], "fa": ["cp1256"], "th": ["cp874"],
}  # fmt: skip
_LATIN: Final = {"cp1252", "cp1250"}
#: Languages in Latin script whose legacy charset is not windows-1252.
_BY_LANGUAGE: Final = {
    "az": "cp1254", "cs": "cp1250", "et": "cp1257", "hr": "cp1250", "hu": "iso8859_2", "ku": "cp1254", "lt": "cp1257", "lv": "cp1257", "pl": "iso8859_2",
    "ro": "cp1250", "sk": "cp1250", "sl": "iso8859_2", "tr": "cp1254", "vi": "cp1258",
}  # fmt: skip
#: What pages of windows-1250 hold that ISO 8859-2 has as control characters: Š, Ś, Ť, Ž, Ź and their small ones, quotes.
_WINDOWS: Final = re.compile(rb"[\x80-\x9f]")
_WHOLE: Final = (
    2  # whole sequences of UTF-8 to a broken one, at least; bytes of other charsets hardly ever are whole ones
)


def guessed_charset(raw: bytes) -> str:
    """Return the charset of *raw*, which declares none. The same bytes give the same; at worst windows-1252."""
    if _is_damaged_utf8(raw):
        return "utf-8"
    sample = _TAGS.sub(b" ", raw[:_SAMPLE])
    named = _LANGUAGE.search(raw, 0, _SAMPLE)
    language = named[1].decode().lower() if named else ""
    best = from_bytes(sample, cp_isolation=_BY_SCRIPT.get(language, _SCRIPTS)).best()
    if best is not None and best.encoding not in _LATIN and _is_other_script(sample.decode(best.encoding, "replace")):
        return best.encoding
    charset = _BY_LANGUAGE.get(language, "cp1252")
    return "cp1250" if charset == "iso8859_2" and _WINDOWS.search(raw) else charset


def _is_damaged_utf8(raw: bytes) -> bool:
    """Return whether bytes are UTF-8 but for a few."""
    text = raw.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    return _WHOLE * lost <= sum(not letter.isascii() for letter in text) - lost


def _is_other_script(text: str) -> bool:
    """Return whether the letters beyond ASCII are mostly of another script than Latin."""
    letters = [letter for letter in text if letter.isalpha() and not letter.isascii()]
    return 2 * sum(letter > "\u024f" for letter in letters) > len(letters) > 0

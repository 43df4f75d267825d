"""Documents packed with gzip by their owner, as sitemaps are: unpacked to a limit."""

from __future__ import annotations

import zlib

_GZIP = b"\x1f\x8b"
#: Bytes a packed document may grow to: a sitemap of 50,000 addresses has some ten million.
MOST_UNPACKED = 20 * 1024 * 1024


def unpacked(raw: bytes, *, most: int = MOST_UNPACKED) -> tuple[bytes, tuple[str, ...]]:
    """Return what *raw* holds and notes of what was lost; bytes that are not packed are returned as they are.

    Of a document that is too large or damaged what could be had is returned, with the note "packed-too-large" or
    "packed-and-damaged". Packed parts may follow each other, as gzip allows.
    """
    parts: list[bytes] = []
    room = most
    while raw.startswith(_GZIP) and room > 0:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            part = unpacker.decompress(raw, room)
        except zlib.error:
            return b"".join(parts), ("packed-and-damaged",)
        parts.append(part)
        room -= len(part)
        if not unpacker.eof:
            return b"".join(parts), ("packed-too-large" if room <= 0 else "packed-and-damaged",)
        raw = unpacker.unused_data
    return (b"".join(parts), ()) if parts else (raw, ())

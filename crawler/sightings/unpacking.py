"""Content encodings undone, never further than asked. What is said to be packed and is not comes back as it is.

warcio 1.8 reads no Brotli with brotli 1.2, and not all members of a gzip body; Scrapy, whose pages must come out the same,
reads both, and takes what a body that is cut off gives.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

import brotli


def unpacked(body: bytes, encoding: str, *, most: int) -> bytes:
    """Return *body* without its content encoding, at most *most* bytes. Raises LookupError for an encoding we cannot read."""
    return _CODECS[encoding.strip().lower()](body, most)


def _plain(body: bytes, most: int) -> bytes:
    return body[:most]


def _gzip(body: bytes, most: int) -> bytes:
    pieces, size, rest = [], 0, body
    while rest and size < most:
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            pieces.append(member.decompress(rest, most - size))
        except zlib.error:  # not packed at all, or rubbish behind the last member
            return b"".join(pieces) if pieces else body[:most]
        size += len(pieces[-1])
        rest = member.unused_data
    return b"".join(pieces)


def _deflate(body: bytes, most: int) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # some servers leave the header out
        try:
            return zlib.decompressobj(window).decompress(body, most)
        except zlib.error:
            continue
    return body[:most]


def _brotli(body: bytes, most: int) -> bytes:
    decoder, pieces, size = brotli.Decompressor(), [], 0
    try:
        pieces.append(decoder.process(body, output_buffer_limit=most))
        while (size := size + len(pieces[-1])) < most and not decoder.is_finished() and pieces[-1]:
            pieces.append(decoder.process(b"", output_buffer_limit=most - size))
    except brotli.error:
        return b"".join(pieces) or body[:most]
    return b"".join(pieces)[:most]


_CODECS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "": _plain,
    "identity": _plain,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}


def is_whole(body: bytes, encoding: str, *, most: int) -> bool:
    """Return whether a packed *body* ends where its packing says, as far as *most* unpacked bytes show it.

    A gzip body that is cut off comes with a good status and unpacks to the beginning of its page. What is not packed at all, or in
    a way we cannot read, counts as whole.
    """
    check = _ENDS.get(encoding.strip().lower())
    return check is None or not body or check(body, most)


def _gzip_ends(body: bytes, most: int) -> bool:
    rest, size = body, 0
    while rest and size < most:
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            size += len(member.decompress(rest, most - size))
        except zlib.error:  # not packed, or rubbish behind the last member
            return True
        if not member.eof:
            return size >= most
        rest = member.unused_data
    return True


def _deflate_ends(body: bytes, most: int) -> bool:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        decoder = zlib.decompressobj(window)
        try:
            size = len(decoder.decompress(body, most))
        except zlib.error:
            continue
        return decoder.eof or size >= most
    return True


def _brotli_ends(body: bytes, most: int) -> bool:
    decoder, size = brotli.Decompressor(), 0
    try:
        piece = decoder.process(body, output_buffer_limit=most)
        while (size := size + len(piece)) < most and not decoder.is_finished() and piece:
            piece = decoder.process(b"", output_buffer_limit=most - size)
    except brotli.error:
        return True
    return bool(decoder.is_finished()) or size >= most


_ENDS: Mapping[str, Callable[[bytes, int], bool]] = {
    "gzip": _gzip_ends,
    "x-gzip": _gzip_ends,
    "deflate": _deflate_ends,
    "br": _brotli_ends,
}

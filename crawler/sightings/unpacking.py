"""Content encodings undone, never further than asked. What is said to be packed and is not comes back as it is.

warcio 1.8 reads no Brotli with brotli 1.2, and not all members of a gzip body; Scrapy, whose pages must come out the same,
reads both, and takes what a body that is cut off gives.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

import brotli

_STEP = 256  # bytes of a gzip member that are unpacked first


def unpacked(body: bytes, encoding: str, *, most: int) -> bytes:
    """Return *body* without its content encoding, at most *most* bytes. Raises LookupError for an encoding we cannot read."""
    return _CODECS[encoding.strip().lower()](body, most)[0]


def is_whole(body: bytes, encoding: str, *, most: int) -> bool:
    """Return whether a packed *body* ends where its packing says, as far as *most* unpacked bytes show it.

    A gzip body that is cut off comes with a good status and unpacks to the beginning of its page. What is not packed at all, or in
    a way we cannot read, counts as whole.
    """
    codec = _CODECS.get(encoding.strip().lower(), _plain)
    return not body or codec(body, most)[1]


# Each codec gives the unpacked bytes, and whether they end where the packing says or go on to the limit.


def _plain(body: bytes, most: int) -> tuple[bytes, bool]:
    return body[:most], True


def _gzip(body: bytes, most: int) -> tuple[bytes, bool]:
    unpacked_body, at, ended = bytearray(), 0, True
    while at < len(body) and len(unpacked_body) < most:
        try:
            piece, at, ended = _member(body, at, most - len(unpacked_body))
        except zlib.error:  # not packed at all, or rubbish behind the last member
            return bytes(unpacked_body) if at else body[:most], True
        unpacked_body += piece
    return bytes(unpacked_body), ended or len(unpacked_body) >= most


def _member(body: bytes, at: int, most: int) -> tuple[bytes, int, bool]:
    """Unpack the gzip member that begins at a place: what it gives, where the next begins, and whether this one ends.

    It is handed over in parts that grow: what is behind a member is copied, and a body of many small ones would be copied for each.
    """
    member, unpacked_member, step = zlib.decompressobj(16 + zlib.MAX_WBITS), bytearray(), _STEP
    while at < len(body) and not member.eof and len(unpacked_member) < most:
        part = member.unconsumed_tail + body[at : at + step]
        at = min(at + step, len(body))
        unpacked_member += member.decompress(part, most - len(unpacked_member))
        step *= 2
    return bytes(unpacked_member), at - len(member.unused_data), member.eof


def _deflate(body: bytes, most: int) -> tuple[bytes, bool]:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # some servers leave the header out
        decoder = zlib.decompressobj(window)
        try:
            unpacked_body = decoder.decompress(body, most)
        except zlib.error:
            continue
        return unpacked_body, decoder.eof or len(unpacked_body) >= most
    return body[:most], True


def _brotli(body: bytes, most: int) -> tuple[bytes, bool]:
    decoder, pieces, size = brotli.Decompressor(), [], 0
    try:
        pieces.append(decoder.process(body, output_buffer_limit=most))
        while (size := size + len(pieces[-1])) < most and not decoder.is_finished() and pieces[-1]:
            pieces.append(decoder.process(b"", output_buffer_limit=most - size))
    except brotli.error:
        return b"".join(pieces) or body[:most], True
    return b"".join(pieces)[:most], bool(decoder.is_finished()) or size >= most


_CODECS: Mapping[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "": _plain,
    "identity": _plain,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}

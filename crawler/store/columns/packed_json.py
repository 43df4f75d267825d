"""JSON objects that are read back whole, packed: a few keys stay as they are, so that SQL can ask for them.

A value is `{"url": ..., "z": "..."}`: `z` is the other keys as JSON, deflated with the dictionary below, in base 64. An object
without `z` is one that an earlier version wrote, and is taken as it is. Half of a sighting is its text; the rest is mostly keys.
"""

from __future__ import annotations

import base64
import zlib
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from crawler.store.json_text import from_json, to_json

_PACKED: Final = "z"
#: What objects are likely to hold, the likeliest last. Part of the format: whatever is changed here cannot be read any more.
_WORDS: Final = (
    b" of the in and to a that for on is was with said as by at from it he his has be had not have will an are this its who"
    b'{"kind":"explicit credit","text":"("field":"body","weight":0.9"rule":"","start":0,"end":0,"wire":"Reuters"'
    b'"wire_service":null,"confidence":null,"evidence":[],"unnamed":[],"conflict":[],"credited":false'
    b'"source":"metadata","interval":{"earliest":"2026-01-01T00:00:00Z","latest":"2026-01-01T00:00:00Z","source":"absolute"}'
    b'"what":"published","printed":null,"either":null,"claims":[{"place":"time"}],"time_notes":[],"time_printed":null'
    b'"related","role":"article","dateline_place":null,"dateline_slot":null,"kicker":null,"hashtags":[],"headings":[]'
    b'"summary":[],"particulars":{},"extra":{},"item":null,"reservations":[],"incomplete":false,"position":0'
    b'"outlet_known":true,"outlet_group":null,"outlet_printed":null,"outlet_key":"","relay":null,"relay_printed":null'
    b'"page_url":"https://www.","modified":null,"published":{"earliest":"20","attribution":{"removed":[],"raw_words":'
    b'"external_id":"","capture":"","copy":"","rendering":"","printed_by":"","headline":"","text":"'
)


class PackedJson(sa.types.TypeDecorator[dict[str, Any]]):
    """An object, packed but for the keys that it is made with."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, *plain: str) -> None:
        super().__init__()
        self.plain = plain

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """Let a key of it be asked for as of any JSON."""
        return self.impl_instance.coerce_compared_value(op, value)

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> dict[str, Any] | None:  # noqa: ARG002
        """Pack an object."""
        return None if value is None else pack(value, self.plain)

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> dict[str, Any] | None:  # noqa: ARG002
        """Unpack an object."""
        return None if value is None else unpack(value)


class Packed(NamedTuple):
    """An object as it is kept: the keys that stay as they are, and the JSON of the others."""

    plain: dict[str, Any]
    rest: bytes

    def unpacked(self) -> dict[str, Any]:
        """Return the object."""
        rest: dict[str, Any] = from_json(self.rest)
        return {**self.plain, **rest}


class StillPacked(sa.types.TypeDecorator[Packed]):
    """The same column, for readers that make something else of the JSON than a dictionary."""

    impl = sa.JSON
    cache_ok = True

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Packed | None:  # noqa: ARG002
        """Inflate an object."""
        return None if value is None else opened(value)


def opened(value: dict[str, Any]) -> Packed:
    """Return what was packed, inflated; an object that is not packed has no rest. Raises zlib.error for one that is damaged."""
    packed = value.pop(_PACKED, None)
    if packed is None:
        return Packed(value, b"{}")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_WORDS)
    return Packed(value, unpacker.decompress(base64.b64decode(packed)))


def pack(value: dict[str, Any], plain: tuple[str, ...]) -> dict[str, Any]:
    """Return *value* packed, with its keys *plain* as they are."""
    rest = {name: each for name, each in value.items() if name not in plain}
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=_WORDS)
    packed = packer.compress(to_json(rest).encode()) + packer.flush()
    kept = {name: value[name] for name in plain if name in value}
    return {**kept, _PACKED: base64.b64encode(packed).decode()}


def unpack(value: dict[str, Any]) -> dict[str, Any]:
    """Return what was packed; an object that is not packed as it is. Raises zlib.error for one that is damaged."""
    return opened(dict(value)).unpacked()

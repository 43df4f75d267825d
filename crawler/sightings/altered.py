"""Records with some fields changed, several times as fast as `dataclasses.replace`: of forty fields each is taken as it is."""

from __future__ import annotations

from dataclasses import fields
from typing import Final, TypeVar

from crawler.sightings.record import Copy, Sighting

_R = TypeVar("_R", Sighting, Copy)
_NAMES: Final = {kind: tuple(field.name for field in fields(kind)) for kind in (Sighting, Copy)}


def altered(record: _R, **changes: object) -> _R:
    """Return *record* with *changes*. Raises AttributeError for a field that it has not got."""
    made = object.__new__(type(record))
    for name in _NAMES[type(record)]:
        object.__setattr__(made, name, getattr(record, name))
    for name, value in changes.items():
        object.__setattr__(made, name, value)
    return made

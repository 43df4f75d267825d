"""Sightings to and from the JSON that a row keeps of them: made of the class, whatever fields it has.

A row of an older program may lack keys (the class has a default for each that came later) and wrote small records as arrays
of their fields, in the order of the class. Such a row is respelled as it is read; nothing is rewritten
(docs/decisions/0027-one-record-one-spelling.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from crawler.provenance.times.interval import Interval
from crawler.provenance.wires.evidence import Evidence, Unnamed
from crawler.sightings.record import ItemVersion, Sighting
from crawler.store.columns.packed_json import Packed, StillPacked
from crawler.store.schema import copy, sighting
from crawler.text.cuts import Cut

_IN_COLUMNS = ("id", "fetched_at")
_SIGHTING: Final = msgspec.json.Decoder(Sighting)
_its = copy.alias("its")
#: The columns of a sighting that `sighting_record` takes, in order; the last is the text of its copy.
SIGHTING_COLUMNS: Final = (
    sighting.c.key,
    sighting.c.fetched_at,
    sa.type_coerce(sighting.c.data, StillPacked()).label("data"),
    sa.select(_its.c.text).where(_its.c.id == sighting.c.copy_id).scalar_subquery().label("text"),
)


def sighting_data(seen: Sighting, copied: str | None = None) -> dict[str, Any]:
    """Return *seen* as JSON values; its id and fetch time have columns of their own.

    A text that is also that of its copy (*copied*) is left out: it is kept once. A wire's item is not, whose copy may get another.
    """
    data: dict[str, Any] = msgspec.to_builtins(seen)
    for name in _IN_COLUMNS:
        del data[name]
    if seen.text == copied and seen.item is None:
        del data["text"]
    data["rendering"] = seen.copy  # the copy by its words; `copy` may become that of the outlet's own page
    return data


def sighting_record(key: str, fetched_at: datetime | None, data: Packed, copied: str) -> Sighting:
    """Return the sighting that a row keeps (`SIGHTING_COLUMNS`).

    Raises msgspec.ValidationError for a row that no program of ours wrote.
    """
    try:
        columns = msgspec.json.encode({**data.plain, "id": key, "fetched_at": fetched_at, "text": copied})
        return _SIGHTING.decode(columns[:-1] + b"," + data.rest[1:])  # of a key that is there twice the second counts
    except (msgspec.DecodeError, UnicodeEncodeError, OverflowError):  # an older program's spelling
        return _record_of_older(key, fetched_at, data.unpacked(), copied)


def _record_of_older(key: str, fetched_at: datetime | None, data: Mapping[str, Any], copied: str) -> Sighting:
    columns = {"id": key, "fetched_at": fetched_at, "text": data.get("text", copied)}
    try:
        return msgspec.convert({**data, **columns}, Sighting)
    except msgspec.ValidationError:
        return msgspec.convert({**_respelled(data), **columns}, Sighting)


def _respelled(data: Mapping[str, Any]) -> dict[str, Any]:
    attribution = data["attribution"]
    item = _named(ItemVersion, data.get("item"))
    return {
        **data,
        **_intervals(data, "published", "modified"),
        "removed": [_named(Cut, cut) for cut in data["removed"]],
        "claims": [_claim(claim) for claim in data.get("claims", ())],
        "attribution": {
            **attribution,
            "evidence": [_named(Evidence, piece) for piece in attribution["evidence"]],
            "unnamed": [_named(Unnamed, sign) for sign in attribution.get("unnamed", ())],
        },
        "item": item and {**item, **_intervals(item, "first_created", "first_published")},
    }


def _claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    either = claim.get("either")
    readings = either and [_named(Interval, reading) for reading in either]
    return {**claim, **_intervals(claim, "interval"), "either": readings}


def _intervals(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: _named(Interval, data.get(name)) for name in names}


def _named(kind: type, values: Any) -> dict[str, Any] | None:
    """Return an array of a class's fields, the last of which may be missing, as an object; an object or null as it is."""
    if not isinstance(values, list):
        return values  # type: ignore[no-any-return]  # a dict or None, as JSON has it
    return {field.name: value for field, value in zip(fields(kind), values, strict=False)}

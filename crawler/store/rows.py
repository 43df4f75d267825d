"""Records to and from the JSON a row keeps them in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.provenance.times.claims import About, TimeClaim
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.wires.attribution import Attribution, Evidence, EvidenceKind, Field, Unnamed, UnnamedKind
from crawler.sightings.record import ItemVersion, Role, Sighting
from crawler.text.cuts import Cut

_PLAIN = (
    "capture", "position", "headline", "text", "words", "raw_words", "copy", "dateline_place", "dateline_slot", "kicker",
    "url", "page_url", "relay", "outlet_printed", "outlet", "outlet_key", "outlet_known", "time_printed", "time_source",
    "external_id",
)  # fmt: skip
_LATER = ("outlet_group", "relay_printed")  # absent from sightings that an older wiretrace stored
_TUPLES = ("summary", "headings", "hashtags")


def sighting_data(seen: Sighting) -> dict[str, Any]:
    """Return *seen* as JSON values; its id and fetch time have columns of their own."""
    data: dict[str, Any] = {name: getattr(seen, name) for name in (*_PLAIN, *_LATER)}
    data.update({name: list(getattr(seen, name)) for name in _TUPLES})
    data["role"] = seen.role.value
    data["removed"] = [[cut.rule, cut.start, cut.end, cut.text] for cut in seen.removed]
    data["published"] = _interval_data(seen.published)
    data["modified"] = _interval_data(seen.modified)
    data["claims"] = [_claim_data(claim) for claim in seen.claims]
    data["time_notes"] = list(seen.time_notes)
    data["printed_by"] = seen.printed_by
    data["attribution"] = _attribution_data(seen.attribution)
    data["particulars"] = dict(seen.particulars)
    data["rendering"] = seen.copy  # the copy by its words; `copy` may become that of the outlet's own page
    data["extra"] = dict(seen.extra)
    data["item"] = _item_data(seen.item)
    data["reservations"] = list(seen.reservations)
    return data


def sighting_record(key: str, fetched_at: datetime | None, data: Mapping[str, Any]) -> Sighting:
    """Return the sighting a row keeps."""
    plain: dict[str, Any] = {name: data[name] for name in _PLAIN}
    plain.update({name: data.get(name) for name in _LATER})
    plain.update({name: tuple(data[name]) for name in _TUPLES})
    return Sighting(
        id=key,
        fetched_at=fetched_at,
        role=Role(data["role"]),
        removed=tuple(Cut(*cut) for cut in data["removed"]),
        published=_interval(data["published"]),
        modified=_interval(data.get("modified")),
        claims=tuple(_claim(claim) for claim in data.get("claims", ())),
        time_notes=tuple(data.get("time_notes", ())),
        printed_by=data.get("printed_by"),
        attribution=_attribution(data["attribution"]),
        particulars=data.get("particulars", {}),  # rows of before 2026-11-23 have none
        extra=data["extra"],
        item=_item(data.get("item")),  # rows older than schema 0004 have none
        reservations=tuple(data.get("reservations", ())),  # sightings of older stores have none
        **plain,
    )


def _item_data(item: ItemVersion | None) -> list[Any] | None:
    if item is None:
        return None
    times = map(_interval_data, (item.first_created, item.first_published))
    return [item.number, item.status, item.note, *times, *([list(item.keywords)] if item.keywords else [])]


def _item(data: list[Any] | None) -> ItemVersion | None:
    if data is None:
        return None
    number, status, note, created, published, *keywords = data
    return ItemVersion(
        number=number,
        status=status,
        note=note,
        first_created=_interval(created),
        first_published=_interval(published),
        keywords=tuple(keywords[0]) if keywords else (),
    )


def _interval_data(interval: Interval | None) -> list[str] | None:
    if interval is None:
        return None
    return [interval.earliest.isoformat(), interval.latest.isoformat(), interval.source.value]


def _interval(data: list[str] | None) -> Interval | None:
    if data is None:
        return None
    return Interval(datetime.fromisoformat(data[0]), datetime.fromisoformat(data[1]), TimeSource(data[2]))


def _claim_data(claim: TimeClaim) -> dict[str, Any]:
    data: dict[str, Any] = {"about": claim.about.value, "text": claim.text, "interval": _interval_data(claim.interval)}
    data["source"] = claim.source.value if claim.source else None
    data["reason"], data["date_order"] = claim.reason, claim.date_order
    data["either"] = [_interval_data(reading) for reading in claim.either] if claim.either else None
    return data


def _claim(data: Mapping[str, Any]) -> TimeClaim:
    first, second = (_interval(reading) for reading in data["either"] or (None, None))
    return TimeClaim(
        About(data["about"]),
        TimeSource(data["source"]) if data["source"] else None,
        data["text"],
        _interval(data["interval"]),
        data["reason"],
        (first, second) if first and second else None,
        data["date_order"],
    )


def _attribution_data(attribution: Attribution) -> dict[str, Any]:
    return {
        "wire_service": attribution.wire_service,
        "kind": attribution.kind.value if attribution.kind else None,
        "evidence": [
            [e.wire_service, e.kind.value, e.text, e.start, e.end, e.weight, e.field.value]
            for e in attribution.evidence
        ],
        "confidence": attribution.confidence,
        "conflict": list(attribution.conflict),
        "unnamed": [
            [sign.kind.value, sign.text, sign.start, sign.end, sign.field.value] for sign in attribution.unnamed
        ],
    }


def _attribution(data: Mapping[str, Any]) -> Attribution:
    """Read what `_attribution_data` wrote, and what was written before evidence had a weight and a field."""
    return Attribution(
        wire_service=data["wire_service"],
        kind=EvidenceKind(data["kind"]) if data["kind"] else None,
        evidence=tuple(_evidence(*piece) for piece in data["evidence"]),
        confidence=data.get("confidence"),
        conflict=tuple(data.get("conflict", ())),
        unnamed=tuple(
            Unnamed(UnnamedKind(kind), text, start, end, Field(field))
            for kind, text, start, end, field in data.get("unnamed", ())
        ),
    )


def _evidence(  # noqa: PLR0917 - a row, in the order it was written
    wire: str, kind: str, text: str, start: int | None, end: int | None, weight: float = 0.0, field: str = Field.BODY
) -> Evidence:
    return Evidence(wire, EvidenceKind(kind), text, start, end, weight, Field(field))

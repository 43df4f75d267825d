"""Captures, sightings and copies: what a page gave, written in one transaction; and captures read back to be read again."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.faults import PROGRAM_ERROR
from crawler.sightings.identity import copy_text
from crawler.sightings.observation import Observation
from crawler.sightings.record import Capture, Kind, Sighting
from crawler.store.dates import date_copies, open_date_of
from crawler.store.items import settle_items
from crawler.store.rows import sighting_data
from crawler.store.schema import capture, copy, payload, sighting
from crawler.store.statements import chunks, insert_new, insert_returning, wordings_alone
from crawler.text.words import count_words

#: How a note of a capture begins that names an item of a wire's feed which gave nothing: this, the reason, ": ", its name.
SKIPPED = "skipped: "
_LONGEST_NOTE = 300
#: The codec of a payload whose bytes were let go: what was read from it stays as it was read.
PRUNED = "pruned"
#: Of zlib. On saved pages level 6 took half as much time again for 4 % fewer bytes, on pages full of lists three times as much.
_LEVEL = 4


def save_capture(
    connection: Connection, received: Capture, observation: Observation, *, crawl_id: int | None = None
) -> int:
    """Store a capture with its raw bytes and its sightings; what is there already is left alone. Returns the capture's id."""
    _save_payloads(connection, [received])
    ids = insert_returning(connection, capture, [_capture_row(received, observation, crawl_id)], "key")
    ids = ids or _capture_ids(connection, [received.key])
    save_sightings(connection, ids, observation.sightings)
    return int(ids[received.key])


def save_captures(connection: Connection, batch: Sequence[tuple[Capture, Observation]]) -> int:
    """Store many captures at once, as an import does. Returns how many were new."""
    known = _capture_ids(connection, [received.key for received, _ in batch])
    new = [(received, observation) for received, observation in batch if received.key not in known]
    _save_payloads(connection, [received for received, _ in new])
    insert_new(connection, capture, [_capture_row(received, observation, None) for received, observation in new])
    ids = _capture_ids(connection, [received.key for received, _ in new])
    save_sightings(connection, ids, [seen for _, observation in new for seen in observation.sightings])
    return len({received.key for received, _ in new})


def has_capture(connection: Connection, key: str) -> bool:
    """Return whether a capture is stored."""
    return connection.execute(sa.select(capture.c.id).where(capture.c.key == key)).first() is not None


def save_sightings(connection: Connection, capture_ids: Mapping[str, int], seen: Sequence[Sighting]) -> None:
    """Store sightings and the copies they are sightings of."""
    if any(observed.item is not None for observed in seen):
        wordings_alone(connection)  # items may be read anew: asked for before any row is held
    copies: dict[str, dict[str, Any]] = {}
    for observed in seen:
        if observed.copy not in copies:
            copies[observed.copy] = _copy_row(observed)
    new = insert_returning(connection, copy, list(copies.values()), "key")
    ids, texts = dict(new), {key: copies[key]["text"] for key in new}
    for keys in chunks([key for key in copies if key not in new]):
        for key, row, text in connection.execute(
            sa.select(copy.c.key, copy.c.id, copy.c.text).where(copy.c.key.in_(keys))
        ):
            ids[key], texts[key] = row, text
    perhaps_cut_off = {key for key in copies if key not in new or copies[key]["incomplete"]}
    for keys in chunks(sorted({observed.copy for observed in seen if not observed.incomplete} & perhaps_cut_off)):
        connection.execute(
            copy.update().where(copy.c.key.in_(keys), copy.c.incomplete).values(incomplete=False, wording_id=None)
        )
    rows = [
        {
            "key": observed.id,
            "capture_id": capture_ids[observed.capture],
            "copy_id": ids[observed.copy],
            "fetched_at": observed.fetched_at,
            "open_date": open_date_of(observed),
            "data": sighting_data(observed, texts[observed.copy]),
        }
        for observed in seen
    ]
    insert_new(connection, sighting, rows)
    date_copies(connection, seen, ids, new=new.keys())
    settle_items(connection, {ids[observed.copy] for observed in seen if observed.item is not None})


def captures(
    connection: Connection, *, after: int = 0, until: int | None = None, limit: int | None = None
) -> list[tuple[int, Capture]]:
    """Return captures with their rows and raw bytes, in order of arrival: those after row *after*, up to row *until*.

    Those whose bytes were let go are left out.
    """
    query = sa.select(capture, payload.c.body).join(payload, payload.c.sha256 == capture.c.sha256).where(is_whole())
    query = query.where(capture.c.id > after, *([] if until is None else [capture.c.id <= until]))
    rows = connection.execute(query.order_by(capture.c.id).limit(limit)).all()
    return [(row.id, _capture(row)) for row in rows]


def last_capture(connection: Connection) -> int:
    """Return the row of the newest capture, 0 when there is none."""
    return connection.execute(sa.select(sa.func.max(capture.c.id))).scalar() or 0


def count_captures(connection: Connection, *, after: int, until: int) -> int:
    """Return how many captures came after row *after*, up to row *until*, and still have their bytes."""
    query = sa.select(sa.func.count()).select_from(capture).join(payload, payload.c.sha256 == capture.c.sha256)
    return connection.execute(query.where(capture.c.id > after, capture.c.id <= until, is_whole())).scalar_one()


def has_new_copy(connection: Connection, seen: Iterable[Sighting]) -> bool:
    """Return whether any of these sightings is of a copy that is not stored yet."""
    keys = {observed.copy for observed in seen}
    known = (connection.execute(sa.select(copy.c.key).where(copy.c.key.in_(some))) for some in chunks(sorted(keys)))
    return len(keys) > sum(len(rows.all()) for rows in known)


def capture_with(connection: Connection, capture_id: int) -> Capture:
    """Return one capture with its raw bytes."""
    query = sa.select(capture, payload.c.body).join(payload, payload.c.sha256 == capture.c.sha256)
    return _capture(connection.execute(query.where(capture.c.id == capture_id)).one())


def captures_called(connection: Connection, keys: Sequence[str]) -> list[Capture]:
    """Return the captures with these keys and their raw bytes, in order of their keys; those whose bytes were let go are left out."""
    query = sa.select(capture, payload.c.body).join(payload, payload.c.sha256 == capture.c.sha256).where(is_whole())
    rows = (row for part in chunks(sorted(keys)) for row in connection.execute(query.where(capture.c.key.in_(part))))
    return sorted(map(_capture, rows), key=lambda each: each.key)


def payloads(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Give every payload's SHA-256 and compressed body, one at a time; not those whose bytes were let go."""
    query = sa.select(payload.c.sha256).where(is_whole()).order_by(payload.c.sha256)
    for sha256 in connection.execute(query).scalars().all():
        yield sha256, connection.execute(sa.select(payload.c.body).where(payload.c.sha256 == sha256)).scalar_one()


def places_of(connection: Connection, sha256: str) -> list[str]:
    """Return the addresses of the captures that have these bytes."""
    query = sa.select(capture.c.url).where(capture.c.sha256 == sha256, capture.c.url.is_not(None))
    return list(connection.execute(query.distinct().order_by(capture.c.url)).scalars())


def faults_met(connection: Connection) -> dict[str, int]:
    """Count the captures that met an error of this program, by the place it came from."""
    query = sa.select(capture.c.notes).where(capture.c.unreadable == PROGRAM_ERROR).order_by(capture.c.id)
    notes = [note for (noted,) in connection.execute(query) for note in noted or ()]
    return dict(Counter(note.removeprefix(f"{PROGRAM_ERROR}: ") for note in notes if note.startswith(PROGRAM_ERROR)))


def payload_of(connection: Connection, sha256: str) -> bytes | None:
    """Return the raw bytes with this SHA-256, or None when they are not there or were let go."""
    body = connection.execute(sa.select(payload.c.body).where(payload.c.sha256 == sha256, is_whole())).scalar()
    return None if body is None else zlib.decompress(body)


def replace_observation(connection: Connection, capture_id: int, observation: Observation) -> None:
    """Write a new reading of a capture over an old one, whose sightings must be gone already.

    A copy that is left without any sighting is written over by the first that it gets; until then its row keeps its place
    in stories.
    """
    _renew_copies(connection, observation.sightings)
    values = {"read_by": observation.read_by, "unreadable": observation.unreadable, "notes": _notes(observation)}
    connection.execute(capture.update().where(capture.c.id == capture_id).values(**values))
    if observation.sightings:
        save_sightings(connection, {observation.sightings[0].capture: capture_id}, observation.sightings)


def _renew_copies(connection: Connection, seen: Sequence[Sighting]) -> None:
    rows = {row["key"]: row for row in map(_copy_row, reversed(seen))}
    held = sa.exists().where(sighting.c.copy_id == copy.c.id)
    for keys in chunks(sorted(rows)):
        empty = connection.execute(sa.select(copy.c.key).where(copy.c.key.in_(keys), ~held)).scalars().all()
        for key in empty:
            values = {**rows[key], "wording_id": None, "segmented": False}
            connection.execute(copy.update().where(copy.c.key == key).values(**values))


def _capture_ids(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for part in chunks(keys):
        rows = connection.execute(sa.select(capture.c.key, capture.c.id).where(capture.c.key.in_(part)))
        ids.update(rows.all())
    return ids


def is_whole() -> sa.ColumnElement[bool]:
    """Whether a payload still has its bytes."""
    return payload.c.codec != PRUNED


def _save_payloads(connection: Connection, received: Sequence[Capture]) -> None:
    """Write raw bytes that are not there yet, and those again that were let go."""
    rows = {each.sha256: _payload_row(each) for each in received}
    if insert_new(connection, payload, list(rows.values())) == len(rows):
        return
    for part in chunks(list(rows)):
        gone = sa.select(payload.c.sha256).where(payload.c.sha256.in_(part), ~is_whole())
        for sha256 in connection.execute(gone).scalars().all():
            connection.execute(payload.update().where(payload.c.sha256 == sha256).values(**rows[sha256]))


def _payload_row(received: Capture) -> dict[str, object]:
    body = zlib.compress(received.raw, _LEVEL)
    return {"sha256": received.sha256, "size": len(received.raw), "codec": "zlib", "body": body}


def _capture_row(received: Capture, observation: Observation, crawl_id: int | None) -> dict[str, object]:
    return {
        "key": received.key,
        "sha256": received.sha256,
        "kind": received.kind,
        "url": received.url,
        "fetched_at": received.fetched_at,
        "timezone": received.timezone,
        "layout": received.layout,
        "content_type": received.content_type,
        "read_by": observation.read_by,
        "unreadable": observation.unreadable,
        "wire": received.wire,
        "notes": _notes(observation),
        "crawl_id": crawl_id,
        "claims": dict(received.claims) or None,
        "reservations": list(received.reservations),
    }


def _notes(observation: Observation) -> list[str]:
    return [
        *observation.notes,
        *(f"{SKIPPED}{item.reason}: {item.name}"[:_LONGEST_NOTE] for item in observation.skipped),
    ]


def _copy_row(seen: Sighting) -> dict[str, Any]:
    text = copy_text(seen.text, seen.headings)
    return {
        "key": seen.copy,
        "outlet_key": seen.outlet_key,
        "outlet": seen.outlet,
        "external_id": seen.external_id,
        "headline": seen.headline,
        "text": text,
        "words": count_words(text),
        "earliest": seen.published.earliest if seen.published else None,
        "latest": seen.published.latest if seen.published else None,
        "kind": (Kind.WIRE if seen.item else Kind.OUTLET).value,
        "status": seen.item.status if seen.item else None,
        "incomplete": seen.incomplete,
    }


def _capture(row: Row[tuple[object, ...]]) -> Capture:
    return Capture(
        key=row.key,
        sha256=row.sha256,
        kind=row.kind,
        raw=zlib.decompress(row.body),
        url=row.url,
        fetched_at=row.fetched_at,
        timezone=row.timezone,
        layout=row.layout,
        content_type=row.content_type,
        claims=row.claims or {},
        wire=row.wire,
        reservations=tuple(row.reservations or ()),
    )

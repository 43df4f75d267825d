"""Renderings in the database: sightings moved to the copy of their outlet's own page, and copies left empty taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.sightings.record import Sighting
from crawler.sightings.renderings import homes
from crawler.store.dates import date_copies
from crawler.store.rows import SIGHTING_COLUMNS, sighting_record
from crawler.store.schema import capture, copy, segment, sighting
from crawler.store.statements import chunks
from crawler.store.stories import replace_in_stories
from crawler.store.wordings import freshen_wordings_of

_ARTICLE = "article"  # the layout that reads outlets' own pages


@dataclass(frozen=True, slots=True)
class Move:
    """An aggregator's rendering, as it is, that belongs to the copy *home* of an own page; `row` is its sighting's."""

    row: int
    seen: Sighting
    home: str


def misplaced(connection: Connection) -> list[Move]:
    """Return the renderings of aggregators that are not with the copy of the own page they belong to."""
    own = sa.select(sa.func.count()).select_from(capture).where(capture.c.read_by == _ARTICLE)
    if not connection.execute(own).scalar():
        return []
    now = {each.id: (row, by_words, each) for row, by_words, each in _sightings(connection)}
    belongs = homes(replace(each, copy=by_words) for _, by_words, each in now.values())
    return [
        Move(row, each, belongs[key])
        for key, (row, _, each) in now.items()
        if key in belongs and each.copy != belongs[key]
    ]


def move_renderings(connection: Connection, moves: Sequence[Move]) -> None:
    """Give renderings the copies that are their homes.

    Stories keep their names: a copy that goes is replaced in them by the one that took its sightings.
    """
    ids = _move(connection, {move.row: move.home for move in moves})
    date_copies(connection, [replace(move.seen, copy=move.home) for move in moves], ids)
    _drop_empty(connection, {move.seen.copy: move.home for move in moves})


def _sightings(connection: Connection) -> Iterator[tuple[int, str, Sighting]]:
    """Give the sightings on pages: row, the copy that its own words make, and itself."""
    query = sa.select(sighting.c.id, *SIGHTING_COLUMNS).join_from(
        sighting, capture, capture.c.id == sighting.c.capture_id
    )
    for row, *kept in connection.execute(query.where(capture.c.kind != "record")):
        data: Mapping[str, Any] = kept[2].unpacked()
        yield row, data.get("rendering", data["copy"]), sighting_record(*kept)


def _move(connection: Connection, homes_by_row: Mapping[int, str]) -> dict[str, int]:
    """Give sightings the copies that are their homes; return the rows of these."""
    ids = dict(
        connection.execute(sa.select(copy.c.key, copy.c.id).where(copy.c.key.in_(set(homes_by_row.values())))).all()
    )
    for part in chunks(sorted(homes_by_row)):
        rows = connection.execute(sa.select(sighting.c.id, *SIGHTING_COLUMNS).where(sighting.c.id.in_(part))).all()
        for row, _, _, data, copied in rows:
            home = homes_by_row[row]  # whose text is another: from here on the sighting keeps its own
            values = {"copy_id": ids[home], "data": {"text": copied, **data.unpacked(), "copy": home}}
            connection.execute(sighting.update().where(sighting.c.id == row).values(**values))
    return ids


def _drop_empty(connection: Connection, successors: Mapping[str, str]) -> None:
    """Take out copies without sightings; in stories their successors stand for them."""
    inhabited = sa.select(sighting.c.copy_id)
    empty: dict[int, str] = {}
    for part in chunks(sorted(successors)):
        query = sa.select(copy.c.id, copy.c.key).where(copy.c.key.in_(part), copy.c.id.not_in(inhabited))
        empty.update(connection.execute(query).all())
    rows_by_key = dict(
        connection.execute(
            sa.select(copy.c.key, copy.c.id).where(copy.c.key.in_({successors[key] for key in empty.values()}))
        ).all()
    )
    replace_in_stories(connection, {row: rows_by_key[successors[key]] for row, key in empty.items()})
    for rows in chunks(sorted(empty)):
        freshen_wordings_of(connection, rows)
        connection.execute(segment.delete().where(segment.c.copy_id.in_(rows)))
        connection.execute(copy.delete().where(copy.c.id.in_(rows)))

"""Rows of wires' items kept true: a row says what all versions in the store say, in whatever order they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.sightings.items import assemble_item, last_release
from crawler.sightings.record import Copy, Sighting
from crawler.store.rows import SIGHTING_COLUMNS, sighting_record
from crawler.store.schema import copy, segment, sighting
from crawler.store.statements import chunks
from crawler.store.wordings import drop_unused_wordings, unword
from crawler.tracking.config import TrackingConfig

_FACTS = ("outlet", "headline", "text", "words", "earliest", "latest", "status")


def settle_items(connection: Connection, rows: Collection[int]) -> None:
    """Write what the versions of some items add up to into their rows; an item whose text changes is read again."""
    reworded: list[int] = []
    for part in chunks(sorted(rows)):
        seen = _versions(connection, part)
        columns = [copy.c.id, copy.c.key, *(copy.c[name] for name in _FACTS)]
        for row in connection.execute(sa.select(*columns).where(copy.c.id.in_(part))).mappings().all():
            now = _facts(assemble_item(row["key"], seen[row["id"]]))
            if any(row[name] != now[name] for name in _FACTS):
                connection.execute(copy.update().where(copy.c.id == row["id"]).values(**now))
            if row["text"] != now["text"]:
                reworded.append(row["id"])
    if reworded:
        _read_anew(connection, reworded)


def _versions(connection: Connection, rows: Collection[int]) -> dict[int, list[Sighting]]:
    by_copy: dict[int, list[Sighting]] = defaultdict(list)
    query = sa.select(sighting.c.copy_id, *SIGHTING_COLUMNS)
    for row, *kept in connection.execute(query.where(sighting.c.copy_id.in_(rows))):
        by_copy[row].append(sighting_record(*kept))
    return by_copy


def _facts(item: Copy) -> dict[str, Any]:
    """Return what the row keeps. Its time runs from the first release to the last: copies may follow any version."""
    return {
        "outlet": item.outlet,
        "headline": item.headline,
        "text": item.text,
        "words": item.words,
        "earliest": item.published.earliest if item.published else None,
        "latest": last_release(item) if item.published else None,
        "status": item.status,
    }


def _read_anew(connection: Connection, rows: Collection[int]) -> None:
    """Take the wordings and segments of items back; who repeats a line that they no longer carry is determined again."""
    for part in chunks(sorted(rows)):
        carried = sa.select(segment.c.digest).where(segment.c.copy_id.in_(part))
        sharing = sa.select(segment.c.copy_id).where(segment.c.digest.in_(carried))
        connection.execute(copy.update().where(copy.c.id.in_(sharing)).values(segmented=False))
        connection.execute(segment.delete().where(segment.c.copy_id.in_(part)))
        connection.execute(copy.update().where(copy.c.id.in_(part)).values(segmented=False))
    unword(connection, rows)
    drop_unused_wordings(connection, TrackingConfig())

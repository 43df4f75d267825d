"""The table of facts: what a copy's sightings and story say together, as columns. Which rows are not up to date, and writing them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import copy, copy_fact, sighting, story_copy
from crawler.store.statements import chunks


def stamps(connection: Connection) -> dict[int, str]:
    """Return for each copy what its facts depend on: its own sightings, and its stories with all of theirs."""
    query = (
        sa.select(copy.c.id, copy.c.key, sa.func.count(sighting.c.id), sa.func.max(sighting.c.id))
        .join(sighting, sighting.c.copy_id == copy.c.id)
        .group_by(copy.c.id, copy.c.key)
    )
    own = {row: f"{key[:12]}:{number}:{last}" for row, key, number, last in connection.execute(query)}
    members: dict[int, list[int]] = {}
    for story, row in connection.execute(
        sa.select(story_copy.c.story_id, story_copy.c.copy_id).order_by(story_copy.c.copy_id)
    ):
        members.setdefault(story, []).append(row)
    around: dict[int, list[int]] = {}
    for rows in members.values():
        together = zlib.crc32("|".join(own.get(row, "") for row in rows).encode())
        for row in rows:
            around.setdefault(row, []).append(together)
    return {
        row: f"{stamp}:{'-'.join(f'{each:x}' for each in sorted(around.get(row, ())))}" for row, stamp in own.items()
    }


def kept_stamps(connection: Connection) -> dict[int, str]:
    """Return the stamp that each row of facts was made for."""
    return dict(connection.execute(sa.select(copy_fact.c.copy_id, copy_fact.c.stamp)).all())


def save_facts(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of facts, in place of those that their copies had."""
    drop_facts(connection, [row["copy_id"] for row in rows])
    if rows:
        connection.execute(copy_fact.insert(), [dict(row) for row in rows])


def drop_facts(connection: Connection, ids: Sequence[int]) -> None:
    """Take rows of facts out."""
    for part in chunks(ids):
        connection.execute(copy_fact.delete().where(copy_fact.c.copy_id.in_(part)))

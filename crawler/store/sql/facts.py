"""The table of facts: what a copy's sightings and story say together, as columns. Which rows are not up to date, and writing them."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import copy, copy_fact, sighting, story, story_copy
from crawler.store.settings import drop_setting, get_setting, put_setting
from crawler.store.statements import chunks

_MADE_UP_TO = "facts_made_up_to"  # the setting with how many sightings there were and the newest of them


def stamps(connection: Connection, among: Collection[int] | None = None) -> dict[int, str]:
    """Return for each copy (or those *among* some) what its facts depend on: its own sightings, and its stories with all of theirs."""
    held = _members(connection, among)
    rows = None if among is None else {*among, *(row for members in held.values() for row in members)}
    own = _own_stamps(connection, rows)
    around: dict[int, list[int]] = {}
    for members in held.values():
        together = zlib.crc32("|".join(own.get(row, "") for row in members).encode())
        for row in members:
            around.setdefault(row, []).append(together)
    wanted = own.keys() if among is None else own.keys() & among
    return {row: f"{own[row]}:{'-'.join(f'{each:x}' for each in sorted(around.get(row, ())))}" for row in wanted}


def kept_stamps(connection: Connection, among: Collection[int] | None = None) -> dict[int, str]:
    """Return the stamp that each row of facts (or those *among* some copies) was made for."""
    query = sa.select(copy_fact.c.copy_id, copy_fact.c.stamp)
    parts = _parts(copy_fact.c.copy_id, among)
    return {row: stamp for part in parts for row, stamp in connection.execute(query.where(part))}


def whose_facts_changed(connection: Connection, written: Collection[str]) -> set[int] | None:
    """Return the copies whose facts may be others now that stories (by their keys) were *written*, and sightings came in.

    None for all copies: where facts were never made, or sightings went or came late, not only in after the newest.
    """
    made = get_setting(connection, _MADE_UP_TO)
    if made is None:
        return None
    number, newest = map(int, made.split(":"))
    since = sa.select(sighting.c.copy_id).where(sighting.c.id > newest)
    new = list(connection.execute(since).scalars())
    if _count(connection) - len(new) != number:
        return None
    changed = set(new)
    member = sa.select(story_copy.c.copy_id).join(story, story.c.id == story_copy.c.story_id)
    for part in chunks(sorted(written)):
        changed.update(connection.execute(member.where(story.c.key.in_(part))).scalars())
    return changed.union(*_members(connection, changed).values())


def seen_up_to(connection: Connection) -> str:
    """Return how many sightings there are and the newest of them, to be kept with the facts that were made of them."""
    newest = connection.execute(sa.select(sa.func.coalesce(sa.func.max(sighting.c.id), 0))).scalar_one()
    return f"{_count(connection)}:{newest}"


def set_made_up_to(connection: Connection, seen: str) -> None:
    """Remember up to which sightings facts were made."""
    put_setting(connection, _MADE_UP_TO, seen)


def forget_made_up_to(connection: Connection) -> None:
    """Let the facts of all copies be looked at: sightings are about to go, or to be of other copies."""
    drop_setting(connection, _MADE_UP_TO)


def _count(connection: Connection) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(sighting)).scalar_one()


def _own_stamps(connection: Connection, rows: Collection[int] | None) -> dict[int, str]:
    query = (
        sa.select(copy.c.id, copy.c.key, sa.func.count(sighting.c.id), sa.func.max(sighting.c.id))
        .join(sighting, sighting.c.copy_id == copy.c.id)
        .group_by(copy.c.id, copy.c.key)
    )
    return {
        row: f"{key[:12]}:{number}:{last}"
        for part in _parts(copy.c.id, rows)
        for row, key, number, last in connection.execute(query.where(part))
    }


def _members(connection: Connection, rows: Collection[int] | None) -> dict[int, list[int]]:
    """Return the copies of each story (or of those that hold one of some copies), in order."""
    mine = story_copy.alias("mine")
    query = sa.select(story_copy.c.story_id, story_copy.c.copy_id).order_by(story_copy.c.copy_id)
    members: dict[int, dict[int, None]] = {}
    for part in _parts(mine.c.copy_id, rows):
        chosen = (
            query if rows is None else query.where(story_copy.c.story_id.in_(sa.select(mine.c.story_id).where(part)))
        )
        for number, row in connection.execute(chosen):
            members.setdefault(number, {})[row] = None
    return {number: list(held) for number, held in members.items()}


def _parts(column: sa.Column[int], rows: Collection[int] | None) -> Iterator[sa.ColumnElement[bool]]:
    if rows is None:
        yield sa.true()
    else:
        yield from (column.in_(part) for part in chunks(sorted(rows)))


def save_facts(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of facts, in place of those that their copies had."""
    drop_facts(connection, [row["copy_id"] for row in rows])
    if rows:
        connection.execute(copy_fact.insert(), [dict(row) for row in rows])


def drop_facts(connection: Connection, ids: Sequence[int]) -> None:
    """Take rows of facts out."""
    for part in chunks(ids):
        connection.execute(copy_fact.delete().where(copy_fact.c.copy_id.in_(part)))

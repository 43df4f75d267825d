"""Wordings in the database: which copies have the same words, and which were not yet compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import band, copy, likeness, passage, sighting, signature, wording
from crawler.store.statements import chunks, insert_new, wordings_alone
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Dated


def unworded_copies(connection: Connection, after: int, *, limit: int) -> list[tuple[int, str, str]]:
    """Return (row, outlet's key, text) of copies that have no wording yet, in order of their rows, from the first *after* one."""
    query = sa.select(copy.c.id, copy.c.outlet_key, copy.c.text).where(copy.c.wording_id.is_(None), copy.c.id > after)
    return [(row, key, text) for row, key, text in connection.execute(query.order_by(copy.c.id).limit(limit))]


def count_unworded(connection: Connection) -> int:
    """Return how many copies have no wording yet."""
    query = sa.select(sa.func.count()).select_from(copy).where(copy.c.wording_id.is_(None))
    return connection.execute(query).scalar_one()


def unword(connection: Connection, rows: Collection[int]) -> None:
    """Take the wording of copies back: their text is read differently now. Who shared it is fresh: its editions are others."""
    wordings_alone(connection)
    for part in chunks(sorted(rows)):
        freshen_wordings_of(connection, part)
        connection.execute(copy.update().where(copy.c.id.in_(part)).values(wording_id=None))


def freshen_wordings_of(connection: Connection, rows: Sequence[int]) -> None:
    """Mark the wordings of some copies fresh: the copies are about to leave them."""
    wordings_alone(connection)
    theirs = sa.select(copy.c.wording_id).where(copy.c.id.in_(rows), copy.c.wording_id.is_not(None))
    connection.execute(wording.update().where(wording.c.id.in_(theirs)).values(fresh=True))


def unused_wordings(connection: Connection, among: Sequence[int] | None = None) -> list[int]:
    """Return the wordings that no copy has any more: all, or those *among* some."""
    query = sa.select(wording.c.id).where(~sa.exists().where(copy.c.wording_id == wording.c.id)).order_by(wording.c.id)
    return list(connection.execute(query if among is None else query.where(wording.c.id.in_(among))).scalars())


def drop_unused_wordings(connection: Connection, config: TrackingConfig, among: Sequence[int] | None = None) -> None:
    """Take out wordings that no copy has any more (all, or those *among* some), with their keys and comparisons.

    A key that was too common with them may not be without them: whoever shares one is compared again. So is whoever was
    compared with one of them: a third text may speak for other pairs without it.
    """
    wordings_alone(connection)
    for part in chunks(unused_wordings(connection, among)):
        for table, limit in ((passage, config.common_key), (band, config.crowded_band)):
            _freshen_crowd(connection, table, part, limit)
        for mine, other in ((likeness.c.a_id, likeness.c.b_id), (likeness.c.b_id, likeness.c.a_id)):
            compared = sa.select(other).where(mine.in_(part))
            connection.execute(wording.update().where(wording.c.id.in_(compared)).values(fresh=True))
        connection.execute(likeness.delete().where(sa.or_(likeness.c.a_id.in_(part), likeness.c.b_id.in_(part))))
        for table in (passage, band, signature):
            connection.execute(table.delete().where(table.c.wording_id.in_(part)))
        connection.execute(wording.delete().where(wording.c.id.in_(part)))


def add_wordings(connection: Connection, sizes: Mapping[str, int]) -> dict[str, int]:
    """Write wordings (digest -> words) that nobody compares until copies have them. Returns the rows of those not yet indexed."""
    wordings_alone(connection)
    rows = [{"digest": digest, "words": words, "indexed": False, "fresh": False} for digest, words in sizes.items()]
    insert_new(connection, wording, rows)
    query = sa.select(wording.c.digest, wording.c.id).where(wording.c.indexed.is_(sa.false()))
    return {
        digest: row
        for part in chunks(sorted(sizes))
        for digest, row in connection.execute(query.where(wording.c.digest.in_(part)))
    }


def assign_wordings(connection: Connection, found: Mapping[int, str], cuts: Mapping[int, str]) -> None:
    """Give copies (row -> digest) their wordings, which become fresh; a copy whose wording is not in the index gets none.

    *cuts* are those of learned boilerplate in their texts, as `kept_cuts` spells them, where they are known.
    """
    wordings_alone(connection)
    query = sa.select(wording.c.digest, wording.c.id).where(wording.c.indexed)
    ids = {
        digest: row
        for part in chunks(sorted(set(found.values())))
        for digest, row in connection.execute(query.where(wording.c.digest.in_(part)))
    }
    for rows in chunks(sorted(ids.values())):
        connection.execute(wording.update().where(wording.c.id.in_(rows)).values(fresh=True))
    values = [
        {"row": row, "wording": ids[digest], "places": cuts.get(row)} for row, digest in found.items() if digest in ids
    ]
    if values:
        mine = copy.update().where(copy.c.id == sa.bindparam("row"))
        connection.execute(mine.values(wording_id=sa.bindparam("wording"), cuts=sa.bindparam("places")), values)


def _freshen_crowd(connection: Connection, table: sa.Table, leaving: Sequence[int], limit: int) -> None:
    """Mark fresh the wordings that share a key with *leaving* ones that more than *limit* have."""
    mine = sa.select(table.c.key).where(table.c.wording_id.in_(leaving)).distinct()
    crowded = sa.select(table.c.key).where(table.c.key.in_(mine)).group_by(table.c.key).having(sa.func.count() > limit)
    members = sa.select(table.c.wording_id).where(table.c.key.in_(crowded))
    connection.execute(wording.update().where(wording.c.id.in_(members)).values(fresh=True))


def fresh_wordings(connection: Connection) -> list[int]:
    """Return the wordings that were not yet compared with the others."""
    query = sa.select(wording.c.id).where(wording.c.fresh.is_(sa.true())).order_by(wording.c.id)
    return list(connection.execute(query).scalars())


def newest_compared(connection: Connection) -> int:
    """Return the last row of a wording that was compared with the others; 0 where none was."""
    return int(
        connection.execute(sa.select(sa.func.max(wording.c.id)).where(wording.c.fresh.is_(sa.false()))).scalar() or 0
    )


def mark_compared(connection: Connection, ids: Sequence[int]) -> None:
    """Remember that wordings were compared with all others."""
    wordings_alone(connection)
    for part in chunks(ids):
        connection.execute(wording.update().where(wording.c.id.in_(part)).values(fresh=False))


def forget_wordings(connection: Connection, *, limit: int) -> int:
    """Take some wordings out with their keys and comparisons, so that their copies are signed and compared again.

    Returns how many were left to take: 0 when there are none any more.
    """
    wordings_alone(connection)
    part = list(connection.execute(sa.select(wording.c.id).order_by(wording.c.id).limit(limit)).scalars())
    connection.execute(likeness.delete().where(sa.or_(likeness.c.a_id.in_(part), likeness.c.b_id.in_(part))))
    for table in (passage, band, signature):
        connection.execute(table.delete().where(table.c.wording_id.in_(part)))
    connection.execute(copy.update().where(copy.c.wording_id.in_(part)).values(wording_id=None))
    connection.execute(wording.delete().where(wording.c.id.in_(part)))
    return len(part)


def existing(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Return those of *ids* that are wordings."""
    query = sa.select(wording.c.id)
    return {row for part in chunks(ids) for row in connection.execute(query.where(wording.c.id.in_(part))).scalars()}


def digests(connection: Connection, ids: Collection[int] | None = None) -> dict[int, str]:
    """Return the digest of every wording, or of those of *ids*, by row."""
    query = sa.select(wording.c.id, wording.c.digest)
    return {row: digest for part in _parts(wording.c.id, ids) for row, digest in connection.execute(query.where(part))}


def sizes(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """Return how many words each of some wordings has."""
    query = sa.select(wording.c.id, wording.c.words)
    return {
        row: words
        for part in chunks(sorted(ids))
        for row, words in connection.execute(query.where(wording.c.id.in_(part)))
    }


def rows_of_digests(connection: Connection, names: Collection[str]) -> dict[int, str]:
    """Return the rows of wordings with their digests, those of *names*."""
    query = sa.select(wording.c.id, wording.c.digest)
    return {
        row: digest
        for part in chunks(sorted(names))
        for row, digest in connection.execute(query.where(wording.c.digest.in_(part)))
    }


def digests_of_copies(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """Return the digests of the words of copies, by the copies' keys; of those that tracking has not seen none."""
    query = sa.select(copy.c.key, wording.c.digest).join(wording, wording.c.id == copy.c.wording_id)
    return {
        key: digest
        for part in chunks(sorted(keys))
        for key, digest in connection.execute(query.where(copy.c.key.in_(part)))
    }


def dated_copies(
    connection: Connection, *, keys: Collection[str] | None = None, ids: Collection[int] | None = None
) -> list[Dated]:
    """Return every copy that tracking has seen (or those of *keys*, or those of the wordings *ids*), as it sees it."""
    query = sa.select(copy.c.key, wording.c.digest, wording.c.words, copy.c.earliest, copy.c.latest).join(
        wording, wording.c.id == copy.c.wording_id
    )
    if keys is not None:
        query = query.where(copy.c.key.in_(keys))
    return [
        Dated(key, digest, words, (first, last))
        for part in _parts(copy.c.wording_id, ids)
        for key, digest, words, first, last in connection.execute(query.where(part))
    ]


def arrivals(connection: Connection, ids: Collection[int]) -> dict[str, tuple[datetime | None, int]]:
    """Return of each copy of the wordings *ids*, by its key, when it was first fetched (None: unknown), and its place among all that came."""
    first = sa.func.min(sighting.c.fetched_at, type_=sighting.c.fetched_at.type)
    query = sa.select(copy.c.key, first, copy.c.id).outerjoin(sighting, sighting.c.copy_id == copy.c.id)
    return {
        key: (fetched_at, place)
        for part in _parts(copy.c.wording_id, ids)
        for key, fetched_at, place in connection.execute(query.where(part).group_by(copy.c.key, copy.c.id))
    }


def came_earlier(connection: Connection, since: int) -> set[int]:
    """Return the wordings of copies that sightings after the row *since* show to have been fetched earlier than was known."""
    known, new = sighting.alias("known"), sighting.alias("new")
    earlier = sa.select(sa.func.min(known.c.fetched_at)).where(known.c.copy_id == new.c.copy_id, known.c.id <= since)
    query = (
        sa.select(copy.c.wording_id)
        .join(new, new.c.copy_id == copy.c.id)
        .where(new.c.id > since, copy.c.wording_id.is_not(None), new.c.fetched_at < earlier.scalar_subquery())
    )
    return set(connection.execute(query).scalars())


def _parts(column: sa.Column[int], ids: Collection[int] | None) -> Iterator[sa.ColumnElement[bool]]:
    """Give a condition for each part of *ids*, or one that holds everywhere."""
    if ids is None:
        yield sa.true()
    else:
        yield from (column.in_(part) for part in chunks(sorted(ids)))


def put_link_counts(connection: Connection, counts: Mapping[int, int]) -> None:
    """Keep how many links each of some wordings accounts for."""
    wordings_alone(connection)
    rows = [{"row": row, "number": number} for row, number in sorted(counts.items())]
    if rows:
        mine = wording.update().where(wording.c.id == sa.bindparam("row"))
        connection.execute(mine.values(links=sa.bindparam("number")), rows)


def count_links(connection: Connection) -> int:
    """Return how many links between copies there are, as tracking counted them."""
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.sum(wording.c.links), 0))).scalar_one())


def incomplete_copies(connection: Connection) -> set[str]:
    """Return the keys of the copies that were only seen on pages that ended early."""
    return set(connection.execute(sa.select(copy.c.key).where(copy.c.incomplete)).scalars())


def copies_of(connection: Connection, ids: Collection[int]) -> list[tuple[int, str, int]]:
    """Return (row, key, wording) of the copies of some wordings."""
    query = sa.select(copy.c.id, copy.c.key, copy.c.wording_id)
    return [
        (row, key, wording_id)
        for part in chunks(sorted(ids))
        for row, key, wording_id in connection.execute(query.where(copy.c.wording_id.in_(part)))
    ]


def count_copies_of(connection: Connection, ids: Collection[int]) -> int:
    """Return how many copies some wordings have together."""
    query = sa.select(sa.func.count()).select_from(copy)
    return sum(
        connection.execute(query.where(copy.c.wording_id.in_(part))).scalar_one() for part in chunks(sorted(ids))
    )

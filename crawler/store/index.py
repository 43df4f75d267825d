"""The index of signatures and passages, kept in the database: which copies share a key with copies not yet tracked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import band, copy, link, passage, signature, story, story_copy
from crawler.store.statements import chunks, insert_new


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The keys of one copy. `signature` is little-endian 32-bit minima."""

    copy_id: int
    signature: bytes
    bands: Sequence[int]
    passages: Sequence[int]


@dataclass(frozen=True, slots=True)
class SharedPassages:
    """A pair of copies with common passage keys, and how many; how many each has."""

    fresh_id: int
    other_id: int
    common: int


def unsigned(connection: Connection, version: str, *, limit: int) -> list[tuple[int, str]]:
    """Return (id, text) of copies without keys of this *version*."""
    query = (
        sa.select(copy.c.id, copy.c.text)
        .outerjoin(signature, signature.c.copy_id == copy.c.id)
        .where(sa.or_(signature.c.version.is_(None), signature.c.version != version))
        .order_by(copy.c.id)
        .limit(limit)
    )
    return list(connection.execute(query))


def add_entries(connection: Connection, entries: Sequence[IndexEntry], *, scheme: str, seed: int, version: str) -> None:
    """Write the keys of copies, in place of keys they had."""
    ids = [entry.copy_id for entry in entries]
    for table in (signature, band, passage):
        for part in chunks(ids):
            connection.execute(table.delete().where(table.c.copy_id.in_(part)))
    rows = [
        {"copy_id": e.copy_id, "scheme": scheme, "seed": seed, "version": version, "value": e.signature}
        for e in entries
    ]
    insert_new(connection, signature, rows)
    # Sorted by key, rows land where their neighbours are: a clustered table fills several times faster.
    for table, keys in ((band, [(k, e.copy_id) for e in entries for k in e.bands]),
                        (passage, [(k, e.copy_id) for e in entries for k in e.passages])):  # fmt: skip
        insert_new(connection, table, [{"key": key, "copy_id": copy_id} for key, copy_id in sorted(set(keys))])


def fresh_copies(connection: Connection, version: str) -> list[int]:
    """Return the copies that were not yet compared with the others under this *version*."""
    query = sa.select(copy.c.id).where(sa.or_(copy.c.tracked.is_(None), copy.c.tracked != version))
    return list(connection.execute(query.order_by(copy.c.id)).scalars())


def mark_tracked(connection: Connection, ids: Sequence[int], version: str) -> None:
    """Remember that copies were compared with all others."""
    for part in chunks(ids):
        connection.execute(copy.update().where(copy.c.id.in_(part)).values(tracked=version))


def forget_tracking(connection: Connection) -> None:
    """Take every link and story out, so that all copies are compared anew."""
    for table in (story_copy, story, link):
        connection.execute(table.delete())
    connection.execute(copy.update().values(tracked=None))


def band_pairs(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give each pair of a copy of *ids* and another copy that share a signature band."""
    fresh, other = band.alias("fresh"), band.alias("other")
    joined = sa.and_(other.c.key == fresh.c.key, other.c.copy_id != fresh.c.copy_id)
    for part in chunks(ids):
        query = sa.select(fresh.c.copy_id, other.c.copy_id).join_from(fresh, other, joined)
        yield from connection.execute(query.where(fresh.c.copy_id.in_(part)).distinct())


def passage_pairs(
    connection: Connection, ids: Sequence[int], *, least: int, common_key: int
) -> Iterator[SharedPassages]:
    """Give each pair of a copy of *ids* and another copy that share at least *least* keys; keys in more than *common_key* copies do not count."""
    fresh, other, counted = passage.alias("fresh"), passage.alias("other"), passage.alias("counted")
    joined = sa.and_(other.c.key == fresh.c.key, other.c.copy_id != fresh.c.copy_id)
    for part in chunks(ids):
        of_part = sa.select(fresh.c.key).where(fresh.c.copy_id.in_(part))
        rare = (
            sa.select(counted.c.key)
            .where(counted.c.key.in_(of_part))
            .group_by(counted.c.key)
            .having(sa.func.count().between(2, common_key))
        )
        query = (
            sa.select(fresh.c.copy_id, other.c.copy_id, sa.func.count())
            .join_from(fresh, other, joined)
            .where(fresh.c.copy_id.in_(part), fresh.c.key.in_(rare))
            .group_by(fresh.c.copy_id, other.c.copy_id)
            .having(sa.func.count() >= least)
        )
        for row in connection.execute(query):
            yield SharedPassages(*row)


def passage_counts(connection: Connection) -> dict[int, int]:
    """Return how many passage keys each copy has."""
    query = sa.select(passage.c.copy_id, sa.func.count()).group_by(passage.c.copy_id)
    return dict(connection.execute(query).all())


def texts(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the texts of copies."""
    found: dict[int, str] = {}
    for part in chunks(ids):
        found.update(connection.execute(sa.select(copy.c.id, copy.c.text).where(copy.c.id.in_(part))).all())
    return found


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What tracking needs to know of a copy besides its text."""

    key: str
    words: int
    earliest: datetime | None
    latest: datetime | None


def copy_facts(connection: Connection) -> dict[int, CopyFacts]:
    """Return the facts of every copy, by its id."""
    query = sa.select(copy.c.id, copy.c.key, copy.c.words, copy.c.earliest, copy.c.latest)
    return {row[0]: CopyFacts(*row[1:]) for row in connection.execute(query)}


def rows_of(connection: Connection, keys: Collection[str]) -> list[int]:
    """Return the rows of copies by their keys."""
    found: list[int] = []
    for part in chunks(sorted(keys)):
        found.extend(connection.execute(sa.select(copy.c.id).where(copy.c.key.in_(part))).scalars())
    return sorted(found)

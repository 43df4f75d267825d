"""Wordings in the database: which copies have the same words, and which were not yet compared."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import band, copy, likeness, passage, signature, wording
from crawler.store.statements import chunks, insert_new
from crawler.tracking.issues import Dated


def unseen_copies(connection: Connection, *, limit: int) -> list[tuple[int, str]]:
    """Return (row, text) of copies that tracking has not seen yet."""
    query = sa.select(copy.c.id, copy.c.text).where(copy.c.wording_id.is_(None)).order_by(copy.c.id).limit(limit)
    return [(row, text) for row, text in connection.execute(query)]


def assign_wordings(connection: Connection, found: Mapping[int, tuple[str, int]]) -> dict[str, int]:
    """Give copies (row -> digest, words) their wordings, which become fresh. Returns the rows of wordings not yet indexed."""
    sizes = dict(found.values())
    insert_new(
        connection,
        wording,
        [{"digest": digest, "words": words, "indexed": False, "fresh": True} for digest, words in sizes.items()],
    )
    ids: dict[str, int] = {}
    unindexed: dict[str, int] = {}
    for part in chunks(sorted(sizes)):
        query = sa.select(wording.c.digest, wording.c.id, wording.c.indexed).where(wording.c.digest.in_(part))
        for digest, row, indexed in connection.execute(query):
            ids[digest] = row
            if not indexed:
                unindexed[digest] = row
    for rows in chunks(sorted(ids.values())):
        connection.execute(wording.update().where(wording.c.id.in_(rows)).values(fresh=True))
    values = [{"row": row, "wording": ids[digest]} for row, (digest, _) in found.items()]
    connection.execute(
        copy.update().where(copy.c.id == sa.bindparam("row")).values(wording_id=sa.bindparam("wording")), values
    )
    return unindexed


def fresh_wordings(connection: Connection) -> list[int]:
    """Return the wordings that were not yet compared with the others."""
    query = sa.select(wording.c.id).where(wording.c.fresh.is_(sa.true())).order_by(wording.c.id)
    return list(connection.execute(query).scalars())


def mark_compared(connection: Connection, ids: Sequence[int]) -> None:
    """Remember that wordings were compared with all others."""
    for part in chunks(ids):
        connection.execute(wording.update().where(wording.c.id.in_(part)).values(fresh=False))


def forget_wordings(connection: Connection) -> None:
    """Take every key, comparison and wording out, so that all copies are signed and compared anew."""
    for table in (likeness, passage, band, signature):
        connection.execute(table.delete())
    connection.execute(copy.update().values(wording_id=None))
    connection.execute(wording.delete())


def digests(connection: Connection) -> dict[int, str]:
    """Return the digest of every wording, by row."""
    return dict(connection.execute(sa.select(wording.c.id, wording.c.digest)).all())


def dated_copies(connection: Connection, *, keys: Collection[str] | None = None) -> list[Dated]:
    """Return every copy that tracking has seen (or those of *keys*), as it sees it."""
    query = sa.select(copy.c.key, wording.c.digest, wording.c.words, copy.c.earliest, copy.c.latest).join(
        wording, wording.c.id == copy.c.wording_id
    )
    if keys is not None:
        query = query.where(copy.c.key.in_(keys))
    return [Dated(key, digest, words, (first, last)) for key, digest, words, first, last in connection.execute(query)]


def texts(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Return a text of each wording (any copy's: their words are the same)."""
    found: dict[int, str] = {}
    for part in chunks(sorted(ids)):
        first = sa.select(sa.func.min(copy.c.id)).where(copy.c.wording_id.in_(part)).group_by(copy.c.wording_id)
        query = sa.select(copy.c.wording_id, copy.c.text).where(copy.c.id.in_(first))
        found.update(dict(connection.execute(query).all()))
    return found


def copies_of(connection: Connection, ids: Collection[int]) -> dict[int, list[int]]:
    """Return the rows of the copies of each wording."""
    found: dict[int, list[int]] = {}
    for part in chunks(sorted(ids)):
        query = sa.select(copy.c.wording_id, copy.c.id).where(copy.c.wording_id.in_(part)).order_by(copy.c.id)
        for row, copy_id in connection.execute(query):
            found.setdefault(row, []).append(copy_id)
    return found

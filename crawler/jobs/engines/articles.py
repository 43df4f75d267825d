"""The copies of a store as the table that a batch begins with, and the name of their contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from crawler.jobs.engines.tasks import ARTICLES, microseconds
from crawler.store.schema import copy
from crawler.store.store import Store

_PART = 500  # copies that are cut, signed and dated together


def articles(store: Store, until: int, never: set[str]) -> Iterator[pa.Table]:
    """Give the copies of *store* up to a row, a part at a time, those of the outlets *never* marked as not learned from."""
    for part, rows in enumerate(_copies(store, until)):
        found = [
            {
                "part": part,
                "copy": row.id,
                "key": row.key,
                "outlet": row.outlet_key,
                "learns": row.outlet_key not in never,
                "text": row.text,
                "earliest": microseconds(row.earliest),
                "latest": microseconds(row.latest),
                "incomplete": row.incomplete,
            }
            for row in rows
        ]
        yield pa.Table.from_pylist(found, ARTICLES)


def name_of(store: Store, until: int, *others: object) -> str:
    """Return a name of the contents of the copies up to a row, and of *others* that say what is made of them."""
    digest = blake2b(repr(others).encode(), digest_size=12)
    for rows in _copies(store, until):
        digest.update(repr(rows).encode())
    return digest.hexdigest()


def last_copy(store: Store) -> tuple[int, int]:
    """Return the row of the newest copy, and how many there are."""
    with store.read() as connection:
        last, many = connection.execute(sa.select(sa.func.max(copy.c.id), sa.func.count())).one()
        return int(last or 0), int(many)


def _copies(store: Store, until: int) -> Iterator[Sequence[Any]]:
    columns = (copy.c.id, copy.c.key, copy.c.outlet_key, copy.c.text, copy.c.earliest, copy.c.latest, copy.c.incomplete)
    query = sa.select(*columns).where(copy.c.id <= until).order_by(copy.c.id).limit(_PART)
    return store.each_part(lambda connection, after: connection.execute(query.where(copy.c.id > after)).all())

"""Finding copies: by any name a user may have for one, and by keys of a text that is not in the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.pages.html.secrets import redacted
from crawler.store.schema import band, capture, copy, passage, sighting
from crawler.store.statements import chunks


def find_copies(connection: Connection, name: str) -> list[str]:
    """Return the keys of the copies that *name* may mean: an imported id, a copy's or sighting's key, or a page's URL.

    The first meaning that fits wins; the beginning of a key will do when it is at least six characters long.
    """
    address = redacted(name)
    by_sighting = sa.select(copy.c.key).join(sighting, sighting.c.copy_id == copy.c.id)
    meanings = [
        sa.select(copy.c.key).where(copy.c.external_id == name),
        sa.select(copy.c.key).where(copy.c.key == name),
        by_sighting.where(sighting.c.key == name),
        by_sighting.where(sighting.c.data["url"].as_string() == address),
        by_sighting.join(capture, capture.c.id == sighting.c.capture_id).where(capture.c.url == address),
    ]
    if len(name) >= 6:
        meanings.append(sa.select(copy.c.key).where(copy.c.key.startswith(name, autoescape=True)))
    for meaning in meanings:
        if found := sorted(set(connection.execute(meaning).scalars())):
            return found
    return []


def urls_of_copy(connection: Connection, key: str) -> list[str | None]:
    """Return where a copy was seen: the address of each capture that has a sighting of it, None for one without."""
    query = sa.select(capture.c.url).join(sighting, sighting.c.capture_id == capture.c.id)
    return list(
        connection.execute(query.join(copy, copy.c.id == sighting.c.copy_id).where(copy.c.key == key)).scalars()
    )


def keys_of_wordings(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the keys of the copies of each wording."""
    keys: dict[int, list[str]] = {row: [] for row in ids}
    for part in chunks(ids):
        query = sa.select(copy.c.wording_id, copy.c.key).where(copy.c.wording_id.in_(part)).order_by(copy.c.key)
        for row, key in connection.execute(query):
            keys[row].append(key)
    return keys


def sharing_bands(connection: Connection, keys: Sequence[int]) -> set[int]:
    """Return the wordings that share a signature band with *keys*."""
    wordings: set[int] = set()
    for part in chunks(keys):
        wordings.update(connection.execute(sa.select(band.c.wording_id).where(band.c.key.in_(part))).scalars())
    return wordings


def sharing_passages(connection: Connection, keys: Sequence[int], *, common_key: int) -> Counter[int]:
    """Return how many of the passage *keys* each wording has; keys in more than *common_key* wordings do not count."""
    counts: Counter[int] = Counter()
    for part in chunks(keys):
        by_key: dict[int, list[int]] = {}
        rows = connection.execute(sa.select(passage.c.key, passage.c.wording_id).where(passage.c.key.in_(part)))
        for key, row in rows:
            by_key.setdefault(key, []).append(row)
        for members in by_key.values():
            if len(members) <= common_key:
                counts.update(members)
    return counts

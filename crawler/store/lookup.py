"""Finding copies: by any name a user may have for one, and by keys of a text that is not in the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Shared:
    """How many passage keys and signature bands of a text a wording has."""

    passages: int = 0
    bands: int = 0


def sharing_keys(
    connection: Connection, passages: Sequence[int], bands: Sequence[int], *, common_key: int
) -> dict[int, Shared]:
    """Return what each wording shares of a text's keys; passage keys in more than *common_key* wordings do not count."""
    of_passages, of_bands = Counter[int](), Counter[int]()
    for part in chunks(passages):
        rare = sa.select(passage.c.key).where(passage.c.key.in_(part)).group_by(passage.c.key)
        rare = rare.having(sa.func.count() <= common_key)
        of_passages.update(_counted(connection, passage, rare))
    for part in chunks(bands):
        of_bands.update(_counted(connection, band, part))
    return {row: Shared(of_passages[row], of_bands[row]) for row in {*of_passages, *of_bands}}


def _counted(connection: Connection, table: sa.Table, keys: sa.Select[tuple[int]] | Sequence[int]) -> dict[int, int]:
    query = sa.select(table.c.wording_id, sa.func.count()).where(table.c.key.in_(keys)).group_by(table.c.wording_id)
    return dict(connection.execute(query).all())

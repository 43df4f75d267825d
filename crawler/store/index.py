"""The index of signatures and passages: which wordings share a key. What it proposes depends on what is in it, never on the order of arrival.

A passage key that more than `common_key` wordings share proposes nothing: it is a stock phrase. A band that more than
`crowded_band` wordings share proposes each of them with one, the first by digest. When a key becomes that common, pairs
that only it had proposed are taken back (`unsupported`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import band, likeness, passage, signature, wording
from crawler.store.statements import chunks, insert_new, insert_numbers, wordings_alone
from crawler.store.wordings import existing
from crawler.tracking.common_source import BY_COMMON_SOURCE
from crawler.tracking.config import TrackingConfig

Pair = tuple[int, int]
_ROWS = 20_000  # keys in one transaction, .1 s
_PAIRS = 2_000  # whose keys are read together: sorted, most are of few wordings, and at worst keys take some 50 MB
_FEW = 100  # wordings whose keys are read in one statement: keys times copies of keys stay within memory


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The keys of one wording. `signature` is little-endian 32-bit minima."""

    wording_id: int
    signature: bytes
    bands: Sequence[int]
    passages: Sequence[int]


def key_rows(entries: Sequence[IndexEntry]) -> Iterator[tuple[sa.Table, Sequence[tuple[int, int]]]]:
    """Give the rows of wordings' keys, each part small enough for a transaction of its own.

    Sorted by key over all wordings, rows land where their neighbours are: a clustered table fills several times faster.
    """
    for table, keys in (
        (band, {(key, e.wording_id) for e in entries for key in e.bands}),
        (passage, {(key, e.wording_id) for e in entries for key in e.passages}),
    ):
        for part in chunks(sorted(keys), _ROWS):
            yield table, part


def add_keys(connection: Connection, table: sa.Table, rows: Sequence[tuple[int, int]]) -> None:
    """Write a part of `key_rows`; what is there already is left alone, and so are wordings that another program took out meanwhile."""
    wordings_alone(connection)
    there = existing(connection, sorted({row for _, row in rows}))
    insert_numbers(connection, table, [each for each in rows if each[1] in there])


def mark_indexed(
    connection: Connection, entries: Sequence[IndexEntry], *, scheme: str, seed: int, version: str
) -> None:
    """Write the signatures of wordings, all keys of which are written, and say so."""
    wordings_alone(connection)
    about = {"scheme": scheme, "seed": seed, "version": version}
    there = existing(connection, [e.wording_id for e in entries])
    rows = [{"wording_id": e.wording_id, "value": e.signature, **about} for e in entries if e.wording_id in there]
    insert_new(connection, signature, rows)
    for part in chunks(sorted(there)):
        connection.execute(wording.update().where(wording.c.id.in_(part)).values(indexed=True))


def refresh_statistics(connection: Connection) -> None:
    """Let PostgreSQL count the index again: planned by counts of an emptied one, one query did not end in 13 minutes (measured)."""
    if connection.dialect.name == "postgresql":
        for table in (wording, band, passage):
            connection.execute(sa.text(f"ANALYZE {table.name}"))


def proposals(
    connection: Connection,
    fresh: Sequence[int],
    config: TrackingConfig,
    passages: dict[int, int],
    *,
    last: int | None = None,
) -> Iterator[tuple[Pair, str]]:
    """Give each pair of a fresh wording and another, up to the row *last* (None: any), that the index brings together, with what did.

    *passages* is how many passage keys wordings have, by row: those that are missing are counted and kept in it.
    """
    for part in chunks(fresh, _FEW):
        yield from _by_bands(connection, part, config, last)
        yield from _by_passages(connection, part, config, passages, last)


def unsupported(connection: Connection, fresh: Sequence[int], config: TrackingConfig) -> set[Pair]:
    """Return the pairs compared earlier that the index, now that all *fresh* wordings are in it, no longer brings together.

    Ask before any of them is marked compared: only keys that became too common with wordings that are still fresh are looked at.
    For pairs that have a common source, fewer keys will do.
    """
    if connection.execute(sa.select(likeness.c.a_id).limit(1)).first() is None:
        return set()
    doubtful: dict[Pair, bool] = {}
    for table, limit in ((passage, config.common_key), (band, config.crowded_band)):
        parts = (_newly_common(connection, table, part, limit) for part in chunks(fresh, _FEW))
        doubtful |= _compared_sharing(connection, table, {key for part in parts for key in part})
    by_source = {pair for pair, has_source in doubtful.items() if has_source}
    by_keys = doubtful.keys() - by_source
    return (by_source - sharing_enough(connection, by_source, config)) | (
        by_keys - _brought_together(connection, by_keys, config)
    )


def _newly_common(connection: Connection, table: sa.Table, part: Sequence[int], limit: int) -> list[int]:
    """Return the keys of *part* that more than *limit* wordings have, and that propose less than they did without the fresh ones.

    That is, keys that were not as common without them, and bands whose first wording by digest is one of them.
    """
    mine = sa.select(table.c.key).where(table.c.wording_id.in_(part)).distinct()
    fresh = wording.c.fresh.is_(sa.true())
    number, earlier = sa.func.count(), sa.func.sum(sa.case((fresh, 0), else_=1))
    turned = earlier <= limit
    if table is band:
        turned = sa.or_(turned, sa.func.min(sa.case((fresh, wording.c.digest))) == sa.func.min(wording.c.digest))
    query = sa.select(table.c.key).join(wording, wording.c.id == table.c.wording_id).where(table.c.key.in_(mine))
    return list(connection.execute(query.group_by(table.c.key).having(number > limit, turned)).scalars())


def sharing_enough(connection: Connection, pairs: Collection[Pair], config: TrackingConfig) -> set[Pair]:
    """Return those of *pairs* that share as many passage keys as two copies of one text have to."""
    sharing: set[Pair] = set()
    for part in chunks(sorted(pairs), _PAIRS):
        keys = _keys(connection, passage, {row for pair in part for row in pair})
        shared = {key for a, b in part for key in keys[a] & keys[b]}
        rare = _rare(connection, passage, shared, config.common_key)
        for a, b in part:
            least = max(config.min_shared_passages, config.common_source_share * min(len(keys[a]), len(keys[b])))
            if len(keys[a] & keys[b] & rare) >= least:
                sharing.add((a, b))
    return sharing


def _by_bands(
    connection: Connection, part: Sequence[int], config: TrackingConfig, last: int | None
) -> Iterator[tuple[Pair, str]]:
    fresh, other = band.alias("fresh"), band.alias("other")
    keys = sa.select(fresh.c.key).where(fresh.c.wording_id.in_(part)).distinct()
    sizes = sa.select(other.c.key, sa.func.count()).where(other.c.key.in_(keys)).group_by(other.c.key)
    crowded = [key for key, size in connection.execute(sizes) if size > config.crowded_band]
    query = sa.select(fresh.c.wording_id, other.c.wording_id).distinct()
    query = query.join_from(fresh, other, _shared(fresh, other, last)).where(fresh.c.wording_id.in_(part))
    if crowded:
        query = query.where(fresh.c.key.not_in(crowded))
    for a, b in connection.execute(query):
        yield ordered(a, b), "signature band"
    wanted = set(part)
    for key in crowded:
        first, *rest = _members(connection, band, key)
        for member in rest:
            if first in wanted or member in wanted:
                yield ordered(first, member), "crowded signature band"


def _by_passages(
    connection: Connection, part: Sequence[int], config: TrackingConfig, sizes: dict[int, int], last: int | None
) -> Iterator[tuple[Pair, str]]:
    fresh, other, counted = passage.alias("fresh"), passage.alias("other"), passage.alias("counted")
    keys = sa.select(fresh.c.key).where(fresh.c.wording_id.in_(part))
    rare = sa.select(counted.c.key).where(counted.c.key.in_(keys)).group_by(counted.c.key)
    rare = rare.having(sa.func.count().between(2, config.common_key))
    query = (
        sa.select(fresh.c.wording_id, other.c.wording_id, sa.func.count())
        .join_from(fresh, other, _shared(fresh, other, last))
        .where(fresh.c.wording_id.in_(part), fresh.c.key.in_(rare))
        .group_by(fresh.c.wording_id, other.c.wording_id)
        .having(sa.func.count() >= config.min_shared_passages)
    )
    shared = connection.execute(query).all()
    sizes |= _passage_counts(connection, {row for a, b, _ in shared for row in (a, b)} - sizes.keys())
    for a, b, common in shared:
        smaller = min(sizes[a], sizes[b])
        if common >= config.passage_share * smaller:
            yield ordered(a, b), f"{common} of {smaller} passages"


def _shared(fresh: sa.FromClause, other: sa.FromClause, last: int | None) -> sa.ColumnElement[bool]:
    same = sa.and_(other.c.key == fresh.c.key, other.c.wording_id != fresh.c.wording_id)
    return same if last is None else sa.and_(same, other.c.wording_id <= last)


def sharing_bands(connection: Connection, pairs: Collection[Pair]) -> set[Pair]:
    """Return those of *pairs* that may be nearly identical: they share a band, however many others do."""
    sharing: set[Pair] = set()
    for part in chunks(sorted(pairs), _PAIRS):
        bands = _keys(connection, band, {row for pair in part for row in pair})
        sharing.update((a, b) for a, b in part if not bands[a].isdisjoint(bands[b]))
    return sharing


def _brought_together(connection: Connection, pairs: Collection[Pair], config: TrackingConfig) -> set[Pair]:
    """Return those of *pairs* that the index as it is now proposes."""
    firsts = sorted({a for a, _ in pairs})
    return {pair for pair, _ in proposals(connection, firsts, config, {}) if pair in pairs}


def _members(connection: Connection, table: sa.Table, key: int) -> list[int]:
    """Return the wordings that share a key, the first by digest in front."""
    query = sa.select(table.c.wording_id).join(wording, wording.c.id == table.c.wording_id)
    return list(connection.execute(query.where(table.c.key == key).order_by(wording.c.digest)).scalars())


def _compared_sharing(connection: Connection, table: sa.Table, keys: Collection[int]) -> dict[Pair, bool]:
    """Return the compared pairs that have one of *keys* in common, with whether a common source brought them together.

    Comparisons are read once for all keys: when a story outgrows a limit, all its keys do at once.
    """
    held: dict[int, set[int]] = defaultdict(set)
    for part in chunks(sorted(keys)):
        for key, row in connection.execute(sa.select(table.c.key, table.c.wording_id).where(table.c.key.in_(part))):
            held[row].add(key)
    found: dict[Pair, bool] = {}
    query = sa.select(likeness.c.a_id, likeness.c.b_id, likeness.c.proposed_by)
    for rows in chunks(sorted(held)):
        for a, b, why in connection.execute(query.where(likeness.c.a_id.in_(rows))):
            if b in held and not held[a].isdisjoint(held[b]):
                found[ordered(a, b)] = tuple(why) == BY_COMMON_SOURCE
    return found


def _keys(connection: Connection, table: sa.Table, ids: Collection[int]) -> dict[int, set[int]]:
    keys: dict[int, set[int]] = {row: set() for row in ids}
    for part in chunks(sorted(ids)):
        for key, row in connection.execute(sa.select(table).where(table.c.wording_id.in_(part))):
            keys[row].add(key)
    return keys


def _rare(connection: Connection, table: sa.Table, keys: Collection[int], limit: int) -> set[int]:
    """Return those of *keys* that at most *limit* wordings have."""
    rare: set[int] = set()
    for part in chunks(sorted(keys)):
        counts = sa.select(table.c.key).where(table.c.key.in_(part)).group_by(table.c.key)
        rare.update(connection.execute(counts.having(sa.func.count() <= limit)).scalars())
    return rare


def _passage_counts(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for part in chunks(sorted(ids)):
        query = sa.select(passage.c.wording_id, sa.func.count()).where(passage.c.wording_id.in_(part))
        counts.update(dict(connection.execute(query.group_by(passage.c.wording_id)).all()))
    return counts


def ordered(a: int, b: int) -> Pair:
    """Return a pair of rows, the smaller first."""
    return (a, b) if a < b else (b, a)

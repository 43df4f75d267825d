"""What a batch came to, written into the store, so that tracking finds it as if it had made it there: the same rows, in larger steps.

Every step may be done twice. What a kill leaves is what it leaves of tracking (decision 40); the batch's tables are complete,
and all of them are written again over what is there.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from crawler.jobs.engines.engine import Engine
from crawler.jobs.engines.tasks import comparison_of
from crawler.jobs.progress import Progress
from crawler.store import index, learned_boilerplate, links, wordings
from crawler.store.schema import band, passage
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Likeness
from crawler.tracking.signatures import SCHEME

_KEYS = 20_000  # rows of two or three numbers in one transaction
_WORDINGS = 1_000
_LIKENESSES = 500
_ROWS = pa.schema({"wording": pa.int64(), "row": pa.int64()})


def write_back(store: Store, engine: Engine, config: TrackingConfig, progress: Progress) -> None:
    """Write learned boilerplate, wordings with their keys, and comparisons into *store*, and mark everything compared."""
    _write_learned(store, engine, progress)
    engine.drop("rows")  # of an earlier writing, which may have had others
    engine.write("rows", _write_wordings(store, engine, progress), _ROWS)
    _write_keys(store, engine, progress)
    _mark_indexed(store, engine, config, progress)
    _write_likenesses(store, engine, progress)
    with store.read() as connection:
        fresh = wordings.fresh_wordings(connection)
    with store.write() as connection:
        wordings.mark_compared(connection, fresh)


def _write_learned(store: Store, engine: Engine, progress: Progress) -> None:
    done = 0
    for rows in engine.read(
        "SELECT digest, copy, words FROM lines WHERE digest IS NOT NULL ORDER BY digest, copy", _KEYS
    ):
        with store.write() as connection:
            learned_boilerplate.add_segments(connection, [(row["digest"], row["copy"], row["words"]) for row in rows])
        done += len(rows)
        progress("writing lines", done, None)
    for rows in engine.read("SELECT DISTINCT copy FROM articles ORDER BY copy", _WORDINGS):
        with store.write() as connection:
            learned_boilerplate.mark_segmented(connection, [row["copy"] for row in rows])
    with store.write() as connection:
        for rows in engine.read("SELECT outlet, digest, many FROM learned ORDER BY outlet, digest", _KEYS):
            learned_boilerplate.add_learned(connection, [(row["outlet"], row["digest"], row["many"]) for row in rows])


def _write_wordings(store: Store, engine: Engine, progress: Progress) -> Iterator[pa.Table]:
    """Write wordings, and give the row of each."""
    done = 0
    for rows in engine.read("SELECT wording, digest, words FROM wordings ORDER BY wording", _WORDINGS):
        with store.write() as connection:
            wordings.add_wordings(connection, {row["digest"]: row["words"] for row in rows})
            found = wordings.rows_of_digests(connection, [row["digest"] for row in rows])
        known = {digest: row for row, digest in found.items()}
        done += len(rows)
        progress("writing wordings", done, None)
        yield pa.Table.from_pylist([{"wording": row["wording"], "row": known[row["digest"]]} for row in rows], _ROWS)


def _write_keys(store: Store, engine: Engine, progress: Progress) -> None:
    """Write all keys in their order: each part of a clustered table is filled once."""
    for table in (band, passage):
        done = 0
        sql = f"SELECT k.key, r.row FROM {table.name}s k JOIN rows r ON r.wording = k.wording ORDER BY k.key, r.row"
        for rows in engine.read(sql, _KEYS):
            with store.write() as connection:
                index.add_keys(connection, table, [(row["key"], row["row"]) for row in rows])
            done += len(rows)
            progress("writing keys", done, None)


def _mark_indexed(store: Store, engine: Engine, config: TrackingConfig, progress: Progress) -> None:
    """Write signatures, and give copies their wordings, all keys of which are there."""
    done = 0
    for rows in engine.read(
        "SELECT r.row, w.signature FROM wordings w JOIN rows r ON r.wording = w.wording ORDER BY r.row", _WORDINGS
    ):
        entries = [index.IndexEntry(row["row"], row["signature"], (), ()) for row in rows]
        with store.write() as connection:
            index.mark_indexed(connection, entries, scheme=SCHEME, seed=config.seed, version=config.version)
    for rows in engine.read("SELECT copy, digest, cuts FROM worded ORDER BY copy", _WORDINGS):
        with store.write() as connection:
            cuts = {row["copy"]: row["cuts"] for row in rows}
            wordings.assign_wordings(connection, {row["copy"]: row["digest"] for row in rows}, cuts)
        done += len(rows)
        progress("wording copies", done, None)
    with store.write() as connection:
        index.refresh_statistics(connection)


def _write_likenesses(store: Store, engine: Engine, progress: Progress) -> None:
    sql = """
      SELECT l.*, x.row AS a_row, y.row AS b_row
      FROM likenesses l JOIN rows x ON x.wording = l.a JOIN rows y ON y.wording = l.b
      ORDER BY a_row, b_row"""
    done = 0
    for rows in engine.read(sql, _LIKENESSES):
        found = [
            Likeness(row["a_digest"], row["b_digest"], comparison_of(row), tuple(row["proposed_by"])) for row in rows
        ]
        ids = {row[f"{end}_digest"]: row[f"{end}_row"] for row in rows for end in ("a", "b")}
        with store.write() as connection:
            links.save_likenesses(connection, found, ids)
        done += len(rows)
        progress("writing comparisons", done, None)

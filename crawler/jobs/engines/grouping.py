"""Grouping by an engine: components of what is alike, label by label, the stories of each, and these into the store.

No process ever holds all pairs: a component's label is the first wording that a walk along them meets, found in a few rounds of joins, each a
table of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any

import pyarrow as pa

from crawler.faults import Unexcused
from crawler.jobs.engines import queries, tasks
from crawler.jobs.engines.batch import Batch
from crawler.jobs.engines.engine import Engine
from crawler.jobs.tracking.grouping import Grouped, count_links_of, save_grouped
from crawler.store import stories, wordings
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import Decisions
from crawler.tracking.relation import Story

_OF_STORIES = 1_000  # wordings of whole components that are grouped together
_ROWS = 10_000
_STORY_COPIES = pa.schema({"story": pa.int64(), "copy": pa.int64()})
_PUT_TOGETHER = pa.schema({"a": pa.int64(), "b": pa.int64()})


def group_batch(store: Store, batch: Batch) -> set[str]:
    """Group all of *store*, into which a batch was written, and count links. Returns the keys of the stories."""
    engine, config, decided, progress = batch.engine, batch.config, batch.decided, batch.progress
    progress("grouping stories", 0, None)
    for table in ("story_copies", "put_together", "ties", "copies_of_parts", "copies_alike", "grouped"):
        engine.drop(table)  # of an earlier grouping: stories may be others now
    engine.write("story_copies", _story_copies(store), _STORY_COPIES)
    engine.write("put_together", _put_together(decided), _PUT_TOGETHER)
    engine.query("ties", queries.filled(queries.TIES, config))
    names = {"labels": _labels(engine, config), "parts": 1 + batch.many // _OF_STORIES}
    engine.query("copies_of_parts", queries.filled(queries.COPIES_OF_PARTS, config, **names), by_part=True)
    engine.query("copies_alike", queries.filled(queries.COPIES_ALIKE, config, **names), by_part=True)
    task = partial(tasks.group, decided=decided, config=config)
    sources = ["copies_of_parts", "copies_alike"]
    engine.gather(
        "grouped", task, sources, tasks.GROUPED, lambda done, parts: progress("grouping stories", done, parts)
    )
    written: set[str] = set()
    for rows in engine.read("SELECT * FROM grouped ORDER BY part", 1):
        for row in rows:
            written |= _save(store, row)
            progress("writing stories", len(written), None)
    with store.read() as connection:
        everything = wordings.digests(connection).keys()
    count_links_of(store, config, everything, Unexcused())
    return written


def _labels(engine: Engine, config: TrackingConfig) -> str:
    """Return the table of the labels that no further round changes."""
    labels = "labels_0"
    engine.drop(labels)
    engine.query(labels, queries.filled(queries.LABELS, config))
    for number in count(1):
        following = f"labels_{number}"
        engine.drop(following)
        engine.query(following, queries.filled(queries.NEXT_LABELS, config, labels=labels))
        if not any(engine.read(queries.filled(queries.CHANGED_LABELS, config, labels=labels, next=following), 1)):
            break
        labels = following
    return labels


def _save(store: Store, row: dict[str, Any]) -> set[str]:
    """Name and write the stories of one part, again where another tracking wrote some of them meanwhile."""
    found = row["stories"]
    made = Grouped(
        tuple(Story("", tuple(each["copies"]), each["fullest"]) for each in found),
        tuple(each["opening"] for each in found),
        {(each["a"], each["b"]): each["rule"] for each in row["merged"]},
    )
    written = None
    while written is None:
        with store.read() as connection:
            batch = sorted(wordings.rows_of_digests(connection, row["digests"]))
            before = stories.stories_of_wordings(connection, batch)
            arrivals = wordings.arrivals(connection, batch)
        written = save_grouped(store, made, batch, before, arrivals)
    return written


def _story_copies(store: Store) -> Iterator[pa.Table]:
    with store.read() as connection:
        for rows in stories.story_copies(connection, at_once=_ROWS):
            yield pa.Table.from_pylist([{"story": story, "copy": copy} for story, copy in rows], _STORY_COPIES)


def _put_together(decided: Decisions) -> Iterator[pa.Table]:
    pairs = [{"a": tasks.number_of(a), "b": tasks.number_of(b)} for a, b in decided.merges()]
    yield pa.Table.from_pylist(pairs, _PUT_TOGETHER)

"""Tracking all of a store by an engine: its copies go out, what they come to is written back, and the rest is tracking's own.

Wordings, keys, boilerplate and comparisons are made again; stories keep their keys. A batch that was killed goes on where it was when
it is asked for again, as long as the copies are the same.
"""

from __future__ import annotations

from collections.abc import Callable

from crawler.errors import BatchFailed
from crawler.jobs.engines.articles import articles, last_copy, name_of
from crawler.jobs.engines.batch import Batch
from crawler.jobs.engines.engine import Engine
from crawler.jobs.engines.grouping import group_batch
from crawler.jobs.engines.tasks import ARTICLES
from crawler.jobs.engines.write_back import write_back
from crawler.jobs.progress import Progress, silent
from crawler.jobs.track import Tracked, finish
from crawler.jobs.tracking.excused import Excused
from crawler.jobs.tracking.keeping import keep_comparisons
from crawler.jobs.tracking.kept_words import KeptWords
from crawler.jobs.tracking.learning import never_learned
from crawler.jobs.tracking.settling import settle_renderings
from crawler.jobs.tracking.work import Work
from crawler.jobs.upkeep import unfinished
from crawler.jobs.upkeep.judging import forget_verdicts, settle_rules
from crawler.pool.workers import Workers
from crawler.store.decisions.stored import held_decisions
from crawler.store.settings import drop_setting, get_setting, put_setting
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from crawler.tracking.version import RULES_VERSION

_WRITING = "batch_being_written"  # its name: what is in the store of it is gone on with


def track_all(
    store: Store,
    config: TrackingConfig,
    open_engine: Callable[[str], Engine],
    workers: Workers,
    *,
    progress: Progress = silent,
) -> Tracked:
    """Track all copies of *store* by the engine that is opened for a batch of this name. Raises BatchFailed.

    Copies that come in meanwhile are left to the next tracking.
    """
    with store.write() as connection:
        unfinished.begin(connection)
    settle_renderings(store, config)
    until, many = last_copy(store)
    with store.read() as connection:
        never = {"", *never_learned(connection)}  # nothing is learned of copies that no outlet is known of, either
        decided = held_decisions(connection)
    made_by = (RULES_VERSION, config, sorted(never), decided.held)
    progress("naming the batch", 0, many)
    name = name_of(store, until, *made_by)
    engine = open_engine(name)
    try:
        engine.write("articles", articles(store, until, never), ARTICLES)
        batch = Batch(engine, many, config, decided, progress)
        batch.run()
        if name_of(store, until, *made_by) != name:
            raise BatchFailed("copies of the store were changed while they were tracked: nothing was written")
        _write(store, name, engine, config, progress)
        written = group_batch(store, batch)
        work, compared = Work(config, workers, Excused(batch.faults(), KeptWords())), batch.compared()
    finally:
        engine.close()
    compared += keep_comparisons(store, work, written, anything_new=True)
    done = finish(store, work, None, progress, new=many, compared=compared)
    with store.write() as connection:
        drop_setting(connection, _WRITING)
    return done


def _write(store: Store, name: str, engine: Engine, config: TrackingConfig, progress: Progress) -> None:
    """Write a batch in place of what the store has; one that was being written is gone on with."""
    with store.read() as connection:
        begun = get_setting(connection, _WRITING) == name
    if not begun:
        forget_verdicts(store, progress=progress)
        settle_rules(store, config, progress=progress)
        with store.write() as connection:
            put_setting(connection, _WRITING, name)
    write_back(store, engine, config, progress)

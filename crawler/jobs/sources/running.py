"""Runs as they go: how far each has come, and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.crawling.session.processes import is_alive
from crawler.sources.runs import Counts, Run
from crawler.store.runs import all_runs, counts_so_far, pages_since
from crawler.store.store import Store

_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Going:
    """A run that goes on, or whose process has died without a word: what it did so far, and its pages a minute of late."""

    run: Run
    counts: Counts | None
    alive: bool
    pages_a_minute: float


def runs_now(store: Store, *, now: datetime, most: int) -> tuple[list[Going], list[Run]]:
    """Return the runs that go on, and the last *most* that ended, newest first."""
    with store.read() as connection:
        every = all_runs(connection)
        going = [
            Going(
                run,
                counts_so_far(connection, run.id),
                is_alive(run, now=now),
                pages_since(connection, run.id, now=now, minutes=_MINUTES),
            )
            for run in every
            if run.finished_at is None
        ]
    return going[::-1], [run for run in reversed(every) if run.finished_at is not None][:most]

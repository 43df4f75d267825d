"""The row of one run: opened when a crawl begins, kept alive by beats, closed with how it ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from crawler.clock import Clock
from crawler.crawling.session.processes import is_alive, this_process
from crawler.pages.html.addresses import canonicalize
from crawler.sources.runs import STOPPED, Run
from crawler.sources.source import Source
from crawler.store import runs


def run_key(source: Source) -> str:
    """Return what the runs of a source have in common: its name, or the start pages that were typed, one per line."""
    return source.name or "\n".join(sorted({canonicalize(url) for url in source.urls}))


@dataclass(slots=True, kw_only=True)
class RunRow:
    """One run of *source*. `id` before it is opened is a row that a scheduler opened for it, 0 for none.

    `now` times the signs of life; `settings` is the hash of what decides which pages are crawled; `siblings` are the runs
    that this process has open.
    """

    source: Source
    now: Clock
    settings: str = ""
    id: int = 0
    siblings: Collection[int] = ()

    def open(self, connection: Connection, *, crawl_id: int, started_at: datetime) -> None:
        """Write the row, or take over the one that was opened for this run. Raises SourceBusy."""
        beginning = runs.Beginning(
            key=run_key(self.source),
            source=self.source.name or None,
            started_at=started_at,
            beat_at=self.now(),
            holder=this_process(),
            settings=self.settings,
            adopt=self.id,
            siblings=self.siblings,
        )
        self.id = runs.begin_run(connection, beginning, self._is_alive, crawl_id=crawl_id)

    def beat(self, connection: Connection) -> None:
        """Write a sign of life."""
        runs.beat(connection, [self.id], self.now())

    def close(self, connection: Connection, *, finished_at: datetime, reason: str) -> None:
        """Write how the run ended: *reason* is Scrapy's."""
        outcome = STOPPED if reason == "shutdown" else reason
        runs.close_run(connection, self.id, finished_at=finished_at, outcome=outcome)

    def _is_alive(self, run: Run) -> bool:
        return run.id in self.siblings or is_alive(run, now=self.now())

"""The run log: after a crawl its run is compared with earlier ones, and its row records how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from crawler.crawling.session.processes import is_alive, this_process
from crawler.crawling.session.run_row import run_key
from crawler.errors import CrawlFailed, SourceBusy
from crawler.jobs.crawl import Crawled
from crawler.jobs.intake.importing import Imported
from crawler.sources.runs import FINISHED, Counts, Run
from crawler.sources.source import Source
from crawler.sources.yields import drift
from crawler.store import runs
from crawler.store.store import Store

if TYPE_CHECKING:
    from crawler.jobs.track import Tracked

DONE, FAILED, DRIFTED = 0, 1, 3
#: How far back a baseline is looked for. A source that has drifted so often in a row is judged by what it gives since.
HISTORY = 30


def refuse_busy(store: Store, sources: Sequence[Source], *, adopt: int, now: datetime) -> None:
    """Raise CrawlFailed when another process crawls one of *sources* right now."""
    try:
        with store.read() as connection:
            runs.refuse_busy(
                connection, [run_key(source) for source in sources], lambda run: is_alive(run, now=now), besides=adopt
            )
    except SourceBusy as busy:
        raise CrawlFailed(str(busy)) from None


def conclude(store: Store, crawled: Crawled, tracked: Tracked | None) -> tuple[str, ...]:
    """Record how a crawl's run ended, with its drift. Returns the drift, one line per finding, each beginning with the source."""
    with store.write() as connection:
        done = runs.runs_with(connection, crawled.run_id)
        drifted = _drift(done, runs.earlier_runs(connection, done.key, before=done.id, most=HISTORY))
        failed = crawled.stopped or crawled.empty or crawled.failure is not None
        code = FAILED if failed else DRIFTED if drifted else DONE
        after = (tracked.links, tracked.stories) if tracked else None
        runs.judge_run(connection, crawled.run_id, exit_code=code, drift=drifted, tracked=after)
    return tuple(f"{done.source}: {line}" if done.source else line for line in drifted)


def note_import(
    store: Store, source: Source, imported: Imported, *, started_at: datetime, adopt: int, now: datetime
) -> None:
    """Write the run of a source that was read from disk between *started_at* and *now*."""
    beginning = runs.Beginning(
        key=source.name, source=source.name, started_at=started_at, beat_at=now, holder=this_process(), adopt=adopt
    )
    counts = Counts(
        seen=imported.captures,
        stored=imported.captures,
        pages=imported.new,
        unreadable=sum(imported.unreadable.values()),
        sightings=imported.sightings,
    )
    with store.write() as connection:
        run_id = runs.begin_run(connection, beginning, lambda run: is_alive(run, now=now))
        runs.note_counts(connection, run_id, counts)
        runs.close_run(connection, run_id, finished_at=now, outcome=FINISHED)
        runs.judge_run(connection, run_id, exit_code=FAILED if imported.barren else DONE)


def _drift(done: Run, earlier: Sequence[Run]) -> tuple[str, ...]:
    """Compare a run with earlier ones that did not drift themselves: a broken layout must not become its own baseline."""
    return drift(done.yields, [run.yields for run in earlier if not run.drift])

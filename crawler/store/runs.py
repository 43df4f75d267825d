"""Runs in the database: begun, kept alive, closed with their counts. An open run is the lock of its source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.errors import SourceBusy
from crawler.provenance.times.interval import TimeSource
from crawler.sightings.record import Role
from crawler.sources.runs import INTERRUPTED, Counts, Run
from crawler.sources.yields import UNREAD, Yield, yields_data, yields_of
from crawler.store.queue import accounts
from crawler.store.schema import capture, request, run, sighting
from crawler.store.statements import insert_into

#: Says whether the process that holds a run is still at it.
Alive = Callable[[Run], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A run about to begin. `adopt` is a run that was opened for it by whoever started this process, 0 for none; `siblings` are this process's other runs."""

    key: str
    source: str | None
    started_at: datetime
    beat_at: datetime
    holder: str
    settings: str | None = None
    adopt: int = 0
    siblings: Collection[int] = ()


def begin_run(connection: Connection, beginning: Beginning, alive: Alive, *, crawl_id: int | None = None) -> int:
    """Open a run, or adopt the one that waits for this process. Runs whose process is gone are closed first. Raises SourceBusy."""
    close_dead(connection, alive, besides={beginning.adopt, *beginning.siblings})
    values = {
        "beat_at": beginning.beat_at,
        "holder": beginning.holder,
        "settings": beginning.settings,
        "crawl_id": crawl_id,
        "after_capture": connection.execute(sa.select(sa.func.max(capture.c.id))).scalar() or 0,
    }
    waiting = run.update().where(
        run.c.id == beginning.adopt, run.c.key == beginning.key, run.c.finished_at.is_(None)
    )  # fmt: skip
    if beginning.adopt and connection.execute(waiting.values(**values)).rowcount:
        return beginning.adopt
    fresh = {"key": beginning.key, "source": beginning.source, "started_at": beginning.started_at, **values}
    insert = insert_into(connection, run).values(**fresh).on_conflict_do_nothing().returning(run.c.id)
    made = connection.execute(insert).scalar()
    if made is None:
        raise SourceBusy(_busy(open_run(connection, beginning.key)))
    return int(made)


def open_run(connection: Connection, key: str) -> Run | None:
    """Return the run of a source that is going on, or was when its process died."""
    row = connection.execute(sa.select(run).where(run.c.key == key, run.c.finished_at.is_(None))).first()
    return _run(row) if row is not None else None


def refuse_busy(connection: Connection, keys: Collection[str], alive: Alive, *, besides: int = 0) -> None:
    """Raise SourceBusy when one of *keys* is being crawled by a living process."""
    for key in keys:
        running = open_run(connection, key)
        if running is not None and running.id != besides and alive(running):
            raise SourceBusy(_busy(running))


def beat(connection: Connection, ids: Collection[int], now: datetime) -> None:
    """Note that the processes of some runs are alive."""
    connection.execute(run.update().where(run.c.id.in_(sorted(ids)), run.c.finished_at.is_(None)).values(beat_at=now))


def close_run(connection: Connection, run_id: int, *, finished_at: datetime, outcome: str) -> None:
    """Close an open run with what it did, as far as the store knows; one that is closed stays as it is."""
    row = connection.execute(sa.select(run).where(run.c.id == run_id, run.c.finished_at.is_(None))).first()
    if row is None:
        return
    counts, yields = _done(connection, row)
    values = {
        "finished_at": max(finished_at, row.started_at),
        "outcome": outcome,
        "counts": asdict(counts) if counts else None,
        "yields": yields_data(yields),
    }
    connection.execute(run.update().where(run.c.id == run_id).values(**values))


def close_dead(connection: Connection, alive: Alive, *, besides: Collection[int] = ()) -> list[Run]:
    """Close the open runs whose process is gone, as of its last sign of life."""
    left = connection.execute(sa.select(run).where(run.c.finished_at.is_(None)).order_by(run.c.id)).all()
    others = (_run(row) for row in left if row.id not in besides)
    dead = [other for other in others if not alive(other)]
    for dead_run in dead:
        close_run(connection, dead_run.id, finished_at=dead_run.beat_at, outcome=INTERRUPTED)
    return dead


def judge_run(
    connection: Connection, run_id: int, *, exit_code: int, drift: Sequence[str] = (), tracked: tuple[int, int] | None = None
) -> None:  # fmt: skip
    """Write what was found after a run: how its command ends, its drift, the links and stories there are now."""
    judged = runs_with(connection, run_id)
    values: dict[str, Any] = {"exit_code": exit_code, "drift": list(drift) or None}
    if judged.counts is not None and tracked is not None:
        values["counts"] = asdict(replace(judged.counts, links=tracked[0], stories=tracked[1]))
    connection.execute(run.update().where(run.c.id == run_id).values(**values))


def note_counts(connection: Connection, run_id: int, counts: Counts) -> None:
    """Write the counts of a run that has no crawl, like an import's."""
    connection.execute(run.update().where(run.c.id == run_id).values(counts=asdict(counts)))


def note_exit(connection: Connection, run_id: int, exit_code: int) -> None:
    """Write how the command of a run ended, unless it could say so itself."""
    connection.execute(run.update().where(run.c.id == run_id, run.c.exit_code.is_(None)).values(exit_code=exit_code))


def runs_with(connection: Connection, run_id: int) -> Run:
    """Return one run."""
    return _run(connection.execute(sa.select(run).where(run.c.id == run_id)).one())


def all_runs(connection: Connection, *, since: datetime | None = None) -> list[Run]:
    """Return runs, oldest first."""
    query = sa.select(run).order_by(run.c.started_at, run.c.id)
    return [_run(row) for row in connection.execute(query if since is None else query.where(run.c.started_at >= since))]


def counts_so_far(connection: Connection, run_id: int) -> Counts | None:
    """Return what a run that goes on has done, None where it has no crawl."""
    return _done(connection, connection.execute(sa.select(run).where(run.c.id == run_id)).one())[0]


def pages_since(connection: Connection, run_id: int, *, now: datetime, minutes: int) -> float:
    """Return how many pages a minute came in the last *minutes*, or since the run began where that is less ago."""
    row = connection.execute(sa.select(run).where(run.c.id == run_id)).one()
    since = max(now - timedelta(minutes=minutes), row.started_at)
    came = sa.and_(capture.c.crawl_id == row.crawl_id, capture.c.id > row.after_capture, capture.c.fetched_at >= since)
    pages = connection.execute(sa.select(sa.func.count()).select_from(capture).where(came)).scalar_one()
    passed = (now - since).total_seconds() / 60
    return float(pages / passed) if passed > 0 else 0.0


def earlier_runs(connection: Connection, key: str, *, before: int, most: int) -> list[Run]:
    """Return the last closed runs of a source before one, newest first."""
    query = sa.select(run).where(run.c.key == key, run.c.id < before, run.c.finished_at.is_not(None))
    return [_run(row) for row in connection.execute(query.order_by(run.c.id.desc()).limit(most))]


def last_runs(connection: Connection) -> dict[str, Run]:
    """Return the newest run of each source by its key."""
    newest = sa.select(sa.func.max(run.c.id)).group_by(run.c.key)
    rows = connection.execute(sa.select(run).where(run.c.id.in_(newest)).order_by(run.c.id))
    return {last.key: last for last in map(_run, rows)}


def _busy(running: Run | None) -> str:
    if running is None:  # it ended between the insert and this look
        return "another process crawled this source just now; run the same command again"
    name = running.source or "these pages"
    return f"{name}: being crawled by process {running.holder} since {running.started_at:%Y-%m-%d %H:%M} UTC; wait for it, or stop it"


def _done(connection: Connection, row: Row[Any]) -> tuple[Counts | None, Mapping[str, Yield]]:
    if row.crawl_id is None:
        return (Counts(**row.counts) if row.counts else None), {}
    run_row = {"its_crawl": row.crawl_id, "after": row.after_capture}
    yields = _yields(connection, run_row)
    asked = accounts(connection, row.crawl_id)
    return Counts(
        seen=asked.seen,
        stored=asked.stored,
        unchanged=asked.unchanged,
        refused=sum(asked.refused.values()),
        failed=sum(asked.failed.values()),
        pending=asked.pending,
        pages=sum(counts.pages for counts in yields.values()),
        unreadable=yields[UNREAD].pages if UNREAD in yields else 0,
        sightings=sum(counts.sightings for counts in yields.values()),
        blocks=sum(counts.blocks for counts in yields.values()),
        empty=sum(counts.empty for counts in yields.values()),
        unanchored=sum(counts.unanchored for counts in yields.values()),
        new_copies=int(connection.execute(_NEW_COPIES, run_row).scalar_one()),
    ), yields


def _yields(connection: Connection, run_row: Mapping[str, int]) -> dict[str, Yield]:
    of_pages = connection.execute(_PAGES_BY_READER, run_row).all()
    of_sightings = {name: counts for name, *counts in connection.execute(_SIGHTINGS_BY_READER, run_row)}
    yields: dict[str, Yield] = {}
    for name, number, starts in sorted(of_pages):
        sightings, blocks, empty, unanchored = map(int, of_sightings.get(name, (0, 0, 0, 0)))
        yields[name] = Yield(
            pages=number, starts=int(starts), sightings=sightings, blocks=blocks, empty=empty, unanchored=unanchored
        )
    return yields


def _number(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))


# Of one run, built once: a crawl of a hundred sources closes a hundred.
_OF_RUN = sa.and_(capture.c.crawl_id == sa.bindparam("its_crawl"), capture.c.id > sa.bindparam("after"))
# A list, not a look for each page: requests have no index by capture, and twenty thousand pages looked at each other for minutes.
_START = capture.c.id.in_(
    sa.select(request.c.capture_id).where(request.c.crawl_id == sa.bindparam("its_crawl"), request.c.depth == 0)
)
_READER = sa.func.coalesce(capture.c.read_by, sa.literal_column(f"'{UNREAD}'"))
_PAGES_BY_READER = (
    sa.select(_READER, sa.func.count(), sa.func.sum(sa.case((_START, 1), else_=0))).where(_OF_RUN).group_by(_READER)
)
_SIGHTINGS_BY_READER = (
    sa.select(
        _READER,
        sa.func.count(),
        _number(sighting.c.data["role"].as_string() == Role.RELATED.value),
        _number(sighting.c.data["words"].as_integer() == 0),
        _number(sighting.c.data["time_source"].as_string() == TimeSource.UNANCHORED.value),
    )
    .join(capture, capture.c.id == sighting.c.capture_id)
    .where(_OF_RUN)
    .group_by(_READER)
)
_EARLIEST = (
    sa.select(sighting.c.copy_id, sa.func.min(sighting.c.capture_id).label("first"))
    .where(
        sighting.c.copy_id.in_(
            sa.select(sighting.c.copy_id).join(capture, capture.c.id == sighting.c.capture_id).where(_OF_RUN)
        )
    )
    .group_by(sighting.c.copy_id)
    .subquery()
)
#: The copies of a run that nothing had shown before it.
_NEW_COPIES = (
    sa.select(sa.func.count()).select_from(_EARLIEST).join(capture, capture.c.id == _EARLIEST.c.first).where(_OF_RUN)
)


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        key=row.key,
        source=row.source,
        started_at=row.started_at,
        finished_at=row.finished_at,
        beat_at=row.beat_at,
        holder=row.holder,
        outcome=row.outcome,
        exit_code=row.exit_code,
        settings=row.settings,
        counts=Counts(**row.counts) if row.counts else None,
        yields=yields_of(row.yields),
        drift=tuple(row.drift or ()),
    )

"""The scheduler: crawls sources when they are due, one process per crawl, never two of one source or one host at a time.

Everything it has to remember is in the store (runs, and since when each schedule is known), so that it can be killed
and started again at any time.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from crawler.clock import FARTHEST, Clock
from crawler.crawling.session.processes import is_alive, this_process
from crawler.errors import SourceBusy
from crawler.jobs.follow_ups import FollowUps
from crawler.sources.due import Due, next_runs
from crawler.sources.runs import FINISHED, INTERRUPTED, NOT_BEGUN, Run
from crawler.sources.source import Source
from crawler.store import runs, settings
from crawler.store.store import Store

#: Starts the crawl of a source whose run has been opened; the run's number goes to the process as WIRETRACE_RUN.
Start = Callable[[Source, int], "subprocess.Popen[bytes]"]
Notify = Callable[[str], None]
_BEAT = timedelta(seconds=60)
_POLL_EVERY = 0.5  # seconds between two checks of running processes
_LONGEST_SLEEP = 30.0  # another scheduler, or a user's own crawl, may have changed what is due
_GRACE = timedelta(seconds=8)  # for a crawl to end after it was asked to; what it has fetched is stored in any case


@dataclass(frozen=True, slots=True)
class Child:
    """A crawl under way."""

    source: Source
    run_id: int
    process: subprocess.Popen[bytes]


@dataclass(slots=True, kw_only=True)
class Scheduler:
    """Starts crawls that are due and keeps track of them.

    `clock` decides what is due; `beats` times the signs of life, which other processes compare with theirs. `jobs` is how many crawls may run at once; `after` is asked for after each that stored something, and delays none; `left`, unless None, names the only sources that may still be started.
    """

    store: Store
    sources: Sequence[Source]
    start: Start
    notify: Notify
    clock: Clock
    beats: Clock
    jobs: int = 2
    after: FollowUps | None = None
    running: dict[str, Child] = field(default_factory=dict)
    left: set[str] | None = None
    beaten_at: datetime | None = None
    said: list[Due] = field(default_factory=list)

    def run(self, stop: Event, *, once: bool = False) -> None:
        """Run until *stop* is set, or with *once* until what is due now has been crawled; then stop the crawls that are still running."""
        if once:
            self.left = {due.source.name for due in self.upcoming() if due.at <= self.clock()}
        while not stop.is_set():
            waiting = self.step()
            if once and not self.running and not waiting and not self._follows:
                return
            stop.wait(self.pause(waiting))
        self.end()

    def step(self) -> list[Due]:
        """Close what ended, start what is due and may start. Returns what is due and has to wait."""
        self.reap()
        if self.after is not None:
            self.after.step()
        self._beat()
        due = [candidate for candidate in self.upcoming() if candidate.at <= self.clock()]
        if self.left is not None:
            due = [candidate for candidate in due if candidate.source.name in self.left]
        return [candidate for candidate in due if not self._begin(candidate.source)]

    def upcoming(self) -> list[Due]:
        """Return when each source that is not running is due, soonest first; runs whose process is gone are closed."""
        return upcoming(self.store, self.sources, self._alive, now=self.clock(), notify=self.notify)

    def pause(self, waiting: Collection[Due]) -> float:
        """Return how many seconds there is nothing to do."""
        if self.running or waiting or self._follows:
            return _POLL_EVERY
        following = self.upcoming()
        self._say_next(following[:1])
        until = (following[0].at - self.clock()).total_seconds() if following else _LONGEST_SLEEP
        return min(max(until, 0.05), _LONGEST_SLEEP)

    def reap(self) -> None:
        """Close the runs of crawls that have ended."""
        for name, child in list(self.running.items()):
            code = child.process.poll()
            if code is None:
                continue
            del self.running[name]
            self._close(child, code)
            self.notify(f"{name}: ended, exit code {code}")
            if self.after is not None and code in {0, 3}:
                self.after.ask()

    def end(self) -> None:
        """Ask every crawl to stop and wait for it; one that does not is killed. All it had fetched is stored."""
        if self.after is not None:
            self.after.stop()
        for child in self.running.values():
            child.process.terminate()
        until = self.beats() + _GRACE
        for child in self.running.values():
            try:
                child.process.wait(max((until - self.beats()).total_seconds(), 0))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        self.reap()
        if self.after is not None:
            self.after.end(max((until - self.beats()).total_seconds(), 1))

    @property
    def _follows(self) -> bool:
        """Whether something that follows a crawl is going on."""
        return self.after is not None and self.after.busy

    def _say_next(self, next_one: list[Due]) -> None:
        """Say what is waited for, once: a scheduler that has nothing to do is seen to be at work."""
        if next_one != self.said:
            self.said = next_one
            for due in next_one:
                self.notify(f"next: {due.source.name} at {due.at:%Y-%m-%d %H:%M} UTC")

    def _begin(self, source: Source) -> bool:
        """Start the crawl of a source, unless it has to wait for another one."""
        taken = {host for child in self.running.values() for host in _hosts(child.source)}
        if len(self.running) >= self.jobs or taken & _hosts(source):
            return False
        if self.left is not None:
            self.left.discard(source.name)
        now = self.clock()
        beginning = runs.Beginning(
            key=source.name, source=source.name, started_at=now, beat_at=self.beats(), holder=this_process()
        )
        try:
            with self.store.write() as connection:
                run_id = runs.begin_run(connection, beginning, self._alive)
        except SourceBusy:  # another scheduler was faster, or its user crawls it: it is under way
            return True
        self.running[source.name] = Child(source, run_id, self.start(source, run_id))
        self.notify(f"{source.name}: started")
        return True

    def _close(self, child: Child, code: int) -> None:
        """Record how a crawl ended where it could not do so itself."""
        with self.store.write() as connection:
            begun = runs.runs_with(connection, child.run_id).settings is not None
            outcome = FINISHED if code == 0 else INTERRUPTED if begun else NOT_BEGUN
            runs.close_run(connection, child.run_id, finished_at=self.clock(), outcome=outcome)
            runs.note_exit(connection, child.run_id, code)

    def _alive(self, run: Run) -> bool:
        mine = {child.run_id for child in self.running.values()}
        return run.id in mine or is_alive(run, now=self.beats())

    def _beat(self) -> None:
        now = self.beats()
        if self.running and (self.beaten_at is None or now - self.beaten_at >= _BEAT):
            with self.store.write() as connection:
                runs.beat(connection, [child.run_id for child in self.running.values()], now)
            self.beaten_at = now


def upcoming(store: Store, sources: Sequence[Source], alive: runs.Alive, *, now: datetime, notify: Notify) -> list[Due]:
    """Return when each source that is not running is due, soonest first; runs whose process is not *alive* are closed."""
    with store.write() as connection:
        for lost in runs.close_dead(connection, alive):
            notify(f"{lost.source or 'a crawl'}: its run was interrupted and has been closed")
        last = runs.last_runs(connection)
        last = {name: run for name, run in last.items() if run.finished_at is None or run.started_at <= now + FARTHEST}
        known = {source.name: _known_since(connection, source, now) for source in sources if source.schedule}
    return next_runs(sources, last, known_since=known, now=now)


def _known_since(connection: Connection, source: Source, now: datetime) -> datetime:
    """Return since when the scheduler has known this schedule of a source: a cron line's first time comes after that."""
    name, text = f"schedule:{source.name}", source.schedule.text if source.schedule else ""
    since, _, line = (settings.get_setting(connection, name) or "").partition(" ")
    if since and line == text:
        return datetime.fromisoformat(since)
    settings.put_setting(connection, name, f"{now.isoformat()} {text}")
    return now


def _hosts(source: Source) -> set[str | None]:
    return {urlsplit(url).hostname for url in source.urls}


def scheduled(sources: Mapping[str, Source]) -> list[Source]:
    """Return the sources that have a schedule."""
    return [source for source in sources.values() if source.schedule is not None]

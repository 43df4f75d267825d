"""A worker of a fleet: takes one job after another from the queue, each of them a command in a process of its own.

Jobs say what to do, never what was found: all that is known stands in the store, and a job that is done twice finds nothing
left to do. That no host is talked to by two workers at once is the store's own rule (`crawler.store.hosts`), not the queue's.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.clock import Clock
from crawler.crawling.session.processes import is_alive
from crawler.errors import StoreUnavailable
from crawler.interrupts import SIGNALS, note
from crawler.jobs.fleet.queue import open_queue
from crawler.jobs.scheduling import Notify, upcoming
from crawler.sources.runs import CUT_OFF, Run
from crawler.sources.source import Source
from crawler.store.runs import last_runs
from crawler.store.store import Store

if TYPE_CHECKING:
    from procrastinate import App, JobContext

Words = Sequence[str]

_LOOK = "* * * * * */10"  # for what is due, seconds last
_GONE_AFTER = 30.0  # seconds without a sign of life, of which a worker gives one every ten
_GRACE = 8.0  # seconds for a command to end after it was asked to
_AGAIN = 15  # seconds until a source is tried again that somebody else crawls
_TRIES = 5  # a job that ends its worker each time is given up
_KEPT_HOURS = 7 * 24  # what failed is to be seen for a week


class _Busy(Exception):
    """The source is being crawled by a process that no job of the queue has started, or whose worker is gone."""


class _Stopped(Exception):
    """The worker was stopped meanwhile."""


class _Failed(Exception):
    """The command ended with another exit code than it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What a worker may do: the words that crawl a source and that bring links and stories up to date, and of `report` and `alerts` those it was asked to do."""

    sources: Mapping[str, Source]
    crawl: Callable[[Source], Words]
    track: Words
    after: Mapping[str, Words]


def work(store: Store, duties: Duties, *, jobs: int, once: bool, clock: Clock, notify: Notify) -> int:
    """Take jobs until stopped, or with *once* until none is left; returns how many failed. A stopped worker's jobs go back to the queue."""
    from procrastinate.exceptions import ConnectorException  # noqa: PLC0415  # an extra

    worker = _Worker(open_queue(store), store, duties, clock, notify)
    worker.register(forever=not once)
    try:
        asyncio.run(worker.run(jobs=jobs, once=once))
    except ConnectorException as error:
        raise StoreUnavailable(f"{store.shown}: the queue cannot be reached ({error.__cause__ or error})") from error
    return worker.failed


class _Worker:
    def __init__(self, app: App, store: Store, duties: Duties, clock: Clock, notify: Notify) -> None:
        self.app, self.store, self.duties, self.clock, self.notify = app, store, duties, clock, notify
        self.failed = 0
        self.stopping = asyncio.Event()

    async def run(self, *, jobs: int, once: bool) -> None:
        """Work until stopped, or until nothing is left that may be done now."""
        _call_when_stopped(self.stopping.set)
        async with self.app.open_async():
            queues = ["crawl", "track", *self.duties.after]
            if not once:
                await asyncio.gather(self._take(["look"], 1, wait=True), self._take(queues, jobs, wait=True))
                return
            await self._look()
            left: set[int | None] = {None}
            while left and not self.stopping.is_set():  # what was done may have asked for more
                await self._take(queues, jobs, wait=False)
                before, left = left, await self._left(queues)
                if left == before:  # somebody else is at it
                    return

    async def _take(self, queues: list[str], jobs: int, *, wait: bool) -> None:
        working = asyncio.create_task(
            self.app.run_worker_async(
                queues=queues, concurrency=jobs, wait=wait, delete_jobs="successful", install_signal_handlers=False,
                stalled_worker_timeout=_GONE_AFTER, fetch_job_polling_interval=2.0,
            )
        )  # fmt: skip
        stopped = asyncio.create_task(self.stopping.wait())
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not working.done():
            working.cancel()  # takes no more, and waits for what it does
        with suppress(asyncio.CancelledError):
            await working

    async def _left(self, queues: list[str]) -> set[int | None]:
        waiting = await self.app.job_manager.list_jobs_async(status="todo")
        now = self.clock()
        return {job.id for job in waiting if job.queue in queues and (job.scheduled_at or now) <= now}

    def register(self, *, forever: bool) -> None:
        """Say what each job does; one that works *forever* looks for what is due again and again."""
        retry = _retry()

        async def look(timestamp: int) -> None:  # noqa: ARG001  # Procrastinate says for when
            await self._look()

        async def crawl(context: JobContext, source: str) -> None:
            await self._crawl(source, again=context.job.attempts)

        async def track() -> None:
            await self._do("track", self.duties.track)
            for name in ("report", "alerts"):
                await self._ask(name)

        task: Any = self.app.task  # its overloads know decorators only
        if forever:
            self.app.periodic(cron=_LOOK)(task(look, name="look", queue="look", queueing_lock="look", lock="look"))
        task(crawl, name="crawl", queue="crawl", pass_context=True, retry=retry)
        task(track, name="track", queue="track", retry=retry)
        for name in ("report", "alerts"):
            task(self._follow_up(name), name=name, queue=name, retry=retry)

    def _follow_up(self, name: str) -> Callable[[], Any]:
        async def follow_up() -> None:
            await self._do(name, self.duties.after[name])

        return follow_up

    async def _look(self) -> None:
        """Take back the jobs of workers that are gone, and hand out what is due."""
        jobs = self.app.job_manager
        for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=_GONE_AFTER):
            self.notify(f"{_name(job)}: its worker is gone, it is handed out again")
            await jobs.retry_job(job)
        under_way = {job.task_kwargs["source"] for job in await jobs.list_jobs_async(task="crawl", status="doing")}
        for name in sorted(await asyncio.to_thread(self._due) - under_way):
            await self._ask("crawl", name, source=name)
        await jobs.delete_old_jobs(
            _KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
        )  # fmt: skip

    def _due(self) -> set[str]:
        now = self.clock()
        due = upcoming(
            self.store,
            list(self.duties.sources.values()),
            lambda run: is_alive(run, now=now),
            now=now,
            notify=self.notify,
        )
        return {each.source.name for each in due if each.at <= now}

    async def _crawl(self, name: str, *, again: int) -> None:
        source = self.duties.sources.get(name)
        if source is None:
            raise _Failed(f"{name}: the sources file of this worker does not name it")
        if again >= _TRIES:
            raise _Failed(f"{name}: given up after {again} tries")
        last = await asyncio.to_thread(self._last_run, name)
        if last is not None and last.finished_at is None and is_alive(last, now=self.clock()):
            raise _Busy
        cut_off = again and last is not None and (last.finished_at is None or last.outcome in CUT_OFF)
        if not cut_off and name not in await asyncio.to_thread(self._due):
            return  # crawled by somebody since it was handed out
        await self._do(name, self.duties.crawl(source), done=(0, 3))
        await self._ask("track")

    def _last_run(self, name: str) -> Run | None:
        with self.store.read() as connection:
            return last_runs(connection).get(name)

    async def _ask(self, task: str, lock: str = "", **words: str) -> None:
        """Put a job into the queue, unless the same one waits there. Of one kind, or one source, one is done at a time."""
        from procrastinate.exceptions import AlreadyEnqueued  # noqa: PLC0415  # an extra

        key = f"{task} {lock}".strip()
        with suppress(AlreadyEnqueued):
            await self.app.configure_task(task, queue=task, lock=key, queueing_lock=key).defer_async(**words)

    async def _do(self, name: str, words: Words, *, done: Sequence[int] = (0,)) -> None:
        """Run a command; one that is stopped with the worker is asked to end, then ended."""
        self.notify(f"{name}: started")
        process = await asyncio.create_subprocess_exec(*words, start_new_session=True)
        ended, stopped = asyncio.create_task(process.wait()), asyncio.create_task(self.stopping.wait())
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not ended.done():
            process.terminate()
            await asyncio.wait({ended}, timeout=_GRACE)
            if not ended.done():
                process.kill()
            await ended
            raise _Stopped
        code = ended.result()
        self.notify(f"{name}: ended, exit code {code}")
        if code not in done:
            self.failed += 1
            raise _Failed(f"exit code {code}")


def _retry() -> Any:
    from procrastinate import BaseRetryStrategy, RetryDecision  # noqa: PLC0415  # an extra

    class Retry(BaseRetryStrategy):
        """A job that could not be done here is done elsewhere, or later; one that failed waits for its next time."""

        def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:  # noqa: ARG002
            if isinstance(exception, _Busy):
                return RetryDecision(retry_in={"seconds": _AGAIN})
            return RetryDecision(retry_in={"seconds": 0}) if isinstance(exception, _Stopped) else None

    return Retry()


def _call_when_stopped(stop: Callable[[], None]) -> None:
    def heard(number: int) -> None:
        note(number)
        stop()

    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            asyncio.get_running_loop().add_signal_handler(number, heard, number)


def _name(job: Any) -> str:
    return str(job.task_kwargs.get("source", job.task_name))

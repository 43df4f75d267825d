"""The pool: pages go to processes that read them, one thread for each process, and what they show comes back as futures."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from queue import SimpleQueue
from threading import Event, Thread

from crawler.pool.child import serve
from crawler.pool.limits import CRASHED, TOO_LONG, PageLimits
from crawler.sightings.observation import TOO_MUCH, Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries

_SMALL = 256 * 1024  # bytes of a page that cannot freeze a parser for long: what is quadratic there takes seconds
_ALONE = 20  # pages that are read in this process before others are worth their start, a second of processor time
_ATTEMPTS = 2  # times a page is given to a process that ends for no known reason
_PRELOADED = ["crawler.pool.child", "crawler.pool.warm"]

Job = tuple[Capture, "Future[Observation]"]


@dataclass(eq=False)
class ReadingPool:
    """Reads captures in `processes` other processes, 0 for none, each page within `limits`.

    The first pages are read in this process, and all small ones until the others are ready: a command that reads three
    pages starts none. Use as a context manager, or close it.
    """

    registries: Registries
    processes: int = 0
    limits: PageLimits = field(default_factory=PageLimits)
    alone: int = _ALONE
    _jobs: SimpleQueue[Job | None] = field(default_factory=SimpleQueue)
    _threads: list[_Reader] = field(default_factory=list)
    _ready: Event = field(default_factory=Event)
    _read: int = 0

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def read(self, capture: Capture) -> Future[Observation]:
        """Return the future observation of *capture*, done already where it was read in this process."""
        self._read += 1
        large = len(capture.raw) > _SMALL
        if self.processes and not self._threads and (large or self._read > self.alone):
            self._start()
        future: Future[Observation] = Future()
        if self._threads and (large or self._ready.is_set()):
            self._jobs.put((capture, future))
        else:
            future.set_result(observe(capture, self.registries))
        return future

    def close(self) -> None:
        """End the processes; pages that are being read are given up."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.end()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _start(self) -> None:
        multiprocessing.get_context("forkserver").set_forkserver_preload(_PRELOADED)
        for number in range(self.processes):
            thread = _Reader(self._jobs, self._begin, self._ready.set, name=f"reader-{number}")
            self._threads.append(thread)
            thread.start()

    def _begin(self) -> _Process:
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("forkserver")
        process = context.Process(target=serve, args=(theirs, self.registries, self.limits), daemon=True)
        process.start()
        theirs.close()
        return _Process(process, ours)


@dataclass(frozen=True, slots=True)
class _Process:
    """A process that reads, and the way to it."""

    process: ForkServerProcess
    connection: Connection

    def asked(self, capture: Capture) -> Observation | None:
        """Return what the process sees in *capture*; None when it ended over it."""
        try:
            self.connection.send(capture)
            answer: Observation = self.connection.recv()
        except (EOFError, OSError):
            return None
        return answer

    def end(self) -> int | None:
        """End the process, if it has not; return how it ended."""
        self.process.join(0.2)  # one that has gone is listed for a moment longer
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode


class _Reader(Thread):
    """Gives pages to one process after the other: the next one when the last one ended."""

    def __init__(
        self, jobs: SimpleQueue[Job | None], begin: Callable[[], _Process], ready: Callable[[], None], *, name: str
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.jobs, self.begin, self.ready = jobs, begin, ready
        self.current: _Process | None = None
        self.ending = False

    def run(self) -> None:
        """Serve until there is nothing more to read."""
        self.current = self.begin()
        self.ready()
        while (job := self.jobs.get()) is not None and not self.ending:
            capture, future = job
            if future.set_running_or_notify_cancel():
                future.set_result(self._read(capture))
        if self.current is not None:
            self.current.end()

    def end(self) -> None:
        """Stop now, whatever is being read."""
        self.ending = True
        if self.current is not None and self.current.process.is_alive():
            self.current.process.kill()

    def _read(self, capture: Capture) -> Observation:
        for _ in range(_ATTEMPTS):
            self.current = self.current or self.begin()
            observation = self.current.asked(capture)
            if observation is not None and observation.unreadable != TOO_MUCH:
                return observation
            code, self.current = self.current.end(), None
            if observation is not None:
                return observation
            if code == -signal.SIGPROF:
                return Observation(unreadable=TOO_LONG)
            if self.ending:
                break
        return Observation(unreadable=CRASHED)

"""Processes that work on parts of one job: parts go out in turn, results come back in the order of the parts, so that they are the same with and without."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import TypeVar

P = TypeVar("P")
R = TypeVar("R")


class Workers:
    """Up to `processes` other processes, begun when they are first asked; with 0 of them this one does all the work.

    Use as a context manager. What is worked on must not depend on who does it: functions of modules, and values that can be
    pickled. A process that somebody ends costs nothing but time: its part is worked on here.
    """

    def __init__(self, processes: int = 0) -> None:
        self.processes = processes
        self._started: list[_Process] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def each(self, work: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """Give what *work* makes of each part, in order; each process is asked for one part ahead. Raises what *work* raises."""
        if not self.processes:
            yield from map(work, parts)
            return
        self._begin(work.__module__)
        free, waiting = deque(self._started), deque[tuple[_Process, P]]()
        try:
            for part in parts:
                if free:
                    self._ask(free.popleft(), work, part, waiting)
                else:
                    process, asked = waiting.popleft()
                    answer = _answer(process, work, asked)
                    self._ask(
                        process, work, part, waiting
                    )  # before the answer is handed on: it works while that is used
                    yield answer
            while waiting:
                yield _answer(waiting[0][0], work, waiting.popleft()[1])
        finally:
            if waiting:  # nobody wants their answers any more
                self.close()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for process in self._started:
            process.end()
        self._started.clear()

    def _begin(self, module: str) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([module])
        while len(self._started) < self.processes:
            ours, theirs = multiprocessing.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._started.append(_Process(process, ours))

    @staticmethod
    def _ask(process: _Process, work: Callable[[P], R], part: P, waiting: deque[tuple[_Process, P]]) -> None:
        with suppress(OSError):  # it has ended: its answer will not come, and says so
            process.connection.send((work, part))
        waiting.append((process, part))


@dataclass(frozen=True, slots=True)
class _Process:
    """A process that works, and the way to it."""

    process: ForkServerProcess
    connection: Connection

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


@dataclass(frozen=True, slots=True)
class _Failed:
    """What a function raised in another process."""

    error: Exception


def _answer(process: _Process, work: Callable[[P], R], part: P) -> R:
    """Return the process's answer about *part*, or work on it here when that process has ended."""
    try:
        answer: R | _Failed = process.connection.recv()
    except (EOFError, OSError):
        return work(part)
    if isinstance(answer, _Failed):
        raise answer.error
    return answer


def _serve(connection: Connection) -> None:
    """Work on what comes until nobody is left to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the process that asks
    logging.disable()
    try:
        while True:
            work, part = connection.recv()
            try:
                answer = work(part)
            except Exception as error:  # noqa: BLE001  # raised again in the process that asked
                answer = _Failed(error)
            connection.send(answer)
    except (EOFError, ConnectionError):
        return

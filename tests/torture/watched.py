"""A process and all that it begins, looked at while they run: their memory, their processor time, the handles of the first."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from threading import Event, Thread

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Watched:
    """What a process and those that it began held at each look, `every` so many seconds: bytes of memory, handles of its own; and what they used."""

    every: float = 0.5
    memory: list[int] = field(default_factory=list)
    handles: list[int] = field(default_factory=list)
    used: dict[int, float] = field(default_factory=dict)
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def begin(self, process: Popen[str]) -> None:
        """Look from now on, until the process ends or the watch does."""
        self._thread = Thread(target=self._watch, args=(process,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    @property
    def seconds(self) -> float:
        """The processor time of all of them, as it stood when each was last looked at."""
        return sum(self.used.values())

    @property
    def left(self) -> list[int]:
        """Those that are still running."""
        return sorted(filter(_is_running, self.used))

    def _watch(self, process: Popen[str]) -> None:
        while not self._stop.wait(self.every):
            family = [process.pid, *descendants(process.pid)]
            self.memory.append(sum(map(memory_of, family)))
            self.handles.append(handles_of(process.pid))
            self.used |= {pid: used for pid in family if (used := _used(pid)) is not None}

    def growth(self) -> float:
        """The largest memory of the last fifth against that of the second one: the first is start and warming up."""
        fifth = max(len(self.memory) // 5, 1)
        early, late = self.memory[fifth : 2 * fifth] or self.memory[:1], self.memory[-fifth:]
        return max(late) / max(early)


def descendants(pid: int) -> list[int]:
    """The processes that one began, and those that these began."""
    parents: dict[int, list[int]] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        if fields := _stat(int(stat.parent.name)):
            parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found[1:]


def memory_of(pid: int) -> int:
    """What a process holds alone, in bytes: memory that several share counts once for none of them."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


def handles_of(pid: int) -> int:
    """How many files, sockets and pipes a process has open."""
    try:
        return sum(1 for _ in (_PROC / str(pid) / "fd").iterdir())
    except OSError:
        return 0


def _stat(pid: int) -> list[str]:
    """The fields of a process behind its name: state, parent, ..., processor time; none when it is gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _used(pid: int) -> float | None:
    """The seconds of processor that a process used by itself."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else None


def _is_running(pid: int) -> bool:
    """Whether a process is there, and has not only left its exit code to be asked for."""
    return _stat(pid)[:1] not in ([], ["Z"])

"""Which process brings in which archive: several imports on one store share a folder of archives, and none does what another did.

A claim is a setting of the store, named by what the archive holds, wherever it lies. One whose process is gone may be taken;
of an archive that was left in the middle, the pages that are stored are not read again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from crawler.clock import Clock
from crawler.crawling.session.processes import SILENT_FOR, may_be_running, this_process
from crawler.sightings.record import Capture
from crawler.store.captures import has_capture
from crawler.store.settings import get_setting, put_setting
from crawler.store.store import Store

_DONE = "done"
_SAMPLE = 2**20  # bytes from the start and from the end: a gigabyte is not read for its name
_BEAT = timedelta(seconds=60)


@dataclass(slots=True)
class Claims:
    """The claims of one import.

    `reading` is what the user said of how archives are read; `taking_up` says whether the one being read was left in the middle;
    `known` counts the archives that were brought in before, `taken` names those that others are at.
    """

    store: Store
    clock: Clock
    reading: str
    known: int = 0
    taken: dict[str, str] = field(default_factory=dict)
    mine: list[str] = field(default_factory=list)
    taking_up: bool = False
    beaten_at: datetime | None = None

    def claim(self, path: Path) -> str | None:
        """Return the name under which an archive is ours now; None when there is nothing to do about it."""
        name = f"archive {_identity(path, self.reading)}"
        now = self.clock()
        with self.store.write() as connection:
            said = get_setting(connection, name) or ""
            if said == _DONE:
                self.known += 1
                return None
            holder, _, beaten = said.partition(" ")
            if holder and holder != this_process() and _is_at_it(holder, beaten, now):
                self.taken[path.name] = holder
                return None
            put_setting(connection, name, f"{this_process()} {now.isoformat()}")
        self.mine.append(name)
        self.taking_up = bool(holder)
        return name

    def has(self, capture: Capture) -> bool:
        """Whether a page of an archive that is taken up is stored: it is not read again, which is what an import costs."""
        if not self.taking_up:
            return False
        with self.store.read() as connection:
            return has_capture(connection, capture.key)

    def beat(self) -> None:
        """Say that this process is still at its archives, if it is time."""
        now = self.clock()
        if self.mine and (self.beaten_at is None or now - self.beaten_at >= _BEAT):
            self.beaten_at = now
            with self.store.write() as connection:
                for name in self.mine:
                    put_setting(connection, name, f"{this_process()} {now.isoformat()}")

    def close(self, name: str) -> None:
        """Note that all of an archive is stored."""
        self.mine.remove(name)
        with self.store.write() as connection:
            put_setting(connection, name, _DONE)


def _is_at_it(holder: str, beaten: str, now: datetime) -> bool:
    return may_be_running(holder) and now - datetime.fromisoformat(beaten) <= SILENT_FOR


def _identity(path: Path, reading: str) -> str:
    """Return what tells an archive from others: its size, its start, its end, and what else is taken from it when it is read otherwise."""
    size = path.stat().st_size
    digest = hashlib.sha256(f"{size} {reading}".encode())
    with path.open("rb") as file:
        digest.update(file.read(_SAMPLE))
        if size > 2 * _SAMPLE:
            file.seek(-_SAMPLE, 2)
        digest.update(file.read())
    return digest.hexdigest()

"""Decisions become links and stories: tracked one after the other, behind the pages where that takes long."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Final

from crawler.faults import fault_note
from crawler.jobs.deciding.applying import track_again
from crawler.serve.served import Served, writing

_PATIENCE: Final = 5.0  # seconds that whoever decided waits for what became of it


class Applying:
    """Tracks what was decided. *note* is told of what goes wrong when nobody waits any more."""

    def __init__(self, held: Served, note: Callable[[str], None]) -> None:
        self._held = held
        self._note = note
        self._lock = Lock()
        self._asked = False
        self._going_on: Future[None] | None = None

    def is_going_on(self) -> bool:
        """Whether pages show what was before a decision."""
        return self._going_on is not None

    def bring_in(self) -> None:
        """Track what was decided; where that takes longer than a reader waits, it goes on behind."""
        try:
            self._begin().result(timeout=_PATIENCE)
        except TimeoutError:
            return

    def _begin(self) -> Future[None]:
        with self._lock:
            self._asked = True
            if self._going_on is None:
                self._going_on = Future()
                Thread(target=self._track, args=(self._going_on,), name="decisions", daemon=True).start()
            return self._going_on

    def _track(self, done: Future[None]) -> None:
        try:
            while self._is_asked():
                _track_as_a_writer(self._held)
        except Exception as problem:  # noqa: BLE001  # whoever waits is told, and the log
            self._note(f"a decision was not applied, the next tracking does it: {fault_note(problem)}")
            with self._lock:
                self._going_on = None
            done.set_exception(problem)
        else:
            done.set_result(None)

    def _is_asked(self) -> bool:
        """Whether something was decided since the last tracking began; if not, nothing goes on from here."""
        with self._lock:
            asked, self._asked = self._asked, False
            if not asked:
                self._going_on = None
            return asked


def _track_as_a_writer(held: Served) -> None:
    """Track by a connection of its own, as the others only read, and show it."""
    with writing(held) as store:
        track_again(store)
    held.state(newest=True)

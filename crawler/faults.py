"""Faults of this program: what nobody expected, told in one line that says where and holds nothing of a page."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import UserError

#: The reason of a page, a record or a request that met one.
PROGRAM_ERROR = "program-error"
_HERE = Path(__file__).parent


def fault(error: BaseException | None) -> str:
    """Return what an exception is and where in this package it came from: `IndexError at text/kicker.py:65`.

    The words of the exception are left out: they may be a page's. Without a place in this package only what it is.
    """
    trace = error.__traceback__ if error is not None else None
    places = [frame for frame in traceback.extract_tb(trace) if _HERE in Path(frame.filename).parents]
    name = type(error).__name__
    if not places:
        return name
    last = places[-1]
    return f"{name} at {Path(last.filename).relative_to(_HERE).as_posix()}:{last.lineno}"


def fault_note(error: BaseException | None) -> str:
    """Return the same as a capture's note."""
    return f"{PROGRAM_ERROR}: {fault(error)}"


class Faults(Counter[str]):
    """How often something was gone on without because of a fault, by the place it came from."""

    def note(self, error: Exception) -> None:
        """Count an error. Raises it again where it is no fault of the program."""
        if isinstance(error, UserError):
            raise error
        self[fault(error)] += 1

    @contextmanager
    def excused(self) -> Iterator[None]:
        """Go on behind the block where a fault ends it."""
        try:
            yield
        except Exception as error:  # noqa: BLE001  # a fault of ours costs its own block, never the run
            self.note(error)


class Unexcused(Faults):
    """Excuses nothing: for whoever has no place to say what was gone on without."""

    def note(self, error: Exception) -> None:
        """Raise the error again."""
        raise error

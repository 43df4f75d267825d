"""Faults of this program: what nobody expected, told in one line that says where and holds nothing of a page."""

from __future__ import annotations

import traceback
from pathlib import Path

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

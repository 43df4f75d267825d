"""Which process does a run, and whether it is still alive. The only module that inspects processes."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from crawler.clock import FARTHEST
from crawler.sources.runs import Run

#: Without a sign of life for so long a run counts as dead, wherever it was: a beat is due every minute.
SILENT_FOR = timedelta(minutes=10)


def this_process() -> str:
    """Return the name of this process: HOST:PID."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_alive(run: Run, *, now: datetime) -> bool:
    """Say whether the process of an open run still lives, by its beats, and on this machine by looking.

    A run held under this process's own name is dead unless this process knows that it has it open, which is for the caller
    to say: whoever else wrote that name had the same number before it ended (as after the restart of a container).
    """
    if now - run.beat_at > SILENT_FOR or run.holder == this_process():
        return False
    if run.beat_at > now + FARTHEST and not run.holder.startswith(f"{socket.gethostname()}:"):
        return False  # the beat of a clock that was wrong says nothing
    return may_be_running(run.holder)


def may_be_running(holder: str) -> bool:
    """Say whether the process called HOST:PID is there; one of another machine may always be."""
    host, _, number = holder.rpartition(":")
    return host != socket.gethostname() or not number.isdigit() or _is_running(int(number))


def _is_running(number: int) -> bool:
    if os.name == "nt":  # where asking for a process ends it: the beats decide
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, and there
        return True
    try:  # one that ended and that nobody has asked about is still listed
        stat = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[:1] != ["Z"]

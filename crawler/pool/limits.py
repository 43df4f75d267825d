"""What reading one page may take, and how many processes read."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

#: Why a page could not be read that took longer than it may, or that ended the process that read it.
TOO_LONG, CRASHED = "reading-took-too-long", "reading-crashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """What one page may take: `seconds` of processor time, which a busy machine does not stretch, and bytes of `memory`.

    A page of the largest size that is fetched (10 MiB) takes some four seconds and a quarter of the memory.
    """

    seconds: float = 20.0
    memory: int = 2 * 2**30


def processes_for(wanted: int | None) -> int:
    """Return how many processes read pages: as many as *wanted*, or one for each core; 0 where one core has to do it all."""
    if not hasattr(signal, "setitimer"):  # Windows: no limit of processor time, no reason for processes
        return 0
    if wanted is not None:
        return wanted
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if cores > 1 else 0

"""What a piece of work costs: processor time and memory, measured in a process of its own, which a limit ends."""

import contextlib
import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from typing import NamedTuple


class Spent(NamedTuple):
    """What some work came to (its own words), the seconds of processor time it took, and by how many MB the process grew."""

    found: str
    seconds: float
    megabytes: float


def spent(work: Callable[[], object], *, limit: int = 60) -> Spent:
    """Do *work* in a fork of this process and say what it cost. One that takes more than *limit* seconds of processor is ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.close(reading)
            _child(work, writing, limit)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    if not said:
        return Spent(f"ended by signal {os.waitstatus_to_exitcode(status)}", seconds, used.ru_maxrss / 1024)
    found, before, after = json.loads(said)
    return Spent(found, seconds, (after - before) / 1024)


def _child(work: Callable[[], object], writing: int, limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        found = repr(work())
    except Exception as error:  # noqa: BLE001  # whatever escapes is the finding
        last = traceback.extract_tb(sys.exc_info()[2])[-1]
        found = f"ESCAPED {type(error).__name__}: {error} at {last.filename}:{last.lineno}"
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with os.fdopen(writing, "w") as pipe:
        json.dump([found, before, after], pipe)

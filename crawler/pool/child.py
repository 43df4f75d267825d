"""What runs in a process that reads pages: captures come in, observations go out, until nobody is left to ask."""

from __future__ import annotations

import logging
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from crawler.pool.limits import PageLimits
from crawler.sightings.observation import TOO_MUCH, Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries

try:
    import resource
except ImportError:  # Windows, where no process reads
    resource = None  # type: ignore[assignment]

_STATUS = Path("/proc/self/status")
_NEAR = 0.95  # of the limit: a parser that was refused memory may hand over half a page without a word


def serve(connection: Connection, registries: Registries, limits: PageLimits) -> None:
    """Read each capture that comes. The system ends this process when one takes too long, whatever code it is in.

    One that takes too much memory is the last: what is left of it may be torn.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the process that asks
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    logging.disable()  # a fault is noted in the observation; two processes writing to one terminal help nobody
    _ = registries.outlets, registries.wires  # parsed once, on nobody's time
    most = _bound_memory(limits.memory)
    try:
        while True:
            observation = _observed(connection.recv(), registries, limits.seconds, most)
            connection.send(observation)
            if observation.unreadable == TOO_MUCH:
                return
    except (EOFError, ConnectionError):
        return


def _observed(capture: Capture, registries: Registries, seconds: float, most: int) -> Observation:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    observation = observe(capture, registries)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return Observation(unreadable=TOO_MUCH) if most and _memory("VmPeak") > most * _NEAR else observation


def _bound_memory(more: int) -> int:
    """Let this process grow by so many bytes; return what it may have in all, 0 where that cannot be said."""
    used = _memory("VmSize")
    if used:
        most = used + more
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
        return most
    return 0


def _memory(what: str) -> int:
    """Return an amount of memory of this process in bytes, 0 where the system does not say."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:")), 0)

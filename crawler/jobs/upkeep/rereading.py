"""Reading stored captures again: what another version of the program, or other registries, read before.

It goes in batches that commit, and the store keeps how far it has come: one that was stopped is taken up where it was, and
ends as if it had not been.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from sqlalchemy.engine import Connection

from crawler.jobs.progress import Progress, silent
from crawler.jobs.tracking.excused import forget_tracking_faults
from crawler.jobs.upkeep import unfinished
from crawler.jobs.upkeep.judging import forget_verdicts
from crawler.jobs.upkeep.unfinished import Due
from crawler.sightings.observe import observe
from crawler.sightings.registries import Registries
from crawler.sightings.version import READING_VERSION
from crawler.store import settings
from crawler.store.captures import captures, count_captures, last_capture, replace_observation
from crawler.store.clearing import drop_empty_copies, forget_date_orders, forget_sightings
from crawler.store.registry import is_outdated, is_stale, mark_read, reading_version
from crawler.store.store import Store

REGISTRY_CHANGED = "the registry of outlets or your layouts changed"
_STATE = "rereading"
_CAPTURES = 20  # read in one batch: some 10 ms each, outside the transaction that writes what they gave
_ROWS = 2_000  # taken out in one transaction


@dataclass(frozen=True, slots=True)
class _State:
    """How far a reading has come. `reading` names what reads, captures up to `done` are read, those up to `until` are to be."""

    reading: str
    until: int
    done: int = 0


def rereading_due(store: Store, registries: Registries) -> Due | None:
    """Return how many captures are to be read again, and why; None when all were read by this program as it is."""
    with store.read() as connection:
        why = _why(connection, registries)
        state = _state_of(connection, registries) or _whole(connection, registries)
        number = count_captures(connection, after=state.done, until=state.until)
    return Due(number, why) if why is not None and state.until else None


def _why(connection: Connection, registries: Registries) -> str | None:
    if is_outdated(connection):
        before = reading_version(connection)
        made = f"made by reading version {before}" if before else "made before reading versions were kept"
        return f"{made}, this is {READING_VERSION}"
    if is_stale(connection, registries):
        return REGISTRY_CHANGED
    return "it was stopped" if settings.get_setting(connection, _STATE) is not None else None


def reread(store: Store, registries: Registries, *, progress: Progress = silent) -> int:
    """Read every capture again from its raw bytes, in place of all sightings and copies. Returns how many were left to read.

    A reading by the same version with the same registries that was stopped is gone on with. Stories keep their keys: the
    next tracking finds them by their copies.
    """
    state = _begin(store, registries)
    forget_verdicts(store, progress=progress)
    while _clear(store, state):
        progress("taking out what was read", state.done, state.until)
    read = 0
    while (batch := _read(store, registries, state)) is not None:
        state, number = batch
        read += number
        progress("reading captures", state.done, state.until)
    while _drop(store):
        progress("dropping empty copies", state.done, state.until)
    with store.write() as connection:
        mark_read(connection, registries)
        settings.drop_setting(connection, _STATE)
    return read


def _begin(store: Store, registries: Registries) -> _State:
    with store.write() as connection:
        begun = _state_of(connection, registries)
        if begun is not None:
            return begun
        unfinished.begin(connection)
        forget_tracking_faults(connection)
        forget_date_orders(connection)
        state = _whole(connection, registries)
        _keep(connection, state)
    return state


def _state_of(connection: Connection, registries: Registries) -> _State | None:
    """Return how far this reading has come; None where none was begun, or with another version or other registries."""
    kept = settings.get_setting(connection, _STATE)
    state = _State(**json.loads(kept)) if kept is not None else None
    return state if state is not None and state.reading == _reading(registries) else None


def _whole(connection: Connection, registries: Registries) -> _State:
    return _State(_reading(registries), last_capture(connection))


def _reading(registries: Registries) -> str:
    return f"{READING_VERSION}:{registries.digest}"


def _keep(connection: Connection, state: _State) -> None:
    settings.put_setting(connection, _STATE, json.dumps(asdict(state)))


def _clear(store: Store, state: _State) -> int:
    with store.write() as connection:
        return forget_sightings(connection, after=state.done, until=state.until, limit=_ROWS)


def _read(store: Store, registries: Registries, state: _State) -> tuple[_State, int] | None:
    """Read the next captures; return the state after them and how many they were, None when none was left."""
    with store.read() as connection:
        batch = captures(connection, after=state.done, until=state.until, limit=_CAPTURES)
    if not batch:
        return None
    observed = [(row, observe(received, registries)) for row, received in batch]
    after = replace(state, done=batch[-1][0])
    with store.write() as connection:
        now = _state_of(connection, registries)
        if now != state:  # another process reads them, too, and was faster
            return (now, 0) if now is not None else None
        for row, observation in observed:
            replace_observation(connection, row, observation)
        _keep(connection, after)
    return after, len(batch)


def _drop(store: Store) -> int:
    with store.write() as connection:
        return drop_empty_copies(connection, limit=_ROWS // 10)

"""Importing: saved pages, captured text, JSONL, wires' own feeds and web archives go in; a bad one is reported and skipped."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.clock import Clock
from crawler.errors import ImportRefused, UserError
from crawler.faults import PROGRAM_ERROR, fault_note
from crawler.jobs.intake.archives import ArchiveReader, Ended, Skipped
from crawler.jobs.intake.claims import Claims
from crawler.jobs.intake.files import Defaults, captures_in
from crawler.jobs.progress import Progress, silent
from crawler.pages.layouts.article import OUTWEIGHED
from crawler.pool.pool import ReadingPool
from crawler.sightings.import_records import capture_of_record
from crawler.sightings.observation import Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries
from crawler.store.captures import payload_of, save_captures
from crawler.store.registry import keep_registries
from crawler.store.store import Store

logger = logging.getLogger(__name__)
_BATCH = 200  # captures in one transaction
_AHEAD, _AHEAD_BYTES = 64, 64 * 2**20  # captures that are read while earlier ones are written, and what they may weigh
Taken = Capture | Skipped | Ended | ImportRefused


@dataclass(slots=True)
class Imported:
    """What an import did. `problems` has one line for each input that did not go in.

    `barren` counts the paths that gave nothing at all. `items` are the versions of wires' own items among the sightings,
    `wires` whose they are, `skipped` the names of a feed's items that gave nothing, by reason; `no_pages` counts the records
    of archives that gave no page, by reason. `outweighed` counts the pages whose repeated items (comments, a slider) say more than
    the text that was read. `archives_known` were brought in before, `archives_taken` are being brought in by the process that
    each name is followed by; `ended` are the claims on those whose records have all been taken.
    """

    captures: int = 0
    new: int = 0
    sightings: int = 0
    outweighed: int = 0
    unreadable: dict[str, int] = field(default_factory=dict)
    no_pages: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    barren: int = 0
    items: int = 0
    wires: set[str] = field(default_factory=set)
    skipped: dict[str, list[str]] = field(default_factory=dict)
    archives_known: int = 0
    archives_taken: dict[str, str] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)


def import_paths(
    store: Store,
    paths: Sequence[Path],
    registries: Registries,
    *,
    defaults: Defaults,
    progress: Progress = silent,
    processes: int = 0,
    clock: Clock | None = None,
) -> Imported:
    """Read every path and store what it gives, in order; what is in the store already is left alone.

    With *processes* that many others read pages, and the result is the same to the byte. With a *clock* archives are
    claimed: one that another import is at, or that was brought in before, is left to it.
    """
    done = Imported()
    defaults = replace(defaults, layouts=registries.layouts)
    with store.write() as connection:
        keep_registries(connection, registries)
    batch: list[tuple[Capture, Observation]] = []
    with ReadingPool(registries, processes) as pool:
        ahead, claims = _Ahead(pool), Claims(store, clock, _said(defaults)) if clock else None
        archives = _archive_reader(defaults, _stored_payloads(store, batch, ahead), claims)
        for path in paths:
            before = done.captures
            for result, observation in ahead.observed(captures_in(path, defaults, archives), claims):
                _take(result, observation, done, batch)
                if len(batch) == _BATCH:
                    _flush(store, batch, done, progress, claims)
            done.barren += done.captures == before and not _left_to_others(done, claims)
    _flush(store, batch, done, progress, claims)
    return done


def _left_to_others(done: Imported, claims: Claims | None) -> bool:
    """Note which archives were left alone; return whether there were any since it was asked last."""
    if claims is None:
        return False
    before = done.archives_known + len(done.archives_taken)
    done.archives_known, done.archives_taken = claims.known, dict(claims.taken)
    return done.archives_known + len(done.archives_taken) > before


@dataclass(slots=True)
class _Ahead:
    """What is being read while what came before it is written; it comes out in the order in which it went in."""

    pool: ReadingPool
    waiting: deque[tuple[Taken, Future[Observation] | None]] = field(default_factory=deque)
    weight: int = 0

    def observed(self, results: Iterable[Taken], claims: Claims | None) -> Iterator[tuple[Taken, Observation | None]]:
        """Yield each result with what was read off it, None where it is no capture, or one that an import that was stopped has stored."""
        for result in results:
            unread = isinstance(result, Capture) and not (claims and claims.has(result))
            future = self.pool.read(result) if isinstance(result, Capture) and unread else None
            if isinstance(result, Ended) and claims:
                claims.taking_up = False
            self.waiting.append((result, future))
            self.weight += _weight(result)
            while self._is_full() or self._is_done():
                yield self._next()
        while self.waiting:
            yield self._next()

    def payload(self, sha256: str) -> bytes | None:
        """Return the page with this SHA-256, if it is among them."""
        captures = (result for result, _ in self.waiting if isinstance(result, Capture))
        return next((capture.raw for capture in captures if capture.sha256 == sha256), None)

    def _next(self) -> tuple[Taken, Observation | None]:
        result, future = self.waiting.popleft()
        self.weight -= _weight(result)
        return result, future.result() if future is not None else None

    def _is_full(self) -> bool:
        return len(self.waiting) > _AHEAD or (self.weight > _AHEAD_BYTES and len(self.waiting) > 1)

    def _is_done(self) -> bool:
        future = self.waiting[0][1] if self.waiting else None
        return bool(self.waiting) and (future is None or future.done())


def _weight(result: Taken) -> int:
    return len(result.raw) if isinstance(result, Capture) else 0


def import_records(store: Store, records: Iterable[Mapping[str, object]], registries: Registries) -> Imported:
    """Store articles given as records with the keys of a JSONL line; instants may be datetimes. A bad one is named by its number."""
    done = Imported()
    with store.write() as connection:
        keep_registries(connection, registries)
    batch: list[tuple[Capture, Observation]] = []
    for number, record in enumerate(records, 1):
        result = _capture_or_error(record, f"record {number}")
        observation = observe(result, registries) if isinstance(result, Capture) else None
        _take(result, observation, done, batch)
        if len(batch) == _BATCH:
            _flush(store, batch, done, silent)
    _flush(store, batch, done, silent)
    return done


def _capture_or_error(record: Mapping[str, object], where: str) -> Capture | ImportRefused:
    try:
        return capture_of_record(record, where=where)
    except ImportRefused as error:
        return error


def _take(
    result: Taken, observation: Observation | None, done: Imported, batch: list[tuple[Capture, Observation]]
) -> None:
    """Put a capture in the *batch*; note in *done* what is not one."""
    if isinstance(result, ImportRefused):
        done.problems.append(str(result))
    elif isinstance(result, Skipped):
        done.no_pages[result.reason] = done.no_pages.get(result.reason, 0) + 1
    elif isinstance(result, Ended):
        done.ended.append(result.claim)
    elif observation is None:
        done.captures += 1
    else:
        _count(done, observation)
        batch.append((result, observation))


def _count(done: Imported, observation: Observation) -> None:
    done.captures += 1
    done.sightings += len(observation.sightings)
    wires = [seen.outlet or "" for seen in observation.sightings if seen.item is not None]
    done.items += len(wires)
    done.wires.update(wires)
    for item in observation.skipped:
        done.skipped.setdefault(item.reason, []).append(item.name)
    done.outweighed += OUTWEIGHED in observation.notes
    if observation.unreadable:
        done.unreadable[observation.unreadable] = done.unreadable.get(observation.unreadable, 0) + 1


def _flush(
    store: Store,
    batch: list[tuple[Capture, Observation]],
    done: Imported,
    progress: Progress,
    claims: Claims | None = None,
) -> None:
    if batch:
        try:
            with store.write() as connection:
                done.new += save_captures(connection, batch)
        except UserError:
            raise
        except Exception as error:  # one of them cannot be written: the others can
            logger.debug("%s while storing", fault_note(error), exc_info=True)
            _store_each(store, batch, done)
        batch.clear()
        progress("importing", done.captures, None)
    if claims is not None:
        while done.ended:
            claims.close(done.ended.pop())
        claims.beat()


def _store_each(store: Store, batch: Sequence[tuple[Capture, Observation]], done: Imported) -> None:
    """Store captures one by one; one that cannot be written is kept without what was read off it, and named."""
    for capture, observation in batch:
        try:
            with store.write() as connection:
                done.new += save_captures(connection, [(capture, observation)])
        except UserError:
            raise
        except Exception as error:
            note, name = fault_note(error), capture.url or capture.key
            logger.exception("%s while storing %s", note, name)
            done.problems.append(f"{name}: {note}; please report it")
            failed = Observation(unreadable=PROGRAM_ERROR, notes=(note,))
            with store.write() as connection:
                done.new += save_captures(connection, [(capture, failed)])


def captures_of(path: Path, defaults: Defaults) -> Iterator[Capture | ImportRefused]:
    """Yield what a path holds, one capture after the other, and why something did not give one. Nothing is stored."""
    archives = _archive_reader(defaults, lambda _sha256: None, None)
    results = captures_in(path, defaults, archives)
    yield from (result for result in results if not isinstance(result, Skipped | Ended))


def _stored_payloads(
    store: Store, batch: Sequence[tuple[Capture, Observation]], ahead: _Ahead
) -> Callable[[str], bytes | None]:
    """Return a function that finds a page by its SHA-256: among those being read or about to be written, then in the store."""

    def payload(sha256: str) -> bytes | None:
        waiting = next((capture.raw for capture, _ in batch if capture.sha256 == sha256), None)
        waiting = waiting if waiting is not None else ahead.payload(sha256)
        if waiting is not None:
            return waiting
        with store.read() as connection:
            return payload_of(connection, sha256)

    return payload


def _said(defaults: Defaults) -> str:
    """Return what decides which pages of an archive go in, and how."""
    return f"{defaults.layout} {defaults.timezone} {defaults.obeys_reservations}"


def _archive_reader(defaults: Defaults, payload: Callable[[str], bytes | None], claims: Claims | None) -> ArchiveReader:
    """Return a reader of archives that finds the page a revisit record refers to with *payload*."""
    return ArchiveReader(
        payload,
        claims.claim if claims else None,
        layout=defaults.layout,
        timezone=defaults.timezone,
        obeys_reservations=defaults.obeys_reservations,
    )

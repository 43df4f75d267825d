"""Importing: saved pages, captured text, JSONL, wires' own feeds and web archives go in; a bad one is reported and skipped."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.errors import ImportRefused, UserError
from crawler.faults import PROGRAM_ERROR, fault_note
from crawler.jobs.intake.archives import ArchiveReader, Skipped
from crawler.jobs.intake.files import Defaults, captures_in
from crawler.jobs.progress import Progress, silent
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


@dataclass(slots=True)
class Imported:
    """What an import did. `problems` has one line for each input that did not go in.

    `barren` counts the paths that gave nothing at all. `items` are the versions of wires' own items among the sightings,
    `wires` whose they are, `skipped` the names of a feed's items that gave nothing, by reason; `no_pages` counts the records
    of archives that gave no page, by reason.
    """

    captures: int = 0
    new: int = 0
    sightings: int = 0
    unreadable: dict[str, int] = field(default_factory=dict)
    no_pages: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    barren: int = 0
    items: int = 0
    wires: set[str] = field(default_factory=set)
    skipped: dict[str, list[str]] = field(default_factory=dict)


def import_paths(
    store: Store,
    paths: Sequence[Path],
    registries: Registries,
    *,
    defaults: Defaults,
    progress: Progress = silent,
) -> Imported:
    """Read every path and store what it gives; what is in the store already is left alone."""
    done = Imported()
    defaults = replace(defaults, layouts=registries.layouts)
    with store.write() as connection:
        keep_registries(connection, registries)
    batch: list[tuple[Capture, Observation]] = []
    archives = _archive_reader(defaults, _stored_payloads(store, batch))
    for path in paths:
        before = done.captures
        for result in captures_in(path, defaults, archives):
            _take(result, registries, done, batch)
            if len(batch) == _BATCH:
                _flush(store, batch, done, progress)
        done.barren += done.captures == before
    _flush(store, batch, done, progress)
    return done


def import_records(store: Store, records: Iterable[Mapping[str, object]], registries: Registries) -> Imported:
    """Store articles given as records with the keys of a JSONL line; instants may be datetimes. A bad one is named by its number."""
    done = Imported()
    with store.write() as connection:
        keep_registries(connection, registries)
    batch: list[tuple[Capture, Observation]] = []
    for number, record in enumerate(records, 1):
        _take(_capture_or_error(record, f"record {number}"), registries, done, batch)
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
    result: Capture | Skipped | ImportRefused,
    registries: Registries,
    done: Imported,
    batch: list[tuple[Capture, Observation]],
) -> None:
    """Observe a capture and put it in the *batch*; note in *done* what is not one."""
    if isinstance(result, ImportRefused):
        done.problems.append(str(result))
    elif isinstance(result, Skipped):
        done.no_pages[result.reason] = done.no_pages.get(result.reason, 0) + 1
    else:
        observation = observe(result, registries)
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
    if observation.unreadable:
        done.unreadable[observation.unreadable] = done.unreadable.get(observation.unreadable, 0) + 1


def _flush(store: Store, batch: list[tuple[Capture, Observation]], done: Imported, progress: Progress) -> None:
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
    archives = _archive_reader(defaults, lambda _sha256: None)
    results = captures_in(path, defaults, archives)
    yield from (result for result in results if not isinstance(result, Skipped))


def _stored_payloads(store: Store, batch: Sequence[tuple[Capture, Observation]]) -> Callable[[str], bytes | None]:
    """Return a function that finds a page by its SHA-256: in the batch that waits to be written, then in the store."""

    def payload(sha256: str) -> bytes | None:
        waiting = next((capture.raw for capture, _ in batch if capture.sha256 == sha256), None)
        if waiting is not None:
            return waiting
        with store.read() as connection:
            return payload_of(connection, sha256)

    return payload


def _archive_reader(defaults: Defaults, payload: Callable[[str], bytes | None]) -> ArchiveReader:
    """Return a reader of archives that finds the page a revisit record refers to with *payload*."""
    return ArchiveReader(
        payload, layout=defaults.layout, timezone=defaults.timezone, obeys_reservations=defaults.obeys_reservations
    )

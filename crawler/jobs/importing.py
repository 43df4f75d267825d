"""Importing: saved page folders, saved pages, captured page text and JSONL of articles go in; a bad one is told and skipped."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from crawler.jobs.progress import Progress, silent
from crawler.sightings.identity import capture_key
from crawler.sightings.observe import Observation, fetched_time, observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries
from crawler.store.captures import save_captures
from crawler.store.store import Store

_BATCH = 200  # captures in one transaction
_LARGEST = 10 * 1024 * 1024  # bytes of one page or one line, as in a crawl
_PAGES = (".html", ".htm", ".xhtml", ".xml")


class ImportRefused(Exception):
    """One input cannot go in; the message says which (file and line) and why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What the user says of captures that do not say it themselves."""

    fetched_at: datetime | None = None
    url: str | None = None
    timezone: str | None = None
    layout: str | None = None


@dataclass(slots=True)
class Imported:
    """What an import did. `problems` has one line for each input that did not go in."""

    captures: int = 0
    new: int = 0
    sightings: int = 0
    unreadable: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


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
    batch: list[tuple[Capture, Observation]] = []
    for path in paths:
        for found in _captures(path, defaults):
            if isinstance(found, ImportRefused):
                done.problems.append(str(found))
                continue
            observation = observe(found, registries)
            _count(done, observation)
            batch.append((found, observation))
            if len(batch) == _BATCH:
                _flush(store, batch, done, progress)
    _flush(store, batch, done, progress)
    return done


def _count(done: Imported, observation: Observation) -> None:
    done.captures += 1
    done.sightings += len(observation.sightings)
    if observation.unreadable:
        done.unreadable[observation.unreadable] = done.unreadable.get(observation.unreadable, 0) + 1


def _flush(store: Store, batch: list[tuple[Capture, Observation]], done: Imported, progress: Progress) -> None:
    if batch:
        with store.write() as connection:
            done.new += save_captures(connection, batch)
        batch.clear()
        progress("importing", done.captures, None)


def _captures(path: Path, defaults: Defaults) -> Iterator[Capture | ImportRefused]:
    try:
        if path.is_dir():
            yield from _folder(path, defaults)
        elif path.name.endswith((".jsonl", ".jsonl.gz", ".ndjson")):
            yield from _lines(path)
        elif path.suffix in (*_PAGES, ".txt"):
            yield _page(path, defaults)
        elif path.exists():
            yield ImportRefused(
                f"{path}: not a saved page (.html), captured text (.txt), .jsonl file or folder of these"
            )
        else:
            yield ImportRefused(f"{path}: no such file or folder")
    except ImportRefused as error:
        yield error
    except OSError as error:
        yield ImportRefused(f"{path}: {error.strerror or error}")


def _folder(folder: Path, defaults: Defaults) -> Iterator[Capture | ImportRefused]:
    """Give the pages below a folder, in order of name; a `meta.json` beside a page speaks for it."""
    files = sorted(
        p for p in folder.rglob("*") if p.suffix in (*_PAGES, ".txt", ".jsonl") or p.name.endswith(".jsonl.gz")
    )
    if not files:
        yield ImportRefused(f"{folder}: holds no saved page (page.html with meta.json), captured text or JSONL")
    for file in files:
        yield from _captures(file, defaults)


def _page(path: Path, defaults: Defaults) -> Capture:
    raw = path.read_bytes()
    if len(raw) > _LARGEST:
        raise ImportRefused(f"{path}: larger than {_LARGEST // 2**20} MiB")
    if not raw.strip():
        raise ImportRefused(f"{path}: is empty")
    meta = _meta(path.with_name("meta.json"))
    stated = meta.get("fetched_at")
    return _capture(
        raw,
        kind="text" if path.suffix == ".txt" else "html",
        url=meta.get("url") or defaults.url,
        fetched_at=_fetched(stated, path.with_name("meta.json")) if stated else defaults.fetched_at,
        timezone=meta.get("timezone") or defaults.timezone,
        layout=defaults.layout or meta.get("layout"),
    )


def _meta(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ImportRefused(f"{path}: not JSON ({error})") from None
    if not isinstance(meta, dict):
        raise ImportRefused(f"{path}: must be a JSON object with url and fetched_at")
    return meta


def _fetched(text: object, where: Path | str) -> datetime:
    try:
        return fetched_time(str(text)).astimezone(UTC)
    except ValueError as error:
        raise ImportRefused(f"{where}: fetched_at: {error}") from None


def _lines(path: Path) -> Iterator[Capture | ImportRefused]:
    """Give the articles of a JSONL file; a bad line is named by its number and the rest goes in."""
    with _open(path) as lines:
        number = 0
        while line := lines.readline(_LARGEST + 1):
            number += 1
            if not line.strip():
                continue
            try:
                yield _record(line, f"{path}:{number}")
            except ImportRefused as error:
                yield error


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _record(line: bytes, where: str) -> Capture:
    if len(line) > _LARGEST:
        raise ImportRefused(f"{where}: longer than {_LARGEST // 2**20} MiB")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(f"{where}: not JSON ({error})") from None
    if not isinstance(record, dict):
        raise ImportRefused(f"{where}: must be a JSON object")
    if not isinstance(record.get("text"), str) or not record["text"].strip():
        raise ImportRefused(f'{where}: has no "text"')
    stated = record.get("fetched_at")
    return _capture(
        line.rstrip(b"\r\n"),
        kind="record",
        url=record.get("url") if isinstance(record.get("url"), str) else None,
        fetched_at=_fetched(stated, where) if stated else None,
    )


def _capture(raw: bytes, *, kind: str, **about: Any) -> Capture:
    sha256 = hashlib.sha256(raw).hexdigest()
    key = capture_key(url=about.get("url"), fetched_at=about.get("fetched_at"), sha256=sha256)
    return Capture(key=key, sha256=sha256, kind=kind, raw=raw, **about)

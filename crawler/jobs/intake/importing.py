"""Importing: saved pages, captured text, JSONL, wires' own feeds and web archives go in; a bad one is told and skipped."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.errors import ImportRefused
from crawler.jobs.intake.archives import ArchiveDamaged, ArchiveReader, Skipped, is_archive
from crawler.jobs.progress import Progress, silent
from crawler.pages.custom.layout import CustomLayout
from crawler.pages.html.markup import decode
from crawler.pages.registry import layout_named
from crawler.permissions.reservations import of_page
from crawler.sightings.identity import capture_key
from crawler.sightings.observation import Observation
from crawler.sightings.observe import fetched_time, observe, read_record
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries
from crawler.store.captures import payload_of, save_captures
from crawler.store.registry import keep_registries
from crawler.store.store import Store
from crawler.text.sanitize import sanitize
from crawler.wirefeeds.ninjs import is_ninjs
from crawler.wirefeeds.reading import is_wire_format

_BATCH = 200  # captures in one transaction
_LARGEST = 10 * 1024 * 1024  # bytes of one page or one line, as in a crawl
_LARGEST_FEED = 32 * 1024 * 1024  # bytes of one document of a wire's feed
_PAGES = (".html", ".htm", ".xhtml", ".xml")
_FEEDS = (".json", ".ninjs", ".newsml", ".g2", ".rss", ".atom")
_ANSWER = "page.json"  # what an endpoint answered, saved like a page
_LINES = (".jsonl", ".jsonl.gz", ".ndjson")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What the user says of captures that do not say it themselves. *wire*: they are this wire service's own feed.

    *layouts* are the custom ones, which a page's meta.json may name; None where it may name any.
    """

    fetched_at: datetime | None = None
    url: str | None = None
    timezone: str | None = None
    layout: str | None = None
    wire: str | None = None
    obeys_reservations: bool = True
    layouts: tuple[CustomLayout, ...] | None = ()


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
    archives = _archive_reader(store, batch, defaults)
    for path in paths:
        before = done.captures
        for found in _captures(path, defaults, archives):
            _take(found, registries, done, batch)
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
        _take(_record_given(record, f"record {number}"), registries, done, batch)
        if len(batch) == _BATCH:
            _flush(store, batch, done, silent)
    _flush(store, batch, done, silent)
    return done


def _record_given(record: Mapping[str, object], where: str) -> Capture | ImportRefused:
    try:
        line = json.dumps(record, ensure_ascii=False, default=_iso).encode("utf-8", "replace")
    except (TypeError, ValueError, RecursionError) as error:
        return ImportRefused(f"{where}: {error}")
    return _record(line, where, Defaults())


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not JSON, write it as text")


def _take(
    found: Capture | Skipped | ImportRefused,
    registries: Registries,
    done: Imported,
    batch: list[tuple[Capture, Observation]],
) -> None:
    """Observe a capture and put it in the *batch*; note in *done* what is none."""
    if isinstance(found, ImportRefused):
        done.problems.append(str(found))
    elif isinstance(found, Skipped):
        done.no_pages[found.reason] = done.no_pages.get(found.reason, 0) + 1
    else:
        observation = observe(found, registries)
        _count(done, observation)
        batch.append((found, observation))


def _count(done: Imported, observation: Observation) -> None:
    done.captures += 1
    done.sightings += len(observation.sightings)
    wires = [seen.outlet or "" for seen in observation.sightings if seen.item is not None]
    done.items += len(wires)
    done.wires.update(wires)
    for each in observation.skipped:
        done.skipped.setdefault(each.reason, []).append(each.name)
    if observation.unreadable:
        done.unreadable[observation.unreadable] = done.unreadable.get(observation.unreadable, 0) + 1


def _flush(store: Store, batch: list[tuple[Capture, Observation]], done: Imported, progress: Progress) -> None:
    if batch:
        with store.write() as connection:
            done.new += save_captures(connection, batch)
        batch.clear()
        progress("importing", done.captures, None)


def captures_of(path: Path, defaults: Defaults) -> Iterator[Capture | ImportRefused]:
    """Give what a path holds, one capture after the other, and in its place why something is none. Nothing is stored."""
    archives = ArchiveReader(
        lambda _sha256: None,
        layout=defaults.layout,
        timezone=defaults.timezone,
        obeys_reservations=defaults.obeys_reservations,
    )
    found = _captures(path, defaults, archives)
    yield from (each for each in found if not isinstance(each, Skipped))


def _archive_reader(store: Store, batch: Sequence[tuple[Capture, Observation]], defaults: Defaults) -> ArchiveReader:
    """Make the reader of archives; a page that comes again is looked for in the batch, then in the store."""

    def stored(sha256: str) -> bytes | None:
        waiting = next((received.raw for received, _ in batch if received.sha256 == sha256), None)
        if waiting is not None:
            return waiting
        with store.read() as connection:
            return payload_of(connection, sha256)

    return ArchiveReader(
        stored, layout=defaults.layout, timezone=defaults.timezone, obeys_reservations=defaults.obeys_reservations
    )


def _captures(path: Path, defaults: Defaults, archives: ArchiveReader) -> Iterator[Capture | Skipped | ImportRefused]:
    try:
        if path.is_dir():
            yield from _folder(path, defaults, archives)
        elif is_archive(path) and path.exists():
            yield from archives.read(path)
        elif path.name.endswith(_LINES):
            yield from _lines(path, defaults)
        elif path.suffix in _FEEDS and (defaults.wire or path.name != _ANSWER):
            yield _feed(path, defaults)
        elif path.suffix in (*_PAGES, ".txt") or path.name == _ANSWER:
            yield _feed_or_page(path, defaults)
        elif path.exists():
            yield ImportRefused(
                f"{path}: not a saved page (.html, page.json), captured text (.txt), .jsonl, .warc or .wacz file, wire feed "
                "(.json, .xml) or folder of these"
            )
        else:
            yield ImportRefused(f"{path}: no such file or folder")
    except ImportRefused as error:
        yield error
    except ArchiveDamaged as error:
        yield ImportRefused(f"{path}: {error}")
    except OSError as error:
        yield ImportRefused(f"{path}: {error.strerror or error}")


def _folder(folder: Path, defaults: Defaults, archives: ArchiveReader) -> Iterator[Capture | Skipped | ImportRefused]:
    """Give the pages below a folder, in order of name; a `meta.json` beside a page speaks for it.

    A folder that is said to be a wire's own feed holds feeds: other files in it are no pages.
    """
    wanted = (*_LINES, *_FEEDS, ".xml") if defaults.wire else (*_LINES, *_PAGES, ".txt")
    files = sorted(
        p
        for p in folder.rglob("*")
        if (p.name.endswith(wanted) and p.name != "meta.json")
        or (not defaults.wire and (is_archive(p) or p.name == _ANSWER))
    )
    if not files:
        yield ImportRefused(
            f"{folder}: holds no saved page (page.html with meta.json), captured text, JSONL or archive"
        )
    for file in files:
        yield from _captures(file, defaults, archives)


def _feed_or_page(path: Path, defaults: Defaults) -> Capture:
    """Read a file as a wire's feed when only wires send its format, or when the user says that it is one."""
    if path.suffix == ".xml":
        with path.open("rb") as file:
            head = file.read(_LARGEST)
        if defaults.wire or is_wire_format(head):
            return _feed(path, defaults)
    elif defaults.wire:
        raise ImportRefused(f"{path}: a page is no wire's own feed; import it without --wire")
    return _page(path, defaults)


def _feed(path: Path, defaults: Defaults) -> Capture:
    raw = _read(path, most=_LARGEST_FEED)
    return _capture(raw, kind="feed", url=defaults.url, fetched_at=defaults.fetched_at, wire=defaults.wire)


def _read(path: Path, *, most: int) -> bytes:
    with path.open("rb") as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise ImportRefused(f"{path}: larger than {most // 2**20} MiB")
    if not raw.strip():
        raise ImportRefused(f"{path}: is empty")
    return raw


def _page(path: Path, defaults: Defaults) -> Capture:
    raw = _read(path, most=_LARGEST)
    meta = _meta(path.with_name("meta.json"), defaults.layouts)
    kind = "text" if path.suffix == ".txt" else "html"
    return _capture(
        raw,
        kind=kind,
        reservations=tuple(map(str, of_page((), (), decode(raw)))) if kind == "html" else (),
        url=meta.url or defaults.url,
        fetched_at=meta.fetched_at or defaults.fetched_at,
        timezone=meta.timezone or defaults.timezone,
        layout=defaults.layout or meta.layout,
    )


def _meta(path: Path, custom: Sequence[CustomLayout] | None) -> Defaults:
    """Return what the `meta.json` beside a page says of it; nothing where there is none."""
    if not path.is_file():
        return Defaults()
    try:
        meta = read_record(path.read_bytes())
        url, layout, zone = (_word(meta, key) for key in ("url", "layout", "timezone"))
        if layout and custom is not None:
            layout_named(layout, custom)
        if zone:
            ZoneInfo(zone)
        if url:
            urlsplit(url)
    except (ValueError, RecursionError, LookupError, OSError) as error:
        raise ImportRefused(f"{path}: {_why(error)}") from None
    stated = meta.get("fetched_at")
    return Defaults(
        url=url,
        fetched_at=_fetched(stated, path) if stated else None,
        timezone=zone,
        layout=layout,
    )


def _word(meta: Mapping[str, object], key: str) -> str | None:
    value = meta.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{key}" must be a string')
    return value or None


def _fetched(text: object, where: Path | str) -> datetime:
    try:
        return fetched_time(str(text))
    except ValueError as error:
        raise ImportRefused(f"{where}: fetched_at: {error}") from None


def _lines(path: Path, defaults: Defaults) -> Iterator[Capture | ImportRefused]:
    """Give the articles or ninjs items of a JSONL file; a bad line is named by its number and the rest goes in."""
    number = 0
    with _open(path) as lines:
        try:
            for number, line in enumerate(_cut_short(lines), 1):
                if line.strip():
                    yield _record(line, f"{path}:{number}", defaults)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield ImportRefused(f"{path}:{number + 1}: the packed file is damaged from here on ({error})")
            return
    if number == 0:
        yield ImportRefused(f"{path}: is empty")


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _cut_short(lines: IO[bytes]) -> Iterator[bytes]:
    """Give the lines of a file; of a line that is too long no more than shows that it is."""
    while line := lines.readline(_LARGEST + 1):
        rest = line
        while len(rest) > _LARGEST and not rest.endswith(b"\n"):
            rest = lines.readline(_LARGEST + 1)
        yield line


def _record(line: bytes, where: str, defaults: Defaults) -> Capture | ImportRefused:
    try:
        return _article(line, where, defaults)
    except ImportRefused as error:
        return error


def _article(line: bytes, where: str, defaults: Defaults) -> Capture:
    if len(line) > _LARGEST:
        raise ImportRefused(f"{where}: longer than {_LARGEST // 2**20} MiB")
    try:
        record = read_record(line)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(f"{where}: {_why(error)}") from None
    if is_ninjs(record):
        return _capture(line.strip(), kind="feed", fetched_at=defaults.fetched_at, wire=defaults.wire)
    text, url, stated = record.get("text"), record.get("url"), record.get("fetched_at")
    if not isinstance(text, str) or not sanitize(text).strip():
        raise ImportRefused(f'{where}: has no "text"')
    return _capture(
        line.rstrip(b"\r\n"),
        kind="record",
        url=sanitize(url) if isinstance(url, str) else None,
        fetched_at=_fetched(stated, where) if stated else None,
        wire=defaults.wire,
    )


def _why(error: Exception) -> str:
    """Say in a few words why something is no JSON object, or no layout or zone there is."""
    if isinstance(error, RecursionError):
        return "not JSON that can be read: nested too deep"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg} at character {error.pos + 1})"
    if isinstance(error, KeyError | OSError):
        return "names no time zone there is"
    return str(error)


def _capture(raw: bytes, *, kind: str, **about: Any) -> Capture:
    sha256 = hashlib.sha256(raw).hexdigest()
    key = capture_key(url=about.get("url"), fetched_at=about.get("fetched_at"), sha256=sha256, wire=about.get("wire"))
    return Capture(key=key, sha256=sha256, kind=kind, raw=raw, **about)

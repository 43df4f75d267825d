"""What the paths of an import hold: saved pages, captured text, wires' own feeds, archives, and folders of these."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.errors import ImportRefused, UnknownLayout
from crawler.faults import fault_note
from crawler.jobs.intake.archives import ArchiveDamaged, ArchiveReader, Ended, Skipped, is_archive
from crawler.jobs.intake.binary import is_binary
from crawler.jobs.intake.jsonl import SUFFIXES as LINES
from crawler.jobs.intake.jsonl import captures_of_lines
from crawler.pages.custom.layout import CustomLayout
from crawler.pages.feeds.root import document_in
from crawler.pages.html.markup import decode
from crawler.pages.registry import layout_named
from crawler.permissions.reservations import of_page
from crawler.sightings.identity import new_capture
from crawler.sightings.import_records import read_record, stated_fetch_time, why_unreadable
from crawler.sightings.record import Capture
from crawler.wirefeeds.reading import is_wire_format

logger = logging.getLogger(__name__)
_LARGEST = 10 * 1024 * 1024  # bytes of one page, as in a crawl
_LARGEST_FEED = 32 * 1024 * 1024  # bytes of one document of a wire's feed
_PAGES = (".html", ".htm", ".xhtml", ".xml")
_FEEDS = (".json", ".ninjs", ".newsml", ".g2", ".rss", ".atom")
_RESPONSE = "page.json"  # what an endpoint answered, saved like a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What the user says of captures that do not say it themselves. `wire`: they are this wire service's own feed.

    `layouts` are the custom ones, which a page's meta.json may name; None where it may name any.
    """

    fetched_at: datetime | None = None
    url: str | None = None
    timezone: str | None = None
    layout: str | None = None
    wire: str | None = None
    obeys_reservations: bool = True
    layouts: tuple[CustomLayout, ...] | None = ()


def captures_in(
    path: Path, defaults: Defaults, archives: ArchiveReader
) -> Iterator[Capture | Skipped | Ended | ImportRefused]:
    """Yield what a path holds: captures, records of archives that gave none, and why something did not go in."""
    try:
        yield from _captures_in(path, defaults, archives)
    except ImportRefused as error:
        yield error
    except ArchiveDamaged as error:
        yield ImportRefused(f"{path}: {error}")
    except OSError as error:
        yield ImportRefused(f"{path}: {error.strerror or error}")
    except Exception as error:  # a fault of ours costs its own file, never the import
        note = fault_note(error)
        logger.exception("%s on %s", note, path)
        yield ImportRefused(f"{path}: {note}; please report it")


def _captures_in(
    path: Path, defaults: Defaults, archives: ArchiveReader
) -> Iterator[Capture | Skipped | Ended | ImportRefused]:
    """Yield likewise, and raise what ends a file."""
    if path.is_dir():
        yield from _folder(path, defaults, archives)
    elif is_archive(path) and path.exists():
        yield from archives.read(path)
    elif path.name.endswith(LINES):
        yield from captures_of_lines(path, fetched_at=defaults.fetched_at, wire=defaults.wire)
    elif path.suffix in _FEEDS and (defaults.wire or (path.name != _RESPONSE and not _is_outlets_feed(path))):
        yield _feed(path, defaults)
    elif path.suffix in (*_PAGES, *_FEEDS, ".txt"):
        yield _feed_or_page(path, defaults)
    elif path.exists():
        yield ImportRefused(
            f"{path}: not a saved page (.html, page.json), captured text (.txt), .jsonl, .warc or .wacz file, wire feed "
            "(.json, .xml) or folder of these"
        )
    else:
        yield ImportRefused(f"{path}: no such file or folder")


def _folder(
    folder: Path, defaults: Defaults, archives: ArchiveReader
) -> Iterator[Capture | Skipped | Ended | ImportRefused]:
    """Yield what the files below a folder hold, in order of name; a `meta.json` next to a page describes it.

    A folder that the user says is a wire's own feed holds feeds: other files in it are not pages.
    """
    wanted = (*LINES, *_FEEDS, ".xml") if defaults.wire else (*LINES, *_PAGES, ".txt")
    files = sorted(
        p
        for p in folder.rglob("*")
        if (p.name.endswith(wanted) and p.name != "meta.json")
        or (not defaults.wire and (is_archive(p) or p.name == _RESPONSE))
    )
    if not files:
        yield ImportRefused(
            f"{folder}: holds no saved page (page.html with meta.json), captured text, JSONL or archive"
        )
    for file in files:
        yield from captures_in(file, defaults, archives)


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


def _is_outlets_feed(path: Path) -> bool:
    """Return whether a file is RSS, Atom or a JSON Feed, which without --wire is a page of links whatever it is called."""
    with path.open("rb") as file:
        return document_in(decode(file.read(_LARGEST))) is not None


def _feed(path: Path, defaults: Defaults) -> Capture:
    raw = _read(path, most=_LARGEST_FEED)
    return new_capture(raw, kind="feed", url=defaults.url, fetched_at=defaults.fetched_at, wire=defaults.wire)


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
    if is_binary(raw):
        raise ImportRefused(f"{path}: holds no text, whatever it is called")
    meta = _meta(path.with_name("meta.json"), defaults.layouts)
    kind = "text" if path.suffix == ".txt" else "html"
    return new_capture(
        raw,
        kind=kind,
        reservations=tuple(map(str, of_page((), (), decode(raw)))) if kind == "html" else (),
        url=meta.url or defaults.url,
        fetched_at=meta.fetched_at or defaults.fetched_at,
        timezone=meta.timezone or defaults.timezone,
        layout=defaults.layout or meta.layout,
    )


def _meta(path: Path, custom: Sequence[CustomLayout] | None) -> Defaults:
    """Return what the `meta.json` next to a page says of it; nothing where there is none. Raises ImportRefused."""
    if not path.is_file():
        return Defaults()
    try:
        meta = read_record(path.read_bytes())
        url, layout, zone = (_word(meta, key) for key in ("url", "layout", "timezone"))
        if layout and custom is not None:
            layout_named(layout, custom)
        if zone:
            _check_zone(zone)
        if url:
            urlsplit(url)  # raises ValueError for an address that cannot be split
        return Defaults(url=url, fetched_at=stated_fetch_time(meta), timezone=zone, layout=layout)
    except (ValueError, RecursionError, UnknownLayout) as error:
        raise ImportRefused(f"{path}: {why_unreadable(error)}") from None


def _word(meta: Mapping[str, object], key: str) -> str | None:
    value = meta.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{key}" must be a string')
    return value or None


def _check_zone(name: str) -> None:
    """Raise ValueError where no time zone is called *name*."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError("names no time zone there is") from None

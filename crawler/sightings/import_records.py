"""Import records: one JSON object for each article (a line of JSONL) or next to a saved page (meta.json), and what it may say.

A line becomes a capture once; that capture is read whenever its sightings are made. Both happen here and nowhere else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime

from crawler.errors import ImportRefused
from crawler.pages.reading import DeclaredTime
from crawler.sightings.identity import new_capture
from crawler.sightings.printed import Printed
from crawler.sightings.record import Capture, Role
from crawler.text.disguises.parted import as_seen
from crawler.text.sanitize import sanitize
from crawler.wirefeeds.item import WireItem, status_of, whole_number
from crawler.wirefeeds.ninjs import is_ninjs

#: What a record may say of an article; other keys are kept as they came.
ARTICLE_KEYS = frozenset({"id", "url", "outlet", "title", "text", "time", "modified", "fetched_at", "kind"})
#: What it may say when it is a wire's own item.
ITEM_KEYS = frozenset(
    {"id", "url", "outlet", "title", "text", "time", "fetched_at", "kind", "wire", "version", "status", "note"}
)
LONGEST_LINE = 10 * 1024 * 1024  # bytes, as of a page


def capture_of_line(line: bytes, *, where: str, fetched_at: datetime | None = None, wire: str | None = None) -> Capture:
    """Return the capture of one line of JSONL: an article, or a ninjs item. *where* names the line in errors.

    *fetched_at* is when a ninjs item came, which does not say so itself; *wire* is whose feed the line is from. Raises
    ImportRefused.
    """
    try:
        if len(line) > LONGEST_LINE:
            raise ImportRefused(f"{where}: longer than {LONGEST_LINE // 2**20} MiB")
        record = read_record(line)
        if is_ninjs(record):
            return new_capture(line.strip(), kind="feed", fetched_at=fetched_at, wire=wire)
        return _article_capture(record, line.rstrip(b"\r\n"), wire)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(f"{where}: {why_unreadable(error)}") from None


def capture_of_record(record: Mapping[str, object], *, where: str) -> Capture:
    """Return the capture of a record that a program hands over; instants may be datetimes. Raises ImportRefused."""
    try:
        _refuse_wrong_types(record)
        line = json.dumps(record, ensure_ascii=False, default=_iso).encode("utf-8", "replace")
    except (TypeError, ValueError, RecursionError) as error:
        raise ImportRefused(f"{where}: {error}") from None
    return capture_of_line(line, where=where)


def _refuse_wrong_types(record: Mapping[str, object]) -> None:
    """Raise TypeError for a key of an article whose value says nothing: a program that hands it over can mend that."""
    if not isinstance(record, Mapping):
        raise TypeError(f"must be a mapping, not {type(record).__name__}")
    for key in sorted(ARTICLE_KEYS & record.keys()):
        value = record[key]
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int | float | datetime)):
            raise TypeError(f'"{key}" must be a text, not {type(value).__name__}')


def read_record(line: bytes) -> dict[str, object]:
    """Read one JSON object of an import. NaN and Infinity, which JSON has not but some programs write, are null.

    Raises ValueError for anything but an object, RecursionError for one nested thousands deep.
    """
    record = json.loads(line, parse_constant=lambda _name: None, parse_float=_finite)
    if not isinstance(record, dict):
        raise ValueError("must be a JSON object")  # noqa: TRY004  # it is the value of the line that is wrong
    return record


def fetched_time(text: str) -> datetime:
    """Parse an ISO 8601 instant with its zone, as UTC. Raises ValueError for anything else: it anchors other times."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no time; write it like 2026-11-22T14:05:00Z") from None
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} names no zone; write it like 2026-11-22T14:05:00Z")
    try:
        return instant.astimezone(UTC)
    except OverflowError:  # in the year 1 or 9999
        raise ValueError(f"{text!r} is out of range") from None


def stated_fetch_time(record: Mapping[str, object]) -> datetime | None:
    """Return when a record says that it was fetched, None where it does not say. Raises ValueError."""
    stated = record.get("fetched_at")
    if not stated:
        return None
    try:
        return fetched_time(str(stated))
    except ValueError as error:
        raise ValueError(f"fetched_at: {error}") from None


def why_unreadable(error: Exception) -> str:
    """Return in a few words why bytes are no import record."""
    if isinstance(error, RecursionError):
        return "not JSON that can be read: nested too deep"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg} at character {error.pos + 1})"
    return str(error)


def is_wire_item(record: Mapping[str, object], capture: Capture) -> bool:
    """Return whether a record is a wire's own item: it says so, or the user said so of its file."""
    return record.get("kind") == "wire" or (capture.wire is not None and record.get("kind") != "outlet")


def article_of(record: Mapping[str, object]) -> Printed:
    """Return what a record says of an article."""
    stated = (("time", False), ("modified", True))
    return Printed(
        role=Role.ARTICLE,
        headline=string_of(record, "title") or "",
        raw=string_of(record, "text") or "",
        outlet=string_of(record, "outlet"),
        times=tuple(DeclaredTime(text, mod) for key, mod in stated if (text := string_of(record, key))),
        url=string_of(record, "url"),
        external_id=string_of(record, "id"),
        extra={key: value for key, value in record.items() if key not in ARTICLE_KEYS},
    )


def item_of(record: Mapping[str, object]) -> WireItem:
    """Return what a record says of a wire's own item."""
    values = {name: value for name in ITEM_KEYS if isinstance(value := record.get(name), str | int)}
    words = {name: sanitize(str(value)).strip() for name, value in values.items()}
    sender = words.get("wire") or words.get("outlet")
    return WireItem(
        guid=words.get("id") or None,
        headline=words.get("title", ""),
        text=words.get("text", ""),
        version=whole_number(record.get("version")),
        status=status_of(words.get("status")),
        version_created=words.get("time") or None,
        providers=(sender,) if sender else (),
        note=words.get("note") or None,
        url=words.get("url") or None,
        extra={key: value for key, value in record.items() if key not in ITEM_KEYS},
    )


def string_of(record: Mapping[str, object], key: str) -> str | None:
    """Return a text or a number of a record as clean text, None where there is none."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return sanitize(as_seen(str(value))).strip() or None


def _article_capture(record: Mapping[str, object], line: bytes, wire: str | None) -> Capture:
    text, url = record.get("text"), record.get("url")
    if not isinstance(text, str) or not sanitize(text).strip():
        raise ValueError('has no "text"')
    return new_capture(
        line,
        kind="record",
        url=sanitize(url) if isinstance(url, str) else None,
        fetched_at=stated_fetch_time(record),
        wire=wire,
    )


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not JSON, write it as text")


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None

"""Web archives as a source: WARC and ARC (packed or not) and WACZ, read as a stream, one record in memory at a time.

Each record gives a capture or one reason why not. Replay gives what the live crawl gave: the bytes are decoded alike,
WARC-Date is the fetch time, and the same reservations are recorded.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from scrapy.http import Headers, TextResponse
from scrapy.responsetypes import responsetypes
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders

from crawler.crawling.archive.responses import CLAIMS, RESERVATIONS
from crawler.pages.html.markup import decode
from crawler.pages.html.secrets import redacted, redacted_in
from crawler.permissions.reservations import SITE_FILES, Reservation, of_page
from crawler.sightings.identity import capture_key
from crawler.sightings.import_records import fetched_time
from crawler.sightings.record import Capture
from crawler.sightings.unpacking import unpacked

_LARGEST = 10 * 1024 * 1024  # bytes of one page, as in a crawl
_PIECE = 64 * 1024
_MARKUP = ("text/html", "application/xhtml+xml")
_MOST_REMEMBERED = 100_000  # payloads that a later revisit record may name, some 50 MB


class ArchiveDamaged(Exception):
    """A file is no archive, or not one from here on; the message says which and why, in one line."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that gives no page: why, as a slug that is counted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """All records of an archive came before this; `claim` is the name of the claim on it."""

    claim: str


@dataclass(frozen=True, slots=True)
class _Payload:
    """What a revisit record may refer to: a page that was read before, by the SHA-256 of its bytes."""

    sha256: str
    kind: str
    content_type: str | None
    reservations: tuple[str, ...]


@dataclass(slots=True)
class ArchiveReader:
    """Reads archives one after the other; a page revisited is found in any that this reader has read.

    *stored* gives bytes back by their SHA-256, or None when they are gone. *claim* names an archive that is to be read, and
    gives None for one that is not; without it all are read.
    """

    stored: Callable[[str], bytes | None]
    claim: Callable[[Path], str | None] | None = None
    layout: str | None = None
    timezone: str | None = None
    obeys_reservations: bool = True
    seen: dict[str, _Payload] = field(default_factory=dict)

    def read(self, path: Path) -> Iterator[Capture | Skipped | Ended]:
        """Give what each record of a file holds. Raises ArchiveDamaged, after all that could be read."""
        if self.claim is None:
            yield from self._records(path)
        elif (name := self.claim(path)) is not None:
            yield from self._records(path)
            yield Ended(name)

    def _records(self, path: Path) -> Iterator[Capture | Skipped]:
        if path.suffix == ".wacz":
            yield from self._wacz(path)
            return
        with path.open("rb") as file:
            yield from self._warc(file, path.name)

    def _wacz(self, path: Path) -> Iterator[Capture | Skipped]:
        try:
            with zipfile.ZipFile(path) as packed:
                names = sorted(
                    n for n in packed.namelist() if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))
                )
                if not names:
                    raise ArchiveDamaged("holds no archive/*.warc.gz")
                declared = _declared_digests(packed)
                for name in names:
                    _check_digest(packed, name, declared.get(name))
                    with packed.open(name) as file:
                        yield from self._warc(file, name)
        except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError) as error:
            raise ArchiveDamaged(f"is no WACZ that can be read ({error})") from None

    def _warc(self, file: IO[bytes], name: str) -> Iterator[Capture | Skipped]:
        records = ArchiveIterator(file, check_digests=True, arc2warc=True)
        number = 0
        while True:
            try:
                with _quiet():
                    record = next(records, None)
                    result = self._capture_or_reason(record) if record is not None else None
            except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, AttributeError) as error:
                # AttributeError: warcio's own, of a record without a target
                raise ArchiveDamaged(f"{name} is damaged after {number} records ({_short(error)})") from None
            if result is None:
                break
            number += 1
            yield result
        if number == 0:
            raise ArchiveDamaged(f"{name} holds no record")

    def _capture_or_reason(self, record: Any) -> Capture | Skipped:
        if record.rec_type == "revisit":
            return self._revisited(record)
        if record.rec_type == "resource" and _is_markup(record):
            record.http_headers = _head_of_resource(record)
        elif record.rec_type != "response" or record.http_headers is None:
            return Skipped(f"{record.rec_type or 'nameless'}-record")
        status = str(record.http_headers.get_statuscode() or "")
        if not (len(status) == 3 and status.startswith("2")) or status == "206":  # half a page is no page
            return Skipped(f"http-{status}" if status.isdigit() else "http-unknown")
        if record.rec_headers.get_header("WARC-Truncated"):
            return Skipped("truncated")
        return self._page(record)

    def _page(self, record: Any) -> Capture | Skipped:
        about = _about(record)
        if isinstance(about, Skipped):
            return about
        url, fetched_at = about
        raw = _body(record)
        if isinstance(raw, Skipped):
            return raw
        headers = list(record.http_headers.headers)
        kind = _kind(url, headers, raw)
        if kind != "html":
            return Skipped("not-text")
        content_type = record.http_headers.get_header("Content-Type")
        reserved = _reservations(record, headers, decode(raw, content_type))
        payload = _Payload(hashlib.sha256(raw).hexdigest(), kind, content_type, tuple(map(str, reserved)))
        if self.obeys_reservations and any(reservation.stops_us for reservation in reserved):
            return Skipped("reserved")
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        if digest and len(self.seen) < _MOST_REMEMBERED:
            self.seen[digest] = payload
        return replace(self._capture(raw, payload, url, fetched_at), claims=redacted_in(_claims(record)))

    def _revisited(self, record: Any) -> Capture | Skipped:
        """Give the page that came again with the bytes of another record."""
        if "server-not-modified" in (record.rec_headers.get_header("WARC-Profile") or ""):
            return Skipped("http-304")  # seen unchanged, but with the words of another time (decision 0005)
        about = _about(record)
        payload = self.seen.get(record.rec_headers.get_header("WARC-Payload-Digest") or "")
        raw = self.stored(payload.sha256) if payload else None
        if isinstance(about, Skipped):
            return about
        if payload is None or raw is None:
            return Skipped("revisit-of-unknown")
        return self._capture(raw, payload, *about)

    def _capture(self, raw: bytes, payload: _Payload, url: str, fetched_at: datetime) -> Capture:
        return Capture(
            key=capture_key(url=redacted(url), fetched_at=fetched_at, sha256=payload.sha256),
            sha256=payload.sha256,
            kind=payload.kind,
            raw=raw,
            url=redacted(url),
            asked=url,
            fetched_at=fetched_at,
            timezone=self.timezone,
            layout=self.layout,
            content_type=payload.content_type,
            reservations=payload.reservations,
        )


def is_archive(path: Path) -> bool:
    """Return whether a file is an archive, by its name."""
    return path.name.endswith((".warc", ".warc.gz", ".wacz", ".arc", ".arc.gz"))


def _is_markup(record: Any) -> bool:
    """Whether a record without an answer's head, which a file that was saved as it is has, says that it is a page."""
    return (record.content_type or "").partition(";")[0].strip().lower() in _MARKUP


def _head_of_resource(record: Any) -> StatusAndHeaders:
    """Return what a server would have said of a page that was archived without an answer's head."""
    return StatusAndHeaders("200 OK", [("Content-Type", record.content_type)], protocol="HTTP/1.1")


def _about(record: Any) -> tuple[str, datetime] | Skipped:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    try:
        parts = urlsplit(url)
        if parts.hostname is None or parts.scheme.lower() not in {"http", "https"}:
            return Skipped("no-address")
        if parts.path in SITE_FILES:
            return Skipped("site-file")
    except ValueError:
        return Skipped("no-address")
    try:
        return url, fetched_time(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError:
        return Skipped("no-date")


def _body(record: Any) -> bytes | Skipped:
    """Return the payload as a reader sees it: in one piece, unpacked."""
    chunked = (record.http_headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    pieces, size = [], 0
    try:
        while piece := stream.read(_PIECE):
            pieces.append(piece)
            if (size := size + len(piece)) > _LARGEST:
                return Skipped("too-large")
        while record.raw_stream.read(_PIECE):  # what follows the payload counts for the digest
            pass
    except (zlib.error, EOFError, ValueError):
        return Skipped("damaged")
    if _is_short(record, chunked=chunked):
        return Skipped("truncated")
    # Only the block's digest: of a payload that was chunked or packed, programs take it at different stages.
    if any(problem.startswith("block digest failed") for problem in record.digest_checker.problems):
        return Skipped("damaged")
    return _unpacked(b"".join(pieces), record.http_headers.get_header("Content-Encoding") or "")


def _unpacked(packed: bytes, encoding: str) -> bytes | Skipped:
    try:
        raw = unpacked(packed, encoding, most=_LARGEST + 1)
    except LookupError:
        return Skipped("unknown-encoding")
    if len(raw) > _LARGEST:
        return Skipped("too-large")
    return raw if raw.strip() else Skipped("empty")


def _is_short(record: Any, *, chunked: bool) -> bool:
    """Return whether the record, or the page in it, ends before its own length says."""
    declared = record.http_headers.get_header("Content-Length") or ""
    shorter = declared.isdigit() and not chunked and 0 <= record.payload_length < int(declared[:18])
    return shorter or getattr(record.raw_stream, "limit", 0) > 0


def _kind(url: str, headers: list[tuple[str, str]], raw: bytes) -> str:
    """Say whether a payload is text, as Scrapy does for a page that it fetched."""
    plain = Headers([(name, value) for name, value in headers if name.lower() != "content-encoding"])
    return "html" if issubclass(responsetypes.from_args(headers=plain, url=url, body=raw), TextResponse) else "binary"


def _reservations(record: Any, headers: list[tuple[str, str]], html: str) -> tuple[Reservation, ...]:
    """Return what our own crawl wrote with the page, else what the page and its headers say."""
    written = _written(record, RESERVATIONS)
    if isinstance(written, list):
        return tuple(Reservation(*reservation.split(" ", 1)) for reservation in written if isinstance(reservation, str))
    return of_page((), headers, html)


def _claims(record: Any) -> Mapping[str, object]:
    """Return what a feed said of the page before it was read, as our own crawl wrote it."""
    written = _written(record, CLAIMS)
    return written if isinstance(written, dict) else {}


def _written(record: Any, name: str) -> Any:
    try:
        return json.loads(record.rec_headers.get_header(name) or "null")
    except (ValueError, RecursionError):
        return None


def _declared_digests(packed: zipfile.ZipFile) -> dict[str, str]:
    try:
        listed = json.loads(packed.read("datapackage.json"))
        return {row["path"]: row["hash"] for row in listed["resources"]}
    except (KeyError, TypeError, ValueError, RecursionError):  # none, or not as WACZ 1.1 has it: nothing to check
        return {}


def _check_digest(packed: zipfile.ZipFile, name: str, declared: str | None) -> None:
    algorithm, _, wanted = (declared or "").partition(":")
    if algorithm not in {"sha256", "md5"}:
        return
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with packed.open(name) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    if digest.hexdigest() != wanted.lower():
        raise ArchiveDamaged(f"{name} is not what datapackage.json says it is")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep warcio's warnings off standard error; they come again as reasons."""
    with redirect_stderr(StringIO()):
        yield


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__

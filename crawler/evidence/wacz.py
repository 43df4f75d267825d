"""Raw captures as a WACZ (WACZ 1.1.1): WARC 1.1 records, a CDXJ index and a list of pages in one zip. Equal captures, equal bytes.

The store keeps a page's bytes, decoded, and not the header lines of its response; so a page is a `resource` record, which
claims no header that nobody kept. Names in the zip are ours, never a page's.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from warcio.warcwriter import WARCWriter

from crawler.sightings.record import Capture

ARCHIVE, INDEX, BLOCKS, PAGES = "archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl"
PACKAGE, PACKAGE_DIGEST = "datapackage.json", "datapackage-digest.json"
_NAMES = uuid.UUID("5f1b2c1e-7a3d-4a55-9b0e-3d6f0c2a9e41")  # of ours: record ids are made from captures' keys
_TYPES = {"html": "text/html", "text": "text/plain", "record": "application/json", "feed": "application/xml"}
_LINES = 1024  # of one compressed block of the index
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record of the archive: which capture it holds, and where its bytes lie in the WARC file."""

    id: str
    capture: str
    url: str
    fetched_at: datetime
    media_type: str
    sha256: str
    offset: int
    length: int
    digest: str  # SHA-256 of those bytes as they lie there, compressed


def address_of(capture: Capture) -> str:
    """Return the address of a capture in an archive; one that came from no page has a name instead."""
    return capture.url or f"urn:wiretrace:capture:{capture.key}"


def warc_of(captures: Iterable[Capture], *, made_at: datetime, software: str) -> tuple[bytes, list[Record]]:
    """Return a WARC file of captures that have a fetch time, each record a gzip member, and what lies where. *captures* go by key."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    about = {
        "software": software,
        "format": "WARC File Format 1.1",
        "description": "Bodies as the store of Wiretrace keeps them: transfer and content encodings undone, header lines of responses not kept.",
    }
    info = writer.create_warcinfo_record("data.warc.gz", about)
    info.rec_headers.replace_header("WARC-Date", _date(made_at))
    info.rec_headers.replace_header("WARC-Record-ID", _record_id("warcinfo", made_at.isoformat()))
    writer.write_record(info)
    records = []
    for capture in sorted(captures, key=lambda each: each.key):
        if capture.fetched_at is None:
            continue
        start, identity = out.tell(), _record_id(capture.key)
        media_type = (capture.content_type or _TYPES.get(capture.kind, "application/octet-stream")).split("\n")[0]
        headers = {"WARC-Record-ID": identity, "WARC-Date": _date(capture.fetched_at), "WARC-Capture-Key": capture.key}
        writer.write_record(
            writer.create_warc_record(
                address_of(capture),
                "resource",
                payload=BytesIO(capture.raw),
                length=len(capture.raw),
                warc_content_type=media_type,
                warc_headers_dict=headers,
            )
        )
        packed = out.getbuffer()[start : out.tell()]
        records.append(
            Record(
                id=identity, capture=capture.key, url=address_of(capture), fetched_at=capture.fetched_at, media_type=media_type,
                sha256=capture.sha256, offset=start, length=len(packed), digest=hashlib.sha256(packed).hexdigest(),
            )
        )  # fmt: skip
        packed.release()
    return out.getvalue(), records


def wacz_of(captures: Sequence[Capture], *, title: str, made_at: datetime, software: str) -> tuple[bytes, list[Record]]:
    """Return a WACZ of captures, and its records. What has no fetch time is left out: an archive cannot say that it has none."""
    warc, records = warc_of(captures, made_at=made_at, software=software)
    index, blocks = _index(records)
    files = {ARCHIVE: warc, INDEX: index, BLOCKS: blocks, PAGES: _pages(records)}
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": _hash(data), "bytes": len(data)}
        for path, data in files.items()
    ]
    package = _json(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "software": software,
            "created": _date(made_at).partition(".")[0] + "Z",
            "resources": resources,
        }
    )
    files[PACKAGE] = package
    files[PACKAGE_DIGEST] = _json({"path": PACKAGE, "hash": _hash(package)})
    return zip_of(files, at=made_at), records


def zip_of(files: dict[str, bytes], *, at: datetime) -> bytes:
    """Return a zip of files, in order of their names, stored as they are; equal files and instant, equal bytes."""
    out = BytesIO()
    when = max(at.astimezone(UTC), datetime(1980, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files):
            about = zipfile.ZipInfo(name, when.timetuple()[:6])
            about.create_system, about.external_attr = 3, 0o644 << 16  # alike on every system
            packed.writestr(about, files[name])
    return out.getvalue()


def sort_key(url: str) -> str:
    """Return the key by which indexes order addresses (SURT): "org,example,www:8080)/path?query", lower case; other addresses as they are."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return url.lower()
    host = parts.hostname.removeprefix("www.")
    name = ",".join(reversed(host.split("."))) if ":" not in host and not host.replace(".", "").isdigit() else host
    where = f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{name}{where}){parts.path or '/'}{query}".lower()


def _index(records: Sequence[Record]) -> tuple[bytes, bytes]:
    """Return the CDXJ index, compressed in blocks, and the index of its blocks."""
    lines = sorted(f"{sort_key(each.url)} {_stamp(each.fetched_at)} {_cdx(each)}\n" for each in records)
    packed, blocks = BytesIO(), ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    for start in range(0, len(lines), _LINES):
        block = gzip.compress("".join(lines[start : start + _LINES]).encode(), mtime=0)
        place = {"offset": packed.tell(), "length": len(block), "digest": _hash(block), "filename": "index.cdx.gz"}
        blocks.append(f"{' '.join(lines[start].split(' ', 2)[:2])} {json.dumps(place)}\n")
        packed.write(block)
    return packed.getvalue() or gzip.compress(b"", mtime=0), "".join(blocks).encode()


def _cdx(record: Record) -> str:
    return json.dumps(
        {
            "url": record.url,
            "mime": record.media_type,
            "status": 200,
            "digest": f"sha256:{record.sha256}",
            "length": record.length,
            "offset": record.offset,
            "filename": "data.warc.gz",
            "recordDigest": f"sha256:{record.digest}",
        }
    )


def _pages(records: Sequence[Record]) -> bytes:
    lines: list[dict[str, Any]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Captures"}]
    for record in sorted(records, key=lambda each: (each.fetched_at, each.capture)):
        if record.url.startswith(("http://", "https://")):
            at = _date(record.fetched_at).partition(".")[0] + "Z"
            lines.append({"id": record.capture[:20], "url": record.url, "title": record.url, "ts": at})
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def _record_id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMES, ' '.join(parts))}>"


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=1) + "\n").encode()

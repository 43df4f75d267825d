"""Web archives for tests, record by record: a plausible response, and a test changes what matters to it."""

import gzip
import hashlib
import json
import zipfile
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.site import page

URL = "http://www.daily8.example/en/article/" + "a" * 32
DATE = "2026-11-22T14:05:00Z"


class Archive:
    """A WARC file under construction."""

    def __init__(self, *, packed: bool = True) -> None:
        self.bytes = BytesIO()
        self.writer = WARCWriter(self.bytes, gzip=packed, warc_version="1.1")

    def add(
        self,
        body: bytes | None = None,
        *,
        url: str = URL,
        status: str = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (),
        said: tuple[tuple[str, str], ...] | None = None,
        **fields: str,
    ) -> "Archive":
        """Add a record; *headers* come after the usual ones unless *said* are all, *fields* are WARC's with _ for -."""
        body = page(1) if body is None else body
        usual = (("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))))
        head = StatusAndHeaders(status, list(said if said is not None else usual + headers), protocol="HTTP/1.1")
        named = {"WARC-Date": DATE} | {name.replace("_", "-"): value for name, value in fields.items()}
        record = self.writer.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=named
        )
        self.writer.write_record(record)
        return self

    def resource(self, body: bytes, *, content_type: str, url: str = URL) -> "Archive":
        """Add a file that was archived as it is, without the head of an answer."""
        record = self.writer.create_warc_record(
            url, "resource", payload=BytesIO(body), length=len(body),
            warc_content_type=content_type, warc_headers_dict={"WARC-Date": DATE},
        )  # fmt: skip
        self.writer.write_record(record)
        return self

    def info(self) -> "Archive":
        """Add what stands first in every file."""
        self.writer.write_record(self.writer.create_warcinfo_record("gulls.warc.gz", {"software": "gulls/1"}))
        return self

    def revisit(
        self, digest: str, *, url: str = URL, date: str = "2026-11-22T15:00:00Z", profile: str = ""
    ) -> "Archive":
        """Add a record without a payload, which is that of another record."""
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = self.writer.create_revisit_record(
            url, digest, URL, DATE, http_headers=head, warc_headers_dict={"WARC-Date": date}
        )
        if profile:
            record.rec_headers.replace_header("WARC-Profile", profile)
        self.writer.write_record(record)
        return self

    def written(self, path: Path) -> Path:
        """Write the file and return its path."""
        path.write_bytes(self.bytes.getvalue())
        return path


def wacz(path: Path, archives: dict[str, bytes], *, hashes: dict[str, str] | None = None) -> Path:
    """Write a WACZ of archives by name, with a datapackage.json that tells their true hashes unless given others."""
    found = {name: "sha256:" + hashlib.sha256(body).hexdigest() for name, body in archives.items()} | (hashes or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for name, body in archives.items():
            packed.writestr(f"archive/{name}", body)
        listed = [{"name": name, "path": f"archive/{name}", "hash": value} for name, value in found.items()]
        packed.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": listed}))
        packed.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
    return path


def chunked(body: bytes, size: int = 700) -> bytes:
    """A body as it goes over the wire in chunks."""
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def packed(body: bytes) -> bytes:
    """A body in gzip, the same bytes each time."""
    return gzip.compress(body, mtime=0)


def arc(*answers: bytes, zipped: bool) -> bytes:
    """An ARC file, as archives before 2009 wrote them, with the whole answers of a server to URL, each a gzip member where *zipped*."""
    about = b"1 0 Gulls\nURL IP-address Archive-date Content-type Archive-length\n"
    named = [(b"filedesc://gulls.arc", b"0.0.0.0", b"text/plain", about)]
    named += [(URL.encode(), b"127.0.0.1", b"text/html", answer) for answer in answers]
    lines = [
        b"%s %s 20061122140500 %s %d\n%s\n" % (url, address, kind, len(body), body)
        for url, address, kind, body in named
    ]
    return b"".join(packed(line) if zipped else line for line in lines)

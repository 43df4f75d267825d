"""Every response as it came over the wire into a WARC 1.1 file, and the instant it came.

What Scrapy does not hand on cannot be written: chunking is undone (Content-Length says the length that is there), the
letter case and order of header names are Scrapy's, and so are those of the request. Content encodings stay as they were.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import IO, Self
from urllib.parse import urlparse

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.crawling.archive.file import make_file
from crawler.crawling.browser.settings import SENT_ON, with_done
from crawler.crawling.middlewares.reserved import header_pairs
from crawler.crawling.session.clock import clock_of, page_clock_of
from crawler.pages.html.secrets import REDACTED, redacted, redacted_reference, redacted_text

logger = logging.getLogger(__name__)
#: Fields of a response record for what other files say, as JSON: what of mining was reserved, and what the page that
#: led here (a feed) said of this one.
RESERVATIONS, CLAIMS = "X-Wiretrace-Reservations", "X-Wiretrace-Claims"
_SECRET = {"authorization", "proxy-authorization", "cookie", "set-cookie"}
_CONNECTION = {"content-length", "transfer-encoding", "connection"}


class ArchiveResponses:
    """Stamps each response with the instant it came and, when WIRETRACE_WARC is set, archives it.

    A page (2xx) is written once the whole crawl has let it pass: what is reserved is not archived. All else at once.
    """

    def __init__(self, crawler: Crawler, archive: WarcFile | None) -> None:
        self.crawler, self.archive = crawler, archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a crawler."""
        where = crawler.settings.get("WIRETRACE_WARC")
        agent = crawler.settings.get("USER_AGENT") or ""
        archive = WarcFile(Path(where), now=clock_of(crawler.settings)(), user_agent=agent) if where else None
        middleware = cls(crawler, archive)
        if archive is not None:
            crawler.signals.connect(middleware.passed, signals.response_received)
            crawler.signals.connect(archive.close, signals.engine_stopped)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Note when *response* came, and write it unless it is a page that may be reserved."""
        session = getattr(self.crawler.spider, "session", None)
        clock = session.clock if session is not None else page_clock_of(self.crawler.settings)
        request.meta["fetched_at"] = clock(response.url)
        if self.archive is None or SENT_ON in response.flags:  # no server gave it
            return response
        if 200 <= response.status < 300 and not request.meta.get("dont_obey_robotstxt"):
            request.meta["wire"] = (
                response.copy()
            )  # decompression will take the Content-Encoding out of this one's headers
        else:
            self._write(request, response)
        return response

    def passed(self, request: Request) -> None:
        """Write a page that came through every check."""
        wire = request.meta.pop("wire", None)
        if wire is None:
            return
        self._write(request, wire)

    def _write(self, request: Request, response: Response) -> None:
        if self.archive is None:
            return
        try:
            self.archive.write(request, response)
        except OSError as error:
            logger.error("the archive cannot be written: %s", error)  # noqa: TRY400  # the reason is all there is to say
            self.archive = None
            if self.crawler.engine is not None and self.crawler.spider is not None:
                self.crawler.engine.close_spider(self.crawler.spider, "archive-error")


class WarcFile:
    """A WARC file that only grows, each record a gzip member of its own. Made at the first record, never opened again.

    *where* is a folder (the file is named for *now*) or a file name; one that is taken gets a number. A pair of records
    goes to the system in one write: a crawl that is killed leaves a file that can be read to its last whole record.
    """

    def __init__(self, where: Path, *, now: datetime, user_agent: str) -> None:
        self.where, self.now, self.user_agent = where, now, user_agent
        self.file: IO[bytes] | None = None
        self._buffer = BytesIO()

    def write(self, request: Request, response: Response) -> None:
        """Append a response and the request that it answers. Raises OSError."""
        if self.file is None:
            self.file = self._opened()
        date = _warc_date(request.meta["fetched_at"])
        fields = {"WARC-Date": date}
        if response.ip_address is not None:
            fields["WARC-IP-Address"] = str(response.ip_address)
        if "reservations" in request.meta:
            fields[RESERVATIONS] = json.dumps(request.meta["reservations"])
        if claims := with_done(request.cb_kwargs.get("claims") or {}, request):
            fields[CLAIMS] = json.dumps(claims)
        answer = self._writer.create_warc_record(
            redacted(response.url),
            "response",
            payload=BytesIO(response.body),
            length=len(response.body),
            http_headers=_response_head(response),
            warc_headers_dict=fields,
        )
        question = self._writer.create_warc_record(
            redacted(response.url),
            "request",
            payload=BytesIO(request.body),
            length=len(request.body),
            http_headers=_request_head(request),
            warc_headers_dict={"WARC-Date": date},
        )
        self._writer.write_request_response_pair(question, answer)
        self._flush()

    def close(self) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.close()

    def _opened(self) -> IO[bytes]:
        file = make_file(self.where, self.now)
        path = Path(file.name)
        self._writer = WARCWriter(self._buffer, gzip=path.suffix == ".gz", warc_version="1.1")
        self.file = file
        about = {
            "software": self.user_agent.split(" ", 1)[0],
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "http-header-user-agent": self.user_agent,
            "robots": "obey",
            "description": "Transfer encodings are undone; content encodings are as received. Header names are spelled as Scrapy does.",
        }
        record = self._writer.create_warcinfo_record(path.name, about)
        record.rec_headers.replace_header("WARC-Date", _warc_date(self.now))
        self._writer.write_record(record)
        self._flush()
        return file

    def _flush(self) -> None:
        if self.file is not None:
            self.file.write(self._buffer.getvalue())
        self._buffer.seek(0)
        self._buffer.truncate()


def _without_secrets(name: str, value: str) -> str:
    """Return a header's value as it is archived: what proves who somebody is stays out."""
    if name.lower() in _SECRET:
        return REDACTED
    return (
        redacted_reference(value)
        if name.lower() in {"location", "content-location", "referer"}
        else redacted_text(value)
    )


def _warc_date(instant: datetime) -> str:
    """Return an instant to the microsecond, as the store keeps it (WARC 1.1 allows fractions of seconds)."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _response_head(response: Response) -> StatusAndHeaders:
    headers = [
        (name, _without_secrets(name, value))
        for name, value in header_pairs(response)
        if name.lower() not in _CONNECTION
    ]
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = ""
    protocol = response.protocol if response.protocol in {"HTTP/1.0", "HTTP/1.1"} else "HTTP/1.1"
    return StatusAndHeaders(
        f"{response.status} {phrase}", [*headers, ("Content-Length", str(len(response.body)))], protocol=protocol
    )


def _request_head(request: Request) -> StatusAndHeaders:
    parts = urlparse(redacted(request.url))
    target = (
        (parts.path or "/") + (f";{parts.params}" if parts.params else "") + (f"?{parts.query}" if parts.query else "")
    )
    headers = [("Host", parts.netloc.rpartition("@")[2])]
    for name, values in request.headers.items():
        plain = name.decode("latin-1")
        headers += [(plain, _without_secrets(plain, value.decode("latin-1"))) for value in values]
    return StatusAndHeaders(f"{target} HTTP/1.1", headers, protocol=request.method, is_http_request=True)

"""HTTP/1.1 on loopback: connections, threads and headers around the answers of a site. What is answered, the site knows."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from time import sleep
from typing import Any, NamedTuple

from crawler.demo.site import Answer, Site

_IDLE = 30.0  # seconds that a persistent connection may be silent
_Peer = tuple[str, int]


class Request(NamedTuple):
    """One line of the server's log."""

    method: str
    url: str
    status: int


class LoopbackServer(ThreadingHTTPServer):
    """Threads for connections; those still open when it closes are shut, so that no thread outlives it for long."""

    # The default of 5 makes a burst of clients wait a second for their second SYN.
    request_queue_size = 128

    def __init__(self, site: Site, note: Callable[[Request], None]) -> None:
        self.site, self.note = site, note
        self._open: set[socket.socket] = set()
        self._open_lock = Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: _Peer) -> None:
        """Serve a new connection in its own thread, and remember it."""
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection and forget it."""
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Stop listening, and hang up on whoever is still connected."""
        super().server_close()
        with self._open_lock:
            still_open = tuple(self._open)
        for connection in still_open:
            _hang_up(connection)

    def handle_error(self, request: Any, client_address: _Peer) -> None:
        """Show what went wrong, unless it is only that a client went away."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it was closed in the meantime
        return


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection from the site."""

    protocol_version = "HTTP/1.1"
    server_version = "WiretraceDemo"
    sys_version = ""
    timeout = _IDLE
    wbufsize = -1  # head and body in one segment: apart, they wait for each other's acknowledgement
    server: LoopbackServer
    _url = ""

    def parse_request(self) -> bool:
        """Read the request line and headers, and with them the URL that is asked for."""
        self._url = ""
        understood = super().parse_request()
        if understood:
            self._url = self._asked_url()
        return understood

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        answer = self.server.site.answer(self._url)
        if answer.wait:
            sleep(answer.wait)
        if answer.status == HTTPStatus.OK and self._is_known(answer.etag):
            self._send(HTTPStatus.NOT_MODIFIED, b"", {"ETag": answer.etag}, with_body=False)
            return
        body, headers = self._encoded(answer)
        self._send(answer.status, body, headers, with_body=with_body)

    def _asked_url(self) -> str:
        """Return the URL asked for: the target where it is absolute, else the Host header with it."""
        if self.path.lower().startswith(("http://", "https://")):
            return self.path
        return f"http://{self.headers.get('Host', '')}{self.path}"

    def _is_known(self, etag: str) -> bool:
        """Return whether the client has this version, by the weak comparison of RFC 9110 section 13.1.2."""
        known = self.headers.get("If-None-Match", "")
        return known.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in known.split(","))

    def _encoded(self, answer: Answer) -> tuple[bytes, dict[str, str]]:
        headers = dict(answer.headers)
        if answer.status == HTTPStatus.OK:
            headers["ETag"] = answer.etag
        if answer.gzipped is None:
            return answer.body, headers
        headers["Vary"] = "Accept-Encoding"
        if not _accepts_gzip(self.headers.get("Accept-Encoding", "")):
            return answer.body, headers
        # Two encodings of one page are two representations: only a weak tag may name both.
        headers |= {"Content-Encoding": "gzip", "ETag": f"W/{answer.etag}"}
        return answer.gzipped, headers

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str], *, with_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the Date header: the world's own clock, so that stored responses are the same bytes on any day."""
        if timestamp is not None:
            return super().date_time_string(timestamp)
        return format_datetime(self.server.site.fetched_at(self._url), usegmt=True)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002 - the signature is the base class's
        """Note the answer in the server's log: the base class calls this for its own errors, too."""
        self.server.note(Request(self.command or "", self._url, int(code)))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Keep quiet: the log is `WorldServer.requests`."""


def _accepts_gzip(accepted: str) -> bool:
    """Return whether an Accept-Encoding header allows gzip: named (or "*") and not with a weight of zero."""
    for offer in accepted.lower().split(","):
        name, _, weight = offer.partition(";")
        if name.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False

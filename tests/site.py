"""A small web site on loopback for crawl tests: Daily8-like pages, and whatever misbehaviour a test asks for."""

import contextlib
import hashlib
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

ABOUT_MINING = ("/.well-known/tdmrep.json", "/ai.txt")
Answer = tuple[int, dict[str, str], bytes]
#: Seconds after which a test gives up waiting: far beyond what any machine needs, so that a busy one changes nothing.
_PATIENCE = 300
WORDS = [
    f"{a}{b}{c}{d}" for a in "bdgklmprst" for b in "aeiou" for c in ("l", "nd", "rr", "st") for d in ("a", "en", "ick")
]


def article_path(number: int) -> str:
    """The path of an article page: its id is 32 hexadecimal digits, as on the real site."""
    return f"/en/article/{hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()}"


def story(number: int) -> str:
    """A story of our own, another one for each number."""
    choose = random.Random(number)
    return " ".join(" ".join(choose.choices(WORDS, k=11)).capitalize() + "." for _ in range(8))


def page(number: int, *, links: tuple[str, ...] = (), outlet: str = "Harbour Post") -> bytes:
    """A Daily8-like page: an article, one related block, and links to other articles of the site."""
    anchors = "".join(f'<li><a href="{link}">more</a></li>' for link in links)
    return f"""<html><body><img alt="logo"><h1>Gulls counted {number}</h1><div>Gulls counted {number}</div>
<div>{outlet}20 hours ago</div><p>{story(number)}</p><div>Hashtags</div><div>Try Our AI Features</div>
<div>Explore what Daily8 AI can do for you:</div><div>Comments</div><div>No comments yet...</div>
<h2>Related Articles</h2><div>Tilling Times</div><div>41 minutes ago</div><div>- Tilling Times</div>
<div>Copied gulls {number + 1}</div><div>{story(number + 1)}</div><ul>{anchors}</ul></body></html>""".encode()


class Request(NamedTuple):
    """One request the site got."""

    path: str
    at: float
    user_agent: str
    headers: dict[str, str]
    status: int = 0


class Gate:
    """Holds an answer back until the test opens it, so that a crawl is in the middle for as long as the test needs."""

    def __init__(self) -> None:
        self._asked, self._opened = threading.Event(), threading.Event()

    def before(self, body: bytes) -> Callable[[int], Answer]:
        """A route that answers *body* once the gate is open."""

        def answer(_times: int) -> Answer:
            self._asked.set()
            assert self._opened.wait(_PATIENCE)
            return 200, {}, body

        return answer

    def wait_for_request(self) -> None:
        """Wait until somebody stands at the gate."""
        assert self._asked.wait(_PATIENCE), "the page was never asked for"

    def open(self) -> None:
        """Let everybody through, from now on."""
        self._opened.set()


class Versioned(NamedTuple):
    """A page with validators: whoever has this version gets 304 (RFC 9110, 13.1.2 and 13.1.3)."""

    body: bytes
    etag: str = ""
    last_modified: str = ""
    more: dict[str, str] | None = None

    def answer(self, asked: dict[str, str]) -> Answer:
        headers = {
            **({"ETag": self.etag} if self.etag else {}),
            **({"Last-Modified": self.last_modified} if self.last_modified else {}),
            **(self.more or {}),
        }
        same = (
            asked.get("If-None-Match") == self.etag
            if "If-None-Match" in asked
            else asked.get("If-Modified-Since") == self.last_modified
        )
        known = same and ("If-None-Match" in asked or "If-Modified-Since" in asked)
        return (304, headers, b"") if known else (200, headers, self.body)


class Walled(NamedTuple):
    """A page that leads to itself until its own cookie comes back."""

    body: bytes
    cookie: str

    def answer(self, asked: dict[str, str], path: str) -> Answer:
        if self.cookie in asked.get("Cookie", ""):
            return 200, {}, self.body
        return 302, {"Set-Cookie": f"{self.cookie}; Path=/", "Location": path}, b""


class Site:
    """Serves `routes`: a body, a full answer, or a function of the number of times the path was asked for."""

    def __init__(self, routes: "dict[str, bytes | Answer | Versioned | Walled | Callable[[int], Answer]]") -> None:
        self.routes = {"/robots.txt": (200, {}, b"User-agent: *\nDisallow:\n"), **routes}
        self.requests: list[Request] = []
        self.about_mining: list[Request] = []  # for the files of reservations, which every crawl asks for once
        self._times: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __enter__(self) -> "Site":
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body leave together: in two writes, the second waits 40 ms for the first one's ACK
            wbufsize = -1

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.do_GET()

            def do_GET(self) -> None:
                status, headers, body = site.answer(self.path, dict(self.headers.items()))
                self.send_response(status)
                for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
                    self.send_header(name, value)
                if "Content-Length" in headers:
                    self.close_connection = True  # a false length must not leave the client waiting
                elif status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        """The site's address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.requests]

    def asked(self, path: str) -> list[Request]:
        """The requests for one path, in order."""
        return [request for request in self.requests if request.path == path]

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        """Find the answer to a request, and log both."""
        with self._lock:
            self._times[path] += path not in ABOUT_MINING
            times = self._times[path]
            log = self.about_mining if path in ABOUT_MINING else self.requests
            log.append(Request(path, time.monotonic(), headers.get("User-Agent", ""), headers))
            number = len(log) - 1
        found = self.routes.get(path, (404, {}, b"gone"))
        if isinstance(found, Versioned):
            found = found.answer(headers)
        elif isinstance(found, Walled):
            found = found.answer(headers, path)
        elif callable(found):
            found = found(times)
        found = (200, {}, found) if isinstance(found, bytes) else found
        log[number] = log[number]._replace(status=found[0])
        return found

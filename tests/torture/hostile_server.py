"""Row 7, over HTTP: what a server sends that nobody can want: bombs of every packing, bodies and headers without end, files of a site beyond measure."""

from __future__ import annotations

import contextlib
import gzip
import json
import socketserver
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat

import brotli
from backports import zstd

from tests.site import article_path, page

Sent = Iterator[bytes]
_MB = 1_000_000
_OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
_HTML, _XML, _JSON = (f"Content-Type: {kind}\r\n".encode() for kind in ("text/html; charset=utf-8", "application/xml", "application/json"))  # fmt: skip
_PAUSE = 0.5  # seconds between two bytes of an answer that trickles


@dataclass(frozen=True)
class Bomb:
    """What a site answers on its start page or on one of its own files, and what a crawl of it is asked for.

    `answer` gives the bytes, headers included; `at` is the path that it stands at, all others have a good page or nothing.
    """

    name: str
    answer: Callable[[], Sent]
    at: str = "/en/bomb"
    kind: str = "page"
    reasons: tuple[str, ...] = ("stored",)


class HostileSite:
    """Serves one bomb, on a port of its own, for as long as the client takes it."""

    def __init__(self, bomb: Bomb) -> None:
        site = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                path = self.rfile.readline().split()[1].decode()
                while self.rfile.readline().strip():
                    pass
                site.asked.append(path)
                with contextlib.suppress(OSError):
                    for part in bomb.answer() if path == bomb.at else _ordinary(path):
                        self.wfile.write(part)
                        if site.closed:
                            return

        self.asked: list[str] = []
        self.closed = False
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> HostileSite:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.closed = True
        self.server.shutdown()
        self.server.server_close()


def _ordinary(path: str) -> Sent:
    if path.startswith("/en/"):
        yield whole(page(1))
    else:
        yield b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def whole(body: bytes, headers: bytes = _HTML) -> bytes:
    """Return an answer with a body of a known length."""
    return _OK + headers + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def packed(body: bytes, *encodings: str) -> Callable[[], Sent]:
    """Answer with a body that is packed already."""
    return lambda: iter([whole(body, _HTML + f"Content-Encoding: {', '.join(encodings)}\r\n".encode())])


def plain(body: bytes, headers: bytes = _HTML) -> Callable[[], Sent]:
    """Answer with a body."""
    return lambda: iter([whole(body, headers)])


def bombs(size: float = 1.0) -> Iterator[Bomb]:
    """Give every bomb; *size* 1 is what row 7 asks for."""

    def times(number: int) -> int:
        return max(int(number * size), 1)

    yield from _packings(times)
    yield from _endless()
    yield from _headers(times)
    yield from _site_files(times)
    yield from _documents(times)


def _packings(times: Callable[[int], int]) -> Iterator[Bomb]:
    large = ("too-large",)
    zeros = _deflated(times(5_000) * _MB, 31)
    yield Bomb("gzip", packed(zeros, "gzip"), reasons=large)
    yield Bomb("deflate", packed(_deflated(times(5_000) * _MB, 15), "deflate"), reasons=large)
    yield Bomb("deflate without its head", packed(_deflated(times(5_000) * _MB, -15), "deflate"), reasons=large)
    yield Bomb("br", packed(brotli.compress(bytes(times(200) * _MB), quality=3), "br"), reasons=large)
    yield Bomb("zstd", packed(zstd.compress(bytes(times(1_000) * _MB)), "zstd"), reasons=large)
    yield Bomb("gzip in gzip", packed(gzip.compress(zeros), "gzip", "gzip"), reasons=large)
    yield Bomb("gzip in br in gzip", packed(gzip.compress(brotli.compress(zeros, quality=1)), "gzip", "br", "gzip"), reasons=large)  # fmt: skip
    twenty = page(1)
    for _ in range(20):
        twenty = gzip.compress(twenty)
    yield Bomb("gzip twenty times", packed(twenty, *repeat("gzip", 20)), reasons=("stored", "too-many-packings"))
    yield Bomb("empty members of gzip", packed(gzip.compress(b"") * times(400_000), "gzip"), reasons=("stored",))  # fmt: skip
    named = gzip.compress(page(1))[:3] + b"\x08" + bytes(6) + b"a" * times(9 * _MB)
    yield Bomb("a name in gzip without end", packed(named, "gzip"), reasons=("bad-encoding",))
    yield Bomb("packings nobody knows", packed(page(1), *repeat("x", times(10_000))), reasons=("connection-broken",))


def _deflated(size: int, window: int) -> bytes:
    """Pack so many zeros: one block, flushed so that what comes out can be repeated. What is behind the last block checks nothing."""
    packer = zlib.compressobj(9, wbits=window)
    block = bytes(10 * _MB)
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (size // len(block) - 1) + packer.flush()


def _endless() -> Iterator[Bomb]:
    words = b"<p>The gulls were counted again this morning.</p>" * 2_000
    chunk = f"{len(words):x}\r\n".encode() + words + b"\r\n"

    def then(head: bytes, *parts: bytes) -> Callable[[], Sent]:
        return lambda: _chained(head, repeat(b"".join(parts)))

    yield Bomb("a body without end", then(_OK + _HTML + b"\r\n", words), reasons=("too-large",))
    yield Bomb("chunks without end", then(_OK + _HTML + b"Transfer-Encoding: chunked\r\n\r\n", chunk), reasons=("too-large",))  # fmt: skip
    yield Bomb("chunks of a byte", then(_OK + _HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 10_000), reasons=("cut-off",))  # fmt: skip
    yield Bomb("an extension of a chunk without end", then(_OK + b"Transfer-Encoding: chunked\r\n\r\n5;", b"x" * 100_000), reasons=("cut-off",))  # fmt: skip
    yield Bomb("trailers without end", then(_OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: b\r\n" * 10_000), reasons=("cut-off",))  # fmt: skip
    yield Bomb("a trickle", lambda: _trickle(_OK + _HTML + b"Content-Length: 90000\r\n\r\n"), reasons=("timeout",))
    yield Bomb("a trickle of headers", lambda: _trickle(_OK), reasons=("timeout",))
    yield Bomb("nothing at all", lambda: _trickle(b"", b""), reasons=("timeout",))
    yield Bomb("a status line without end", then(b"HTTP/1.1 200 ", b"x" * 100_000), reasons=("connection-broken",))
    yield Bomb("100 Continue without end", then(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000), reasons=("headers-too-large",))  # fmt: skip
    yield Bomb("headers without end", then(_OK, b"X-A: b\r\n" * 10_000), reasons=("headers-too-large",))
    yield Bomb("a header without end", then(_OK + b"X-A: ", b"x" * 100_000), reasons=("connection-broken",))


def _chained(head: bytes, parts: Iterator[bytes]) -> Sent:
    yield head
    yield from parts


def _trickle(head: bytes, drop: bytes = b"x") -> Sent:
    yield head
    for _ in range(240):
        time.sleep(_PAUSE)
        yield drop


def _headers(times: Callable[[int], int]) -> Iterator[Bomb]:
    many = times(200_000)

    def headed(lines: bytes, *reasons: str) -> dict[str, object]:
        return {
            "answer": plain(page(1), _HTML + lines),
            "reasons": reasons or ("stored", "headers-too-large"),
        }

    yield Bomb("headers", **headed(b"".join(b"X-%d: y\r\n" % n for n in range(many))))
    yield Bomb("the same header", **headed(b"X-A: y\r\n" * many))
    yield Bomb("cookies", **headed(b"Set-Cookie: a=b\r\n" * many))
    yield Bomb("reservations in headers", **headed(b"tdm-reservation: 0\r\n" * (many // 10)))
    yield Bomb("robots in headers", **headed(b"X-Robots-Tag: " + b"bot: noindex, " * (many // 200) + b"\r\n"))
    yield Bomb("a charset", **headed(b"Content-Type: text/html; charset=" + b"x" * 15_000 + b"\r\n"))
    yield Bomb("a length of many digits", lambda: iter([_OK + b"Content-Length: " + b"9" * 9_000 + b"\r\n\r\n" + page(1)]), reasons=("too-large", "cut-off", "connection-broken", "network-ValueError"))  # fmt: skip
    yield Bomb("a negative length", lambda: iter([_OK + b"Content-Length: -1\r\n\r\n" + page(1)]), reasons=("connection-broken", "cut-off", "network-ValueError"))  # fmt: skip
    far = (
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: /en/" + b"x" * 15_000 + b"\r\n\r\n"
    )
    yield Bomb("an address of 15,000 letters", lambda: iter([far]), reasons=("stored", "url-too-long", "redirects"))
    yield Bomb("an ETag", **headed(b"ETag: " + b"x" * 15_000 + b"\r\n"))


def _site_files(times: Callable[[int], int]) -> Iterator[Bomb]:
    robots = "/robots.txt"
    text = b"Content-Type: text/plain\r\n"
    rules = b"User-agent: *\nDisallow: /nothing\n" * 20_000
    yield Bomb("robots.txt of 600 MB", lambda: _chained(_OK + text + f"Content-Length: {600 * _MB}\r\n\r\n".encode(), repeat(rules, times(900))), at=robots, reasons=("robots-unreachable",))  # fmt: skip
    yield Bomb(
        "robots.txt without end",
        lambda: _chained(_OK + text + b"\r\n", repeat(rules)),
        at=robots,
        reasons=("robots-unreachable",),
    )
    yield Bomb("robots.txt, packed zeros", packed(_deflated(times(5_000) * _MB, 31), "gzip"), at=robots, reasons=("stored", "robots-unreachable"))  # fmt: skip
    yield Bomb("groups in robots.txt", plain(b"".join(b"User-agent: a%d\nDisallow: /\n" % n for n in range(times(18_000))), text), at=robots)  # fmt: skip
    stars = b"User-agent: *\n" + b"Disallow: /" + b"*e" * 100 + b"*$x\n"
    yield Bomb("stars in robots.txt", plain(stars * times(2_000), text), at=robots)
    yield Bomb("one rule of stars in robots.txt", plain(b"User-agent: *\nDisallow: /" + b"*n" * times(100_000) + b"q\n", text), at=robots)  # fmt: skip
    yield Bomb("agents in robots.txt", plain(b"User-agent: a\n" * times(35_000) + b"Disallow: /\n", text), at=robots)
    yield Bomb("sitemaps in robots.txt", plain(b"Sitemap: http://127.0.0.1/x\n" * times(18_000), text), at=robots)
    deep = b"[" * times(200_000) + b"]" * times(200_000)
    tdmrep = "/.well-known/tdmrep.json"
    yield Bomb("tdmrep.json of 200,000 levels", plain(deep, _JSON), at=tdmrep)
    rule = {"location": "/" + "*n" * 50 + "q", "tdm-reservation": 1}
    yield Bomb("rules in tdmrep.json", plain(json.dumps([rule] * times(20_000)).encode(), _JSON), at=tdmrep)
    yield Bomb("tdmrep.json without end", lambda: _chained(_OK + _JSON + b"\r\n", repeat(deep)), at=tdmrep)
    yield Bomb("ai.txt without end", lambda: _chained(_OK + text + b"\r\n", repeat(rules)), at="/ai.txt")


def _documents(times: Callable[[int], int]) -> Iterator[Bomb]:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(12))
    laughs = b'<?xml version="1.0"?><!DOCTYPE r [' + entities + b"]>"
    one = b'<!DOCTYPE r [<!ENTITY e "' + b"x" * times(100_000) + b'">]>'
    unread = ("stored", "unreadable")
    for kind, root in (("feed", b"rss"), ("sitemap", b"urlset")):
        opened, closed = b"<" + root + b">", b"</" + root + b">"
        yield Bomb(f"{kind}: entities in entities", plain(laughs + opened + b"&e11;" + closed, _XML), kind=kind, reasons=unread)  # fmt: skip
        yield Bomb(f"{kind}: one entity often", plain(one + opened + b"&e;" * times(100_000) + closed, _XML), kind=kind, reasons=unread)  # fmt: skip
        yield Bomb(f"{kind}: 100,000 levels", plain(opened + b"<a>" * times(100_000), _XML), kind=kind, reasons=unread)
        yield Bomb(f"{kind}: 200,000 attributes", plain(opened + b"<a " + b"".join(b'a%d="1" ' % n for n in range(times(200_000))) + b"/>" + closed, _XML), kind=kind, reasons=unread)  # fmt: skip
    item = b"<item><title>Gulls counted</title><link>https://a.example/%d</link><pubDate>Sun, 22 Nov 2026 12:00:00 GMT</pubDate></item>"
    yield Bomb("feed: 50,000 items", plain(b"<rss><channel>" + b"".join(item % n for n in range(times(50_000))) + b"</channel></rss>", _XML), kind="feed")  # fmt: skip
    yield Bomb("sitemap: 100,000 addresses", plain(b"<urlset>" + b"".join(b"<url><loc>https://a.example/%d</loc></url>" % n for n in range(times(100_000))) + b"</urlset>", _XML), kind="sitemap")  # fmt: skip
    yield Bomb("sitemap: an index of itself", plain(b"<sitemapindex>" + b"".join(b"<sitemap><loc>/en/bomb?%d</loc></sitemap>" % n for n in range(times(50_000))) + b"</sitemapindex>", _XML), kind="sitemap")  # fmt: skip
    yield Bomb("sitemap: packed zeros", plain(_deflated(times(5_000) * _MB, 31), b"Content-Type: application/gzip\r\n"), kind="sitemap", reasons=("stored", "too-large", "unreadable"))  # fmt: skip
    yield Bomb("feed: JSON of 200,000 levels", plain(b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * times(200_000) + b"]" * times(200_000) + b"}", _JSON), kind="feed", reasons=unread)  # fmt: skip
    yield Bomb("feed: JSON, a number of a million digits", plain(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": ' + b"9" * times(_MB) + b"}]}", _JSON), kind="feed", reasons=unread)  # fmt: skip
    article = page(1)
    yield Bomb("attributes", plain(article.replace(b"<ul>", b"<ul " + b"".join(b"a%d=1 " % n for n in range(times(200_000))) + b">")))  # fmt: skip
    yield Bomb("levels", plain(article.replace(b"<ul>", b"<div>" * times(100_000))))
    yield Bomb("10 MB in a line", plain(article.replace(b"<ul>", b"a" * times(9_900_000))))
    yield Bomb("entities in a page", plain(laughs + article.replace(b"<ul>", b"&e11;" * times(100_000))))
    yield Bomb("JSON-LD of 200,000 levels", plain(article.replace(b"<ul>", b"<script type='application/ld+json'>" + b"[" * times(200_000) + b"</script><ul>")))  # fmt: skip
    links = "".join(f"<li><a href='{article_path(n)}'>more</a></li>" for n in range(times(50_000)))
    yield Bomb("50,000 articles linked", plain(article.replace(b"<ul>", f"<ul>{links}".encode())))
    for charset in ("idna", "punycode", "utf-7", "rot13", "zlib", "unicode_escape"):
        yield Bomb(f"charset {charset}", plain(article.replace(b"<ul>", b"\xc3\xa4-" * times(500_000)), f"Content-Type: text/html; charset={charset}\r\n".encode()))  # fmt: skip

"""The demo server: the fixture world over real HTTP, as proxy and as origin."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.demo.server import WorldServer
from crawler.demo.site import Site, WorldError, canonical
from tests import places

WORLD = places.FIXTURES / "world"
PLAN = json.loads((WORLD / "site.json").read_text(encoding="utf-8"))
FRONT = "http://www.daily8.example/en/"
FEED = "http://www.pressboard.example/feed.xml"
PACKED = PLAN["gzip"][0]


@dataclass(frozen=True)
class Reply:
    """What came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@pytest.fixture(scope="module")
def server() -> Iterator[WorldServer]:
    with WorldServer(WORLD) as running:
        yield running


def ask(server: WorldServer, target: str, *, method: str = "GET", timeout: float = 60, **headers: str) -> Reply:
    """Send one request with exactly this target; header names are written with underscores."""
    connection = http.client.HTTPConnection(server.proxy_url.removeprefix("http://"), timeout=timeout)
    try:
        connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Reply(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def page_of(url: str) -> bytes:
    return (WORLD / "pages" / PLAN["pages"][url] / "page.html").read_bytes()


def test_as_a_proxy_it_answers_whole_addresses(server: WorldServer) -> None:
    """A client that uses it as its proxy gets the page of the host that it asked for."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": server.proxy_url}))
    with opener.open(FRONT, timeout=60) as response:
        assert response.read() == page_of(FRONT)
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_as_an_origin_it_goes_by_the_host_header(server: WorldServer) -> None:
    """A client that connects to it directly names the host in its Host header."""
    assert ask(server, "/en/?page=2", Host="www.daily8.example", Accept_Encoding="identity").body == page_of(
        FRONT + "?page=2"
    )


def test_hosts_keep_their_pages_apart(server: WorldServer) -> None:
    """The same path on another host is another page, or none."""
    assert ask(server, "/en/", Host="www.pressboard.example").status == 404


@pytest.mark.parametrize("url", PLAN["pages"], ids=PLAN["pages"].values())
def test_every_page_of_the_plan_is_served(server: WorldServer, url: str) -> None:
    """Each page arrives byte for byte as it lies on disk."""
    reply = ask(server, url, Accept_Encoding="identity")
    assert (reply.status, reply.body) == (200, page_of(url))


@pytest.mark.parametrize("row", PLAN["redirects"], ids=lambda row: str(row["status"]))
def test_redirects_lead_to_a_page(server: WorldServer, row: dict[str, str]) -> None:
    """A 301 and a 302 name an address at which a page stands."""
    reply = ask(server, row["from"])
    assert (reply.status, reply.headers["Location"], reply.body) == (row["status"], row["to"], b"")
    assert ask(server, row["to"]).status == 200


def test_a_withdrawn_article_is_not_found(server: WorldServer) -> None:
    """What a page links to and the site no longer has is a 404."""
    assert ask(server, PLAN["missing"][0]).status == 404


@pytest.mark.parametrize("host", PLAN["robots"])
def test_every_host_has_its_robots_txt(server: WorldServer, host: str) -> None:
    """robots.txt is served as plain text, without a Crawl-delay."""
    reply = ask(server, f"http://{host}/robots.txt")
    assert (reply.status, reply.body.decode()) == (200, PLAN["robots"][host])
    assert reply.headers["Content-Type"].startswith("text/plain")
    assert b"crawl-delay" not in reply.body.lower()


def test_the_feed_is_served_as_rss(server: WorldServer) -> None:
    """The feed arrives with its media type."""
    reply = ask(server, FEED)
    assert reply.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert reply.body == (WORLD / "feed.xml").read_bytes()


@pytest.mark.parametrize(
    ("accepts", "packed"),
    [
        ("gzip, deflate", True),
        ("*", True),
        ("GZIP;q=0.5", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("br", False),
    ],
    ids=["gzip", "anything", "weighted", "identity", "gzip-refused", "other-coding"],
)
def test_gzip_goes_to_those_who_take_it(server: WorldServer, accepts: str, *, packed: bool) -> None:
    """A page marked as packed is sent packed where Accept-Encoding allows it, and the two forms unpack alike."""
    reply = ask(server, PACKED, Accept_Encoding=accepts)
    assert ("Content-Encoding" in reply.headers) is packed
    assert (gzip.decompress(reply.body) if packed else reply.body) == page_of(PACKED)
    assert reply.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("url", [FRONT, FEED, PACKED], ids=["page", "feed", "gzip"])
def test_a_known_version_is_not_sent_again(server: WorldServer, url: str) -> None:
    """If-None-Match with the page's ETag, alone, weak, or in a list, gives 304 and no body."""
    etag = ask(server, url, Accept_Encoding="gzip").headers["ETag"]
    for known in (etag, f'"other", {etag}', f"W/{etag.removeprefix('W/')}", "*"):
        reply = ask(server, url, If_None_Match=known)
        assert (reply.status, reply.body) == (304, b"")
        assert reply.headers["ETag"].removeprefix("W/") == etag.removeprefix("W/")


def test_another_version_is_sent_whole(server: WorldServer) -> None:
    """An ETag of something else does not keep the page back."""
    assert ask(server, FRONT, If_None_Match='"something-else"').body == page_of(FRONT)


def test_head_sends_the_headers_of_get(server: WorldServer) -> None:
    """HEAD answers as GET does, without the body."""
    get, head = ask(server, FRONT), ask(server, FRONT, method="HEAD")
    assert head == Reply(get.status, get.headers, b"")


def test_other_methods_are_refused(server: WorldServer) -> None:
    """Nothing can be posted to the world, and no tunnel leads out of it."""
    assert ask(server, FRONT, method="POST").status == 501
    assert ask(server, "www.daily8.example:443", method="CONNECT").status == 501


def test_the_slow_page_is_slow_and_holds_up_nobody(server: WorldServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow page takes its time; meanwhile, however long that is, another request is answered."""
    url, seconds = next(iter(PLAN["slow"].items()))
    begun = time.monotonic()
    assert ask(server, url).status == 200
    assert time.monotonic() - begun >= seconds
    asked, answered = threading.Event(), threading.Event()

    def wait(_seconds: float) -> None:
        asked.set()
        assert answered.wait(60)

    monkeypatch.setattr("crawler.demo.loopback.sleep", wait)
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, server, url, timeout=120)
        assert asked.wait(60)
        assert ask(server, FRONT).status == 200
        assert not slow.done()
        answered.set()
        assert slow.result().status == 200


def test_a_connection_serves_several_requests(server: WorldServer) -> None:
    """HTTP/1.1 connections are kept: three requests, one socket."""
    connection = http.client.HTTPConnection(server.proxy_url.removeprefix("http://"), timeout=60)
    sockets = set()
    for _ in range(3):
        connection.request("GET", FRONT)
        assert connection.getresponse().read() == page_of(FRONT)
        sockets.add(id(connection.sock))
    connection.close()
    assert len(sockets) == 1


def test_many_clients_at_once_are_all_answered_and_noted() -> None:
    """Sixty requests from twelve threads are answered right and stand in the log, each once."""
    urls = list(PLAN["pages"])[:12] * 5
    with WorldServer(WORLD) as server:
        with ThreadPoolExecutor(12) as pool:
            bodies = list(pool.map(lambda url: ask(server, url, Accept_Encoding="identity").body, urls))
        assert bodies == [page_of(url) for url in urls]
        assert sorted(server.requests) == sorted(("GET", url, 200) for url in urls)


def test_the_log_keeps_method_url_and_status() -> None:
    """Every answer is noted in order with the address as it was asked for, refused methods too."""
    with WorldServer(WORLD) as server:
        ask(server, FRONT)
        ask(server, "/nowhere", Host="www.daily8.example")
        ask(server, FRONT, method="HEAD", If_None_Match="*")
        ask(server, FRONT, method="POST")
        assert server.requests == (
            ("GET", FRONT, 200),
            ("GET", "http://www.daily8.example/nowhere", 404),
            ("HEAD", FRONT, 304),
            ("POST", FRONT, 501),
        )


def test_the_clock_is_the_worlds(server: WorldServer) -> None:
    """A page's instant is its own, every other address has the base time, and the Date header says the same."""
    case = WORLD / "pages" / PLAN["pages"][FRONT]
    own = datetime.fromisoformat(json.loads((case / "meta.json").read_text(encoding="utf-8"))["fetched_at"])
    assert server.fetched_at("HTTP://WWW.daily8.example:80/en/#top") == own
    assert server.fetched_at("http://elsewhere.example/") == datetime.fromisoformat(PLAN["base_time"])
    assert server.fetched_at(FRONT).tzinfo is UTC
    assert ask(server, FRONT).headers["Date"] == own.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_answers_are_the_same_bytes_every_time() -> None:
    """Two servers answer alike, headers and packed bodies included."""
    with WorldServer(WORLD) as first, WorldServer(WORLD) as second:
        for url in (FRONT, PACKED, FEED, PLAN["missing"][0]):
            assert ask(first, url, Accept_Encoding="gzip") == ask(second, url, Accept_Encoding="gzip")


def test_it_starts_where_the_plan_says(server: WorldServer) -> None:
    """The start addresses are those of the plan, and all of them lead somewhere."""
    assert list(server.start_urls) == PLAN["start_urls"]
    assert all(ask(server, url).status in {200, 302} for url in server.start_urls)


def test_closing_ends_open_connections_and_frees_the_port() -> None:
    """Leaving the block hangs up on a client that idles, and nobody answers any more."""
    with WorldServer(WORLD) as server:
        host, port = server.proxy_url.removeprefix("http://").split(":")
        idle = socket.create_connection((host, int(port)), timeout=60)
        idle.sendall(f"GET {FRONT} HTTP/1.1\r\nHost: www.daily8.example\r\n\r\n".encode())
        assert idle.recv(1 << 20)
    with idle:
        while idle.recv(1 << 20):  # what was already under way, then the end
            pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=60)


def test_a_client_that_hangs_up_is_no_noise(capfd: pytest.CaptureFixture[str]) -> None:
    """A client that goes away in the middle of an answer leaves no trace on the terminal."""
    slow = next(iter(PLAN["slow"]))
    with WorldServer(WORLD) as server:
        host, port = server.proxy_url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=60) as client:
            # Linger 0 resets the connection, so that the server's write is sure to fail.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            client.sendall(f"GET {slow} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.1)
        deadline = time.monotonic() + 60
        while any("process_request_thread" in thread.name for thread in threading.enumerate()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert ask(server, FRONT).status == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (None, "No such file"),
        ("{", "Expecting property name"),
        ("{}", "'pages'"),
        ('{"pages": {"http://a/": "gone"}, "slow": {}, "gzip": []}', "gone"),
    ],
    ids=["no-folder", "not-json", "no-pages", "no-such-case"],
)
def test_a_folder_without_a_world_is_refused(tmp_path: Path, plan: str | None, said: str) -> None:
    """A missing or broken world raises one error that names the folder and the fault."""
    world = tmp_path / "world"
    if plan is not None:
        world.mkdir()
        (world / "site.json").write_text(plan, encoding="utf-8")
    with pytest.raises(WorldError, match=said) as caught:
        WorldServer(world)
    assert str(world) in str(caught.value)


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("HTTP://WWW.Daily8.example/en/", FRONT),
        ("http://www.daily8.example:80/en/", FRONT),
        ("http://www.daily8.example/en/#comments", FRONT),
        ("http://www.daily8.example", "http://www.daily8.example/"),
        ("http://www.daily8.example/en/?page=2", FRONT + "?page=2"),
    ],
    ids=["case", "port", "fragment", "no-path", "query-stays"],
)
def test_addresses_of_one_page_are_one(url: str, form: str) -> None:
    """Host case, the default port and fragments make no other page; the query does."""
    assert canonical(url) == form


def test_an_unknown_address_answers_with_words() -> None:
    """The 404 has a body, so that clients show something."""
    assert Site.load(WORLD).answer("http://nowhere.example/").body

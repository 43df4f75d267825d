"""What sites ask of crawlers, and what a crawl does: one crawl of many small sites, each with a wish of its own."""

import contextlib
import email.utils
import json
import sqlite3
import time
from contextlib import closing
from datetime import timedelta

import pytest

from crawler.crawling.middlewares.public_hosts import is_public
from crawler.crawling.middlewares.retry_after import parse_retry_after
from crawler.permissions.robots import LARGEST
from crawler.store.records import sightings
from crawler.store.store import Store
from tests.factories import NOON
from tests.job import finished, run_job, start_job
from tests.site import Site, article_path, page

pytestmark = pytest.mark.slow

SHUT = b"User-agent: *\nDisallow: /en/\n"
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        pytest.param("120", timedelta(seconds=120), id="seconds"),
        pytest.param(" 0 ", timedelta(0), id="now"),
        pytest.param("86401", DAY, id="more-than-a-day"),
        pytest.param("9" * 40, DAY, id="more-than-a-number"),
        pytest.param("-5", None, id="negative"),
        pytest.param("1.5", None, id="fraction"),
        pytest.param("soon", None, id="a-word"),
        pytest.param("", None, id="nothing"),
        pytest.param("Sat, 21 Nov 2026 12:30:00 GMT", timedelta(minutes=30), id="date"),
        pytest.param("Saturday, 21-Nov-26 12:30:00 GMT", timedelta(minutes=30), id="date-of-rfc-850"),
        pytest.param("Sat Nov 21 12:30:00 2026", timedelta(minutes=30), id="date-of-asctime"),
        pytest.param("Sat, 21 Nov 2026 13:30:00 +0100", timedelta(minutes=30), id="date-with-a-zone"),
        pytest.param("Fri, 20 Nov 2026 12:00:00 GMT", timedelta(0), id="date-gone-by"),
        pytest.param("Sat, 21 Nov 2099 12:00:00 GMT", DAY, id="date-far-off"),
        pytest.param("Sat, 99 Nov 2026 12:00:00 GMT", None, id="no-such-day"),
    ],
)
def test_retry_after_in_every_spelling(header, wait):
    """Seconds or a date, cut to a day; what is neither says nothing."""
    moment = parse_retry_after(header, now=NOON)
    assert (moment - NOON if moment else None) == wait


@pytest.mark.parametrize(
    ("host", "public"),
    [("www.daily8.com", True), ("8.8.8.8", True), ("2606:4700::1111", True), ("localhost", False), ("news.localhost", False),
     ("127.0.0.1", False), ("10.1.2.3", False), ("::1", False), ("127.1", False), ("2130706433", False), ("0x7f.1", False),
     ("intranet", False)],
)  # fmt: skip
def test_which_hosts_are_public(host, public):
    """Names below a top-level domain and global numbers are; these need a contact."""
    assert is_public(host) is public


def to(path: str):
    """An answer that leads elsewhere."""
    return 301, {"Location": path}, b""


def hops(number: int, last: bytes) -> dict:
    """A robots.txt behind a number of redirects."""
    return {"/robots.txt": to("/r1"), **{f"/r{n}": to(f"/r{n + 1}") for n in range(1, number)}, f"/r{number}": last}


LONG = b"User-agent: *\n" + b"# gulls\n" * (LARGEST // 8) + b"Disallow: /en/\n"
RESERVED = json.dumps([{"location": "/en/*", "tdm-reservation": 1, "tdm-policy": "https://gulls.example/p"}]).encode()
#: Name: (routes, outcome of the front page when reservations are obeyed, reservations that are recorded when they are not).
WISHES: dict[str, tuple[dict, str, tuple[str, ...]]] = {
    "open": ({}, "stored", ()),
    "shut": ({"/robots.txt": SHUT}, "robots", ()),
    "shut-behind-5-redirects": (hops(5, SHUT), "robots", ()),
    "shut-behind-6-redirects": (hops(6, SHUT), "stored", ()),
    "robots-in-a-circle": ({"/robots.txt": to("/robots.txt")}, "stored", ()),
    "robots-forbidden": ({"/robots.txt": (403, {}, SHUT)}, "stored", ()),
    "robots-broken": ({"/robots.txt": (500, {}, b"")}, "robots-unreachable", ()),
    "robots-too-many": ({"/robots.txt": (429, {}, b"")}, "robots-unreachable", ()),
    "robots-cut-off": ({"/robots.txt": (200, {"Content-Length": "9999"}, SHUT)}, "robots-unreachable", ()),
    "shut-beyond-500-kib": ({"/robots.txt": LONG}, "stored", ()),
    "file": ({"/.well-known/tdmrep.json": RESERVED}, "reserved", ("tdmrep-file https://gulls.example/p",)),
    "ai-txt": ({"/ai.txt": b"User-Agent: *\nDisallow: /\n"}, "reserved", ("ai.txt",)),
    "license": ({"/robots.txt": b"License: https://gulls.example/l.xml\n"}, "reserved", ("rsl https://gulls.example/l.xml",)),
    "header": ({"/en/": (200, {"TDM-Reservation": "1"}, page(0))}, "reserved", ("tdmrep-header",)),
    "meta": ({"/en/": page(0).replace(b"<body>", b'<meta name="robots" content="noai"><body>')}, "reserved", ("noai-meta",)),
    "pictures": ({"/en/": (200, {"X-Robots-Tag": "noimageai"}, page(0))}, "stored", ("noimageai-header",)),
    "crawlers-of-ai": ({"/robots.txt": b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n"}, "stored", ("robots-ai CCBot, GPTBot",)),
    "file-lifted-by-header": ({"/.well-known/tdmrep.json": RESERVED, "/en/": (200, {"tdm-reservation": "0"}, page(0))}, "reserved", ()),
}  # fmt: skip


class World:
    """The sites of WISHES, crawled twice on one store: as it is, and with reservations ignored."""

    def __init__(self, folder, sites: dict[str, Site]) -> None:
        self.sites = sites
        self.store = f"sqlite:///{folder / 'store.db'}"
        starts = [f"{site.url}/en/" for site in sites.values()]
        run_job(starts, self.store)
        self.outcomes = self._outcomes(folder / "store.db")
        self.first = {name: list(site.paths) for name, site in sites.items()}
        run_job(starts, self.store, WIRETRACE_RESPECT_RESERVATIONS=False)

    def _outcomes(self, path) -> dict[str, str]:
        with closing(sqlite3.connect(path)) as database:
            return {
                url: reason or state
                for url, state, reason in database.execute("select url, state, reason from request")
            }


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """All sites at work, and both crawls over."""
    with contextlib.ExitStack() as stack:
        sites = {
            name: stack.enter_context(Site({"/en/": page(0), **routes})) for name, (routes, _, _) in WISHES.items()
        }
        yield World(tmp_path_factory.mktemp("politeness"), sites)


@pytest.mark.parametrize("name", WISHES)
def test_a_page_is_fetched_only_where_its_site_allows(world, name):
    """RFC 9309's rules for what robots.txt answers, and every carrier of a reservation."""
    assert world.outcomes[f"{world.sites[name].url}/en/"] == WISHES[name][1]


@pytest.mark.parametrize("name", [name for name, (_, outcome, _) in WISHES.items() if outcome != "stored"])
def test_what_the_site_says_beforehand_is_not_even_asked_for(world, name):
    """Only what stands in the response itself needs a request to be seen."""
    in_the_response = name in {"header", "meta"}
    assert ("/en/" in world.first[name]) is in_the_response


@pytest.mark.parametrize(
    "name", [name for name, (_, outcome, _) in WISHES.items() if outcome in {"stored", "reserved"}]
)
def test_reservations_are_recorded_with_each_sighting(world, name):
    """When they are ignored pages are read, and each sighting says what was reserved."""
    store = Store(world.store)
    with store.read() as connection:
        seen = [each for each in sightings(connection) if each.page_url == f"{world.sites[name].url}/en/"]
    store.close()
    assert seen
    assert {each.reservations for each in seen[-2:]} == {WISHES[name][2]}


def test_the_rules_of_a_site_are_asked_for_once_a_day(world):
    """A second crawl on the store takes robots.txt and its like from there; one that could not be had is asked for again."""
    asked = {name: site.paths.count("/robots.txt") for name, site in world.sites.items()}
    assert {
        asked[name]
        for name, (_, outcome, _) in WISHES.items()
        if outcome in {"stored", "reserved"} and "circle" not in name
    } == {1}
    assert asked["robots-broken"] == 2
    assert {path.path for path in world.sites["open"].about_mining} == {"/.well-known/tdmrep.json", "/ai.txt"}
    assert len(world.sites["open"].about_mining) == 2


@pytest.mark.parametrize("spelling", ["seconds", "date"])
def test_a_busy_server_is_left_alone_by_every_crawl_on_the_store(tmp_path, spelling):
    """503 with Retry-After pauses the host, not the page: nobody asks it for anything, and then all pages come."""

    links = tuple(article_path(number) for number in range(1, 6))
    busy_at: list[float] = []

    def busy_once(times: int):
        if times > 1:
            return 200, {}, page(1)
        busy_at.append(time.monotonic())
        wait = "4" if spelling == "seconds" else email.utils.formatdate(time.time() + 5, usegmt=True)
        return 503, {"Retry-After": wait}, b""

    routes = {path: page(2) for path in links} | {
        links[0]: busy_once,
        "/en/": page(0, links=links),
        "/en/other": page(0, links=links[3:]),
    }
    with Site(routes) as site:
        store = f"sqlite:///{tmp_path / 'store.db'}"
        Store(store).close()
        jobs = [start_job([site.url + path], store, WIRETRACE_AGAIN=True) for path in ("/en/", "/en/other")]
        accounts = [finished(job) for job in jobs]
        hammered = [request.path for request in site.requests if busy_at[0] < request.at < busy_at[0] + 3.5]
    assert hammered == []
    assert [each["stored"] for each in accounts] == [6, 3]

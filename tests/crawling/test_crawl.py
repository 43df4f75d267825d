"""Crawling for real: the command in its own process against a site on loopback."""

import gzip
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.store.queue import accounts
from crawler.store.records import page_counts
from crawler.store.store import Store
from tests import places
from tests.command import Done, start, wiretrace
from tests.site import Site, article_path, page
from tests.stores import exported

pytestmark = pytest.mark.slow


def crawl(site: Site, cwd: Path, *options: str, path: str = "/en/") -> Done:
    """Crawl the site from one of its pages, without pauses unless the options name one."""
    return wiretrace("crawl", site.url + path, "--delay", "0", *options, cwd=cwd)


def chain(length: int) -> dict[str, bytes]:
    """Pages that each link to the next two."""
    routes = {article_path(n): page(n, links=(article_path(n + 1), article_path(n + 2))) for n in range(1, length + 1)}
    routes[article_path(length)] = page(length)
    routes[article_path(length - 1)] = page(length - 1, links=(article_path(length),))
    return {"/en/": page(0, links=(article_path(1),)), **routes}


def test_a_crawl_stores_follows_and_tracks(tmp_path):
    """Pages are fetched once, in order of depth, and copies on them are linked."""
    with Site(chain(5)) as site:
        done = crawl(site, tmp_path)
    assert done.code == 0, done.err
    assert "6 requests seen = 6 stored + 0 refused + 0 failed + 0 pending" in done.out
    assert Counter(site.paths)[article_path(3)] == 1
    assert site.paths[0] == "/robots.txt"
    assert {row["relation"] for row in exported("links", tmp_path)} == {"verbatim"}
    assert len(exported("stories", tmp_path)) == 7


def test_a_crawl_says_who_it_is(tmp_path):
    """The user agent names the program, and the contact the user gave."""
    with Site(chain(2)) as site:
        crawl(site, tmp_path, "--contact", "https://desk.example/crawler")
    assert all(request.user_agent.startswith("wiretrace/") for request in site.requests)
    assert all("https://desk.example/crawler" in request.user_agent for request in site.requests)


def test_a_second_crawl_adds_sightings_and_no_copies(tmp_path):
    """The same page read again is more evidence for the same copies."""
    with Site(chain(3)) as site:
        crawl(site, tmp_path)
        before = len(exported("copies", tmp_path)), len(exported("sightings", tmp_path))
        crawl(site, tmp_path, "--again")
        after = len(exported("copies", tmp_path)), len(exported("sightings", tmp_path))
    assert after[0] == before[0]
    assert after[1] == 2 * before[1]


def test_a_crawl_that_brings_nothing_tracks_what_an_earlier_one_left(tmp_path):
    """The one before stored pages and was ended before it had tracked them; now the site gives nothing."""
    routes = {"/en/": page(0)}
    with Site(routes) as site:
        assert crawl(site, tmp_path, "--no-track").code == 0
        site.routes["/en/"] = (404, {}, b"gone")
        done = crawl(site, tmp_path)
    assert "1 requests seen = 0 stored" in done.out
    assert "tracked: 2 new copies" in done.out


def test_max_pages_is_a_budget_that_is_accounted_for(tmp_path):
    """What the budget leaves out is counted with its reason."""
    with Site(chain(9)) as site:
        done = crawl(site, tmp_path, "--max-pages", "3")
    assert "3 stored" in done.out
    assert re.search(r"refused: page-limit [1-9]", done.out)
    assert len([path for path in site.paths if path != "/robots.txt"]) == 3


def test_robots_txt_is_kept(tmp_path):
    """A disallowed page is not asked for, and counted."""
    routes = chain(3) | {"/robots.txt": f"User-agent: wiretrace\nDisallow: {article_path(2)}\n".encode()}
    with Site(routes) as site:
        done = crawl(site, tmp_path)
    assert article_path(2) not in site.paths
    assert "refused: robots 1" in done.out


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_cannot_be_had_means_keep_out(tmp_path, status):
    """RFC 9309: server errors on robots.txt disallow everything."""
    with Site(chain(2) | {"/robots.txt": (status, {}, b"")}) as site:
        done = crawl(site, tmp_path)
    assert set(site.paths) == {"/robots.txt"}
    assert "refused: robots-unreachable 1" in done.out
    assert done.code == 1


def test_no_robots_txt_means_no_rules(tmp_path):
    """RFC 9309: 404 allows everything."""
    with Site(chain(2) | {"/robots.txt": (404, {}, b"User-agent: *\nDisallow: /\n")}) as site:
        assert "3 stored" in crawl(site, tmp_path).out


def test_crawl_delay_is_kept(tmp_path):
    """Pages of a host come no faster than its robots.txt asks, as far as a busy server can tell: one that notes a request late sees the next too soon."""
    with Site(chain(3) | {"/robots.txt": b"User-agent: *\nCrawl-delay: 1.5\n"}) as site:
        crawl(site, tmp_path)
    times = [request.at for request in site.requests if request.path != "/robots.txt"]
    assert len(times) == 4
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.9


def test_retry_after_is_waited_for(tmp_path):
    """A page whose server is busy is asked again when it said, not before, and not given up."""

    def busy_once(times: int):
        return (503, {"Retry-After": "2"}, b"") if times == 1 else (200, {}, page(0))

    with Site({"/en/": busy_once}) as site:
        done = crawl(site, tmp_path)
    times = [request.at for request in site.requests if request.path == "/en/"]
    assert len(times) == 2
    assert times[1] - times[0] >= 1.9
    assert "1 stored" in done.out


def test_a_long_retry_after_leaves_the_page_pending(tmp_path):
    """A server that wants an hour gets it: the page is pending, the run ends, the next one goes on."""
    with Site({"/en/": (429, {"Retry-After": "3600"}, b"")}) as site:
        done = crawl(site, tmp_path)
    assert "1 pending" in done.out
    assert site.paths.count("/en/") == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param((404, {}, b"no"), "failed: http-404 1", id="not-found"),
        pytest.param((200, {"Content-Length": "5000"}, b"<p>cut"), "failed: cut-off 1", id="cut-off"),
        pytest.param((302, {"Location": "/en/"}, b""), "refused: redirects 1", id="redirect-loop"),
        pytest.param((302, {"Location": "http://127.0.0.2:1/x"}, b""), "refused: private-address 1", id="private-number"),
        pytest.param((302, {"Location": "http://2130706434/x"}, b""), "private-address 1", id="private-decimal"),
        pytest.param((302, {"Location": "http://localhost:1/x"}, b""), "refused: private-address 1", id="other-port"),
        pytest.param((302, {"Location": "http://[::1]:1/x"}, b""), "refused: private-address 1", id="private-ipv6"),
        pytest.param((302, {"Location": "file:///etc/passwd"}, b""), "1 failed", id="file-scheme"),
        pytest.param((200, {}, b"x" * (11 * 2**20)), "failed: too-large 1", id="too-large"),
        pytest.param(
            (200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * (40 * 2**20))), "failed: too-large 1", id="gzip-bomb"
        ),
    ],
)  # fmt: skip
def test_every_page_that_does_not_come_has_one_reason(tmp_path, answer, reason):
    """Nothing is dropped silently, and nothing stops the crawl."""
    with Site({"/en/": answer}) as site:
        done = crawl(site, tmp_path)
    assert reason in done.out, done
    assert "1 requests seen" in done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"<html><body><p>Please log in to go on.</p></body></html>", "no-known-layout", id="login-wall"),
        pytest.param(b"<html><body></body></html>", "empty-page", id="empty"),
    ],
)
def test_a_page_that_cannot_be_read_is_stored_and_counted(tmp_path, body, reason):
    """An unreadable page keeps its bytes and its reason, and the crawl goes on."""
    with Site(chain(2) | {article_path(1): body}) as site:
        crawl(site, tmp_path)
    store = Store(f"sqlite:///{tmp_path / 'wiretrace.db'}")
    with store.read() as connection:
        assert page_counts(connection).unreadable == {reason: 1}
    store.close()


def test_kill_9_in_the_middle_loses_nothing(tmp_path):
    """A crawl killed again and again and taken up each time ends with what an undisturbed one has."""

    def slowly(number: int):
        def answer(_times: int):
            time.sleep(0.05)
            return 200, {}, page(number, links=(article_path(2 * number), article_path(2 * number + 1)))

        return answer

    routes = {article_path(n): slowly(n) for n in range(1, 21)} | {article_path(n): page(n) for n in range(21, 42)}
    routes["/en/"] = page(0, links=(article_path(1),))
    with Site(routes) as site:
        for _ in range(4):
            process = start("crawl", site.url + "/en/", "--no-track", "--delay", "0", cwd=tmp_path)
            fetched = len(site.paths)
            deadline = time.monotonic() + 120  # a busy machine starts a crawl in half a minute
            while len(site.paths) < fetched + 8 and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        store = Store(f"sqlite:///{tmp_path / 'wiretrace.db'}")
        with store.read() as connection:
            middle = accounts(connection)
        assert middle.seen == middle.stored + middle.pending
        assert middle.stored > 0
        store.close()
        done = crawl(site, tmp_path)
    assert "taken up where it stopped" in done.err
    assert "42 requests seen = 42 stored + 0 refused + 0 failed + 0 pending" in done.out
    assert len({row["page_url"] for row in exported("sightings", tmp_path)}) == 42


def test_scrapy_knows_the_project(tmp_path):
    """`scrapy list` and `scrapy crawl` work as in any Scrapy project."""
    project = places.PROJECT
    listed = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], cwd=project, capture_output=True, text=True, check=True
    )
    assert listed.stdout.split() == ["aggregator"]
    with Site(chain(2)) as site:
        subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "aggregator", "-a", f"urls={site.url}/en/",
             "-s", f"WIRETRACE_STORE=sqlite:///{tmp_path / 'scrapy.db'}"],
            cwd=project, capture_output=True, check=True, timeout=60,
        )  # fmt: skip
    store = Store(f"sqlite:///{tmp_path / 'scrapy.db'}")
    with store.read() as connection:
        assert accounts(connection).stored == 3
    store.close()


def test_robots_txt_binds_every_page_that_waits_for_it(tmp_path):
    """Pages asked for at once, before the rules are there, are all held to them."""
    paths = [article_path(n) for n in range(1, 7)]
    routes = {path: page(n) for n, path in enumerate(paths)} | {
        "/robots.txt": b"User-agent: *\nDisallow: /en/article/\n"
    }
    with Site(routes) as site:
        done = wiretrace("crawl", *(site.url + path for path in paths), "--no-track", cwd=tmp_path)
    assert set(site.paths) == {"/robots.txt"}
    assert "refused: robots 6" in done.out

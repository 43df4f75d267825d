"""One request at a time to a host from all crawls on a store, with real processes; and pauses that hold for all of them."""

import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from scrapy import Request
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.crawling.session.outcomes import Deferred
from crawler.crawling.session.reasons import ComeBack
from crawler.errors import StoreUnavailable
from crawler.spiders.aggregator import AggregatorSpider
from crawler.store import hosts, queue
from crawler.store.store import Store
from tests.command import wiretrace
from tests.factories import NOON
from tests.job import finished, start_job
from tests.site import Site, article_path, page

MINUTE = timedelta(minutes=1)


def take(store, holder: str, minutes: float = 0, host: str = "gulls.example"):
    """Ask for a host some minutes after noon, for one minute."""
    now = NOON + minutes * MINUTE
    with store.write() as connection:
        return hosts.take(connection, host, holder, now=now, until=now + MINUTE)


def release(store, holder: str, *, free_at: float) -> None:
    """Give the host back, free again some minutes after noon."""
    with store.write() as connection:
        hosts.release(connection, "gulls.example", holder, free_at=NOON + free_at * MINUTE)


def test_a_host_has_one_holder(store):
    """Who asks second is told when to ask again; another host is another matter."""
    assert take(store, "a") is None
    assert take(store, "b", 0.5) == NOON + MINUTE
    assert take(store, "b", 0.5, host="eggs.example") is None


def test_a_host_that_was_given_back_waits_for_its_pause(store):
    """The pause between two requests holds for all crawls."""
    take(store, "a")
    release(store, "a", free_at=0.25)
    assert take(store, "b", 0.1) == NOON + 0.25 * MINUTE
    assert take(store, "b", 0.25) is None


def test_a_holder_that_died_loses_the_host(store):
    """After its time somebody else gets it, and its late return changes nothing."""
    take(store, "a")
    assert take(store, "b", 1) is None
    release(store, "a", free_at=0)
    assert take(store, "c", 1.5) == NOON + 2 * MINUTE


@pytest.mark.slow
def test_a_crawl_that_was_killed_holds_no_host_back(tmp_path):
    """A process of this machine that is gone is seen to be gone; the next crawl does not sit out its lease."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    store, now = Store(f"sqlite:///{tmp_path / 'wiretrace.db'}"), datetime.now(UTC)
    with store.write() as connection:
        holder = f"{socket.gethostname()}:{gone.pid} 1"
        hosts.take(connection, "127.0.0.1", holder, now=now, until=now + 60 * MINUTE)
    store.close()
    with Site({article_path(1): page(1)}) as site:
        done = wiretrace("crawl", site.url + article_path(1), "--no-track", "--delay", "0", cwd=tmp_path, timeout=60)
    assert "1 stored" in done.out


def test_what_a_server_asked_for_is_not_shortened(store):
    """A pause that was asked for outlasts the return of the host, and a shorter one."""
    take(store, "a")
    for minutes in (10, 3):
        with store.write() as connection:
            hosts.pause(connection, "gulls.example", until=NOON + minutes * MINUTE)
    release(store, "a", free_at=0.1)
    assert take(store, "b", 5) == NOON + 10 * MINUTE
    with store.read() as connection:
        assert hosts.counts(connection, now=NOON + MINUTE) == hosts.HostCounts(held=0, paused=1, expired=0)


def test_a_pause_holds_for_every_page_of_the_host_and_no_other(store):
    """Pages of the host wait in the queue; a longer wait of one of them stays; other hosts go on."""
    urls = [
        "https://gulls.example/1",
        "https://gulls.example/2",
        "https://gulls.example.org/1",
        "https://gulls.example:81/1",
    ]
    targets = [queue.Target(url, url) for url in urls]
    with store.write() as connection:
        crawl_id, _ = queue.begin_crawl(connection, targets, started_at=NOON)
        longer = queue.pending(connection, crawl_id, limit=9, due_at=NOON)[1]
        queue.defer(connection, longer.id, not_before=NOON + 9 * MINUTE, most=3, counts=False)
        queue.defer_host(connection, crawl_id, "https://gulls.example", not_before=NOON + 5 * MINUTE)
        due = {
            m: [p.url for p in queue.pending(connection, crawl_id, limit=9, due_at=NOON + m * MINUTE)]
            for m in (0, 5, 9)
        }
    assert sorted(due[0]) == sorted(urls[2:])
    assert sorted(due[5]) == sorted([urls[0], *urls[2:]])
    assert sorted(due[9]) == sorted(urls)


@pytest.mark.parametrize(
    ("error", "counts"),
    [(StoreUnavailable("locked"), False), (ComeBack(NOON, counts=False), False), (ComeBack(NOON), True)],
    ids=repr,
)
def test_a_page_that_was_not_asked_for_stays_pending(error, counts):
    """A store that is locked, or a host that is paused, is no fault of the page: it waits, and its attempts are not counted."""
    failure = Failure(error)
    failure.request = Request("https://gulls.example/", cb_kwargs={"request_id": 7, "depth": 0})
    spider = AggregatorSpider()
    spider.settings = Settings({"WIRETRACE_NOW": lambda: NOON})
    (item,) = spider.missed(failure)
    assert isinstance(item, Deferred)
    assert (item.request_id, item.not_before, item.counts) == (7, NOON, counts)


_REFUSALS = """
import atexit, sys
from crawler.store import hosts
take, refused = hosts.take, []
def counted(*words, **more):
    again_at = take(*words, **more)
    refused.extend([again_at] if again_at else [])
    return again_at
hosts.take = counted
atexit.register(lambda: sys.stderr.write(f"{len(refused)} refusals"))
"""


@pytest.mark.slow
def test_a_crawl_does_not_stand_in_its_own_way(tmp_path):
    """Requests of one process wait in line, and do not ask the store for a host that another of them holds: that took .2 s a page."""
    links = tuple(article_path(number) for number in range(8))
    with Site({"/en/": page(9, links=links)} | {link: page(1) for link in links}) as site:
        job = start_job([f"{site.url}/en/"], f"sqlite:///{tmp_path / 'wiretrace.db'}", before=_REFUSALS)
        out, err = job.communicate(timeout=300)
    assert '"stored": 9' in out
    assert err.endswith("0 refusals")


class Meter:
    """A site that is slow, and counts how many requests it answers at the same moment."""

    def __init__(self, pages: int) -> None:
        self.now, self.most, self.answered, self.pages = 0, 0, 0, pages
        self.lock = threading.Lock()

    @contextmanager
    def answering(self):
        """Count a request while it is answered."""
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.03)
        try:
            yield
        finally:  # also when the client is gone
            with self.lock:
                self.now -= 1
                self.answered += 1

    def body(self, path: str) -> bytes | None:
        """The front page links to all the others."""
        links = tuple(article_path(number) for number in range(1, self.pages))
        return (
            page(0, links=links)
            if path.startswith("/en/") and path not in links
            else page(1)
            if path in links
            else None
        )


@pytest.fixture
def metered():
    """A meter at work, and its address."""
    meter = Meter(25)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with meter.answering():
                body = meter.body(self.path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(body or b"")

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield meter, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_two_crawls_at_once_never_talk_to_a_host_at_once(store_url, metered):
    """Two processes on one store, one server that would notice; each finishes. Also after a third was killed in the middle."""
    meter, url = metered
    Store(store_url).close()
    killed = start_job([f"{url}/en/killed"], store_url)
    while meter.answered < 6:
        assert killed.poll() is None
        time.sleep(0.01)
    # --again: what one of them has just seen is not due for the other
    jobs = [start_job([f"{url}/en/{name}"], store_url, WIRETRACE_AGAIN=True) for name in ("one", "two")]
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    accounts = [finished(job) for job in jobs]
    assert [each["stored"] for each in accounts] == [25, 25]
    assert meter.most == 1
    assert meter.answered >= 6 + 2 * 25

"""All sources of a crawl at once, in one process: each host at its own pace, each run with its own account. Real crawls."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.store.runs import all_runs
from crawler.store.store import Store
from tests import places
from tests.command import Done, environment, start, wiretrace
from tests.site import Answer, Gate, Site, page

pytestmark = pytest.mark.slow

ROBOTS = b"User-agent: *\nDisallow:\n"


class Web:
    """Hosts with names of their own behind one proxy on loopback. It notes how many requests a host ever had at once."""

    def __init__(self, *, hosts: int, pages: int) -> None:
        self.busy: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.met = threading.Barrier(2)  # two hosts at the same time, or a broken barrier
        self._lock = threading.Lock()
        routes: dict[str, Callable[[int], Answer]] = {}
        for number in range(hosts):
            home = f"http://h{number}.news.example"
            links = tuple(f"/en/article/{number:030d}{place:02d}" for place in range(pages - 1))
            routes[f"{home}/robots.txt"] = self.answers(f"h{number}", ROBOTS)
            routes[f"{home}/en/"] = self.answers(f"h{number}", page(number * pages, links=links), meet=number < 2)
            for place, link in enumerate(links, 1):
                routes[home + link] = self.answers(f"h{number}", page(number * pages + place))
        self.site = Site(routes)

    def answers(self, host: str, body: bytes, *, meet: bool = False) -> Callable[[int], Answer]:
        """A route of a host, which notes how many of them are asked at once."""

        def answer(_times: int) -> Answer:
            with self._lock:
                self.busy[host] = self.busy.get(host, 0) + 1
                self.most[host] = max(self.most.get(host, 0), self.busy[host])
            if meet and not self.met.broken:
                self.met.wait(60)
            with self._lock:
                self.busy[host] -= 1
            return 200, {}, body

        return answer


def sources(folder: Path, *names: str, more: str = "") -> Path:
    """A file with one source for each name, its front page on the host of that name."""
    file = folder / "sources.toml"
    entries = (
        f'[source.{name}]\nkind = "page"\nurls = ["http://{name}.news.example/en/"]\nlimits = {{ delay = 0 }}\n'
        for name in names
    )
    file.write_text("".join(entries) + more, encoding="utf-8")
    return file


def crawl(folder: Path, site: Site, *words: str, **more: str) -> Done:
    """Crawl through the site as a proxy."""
    return wiretrace("crawl", *words, *through(site), cwd=folder, timeout=300, **more)


def through(site: Site) -> tuple[str, ...]:
    """The words that send a crawl through the site."""
    return ("--proxy", site.url, "--contact", "https://desk.example/", "--no-track")


def runs(folder: Path) -> dict[str | None, tuple[str | None, int | None, int | None]]:
    """Outcome, exit code and stored pages of the last run of each source."""
    store = Store(f"sqlite:///{folder / 'wiretrace.db'}")
    with store.read() as connection:
        found = {
            run.source: (run.outcome, run.exit_code, run.counts.stored if run.counts else None)
            for run in all_runs(connection)
        }
    store.close()
    return found


def test_sources_are_crawled_at_once_and_a_host_has_one_request_at_a_time(tmp_path):
    """Two hosts answer only while the other one is asked as well; each source has its run and its line."""
    web = Web(hosts=6, pages=4)
    names = [f"h{number}" for number in range(6)]
    with web.site:
        done = crawl(tmp_path, web.site, "--all", "--sources", str(sources(tmp_path, *names)))
    assert done.code == 0, done.err
    assert not web.met.broken
    assert set(web.most.values()) == {1}
    assert runs(tmp_path) == dict.fromkeys(names, ("finished", 0, 4))
    assert [line for line in done.out.splitlines() if line.endswith(":")] == [f"{name}:" for name in names]
    assert done.out.count("4 requests seen = 4 stored") == 6


def test_two_sources_on_one_host_share_its_lane(tmp_path):
    """The store leases the host to one of them at a time."""
    web = Web(hosts=2, pages=3)
    twin = (
        '[source.twin]\nkind = "page"\nurls = ["http://h0.news.example/en/article/00000000000000000000000000000000"]\n'
    )
    file = sources(tmp_path, "h0", "h1", more=twin + "limits = { delay = 0 }\n")
    with web.site:
        done = crawl(tmp_path, web.site, "--all", "--sources", str(file))
    assert done.code == 0, done.err
    assert web.most["h0"] == 1
    assert runs(tmp_path)["twin"] == ("finished", 0, 1)


def test_what_one_source_does_wrong_ends_that_source(tmp_path):
    """A host that forbids all, and one that is not there, fail alone; the others are stored."""
    web = Web(hosts=3, pages=2)
    web.site.routes["http://h1.news.example/robots.txt"] = b"User-agent: *\nDisallow: /\n"
    with web.site:
        done = crawl(tmp_path, web.site, "--all", "--sources", str(sources(tmp_path, "h0", "h1", "h2", "h9")))
    assert done.code == 1
    assert runs(tmp_path) == {
        "h0": ("finished", 0, 2), "h1": ("finished", 1, 0), "h2": ("finished", 0, 2), "h9": ("finished", 1, 0),
    }  # fmt: skip
    assert "refused: robots 1" in done.out
    assert "failed: http-404 1" in done.out


def test_a_source_that_another_process_crawls_is_refused_and_the_rest_would_have_gone_on(tmp_path):
    """The command says so before anything is fetched."""
    web, gate = Web(hosts=2, pages=1), Gate()
    web.site.routes["http://h0.news.example/en/"] = gate.before(page(1))
    file = sources(tmp_path, "h0", "h1")
    with web.site:
        first = start("crawl", "h0", "--sources", str(file), *through(web.site), cwd=tmp_path)
        gate.wait_for_request()
        second = crawl(tmp_path, web.site, "--all", "--sources", str(file))
        gate.open()
        first.communicate(timeout=300)
    assert first.returncode == 0
    assert second.code == 1
    assert "h0: being crawled by process" in second.err
    assert not web.site.asked("http://h1.news.example/en/")


def test_ctrl_c_in_the_middle_keeps_every_source_and_the_next_run_goes_on(tmp_path):
    """Each run is stopped; the same command fetches what is left of each and nothing twice."""
    web, gates = Web(hosts=3, pages=12), [Gate(), Gate(), Gate()]
    links = [f"http://h{number}.news.example/en/article/{number:030d}00" for number in range(3)]
    bodies = [web.site.routes[link](1)[2] for link in links]
    for link, gate, body in zip(links, gates, bodies, strict=True):
        web.site.routes[link] = gate.before(body)
    file = sources(tmp_path, "h0", "h1", "h2")
    with web.site:
        going = start("crawl", "--all", "--sources", str(file), *through(web.site), cwd=tmp_path)
        for gate in gates:
            gate.wait_for_request()
        going.send_signal(signal.SIGINT)
        for gate in gates:
            gate.open()
        _, err = going.communicate(timeout=300)
        assert going.returncode == 130
        assert "stopped; what was fetched is kept" in err
        assert {outcome for outcome, *_ in runs(tmp_path).values()} == {"stopped"}
        done = crawl(tmp_path, web.site, "--all", "--sources", str(file))
    assert done.code == 0, done.err
    assert runs(tmp_path) == dict.fromkeys(("h0", "h1", "h2"), ("finished", 0, 12))
    fronts = [web.site.asked(f"http://h{number}.news.example/en/") for number in range(3)]
    assert [len(asked) for asked in fronts] == [1, 1, 1]


def test_max_pages_is_of_each_source(tmp_path):
    """Two sources with a budget of two pages fetch two each."""
    web = Web(hosts=2, pages=4)
    with web.site:
        done = crawl(tmp_path, web.site, "--all", "--sources", str(sources(tmp_path, "h0", "h1")), "--max-pages", "2")
    assert done.code == 0, done.err
    assert runs(tmp_path) == dict.fromkeys(("h0", "h1"), ("finished", 0, 2))


def test_a_private_address_that_one_source_names_is_closed_to_the_others(tmp_path):
    """One starts at a number on loopback; the other has a link to the same place and is refused."""
    with Site({"/en/": page(1)}) as inside:
        port = urlsplit(inside.url).port
        leading = page(2, links=(f"http://127.0.0.1:{port}/en/article/{'0' * 32}",))
        with Site({"/en/": leading}) as outside:
            more = (
                f'[source.outside]\nkind = "page"\nurls = ["{outside.url}/en/"]\nfollow = {{ hosts = "any" }}\n'
                f'[source.inside]\nkind = "page"\nurls = ["{inside.url}/en/"]\n'
            )
            done = wiretrace(
                "crawl", "--all", "--sources", str(sources(tmp_path, more=more)), "--no-track", cwd=tmp_path
            )
    assert done.code == 0, done.err
    assert "refused: private-address 1" in done.out
    assert len(inside.asked("/en/")) == 1


_LEAVING = """
import sys
from crawler.jobs.crawl import crawl

def leave(*_):
    raise SystemExit(3)

crawl([sys.argv[1]], overrides={"WIRETRACE_STORE": "sqlite:///left.db", "DOWNLOAD_DELAY": 0}, progress=leave)
"""


def test_a_crawl_that_an_exception_leaves_ends_its_process(tmp_path):
    """As printing does where nobody reads any more: Python waits for the reactor's threads, which look up names, when it ends."""
    with Site({"/en/": page(1)}) as site:
        url = f"{site.url.replace('127.0.0.1', 'localhost')}/en/"
        done = subprocess.run(
            [sys.executable, "-c", _LEAVING, url], cwd=tmp_path, env=environment() | {"PYTHONPATH": str(places.PROJECT)}, timeout=120, check=False
        )  # fmt: skip
    assert done.returncode == 3

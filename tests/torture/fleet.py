"""A fleet: workers on one store in PostgreSQL, many hosts, `kill -9` at random moments; every page once, every host at its pace, the links of one process."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlsplit

from crawler import settings
from crawler.store.runs import all_runs
from crawler.store.store import Store
from tests.command import start, wiretrace
from tests.crawling.test_many_sources import Web, through
from tests.site import page
from tests.stores import rows_of
from tests.torture.watched import descendants

WORKERS = 4
PAGES = 4  # of a host, its front included
EACH = 5  # hosts of a source; the first of the next one is in it, too, by another page
DELAY = 0.5  # seconds between two requests to a host, give or take what settings say
_SHORTEST = DELAY * (1 - settings.DOWNLOAD_DELAY_JITTER)
_SLACK = 0.05  # of the clock, between when a crawl may ask and when the site has read the request
_GONE = 50  # seconds in which the jobs of workers that were killed last, tracking above all, have come back
_MINUTES = 30  # after which a fleet that has not come to its end is a finding


def run(hosts: int, kills: int, seed: int, url: str) -> list[str]:
    """Crawl so many hosts with four workers on the store *url*, with so many kills; return what was not as promised."""
    choose = random.Random(seed)
    web = Web(hosts=hosts, pages=PAGES)
    web.met.abort()  # no host waits for another one here
    web.site.routes |= {
        f"http://h{host}.news.example{_beside(host)}": web.answers(f"h{host}", page(10_000 + host))
        for host in range(0, hosts, EACH)
    }
    with tempfile.TemporaryDirectory() as name, web.site:
        folder = Path(name)
        sources = _newsroom(folder, hosts)
        fleet = Fleet(folder, ("worker", "--store", url, *through(web.site)[:-1], "--jobs", "2"))
        begun = time.monotonic()
        while not (done := _finished(url) >= sources) and time.monotonic() < begun + 60 * _MINUTES:
            time.sleep(choose.uniform(1, 9))
            if fleet.kills.total() < kills:
                fleet.kill(choose)
        took = time.monotonic() - begun
        time.sleep(_GONE)
        fleet.stop()
        wiretrace(*fleet.words, "--once", cwd=folder, timeout=600)  # the tracking, if the stop took it
        asked = [request for request in web.site.requests if request.path.startswith("http")]
        one = f"sqlite:///{folder / 'one.db'}"
        wiretrace("crawl", "--all", "--store", one, *through(web.site), cwd=folder, timeout=1200)
        wiretrace("track", "--store", one, cwd=folder, timeout=600)
        stored = _stored(url)
        alone = _stored(one)
        links = len(_links(one))
        findings = [] if done else [f"not at its end after {_MINUTES} minutes"]
        findings += [] if _links(url) == _links(one) else ["links differ from those of one process"]
        findings += [] if _stories(url) == _stories(one) else ["stories differ from those of one process"]
    gap, where = min(_gaps((urlsplit(request.path).hostname or "", request.at) for request in asked))
    again = sum(number > 1 for number in Counter(request.path for request in asked if "/en/" in request.path).values())
    print(
        f"fleet: {hosts} hosts, {WORKERS} workers, kills {dict(fleet.kills)} in {took:.0f} s; {len(stored):,} pages stored, {again} asked for more "
        f"than once, {links} links; at most {max(web.most.values())} request at once to a host, {gap:.2f} s apart at least (shortest {_SHORTEST} s)"
    )
    findings += [] if sorted(stored) == sorted(alone) else [f"{len(stored)} pages stored, by one process {len(alone)}"]
    findings += [] if again <= fleet.kills.total() * 2 * EACH else [f"{again} pages asked for more than once"]
    findings += [f"{host} was asked {most} times at once" for host, most in web.most.items() if most > 1]
    return [*findings, *([f"{where} was asked again after {gap:.2f} s"] if gap < _SHORTEST - _SLACK else [])]


class Fleet:
    """Workers that are started again when they were killed; `kills` counts what was killed."""

    def __init__(self, folder: Path, words: Sequence[str]) -> None:
        self.folder, self.words = folder, words
        self.kills: Counter[str] = Counter()
        self._workers = [self._start() for _ in range(WORKERS)]

    def kill(self, choose: random.Random) -> None:
        """Kill a worker, or one with all that it has begun, as when its machine is gone."""
        begun = {place: descendants(worker.pid) for place, worker in enumerate(self._workers)}
        place = choose.choice([place for place in begun if begun[place]] or sorted(begun))
        worker, crawls = self._workers[place], begun[place]
        what = choose.choice(["worker", "machine"] if crawls else ["worker"])
        killed = [worker.pid, *(crawls if what == "machine" else ())]
        for process in killed:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.kills[what] += 1
        worker.wait()
        self._workers[place] = self._start()

    def stop(self) -> None:
        """Stop all workers."""
        for worker in self._workers:
            worker.send_signal(signal.SIGTERM)
        for worker in self._workers:
            worker.wait(60)

    def _start(self) -> Popen[str]:
        return start(*self.words, cwd=self.folder)


def _newsroom(folder: Path, hosts: int) -> int:
    """Write a sources file, all due at once. Returns how many sources that are."""
    lines = []
    for number, first in enumerate(range(0, hosts, EACH)):
        urls = [f"http://h{host}.news.example/en/" for host in range(first, min(first + EACH, hosts))]
        shared = (first + EACH) % hosts
        urls.append(f"http://h{shared}.news.example{_beside(shared)}")
        lines.append(
            f'[source.s{number}]\nkind = "page"\nurls = {urls!r}\nschedule = "every 6h"\nlimits = {{ delay = {DELAY} }}\n'.replace(
                "'", '"'
            )
        )
    (folder / "sources.toml").write_text("".join(lines), encoding="utf-8")
    return len(lines)


def _beside(host: int) -> str:
    """The path of a page that no other page of its host leads to."""
    return f"/en/article/{host:030d}99"


def _finished(url: str) -> int:
    """Return how many sources have a crawl that came to its end."""
    try:
        with closing(Store(url)) as store, store.read() as connection:
            return len({run.source for run in all_runs(connection) if run.outcome == "finished"})
    except Exception:  # noqa: BLE001  # the first worker has not made its tables yet
        return 0


def _stored(url: str) -> list[str]:
    with closing(Store(url)) as store, store.read() as connection:
        return list(connection.exec_driver_sql("SELECT url FROM capture").scalars())


def _links(url: str) -> list[tuple[str, ...]]:
    with closing(Store(url)) as store:
        return sorted((row["a"], row["b"], row["relation"], str(row["rule"])) for row in rows_of(store, "links"))


def _stories(url: str) -> set[frozenset[str]]:
    """Return the copies of each story. Names of stories follow from times, and pages say only how long ago they were written."""
    stories: dict[str, set[str]] = defaultdict(set)
    with closing(Store(url)) as store, store.read() as connection:
        query = "SELECT story_copy.story_id, copy.key FROM story_copy JOIN copy ON copy.id = story_copy.copy_id"
        for story, key in connection.exec_driver_sql(query):
            stories[story].add(key)
    return {frozenset(each) for each in stories.values()}


def _gaps(asked: Iterator[tuple[str, float]]) -> Iterator[tuple[float, str]]:
    """Give the seconds between two requests to each host."""
    times: dict[str, list[float]] = defaultdict(list)
    for host, at in asked:
        times[host].append(at)
    for host, each in times.items():
        yield from ((after - before, host) for before, after in pairwise(sorted(each)))

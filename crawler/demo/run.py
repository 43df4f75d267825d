"""The demo: the whole job on the bundled fixture world, over real HTTP on loopback, with the fixtures' own clock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from crawler.clock import PageClock
from crawler.demo.server import WorldServer
from crawler.errors import CrawlFailed, DemoStopped
from crawler.jobs.atomic_write import replacing
from crawler.jobs.crawl import Crawled, crawl_sources
from crawler.jobs.progress import Progress, silent
from crawler.jobs.reporting import report_input, write_report
from crawler.jobs.track import Tracked, track
from crawler.reports.renderers import RENDERERS
from crawler.sightings.registries import load_registries
from crawler.sources.source import Follow, Source, typed
from crawler.store.queue import finished_sources, unfinished_crawls
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig

_SAVED = "daily8-whale-sandrell-star"  # the page to import by hand
_FOLLOWED = 10  # articles of a portal's page that are read at their outlets, too
TITLE = "Wiretrace demo: an invented news world"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo made."""

    crawled: tuple[Crawled, ...]  # of the aggregators, of the portal, of the lists
    tracked: Tracked
    shared_stories: int  # of more than one copy
    files: tuple[Path, ...]
    store_url: str
    saved_page: Path  # one page of the world, as a reader would have saved it
    saved_at: datetime


def run_demo(out: Path, *, progress: Progress = silent) -> Shown:
    """Crawl the fixture world, track it and write its report below *out*. An interrupted demo is resumed where it stopped.

    The store is next to the report, whose bytes are the same on every day and every machine. Raises DemoStopped, CrawlFailed.
    """
    out.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{out / 'demo.db'}"
    done = _start_afresh(out / "demo.db", url)
    with WorldServer(world_folder()) as server:
        sources = [source for source in _sources(server) if source.name not in done]
        crawled = crawl_sources(sources, overrides=_settings(server, url), progress=progress)
    if any(source.stopped for source in crawled):
        raise DemoStopped("the demo was stopped; run the same command to go on where it was")
    if failures := [source.failure for source in crawled if source.failure]:
        raise CrawlFailed(failures[0])
    store = Store(url)
    config = TrackingConfig()
    tracked = track(store, config, progress=progress)
    known = load_registries(world_folder() / "registry.toml")
    data = report_input(store, known, config, title=TITLE, health=False)  # one run of a demo shows nothing
    written = [*write_report(data, out, RENDERERS), *write_report(data, out, ["html"], single=True)]
    store.close()
    shared = sum(len(story.copies) > 1 for story in data.stories)
    saved_page, saved_at = _saved_page(out)
    return Shown(tuple(crawled), tracked, shared, tuple(written), url, saved_page, saved_at)


def _saved_page(out: Path) -> tuple[Path, datetime]:
    """Leave a page of the world in *out* for the reader to import; return it, and when it was fetched."""
    case = world_folder() / "pages" / _SAVED
    target = out / "saved-page.html"
    with replacing(target) as file:
        file.write((case / "page.html").read_bytes())
    return target, datetime.fromisoformat(json.loads((case / "meta.json").read_text(encoding="utf-8"))["fetched_at"])


def world_folder() -> Path:
    """Return the fixture world: inside an installed package, or beside it in a checkout."""
    packaged = Path(str(files("crawler.demo"))) / "world"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "fixtures" / "world"


def _sources(server: WorldServer) -> list[Source]:
    """Return what is crawled: the aggregators, a portal whose lists lead to the outlets' own pages, and lists of headlines alone."""
    portal = Source(name="portal", urls=server.followed_urls, follow=Follow(outlets=_FOLLOWED))
    lists = [Source(name="lists", urls=server.listed_urls)] if server.listed_urls else []
    return [typed(server.start_urls), portal, *lists]


def _settings(server: WorldServer, url: str) -> dict[str, object]:
    return {
        "WIRETRACE_STORE": url,
        "WIRETRACE_PROXY": server.proxy_url,  # so that the fixtures' hosts keep their names
        "WIRETRACE_CLOCK": _clock(server),
        "WIRETRACE_CONTACT": "https://wiretrace.example/demo",  # hosts that exist nowhere but count as public
        "WIRETRACE_OUTLETS": str(world_folder() / "registry.toml"),
        "DOWNLOAD_DELAY": 0,  # our own server, on our own machine
        "AUTOTHROTTLE_ENABLED": False,
    }


def _clock(server: WorldServer) -> PageClock:
    """Wrap the fixtures' clock in a plain function: Scrapy copies its settings deeply, and a server cannot be copied."""

    def fetched_at(url: str) -> datetime:
        return server.fetched_at(url)

    return fetched_at


def _start_afresh(database: Path, url: str) -> set[str]:
    """Remove the store of a finished demo; an interrupted one stays, to be resumed. Returns the sources that it has crawled to the end."""
    if not database.exists():
        return set()
    store = Store(url)
    with store.read() as connection:
        interrupted, done = bool(unfinished_crawls(connection)), finished_sources(connection)
    store.close()
    if interrupted:
        return done
    for name in (database.name, f"{database.name}-wal", f"{database.name}-shm"):
        database.with_name(name).unlink(missing_ok=True)
    return set()

"""Checking sources: one page of each is read, what would be extracted is reported, and nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler

from crawler.crawling.browser.settings import browser_settings
from crawler.crawling.session.following import Place, pages_to_follow
from crawler.errors import ImportRefused
from crawler.jobs.crawl import settings_for
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import captures_of
from crawler.jobs.sources.check_spider import CheckSpider
from crawler.pages.feeds.entries import FeedEntry
from crawler.provenance.times.declared import parse_declared_time
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.sightings.observation import Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture, Role, Sighting
from crawler.sightings.registries import Registries
from crawler.sources.source import LISTS, ON_DISK, Source
from crawler.text.words import count_words

_URL_LENGTH = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article that a page or a feed shows: as printed, and when that was, None where it cannot be placed. `words` of its text."""

    headline: str
    outlet: str | None = None
    time_printed: str | None = None
    published: Interval | None = None
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one page of a source gave. `problem` says in a few words why it gave nothing, None when it did.

    `items` are the articles that it shows, entries of a feed or blocks; `follows` are the addresses that a crawl would go on
    to, `without_link` and `without_date` count entries of a feed, `whole` those that carry their article; `sightings` is what
    this page alone would store.
    """

    source: Source
    place: str
    problem: str | None = None
    layout: str | None = None
    headline: str | None = None
    blocks: int = 0
    empty: int = 0
    unanchored: int = 0
    entries: int = 0
    without_link: int = 0
    without_date: int = 0
    whole: int = 0
    sightings: int = 0
    items: tuple[Item, ...] = ()
    follows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def outlets(self) -> Counter[str]:
        """How many items each outlet has."""
        return Counter(item.outlet for item in self.items if item.outlet)

    @property
    def dated(self) -> int:
        """How many items can be placed in time."""
        return sum(item.published is not None for item in self.items)


def check_sources(sources: Sequence[Source], registries: Registries, *, overrides: Mapping[str, Any]) -> list[Checked]:
    """Read one page of each source, as politely as a crawl, and say what it gives. Blocks; can be called once in a process.

    Raises BrowserMissing.
    """
    received: dict[str, Capture | str] = {
        source.name: _from_disk(source, registries) for source in sources if source.kind in ON_DISK
    }
    online = [source for source in sources if source.kind not in ON_DISK]
    if online:
        received |= fetch_first(online, overrides)
    return [_checked(source, received.get(source.name, "the check was stopped"), registries) for source in sources]


def fetch_first(sources: Sequence[Source], overrides: Mapping[str, Any]) -> dict[str, Capture | str]:
    """Fetch the first page of each source, or say why it did not come, by name. Stores nothing; see `check_sources`."""
    answers: dict[str, Capture | str] = {}

    def note(source: Source, answer: Capture | str) -> None:
        answers[source.name] = answer

    settings = settings_for(Source(name="", urls=sources[0].urls), overrides)
    browsing = [url for source in sources if source.browser for url in source.urls]
    if browsing:
        settings.setdict(browser_settings(browsing, overrides.get("WIRETRACE_PROXY") or ""), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(Crawler(CheckSpider, settings), sources=sources, report=note)
    process.start()
    return answers


def _from_disk(source: Source, registries: Registries) -> Capture | str:
    """Return the first capture of a source that is read from disk, or why there is none."""
    problem = "holds nothing"
    defaults = Defaults(timezone=source.timezone, layout=source.layout, layouts=registries.layouts)
    for path in source.paths:
        for result in captures_of(path, defaults):
            if not isinstance(result, ImportRefused):
                return result
            problem = str(result)
    return problem


def _checked(source: Source, received: Capture | str, registries: Registries) -> Checked:
    place = source.urls[0] if source.urls else str(source.paths[0])
    if isinstance(received, str):
        return Checked(source=source, place=place, problem=received)
    seen = observe(received, registries)
    place = received.url or place
    problem = seen.unreadable
    if problem is None and source.kind in LISTS and source.kind.value != "section" and seen.read_by != "feed":
        problem = f"is no {source.kind.value}, but a page that {seen.read_by} reads"
    return _summary(source, place, seen, problem)


def _summary(source: Source, place: str, seen: Observation, problem: str | None) -> Checked:
    main = next((sighting for sighting in seen.sightings if sighting.role is not Role.RELATED), None)
    articles = [entry for entry in seen.entries if not entry.is_list]
    links = pages_to_follow(seen, Place(url=place, depth=0), source, depth_limit=source.depth, url_length=_URL_LENGTH)
    return Checked(
        source=source,
        place=place,
        problem=problem,
        layout=seen.read_by,
        headline=main.headline if main and not seen.entries else None,
        blocks=sum(sighting.role is Role.RELATED for sighting in seen.sightings),
        empty=sum(not sighting.text for sighting in seen.sightings),
        unanchored=sum(sighting.time_source == TimeSource.UNANCHORED for sighting in seen.sightings),
        entries=len(articles),
        without_link=sum(entry.url is None for entry in articles),
        without_date=sum(entry.published is None and entry.updated is None for entry in articles),
        whole=sum(bool(entry.body) for entry in articles),
        sightings=len(seen.sightings),
        items=tuple(_entry(entry, source) for entry in articles) or tuple(map(_item, seen.sightings)),
        follows=tuple(link.target.url for link in links if link.refused_for is None),
        notes=seen.notes,
    )


def _item(seen: Sighting) -> Item:
    return Item(
        headline=seen.headline,
        outlet=seen.outlet,
        time_printed=seen.time_printed,
        published=seen.published,
        words=seen.words,
    )


def _entry(entry: FeedEntry, source: Source) -> Item:
    stated = entry.published or entry.updated
    return Item(
        headline=entry.title,
        outlet=source.outlet or entry.source or entry.outlet,
        time_printed=stated,
        published=parse_declared_time(stated).interval if stated else None,
        words=count_words(entry.body),
    )

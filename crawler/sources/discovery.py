"""What sources a site has to offer: its feeds, its news sitemaps, its sections. Who fetches, and how politely, is the caller's part.

A candidate counts when what answers there is read as what it should be. Where a site names nothing itself, the usual places
are asked in turn, until one of them is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import regex

from crawler.errors import UnreadablePage
from crawler.pages.feeds.entries import FeedEntry
from crawler.pages.feeds.gzipped import unpacked
from crawler.pages.feeds.root import root_of
from crawler.pages.html.markup import decode
from crawler.pages.layouts.feed import Feed
from crawler.pages.metadata.head import read_metadata
from crawler.pages.page import Page
from crawler.pages.reading import PageReading
from crawler.pages.registry import layout_for
from crawler.provenance.outlets.registry import Outlets
from crawler.provenance.times.declared import parse_declared_time
from crawler.sources.candidates import (
    USUAL_SITEMAPS,
    Candidate,
    declared_feeds,
    declared_sitemaps,
    linked_feeds,
    own_stories,
    sections,
    usual_feeds,
)
from crawler.sources.source import Kind

#: What is asked for of one site at most, so that a list of 300 feeds is no burst of 300 requests.
MOST_FEEDS, MOST_SITEMAPS, MOST_SECTIONS = 20, 8, 8
_LEAST_STORIES = 3  # on a page that is a section, besides those that most of the site's pages show
_SEVERAL = 3  # pages of a site that have to be there before what most of them show is nobody's section; outlets of an aggregator
_NEWS = regex.compile(r"news|latest|recent|aktuell|actualite", regex.IGNORECASE)
_NO_NEWS = regex.compile(r"video|image|photo|categor|tag|author|static|product", regex.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came for an address: the bytes, or in a few words why there are none. `url` is where redirects led.

    `sitemaps` are those that robots.txt of the host names, also where the page itself may not be fetched.
    """

    url: str
    body: bytes | None = None
    content_type: str | None = None
    problem: str | None = None
    sitemaps: tuple[str, ...] = ()


Fetch = Callable[[str], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One place that news comes from. `how` says in words how it became known, `title` what it calls itself.

    Of a feed or sitemap: its `entries`, how many are `dated`, carry their `whole` article, and when the `newest` is from. Of
    a page: its `entries` are the stories that it leads to.
    """

    kind: Kind
    url: str
    how: str
    title: str = ""
    entries: int = 0
    dated: int = 0
    whole: int = 0
    newest: datetime | None = None
    addresses: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What a site has to offer, best first. `outlet` is whose site it is, None of an aggregator's and where nobody says.

    `problem` says why the page that was named did not come; `left_out` has a line for what was found and is of no use.
    """

    url: str
    outlet: str | None = None
    found: tuple[Found, ...] = ()
    left_out: tuple[str, ...] = ()
    problem: str | None = None


async def discover(url: str, fetch: Fetch, outlets: Outlets) -> Discovery:
    """Return what the site of *url* has to offer, asking *fetch* for one address after the other."""
    survey = _Survey(fetch, outlets)
    front = await survey.ask(url)
    if front is None:
        return await survey.without_front(url)
    if front.feed is not None:
        survey.take_list(front, Candidate(url, "named by you"))
        return survey.result(url, front)
    await survey.feeds(front)
    await survey.sitemaps(front)
    survey.take_front(front)
    if not survey.is_aggregator:
        await survey.sections(front)
    return survey.result(url, front)


@dataclass
class _Survey:
    """One site being surveyed."""

    fetch: Fetch
    outlets: Outlets
    asked: dict[str, Page | None] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    robots_sitemaps: tuple[str, ...] = ()
    found: list[Found] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    is_aggregator: bool = False

    async def ask(self, url: str) -> Page | None:
        """Return the page at *url*, None where it does not come; each address is asked for once."""
        if url not in self.asked:
            answer = await self.fetch(url)
            self.robots_sitemaps = self.robots_sitemaps or answer.sitemaps
            self.problems |= {url: answer.problem} if answer.problem else {}
            self.asked[url] = self._page(answer)
        return self.asked[url]

    async def without_front(self, url: str) -> Discovery:
        """Return what robots.txt names of a site whose page did not come."""
        root = Page(url=url, base=url)
        await self.sitemaps(root, usual=False)
        return replace(self.result(url, root), problem=self.problems.get(url, "nothing came"))

    async def feeds(self, front: Page) -> None:
        """Look at the feeds that the page declares, else at those that it links to, else at the usual places."""
        wanted = [*declared_feeds(front), *linked_feeds(front)]
        await self._lists(wanted, MOST_FEEDS, "feeds")
        if not self._has(Kind.FEED):
            for candidate in usual_feeds(front.url or ""):
                page = await self.ask(candidate.url)
                if page is not None and page.feed is not None and self.take_list(page, candidate):
                    return

    async def sitemaps(self, front: Page, *, usual: bool = True) -> None:
        """Look for news sitemaps in those that robots.txt or the page names, else at the usual places."""
        here = front.url or ""
        named = [Candidate(urljoin(here, url), "named by robots.txt") for url in self.robots_sitemaps]
        named += declared_sitemaps(front)
        budget = [MOST_SITEMAPS]
        for candidate in sorted(_distinct(named), key=_likeliness):
            await self._sitemap(candidate, budget)
        for path in USUAL_SITEMAPS if usual and not named else ():
            if self._has(Kind.SITEMAP):
                return
            await self._sitemap(Candidate(urljoin(here, path), "at a usual place"), budget)

    async def sections(self, front: Page) -> None:
        """Look at the pages that may be sections; those that lead to stories of their own are."""
        pages: dict[Candidate, Page] = {}
        for candidate in sections(front)[:MOST_SECTIONS]:
            page = await self.ask(candidate.url)
            if (
                page is not None
                and page.feed is None
                and page.url not in {front.url, *(each.url for each in pages.values())}
            ):
                pages[candidate] = page
        for (candidate, page), stories in zip(pages.items(), _own_to_each(list(pages.values())), strict=True):
            if len(stories) >= _LEAST_STORIES:
                self._add(_of_page(Kind.SECTION, page, candidate, len(stories)))
            else:
                self.left_out.append(f"{candidate.url}: leads to no stories of its own")

    def take_front(self, front: Page) -> None:
        """Note the page that was named: an aggregator's, or an outlet's front page where it leads to stories."""
        self.is_aggregator = _is_aggregator(front, self.outlets)
        named, stories = Candidate(front.url or "", "named by you"), own_stories(front)
        if self.is_aggregator:
            self._add(_of_page(Kind.PAGE, front, named, len(stories)))
        elif len(stories) >= _LEAST_STORIES:
            self._add(_of_page(Kind.SECTION, front, named, len(stories)))

    def take_list(self, page: Page, candidate: Candidate) -> bool:
        """Note a feed or sitemap; False where it has nothing to offer."""
        reading = _entries_of(page)
        entries = [entry for entry in reading.entries if not entry.is_list and entry.url] if reading else []
        if not entries:
            self.left_out.append(f"{candidate.url}: " + ("has no entries" if reading else "cannot be read"))
            return False
        kind = Kind.SITEMAP if _is_sitemap(page) else Kind.FEED
        self._add(_of_list(kind, page, candidate, entries))
        return True

    def result(self, url: str, front: Page) -> Discovery:
        """Return what was found: feeds, then sitemaps, then pages, each in the order of its finding."""
        order = (Kind.FEED, Kind.SITEMAP, Kind.SECTION, Kind.PAGE)
        best = tuple(sorted(self.found, key=lambda found: order.index(found.kind)))
        outlet = None if self.is_aggregator else _outlet_of(front, self.outlets)
        return Discovery(url=url, outlet=outlet, found=best, left_out=tuple(self.left_out))

    async def _lists(self, candidates: Iterable[Candidate], most: int, what: str) -> None:
        """Look at candidates in turn; a page of the site that lists feeds brings its own."""
        waiting, seen, pages = list(candidates), set[str](), 0
        while waiting:
            candidate = waiting.pop(0)
            if candidate.url in seen:
                continue
            if len(seen) >= most:
                number = len({each.url for each in (candidate, *waiting)} - seen)
                self.left_out.append(f"{number} more {what} are named and were not looked at")
                return
            seen.add(candidate.url)
            page = await self.ask(candidate.url)
            if page is None:
                self.left_out.append(f"{candidate.url}: {self.problems.get(candidate.url, 'nothing came')}")
            elif page.feed is not None:
                self.take_list(page, candidate)
            elif pages == 0:  # the first page called "RSS" lists them, and its links are not followed further
                pages += 1
                waiting += [replace(each, how=f"linked from {candidate.url}") for each in linked_feeds(page)]

    async def _sitemap(self, candidate: Candidate, budget: list[int]) -> None:
        """Look at a sitemap, or at the likeliest of an index. One that dates no news is no source: it lists all there ever was."""
        if budget[0] <= 0 or candidate.url in self.asked:
            return
        budget[0] -= 1
        page = await self.ask(candidate.url)
        if page is None or not _is_sitemap(page):
            if candidate.how != "at a usual place":
                self.left_out.append(f"{candidate.url}: {self.problems.get(candidate.url, 'is no sitemap')}")
            return
        reading = _entries_of(page)
        entries = reading.entries if reading else ()
        listed = [entry for entry in entries if entry.is_list and entry.url]
        if listed:
            inside = [Candidate(entry.url or "", f"listed by {candidate.url}") for entry in sorted(listed, key=_age)]
            for each in sorted(inside, key=_likeliness)[: MOST_SITEMAPS // 2]:
                await self._sitemap(each, budget)
        elif any(entry.published for entry in entries):
            self.take_list(page, candidate)
        else:
            self.left_out.append(f"{candidate.url}: {len(entries)} addresses, no news sitemap")

    def _has(self, kind: Kind) -> bool:
        return any(found.kind is kind for found in self.found)

    def _add(self, new: Found) -> None:
        """Note a place, once: of two lists with the same entries the one that says more of them."""
        for number, old in enumerate(self.found):
            if old.url == new.url:
                return
            if old.kind is new.kind is Kind.FEED and _same_entries(old, new):
                kept, gone = (new, old) if new.whole > old.whole else (old, new)
                self.found[number] = kept
                self.left_out.append(f"{gone.url}: has the entries of {kept.url}")
                return
        self.found.append(new)

    @staticmethod
    def _page(answer: Answer) -> Page | None:
        if answer.body is None:
            return None
        raw, _ = unpacked(answer.body)
        try:
            return Page.from_html(decode(raw, answer.content_type), url=answer.url)
        except RecursionError:  # JSON nested thousands deep
            return None


def _entries_of(page: Page) -> PageReading | None:
    try:
        return Feed().read(page)
    except UnreadablePage:
        return None


def _is_sitemap(page: Page) -> bool:
    return page.feed is not None and root_of(page.feed).endswith(("urlset", "sitemapindex"))


def _of_list(kind: Kind, page: Page, candidate: Candidate, entries: Sequence[FeedEntry]) -> Found:
    times = [parse_declared_time(text).interval for entry in entries if (text := entry.published or entry.updated)]
    dated = [interval.earliest for interval in times if interval is not None]
    return Found(
        kind=kind,
        url=page.url or candidate.url,
        how=candidate.how,
        title=candidate.title,
        entries=len(entries),
        dated=len(dated),
        whole=sum(bool(entry.body) for entry in entries),
        newest=max(dated, default=None),
        addresses=frozenset(entry.url for entry in entries if entry.url),
    )


def _of_page(kind: Kind, page: Page, candidate: Candidate, stories: int) -> Found:
    return Found(kind=kind, url=page.url or candidate.url, how=candidate.how, title=candidate.title, entries=stories)


def _same_entries(one: Found, other: Found) -> bool:
    return len(one.addresses & other.addresses) >= 0.9 * max(len(one.addresses), len(other.addresses))


def _own_to_each(pages: Sequence[Page]) -> list[list[str]]:
    """Return the stories of each page without those that most of the pages show: the most read are no section."""
    stories = [own_stories(page) for page in pages]
    shown: Counter[str] = Counter(url for each in stories for url in each)
    most = len(pages) / 2 if len(pages) >= _SEVERAL else len(pages)
    return [[url for url in each if shown[url] <= most] for each in stories]


def _is_aggregator(page: Page, outlets: Outlets) -> bool:
    """Return whether a page shows other outlets' items: its host is known for it, or a layout reads several outlets off it."""
    if outlets.relay_for(page.url) is not None:
        return True
    try:
        related = layout_for(page).read(page).related
    except UnreadablePage:
        return False
    return len({block.outlet_printed for block in related if block.outlet_printed}) >= _SEVERAL


def _outlet_of(page: Page, outlets: Outlets) -> str | None:
    """Return whose site a page is: by the table of outlets, else as its head says."""
    known = outlets.at(page.url)
    if known is not None:
        return None if known.kind == "aggregator" else known.name
    sites = read_metadata(page.tree, page.json_ld).sites if page.tree is not None else ()
    return sites[0] if sites else None


def _likeliness(candidate: Candidate) -> int:
    """Sort sitemaps: those called news first, those of pictures and tags last."""
    path = urlsplit(candidate.url).path
    return 0 if _NEWS.search(path) else 2 if _NO_NEWS.search(path) else 1


def _age(entry: FeedEntry) -> float:
    interval = parse_declared_time(entry.updated or entry.published or "").interval
    return -interval.latest.timestamp() if interval else 0.0


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    by_url: dict[str, Candidate] = {}
    for candidate in candidates:
        by_url.setdefault(candidate.url, candidate)
    return list(by_url.values())

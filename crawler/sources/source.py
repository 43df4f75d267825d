"""A source: one named place where news comes from, and how to treat it. Plain values that check themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.errors import NotAPageError, SourceError, UnknownLayout
from crawler.pages.html.addresses import canonicalize
from crawler.pages.registry import layout_named
from crawler.sources.revisit import Revisit
from crawler.sources.schedule import Schedule
from crawler.sources.steps import Step

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DEEPEST, _LONGEST_DELAY = 20, 3600.0
_SHORTEST_VISIT, _LONGEST_VISIT = 5.0, 80.0  # a host is held for 90 seconds (crawling/leases.py)
SAME_HOST, ANY_HOST = "same", "any"


class Kind(StrEnum):
    """What a source is."""

    PAGE = "page"  # pages of an aggregator
    SECTION = "section"  # an outlet's front page or section, read for its links
    FEED = "feed"  # RSS, Atom, JSON Feed
    SITEMAP = "sitemap"  # a sitemap, a news sitemap, an index of them
    ARCHIVE = "archive"  # WARC and WACZ files
    FOLDER = "folder"  # saved pages, captured text, JSONL


#: Kinds that are read from disk and fetch nothing.
ON_DISK = frozenset({Kind.ARCHIVE, Kind.FOLDER})
#: Kinds whose start pages are lists of an outlet's articles.
LISTS = frozenset({Kind.SECTION, Kind.FEED, Kind.SITEMAP})
#: Kinds whose start pages nobody reads: they are fetched plainly, whatever opens what they list.
UNSEEN = frozenset({Kind.FEED, Kind.SITEMAP})
_WEB_ONLY = ("urls", "browser", "steps", "follow", "limits", "respect_reservations", "cookies", "revisit")


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a crawl of a source goes; None leaves the program's default. `delay` is in seconds.

    `page_seconds` is how long a page may take in the browser, with all its steps.
    """

    max_pages: int | None = None
    max_depth: int | None = None
    delay: float | None = None
    page_seconds: float | None = None

    def __post_init__(self) -> None:
        if self.max_pages is not None and self.max_pages < 1:
            raise SourceError("must be 1 or more", "max_pages")
        if self.max_depth is not None and not 0 <= self.max_depth <= _DEEPEST:
            raise SourceError(f"must be between 0 and {_DEEPEST}", "max_depth")
        if self.delay is not None and not 0 <= self.delay <= _LONGEST_DELAY:
            raise SourceError(f"must be between 0 and {_LONGEST_DELAY:.0f} seconds", "delay")
        if self.page_seconds is not None and not _SHORTEST_VISIT <= self.page_seconds <= _LONGEST_VISIT:
            raise SourceError(f"must be between {_SHORTEST_VISIT:.0f} and {_LONGEST_VISIT:.0f} seconds", "page_seconds")


@dataclass(frozen=True)
class Follow:
    """Which of the links that a page or a feed names are fetched.

    `hosts` is "same" (the host of the page they appear on), "any", or the hosts themselves, their subdomains included.
    `links` is a regular expression that must be found in the address. `outlets` articles of a page are followed to their
    outlets' own pages as well, wherever those are.
    """

    hosts: str | tuple[str, ...] = SAME_HOST
    links: str | None = None
    outlets: int = 0

    def __post_init__(self) -> None:
        if self.outlets < 0:
            raise SourceError("must be 0 or more", "outlets")
        if isinstance(self.hosts, str) and self.hosts not in {SAME_HOST, ANY_HOST}:
            raise SourceError(f'must be "same", "any" or a list of hosts, not {self.hosts!r}', "hosts")
        for number, host in enumerate(self.hosts if isinstance(self.hosts, tuple) else ()):
            if "/" in host or not host.strip():
                raise SourceError(f"{host!r} is no host; write it like news.example", "hosts", number)
        try:
            re.compile(self.links or "")
        except re.error as error:
            raise SourceError(f"is no regular expression: {error}", "links") from None

    def allows(self, url: str, *, found_on: str) -> bool:
        """Return whether *url*, which appears on the page *found_on*, may be fetched."""
        return self._at_home(_host(url), _host(found_on)) and (self._wanted is None or bool(self._wanted.search(url)))

    @cached_property
    def _wanted(self) -> re.Pattern[str] | None:
        return re.compile(self.links) if self.links else None

    def _at_home(self, host: str | None, home: str | None) -> bool:
        if isinstance(self.hosts, str):
            return self.hosts == ANY_HOST or host == home
        return host is not None and any(host == named or host.endswith("." + named) for named in self.hosts)


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source. `name` is "" for pages that a user typed.

    `follow` is None when nothing is to be followed. Without `revisit` a page is asked for again wherever one links to it, and
    never else.
    `outlet` names the outlet that a section, feed or sitemap belongs to; `timezone` is the zone of times without one.
    `paths` are the files and folders of what is read from disk. `steps` are done on its pages in the browser, in their
    order. With `cookies` a crawl of it keeps what it is given until it ends. `contact` is what its file tells webmasters. `layouts` are custom layout files, `custom_layouts` the names of those that `layout` may name. Raises SourceError.
    """

    name: str
    kind: Kind = Kind.PAGE
    urls: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    schedule: Schedule | None = None
    limits: Limits = field(default_factory=Limits)
    layout: str | None = None
    browser: bool = False
    steps: tuple[Step, ...] = ()
    follow: Follow | None = field(default_factory=Follow)
    outlet: str | None = None
    timezone: str | None = None
    respect_reservations: bool = True
    cookies: bool = False
    revisit: Revisit | None = field(default_factory=Revisit)
    contact: str | None = None
    layouts: tuple[Path, ...] = ()
    custom_layouts: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if self.name and not _NAME.fullmatch(self.name):
            raise SourceError(f"{self.name!r} is no name; use letters, digits, - and _, 64 at most")
        self._check_places()
        self._check_words()
        self._check_browser()

    @property
    def depth(self) -> int:
        """How many links away from its start pages a crawl goes. The sitemaps of an index count as the index."""
        if self.follow is None:
            return 0
        if self.limits.max_depth is not None:
            return self.limits.max_depth
        return 1 if self.kind in LISTS else _DEEPEST

    def steps_at(self, depth: int) -> tuple[Step, ...]:
        """Return the steps that are done on a page so many links away from the start pages."""
        return tuple(step for step in self.steps if step.every_page or depth == 0)

    def _check_browser(self) -> None:
        if not self.browser:
            if self.steps:
                raise SourceError("are done in the browser; say browser = true, too", "steps")
            if self.limits.page_seconds is not None:
                raise SourceError("is for pages in the browser; say browser = true, too", "limits", "page_seconds")
        for number, step in enumerate(self.steps if self.kind in UNSEEN else ()):
            if not step.every_page:
                raise SourceError(
                    f'is for start pages, and that of a {self.kind.value} is no page to see; say pages = "all"',
                    "steps", number,
                )  # fmt: skip

    def _check_places(self) -> None:
        wanted, other = ("paths", "urls") if self.kind in ON_DISK else ("urls", "paths")
        if getattr(self, other):
            raise SourceError(f"a source of kind {self.kind.value} has {wanted}, no {other}", other)
        if not getattr(self, wanted):
            raise SourceError(f"a source of kind {self.kind.value} needs {wanted}", wanted)
        for number, url in enumerate(self.urls):
            try:
                canonicalize(url)
            except NotAPageError:
                raise SourceError(f"{url!r} is no http(s) address", "urls", number) from None

    def _check_words(self) -> None:
        if self.outlet is not None and (self.kind not in LISTS or not self.outlet.strip()):
            raise SourceError(
                "names the outlet of a section, a feed or a sitemap; the pages of an aggregator name their outlets themselves",
                "outlet",
            )
        try:
            if self.layout is not None and self.layout not in self.custom_layouts:
                layout_named(self.layout)
        except UnknownLayout as error:
            raise SourceError(str(error), "layout") from None
        try:
            if self.timezone is not None:
                ZoneInfo(self.timezone)
        except (LookupError, ValueError, OSError):
            raise SourceError(f"{self.timezone!r} is no time zone; write it like Europe/London", "timezone") from None


def is_contact(text: str) -> bool:
    """Return whether a webmaster can use *text*, and a header can hold it: a URL or a mail address in plain characters."""
    return text.isascii() and text.isprintable() and ("@" in text or "://" in text)


def typed(urls: Sequence[str]) -> Source:
    """Return the source of pages that a user typed: links on their own host are followed."""
    return Source(name="", urls=tuple(urls))


def default_follow(kind: Kind) -> Follow:
    """Return what a source of *kind* follows unless it says otherwise: a feed names its entries wherever they are."""
    return Follow(hosts=ANY_HOST if kind is Kind.FEED else SAME_HOST)


def web_only(kind: Kind) -> tuple[str, ...]:
    """Return the keys that make no sense for a source of *kind*."""
    return _WEB_ONLY if kind in ON_DISK else ()


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # a bracket that is no IPv6 address
        return None

"""Layouts: what every page object has in common, and the page it reads.

A layout knows how one aggregator's pages look to a reader. It is built from nothing and reads a `Page`, which is HTML or
captured text and its address: no network, no Scrapy, no clock.

    Exception
     +-- UnreadablePage          this page cannot be read; `.reason` is a short slug, counted and stored
     +-- LookupError
          +-- UnknownLayout      the caller named a layout that is not registered

Reasons: "empty-page" (no line of text), "no-known-layout" (no registered layout recognizes it), "nothing-recognized" (the
layout was named or chosen, but neither article, block nor link is there), "not-an-article" and
"no-article-text" (of a page that should be an outlet's own: a wall, a video), "page-not-found" (it says so itself, whatever its
server says), "feed-not-parsed".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.pages.feeds.root import document_in
from crawler.pages.html.addresses import is_route
from crawler.pages.html.completeness import CUT_OFF, ends_early
from crawler.pages.html.hosts import host_of
from crawler.pages.html.lines import Line, lines_of_text
from crawler.pages.html.markup import parse
from crawler.pages.html.tree import Anchor, base_of, title_of, walked
from crawler.pages.metadata.declarations import declarations_of, page_address
from crawler.pages.metadata.head import declares_article
from crawler.pages.metadata.json_text import json_in
from crawler.pages.metadata.jsonld import OwnArticle, values_of
from crawler.pages.metadata.scripted import scripted_data
from crawler.pages.metadata.times import declared_times
from crawler.pages.reading import DeclaredTime, PageReading
from crawler.provenance.outlets.registry import Outlets
from crawler.provenance.wires.evidence import Declared

_FEW = 1_200  # characters of a page that scripts make: a menu, a footer, a word to wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, ready to be read: its lines and links in page order, or the document of a feed.

    `declared` is what it says of its origin outside its text, `times` are those that metadata states of the page's own
    article, `says_article` is whether it says that it is one, `json_ld` are the values of its JSON-LD. `notes` name what was lost when the markup was parsed. Captured text has lines but no links, no metadata and no
    `tree`, which is the parsed page for layouts that have to look at its markup; they leave it as it is. `owners` are its elements that hold the lines, one each. `data` is the value
    of a JSON response, or what a page that shows hardly anything hands to its scripts; `outlets` the table of known outlets, for layouts that weigh evidence. `memo` is where what several
    layouts ask for is remembered, by name.
    """

    lines: Sequence[Line] = ()
    url: str | None = None
    anchors: Sequence[Anchor] = ()
    base: str | None = None
    title: str | None = None
    feed: str | None = None
    declared: tuple[Declared, ...] = ()
    notes: tuple[str, ...] = ()
    times: tuple[DeclaredTime, ...] = ()
    says_article: bool = False
    json_ld: tuple[Any, ...] = field(default=(), repr=False, compare=False)
    tree: etree._Element | None = field(default=None, repr=False, compare=False)
    owners: Sequence[etree._Element] = field(default=(), repr=False, compare=False)
    data: Any = None
    outlets: Outlets | None = field(default=None, repr=False, compare=False)
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_html(cls, html: str, url: str | None = None, *, outlets: Outlets | None = None) -> Page:
        """Build a page from HTML, JSON, or the document of a feed or a sitemap, fetched from *url* if that is known.

        Raises RecursionError for JSON nested thousands deep.
        """
        if (document := document_in(html)) is not None:
            return cls(feed=document, url=url, base=url)
        if (data := json_in(html)) is not None:
            return cls(data=data, url=url, base=url, outlets=outlets)
        root, notes = parse(html)
        if ends_early(html):
            notes = (*notes, CUT_OFF)
        if root is None:
            return cls(url=url, base=url, notes=notes)
        lines, owners, anchors = walked(root)
        json_ld = values_of(root)
        own = OwnArticle.among(json_ld, address=page_address(root))
        base = _joined(url, base_of(root) or "") or url
        return cls(
            lines=lines,
            owners=owners,
            url=url,
            anchors=anchors,
            base=base,
            title=title_of(root),
            declared=declarations_of(root, own),
            notes=notes,
            times=declared_times(root, own.article),
            says_article=declares_article(root),
            json_ld=json_ld,
            tree=root,
            data=scripted_data(root) or None if _is_made_by_scripts(lines) and not declares_article(root) else None,
            outlets=outlets,
        )

    @classmethod
    def from_text(cls, text: str, url: str | None = None) -> Page:
        """Build a page from captured page text."""
        return cls(lines=lines_of_text(text), url=url, base=url)

    @property
    def host(self) -> str | None:
        """The host of the page's address, lower-cased, or None."""
        return host_of(self.url)

    def resolve(self, href: str | None) -> str | None:
        """Return *href* as an absolute http(s) address, or None where it is none; a fragment goes unless it is a script's route."""
        return _joined(self.base, href) if href else None


class Layout(Protocol):
    """The page object of one aggregator: stateless, registered by one line in `registry.py`.

    `aggregator` is its display name (None: the layout belongs to none), `hosts` are the domains it is at home on,
    their subdomains included.
    """

    @property
    def name(self) -> str:
        """The name by which the user and the store know the layout."""

    @property
    def aggregator(self) -> str | None:
        """The aggregator's display name."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The domains that the layout is at home on."""

    def recognizes(self, page: Page) -> bool:
        """Return whether the page looks like one of this layout, whatever its address."""

    def read(self, page: Page) -> PageReading:
        """Return what the page says. Raises UnreadablePage where that is nothing."""


@runtime_checkable
class ClaimingLayout(Layout, Protocol):
    """A layout that knows its own pages by a sign no other site prints: they are never read as an outlet's own article."""

    def claims(self, page: Page) -> bool:
        """Return whether the page bears that sign, whatever its address."""


def _is_made_by_scripts(lines: Sequence[Line]) -> bool:
    """Return whether a page says so little that its scripts must make the rest."""
    return sum(len(line.text) for line in lines[:_FEW]) < _FEW


def _joined(base: str | None, href: str | None) -> str | None:
    try:
        url = urljoin(base or "", (href or "").strip())
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
    except ValueError:
        return None
    return (parts if is_route(parts.fragment) else parts._replace(fragment="")).geturl()

"""Feeds: RSS, Atom, JSON Feed, sitemaps and their indexes, read for their entries. What an entry says of an article is a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.errors import UnreadablePage
from crawler.pages.feeds.document import MAX_ENTRIES
from crawler.pages.feeds.entries import EntryList, FeedEntry
from crawler.pages.feeds.json_feed import read_json
from crawler.pages.feeds.root import is_json_feed, root_of
from crawler.pages.feeds.sitemap import read_sitemap
from crawler.pages.feeds.text_list import is_text_list, read_text_list
from crawler.pages.feeds.xml_feed import read_xml
from crawler.pages.html.hosts import host_of
from crawler.pages.page import Page
from crawler.pages.reading import PageReading

__all__ = ["MAX_ENTRIES", "Feed"]


class Feed:
    """The page object of every document that lists articles."""

    name = "feed"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page is the document of a feed or a sitemap."""
        return page.feed is not None

    def read(self, page: Page) -> PageReading:
        """Return the entries, and as links those on the feed's own host. Raises UnreadablePage."""
        if page.feed is None:
            raise UnreadablePage("nothing-recognized")
        found = _read(page.feed, page.url)
        entries = tuple(replace(entry, url=page.resolve(entry.url)) for entry in found.entries)
        own = [entry for entry in entries if entry.url and (page.host is None or host_of(entry.url) == page.host)]
        first_lists = sorted(own, key=lambda entry: not entry.is_list)
        return PageReading(
            layout=self.name,
            links=tuple(dict.fromkeys(entry.url for entry in first_lists if entry.url)),
            entries=entries,
            lifetime=found.lifetime,
            notes=(*found.notes, *_notes(entries)),
        )


def _read(document: str, url: str | None) -> EntryList:
    if is_json_feed(document):
        return read_json(document, url=url)
    if is_text_list(document):
        return read_text_list(document, most=MAX_ENTRIES)
    if root_of(document).endswith(("urlset", "sitemapindex")):
        return read_sitemap(document)
    return read_xml(document)


def _notes(entries: tuple[FeedEntry, ...]) -> Iterator[str]:
    """Yield what is odd about the entries."""
    articles = [entry for entry in entries if not entry.is_list]
    if any(entry.url is None for entry in articles):
        yield "entries-without-link"
    if any(entry.published is None and entry.updated is None for entry in articles):
        yield "entries-without-date"

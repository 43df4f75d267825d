"""Feeds: RSS and Atom documents, read for the links of their entries, and for the source and author they give each.

The rest of what an entry says is on its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex
from lxml import etree
from parsel import Selector

from crawler.pages.layout import Page, UnreadablePage, host_of
from crawler.pages.markup import tame
from crawler.pages.reading import PageReading
from crawler.provenance.evidence import Declared, Field

#: More entries than feeds carry (the largest seen have some hundreds); the rest is noted, not followed.
MAX_ENTRIES = 1_000
_DOCTYPE = regex.compile(r"<!DOCTYPE\b[^>\[]*+(?P<subset>\[)?>?", regex.IGNORECASE)
_ENTRIES = "//*[local-name()='item' or local-name()='entry']"
_ADDRESSES = (
    "*[local-name()='link'][not(@rel) or @rel='alternate']/@href",
    "*[local-name()='link']/text()",
    "*[local-name()='guid'][not(@isPermaLink) or @isPermaLink='true']/text()",
)
# RSS <source url="...">name</source>, Atom <source><title/><link/></source>, and who signs the entry.
_SOURCES = (
    ("*[local-name()='source']/text()", Field.FEED_SOURCE),
    ("*[local-name()='source']/@url", Field.FEED_SOURCE),
    ("*[local-name()='source']/*[local-name()='title']/text()", Field.FEED_SOURCE),
    ("*[local-name()='source']/*[local-name()='link']/@href", Field.FEED_SOURCE),
    ("*[local-name()='creator']/text()", Field.AUTHOR),
    ("*[local-name()='author']/*[local-name()='name']/text()", Field.AUTHOR),
)
_MOST_NAMES, _LONGEST_NAME = 5, 300


class Feed:
    """The page object of RSS 0.9 to 2.0 and Atom."""

    name = "feed"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page is the document of a feed."""
        return page.feed is not None

    def read(self, page: Page) -> PageReading:
        """Return the entries' links on the feed's own host. Raises UnreadablePage.

        Entities are not resolved and a document type with declarations of its own is refused: no feed needs one.
        """
        if page.feed is None:
            raise UnreadablePage("nothing-recognized")
        feed, notes = _parsed(page.feed)
        entries = feed.xpath(_ENTRIES)
        if len(entries) > MAX_ENTRIES:
            notes = (*notes, "feed-too-long")
        onward = feed.xpath("//*[local-name()='link'][@rel='next']/@href").getall()
        links = _own_links(page, [*onward, *map(_href, entries[:MAX_ENTRIES])])
        said = tuple(_said(page, entries[:MAX_ENTRIES]))
        return PageReading(layout=self.name, links=tuple(dict.fromkeys(links)), said=said, notes=notes)


def _parsed(document: str) -> tuple[Selector, tuple[str, ...]]:
    document, notes = tame(document)
    doctype = _DOCTYPE.search(document)
    if doctype and doctype["subset"]:
        raise UnreadablePage("feed-not-parsed")
    if doctype:
        document = document[: doctype.start()] + document[doctype.end() :]
    try:
        feed = Selector(text=document.strip(), type="xml")  # parsel resolves no entities and loads nothing
    except (ValueError, etree.XMLSyntaxError) as error:
        raise UnreadablePage("feed-not-parsed") from error
    if feed.root is None:
        raise UnreadablePage("feed-not-parsed")
    return feed, notes


def _own_links(page: Page, hrefs: Iterable[str | None]) -> Iterator[str]:
    """Yield the addresses that are on the feed's own host."""
    for href in hrefs:
        url = page.resolve(href)
        if url is not None and (page.host is None or host_of(url) == page.host):
            yield url


def _said(page: Page, entries: Iterable[Selector]) -> Iterator[tuple[str, tuple[Declared, ...]]]:
    """Yield the address of each entry that names its source or author, and what it names."""
    for entry in entries:
        declared = {
            Declared(field, " ".join(value.split())[:_LONGEST_NAME]): None
            for path, field in _SOURCES
            for value in entry.xpath(path).getall()[:_MOST_NAMES]
            if value.strip()
        }
        for url in _own_links(page, [_href(entry)]) if declared else ():
            yield url, tuple(declared)


def _href(entry: Selector) -> str | None:
    """Return the address of an entry: an Atom alternate, an RSS link, else a permanent guid."""
    for path in _ADDRESSES:
        for found in entry.xpath(path).getall():
            if found.strip():
                return found.strip()
    return None

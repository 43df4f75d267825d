"""Daily8: an article, then under "Related Articles" other outlets' articles on the same matter, each with its whole body.

Known from text renderings only, so everything goes by what a reader sees. Hashtag pages and the front page list blocks
without an article of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.errors import UnreadablePage
from crawler.pages.article.aggregator_body import read_article
from crawler.pages.blocks.groups import Found, Group, blocks_of, find_groups
from crawler.pages.blocks.line_roles import Role, same_name
from crawler.pages.daily8.addresses import HOSTS, is_article, is_listing, links_of
from crawler.pages.daily8.regions import Regions, divide, header_end, names_daily8, names_product
from crawler.pages.html.hosts import is_at_home
from crawler.pages.page import Page
from crawler.pages.reading import Article, PageReading, RelatedBlock

_FEWEST = 2  # blocks that name their outlet twice, on another host, below a heading of Daily8's


class Daily8:
    """The page object of Daily8 and its mirrors."""

    name = "daily8"
    aggregator = "Daily8"
    hosts = HOSTS

    def recognizes(self, page: Page) -> bool:
        """Return whether the page has Daily8's own words, or is at home and has blocks, an article's header or links.

        On another host only its own words count: groups of label, time and line are what blogs, forums and shops are made
        of, too. Captured text without an address is taken for Daily8's where blocks name their outlet twice, as Daily8's do.
        """
        if self.claims(page):
            return True
        if is_at_home(page.host, self.hosts):
            return self._is_own(page)
        if page.host is not None:
            return any(map(names_daily8, page.lines)) and _name_outlets_twice(page) >= _FEWEST
        return any(map(names_daily8, page.lines)) or _name_outlets_twice(page) > 0

    def _is_own(self, page: Page) -> bool:
        found = find_groups(page.lines)
        header = is_article(page.url) and header_end(page.lines) > 0
        return (
            bool(found.groups) or header or any(map(names_daily8, page.lines)) or any(map(is_article, links_of(page)))
        )

    def claims(self, page: Page) -> bool:
        """Return whether the page advertises Daily8's own product, as no outlet does."""
        return any(map(names_product, page.lines))

    def read(self, page: Page) -> PageReading:
        """Return the article, the blocks and the links. Raises UnreadablePage("empty-page" or "nothing-recognized")."""
        if not page.lines:
            raise UnreadablePage("empty-page")
        listing = is_listing(page.url)
        regions = divide(page.lines, article=is_article(page.url), listing=listing)
        blocks = blocks_of(regions.related, find_groups(regions.related))
        related = tuple(replace(block, url=page.resolve(block.url)) for block in blocks)
        article = None if listing else _main_article(page, regions, related)
        links = tuple(links_of(page))
        if article is None and not related and not links:
            raise UnreadablePage("nothing-recognized")
        notes = (*page.notes, *_notes(related))
        return PageReading(layout=self.name, article=article, related=related, links=links, notes=notes)


def _name_outlets_twice(page: Page) -> int:
    """Return how many blocks of a page name their outlet plain and behind a bullet."""
    found = find_groups(page.lines)
    return sum(_names_outlet_twice(found, group) for group in found.groups)


def _names_outlet_twice(found: Found, group: Group) -> bool:
    """Return whether a group prints its outlet plain and behind a bullet."""
    labels = [mark for mark in found.marks[group.start : group.body] if mark.role in {Role.BULLET, Role.TEXT}]
    named = {mark.role for mark in labels if group.outlet is not None and same_name(mark.text, group.outlet)}
    return group.time is not None and len(named) > 1


def _main_article(page: Page, regions: Regions, related: Sequence[RelatedBlock]) -> Article | None:
    """Return the main article, or None where nothing tells that the page has one."""
    article = read_article(regions.article, regions.hashtags)
    if article is None:
        return None
    known = is_article(page.url) or regions.has_own_words or article.time_printed is not None
    if not known and not (related and article.body):
        return None
    return replace(article, url=page.resolve(page.url), times=page.times)


def _notes(related: Sequence[RelatedBlock]) -> Iterator[str]:
    """Yield what is odd about the blocks."""
    if any(not block.body for block in related):
        yield "blocks-without-body"
    if any(block.outlet_printed is None for block in related):
        yield "blocks-without-outlet"
    if any(block.time_printed is None for block in related):
        yield "blocks-without-time"

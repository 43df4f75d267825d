"""Which layout a page is read with, by its address and by how it was read before. No store, no Scrapy."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.pages.html.hosts import host_of
from crawler.pages.html.secrets import redacted
from crawler.pages.layouts.article import ArticlePage
from crawler.sources.source import Kind, Source
from crawler.store.visited.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutChoice:
    """The layouts of one crawl: `layout` is the one that the user named, `follows` whether outlets' own pages are followed."""

    source: Source
    layout: str | None = None
    follows: bool = False

    def layout_of(self, url: str, *, depth: int, before: Visit | None) -> str | None:
        """Return the layout to read the page at *url* with; None where the page's looks decide.

        The start pages of a section are read for their links. An outlet's own page that a block led to is an article or
        nothing; one that an earlier crawl followed (*before*) is read the same way again.
        """
        if self.source.kind is Kind.SECTION and depth == 0:
            return Kind.SECTION.value
        if self.layout is None and self._is_away(url) and (self.follows or _was_followed(before)):
            return ArticlePage.name
        return self.layout

    def asks_for_visit(self, url: str) -> bool:
        """Return whether the last visit to *url* has a say in which layout its page is read with."""
        return self.layout is None and self._is_away(url) and not self.follows

    def is_current(self, visit: Visit) -> bool:
        """Return whether the page of *visit* would be read with the layout it was read with then."""
        depth = 0 if visit.url in map(redacted, self.source.urls) else 1
        return visit.layout == self.layout_of(visit.url, depth=depth, before=visit)

    def _is_away(self, url: str) -> bool:
        return host_of(url) not in set(map(host_of, self.source.urls))


def _was_followed(before: Visit | None) -> bool:
    return before is not None and before.layout == ArticlePage.name

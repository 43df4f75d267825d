"""Generic: a page of no known layout, read by the shape that it repeats. Says how sure it is, or that it is not.

The last resort: asked when no other layout recognizes a page. See `records` for how groups are found and `sureness` for what
makes a reading sure enough. The note "sure-87" says how sure the least sure region of the page was, in percent.
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.errors import UnreadablePage
from crawler.pages.blocks.confidence import THRESHOLD, weigh
from crawler.pages.blocks.lists import items_of, offered, sure_lists
from crawler.pages.blocks.next_links import links_of
from crawler.pages.blocks.record_parts import Parts, blocks
from crawler.pages.blocks.records import Region, regions_of
from crawler.pages.html.content_root import is_comments
from crawler.pages.page import Page
from crawler.pages.reading import PageReading

_SEVERAL = 2  # items in one text


class Generic:
    """The page object of unknown aggregators."""

    name = "generic"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether some repeated groups are surely outlets' articles, and the page does not declare to be one itself."""
        return page.tree is not None and not page.says_article and bool(sure_lists(page) or _sure_regions(page))

    def inlines(self, page: Page) -> bool:
        """Return whether surely repeated groups of *page* are whole articles."""
        return any(not record.is_teaser for region, _ in _sure_regions(page) for record in region.records)

    def read(self, page: Page) -> PageReading:
        """Return the groups as blocks, and links to go on. Raises UnreadablePage("nothing-recognized")."""
        records, least = _records(page)
        if not records:
            raise UnreadablePage("nothing-recognized")
        related = blocks(records, page)
        return PageReading(
            layout=self.name,
            related=related,
            links=links_of(page, related),
            notes=(*page.notes, f"sure-{100 * least:.0f}"),
        )


def _records(page: Page) -> tuple[Sequence[Parts], float]:
    """Return the records of a page and how sure the least sure of them are: whole articles, if it inlines them, else its lists."""
    regions = _sure_regions(page)
    records = [record for region, _ in regions for record in region.records]
    lists, items = sure_lists(page), items_of(page)
    if lists and all(_is_no_article(record, items) for record in records):
        return items, min(found.sure for found in lists)
    return records, min((sure for _, sure in regions), default=0.0)


def _is_no_article(record: Parts, items: Sequence[Parts]) -> bool:
    """Return whether a record's text is a teaser, or the lines of other items: the rest of a cluster below its first."""
    if record.is_teaser:
        return True
    headlines = tuple(item.headline for item in items)
    return sum(line.startswith(headlines) for line in record.text.split("\n")) >= _SEVERAL


def _sure_regions(page: Page) -> Sequence[tuple[Region, float]]:
    if page.tree is None:
        return ()
    weighed = ((region, weigh(region.records, page).sure) for region in regions_of(page.tree))
    sure_ones = [(region, sure) for region, sure in weighed if sure >= THRESHOLD and not _are_comments(region)]
    others = offered(page) if sure_ones else frozenset()
    return [
        (region, sure)
        for region, sure in sure_ones
        if 2 * sum(record.headline in others for record in region.records) <= len(region.records)
    ]


def _are_comments(region: Region) -> bool:
    """Return whether records are what readers wrote below an article, by what the page's maker calls their place."""
    first = region.elements[0] if region.elements else None
    return first is not None and any(is_comments(each, str(each.tag)) for each in (first, *first.iterancestors()))

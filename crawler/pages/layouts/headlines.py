"""Headlines: search results and top stories, a list of headlines with outlet, time, teaser and link, but no bodies.

Recognized by what a reader sees: a title or heading that says so ("Search results", "Top stories"), or schema.org's
SearchResultsPage or ItemList, above records of two and more outlets, one of them vouched for (see `sureness`: a forum has
search results too), of which most have no more than a teaser.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from crawler.errors import UnreadablePage
from crawler.pages.blocks.confidence import weigh
from crawler.pages.blocks.lists import items_of
from crawler.pages.blocks.next_links import links_of
from crawler.pages.blocks.page_words import declares, says
from crawler.pages.blocks.record_parts import Parts, blocks
from crawler.pages.blocks.records import regions_of
from crawler.pages.page import Page
from crawler.pages.reading import PageReading

_WORDS = regex.compile(
    r"\b(?:search results|results (?:for|about)|[\d.,]+ results|top (?:stories|news|headlines)|latest (?:headlines|news|stories)|headlines|most recent (?:stories|news)"
    r"|suchergebnisse|schlagzeilen|top-meldungen|résultats|à la une|resultados|titulares|últimas noticias)\b|نتائج البحث|أهم الأخبار|آخر الأخبار|תוצאות חיפוש|כותרות",
    regex.IGNORECASE,
)
_TYPES = frozenset({"SearchResultsPage", "ItemList"})
_LEAST = 0.5  # share of records with a time, and with a source, below which a list is another kind of list


class Headlines:
    """The page object of lists of headlines."""

    name = "headlines"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page says that it lists headlines, and does."""
        if page.tree is None or page.says_article:
            return False
        return (says(page, _WORDS) or declares(page, _TYPES)) and bool(_listed(page))

    def read(self, page: Page) -> PageReading:
        """Return the entries as blocks, teasers as summaries. Raises UnreadablePage("nothing-recognized")."""
        listed = _listed(page)
        if not listed:
            raise UnreadablePage("nothing-recognized")
        related = blocks(listed, page)
        notes = ("blocks-without-body",) if any(not block.body for block in related) else ()
        return PageReading(
            layout=self.name, related=related, links=links_of(page, related), notes=(*page.notes, *notes)
        )


def _listed(page: Page) -> Sequence[Parts]:
    """Return the items of every list of several outlets' headlines."""
    if items := items_of(page):
        return items
    regions = regions_of(page.tree) if page.tree is not None else ()
    return [record for region in regions if _is_list(region.records, page) for record in region.records]


def _is_list(records: Sequence[Parts], page: Page) -> bool:
    evidence = weigh(records, page)
    teasers = sum(record.is_teaser for record in records)
    enough = min(evidence.time, evidence.headline, evidence.source) >= _LEAST
    return enough and evidence.sources > 1 and evidence.vouched > 0 and 2 * teasers > len(records)

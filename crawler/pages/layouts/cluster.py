"""Cluster: one event, and what several outlets wrote about it: a lead, then the others' versions, some with their whole text.

Recognized by a title or heading that says so ("Full coverage", "Related coverage", "7 outlets"). The lead is the record or
article that stands above the others; it is read as the page's article.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from crawler.errors import UnreadablePage
from crawler.pages.article.dateline import parse_dateline
from crawler.pages.blocks.confidence import weigh
from crawler.pages.blocks.next_links import links_of
from crawler.pages.blocks.page_words import says
from crawler.pages.blocks.record_parts import Parts, blocks
from crawler.pages.blocks.records import regions_of
from crawler.pages.page import Page
from crawler.pages.reading import Article, PageReading

_WORDS = regex.compile(
    r"\b(?:(?:full|related|all|more|other) coverage|coverage (?:of|from)|\d+ (?:outlets|sources|newspapers|versions)|how (?:the )?(?:papers|outlets|others) (?:reported|covered)"
    r"|also reported by|(?:more )?from other (?:outlets|sources)|alle berichte|weitere berichte|toute la couverture|cobertura (?:completa|relacionada))\b|التغطية الكاملة|סיקור מלא",
    regex.IGNORECASE,
)
_LEAST = 0.5


class Cluster:
    """The page object of pages about one event."""

    name = "cluster"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page says that it gathers coverage, and does."""
        return says(page, _WORDS) and bool(_versions(page)[1])

    def read(self, page: Page) -> PageReading:
        """Return the lead as article, the versions as blocks. Raises UnreadablePage("nothing-recognized")."""
        lead, versions = _versions(page)
        if not versions:
            raise UnreadablePage("nothing-recognized")
        related = blocks(versions, page)
        notes = ("blocks-without-body",) if any(not block.body for block in related) else ()
        return PageReading(
            layout=self.name,
            article=_article(lead, page) if lead else None,
            related=related,
            links=links_of(page, related),
            notes=(*page.notes, *notes),
        )


def _versions(page: Page) -> tuple[Parts | None, Sequence[Parts]]:
    """Return the lead, if there is one, and the records of every region that holds several outlets' versions."""
    regions = regions_of(page.tree, fewest=1) if page.tree is not None else ()
    groups = [region for region in regions if len(region.records) > 1 and _are_versions(region.records, page)]
    if not groups:
        return None, ()
    alone = [
        region.records[0] for region in regions if len(region.records) == 1 and region.first_line < groups[0].first_line
    ]
    lead = next((parts for parts in alone if parts.outlet and not parts.is_teaser), None)
    return lead, [record for region in groups for record in region.records]


def _are_versions(records: Sequence[Parts], page: Page) -> bool:
    evidence = weigh(records, page)
    return (
        evidence.sources > 1
        and evidence.vouched > 0
        and min(evidence.headline, evidence.source, evidence.time) >= _LEAST
    )


def _article(lead: Parts, page: Page) -> Article:
    return Article(
        headline=lead.headline,
        body=lead.text,
        dateline=parse_dateline(lead.text),
        outlet_printed=lead.outlet,
        time_printed=lead.time or lead.declared,
        url=page.resolve(lead.href),
    )

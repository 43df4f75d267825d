"""What a page says that it is: in its title and headings, and by the schema.org types it declares."""

from __future__ import annotations

import regex

from crawler.pages.html.lines import Kind
from crawler.pages.metadata.jsonld import nodes_of, types_of
from crawler.pages.page import Page

_LONGEST = 160  # characters of a heading that says what a page is; longer ones are headlines


def says(page: Page, words: regex.Pattern[str]) -> bool:
    """Return whether the page's title or one of its headings holds *words*."""
    return any(map(words.search, _headings(page)))


def _headings(page: Page) -> list[str]:
    """Return the title and the headings that are not too long, once for all layouts that ask."""
    if "headings" not in page.memo:
        headings = (line.text for line in page.lines if line.kind is Kind.HEADING)
        page.memo["headings"] = [text for text in (page.title or "", *headings) if len(text) <= _LONGEST]
    found: list[str] = page.memo["headings"]
    return found


def declares(page: Page, types: frozenset[str]) -> bool:
    """Return whether the page declares one of schema.org's *types*, in JSON-LD or microdata."""
    if page.tree is None:
        return False
    written = page.tree.xpath("//@itemtype")
    if any(str(item).rstrip("/").rsplit("/", 1)[-1] in types for item in written):
        return True
    return any(types & set(types_of(node)) for node in nodes_of(page.json_ld))

"""Particulars of an article on a page of its own, out of the page's metadata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from crawler.pages.metadata.article_times import day_in_address, modified_of, published_of
from crawler.pages.metadata.authors import clean_authors
from crawler.pages.metadata.head import Metadata
from crawler.pages.page import Page
from crawler.pages.reading import Particulars


def particulars_of(
    page: Page, metadata: Metadata, *, marked: Callable[[], Sequence[str]] = tuple, dated: bool = False
) -> Particulars:
    """Return what the page says of its article, authors cleaned, with the times of its metadata.

    *marked* gives those that are marked up at the article, where it is asked. Without either, the day in the address is taken,
    unless the page is *dated* otherwise.
    """
    return Particulars(
        authors=clean_authors(metadata.authors, metadata.bylines),
        published=published_of(metadata, marked) or (None if dated else day_in_address(page.url)),
        modified=modified_of(metadata),
        site=next(iter(metadata.sites), None),
        canonical=canonical_of(page, metadata),
    )


def canonical_of(page: Page, metadata: Metadata) -> str | None:
    """Return the page's canonical address, unless it is only the site's front page, as some sites have it on every page."""
    canonical = page.resolve(metadata.canonical)
    return canonical if canonical and urlsplit(canonical).path not in {"", "/"} else None

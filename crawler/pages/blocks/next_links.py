"""Where a list of items leads: its next page, then the items' own pages on the same site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import regex

from crawler.pages.html.hosts import host_of
from crawler.pages.page import Page
from crawler.pages.reading import RelatedBlock

_NEXT = regex.compile(
    r"\W*+(?:next(?: (?:page|issue))?|older(?: \w+)?|more (?:results|stories|articles|news|coverage)|load more|show more|weiter|nächste(?: seite)?"
    r"|suivante?|siguiente|التالي|הבא)\W*+",
    regex.IGNORECASE,
)
_NUMBER = regex.compile(r"(?:^|&)(?:page|p|pg|start|offset)=(\d{1,6})(?:&|$)")


def links_of(page: Page, related: Iterable[RelatedBlock] = ()) -> tuple[str, ...]:
    """Return the next pages of *page* and the addresses of its blocks, both on its own host, each once, itself never."""
    own = page.resolve(page.url)
    found = (*next_pages(page), *(block.url for block in related if block.url))
    return tuple(dict.fromkeys(url for url in found if url != own and host_of(url) == page.host))


def next_pages(page: Page) -> Iterator[str]:
    """Yield where ``rel="next"``, a link called "Next" or the next page number leads, on whatever host."""
    declared = page.tree.iter("link") if page.tree is not None else ()
    links = [(link.get("href"), "", link.get("rel") or "") for link in declared]
    links += [(anchor.href, anchor.text, anchor.rel) for anchor in page.anchors]
    for href, text, rel in links:
        url = page.resolve(href)
        if url is None:
            continue
        if "next" in rel.casefold().split() or _NEXT.fullmatch(text) or _follows(page.url, url):
            yield url


def _follows(here: str | None, there: str) -> bool:
    """Return whether *there* is the same address with the next page number."""
    one, other = urlsplit(here or ""), urlsplit(there)
    if one.path != other.path or (number := _NUMBER.search(other.query)) is None:
        return False
    before = _NUMBER.search(one.query)
    name = number[0].strip("&").partition("=")[0]
    return name in {"page", "p", "pg"} and int(number[1]) == (int(before[1]) if before else 1) + 1

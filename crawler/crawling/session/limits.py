"""How far a crawl goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Limits:
    """How far a crawl goes. `pages` is the number of pages fetched in this run, 0 for no limit.

    `follow` is how many links of a page's articles are followed to their outlets' own pages, 0 for none. `depth` is the
    number of links from a start page, `url_length` the number of characters of a URL.
    """

    pages: int = 0
    follow: int = 0
    depth: int = 20
    url_length: int = 1024

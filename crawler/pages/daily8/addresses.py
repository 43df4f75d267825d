"""Daily8's addresses: what a page is by its address, and which links lead on. Nothing here looks at text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import regex

from crawler.pages.html.hosts import host_of, is_at_home
from crawler.pages.page import Page

#: The site and its mirrors (main.<id>.amplifyapp.com carries the same article ids); the last two are the fixtures' world.
HOSTS = ("daily8.com", "amplifyapp.com", "daily8.example", "amplifyapp.example")
_MAIN_HOSTS = ("daily8.com", "daily8.example")
_ARTICLE_PATH = regex.compile(r"/(?:[a-z]{2}/)?article/[0-9a-f]{32}/?", regex.IGNORECASE)
_HASHTAG_PATH = regex.compile(r"/(?:[a-z]{2}/)?hashtag/[^/]+/?", regex.IGNORECASE)
_FRONT_PATH = regex.compile(r"/?(?:[a-z]{2}/?)?")
_NEXT_TEXT = regex.compile(
    r"\W*+(?:next(?: page)?|older|more (?:articles|news|stories)|load more)\W*+", regex.IGNORECASE
)
_PAGE_NUMBER = regex.compile(r"(?:^|&)page=(\d{1,6})(?:&|$)")


def is_article(url: str | None) -> bool:
    """Return whether an address is that of an article page, on whatever host."""
    return url is not None and _ARTICLE_PATH.fullmatch(urlsplit(url).path) is not None


def is_listing(url: str | None) -> bool:
    """Return whether an address is that of a hashtag page or of the front page of a host of the site."""
    if url is None or not is_at_home(host_of(url), HOSTS):
        return False
    path = urlsplit(url).path
    return bool(_HASHTAG_PATH.fullmatch(path) or _FRONT_PATH.fullmatch(path))


def links_of(page: Page) -> Iterator[str]:
    """Yield the links to follow: next pages, then articles and hashtags, in page order, each once."""
    own = page.resolve(page.url)
    onward: list[str] = []
    others: list[str] = []
    for anchor in page.anchors:
        url = page.resolve(anchor.href)
        if url is None or url == own or not _is_same_site(page, url):
            continue
        if _is_next(own, url, anchor.rel, anchor.text):
            onward.append(url)
        elif is_article(url) or _HASHTAG_PATH.fullmatch(urlsplit(url).path):
            others.append(url)
    return iter(dict.fromkeys((*onward, *others)))


def _is_same_site(page: Page, url: str) -> bool:
    host = host_of(url)
    return host == page.host or is_at_home(host, _MAIN_HOSTS)


def _is_next(own: str | None, url: str, rel: str, text: str) -> bool:
    if "next" in rel.casefold().split() or _NEXT_TEXT.fullmatch(text):
        return True
    here, there = (_PAGE_NUMBER.search(urlsplit(address or "").query) for address in (own, url))
    same_path = urlsplit(own or "").path.rstrip("/") == urlsplit(url).path.rstrip("/")
    return same_path and there is not None and int(there[1]) == (int(here[1]) if here else 1) + 1

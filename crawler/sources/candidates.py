"""Where an outlet's feeds, sitemaps and sections may be, by its pages' own links: candidates, nothing is fetched or judged here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import regex
from lxml import etree

from crawler.pages.blocks.story_links import has_slug, is_story
from crawler.pages.html.hosts import host_of, is_at_home
from crawler.pages.page import Page

#: Media types of `<link rel="alternate">` that are feeds. "application/json" is none: it is how WordPress names its interface.
_FEED_TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/rss",
    "application/atom", "text/rss", "text/atom", "application/xml", "text/xml",
})  # fmt: skip
_FEED_PATH = regex.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._-]?\d?(?:\.\d)?)(?:[/._?-]|\Z)|\.(?:rss|atom|rdf)\Z", regex.IGNORECASE
)
_FEED_QUERY = regex.compile(r"(?:^|&)(?:feed|format|type|output)=(?:rss|atom|feed)\d?(?:&|\Z)", regex.IGNORECASE)
_FEED_TEXT = regex.compile(
    r"(?:rss|atom)(?:[ -]?feeds?)?|(?:our |all )?(?:news ?|web ?)?feeds?|.{0,40}\b(?:RSS|Atom)\b.{0,40}",
    regex.IGNORECASE,
)
#: What readers of a site say, and what listeners hear, is no outlet's text.
_NO_ARTICLES = regex.compile(r"(?:^|[/\W])(?:comments?|kommentare|comentarios|commentaires|podcasts?)(?:[/\W]|\Z)", regex.IGNORECASE)  # fmt: skip
#: Where sites of widespread systems keep them: WordPress, Drupal, Ghost, Hugo, Blogger, Arc; asked for where nothing names any.
USUAL_FEEDS = ("feed/", "rss.xml", "rss/", "feed.xml", "atom.xml", "index.xml", "feeds/posts/default")
USUAL_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml", "/sitemap_index.xml")
_UTILITY = regex.compile(
    r"about.*|contact.*|privacy.*|terms.*|legal.*|imprint|impressum|datenschutz.*|agb|cookies?.*|help|faq|support|log-?in|log-?out|sign-?(?:in|up|out)"
    r"|register|registration|account|profile|my-.*|subscri.*|abo.*|donat.*|newsletters?|e-?paper|shop|store|cart|jobs?|careers?|advert.*|mediadaten"
    r"|tags?|topics?|authors?|search|suche|archives?|sitemap|rss|feeds?|podcasts?|videos?|gallery|galleries|photos?|games?|puzzles?|crosswords?"
    r"|weather|horoscopes?|tv|radio|apps?|events?|obituaries|classifieds|static|assets|api|cdn-cgi|wp-.*|accessibility|corrections|masthead|team|staff",
    regex.IGNORECASE,
)
_LONGEST_LABEL = 40
_SEGMENTS = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed, a sitemap or a section: how it became known, and what it was called."""

    url: str
    how: str
    title: str = ""


def declared_feeds(page: Page) -> Iterator[Candidate]:
    """Yield the feeds that a page declares in its head, wherever they are, without those of comments and podcasts."""
    for link, url in _links(page):
        relations = (link.get("rel") or "").casefold().split()
        kind = (link.get("type") or "").partition(";")[0].strip().casefold()
        if "feed" in relations or ("alternate" in relations and kind in _FEED_TYPES):
            title = " ".join((link.get("title") or "").split())
            if not _NO_ARTICLES.search(f"{urlsplit(url).path} {title}"):
                yield Candidate(url, "declared by the page", title)


def linked_feeds(page: Page) -> Iterator[Candidate]:
    """Yield addresses of the page's own site that look like a feed, or are called one: some lead to a page that lists feeds."""
    for anchor in page.anchors:
        url = page.resolve(anchor.href)
        if url is None or not _is_own(page, url):
            continue
        parts = urlsplit(url)
        looks = (_FEED_PATH.search(parts.path) and not has_slug(url)) or _FEED_QUERY.search(parts.query)
        if (looks or _FEED_TEXT.fullmatch(anchor.text)) and not _NO_ARTICLES.search(f"{parts.path} {anchor.text}"):
            yield Candidate(url, "linked from the page", anchor.text)


def declared_sitemaps(page: Page) -> Iterator[Candidate]:
    """Yield the sitemaps that a page declares in its head."""
    for link, url in _links(page):
        if "sitemap" in (link.get("rel") or "").casefold().split():
            yield Candidate(url, "declared by the page")


def usual_feeds(page_url: str) -> Iterator[Candidate]:
    """Yield where a feed usually is: below the page that was named, then below the root of its host."""
    folder = urljoin(page_url, urlsplit(page_url).path.rpartition("/")[0] + "/")
    for base in dict.fromkeys((folder, urljoin(page_url, "/"))):
        for name in USUAL_FEEDS:
            yield Candidate(base + name, "at a usual place")


def sections(page: Page) -> list[Candidate]:
    """Return addresses of the page's own site that are called by a few words and are no stories, likeliest sections first.

    Those come first below which most stories of the page are.
    """
    labels: dict[str, str] = {}
    for anchor in page.anchors:
        url = page.resolve(anchor.href)
        if url and _is_section_like(page, url) and anchor.text and len(anchor.text) <= _LONGEST_LABEL:
            labels.setdefault(url, anchor.text)
    below: Counter[str] = Counter()
    for story in own_stories(page):
        path = urlsplit(story).path
        below.update(url for url in labels if path.startswith(urlsplit(url).path.rstrip("/") + "/"))
    order = {url: number for number, url in enumerate(labels)}
    ranked = sorted(labels, key=lambda url: (-below[url], order[url]))
    return [Candidate(url, "linked from the page", labels[url]) for url in ranked]


def own_stories(page: Page) -> list[str]:
    """Return the addresses of stories on the page's own site that the page links to, in page order."""
    urls = (page.resolve(anchor.href) for anchor in page.anchors)
    return list(dict.fromkeys(url for url in urls if url and _is_own(page, url) and is_story(url)))


def _links(page: Page) -> Iterator[tuple[etree._Element, str]]:
    for link in page.tree.iter("link") if page.tree is not None else ():
        url = page.resolve(link.get("href"))
        if url is not None:
            yield link, url


def _is_own(page: Page, url: str) -> bool:
    home = (page.host or "").removeprefix("www.")
    return bool(home) and is_at_home(host_of(url), (home,))


def _is_section_like(page: Page, url: str) -> bool:
    parts = urlsplit(url)
    own = urlsplit(page.url or "")
    segments = [segment for segment in parts.path.split("/") if segment]
    return (
        _is_own(page, url)
        and 0 < len(segments) <= _SEGMENTS
        and parts.path.rstrip("/") != own.path.rstrip("/")
        and not parts.query
        and not is_story(url)
        and not any(_UTILITY.fullmatch(segment) for segment in segments)
        and not _FEED_PATH.search(parts.path)
    )

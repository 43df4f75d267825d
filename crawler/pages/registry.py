"""The registry: one line per layout, and the choice of one for a page."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.errors import UnknownLayout, UnreadablePage
from crawler.pages.article.listing import is_listing, outweighs_lists
from crawler.pages.article.not_found import is_not_found
from crawler.pages.article.signs import is_article_page
from crawler.pages.blocks.lists import story_links
from crawler.pages.html.hosts import is_at_home
from crawler.pages.layouts.amp import Amp
from crawler.pages.layouts.article import ArticlePage
from crawler.pages.layouts.cluster import Cluster
from crawler.pages.layouts.daily8 import Daily8
from crawler.pages.layouts.feed import Feed
from crawler.pages.layouts.generic import Generic
from crawler.pages.layouts.headlines import Headlines
from crawler.pages.layouts.json_items import JsonItems
from crawler.pages.layouts.live_blog import LiveBlog
from crawler.pages.layouts.newsletter import Newsletter
from crawler.pages.layouts.pressboard import Pressboard
from crawler.pages.layouts.section import Section
from crawler.pages.page import ClaimingLayout, Layout, Page

_GENERIC, _JSON = Generic(), JsonItems()

#: Every layout that Wiretrace knows, most particular first: the first that recognizes a page gets it.
LAYOUTS: tuple[Layout, ...] = (
    Feed(),
    _JSON,
    Pressboard(),
    Amp(),
    LiveBlog(),
    Newsletter(),
    Cluster(),
    Headlines(),
    ArticlePage(),  # before layouts that go by structure alone: teasers of an outlet look like blocks
    Daily8(),
    Section(),
    _GENERIC,  # by shape alone, so after everything that is told by more
)
_CLAIMING = tuple(layout for layout in LAYOUTS if isinstance(layout, ClaimingLayout))


def layout_named(name: str, custom: Sequence[Layout] = ()) -> Layout:
    """Return the layout called *name*, also among the user's *custom*. Raises UnknownLayout, which lists the names there are."""
    known = (*custom, *LAYOUTS)
    for layout in known:
        if layout.name == name:
            return layout
    raise UnknownLayout(f"no layout {name!r}; there are: {', '.join(layout.name for layout in known)}")


def layout_for(page: Page, name: str | None = None, custom: Sequence[Layout] = ()) -> Layout:
    """Return the layout for *page*: the one forced by *name*, else its host's, else the first that recognizes it.

    the *custom* layouts go before ours, at home and abroad.

    The document of a feed is read as one, whatever was named: what is named is for the pages it leads to. A host's layout
    still has to recognize the page: behind the same address may stand a login wall; nor is such a wall an article, so no
    page of an aggregator's host is read as an outlet's own. Raises
    UnreadablePage("page-not-found", "empty-page", "no-known-layout" or "not-an-article"), UnknownLayout.
    """
    if page.tree is not None and is_not_found(page.tree) and not page.says_article:
        raise UnreadablePage("page-not-found")
    if name is not None and page.feed is None:
        if name == ArticlePage.name and (_is_claimed(page) or not is_article_page(page) or is_listing(page)):
            raise UnreadablePage("not-an-article")  # a wall in its place, when a link was followed
        return layout_named(name, custom)
    if _is_empty(page) and not is_article_page(page):
        raise UnreadablePage("empty-page")
    for layout in _in_order(page, custom):
        if layout.name == ArticlePage.name and (_is_claimed(page) or is_listing(page)):
            continue
        if layout.recognizes(page):
            return layout
    raise UnreadablePage("no-known-layout", links=story_links(page))


def _is_empty(page: Page) -> bool:
    """Return whether neither a reader nor a script is shown anything."""
    return (
        not page.lines
        and page.feed is None
        and (page.data is None or page.tree is not None)
        and not _JSON.recognizes(page)
    )


def _is_claimed(page: Page) -> bool:
    """Return whether a layout of ours knows the page for its own, so that it is no outlet's article."""
    return any(layout.claims(page) for layout in _CLAIMING)


def _in_order(page: Page, custom: Sequence[Layout]) -> list[Layout]:
    """Return the layouts in the order they are asked: those at home on the page's host first.

    A page that declares itself an article is one, whatever its teasers look like. One that only looks like an article is none
    when it shows a repeated group of other sites' articles that says more than its own text. No page of an aggregator's host is an outlet's own.
    """
    ordered = sorted((*custom, *LAYOUTS), key=lambda layout: not is_at_home(page.host, layout.hosts))
    abroad = not is_at_home(page.host, ordered[0].hosts)
    if abroad and (
        page.says_article or not _GENERIC.recognizes(page) or (outweighs_lists(page) and not _GENERIC.inlines(page))
    ):
        return ordered
    return [layout for layout in ordered if layout.name != ArticlePage.name]

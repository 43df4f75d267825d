"""The registry: one line per layout, and the choice of one for a page."""

from __future__ import annotations

from crawler.pages.daily8 import Daily8
from crawler.pages.feed import Feed
from crawler.pages.layout import Layout, Page, UnknownLayout, UnreadablePage, is_at_home
from crawler.pages.pressboard import Pressboard
from crawler.pages.section import Section

#: Every layout that Wiretrace knows, most particular first: the first that recognizes a page gets it.
LAYOUTS: tuple[Layout, ...] = (
    Feed(),
    Pressboard(),
    Daily8(),
    Section(),
)


def layout_named(name: str) -> Layout:
    """Return the layout called *name*. Raises UnknownLayout, which lists the names there are."""
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    raise UnknownLayout(f"no layout {name!r}; there are: {', '.join(layout.name for layout in LAYOUTS)}")


def layout_for(page: Page, name: str | None = None) -> Layout:
    """Return the layout for *page*: the one forced by *name*, else its host's, else the first that recognizes it.

    The document of a feed is read as one, whatever was named: what is named is for the pages it leads to. A host's layout still has to recognize the page: behind the same address may stand a login wall. Raises
    UnreadablePage("empty-page" or "no-known-layout"), UnknownLayout.
    """
    if name is not None and page.feed is None:
        return layout_named(name)
    if not page.lines and page.feed is None:
        raise UnreadablePage("empty-page")
    at_home_first = sorted(LAYOUTS, key=lambda layout: not is_at_home(page.host, layout.hosts))
    for layout in at_home_first:
        if layout.recognizes(page):
            return layout
    raise UnreadablePage("no-known-layout")

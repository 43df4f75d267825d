"""Headlines: lists of headlines become blocks without bodies, and pages that only look like lists are left alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.headlines import Headlines
from crawler.pages.page import Page
from crawler.pages.reading import PageReading

ADDRESS = "https://www.tray.example/search?q=whale"


def an_entry(number: int = 1, **changes: str) -> str:
    parts = {
        "headline": f"Whale number {number} swims back to sea",
        "outlet": f"Post of Town {number}",
        "time": f"{number + 1} hours ago",
        "teaser": "The tide came in and the whale swam off.",
        "href": f"https://post{number}.example/whale",
    }
    parts |= changes
    return f'<li><h3><a href="{parts["href"]}">{parts["headline"]}</a></h3><p>{parts["outlet"]} · {parts["time"]}</p><p>{parts["teaser"]}</p></li>'


def a_page(entries: Sequence[str], title: str = "Search results for whale", more: str = "", head: str = "") -> Page:
    html = f"<html><head><title>Tray</title>{head}</head><body><h1>{title}</h1><ul>{''.join(entries)}</ul>{more}</body></html>"
    return Page.from_html(html, url=ADDRESS)


def read(page: Page) -> PageReading:
    assert Headlines().recognizes(page)
    return Headlines().read(page)


def test_a_teaser_is_a_summary_and_never_a_body():
    """A block without a body cannot be taken for a copy; what it says of the article is kept as its summary."""
    block = read(a_page([an_entry(n) for n in range(4)])).related[2]
    assert (block.headline, block.outlet_printed, block.time_printed) == (
        "Whale number 2 swims back to sea",
        "Post of Town 2",
        "3 hours ago",
    )
    assert (block.body, block.summary) == ("", ("The tide came in and the whale swam off.",))
    assert block.url == "https://post2.example/whale"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"outlet": ""}, (None, "2 hours ago"), id="no-outlet"),
        pytest.param({"time": ""}, ("Post of Town 1", None), id="no-time"),
        pytest.param({"time": "this morning"}, ("Post of Town 1", None), id="a-time-nobody-knows"),
        pytest.param({"outlet": "By Mara Lind"}, (None, "2 hours ago"), id="a-byline-is-no-outlet"),
        pytest.param({"outlet": "Source: Harbour Post"}, ("Harbour Post", "2 hours ago"), id="source-named"),
    ],
)
def test_what_is_not_printed_is_unknown(changes, expected):
    """A missing outlet or time is None, and the entry is there all the same."""
    block = read(a_page([an_entry(0), an_entry(1, **changes), an_entry(2), an_entry(3)])).related[1]
    assert (block.outlet_printed, block.time_printed) == expected


def test_the_next_page_is_followed_and_outlets_are_not():
    """Links stay on the host: the next page by its relation, its name or its number; the page itself never."""
    more = '<a href="/search?q=whale&page=2">2</a> <a href="/search?q=whale#top">Top</a> <a href="https://evil.example/next">Next</a>'
    assert read(a_page([an_entry(n) for n in range(3)], more=more)).links == (
        "https://www.tray.example/search?q=whale&page=2",
    )


def test_a_declared_list_needs_no_words():
    """schema.org's SearchResultsPage says the same as a title does."""
    head = '<script type="application/ld+json">{"@type": "SearchResultsPage"}</script>'
    assert read(a_page([an_entry(n) for n in range(3)], title="Whale", head=head)).related


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(a_page([an_entry(n) for n in range(4)], title="Whale"), id="says-nothing"),
        pytest.param(a_page([an_entry(n) for n in range(2)]), id="two-entries-are-no-list"),
        pytest.param(a_page([an_entry(n, href=f"/t/{n}", outlet=f"Mara Lind {n}") for n in range(4)]), id="nobody-vouches"),
        pytest.param(a_page([an_entry(n, time="") for n in range(4)]), id="no-times"),
        pytest.param(a_page([an_entry(n) for n in range(4)], head='<meta property="og:type" content="article">'), id="an-article"),
        pytest.param(Page.from_text("Search results\nPost\n2 hours ago\nWhale swims back to sea"), id="captured-text"),
    ],
)  # fmt: skip
def test_other_pages_are_not_recognized(page):
    """Without words, several entries, times or somebody who vouches, it is no list of headlines."""
    assert not Headlines().recognizes(page)


def test_nothing_to_list_is_unreadable():
    """Chosen by name for a page without entries, the layout says so."""
    with pytest.raises(UnreadablePage, match="nothing-recognized"):
        Headlines().read(a_page([]))

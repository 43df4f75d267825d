"""Newsletters: items closed by their source, and archives that lead to issues."""

from __future__ import annotations

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.newsletter import Newsletter
from crawler.pages.page import Page
from crawler.pages.reading import PageReading

TEXT = "The baker went home and came back with three hundred rolls."


def an_item(source: str, headline: str = "A town pays its debt in sardines", text: str = TEXT) -> str:
    return f"<h3>{headline}</h3><p>{text}</p><p>{source}</p>"


def a_page(*items: str, title: str = "The weekly digest") -> Page:
    return Page.from_html(f"<h1>{title}</h1>{''.join(items)}", url="https://tray.example/issues/4")


def read(page: Page) -> PageReading:
    assert Newsletter().recognizes(page)
    return Newsletter().read(page)


@pytest.mark.parametrize(
    ("source", "outlet", "time"),
    [
        ("— Harbour Post, Nov 20", "Harbour Post", "Nov 20"),
        ("-- Harbour Post (20 Nov 2026)", "Harbour Post", "20 Nov 2026"),
        ("Source: Harbour Post, 20 November 2026", "Harbour Post", "20 November 2026"),
        ("via Harbour Post · 3 hours ago", "Harbour Post", "3 hours ago"),
        ("(— Harbour Post, Nov 20)", "Harbour Post", "Nov 20"),
        ("— Harbour Post", "Harbour Post", None),
        ("— Nov 20", None, "Nov 20"),
    ],
)
def test_source_lines_come_in_forms(source, outlet, time):
    """Outlet and time as printed, either of them missing."""
    block = read(a_page(an_item(source), an_item("— Tide Business, Nov 19", "Another matter of the sea"))).related[0]
    assert (block.outlet_printed, block.time_printed) == (outlet, time)
    assert (block.headline, block.summary) == ("A town pays its debt in sardines", (TEXT,))


def test_a_captured_newsletter_is_read_by_its_lines():
    """Captured text has neither headings nor links."""
    text = f"Weekly digest\nUnsubscribe\nA town pays its debt\n{TEXT}\n— Harbour Post, Nov 20\nBees return to the tower\n{TEXT}\n— Tide Business, Nov 19\n"
    assert [(b.headline, b.outlet_printed) for b in read(Page.from_text(text)).related] == [
        ("A town pays its debt", "Harbour Post"),
        ("Bees return to the tower", "Tide Business"),
    ]


def test_an_item_without_a_headline_is_left_out():
    """A source line below nothing closes no item."""
    page = a_page(an_item("— Harbour Post, Nov 20"), "<p>— Tide Business, Nov 19</p>", an_item("— Sandrell Star, Nov 18", "The night the band played"))  # fmt: skip
    assert [block.outlet_printed for block in read(page).related] == ["Harbour Post", "Sandrell Star"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(a_page(an_item("— Mara Lind"), an_item("— Tom Okafor")), id="signatures"),
        pytest.param(a_page(an_item("— Post, Nov 20"), an_item("— Star, Nov 19"), title="Coast"), id="says-nothing"),
        pytest.param(Page.from_html("<h1>Subscribe to our newsletter</h1><p>It comes every Friday.</p>"), id="a-form"),
    ],
)
def test_other_pages_are_not_recognized(page):
    """What readers sign, a page that is no newsletter, and the form to subscribe."""
    assert not Newsletter().recognizes(page)


def test_an_empty_issue_is_unreadable():
    """Neither items nor issues."""
    with pytest.raises(UnreadablePage, match="nothing-recognized"):
        Newsletter().read(a_page())

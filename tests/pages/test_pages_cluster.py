"""Cluster: a lead and what other outlets wrote, with their whole texts or a teaser."""

from __future__ import annotations

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.cluster import Cluster
from crawler.pages.page import Page
from crawler.pages.reading import PageReading

LONG = "The whale was kept wet through the night by people with buckets from the fish quay. " * 6


def a_version(number: int, text: str = LONG, outlet: str | None = None, time: str | None = None) -> str:
    outlet = f"Town {number} Mercury" if outlet is None else outlet
    time = f"{number + 2} hours ago" if time is None else time
    return f'<section><h3><a href="https://town{number}.example/w">The whale as town {number} saw it</a></h3><p>{outlet} | {time}</p><p>{text}</p></section>'


LEAD = f'<div><h2><a href="https://lead.example/w">Whale swims free at last</a></h2><p>Coastal Chronicle · an hour ago</p><p>{LONG}</p></div>'


def a_page(*versions: str, lead: str = "", title: str = "Full coverage") -> Page:
    html = f"<h1>{title}</h1>{lead}<main>{''.join(versions)}</main>"
    return Page.from_html(html, url="https://www.tray.example/event/1")


def read(page: Page) -> PageReading:
    assert Cluster().recognizes(page)
    return Cluster().read(page)


def test_the_lead_is_the_article_and_the_versions_are_blocks():
    """What stands above the others with a text of its own is the page's article."""
    reading = read(a_page(a_version(1), a_version(2, "A short teaser of it."), lead=LEAD))
    assert reading.article is not None
    assert (reading.article.headline, reading.article.outlet_printed) == (
        "Whale swims free at last",
        "Coastal Chronicle",
    )
    assert [(block.outlet_printed, bool(block.body)) for block in reading.related] == [
        ("Town 1 Mercury", True),
        ("Town 2 Mercury", False),
    ]
    assert reading.notes == ("blocks-without-body",)


def test_without_a_lead_all_are_versions():
    """A page may hold versions only."""
    reading = read(a_page(a_version(1), a_version(2), a_version(3)))
    assert reading.article is None
    assert len(reading.related) == 3


@pytest.mark.parametrize(
    ("version", "outlet", "time"),
    [
        pytest.param(a_version(1, outlet=""), None, "3 hours ago", id="no-outlet"),
        pytest.param(a_version(1, time=""), "Town 1 Mercury", None, id="no-time"),
    ],
)
def test_a_version_with_something_missing_is_read(version, outlet, time):
    """Its siblings tell what it is; what it does not print stays unknown."""
    block = read(a_page(a_version(0), version, a_version(2), a_version(3))).related[1]
    assert ((block.outlet_printed or "").rstrip(" |") or None, block.time_printed) == (outlet, time)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(a_page(a_version(1), a_version(2), title="Whales"), id="says-nothing"),
        pytest.param(a_page(a_version(1)), id="one-version"),
        pytest.param(Page.from_html("<h1>Full coverage of your car: insurance</h1><p>Ask us.</p>"), id="insurance"),
    ],
)
def test_other_pages_are_not_recognized(page):
    """The words alone or the shape alone are not enough."""
    assert not Cluster().recognizes(page)


def test_an_empty_cluster_is_unreadable():
    """Chosen by name for a page without versions, the layout says so."""
    with pytest.raises(UnreadablePage, match="nothing-recognized"):
        Cluster().read(a_page())

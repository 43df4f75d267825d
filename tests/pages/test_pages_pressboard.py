"""Pressboard: the items of a topic page become blocks, by source line and closing line."""

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.pressboard import Pressboard
from crawler.pages.page import Page

ADDRESS = "http://www.pressboard.example/topic/bees"


def an_item(**changes: str) -> str:
    parts = {
        "headline": "Bees return to the clock tower",
        "source": "Harbour Post · 3 hours ago",
        "close": "Read the full story at Harbour Post →",
    }
    parts |= changes
    return (
        f'<h2><a href="https://www.harbourpost.example/bees">{parts["headline"]}</a></h2><p>{parts["source"]}</p>'
        f'<p>First paragraph.</p><p>Second paragraph.</p><p><a href="https://www.harbourpost.example/bees">{parts["close"]}</a></p>'
    )


def read(*items: str, more: str = "") -> object:
    return Pressboard().read(Page.from_html(f"<h1>Bees</h1>{''.join(items)}{more}", url=ADDRESS))


def test_an_item_is_a_block_with_its_outlets_address():
    """Headline, outlet, time, paragraphs and link are the item's; the closing line is nobody's."""
    (block,) = read(an_item()).related
    assert (block.headline, block.outlet_printed, block.time_printed) == (
        "Bees return to the clock tower",
        "Harbour Post",
        "3 hours ago",
    )
    assert block.body == "First paragraph.\nSecond paragraph."
    assert block.url == "https://www.harbourpost.example/bees"


@pytest.mark.parametrize(
    ("source", "outlet", "time"),
    [
        ("Harbour Post · 21 Nov 2026, 14:05", "Harbour Post", "21 Nov 2026, 14:05"),
        ("Tide · Business · an hour ago", "Tide · Business", "an hour ago"),
        ("<span>Harbour Post</span> · <time>2 hours ago</time>", "Harbour Post", "2 hours ago"),
    ],
)
def test_source_lines_come_in_forms(source, outlet, time):
    """The time is what stands after the last dot, relative or absolute."""
    (block,) = read(an_item(source=source)).related
    assert (block.outlet_printed, block.time_printed) == (outlet, time)


def test_items_keep_apart_without_their_closing_lines():
    """Where a closing line is missing an item ends before the next headline, the last one before the sidebar."""
    reading = read(
        an_item(close=""), an_item(headline="Second", close=""), more="<p>Most read</p><ol><li>Something</li></ol>"
    )
    assert [block.body for block in reading.related] == ["First paragraph.\nSecond paragraph."] * 2
    assert [block.position for block in reading.related] == [0, 1]


def test_links_lead_to_older_coverage_first_then_to_topics():
    """The next page goes first; outlets' pages, other sites and the page itself are not followed."""
    more = (
        '<ul><li><a href="/topic/clocks">Clocks</a><li><a href="/about">About</a><li><a href="http://evil.example/topic/x">x</a>'
        '<li><a href="/topic/bees#top">Bees</a></ul><a rel="next" href="/topic/bees?page=2">Older coverage →</a>'
    )
    assert read(an_item(), more=more).links == (
        "http://www.pressboard.example/topic/bees?page=2",
        "http://www.pressboard.example/topic/clocks",
    )


def test_a_topic_without_items_is_unreadable():
    """No item and no link: nothing was recognized."""
    with pytest.raises(UnreadablePage, match="nothing-recognized"):
        read()


def test_a_sentence_with_a_dot_is_no_source_line():
    """A middle dot in prose, with no time after it, begins no item."""
    page = Page.from_html("<p>The choir · a short history</p><p>Read the full story at the library.</p>", url=ADDRESS)
    assert not Pressboard().recognizes(page)

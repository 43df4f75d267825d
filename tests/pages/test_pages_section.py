"""Sections: a page read for its links alone."""

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.section import Section
from crawler.pages.page import Page

HTML = '<a href="/2026/11/gulls.html#top">Gulls</a><a href="https://else.example/x">Else</a><a href="/front">Here</a><a href="mailto:a@b">Mail</a><a href="/2026/11/gulls.html">again</a>'


def test_a_section_gives_its_links_in_page_order_once():
    """Absolute addresses on any host, the page itself left out: which are followed is the source's business."""
    page = Page.from_html(HTML, url="https://post.example/front")
    assert Section().read(page).links == ("https://post.example/2026/11/gulls.html", "https://else.example/x")
    assert not Section().recognizes(page)


def test_a_page_without_links_is_no_section():
    """A wall in a section's place is told."""
    with pytest.raises(UnreadablePage, match="nothing-recognized"):
        Section().read(Page.from_html("<p>Log in</p>", url="https://post.example/front"))

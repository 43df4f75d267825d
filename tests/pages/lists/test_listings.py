"""What is one article and what is a page of many: sections, people, shows and staff are told from articles with lists around them."""

from __future__ import annotations

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from tests.pages.lists.listing_pages import ARTICLES, LISTINGS


@pytest.mark.parametrize("name", LISTINGS)
def test_a_page_of_many_is_not_stored_as_one_article(name: str):
    """Introductions, biographies and the texts of single entries make no article of a listing."""
    url, html = LISTINGS[name]
    with pytest.raises(UnreadablePage, match="no-known-layout"):
        layout_for(Page.from_html(html, url=url))


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_stays_one_whatever_is_listed_around_it(name: str):
    """A dated text of its own outweighs no number of teasers below it; sections under headings are its own."""
    url, html = ARTICLES[name]
    page = Page.from_html(html, url=url)
    assert layout_for(page).name == "article"
    assert layout_for(page).read(page).article is not None

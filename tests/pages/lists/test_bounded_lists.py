"""Lists on hostile pages: what they cost grows with the page, not with how it is nested or named."""

from __future__ import annotations

import time

import pytest

from crawler.pages.blocks.lists import items_of, story_links
from crawler.pages.page import Page

_LINK = '<p><a href="http://s{n}.example/a-long-slug-of-{n}">Some words of a headline number {n}</a> {n} hours ago</p>'


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 1500 + "".join(_LINK.format(n=n) for n in range(1500)), id="1500-levels"),
        pytest.param("".join(f'<div class="{"x" * (n // 3)}">{_LINK.format(n=n)}</div>' for n in range(3000)), id="1000-columns"),
        pytest.param('<a href="/x">' + '<span class="q">word </span>' * 20_000 + "</a>", id="20000-spans-in-a-link"),
        pytest.param(f'<div class="{" ".join(f"c{n}x" for n in range(9000))}">{_LINK.format(n=1)}</div>' * 4, id="9000-classes"),
    ],
)  # fmt: skip
def test_a_hostile_page_is_read_in_seconds(body):
    """Nesting, columns, spans and classes by the thousand end soon, whatever comes of them."""
    page = Page.from_html(f"<html><body>{body}</body></html>", url="http://links.example/")
    begun = time.process_time()
    items_of(page)
    story_links(page)
    assert time.process_time() - begun < 10

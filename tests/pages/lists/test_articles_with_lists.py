"""Articles with lists beside them stay articles, and what is kept or posted on a platform is nobody's news."""

from __future__ import annotations

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.blocks.lists import items_of, sure_lists
from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from crawler.provenance.outlets.registry import Outlets
from tests.pages.lists.shapes import STORIES

PLATFORMS = Outlets.from_toml(
    '[[outlet]]\nkey = "youtube"\nname = "Tube"\ndomains = ["tube.example"]\nkind = "aggregator"\n'
    '[[outlet]]\nkey = "internet-archive"\nname = "Archive"\ndomains = ["archive.example"]\nkind = "aggregator"\n'
)
PROSE = "".join(f"<p>{story.teaser} {story.teaser}</p>" for story in STORIES)
BESIDE = "".join(f'<li class="r"><a class="t" href="{story.url}">{story.headline}</a></li>' for story in STORIES)
TIMED = "".join(
    f'<li class="r"><a class="t" href="/watch/{n}2345">{story.headline}</a> <span class="video-time">{n}:1{n % 10}</span> <span>{n + 2} weeks ago</span></li>'
    for n, story in enumerate(STORIES)
)


def a_page(html: str, url: str) -> Page:
    return Page.from_html(
        f"<html><head><title>The sea and us</title></head><body>{html}</body></html>", url=url, outlets=PLATFORMS
    )


def test_an_article_with_other_sites_headlines_in_the_margin_is_an_article():
    """Its own text says more than the list; a list around which there is only an introduction is a list."""
    article = f"<h1>The sea and us</h1><div>{PROSE}</div><aside><ul>{BESIDE}</ul></aside>"
    introduced = f"<h1>The sea and us</h1><p>{STORIES[0].teaser} {STORIES[1].teaser}</p><ul>{BESIDE}</ul>"
    assert layout_for(a_page(article, "https://notes.example/2026/sea-and-us")).name == "article"
    assert layout_for(a_page(introduced, "https://notes.example/2026/sea-and-us")).name == "generic"


def test_comments_are_no_items():
    """What readers wrote below an article has names, times and links to their own pages."""
    comments = "".join(
        f'<div class="c"><a href="https://reader{n}.example/">Reader {n}</a> <span>{n + 1} hours ago</span><p>{story.teaser} {story.teaser}</p></div>'
        for n, story in enumerate(STORIES)
    )
    page = a_page(
        f'<h1>The sea and us</h1><div>{PROSE}</div><div id="comments">{comments}</div>',
        "https://notes.example/2026/sea",
    )
    assert layout_for(page).name == "article"


def test_what_users_post_on_a_platform_is_no_list_of_news():
    """A list of videos has times, and lengths that look like clocks."""
    with pytest.raises(UnreadablePage):
        layout_for(a_page(f"<ul>{TIMED}</ul>", "https://tube.example/watch/77"))


def test_a_kept_page_is_of_the_site_that_it_was_kept_from():
    """On a web archive an outlet's own section stays its own, and a link list a link list."""
    kept = "https://web.archive.example/web/20260101020304/"
    own = "".join(
        f'<li class="r"><a class="t" href="{kept}http://news.example/story/{n}2345">{story.headline}</a> <span>{n + 2} hours ago</span></li>'
        for n, story in enumerate(STORIES)
    )
    others = "".join(
        f'<li class="r"><a class="t" href="{kept}{story.url}">{story.headline}</a></li>' for story in STORIES
    )
    assert not sure_lists(a_page(f"<ul>{own}</ul>", f"{kept}http://news.example/section"))
    found = items_of(a_page(f"<ul>{others}</ul>", f"{kept}http://links.example/"))
    assert [item.href for item in found] == [story.url for story in STORIES]


def test_how_a_story_came_is_no_part_of_its_outlets_name():
    """A portal prints "Tide Post from RSS"."""
    rows = "".join(
        f'<li class="r"><a class="t" href="{story.url}">{story.headline}</a> <span class="provider">{story.outlet} from RSS</span></li>'
        for story in STORIES
    )
    assert [item.outlet for item in items_of(a_page(f"<ul>{rows}</ul>", "https://portal.example/"))] == [
        story.outlet for story in STORIES
    ]

"""Live blogs: one article of timed entries, newest first, each with its own time, author and credit."""

from __future__ import annotations

import json

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.live_blog import LiveBlog
from crawler.pages.page import Page

HEAD = '<meta property="og:site_name" content="Harbour Post">'


def an_entry(
    hour: int, text: str = "The water has begun to rise again.", author: str = "", time: str | None = None
) -> str:
    iso = f"2026-11-22T{hour:02}:00:00Z" if time is None else time
    return f'<li><time datetime="{iso}">{hour}:00</time>{author and f"<p>By {author}</p>"}<p>{text}</p></li>'


def a_page(*entries: str, title: str = "Whale rescue: live updates", head: str = HEAD) -> Page:
    html = f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><ul>{''.join(entries)}</ul></body></html>"
    return Page.from_html(html, url="https://www.harbourpost.example/live/whale")


def read(*entries: str):
    page = a_page(*entries)
    assert LiveBlog().recognizes(page)
    article = LiveBlog().read(page).article
    assert article is not None
    return article


def test_entries_are_one_article_newest_first():
    """Whatever the order on the page; the body holds every entry's text."""
    article = read(
        an_entry(7, "It began at seven."), an_entry(9, "It went on at nine."), an_entry(8, "It was eight then.")
    )
    assert [update.time[11:13] for update in article.updates] == ["09", "08", "07"]
    assert article.body == "It went on at nine.\nIt was eight then.\nIt began at seven."
    assert article.outlet_printed == "Harbour Post"


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Coastguards closed the sands.</p><p>(Coastal Chronicle)", "Coastal Chronicle"),
        ("Coastguards closed the sands.</p><p>— Sandrell Star", "Sandrell Star"),
        ("Coastguards closed the sands, via Tide Business", "Tide Business"),
        ("Coastguards closed the sands.", None),
    ],
)
def test_an_entry_keeps_its_credit(text, credit):
    """Who is credited in an entry is said beside it, and the words stay in its text."""
    update = read(an_entry(9, text), an_entry(8), an_entry(7, "It began.  So it is told.")).updates[0]
    assert update.credit == credit
    assert credit is None or credit in update.text


def test_an_author_is_the_entrys():
    """A byline inside an entry names who wrote it and is no part of its text."""
    update = read(an_entry(9, author="Mara Lind"), an_entry(8, "Eight o'clock and calm."), an_entry(7, "Seven, and dark.")).updates[0]  # fmt: skip
    assert (update.author, "By Mara" in update.text) == ("Mara Lind", False)


def test_times_of_several_zones_are_put_in_order():
    """Entries are ordered by instant, not by the digits of their times."""
    article = read(
        an_entry(9, "Nine in the east, so early.", time="2026-11-22T09:00:00+05:00"),
        an_entry(8, "Eight in Greenwich it was.", time="2026-11-22T08:00:00Z"),
        an_entry(7, "Seven in the west, so late.", time="2026-11-22T07:00:00-05:00"),
    )
    assert [update.text[:5] for update in article.updates] == ["Seven", "Eight", "Nine "]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(a_page(an_entry(9), an_entry(8, "Other text it is.")), id="two-entries"),
        pytest.param(
            a_page(*(an_entry(n, f"Text number {n} it is.") for n in range(5)), title="Whale"), id="says-nothing"
        ),
        pytest.param(a_page(*(an_entry(n, "Band") for n in range(5)), title="Live: music in town"), id="no-sentences"),
        pytest.param(
            a_page(head=f'<script type="application/ld+json">{json.dumps({"@type": "LiveBlogPosting"})}</script>'),
            id="declared-and-empty",
        ),
    ],
)
def test_other_pages_are_not_recognized(page):
    """Two entries, no words, no sentences: no live blog."""
    assert not LiveBlog().recognizes(page)
    with pytest.raises(UnreadablePage):
        LiveBlog().read(a_page())


def test_the_name_of_the_section_is_no_headline():
    """Some sites make it the main heading; then the headline is what the page declares, if it does."""
    entries = [an_entry(hour) for hour in range(4)]
    declared = HEAD + '<meta property="og:title" content="Whale rescue: what we know">'
    article = LiveBlog().read(a_page(*entries, title="World live", head=declared)).article
    plain = LiveBlog().read(a_page(*entries, title="World live")).article
    assert (article and article.headline, plain and plain.headline) == ("Whale rescue: what we know", "World live")

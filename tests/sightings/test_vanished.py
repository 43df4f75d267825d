"""Vanished pages: redirects that say a page is gone and those that do not, error pages with 200, and whose page it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.article.not_found import says_not_found
from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.sightings.record import Role
from crawler.sightings.vanished import How, Vanished, leads_to_a_hub, taken_away, vanished_copies
from tests.factories import NOON, a_sighting

OLD = "https://post.example/coast/2026/11/22/gulls-counted-at-the-pier-4711"


@pytest.mark.parametrize(
    ("reached", "is_article", "expected"),
    [
        pytest.param("https://post.example/", False, True, id="home page"),
        pytest.param("https://post.example/", True, True, id="home page that reads like an article"),
        pytest.param("https://post.example/coast", False, True, id="its section"),
        pytest.param("https://post.example/coast", True, True, id="its section that reads like an article"),
        pytest.param("https://post.example/politics", False, True, id="another section"),
        pytest.param("https://post.example/politics", True, False, id="a page of one word with an article"),
        pytest.param("https://post.example/search?q=gulls", False, True, id="a search"),
        pytest.param("https://post.example/suche/gulls-counted-4711", False, True, id="a search in German"),
        pytest.param("https://post.example/?s=gulls", True, True, id="a search of the whole site"),
        pytest.param("https://other.example/", False, True, id="a new owner's home page"),
        pytest.param("https://post.example/coast/2026/11/22/gulls-counted-4711", True, False, id="a new slug"),
        pytest.param("https://post.example/coast/2026/11/22", False, False, id="above it, but no section"),
        pytest.param(
            "https://post.example/archive/gulls-counted-at-the-pier-4711", True, False, id="moved to an archive"
        ),
        pytest.param("https://post.example/video/4712", False, False, id="something that could not be read"),
        pytest.param("https://post.example/login?next=/coast", False, False, id="log in"),
        pytest.param("https://accounts.post.example/", False, False, id="log in at a host of its own"),
        pytest.param("https://consent.post.example/collect?session=1", False, False, id="consent"),
        pytest.param("https://post.example/subscribe", False, False, id="subscribe"),
        pytest.param(OLD, False, False, id="itself"),
    ],
)
def test_a_redirect_says_that_a_page_is_gone_when_it_leads_to_a_hub(
    reached: str, is_article: bool, expected: bool
) -> None:
    """Home pages, sections and searches stand for what is not there; walls, moves and riddles do not."""
    assert leads_to_a_hub(OLD, reached, is_article=is_article) is expected


def test_many_articles_that_lead_to_one_page_are_gone_unless_it_is_a_wall() -> None:
    """The third one decides; a wall is where everything leads."""
    end = "https://post.example/2026/what-became-of-our-archive"
    assert [leads_to_a_hub(OLD, end, is_article=True, others=others) for others in (0, 1, 2, 9)] == [
        False,
        False,
        True,
        True,
    ]
    assert not leads_to_a_hub(OLD, "https://post.example/sign-in", is_article=False, others=500)


def test_a_page_that_was_as_short_as_a_section_is_no_measure() -> None:
    """/about to /contact is a site being tidied up."""
    assert not leads_to_a_hub("https://post.example/about", "https://post.example/contact", is_article=False)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Page not found", True),
        ("Page Not Found | Harbour Post", True),
        ("404 - Page not found - Harbour Post", True),
        ("Error 404", True),
        ("404 Not Found", True),
        ("Harbour Post - 404", True),
        ("Oops! That page can\u2019t be found.", True),
        ("Sorry, this article is no longer available", True),
        (
            "The page you requested could not be found",
            False,
        ),  # not all of it is a phrase we know; better missed than made up
        ("Seite nicht gefunden | Hafenblatt", True),
        ("Page introuvable \u2013 Le Port", True),
        ("P\u00e1gina no encontrada - El Puerto", True),
        ("Sayfa bulunamad\u0131", True),
        ("\u30da\u30fc\u30b8\u304c\u898b\u3064\u304b\u308a\u307e\u305b\u3093", True),
        ("Missing plane not found after 404 days", False),
        ("Page not found: how a library lost its oldest book", False),
        ("Page not found - how a library lost its oldest book", False),
        ("404 jobs to go at pier", False),
        ("Content is king", False),
        ("The page that was not found", False),
        ("", False),
    ],
)
def test_a_title_says_that_nothing_is_there_or_is_a_headline(title: str, expected: bool) -> None:
    """The whole title, but for the site's name; an article on a lost page says more."""
    assert says_not_found(title) is expected


def test_an_error_page_is_read_as_nothing_whatever_else_is_on_it() -> None:
    """Neither its teasers nor its apology are articles; a page that declares itself an article is one."""
    more = "<p>" + "Gulls were counted at the pier again on Sunday. " * 30 + "</p>"
    html = f"<html><head>{{0}}<title>Harbour Post</title></head><body><h1>Page not found</h1>{more}</body></html>"
    with pytest.raises(UnreadablePage, match="page-not-found"):
        layout_for(Page.from_html(html.format(""), url=OLD))
    declared = html.format('<meta property="og:type" content="article">')
    assert layout_for(Page.from_html(declared, url=OLD)).name == "article"


def test_a_page_that_is_gone_is_told_beside_the_copies_it_showed_as_its_own() -> None:
    """Blocks on it are other outlets' articles, which are where they were."""
    page = Vanished(
        address="https://post.example/a", url="http://www.post.example/a", how=How.GONE, last_seen_at=NOON,
        gone_at=NOON + timedelta(hours=1), looked_at=NOON + timedelta(hours=1),
    )  # fmt: skip
    seen = [
        a_sighting(id="own", copy="own", role=Role.ARTICLE, page_url="http://www.post.example/a"),
        a_sighting(id="block", copy="block", role=Role.RELATED, page_url="http://www.post.example/a"),
        a_sighting(id="other", copy="other", role=Role.MAIN, page_url="http://www.post.example/b"),
        a_sighting(id="import", copy="import", role=Role.ARTICLE, page_url=None),
    ]
    assert vanished_copies(seen, [page]) == {"own": (page,)}


def test_a_copy_is_taken_away_while_its_outlets_page_is_gone_and_not_seen_since() -> None:
    """A page that came back, an aggregator's page and a copy seen elsewhere later take nothing away."""
    page = Vanished(
        address="https://post.example/a", url="https://post.example/a", how=How.GONE, last_seen_at=NOON,
        gone_at=NOON + timedelta(hours=1), looked_at=NOON + timedelta(hours=1),
    )  # fmt: skip
    own = a_sighting(id="own", copy="own", role=Role.ARTICLE, page_url="https://post.example/a", fetched_at=NOON)
    assert taken_away([own], [page]) == {"own": Interval(NOON, NOON + timedelta(hours=1), TimeSource.METADATA)}
    assert taken_away([own], [replace(page, back_at=NOON + timedelta(hours=2))]) == {}
    assert taken_away([replace(own, role=Role.MAIN)], [page]) == {}
    later = replace(own, id="later", page_url="https://post.example/b", fetched_at=NOON + timedelta(hours=2))
    assert taken_away([own, later], [page]) == {}

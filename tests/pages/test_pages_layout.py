"""Layouts: the choice of one for a page, and what every registered one has to come with."""

from pathlib import Path

import pytest

from crawler.errors import UnknownLayout, UnreadablePage
from crawler.pages.html.hosts import host_of, is_at_home
from crawler.pages.page import Page
from crawler.pages.registry import LAYOUTS, layout_for, layout_named
from tests.places import PROJECT

BLOCK = (
    "<p>Harbour Gazette</p><p>2 hours ago</p><p>- Harbour Gazette</p><h3>A headline of the day</h3><p>"
    + "Text. " * 60
    + "</p>"
)
ONCE = BLOCK.replace("<p>- Harbour Gazette</p>", "")
ITEM = "<h2>Headline</h2><p>Post · 2 hours ago</p><p>Text.</p><p>Read the full story at Post →</p>"
RSS = "<?xml version='1.0'?><rss version='2.0'><channel><item><link>http://h.example/a</link></item></channel></rss>"


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        pytest.param(BLOCK, "http://www.daily8.example/en/", "daily8", id="host"),
        pytest.param(BLOCK, "http://main.d3kx.amplifyapp.example/en/", "daily8", id="mirror-host"),
        pytest.param(
            "<p>Try Our AI Features</p>" + ONCE, "http://unknown.example/", "daily8", id="own-words-on-an-unknown-host"
        ),
        pytest.param(BLOCK, None, "daily8", id="structure-without-address"),
        pytest.param(ONCE, "http://www.daily8.example/en/", "daily8", id="an-outlet-named-once-at-home"),
        pytest.param(ITEM, "http://www.pressboard.example/topic/x", "pressboard", id="the-other-aggregator"),
        pytest.param(ITEM, None, "pressboard", id="the-other-by-structure"),
        pytest.param(RSS, "http://www.pressboard.example/feed.xml", "feed", id="a-feed-on-an-aggregator's-host"),
    ],
)
def test_a_page_gets_the_layout_of_its_host_or_its_structure(html, url, expected):
    """Host first, then structure; a feed is a feed wherever it comes from."""
    assert layout_for(Page.from_html(html, url=url)).name == expected


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        pytest.param("", "empty-page", id="nothing"),
        pytest.param("<h1>Sign in</h1><p>Your e-mail</p><p>Password</p>", "no-known-layout", id="login-wall"),
        pytest.param("<p>" + "We and our 812 partners store cookies. " * 9 + "</p>", "no-known-layout", id="consent"),
    ],
)
def test_a_page_that_nobody_recognizes_is_unreadable_for_a_reason(html, reason):
    """A wall is no article, not even on the aggregator's own host and at an article's address."""
    page = Page.from_html(html, url="http://www.daily8.example/en/article/" + 32 * "0")
    with pytest.raises(UnreadablePage) as refused:
        layout_for(page)
    assert refused.value.reason == reason


@pytest.mark.parametrize("html", [BLOCK, BLOCK + ONCE], ids=["one-block", "two-blocks-without-a-heading"])
def test_a_strangers_page_is_not_claimed_for_what_its_blocks_look_like(html):
    """On a host that no layout is at home on, names beside times are what blogs and forums are made of."""
    with pytest.raises(UnreadablePage) as refused:
        layout_for(Page.from_html(html, url="http://unknown.example/"))
    assert refused.value.reason == "no-known-layout"


def test_a_forced_layout_reads_or_refuses():
    """The user's choice of layout goes before host and structure, and says when it finds nothing."""
    page = Page.from_html("<p>Just a sentence.</p>", url="http://www.pressboard.example/topic/x")
    assert layout_for(page, "daily8").name == "daily8"
    for layout in LAYOUTS:
        with pytest.raises(UnreadablePage):
            layout.read(page)


def test_an_unknown_layout_name_lists_the_known_ones():
    """A misspelt name is answered with the names there are."""
    with pytest.raises(UnknownLayout, match="daily8"):
        layout_named("dayly8")


@pytest.mark.parametrize(
    ("host", "at_home"),
    [
        ("daily8.com", True),
        ("test.daily8.com", True),
        ("notdaily8.com", False),
        ("daily8.com.evil.example", False),
        (None, False),
    ],
)
def test_a_domain_is_matched_as_a_whole(host, at_home):
    """Subdomains belong to a domain, look-alikes do not."""
    assert is_at_home(host, ("daily8.com",)) is at_home


def test_a_bad_address_has_no_host():
    """An address that cannot be split names no host."""
    assert host_of("http://[::1") is None


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_layout_comes_with_its_documentation_fixtures_and_tests(layout):
    """What docs/adding-an-aggregator.md asks of a new layout holds for each registered one."""
    guide = (PROJECT / "docs" / "adding-an-aggregator.md").read_text(encoding="utf-8")
    assert f"| `{layout.name}` |" in guide
    module = type(layout).__module__.rpartition(".")[2]
    assert (PROJECT / "crawler" / "pages" / "layouts" / f"{module}.py").is_file()
    assert (PROJECT / "tests" / "pages" / f"test_pages_{module}.py").is_file()
    metas = [
        meta.read_text(encoding="utf-8")
        for folder in ("world/pages", "layouts")
        for meta in Path(PROJECT / "fixtures" / folder).glob("*/meta.json")
    ]
    by_document_or_by_name = {"article", "feed", "section"}  # no aggregator's, so no page of the fixture world
    assert layout.name in by_document_or_by_name or any(f'"{layout.name}"' in meta for meta in metas)


def test_layout_names_are_unique():
    """A stored name leads to one layout."""
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)

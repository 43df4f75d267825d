"""Portals: on their own pages of articles the outlet is the provider; listings are no articles, and lead on."""

from __future__ import annotations

import json

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.article.listing import is_listing
from crawler.pages.article.provider import provider_of
from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from crawler.provenance.outlets.registry import Outlets
from tests.pages.outlet_pages import PARAGRAPHS

OUTLETS = Outlets.from_toml(
    '[[outlet]]\nkey = "portal"\nname = "Portal"\naliases = ["Portal News"]\ndomains = ["portal.example"]\nkind = "aggregator"\n'
    '[[outlet]]\nkey = "harbour-post"\nname = "Harbour Post"\ndomains = ["harbourpost.example"]\n'
)
ADDRESS = "https://www.portal.example/news/articles/night-boat-returns-081500123.html"
HEADLINE = "Night boat returns to Little Skerry"


def an_article_page(
    *, declared: object = None, meta: str = "", above: str = "", below: str = "", url: str = ADDRESS
) -> Page:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **(declared or {})}  # type: ignore[dict-item]
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    html = (
        f'<html><head><title>{HEADLINE}</title><meta property="og:type" content="article"><meta property="og:site_name" content="Portal News">{meta}'
        f'<script type="application/ld+json">{json.dumps(node)}</script></head>'
        f"<body><main><article>{above}<h1>{HEADLINE}</h1>{body}</article>{below}</main></body></html>"
    )
    return Page.from_html(html, url=url, outlets=OUTLETS)


def an_organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


@pytest.mark.parametrize(
    ("page", "provider"),
    [
        pytest.param(
            {"declared": {"provider": an_organization("Quay News"), "publisher": an_organization("Portal News")}},
            "Quay News",
            id="declared-provider",
        ),
        pytest.param({"declared": {"sourceOrganization": "Quay News"}}, "Quay News", id="declared-source"),
        pytest.param({"declared": {"publisher": an_organization("Quay News")}}, "Quay News", id="declared-publisher"),
        pytest.param(
            {"declared": {"creator": {"@type": "Person", "name": "Imke Dorn"}}}, None, id="a-person-is-no-provider"
        ),
        pytest.param({"declared": {"author": "Imke Dorn"}}, None, id="an-author-is-no-provider"),
        pytest.param({"meta": '<meta name="provider" content="Quay News">'}, "Quay News", id="meta-element"),
        pytest.param({"above": "<p>Provided by Quay News</p>"}, "Quay News", id="printed"),
        pytest.param({"above": '<img alt="Harbour Post logo">'}, "Harbour Post", id="a-known-outlets-logo"),
        pytest.param({"above": '<img alt="A red boat">'}, None, id="a-picture-is-no-logo"),
        pytest.param({"declared": {"publisher": an_organization("Portal")}}, None, id="the-portal-itself"),
    ],
)
def test_the_provider_is_declared_or_printed(page, provider):
    """The first name that is not the portal's; persons and pictures are no outlets."""
    assert provider_of(an_article_page(**page), HEADLINE) == provider


def test_the_outlet_of_a_portals_article_is_its_provider_and_lists_below_are_blocks():
    """The article prints the provider; what other outlets have around it are blocks of the page."""
    rows = "".join(
        f'<li><h3><a href="/news/articles/storm-closes-the-road-{n}00123.html">Storm closes the northern road number {n}</a></h3><span class="source">{name}</span><span>{n} hours ago</span></li>'
        for n, name in enumerate(("Quay News", "Harbour Post", "Salt Mirror", "Cape Herald"), 2)
    )
    page = an_article_page(declared={"provider": an_organization("Quay News")}, below=f"<ul>{rows}</ul>")
    reading = layout_for(page).read(page)
    assert (reading.layout, reading.article and reading.article.outlet_printed) == ("article", "Quay News")
    assert [block.outlet_printed for block in reading.related] == [
        "Quay News",
        "Harbour Post",
        "Salt Mirror",
        "Cape Herald",
    ]


def test_an_outlets_own_page_has_no_provider_and_no_blocks():
    """Away from portals the site is the outlet, whatever its page declares, and its lists are its own."""
    page = an_article_page(
        declared={"provider": an_organization("Quay News")}, url="https://harbourpost.example/boat/1"
    )
    reading = layout_for(page).read(page)
    assert reading.article is not None
    assert (reading.article.outlet_printed, reading.related) == (None, ())


def a_front_page(count: int = 6, teaser: str = "The board voted on Tuesday, after a dispute of two winters.") -> Page:
    tiles = "".join(
        f'<article><h2><a href="/2026/11/2{n}/ferry-{n}">Ferry number {n} is back in the harbour</a></h2><p>{teaser * 12}</p></article>'
        for n in range(count)
    )
    html = f"<html><head><title>Oldhaven Echo - Local news</title></head><body><nav><a href='/sport/index.html'>All of the sport news</a></nav><h1>News</h1><main>{tiles}</main></body></html>"
    return Page.from_html(html, url="https://www.oldhavenecho.example/news/local", outlets=OUTLETS)


def test_a_listing_is_never_one_article_and_leads_to_its_stories():
    """A page of teasers has no layout; its stories are the links, without the menu's."""
    assert is_listing(a_front_page())
    with pytest.raises(UnreadablePage) as refused:
        layout_for(a_front_page())
    assert refused.value.reason == "no-known-layout"
    assert refused.value.links == tuple(f"https://www.oldhavenecho.example/2026/11/2{n}/ferry-{n}" for n in range(6))


def test_an_article_with_teasers_below_is_no_listing():
    """Teasers that are a small part of what the page says make no listing of it."""
    below = "".join(
        f'<div><h3><a href="/2026/11/2{n}/ferry-{n}">Ferry number {n} is back in the harbour</a></h3><p>It came on Tuesday.</p></div>'
        for n in range(6)
    )
    assert not is_listing(an_article_page(below=below, url="https://harbourpost.example/boat/1"))

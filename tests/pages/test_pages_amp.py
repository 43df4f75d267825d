"""AMP: the article under its canonical address, without AMP's own furniture."""

from __future__ import annotations

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.amp import Amp
from crawler.pages.page import Page

TEXT = "<p>SANDRELL (SNA) - The whale was kept wet through the night.</p><h2>The band</h2><p>It played hymns until the tide came.</p>"
HEAD = '<link rel="canonical" href="/2026/whale"><meta property="og:site_name" content="Sandrell Star"><meta property="article:published_time" content="2026-11-21T08:00:00Z">'


def a_page(body: str = TEXT, root: str = "amp", head: str = HEAD, title: str = "<h1>Whale swims free</h1>") -> Page:
    html = f"<!doctype html><html {root}><head>{head}</head><body>{title}<article>{body}</article></body></html>"
    return Page.from_html(html, url="https://www.sandrellstar.example/amp/2026/whale")


def read(page: Page):
    assert Amp().recognizes(page)
    article = Amp().read(page).article
    assert article is not None
    return article


@pytest.mark.parametrize("root", ["amp", "⚡", "amp4news", 'lang="en" ⚡=""'])
def test_an_amp_page_is_its_canonical_article(root):
    """The root says AMP; outlet, time and address are the declared ones, the headings are kept as headings."""
    article = read(a_page(root=root))
    assert (article.headline, article.outlet_printed) == ("Whale swims free", "Sandrell Star")
    assert article.url == "https://www.sandrellstar.example/2026/whale"
    assert article.time_printed == "2026-11-21T08:00:00Z"
    assert article.headings == ("The band",)
    assert article.dateline is not None
    assert article.dateline.agency == "SNA"


@pytest.mark.parametrize(
    "furniture",
    [
        "<amp-consent><p>We and our partners store cookies, do you agree?</p></amp-consent>",
        "<amp-carousel><p>A town pays its debt in sardines today.</p></amp-carousel>",
        "<amp-list><p>Another story that you may like to read.</p></amp-list>",
        "<amp-ad><p>Buy one rake and get another for nothing.</p></amp-ad>",
        "<aside><p>Sign up for our letter, it comes every morning.</p></aside>",
        "<div role='complementary'><p>Most read on the coast this week, in order.</p></div>",
    ],
)
def test_furniture_is_cut(furniture):
    """What AMP's elements and the standard roles set apart is no part of the body, and what follows it stays."""
    article = read(a_page(f"<p>First it rained on the sands.</p>{furniture}<p>Then it stopped at noon.</p>"))
    assert article.body == "First it rained on the sands.\nThen it stopped at noon."


@pytest.mark.parametrize(
    ("missing", "facts"),
    [
        ("canonical", ("https://www.sandrellstar.example/amp/2026/whale", "Sandrell Star", "2026-11-21T08:00:00Z")),
        ("og:site_name", ("https://www.sandrellstar.example/2026/whale", None, "2026-11-21T08:00:00Z")),
        ("article:published_time", ("https://www.sandrellstar.example/2026/whale", "Sandrell Star", None)),
    ],
)
def test_what_is_not_declared_is_unknown(missing, facts):
    """Without a canonical link the page's own address stands; outlet and time are None."""
    article = read(a_page(head=HEAD.replace(missing, "nothing")))
    assert (article.url, article.outlet_printed, article.time_printed) == facts


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(a_page(root='lang="en"'), id="not-amp"),
        pytest.param(a_page(root='data-amp="x"'), id="another-attribute"),
        pytest.param(a_page("<ul><li>Coast</li></ul>"), id="a-menu"),
        pytest.param(a_page(title=""), id="no-headline"),
        pytest.param(Page.from_text("Whale swims free"), id="captured-text"),
    ],
)
def test_other_pages_are_not_recognized(page):
    """No mark on the root, no text or no headline: no AMP article."""
    assert not Amp().recognizes(page)
    with pytest.raises(UnreadablePage):
        Amp().read(page)

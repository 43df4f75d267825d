"""Outlets' own pages: which they are, what is read off them, and what hostile ones cost."""

import contextlib
import json
import time

import pytest

from benchmarks import articles
from crawler.errors import UnreadablePage
from crawler.pages.article.headline import without_site
from crawler.pages.article.listing import is_listing
from crawler.pages.article.signs import is_article_page
from crawler.pages.layouts.article import ArticlePage
from crawler.pages.metadata.article_times import iso_time
from crawler.pages.metadata.authors import clean_authors
from crawler.pages.page import Page
from crawler.pages.reading import Article
from crawler.pages.registry import layout_for
from tests.pages.outlet_pages import PARAGRAPHS, STANDFIRST, TEASERS, a_page, an_article

ADDRESS = "https://www.echo.example/harbour/oldhaven-dredges"
BLOCK = (
    "<div><p>Harbour Gazette</p><p>2 hours ago</p><p>- Harbour Gazette</p><h3>A headline of the day</h3><p>"
    + "A whole body of another outlet. " * 20
    + "</p></div>"
)
OTHER_BLOCK = BLOCK.replace("Harbour Gazette", "Quay News").replace("of the day", "of the night")


def read(html: str, url: str | None = ADDRESS) -> Article:
    """Read a page as the program does."""
    page = Page.from_html(html, url=url)
    layout = layout_for(page)
    assert layout.name == "article"
    article = layout.read(page).article
    assert article is not None
    assert article.particulars is not None
    return article


def test_an_outlets_page_gives_its_article_and_nothing_around_it():
    """Standfirst and paragraphs are the text; navigation, teasers and footer are not."""
    article = read(a_page())
    assert article.headline == "Oldhaven to dredge its northern channel"
    assert article.body.split("\n") == [STANDFIRST, *PARAGRAPHS]
    assert article.url == ADDRESS


def test_what_the_page_declares_is_kept_as_declared():
    """Authors, times with their zone, the site's name and its canonical address."""
    html = a_page().replace("</head>", '<link rel="canonical" href="/harbour/oldhaven-dredges"></head>')
    declared = read(html).particulars
    assert declared.authors == ("Mara Lindqvist", "Jon Abel")
    assert declared.published == "2026-11-20T09:41:07+01:00"
    assert declared.modified == "2026-11-20T11:02:00+01:00"
    assert declared.site == "Oldhaven Echo"
    assert declared.canonical == ADDRESS


def test_a_front_page_is_no_canonical_address():
    """Some sites name their front page on every page: that would make all their articles one."""
    assert read(a_page().replace("</head>", '<link rel="canonical" href="/"></head>')).particulars.canonical is None


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        pytest.param(a_page(), ADDRESS, "article", id="declared-by-json-ld"),
        pytest.param(a_page(declared="", meta={"og:type": "article"}), ADDRESS, "article", id="declared-by-open-graph"),
        pytest.param(a_page(declared=""), ADDRESS, "article", id="prose-under-a-headline"),
        pytest.param(a_page(), None, "article", id="without-address"),
        pytest.param(a_page(below=TEASERS + BLOCK), ADDRESS, "article", id="one-block-is-not-enough"),
        pytest.param(
            a_page(below="<h2>Related Articles</h2>" + BLOCK + OTHER_BLOCK),
            ADDRESS,
            "daily8",
            id="inlines-other-outlets-articles",
        ),
        pytest.param(a_page(below="<p>Try Our AI Features</p>" + TEASERS), ADDRESS, "daily8", id="daily8-own-words"),
    ],
)
def test_an_article_is_told_from_an_aggregators_page(html, url, expected):
    """What inlines others' articles is an aggregator's, whatever it declares; teasers alone make no aggregator."""
    assert layout_for(Page.from_html(html, url=url)).name == expected


def test_a_claimed_page_is_no_article_even_where_the_article_layout_is_named():
    """A followed link that leads to an aggregator's page is refused; the same page without the claim is an article."""
    teasers = "<p>Try Our AI {}</p>" + TEASERS
    assert layout_for(Page.from_html(a_page(below=teasers.format("Tours")), url=ADDRESS), "article").name == "article"
    with pytest.raises(UnreadablePage) as refused:
        layout_for(Page.from_html(a_page(below=teasers.format("Features")), url=ADDRESS), "article")
    assert refused.value.reason == "not-an-article"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        pytest.param(a_page(declared=""), "https://www.echo.example/", id="front-page"),
        pytest.param(a_page(declared="", headline="We value your privacy"), ADDRESS, id="consent-wall"),
        pytest.param("<h1>Photos of the week</h1>" + TEASERS.replace("<time>", "<i>"), ADDRESS, id="only-teasers"),
        pytest.param(a_page(), "http://www.daily8.example/en/article/" + 32 * "0", id="an-aggregator's-own-host"),
    ],
)
def test_what_is_no_article_is_not_read_as_one(html, url):
    """Front pages, walls and lists are no articles, and an aggregator's host has none of its own."""
    assert not _is_article(html, url)


def _is_article(html: str, url: str) -> bool:
    try:
        return layout_for(Page.from_html(html, url=url)).name == "article"
    except UnreadablePage:
        return False


def test_an_article_without_text_has_its_reason():
    """A video page declares an article and has nothing to read."""
    page = Page.from_html(a_page(paragraphs=(), standfirst="", below=""), url=ADDRESS)
    with pytest.raises(UnreadablePage) as refused:
        ArticlePage().read(page)
    assert refused.value.reason == "no-article-text"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param(
            "", '<p><a href="/x">READ MORE: Ferry strike ends after nine days of talks</a></p>', id="read-more-link"
        ),
        pytest.param("<p>Oldhaven to dredge its northern channel</p>", "", id="headline-again"),
    ],
)
def test_what_is_not_the_article_is_left_out_of_it(above, below):
    """Links to other articles and the headline printed again are not its text."""
    html = (
        a_page()
        .replace('<div class="story-body">', f'<div class="story-body">{above}')
        .replace("</div></article>", f"{below}</div></article>")
    )
    assert read(html).body.split("\n")[-4:] == list(PARAGRAPHS)
    assert len(read(html).body.split("\n")) == 5


def test_an_article_in_several_containers_alike_is_read_whole():
    """A page cut into chunks by advertisements goes on in the next chunk; the extractor alone stops at the first."""
    chunks = "".join(
        f'<div class="chunk"><p>{PARAGRAPHS[n]}</p><p>{PARAGRAPHS[n + 1]}</p></div><div class="ad">Advertisement</div>'
        for n in (0, 2)
    )
    html = a_page().replace("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS), chunks)
    assert [line for line in read(html).body.split("\n") if line in PARAGRAPHS] == list(PARAGRAPHS)


def test_section_headings_are_text_and_known_as_headings():
    """Copies are compared without them: an aggregator drops them."""
    html = a_page().replace(f"<p>{PARAGRAPHS[2]}", f"<h2>Herring first</h2><p>{PARAGRAPHS[2]}")
    article = read(html)
    assert article.headings == ("Herring first",)
    assert "Herring first" in article.body.split("\n")


def test_a_declared_body_that_is_much_fuller_is_the_text():
    """Where the page shows only a beginning, the whole text may stand in its metadata."""
    html = a_page(declared=an_article(articleBody="\n".join(PARAGRAPHS)), paragraphs=PARAGRAPHS[:1], standfirst="")
    assert read(html).body.split("\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("byline", "expected"),
    [("By Reuters", "By Reuters"), ("Von dpa", "Von dpa"), ("By the sea it is colder. Much colder.", None)],
)
def test_a_byline_below_the_headline_is_read(byline, expected):
    """It stands outside the extracted text, and may name a wire."""
    assert read(a_page(above=f"<div>{byline}</div>")).byline == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Ferry runs again | Oldhaven Echo", "Ferry runs again", id="site"),
        pytest.param("Ferry runs again - Oldhaven Echo - News", "Ferry runs again", id="a-heading-says-where-it-ends"),
        pytest.param("Ferry runs again - at last", "Ferry runs again - at last", id="a-dash-of-its-own"),
        pytest.param("Oldhaven Echo", "Oldhaven Echo", id="nothing-but-the-site"),
        pytest.param(
            "Boats | Ferry runs again | Oldhaven Echo", "Boats | Ferry runs again", id="section-without-evidence"
        ),
    ],
)
def test_a_site_name_is_cut_only_with_evidence(title, expected):
    """The site's declared name, or a heading that the title begins with."""
    headings = ["Ferry runs again"] if "News" in title else []
    assert without_site(title, sites=["Oldhaven Echo"], headings=headings) == expected


@pytest.mark.parametrize(
    ("declared", "bylines", "expected"),
    [
        pytest.param(["Mara Lindqvist"], [], ["Mara Lindqvist"], id="one"),
        pytest.param(["Anna Berg und Uwe Kranz, dpa"], [], ["Anna Berg", "Uwe Kranz", "dpa"], id="joined"),
        pytest.param(["By Mara Lindqvist"], [], ["Mara Lindqvist"], id="by"),
        pytest.param(["https://www.facebook.example/echo"], ["Mara Lindqvist"], ["Mara Lindqvist"], id="address"),
        pytest.param([], ["m.lindqvist@echo.example"], [], id="mail"),
        pytest.param(["Associated Press"], ["Mara Lindqvist"], ["Associated Press"], id="an-agency-stays"),
        pytest.param([], ["Imke Dorn, Maritime Correspondent"], ["Imke Dorn"], id="role"),
        pytest.param(["Imke Dorn, Korrespondentin in Berlin"], [], ["Imke Dorn"], id="role-in-german"),
        pytest.param(["Imke Dorn, correspondante à Paris"], [], ["Imke Dorn"], id="role-in-french"),
        pytest.param(["Ana Ruiz, Corresponsal en Lisboa"], [], ["Ana Ruiz"], id="role-in-spanish"),
        pytest.param(["Imke Dorn | Chief Political Editor"], [], ["Imke Dorn"], id="role-behind-a-bar"),
        pytest.param(["Ann Lee and Bo Chen, Staff Writers"], [], ["Ann Lee", "Bo Chen"], id="one-role-of-two"),
        pytest.param(["홍길동 기자"], [], ["홍길동"], id="role-in-korean"),
        pytest.param(["Staff Reporter"], [], ["Staff Reporter"], id="nothing-but-a-role"),
        pytest.param(["Dorn, Imke"], [], ["Imke Dorn"], id="last-name-first"),
        pytest.param(["Dorn, Imke; Abel, Jon"], [], ["Imke Dorn", "Jon Abel"], id="two-last-names-first"),
        pytest.param(["Reuters, Bloomberg"], [], ["Reuters", "Bloomberg"], id="two-agencies"),
        pytest.param([], ["news@echo.example (Imke Dorn)"], ["Imke Dorn"], id="name-behind-a-mail-address"),
        pytest.param([], ["Imke Dorn <dorn@echo.example>"], ["Imke Dorn"], id="name-before-a-mail-address"),
        pytest.param(["Sandra Andersson"], [], ["Sandra Andersson"], id="and-inside-a-name"),
    ],
)
def test_authors_are_names(declared, bylines, expected):
    """One name each; what is no name is none."""
    assert list(clean_authors(declared, bylines)) == expected


COMMENTS = "".join(f'<li class="comment"><cite>Reader {n}</cite><p>{PARAGRAPHS[n % 4]}</p></li>' for n in range(12))


@pytest.mark.parametrize(
    "holder",
    ['<ul class="comment-list">', '<div id="comments">', '<section class="post-comments">', '<ol id="kommentare">', '<div id="disqus_thread">', '<div class="comentarios">'],
)  # fmt: skip
def test_comments_are_no_part_of_the_article_however_many_there_are(holder):
    """A short article stays itself below its readers' answers, which are longer."""
    html = a_page(paragraphs=PARAGRAPHS[:2], below="").replace("<aside", f"{holder}{COMMENTS}</ul><aside")
    assert read(html).body.split("\n")[-2:] == list(PARAGRAPHS[:2])


@pytest.mark.parametrize("anchor", ["<a>", '<a name="top">', '<a href="#note">', '<a href="javascript:void(0)">'])
def test_an_anchor_that_leads_nowhere_is_text(anchor):
    """A paragraph inside one is the article's; inside a link elsewhere it would not be."""
    html = a_page().replace(PARAGRAPHS[0], f"{anchor}{PARAGRAPHS[0]}</a>")
    assert PARAGRAPHS[0] in read(html).body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20T09:41:07+01:00", "2026-11-20T09:41:07+01:00"),
        ("2026-11-20T09:41:07.000Z", "2026-11-20T09:41:07+00:00"),
        ("2026-11-20 09:41:07 +0100", "2026-11-20T09:41:07+01:00"),
        ("2026-11-20 09:41", "2026-11-20T09:41:00"),
        ("2026-11-20", "2026-11-20"),
        ("2026/11/20", "2026-11-20"),
        ("20261120", "2026-11-20"),
        ("2026-11-20T09:41:07:684Z", "2026-11-20T09:41:07.684000+00:00"),
        ("Fri, 20 Nov 2026 09:41:07 GMT", "2026-11-20T09:41:07+00:00"),
        ("The Sun", None),
        ("9" * 400, None),
        ("", None),
    ],
)
def test_declared_times_become_iso_8601(text, expected):
    """With the zone they name and no other; what is no date is none."""
    assert iso_time(text) == expected


@pytest.mark.parametrize(
    ("declared", "meta", "expected"),
    [
        pytest.param("2026-11-20", "2026-11-20T09:41:00Z", "2026-11-20T09:41:00+00:00", id="time-of-day-from-meta"),
        pytest.param(
            "2026-11-20T09:41:00", "2026-11-20T09:41:00+01:00", "2026-11-20T09:41:00+01:00", id="zone-from-meta"
        ),
        pytest.param("2026-11-20T09:41:00Z", "2026-11-21T09:41:00Z", "2026-11-20T09:41:00+00:00", id="json-ld-first"),
        pytest.param(None, "2026-11-21T09:41:00Z", "2026-11-21T09:41:00+00:00", id="meta-alone"),
    ],
)
def test_the_time_of_publication_is_as_precise_as_the_page_says_anywhere(declared, meta, expected):
    """JSON-LD first; another field lends its time of day or zone where it says the same."""
    html = a_page(declared=an_article(datePublished=declared), meta={"article:published_time": meta})
    assert read(html).particulars.published == expected


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("[" * 200_000, id="nested-arrays"),
        pytest.param('{"a":' * 200_000, id="nested-objects"),
        pytest.param('{"@type": "NewsArticle", "author": ' + "[" * 900 + "]" * 900 + "}", id="nested-author"),
        pytest.param(
            '{"@type": "NewsArticle", "headline": {"a": 1}, "author": 5, "datePublished": [[]]}', id="wrong-types"
        ),
        pytest.param("<!-- {} --> not json", id="no-json"),
        pytest.param("{" + "," * 300_000, id="commas"),
    ],
)
def test_hostile_metadata_costs_no_article(script):
    """What does not parse is left out in bounded time, and the page is read all the same."""
    started = time.process_time()
    html = a_page(declared="").replace("</head>", f'<script type="application/ld+json">{script}</script></head>')
    assert read(html).body.endswith(PARAGRAPHS[-1])
    assert time.process_time() - started < 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("<div " + " ".join(f"a{n}=1" for n in range(200_000)) + ">", id="attributes"),
        pytest.param("<div>" * 1_500, id="deep"),
        pytest.param("<p>word</p>" * 60_000, id="long"),
        pytest.param('<div class="' + "related " * 50_000 + '">', id="class"),
    ],
)
def test_hostile_markup_is_read_in_time(hostile):
    """Bombs cost seconds at most; the extractor is given nothing that is too deep or too large for it."""
    started = time.process_time()
    page = Page.from_html(a_page(above=hostile), url=ADDRESS)
    with contextlib.suppress(UnreadablePage):
        ArticlePage().read(page)
    assert time.process_time() - started < 20


@pytest.mark.slow
@pytest.mark.shared
def test_the_labelled_pages_are_read_as_well_as_promised(shared):
    """The floors of the labelled halves beside the project; `python -m benchmarks.articles` prints the figures."""
    assert shared.is_dir()
    for name, floor in (("articles_2020", 0.960), ("publishers", 0.945)):
        pages = articles.labelled(name)
        readings, _ = articles.read_all(pages, articles.ours)
        found = articles.score(pages, readings)
        assert found.body >= floor
        if found.headline is not None:
            assert found.headline >= 0.85
            assert found.authors >= 0.85
            assert found.day >= 0.97
            assert found.minute >= 0.95


ELSEWHERE = "https://www.tide.example/ferries/strike"
CANONICALS = {
    "in the head": ('<link rel="canonical" href="{url}"></head>', "</head>", ELSEWHERE),
    "in a comment": ('<div class="comment"><link rel="canonical" href="{url}"></div></body>', "</body>", None),
    "null": ('<link rel="canonical" href="null"></head>', "</head>", None),
    "a template": ('<link rel="canonical" href="{{url}}"></head>', "</head>", None),
    "a script": ('<link rel="canonical" href="javascript:void(0)"></head>', "</head>", None),
    "relative": ('<link rel="canonical" href="/ferries/strike"></head>', "</head>", "https://www.echo.example/ferries/strike"),
}  # fmt: skip


@pytest.mark.parametrize(("link", "place", "expected"), CANONICALS.values(), ids=CANONICALS.keys())
def test_the_canonical_address_is_the_heads_and_an_address(link, place, expected):
    """A reader's markup, a template's braces and words name no page."""
    html = a_page().replace(place, link.replace("{url}", ELSEWHERE) if "{{" not in link else link, 1)
    assert read(html).particulars.canonical == expected


def test_one_long_text_between_headlines_is_no_listing_and_teasers_are():
    """A page's text in one run is an article's, however many headlines lead elsewhere; the same words in teasers are a list's."""
    heads = "".join(f'<h3><a href="/sport/race-{n}">Rowing club wins race number {n}</a></h3>' for n in range(8))
    article = a_page(declared="", below=heads)
    assert not is_listing(Page.from_html(article, url=ADDRESS))
    rows = "".join(
        f'<div class="row"><h3><a href="/harbour/story-{n}">Harbour story of the day number {n}</a></h3><p>{text}</p></div>'
        for n, text in enumerate((*PARAGRAPHS, *PARAGRAPHS))
    )
    listing = f"<html><body><h1>Harbour</h1><main>{rows}</main></body></html>"
    assert is_listing(Page.from_html(listing, url="https://www.echo.example/harbour"))


def test_a_form_around_the_whole_page_hides_nothing():
    """ASP.NET has one; a form beside the text is none of it."""
    html = a_page().replace("<body>", "<body><form id='all'>").replace("</body>", "</form></body>")
    assert read(html).body.split("\n") == [STANDFIRST, *PARAGRAPHS]


def test_a_short_text_under_a_dated_heading_is_an_article():
    """Paragraphs may be containers; teasers under a heading are none, and neither is a short text without a date."""
    text = "".join(f"<div class='text'>{paragraph[:90]}</div>" for paragraph in PARAGRAPHS[:2])
    date = "<p class='date'>20 November 2026</p>"
    page = "<html><head><title>Dredging</title></head><body>{}</body></html>"
    assert is_article_page(Page.from_html(page.format(f"<h1>Dredging begins</h1>{date}{text}"), url=ADDRESS))
    assert not is_article_page(Page.from_html(page.format(f"<h1>Dredging begins</h1>{text}"), url=ADDRESS))
    teaser = f"<h3><a href='/a'>Dredging begins in the north</a></h3>{text}"
    assert not is_article_page(Page.from_html(page.format(f"<h1>Harbour</h1>{date}{teaser}"), url=ADDRESS))


def test_the_headline_is_the_heading_that_the_title_has():
    """Not the site's name or the section's, which may be headings of first rank, too."""
    section = a_page(declared="", meta={"og:title": "", "og:type": "article"})
    section = section.replace("<article", "<h1>News</h1><article")
    assert read(section).headline == "Oldhaven to dredge its northern channel"
    site = section.replace("<h1>Oldhaven", "<h2>Oldhaven").replace("channel</h1>", "channel</h2>")
    assert read(site).headline == "Oldhaven to dredge its northern channel"


COMMENT = "<div class='q2'><div class='q3'><b>Reader {0}</b> <span>{0} hours ago</span></div><div class='q4'><p>{1}</p></div></div>"
SLIDE = "<div class='q2'><h3><a href='/sport/story-{0}'>Another story of the day</a></h3><p>{1}</p></div>"


@pytest.mark.parametrize("item", [COMMENT, SLIDE], ids=["comments", "a slider"])
@pytest.mark.parametrize("first", [True, False], ids=["above", "below"])
def test_repeated_items_larger_than_the_text_are_none_of_it(item, first):
    """A name or a headline of its own beside each text tells them from paragraphs, whatever the page maker calls them."""
    said = [f"{'Nobody asked the ferry crews what they think of it. ' * 3}That is number {n}." for n in range(40)]
    items = f"<section class='q1'>{''.join(item.format(n, text) for n, text in enumerate(said))}</section>"
    html = a_page(below="")
    html = html.replace("<article", f"{items}<article") if first else html.replace("</article>", f"</article>{items}")
    assert read(html).body.split("\n") == [STANDFIRST, *PARAGRAPHS]
    page = Page.from_html(html, url=ADDRESS)
    assert layout_for(page).read(page).notes == ("repeated-items-outweigh-text",)


def test_a_page_that_says_more_than_its_comments_has_no_note():
    """A few repeated items below an article leave no doubt of what its text is."""
    items = "".join(COMMENT.format(n, "Nobody asked the ferry crews what they think of this plan.") for n in range(5))
    page = Page.from_html(a_page(below="").replace("</article>", f"</article>{items}"), url=ADDRESS)
    assert layout_for(page).read(page).notes == ()


def test_sections_of_an_article_that_repeat_are_its_text():
    """An article in boxes, each with its heading and several paragraphs, is no list of items."""
    boxes = "".join(
        f"<div class='box'><h2>Part {n}</h2>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS[:3])}</div>"
        for n in range(5)
    )
    html = a_page(paragraphs=()).replace('<div class="story-body">', f'<div class="story-body">{boxes}')
    assert read(html).body.count(PARAGRAPHS[0]) >= 1


def test_a_standfirst_is_read_whatever_the_page_declares():
    """Declared in part, behind a place, in points, with a link, or not declared at all: the sentence below the headline is the text's first."""
    placed = a_page().replace(f">{STANDFIRST}<", f">Oldhaven. {STANDFIRST}<")
    assert read(placed).body.split("\n")[0] == f"Oldhaven. {STANDFIRST}"
    points = "".join(
        f"<li>{point}.</li>" for point in ("The channel gets deeper", "Two barges come from Skerry in March")
    )
    listed = a_page(
        meta={"og:description": "The channel gets deeper. Two barges come from Skerry in March. Work begins"}
    )
    listed = listed.replace(f'<p class="standfirst">{STANDFIRST}</p>', f"<ul>{points}</ul>")
    assert read(listed).body.split("\n")[:2] == ["The channel gets deeper.", "Two barges come from Skerry in March."]
    with_link = STANDFIRST.replace("the board", '<a href="/board">the board</a>')
    linked = a_page().replace(f">{STANDFIRST}<", f">{with_link}<")
    assert read(linked).body.split("\n")[0] == STANDFIRST
    undeclared = a_page(meta={"og:description": ""})
    assert read(undeclared).body.split("\n") == [STANDFIRST, *PARAGRAPHS]


def test_a_title_or_a_caption_is_no_standfirst():
    """A description that repeats the title is not evidence of one, and neither is a line that shares its box with a picture."""
    titled = a_page(meta={"og:description": "Oldhaven to dredge its northern channel"}, standfirst="")
    assert read(titled).body.split("\n") == list(PARAGRAPHS)
    caption = "The northern channel of Oldhaven on a grey morning last week, seen from the pier."
    pictured = a_page(
        meta={"og:description": ""}, standfirst="", above=f'<div><img src="/a.jpg"><div>{caption}</div></div>'
    )
    assert caption not in read(pictured).body


def test_words_in_marked_up_inline_elements_stay_in_their_sentence():
    """`time`, `q`, `label` and the readings of Japanese names are words of the paragraph."""
    first = PARAGRAPHS[0].replace("on Tuesday", "on <time>Tuesday</time>").replace("ferries", "<q>ferries</q>")
    assert read(a_page(paragraphs=(first, *PARAGRAPHS[1:]))).body.split("\n")[1] == PARAGRAPHS[0]
    said = (
        "<ruby>灯台<rp>（</rp><rt>とうだい</rt><rp>）</rp></ruby>の管理者は火曜日、北の航路を四メートル深くする計画を発表した。工事は三月に始まる予定である。"
        * 2
    )
    assert "灯台（とうだい）の管理者は" in read(a_page(paragraphs=(said, *PARAGRAPHS))).body


def test_a_row_of_a_table_is_one_line_of_the_text():
    """A table of figures in the article keeps its rows, cell by cell."""
    rows = "".join(f"<tr><td>Berth {n}</td><td>{n}0 ferries</td><td>{n}.5 metres deep</td></tr>" for n in range(2, 6))
    table = f"<table><tr><th>Berth</th><th>Ferries</th><th>Depth of water</th></tr>{rows}</table>"
    html = a_page().replace(f"<p>{PARAGRAPHS[2]}</p>", f"{table}<p>{PARAGRAPHS[2]}</p>")
    lines = read(html).body.split("\n")
    assert [line for line in lines if line.startswith("Berth")] == [
        "Berth Ferries Depth of water", *(f"Berth {n} {n}0 ferries {n}.5 metres deep" for n in range(2, 6))
    ]  # fmt: skip


@pytest.mark.slow
def test_an_import_says_how_many_texts_could_not_be_told_from_their_comments(wiretrace, tmp_path):
    """One line of the summary counts them, the report says it of the copy; an import without any has none."""
    items = "".join(COMMENT.format(n, "Nobody asked the ferry crews what they think of it. " * 3) for n in range(40))
    outweighed = a_page(below="").replace("</article>", f"</article><section class='q1'>{items}</section>")
    (tmp_path / "outweighed.html").write_text(outweighed, encoding="utf-8")
    other = a_page(below="").replace("Oldhaven Echo", "Skerry Tribune")
    (tmp_path / "plain.html").write_text(other, encoding="utf-8")
    said = wiretrace("import", "outweighed.html", "plain.html", cwd=tmp_path).out
    assert "1 page may have comments in the text" in said
    wiretrace("report", "--out", "report", cwd=tmp_path)
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "report").rglob("*.html")]
    assert any("Its page says more in repeated items" in page for page in pages)
    (tmp_path / "other").mkdir()
    assert "may have comments" not in wiretrace("import", "--no-track", "../plain.html", cwd=tmp_path / "other").out


def test_what_surrounds_a_text_may_have_any_name():
    """An extractor throws away what is called "infinite-scroll", as blogs call what holds all their articles."""
    html = a_page(below="").replace(
        '<div class="story-body">', '<div class="infinite-scroll-container"><div class="story-body">'
    )
    html = html.replace("</div></article>", "</div></div></article>")
    assert read(html).body.split("\n") == [STANDFIRST, *PARAGRAPHS]


def test_a_sites_own_description_below_the_text_is_no_standfirst():
    """A page may declare it as its own, and print it at its foot."""
    described = (
        "The Oldhaven Echo brings you the latest news, reviews and events of the harbour and its islands every day."
    )
    html = a_page(meta={"og:description": described}, standfirst="").replace(
        "Oldhaven Echo, 4 Quay Lane", f"<p>{described}</p>"
    )
    assert read(html).body.split("\n") == list(PARAGRAPHS)


def scripted(value: object, form: str) -> str:
    """A page that declares its article, shows nothing, and hands *value* to its scripts in one of their forms."""
    data = json.dumps(value)
    script = {
        "element": f'<script type="application/json">{data}</script>',
        "assigned": f"<script>window.__STATE__ = {data};</script>",
        "pushed": f"<script>self.rows.push({json.dumps([1, '5:' + data])})</script>",
    }[form]
    return (
        a_page(paragraphs=(), standfirst="", below="").split("<body>")[0]
        + f'<body><div id="app"></div>{script}</body></html>'
    )


@pytest.mark.parametrize("form", ["element", "assigned", "pushed"])
def test_a_text_that_scripts_make_is_read_from_what_they_are_given(form):
    """It is the text of the object with the page's headline, whatever other stories stand beside it."""
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    story = {"title": "Oldhaven to dredge its northern channel", "contentHtml": paragraphs}
    other = {
        "title": "Rowing club wins another race",
        "contentHtml": "<p>The rowing club won again on Sunday.</p>" * 60,
    }
    assert read(scripted({"detail": {"data": story}, "more": [other]}, form)).body.split("\n") == list(PARAGRAPHS)
    with pytest.raises(UnreadablePage, match="no-article-text"):
        read(scripted({"more": [other]}, form))


@pytest.mark.parametrize(
    ("line", "is_text"),
    [
        ("Friday, November 20, 2026, 9:41", False),
        ("20/11/2026 - Section: Harbour - Tags: dredging, ferries", False),
        ("20 November 2026 was the day on which the dispute ended.", True),
        ("OLDHAVEN, Nov. 20, 2026 (Skerry Wire) - The harbour board voted.", True),
    ],
)
def test_a_line_that_only_dates_the_article_is_none_of_its_text(line, is_text):
    """A sentence that begins with a date stays, and so does a dateline."""
    html = a_page(standfirst="", paragraphs=(line, *PARAGRAPHS))
    assert (line in read(html).body.split("\n")) == is_text


def teasers(row: str, outer: str = "{}") -> str:
    """A page of twelve teasers, each as *row* makes it: title, address, text."""
    rows = (
        row.format(
            t=f"Ferry number {n} leaves the island for good", u=f"/news/ferry-{n}-leaves-99{n}", x=PARAGRAPHS[n % 4]
        )
        for n in range(12)
    )
    return f"<html><head><title>Sea</title></head><body><h1>Sea</h1>{outer.format(''.join(rows))}</body></html>"


@pytest.mark.parametrize(
    "row",
    [
        '<div class="e"><h2>{t}</h2><p>{x}</p><a href="{u}">Read more</a></div>',
        '<p><a href="{u}">{t}</a>. {x}</p>',
        '<div class="pr"><p class="d">November 20, 2026</p><p class="t"><a href="{u}">{t}</a></p><p>{x}</p></div>',
        '<a class="card" href="{u}"><h3>{t}</h3><p>{x}</p></a>',
        '<div><span><a href="{u}">{t}</a></span><div>{x}</div><span><a href="{u}">more</a></span></div>',
    ],
    ids=["headings without links", "titles in paragraphs", "titles below dates", "cards", "spans"],
)
def test_teasers_are_a_listing_whatever_their_titles_are(row):
    """A title that comes first in its row and leads to its story, with sentences behind it, needs no heading."""
    page = Page.from_html(teasers(row), url="https://www.echo.example/topic/sea-and-ferries")
    assert is_listing(page)
    with pytest.raises(UnreadablePage, match="no-known-layout") as refused:
        layout_for(page)
    assert len(refused.value.links) == 12


def test_an_article_whose_sections_have_buttons_is_no_listing():
    """Where the page declares to be an article, "Read more" below its sections makes it none."""
    sections = "".join(
        f'<h2>Ferry number {n} of the summer</h2><p>{text}</p><a href="https://ferry{n}.example/tests/{n}991">Read more</a>'
        for n, text in enumerate(PARAGRAPHS * 2)
    )
    assert not is_listing(Page.from_html(a_page(below=f'<div class="story-body">{sections}</div>'), url=ADDRESS))

"""Daily8: article, blocks and links by what a reader sees, on the oddities that real pages showed."""

import json

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.daily8 import Daily8
from crawler.pages.page import Page
from crawler.pages.reading import PageReading
from crawler.text.words import count_words

ADDRESS = "http://www.daily8.example/en/article/" + 32 * "c"
PROSE = (
    "The tug left the quay at noon with a cat on board and nobody at the wheel, according to the harbour master. " * 3
)
PROSE = PROSE.strip()
HEAD = "Cat steers tug through the harbour"


def a_block(
    outlet="Harbour Gazette", time="41 minutes ago", bullet="- Harbour Gazette", headline="Second headline", body=PROSE
) -> str:
    """A related block of captured text; None leaves a line out."""
    return "\n".join(line for line in (outlet, time, bullet, headline, body) if line is not None)


def a_page(
    *blocks: str, top: str = f"{HEAD}\n{PROSE}", words: str = "Comments\nNo comments yet...\nRelated Articles"
) -> str:
    return "\n".join((top, words, *blocks))


def read_text(text: str) -> PageReading:
    return Daily8().read(Page.from_text(text))


def read_html(html: str, url: str | None = ADDRESS) -> PageReading:
    return Daily8().read(Page.from_html(html, url=url))


@pytest.mark.parametrize(
    ("changes", "outlet", "time"),
    [
        pytest.param({}, "Harbour Gazette", "41 minutes ago", id="as-usual"),
        pytest.param({"outlet": "Harbor Gazete"}, "Harbor Gazete", "41 minutes ago", id="misspelt-first"),
        pytest.param({"outlet": None}, "Harbour Gazette", "41 minutes ago", id="only-after-the-bullet"),
        pytest.param({"bullet": None}, "Harbour Gazette", "41 minutes ago", id="only-before-the-time"),
        pytest.param({"bullet": "Harbour Gazette"}, "Harbour Gazette", "41 minutes ago", id="bullet-missing"),
        pytest.param({"bullet": "• Harbour Gazette"}, "Harbour Gazette", "41 minutes ago", id="round-bullet"),
        pytest.param({"bullet": "- - Harbour Gazette"}, "Harbour Gazette", "41 minutes ago", id="bullet-doubled-in-line"),
        pytest.param({"bullet": "- Harbour Gazette\n- Harbour Gazette"}, "Harbour Gazette", "41 minutes ago", id="bullet-line-doubled"),
        pytest.param({"bullet": "•\nHarbour Gazette"}, "Harbour Gazette", "41 minutes ago", id="bullet-on-its-own-line"),
        pytest.param({"bullet": "• World\n• Harbour Gazette"}, "Harbour Gazette", "41 minutes ago", id="category-before-the-outlet"),
        pytest.param({"outlet": "Harbour Gazette\nHarbour Gazette"}, "Harbour Gazette", "41 minutes ago", id="outlet-doubled"),
        pytest.param({"outlet": None, "time": "Harbour Gazette41 minutes ago"}, "Harbour Gazette", "41 minutes ago", id="glued-to-the-time"),
        pytest.param({"outlet": None, "time": "Yahoo23-04-2025", "bullet": "- Yahoo"}, "Yahoo", "23-04-2025", id="glued-to-a-date"),
        pytest.param({"time": "timea few seconds ago"}, "Harbour Gazette", "a few seconds ago", id="icon-text-glued-to-the-time"),
        pytest.param({"outlet": None, "time": "Harbour Gazettetime17 minutes ago"}, "Harbour Gazette", "17 minutes ago", id="outlet-icon-and-time-glued"),
        pytest.param({"outlet": None, "time": "Harbour Gazette • 2 hours ago • Harbour Gazette", "bullet": None}, "Harbour Gazette", "2 hours ago", id="all-in-one-line"),
        pytest.param({"time": None}, "Harbour Gazette", None, id="no-time"),
        pytest.param({"outlet": "Time", "bullet": "- Time"}, "Time", "41 minutes ago", id="a-magazine-called-time"),
        pytest.param({"outlet": "The Sun", "bullet": "- The Sun"}, "The Sun", "41 minutes ago", id="an-outlet-like-a-day"),
        pytest.param({"outlet": "TOI", "bullet": "- Times of India"}, "TOI", "41 minutes ago", id="initials"),
    ],
)  # fmt: skip
def test_labels_of_a_block(changes, outlet, time):
    """Whatever is missing, doubled, misspelt or glued, labels, headline and body keep apart, in every place on the page."""
    odd = a_block(**changes)
    reading = read_text(
        a_page(a_block(), odd, a_block(outlet="Third Post", bullet="- Third Post", headline="Third headline"), odd)
    )
    assert [block.headline for block in reading.related] == [
        "Second headline",
        "Second headline",
        "Third headline",
        "Second headline",
    ]
    assert [block.body for block in reading.related] == [PROSE] * 4
    for block in (reading.related[1], reading.related[3]):
        assert (block.outlet_printed, block.time_printed) == (outlet, time)


@pytest.mark.parametrize("blanks", [0, 1, 2, 3])
def test_blank_lines_mean_nothing(blanks):
    """None to three empty lines between any two lines change no block."""
    text = a_page(a_block(), a_block(headline="Third headline")).replace("\n", "\n" * (blanks + 1))
    assert [(block.headline, block.body) for block in read_text(text).related] == [
        ("Second headline", PROSE),
        ("Third headline", PROSE),
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="empty"),
        pytest.param("Subscribe to read this story", id="paywall-stub"),
        pytest.param(f"{PROSE}\nA second paragraph.\n{PROSE}", id="several-paragraphs"),
        pytest.param(f"{PROSE}\n- a first point\n- a second point", id="a-list-with-dashes"),
        pytest.param(f"{PROSE}\nThe ferry came 2 hours ago.", id="a-sentence-that-ends-in-a-time"),
        pytest.param("Short.", id="one-word"),
    ],
)
def test_bodies_are_whole_and_never_reach_into_the_next_block(body):
    """An odd body ends where the next block's image texts or labels begin."""
    plain = a_block(body=body or None, headline="Odd headline")
    preamble = "Second headline\nSecond headline\n" + a_block()
    for following in (a_block(), preamble, a_block(outlet=None)):
        if body == "Subscribe to read this story" and "Gazette\n41" not in following:
            continue  # nothing tells a stub without a full stop from an outlet where only the bullet prints it
        reading = read_text(a_page(plain, following))
        assert [block.body for block in reading.related] == [body, PROSE]
        assert reading.related[1].headline == "Second headline"


def test_video_blocks_have_no_body():
    """Durations are no text: blocks of videos, one after the other, are empty."""
    videos = [f"Watch: take {n}\n04:1{n}\nGull TV\n{n} hours ago\n• Gull TV\nWatch: take {n}" for n in range(2, 8)]
    reading = read_text(a_page(*videos))
    assert [(block.headline, block.body) for block in reading.related] == [
        (f"Watch: take {n}", "") for n in range(2, 8)
    ]
    assert "blocks-without-body" in reading.notes


def test_fifty_blocks():
    """A long page gives all its blocks, in order."""
    reading = read_text(a_page(*(a_block(headline=f"Headline number {n}") for n in range(50))))
    assert [(block.position, block.headline) for block in reading.related] == [
        (n, f"Headline number {n}") for n in range(50)
    ]


def test_no_related_block_at_all():
    """A page may end after its own words."""
    reading = read_text(a_page())
    assert reading.related == ()
    assert reading.article is not None
    assert reading.article.body == PROSE


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Hashtags\n\nTry Our AI Features\nExplore what Daily8 AI can do for you:\nComments\nNo comments yet...\nRelated Articles", id="all"),
        pytest.param("Related Articles\nRelated Articles", id="heading-doubled"),
        pytest.param("Orange background\nTry Our AI Features", id="heading-missing"),
        pytest.param("Comments\nNo comments yet...\nComments\nRelated Articles", id="comments-doubled"),
        pytest.param("3 Comments\nRelated Articles (4)", id="counters"),
        pytest.param("RELATED ARTICLES", id="capitals"),
    ],
)  # fmt: skip
def test_the_body_stops_before_the_pages_own_words(words):
    """Promos, comments and headings, missing or doubled, belong neither to the article nor to a block."""
    reading = read_text(a_page(a_block(), words=words))
    assert reading.article is not None
    assert reading.article.body == PROSE
    assert [(block.outlet_printed, block.body) for block in reading.related] == [("Harbour Gazette", PROSE)]


def test_a_page_without_any_of_its_own_words():
    """Outlet and time below the headline are the article's; the groups further down are blocks."""
    reading = read_text(f"{HEAD}\nEconomic Tides20 hours ago\n{PROSE}\n{PROSE}\n{a_block()}")
    assert reading.article is not None
    assert (reading.article.headline, reading.article.outlet_printed) == (HEAD, "Economic Tides")
    assert reading.article.body == f"{PROSE}\n{PROSE}"
    assert [block.body for block in reading.related] == [PROSE]


@pytest.mark.parametrize(
    ("top", "outlet", "time"),
    [
        pytest.param(f"logo\n{HEAD}\n{HEAD}\nEconomic Tides20 hours ago", "Economic Tides", "20 hours ago", id="glued"),
        pytest.param(f"{HEAD}\nYahoo28-04-2025", "Yahoo", "28-04-2025", id="glued-date"),
        pytest.param(f"{HEAD}\nEconomic Tides\n20 hours ago", "Economic Tides", "20 hours ago", id="two-lines"),
        pytest.param(
            f"{HEAD}\nEconomic Tides\n20 hours ago\n• Economic Tides",
            "Economic Tides",
            "20 hours ago",
            id="with-bullet",
        ),
        pytest.param(f"{HEAD}\n20 hours ago", None, "20 hours ago", id="time-alone"),
        pytest.param(HEAD, None, None, id="neither"),
    ],
)
@pytest.mark.parametrize("summary", [(), ("First point of the day", "Second point")], ids=["no-summary", "summary"])
def test_the_articles_header(top, outlet, time, summary):
    """Headline, outlet and time are read above a summary that is kept apart from the body."""
    bullets = "".join(f"\n*\n{point}" for point in summary)
    reading = read_text(a_page(a_block(), top=f"{top}{bullets}\n{PROSE}"))
    assert reading.article is not None
    article = reading.article
    assert (article.headline, article.outlet_printed, article.time_printed) == (HEAD, outlet, time)
    assert (article.summary, article.body) == (summary, PROSE)


def test_a_summary_point_may_have_lost_its_marker():
    """A line between two bullets that is no sentence is a bullet too."""
    reading = read_text(a_page(top=f"{HEAD}\n*\nFirst point\nSecond point\n• Third point\n{PROSE}"))
    assert reading.article is not None
    assert reading.article.summary == ("First point", "Second point", "Third point")


def test_section_headings_stay_in_the_body_and_are_listed():
    """Lines in capitals, and headings of the markup, head sections; an agency's signature at the end does not."""
    capitals = read_text(a_page(top=f"{HEAD}\n{PROSE}\nTHE LONG NIGHT\n{PROSE}\nPTI RKV SNL")).article
    marked_up = read_html(
        f"<h1>{HEAD}</h1><p>{PROSE}</p><h2>The long night</h2><p>{PROSE}</p><h2>Comments</h2>"
    ).article
    assert capitals is not None
    assert marked_up is not None
    assert capitals.headings == ("THE LONG NIGHT",)
    assert marked_up.headings == ("The long night",)
    assert marked_up.body == f"{PROSE}\nThe long night\n{PROSE}"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("", ()),
        ("#Tugs", ("Tugs",)),
        ("#Tugs\n#Cats", ("Tugs", "Cats")),
        ("#Tugs #Cats#Quay", ("Tugs", "Cats", "Quay")),
        ("Tugs", ("Tugs",)),
    ],
)
def test_hashtags(tags, expected):
    """None, one or several, on one line or on many, with or without their signs."""
    reading = read_text(a_page(a_block(), words=f"Hashtags\n{tags}\nTry Our AI Features\nRelated Articles"))
    assert reading.article is not None
    assert (reading.article.hashtags, reading.article.body) == (expected, PROSE)
    assert reading.related[0].outlet_printed == "Harbour Gazette"


def test_an_emptied_dateline_is_noted():
    """The agency's slot is there, the agency is not; the dateline stays in the body."""
    article = read_text(a_page(top=f"{HEAD}\nABILENE, Texas () - {PROSE}")).article
    assert article is not None
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.slot, article.dateline.agency) == (
        "ABILENE, Texas",
        "emptied",
        None,
    )
    assert article.body == f"ABILENE, Texas () - {PROSE}"


def a_card(n: int, *, link: str = "") -> str:
    head = f"Headline number {n}"
    href = link or f"/en/article/{n:032x}"
    return (
        f'<a href="{href}"><img alt="{head}"><img alt="{head}"></a><div><span>Harbour Gazette</span><img alt="time"><span>{n} hours ago</span>'
        f'<span>•</span><span>Harbour Gazette</span></div><a href="{href}"><h3>{head}</h3></a><p>{PROSE}</p>'
    )


@pytest.mark.parametrize("path", ["/en/hashtag/Cats", "/en/", "/", "/en/?page=2"])
def test_listings_have_blocks_and_no_article(path):
    """Hashtag pages and the front page list other pages' articles."""
    html = f"<h1>#Cats and tugs</h1>{a_card(1)}{a_card(2)}<footer>© 2026 Daily8</footer>"
    reading = read_html(html, url=f"http://www.daily8.example{path}")
    assert reading.article is None
    assert [block.headline for block in reading.related] == ["Headline number 1", "Headline number 2"]
    assert [block.body for block in reading.related] == [PROSE, PROSE]


def test_a_listing_without_an_address_is_told_by_its_shape():
    """Cards under a title, and no prose of the page's own: no article."""
    reading = read_html(f"<div>#Cats</div>{a_card(1)}{a_card(2)}", url=None)
    assert reading.article is None
    assert len(reading.related) == 2


def test_links_lead_onward_then_to_articles_and_hashtags():
    """Next page first, then articles and hashtags in page order, absolute, once, of the same site only."""
    html = (
        f'{a_card(1)}{a_card(2, link="https://outlet.example/story")}<a href="/en/hashtag/Tugs">#Tugs</a><a href="/en/hashtag/Tugs#x">again</a>'
        '<a href="/about">About</a><a href="https://www.daily8.com/en/article/'
        + 32 * "d"
        + '">x</a><a href="/en/?page=2">2</a>'
    )
    reading = read_html(html, url="http://www.daily8.example/en/")
    assert reading.links == (
        "http://www.daily8.example/en/?page=2",
        "http://www.daily8.example/en/article/" + f"{1:032x}",
        "http://www.daily8.example/en/hashtag/Tugs",
        "https://www.daily8.com/en/article/" + 32 * "d",
    )
    assert [block.url for block in reading.related] == [
        "http://www.daily8.example/en/article/" + f"{1:032x}",
        "https://outlet.example/story",
    ]


def test_a_front_page_of_links_only_is_read():
    """Headlines that are only links are worth following."""
    html = f'<h1>Daily8</h1><a href="/en/article/{5:032x}">One headline of the day</a>'
    reading = read_html(html, url="http://main.d3kx.amplifyapp.example/en/")
    assert (reading.article, reading.related) == (None, ())
    assert reading.links == (f"http://main.d3kx.amplifyapp.example/en/article/{5:032x}",)


def test_nothing_recognized():
    """A wall at an article's address has none of the page's words, no time and no link."""
    with pytest.raises(UnreadablePage, match="nothing-recognized"):
        Daily8().read(Page.from_html("<h1>Sign in</h1><p>Your e-mail</p>", url="http://www.daily8.example/en/"))
    with pytest.raises(UnreadablePage, match="empty-page"):
        Daily8().read(Page.from_html(""))


@pytest.mark.shared
def test_the_seed_is_read_as_expected(shared):
    """The captured page that came with the project is read exactly: article, blocks, words of each raw body."""
    reading = Daily8().read(Page.from_text((shared / "seed" / "daily8_kursk.txt").read_text(encoding="utf-8")))
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    article, main = reading.article, expected["main"]
    assert article is not None
    assert article.dateline is not None
    assert (article.headline, list(article.summary), list(article.headings)) == (
        main["headline"],
        main["summary"],
        main["headings"],
    )
    assert (article.dateline.place, article.dateline.slot) == (
        main["dateline"]["place"],
        main["dateline"]["agency_slot"],
    )
    assert article.body.startswith(main["body_first_words"])
    assert article.body.endswith(main["body_last_words"])
    assert (article.outlet_printed, article.time_printed, article.hashtags) == (None, None, ())
    assert [
        (block.outlet_printed, block.time_printed, block.headline, count_words(block.body)) for block in reading.related
    ] == [
        (block["outlet_printed"], block["when_printed"], block["headline"], block["words_raw"])
        for block in expected["related"]
    ]

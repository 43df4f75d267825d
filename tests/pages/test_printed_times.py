"""When an outlet's own page prints that its article appeared: what is read, from where on the page, and what is not the article's."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from crawler.sightings.observe import observe
from crawler.sightings.record import Capture, Sighting
from crawler.sightings.registries import load_registries
from tests.factories import sha
from tests.pages.outlet_pages import PARAGRAPHS, TEASERS, a_page

REGISTRIES = load_registries()
FETCHED = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
ADDRESS = "https://www.echo.example/harbour/oldhaven-dredges"


def seen(html: str, *, url: str = ADDRESS, lang: str = "") -> Sighting:
    """The sighting of the page's own article."""
    html = html.replace("<html>", f'<html lang="{lang}">') if lang else html
    raw = html.encode()
    observed = observe(
        Capture(key=sha(html), sha256=sha(html), kind="html", raw=raw, url=url, fetched_at=FETCHED), REGISTRIES
    )
    assert observed.read_by == "article"
    return observed.sightings[0]


def days(sighting: Sighting) -> tuple[str, str] | None:
    """The first and the last UTC day of its interval, None where no time is known."""
    published = sighting.published
    return None if published is None else (str(published.earliest.date()), str(published.latest.date()))


def undeclared(*, above: str = "", below: str = "", **how: str) -> str:
    """A page that declares no time, with *above* between headline and text, and *below* behind it."""
    return a_page(declared="", meta={"og:type": "article"}, above=above, below=below or TEASERS, **how)


DAY = ("2026-11-19", "2026-11-21")  # 20 November in all zones
PRINTED = {
    "label and clock": '<p class="date">Published November 20, 2026 at 3:15 PM</p>',
    "German": '<p>Oldhaven, 20.11.2026, 10:15 Uhr</p>',
    "German label": "<div>Veröffentlicht am 20. November 2026 um 10:15 Uhr von Imke Dorn</div>",
    "byline": "<p>By Mara Lindqvist | November 20, 2026 | 4 min read</p>",
    "French": '<span class="meta">Publié le 20 novembre 2026 à 14h05</span>',
    "Japanese": "<div>公開日：2026年11月20日 16時30分</div>",
    "Korean": "<div>입력 2026.11.20 14:05 | 수정 2026.11.21 15:00</div>",
    "Thai": "<div>20 พฤศจิกายน 2569</div>",
    "Turkish": "<div><span>Giriş: 20.11.2026 - 18:57</span></div>",
    "time element without attribute": "<time>20/11/2026</time>",
    "attribute as printed": '<time datetime="20.11.2026 10:15">Friday</time>',
    "microformat": '<abbr class="published" title="2026-11-20">some days ago</abbr>',
    "reading time beside it": "<p>Nov 20, 2026 · 12 minute read</p>",
    "an update behind it": "<p>Published: 20 November 2026. Last updated: 24 November 2026</p>",
}  # fmt: skip


@pytest.mark.parametrize("above", PRINTED.values(), ids=PRINTED.keys())
def test_a_date_below_the_headline_is_read(above: str) -> None:
    """In the words and forms of many languages, to the day or the minute, in no zone."""
    first, last = days(seen(undeclared(above=above))) or ("", "")
    assert DAY[0] <= first <= "2026-11-20" <= last <= DAY[1]


def test_a_time_element_that_prints_another_day_of_publication_is_read_as_printed() -> None:
    """Its attribute is the time of an update, as some programs have it; the label says what the day is."""
    above = '<time datetime="2026-11-24T10:18:46Z">Publié le 20 novembre 2026</time>'
    first, last = days(seen(undeclared(above=above))) or ("", "")
    assert DAY[0] <= first <= "2026-11-20" <= last <= DAY[1]


def test_a_date_above_the_headline_or_at_the_end_is_read() -> None:
    """Kickers and sign-offs hold it as well."""
    page = undeclared()
    assert days(seen(page.replace("<h1>", "<p class='kicker'>20 November 2026</p><h1>"))) == DAY
    assert days(seen(page.replace("</article>", "<p>Published on 20 November 2026</p></article>"))) == DAY


def test_a_dateline_dates_its_text() -> None:
    """A place, a full date and a dash; a date inside a sentence does not."""
    paragraphs = (f"OLDHAVEN, 20 November 2026 - {PARAGRAPHS[0]}", *PARAGRAPHS[1:])
    assert days(seen(a_page(declared="", meta={"og:type": "article"}, paragraphs=paragraphs))) == DAY
    paragraphs = (f"The board met on 20 November 2026 in the town hall. {PARAGRAPHS[0]}", *PARAGRAPHS[1:])
    assert days(seen(a_page(declared="", meta={"og:type": "article"}, paragraphs=paragraphs))) is None


ANOTHERS = {
    "navigation": ("<nav>", '<time datetime="2026-11-25T10:00:00Z">3 days</time> <a href="/x">Other story</a>', "</nav>"),
    "related": ('<div class="related-stories">', "<time datetime='2026-11-25T10:00:00Z'>25 November 2026</time>", "</div>"),
    "ticker": ('<div class="news-ticker">', "<span>25 November 2026</span>", "</div>"),
    "comment": ('<div class="comments">', "<p>Tove, 25 November 2026: agreed</p><time datetime='2026-11-25T10:00:00Z'>2d</time>", "</div>"),
    "another article": ('<article class="card">', "<time datetime='2026-11-25T10:00:00Z'>25 November 2026</time>", "</article>"),
    "copyright": ("<footer>", "© 25 November 2026 Oldhaven Echo", "</footer>"),
    "teaser's link": ("<div>", '<a href="/other">Rowing club wins race number nine of the season in front of a large crowd 25 November 2026</a>', "</div>"),
}  # fmt: skip


@pytest.mark.parametrize("parts", ANOTHERS.values(), ids=ANOTHERS.keys())
@pytest.mark.parametrize("own", [False, True])
def test_the_time_of_something_else_is_not_the_articles(parts: tuple[str, str, str], own: bool) -> None:
    """Whether the article prints its own or not, before or behind it."""
    other = "".join(parts)
    above = "<p>20 November 2026</p>" if own else ""
    before = undeclared(above=above).replace("<article class", f"{other}<article class", 1)
    behind = undeclared(above=above).replace("</article>", f"</article>{other}", 1)
    for html in (before, behind):
        assert days(seen(html)) == (DAY if own else None)


def test_a_promo_inside_the_text_is_not_the_articles_time() -> None:
    """A day that is still to come is none, neither is one in a sentence."""
    promo = '<p>Join the harbour walk of our readers on <time datetime="2027-01-15">15 January</time>, and bring a coat and good shoes.</p>'
    past = promo.replace("2027-01-15", "2026-10-15")
    for text in (promo, past):
        assert days(seen(undeclared().replace("</article>", f"{text}</article>"))) is None


def test_an_update_alone_is_no_publication() -> None:
    """It is kept as what it is."""
    sighting = seen(undeclared(above="<p>Zuletzt aktualisiert: 20.11.2026</p>"))
    assert sighting.published is None
    assert sighting.modified is not None


OPEN = ("2026-05-10", "2026-11-06")  # 5 November or 11 May, in all zones
NOVEMBER = ("2026-11-04", "2026-11-06")
ORDERS = {
    "nothing says": ("05/11/2026", {}, OPEN),
    "English of America says no more": ("05/11/2026", {"lang": "en-US"}, OPEN),
    "French": ("05/11/2026", {"lang": "fr"}, NOVEMBER),
    "English of Britain": ("05/11/2026", {"lang": "en-GB"}, NOVEMBER),
    "a British address": ("05/11/2026", {"url": "https://www.echo.uk/harbour/dredges"}, NOVEMBER),
    "dots": ("05.11.2026", {}, NOVEMBER),
    "another date of the page": ("05/11/2026 <span>Next: 24/12/2025</span>", {}, NOVEMBER),
    "another date, month first": ("11/05/2026 <span>Next: 12/24/2025</span>", {"lang": "fr"}, NOVEMBER),
    "the day in the address": ("11/05/2026", {"url": "https://www.echo.example/2026/11/05/oldhaven-dredges"}, NOVEMBER),
}


@pytest.mark.parametrize(("text", "how", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_the_order_of_a_numeric_date_is_proven_or_left_open(
    text: str, how: dict[str, str], expected: tuple[str, str]
) -> None:
    """By the page's other dates, by a language that has but one order, by its address; by no guess."""
    assert days(seen(undeclared(above=f'<p class="date">{text}</p>'), **how)) == expected


@pytest.mark.slow
def test_thousands_of_dates_cost_little() -> None:
    """A page of nothing but dates is read in bounded time."""
    html = undeclared(below="<div>12.12.2012 Mai 13 14.05.06 7. Mai</div>" * 8_000)
    started = time.process_time()
    seen(html)
    assert time.process_time() - started < 3


def test_what_is_declared_beats_what_is_printed() -> None:
    """And a declared zero is nothing."""
    printed = '<p class="date">24 November 2026</p>'
    assert days(seen(a_page(above=printed))) == ("2026-11-20", "2026-11-20")
    zero = a_page(declared="", meta={"article:published_time": "1970-01-01T00:00:00Z"}, above=printed)
    assert days(seen(zero)) == ("2026-11-23", "2026-11-25")


KINDS = {
    "a calendar sheet": '<div class="date"><span>Nov</span><span>20</span><span>2026</span></div>',
    "label and value on two lines": '<dl><dt>Mise en ligne</dt><dd>20 novembre 2026</dd></dl>',
    "label behind": "<p>2026年11月20日 公開 2026年11月21日 更新</p>",
    "RDFa": '<span property="dc:date dc:created" content="2026-11-20">some days ago</span>',
    "a blog's footer": f'<p class="postmetadata">This entry was posted on Friday, November 20th, 2026 at 5:20 pm and is filed under Harbour. {"You can follow any responses to this entry. " * 4}</p>',
}  # fmt: skip


@pytest.mark.parametrize("above", KINDS.values(), ids=KINDS.keys())
def test_a_date_in_parts_or_beside_its_label_is_read(above: str) -> None:
    """Page makers set day, month, year and label in elements of their own, or in a sentence marked up as what is said of a text."""
    first, last = days(seen(undeclared(above=above))) or ("", "")
    assert DAY[0] <= first <= "2026-11-20" <= last <= DAY[1]


@pytest.mark.parametrize(
    "opening", ["20.11.2026 {}", "20.11.2026 - {}", "Oldhaven, (20.11.2026). {}", "(20.11.2026) {}"]
)
@pytest.mark.parametrize("behind", [0, 1])
def test_a_date_in_figures_opens_the_text(opening: str, behind: int) -> None:
    """Before a dash, in brackets, or before the first word; also where a standfirst comes first. In a sentence it says nothing."""
    paragraphs = [*PARAGRAPHS[:behind], opening.format(PARAGRAPHS[behind]), *PARAGRAPHS[behind + 1 :]]
    html = a_page(declared="", meta={"og:type": "article"}, paragraphs=tuple(paragraphs))
    assert days(seen(html, lang="de")) == DAY
    sentence = a_page(
        declared="", meta={"og:type": "article"}, paragraphs=("20.11.2026 was the day. " * 6, *PARAGRAPHS)
    )
    assert days(seen(sentence, lang="de")) is None


def test_an_entrys_update_is_its_publication_where_it_says_no_more() -> None:
    """As hAtom has it; beside a date of publication it is an update."""
    update = '<span class="updated" title="2026-11-20T10:00:00Z"></span>'
    alone = undeclared(above=update).replace('class="story"', 'class="story hentry"')
    assert days(seen(alone)) == ("2026-11-20", "2026-11-20")
    both = alone.replace(update, f'<abbr class="published" title="2026-11-18">then</abbr>{update}')
    assert days(seen(both)) == ("2026-11-17", "2026-11-19")


def test_a_page_that_is_no_declared_article_says_when_it_appeared() -> None:
    """WebPage in JSON-LD, and the name of the meta element under any vendor's prefix."""
    page = {"@context": "https://schema.org", "@type": "WebPage", "datePublished": "2026-11-20T10:00:00Z"}
    assert days(seen(a_page(declared=page, meta={"og:type": "article"}))) == ("2026-11-20", "2026-11-20")
    vendor = {"og:type": "article", "sharething:article_published_time": "2026-11-20T10:00:00Z"}
    assert days(seen(a_page(declared="", meta=vendor))) == ("2026-11-20", "2026-11-20")


def test_a_declared_day_gives_way_to_a_surer_one_at_the_headline() -> None:
    """A record's day is no instant: what readers see, marked up, is; the address may settle it, and a bare date is not enough."""
    record = {"og:type": "article", "date": "2026-11-23"}
    marked, bare = "<time>20.11.2026, 12:01 Uhr</time>", "<p>20.11.2026</p>"
    assert days(seen(a_page(declared="", meta=record, above=marked), lang="de")) == ("2026-11-19", "2026-11-21")
    assert days(seen(a_page(declared="", meta=record, above=bare), lang="de")) == ("2026-11-22", "2026-11-24")
    address = "https://www.echo.example/2026/11/23/oldhaven-dredges"
    assert days(seen(a_page(declared="", meta=record, above=marked), lang="de", url=address)) == (
        "2026-11-22",
        "2026-11-24",
    )

"""Bylines without "By" on outlets' own pages: which agency they name, and which lines that name one are no credit."""

from __future__ import annotations

import pytest

from crawler.provenance.wires.byline_lines import names_in_line
from crawler.provenance.wires.names import NameTable
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries
from tests.factories import sha
from tests.pages.outlet_pages import PARAGRAPHS, a_page

REGISTRIES = load_registries()


def wire_of(*, above: str = "", meta: dict[str, str] | None = None, last: str = "") -> str | None:
    """The wire of a page with *above* between its headline and its text, which ends with *last*."""
    paragraphs = (*PARAGRAPHS, *filter(None, last.split("\n")))
    html = a_page(
        declared="", meta={"og:type": "article", **(meta or {})}, above=above, below="", paragraphs=paragraphs
    )
    observed = observe(
        Capture(
            key=sha(html), sha256=sha(html), kind="html", raw=html.encode(), url="https://www.echo.example/a/dredges"
        ),
        REGISTRIES,
    )
    return observed.sightings[0].attribution.wire_service


BYLINES = {
    "agency alone": ('<ul><li class="byline"><div>Australian Associated Press</div></li></ul>', "AAP"),
    "with a place": ('<div class="contributor">Associated Press in Miami</div>', "Associated Press"),
    "with a place in capitals": ('<p class="author">AFP, MANILA</p>', "AFP"),
    "behind a writer and a slash": ('<p class="byline">Tom Davies / Associated Press</p>', "Associated Press"),
    "behind a writer, unparted": ('<div class="attribution"><span class="author">Tom Muster</span> <span class="publication">Associated Press</span></div>', "Associated Press"),
    "below a label": ('<div class="byline"><h6>Written by</h6><h5>The Associated Press</h5></div>', "Associated Press"),
    "with a role": ('<p class="byline">Ann Lee, HealthDay Reporter</p>', "HealthDay"),
    "with a date": ("<div><span>Anadolu Ajansı</span><span>Giriş: 03.07.2026 - 18:57</span></div>", "Anadolu Agency"),
    "behind an icon": ('<div><img alt="Kaynak"><span>Demirören Haber Ajansı</span></div>', "DHA"),
    "German": ('<p class="autor">Von Imke Dorn, dpa</p>', "dpa"),
    "French": ('<p class="auteur meta">Le Figaro avec AFP</p>', "AFP"),
    "Spanish": ('<p class="fuente">Agencia EFE | Madrid</p>', "EFE"),
    "Japanese": ('<p class="source">共同通信</p>', "Kyodo News"),
    "Korean": ('<p class="byline">서울=연합뉴스</p>', "Yonhap"),
    "Arabic": ('<p class="source">المصدر: رويترز</p>', "Reuters"),
    "Hindi": ('<p class="author">एजेंसी, पीटीआई</p>', "Press Trust of India"),
    "a code of two letters alone": ('<div class="byline">AP</div>', "Associated Press"),
    "with a role unparted": ('<div class="byline">By Ann Lee AP Sports Writer</div>', "Associated Press"),
    "before an English date": ("<p>The Associated Press November 28, 2026</p>", "Associated Press"),
    "behind who posted it": ("<p>Posted by Reuters on 28 November 2026</p>", "Reuters"),
    "before its last update": ('<p class="byline">Bernama Last Updated: Nov 28, 2026</p>', "Bernama"),
    "before a clock": ('<p class="byline">By Ann Lee, The Associated Press | Updated 10:15 a.m.</p>', "Associated Press"),
    "behind a desk": ('<p class="autor">red, dpa</p>', "dpa"),
    "before a desk": ('<p class="autor">dpa/red</p>', "dpa"),
    "French, with a date": ('<p class="auteur">AFP, publié le 28 novembre 2026 à 10h15</p>', "AFP"),
    "French, with a place": ('<p class="auteur">AFP à Paris</p>', "AFP"),
    "Spanish, with a place unparted": ('<p class="autor">EFE Madrid</p>', "EFE"),
    "Spanish, with information": ('<p class="autor">Con información de EFE</p>', "EFE"),
    "Italian": ('<p class="autore">di Redazione ANSA</p>', "ANSA"),
    "Portuguese": ('<p class="autor">Da Redação com Lusa</p>', "Lusa"),
    "Polish": ('<p class="autor">oprac. AL, PAP</p>', "PAP"),
    "Turkish": ("<p>Kaynak : İHA</p>", "İHA"),
    "Indonesian": ('<p class="penulis">Sumber: Antara</p>', "Antara"),
    "Vietnamese": ('<p class="tac-gia">Theo TTXVN</p>', "VNA"),
    "Thai": ('<p class="source">ที่มา: รอยเตอร์</p>', "Reuters"),
    "Persian": ('<p class="source">منبع: ایسنا</p>', "ISNA"),
    "Urdu": ('<p class="source">رائٹرز</p>', "Reuters"),
    "Bengali": ('<p class="source">সূত্র: বাসস</p>', "BSS"),
    "Tamil": ('<p class="source">பிடிஐ</p>', "Press Trust of India"),
    "Chinese": ('<p class="source">来源：德新社</p>', "dpa"),
    "Ukrainian": ('<p class="source">Джерело: Укрінформ</p>', "Ukrinform"),
    "Greek": ('<p class="source">Πηγή: ΑΠΕ-ΜΠΕ</p>', "AMNA"),
}  # fmt: skip


@pytest.mark.parametrize(("above", "wire"), BYLINES.values(), ids=BYLINES.keys())
def test_a_byline_without_by_names_its_agency(above: str, wire: str) -> None:
    """Alone, with a place, a role, a date or a writer, in many languages."""
    assert wire_of(above=above) == wire


NO_BYLINES = {
    "a photo's credit": '<figure><img src="x.jpg"><figcaption>Reuters</figcaption></figure>',
    "a photo's credit by its class": '<div class="image-credit">Associated Press</div>',
    "a photographer": '<p class="byline">Photo: Ann Lee / Reuters</p>',
    "a standfirst": '<p class="meta">The harbour board told Reuters that work begins in March</p>',
    "a summary in capitals": '<p class="summary">Harbour Board Sues Associated Press Over Its Report Of Dredging In The North</p>',
    "a button": '<div class="meta">AA</div>',
    "a topic": '<p class="standfirst">What the Associated Press got wrong about the channel</p>',
    "a topic's link": '<p class="tags"><a href="/t/1">Associated Press</a></p>',
    "a list of topics": '<div class="topics"><span>Reuters</span></div>',
    "another story's byline": '<aside class="most-read"><p>Fire at the pier</p><p class="byline">By AFP</p></aside>',
    "a market": '<p class="meta">ANSA 38,120.50 Vansand</p>',
    "a person of an agency's letters": '<p class="byline">AP Dhillon</p>',
    "a player": '<p class="byline">ANI SHARMA</p>',
    "a former reporter": '<p class="byline">Ann Lee is a former Reuters reporter</p>',
    "a person": '<p class="byline">Michael Bloomberg</p>',
}


@pytest.mark.parametrize("above", NO_BYLINES.values(), ids=NO_BYLINES.keys())
def test_a_name_in_another_line_is_no_credit(above: str) -> None:
    """Photographs, sentences, headlines, buttons and persons."""
    assert wire_of(above=above) is None


@pytest.mark.parametrize(
    "name",
    [
        "bt:author",
        "story_author",
        "dcsext.author",
        "og:byline",
        "author_name",
        "contentSource",
        "page.content.source",
        "wire_service",
        "articleAuthor",
        "article:author_name",
        "article_author",
        "cXenseParse:author",
        "agency",
        "content_source",
    ],
)
def test_metas_of_content_systems_name_the_agency(name: str) -> None:
    """By whatever name they have it."""
    assert wire_of(meta={name: "Reuters"}) == "Reuters"


@pytest.mark.parametrize(
    "name", ["twitter:creator", "image:author", "utm_source", "author:id", "article:author:url", "image_source"]
)
def test_metas_of_pictures_and_accounts_name_nobody(name: str) -> None:
    """An author of a picture, an account's number and a campaign are not the text's."""
    assert wire_of(meta={name: "Reuters"}) is None


ENDS = {
    "before what the page puts behind it": ("Some 300 people had left the quay. (AFP)\nToday's Newspaper", "AFP"),
    "before several such lines": ("Nobody was hurt. (dpa)\nMehr zum Thema\nTags: Hafen, Fähre\nArtikel drucken", "dpa"),
    "on a line of its own": ("Nobody was hurt.\nPTI\nAlso read\nMore from Oldhaven", "Press Trust of India"),
    "behind a dash": ("Nobody was hurt. - ANI\nFollow us", "ANI"),
    "between slashes": ("Nobody was hurt. /AFP/", "AFP"),
    "in square brackets": ("Nobody was hurt. [AFP]", "AFP"),
    "behind a source and an outlet": ("Nobody was hurt.\nQuelle: Tide Post/dpa", "dpa"),
    "behind the outlet that prints it": ("Nobody was hurt. (Echo/AFP)", "AFP"),
    "with a place": ("Nobody was hurt.\nAFP, Oldhaven", "AFP"),
    "Polish": ("Nobody was hurt. (źródło: PAP)", "PAP"),
    "Indonesian": ("Nobody was hurt.\nSumber: Antara", "Antara"),
    "Vietnamese": ("Nobody was hurt. (Theo TTXVN)", "VNA"),
    "Italian, published elsewhere": ("Nobody was hurt.\nPubblicato originariamente da ANSA.", "ANSA"),
    "taken over": ("Nobody was hurt.\nDieser Artikel wurde von der dpa übernommen.", "dpa"),
    "a mark": ("Nobody was hurt.\n© AFP", "AFP"),
    "rights": ("Nobody was hurt.\n© Reuters 2026. All rights reserved.", "Reuters"),
    "an arrangement": ("Nobody was hurt.\nPublished in arrangement with The Guardian", "The Guardian"),
    "from a feed": ("Nobody was hurt. (This story is published from a PTI feed.)", "Press Trust of India"),
    "not a photographer": ("Nobody was hurt.\nAnn Lee, AP", None),
    "nor one in brackets": ("Nobody was hurt. (Ann Lee/AFP)", None),
    "not a result": ("Results\nANSA 2 EFE 2 (AFP 44)", None),
    "not before a paragraph": (
        "The board met the (AFP) reporters on the quay.\nNobody was hurt when the crane fell into the water.",
        None,
    ),
}


@pytest.mark.parametrize(("last", "wire"), ENDS.values(), ids=ENDS.keys())
def test_a_credit_at_the_end_is_read_before_boilerplate(last: str, wire: str | None) -> None:
    """Short labels behind the last sentence do not hide it."""
    assert wire_of(last=last) == wire


SOURCES = {
    "an agency's name": ("Quelle: sid/AFP Deutschland", {"SID", "AFP"}),
    "behind a label of another language": ("Kaynak: Anadolu Ajansı", {"Anadolu Agency"}),
}


@pytest.mark.parametrize(("line", "wires"), SOURCES.values(), ids=SOURCES.keys())
def test_a_line_behind_the_text_says_its_source(line: str, wires: set[str]) -> None:
    """Below the element that holds the text; two agencies in one line are both named, and neither is concluded."""
    html = a_page(declared="", meta={"og:type": "article"}).replace("<aside", f"<div class='end'>{line}</div><aside", 1)
    raw = html.encode()
    capture = Capture(key=sha(html), sha256=sha(html), kind="html", raw=raw, url="https://www.echo.example/a/dredges")
    attribution = observe(capture, REGISTRIES).sightings[0].attribution
    assert {piece.wire_service for piece in attribution.evidence} == wires
    assert set(attribution.conflict) == (wires if len(wires) > 1 else set())


@pytest.mark.slow
def test_every_agency_is_read_from_a_byline_of_its_name() -> None:
    """Whatever words its name is made of, in every printed form that the list has."""
    table = NameTable(REGISTRIES.wires.wires)
    unread = [
        name
        for wire in REGISTRIES.wires.wires
        for name in (*wire.credit, *wire.codes)
        if {place.wire.name for place in names_in_line(f"{name} | 28.11.2026", table)} != {wire.name}
        and not name.startswith("©")
    ]
    assert unread == []


PARTS = [
    "With files from The Associated Press",
    "With inputs from the Associated Press.",
    "Con información de Associated Press",
    "The Associated Press contributed to this report.",
    "Additional reporting from The Associated Press",
]


@pytest.mark.parametrize("last", PARTS)
def test_a_credit_for_a_part_is_a_part_where_a_writer_is_declared(last: str) -> None:
    """Where nobody of the outlet signs it is the wire's text, beside a writer in metadata a part of theirs."""
    assert wire_of(last=last) == "Associated Press"
    assert wire_of(last=last, meta={"author": "Mara Lindqvist"}) is None


def test_who_contributed_beside_a_writer_is_not_who_wrote() -> None:
    """A sentence that names the outlet's writers as well credits a part, whoever signs above."""
    assert wire_of(last="Ann Lee, Bo Chen and The Associated Press contributed to this report.") is None


@pytest.mark.parametrize(
    ("line", "wires"),
    [
        ("dpa/fz", ["dpa"]),
        ("red/sda", ["Keystone-SDA"]),
        ("Ann Lee, PA Political Editor", ["PA Media"]),
        ("（共同）", ["Kyodo News"]),
        ("TT", ["TT"]),
        ("AA", []),
        ("Ann Lee, Bay City News", ["Bay City News"]),
    ],
)
def test_initials_roles_and_wide_brackets_set_off(line: str, wires: list[str]) -> None:
    """An editor's initials, a role, brackets of Japan; "AA" is the button for larger type."""
    table = NameTable(load_registries().wires.wires)
    assert [place.wire.name for place in names_in_line(line, table)] == wires

"""Bylines without "By" on outlets' own pages: which agency they name, and which lines that name one are no credit."""

from __future__ import annotations

import pytest

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
    "a person": '<p class="byline">Michael Bloomberg</p>',
}


@pytest.mark.parametrize("above", NO_BYLINES.values(), ids=NO_BYLINES.keys())
def test_a_name_in_another_line_is_no_credit(above: str) -> None:
    """Photographs, sentences, headlines, buttons and persons."""
    assert wire_of(above=above) is None


@pytest.mark.parametrize(
    "name", ["articleAuthor", "article:author_name", "article_author", "cXenseParse:author", "agency", "content_source"]
)
def test_metas_of_content_systems_name_the_agency(name: str) -> None:
    """By whatever name they have it."""
    assert wire_of(meta={name: "Reuters"}) == "Reuters"


ENDS = {
    "before what the page puts behind it": ("Some 300 people had left the quay. (AFP)\nToday's Newspaper", "AFP"),
    "before several such lines": ("Nobody was hurt. (dpa)\nMehr zum Thema\nTags: Hafen, Fähre\nArtikel drucken", "dpa"),
    "on a line of its own": ("Nobody was hurt.\nPTI\nAlso read\nMore from Oldhaven", "Press Trust of India"),
    "behind a dash": ("Nobody was hurt. - ANI\nFollow us", "ANI"),
    "not before a paragraph": (
        "The board met the (AFP) reporters on the quay.\nNobody was hurt when the crane fell into the water.",
        None,
    ),
}


@pytest.mark.parametrize(("last", "wire"), ENDS.values(), ids=ENDS.keys())
def test_a_credit_at_the_end_is_read_before_boilerplate(last: str, wire: str | None) -> None:
    """Short labels behind the last sentence do not hide it."""
    assert wire_of(last=last) == wire


PARTS = [
    "With files from The Associated Press",
    "With inputs from the Associated Press.",
    "Con información de Associated Press",
]


@pytest.mark.parametrize("last", PARTS)
def test_a_credit_for_a_part_is_a_part_where_a_writer_is_declared(last: str) -> None:
    """Where nobody of the outlet signs it is the wire's text, beside a writer in metadata a part of theirs."""
    assert wire_of(last=last) == "Associated Press"
    assert wire_of(last=last, meta={"author": "Mara Lindqvist"}) is None


@pytest.mark.parametrize(
    "last",
    [
        "The Associated Press contributed to this report.",
        "Ann Lee, Bo Chen and The Associated Press contributed to this report.",
    ],
)
def test_who_contributed_is_not_who_wrote(last: str) -> None:
    """The staff wrote it, whether a name stands above it or not."""
    assert wire_of(last=last) is None

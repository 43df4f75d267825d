"""Datelines: place, agency and slot of the lines that open wire copy, and none in ordinary sentences."""

import pytest

from crawler.pages.article.dateline import parse_dateline
from crawler.pages.reading import Dateline


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("WASHINGTON (AP) — The", "WASHINGTON", "AP"),
        ("ST. JOSEPH, Mich. (AP) — A", "ST. JOSEPH, Mich.", "AP"),
        ("BEIRUT/THE HAGUE, March 7 (Reuters) - A", "BEIRUT/THE HAGUE", "Reuters"),
        ("LONDON (Reuters) -The", "LONDON", "Reuters"),
        ("SEOUL, Aug. 20 (Yonhap) -- A", "SEOUL", "Yonhap"),
        ("Hamburg (dpa/lno) – Ein", "Hamburg", "dpa/lno"),
        ("Frankfurt/Main (dpa) - Ein", "Frankfurt/Main", "dpa"),
        ("(ANSA) - ROMA, 3 MAG - Un", "ROMA", "ANSA"),
        ("DORTMUND, Alemania (AP) — El", "DORTMUND, Alemania", "AP"),
        ("New Delhi, Oct 16 (PTI) The", "New Delhi", "PTI"),
        ("MOSCOW, 7 May (TASS): The", "MOSCOW", "TASS"),
    ],
)
def test_a_named_slot(opening, place, agency):
    """The agency stands in brackets between place and text."""
    assert parse_dateline(opening) == Dateline(place=place, slot="named", agency=agency)


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("MOSCOW, - Russia", "MOSCOW"),
        ("ABILENE, Texas () - A", "ABILENE, Texas"),
        ("ABILENE, Texas () – A", "ABILENE, Texas"),
        ("Hong Kong, May 2 () - A", "Hong Kong"),
    ],
)
def test_an_emptied_slot(opening, place):
    """Only the brackets or the comma are left of the agency."""
    assert parse_dateline(opening) == Dateline(place=place, slot="emptied")


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("CHENNAI: The", "CHENNAI"),
        ("PARIS, May 3 - A", "PARIS"),
        ("NEW YORK — A", "NEW YORK"),
        ("WASHINGTON, D.C. — A", "WASHINGTON, D.C."),
        ("HELSINKI -- A", "HELSINKI"),
    ],
)
def test_a_dateline_without_a_slot(opening, place):
    """A place in capitals and a dash or colon are enough."""
    assert parse_dateline(opening) == Dateline(place=place, slot="absent")


@pytest.mark.parametrize(
    "opening",
    [
        "The mayor (Labour) said",
        "President Trump (Republican) Said",
        "Smith (AP) said",
        "He said (on Monday) The",
        "Keir Starmer will",
        "In Paris - or was it Rome? -",
        "",
        "(Updated) - with details",
        "\nMOSCOW (Reuters) - second line",
    ],
)
def test_a_sentence_is_no_dateline(opening):
    """Brackets and dashes inside sentences name no place."""
    assert parse_dateline(opening) is None

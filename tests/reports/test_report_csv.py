"""CSV tables: no cell starts a formula, numbers stay numbers, nothing breaks a row."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest

from crawler.reports.build.build import build
from crawler.reports.render_csv import render
from crawler.tables.csv_cells import cell, write_table
from crawler.text.sanitize import sanitize
from tests.reports.report_world import HOSTILE, a_hostile_world, a_world

PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "=cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "   +2",
    "\u00a0=1", "\u2003@x", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(1)", "\ufe661+1", "\u22121+1", "\u200b=1+1", "\u202e=1+1",
    "\x00=1+1", "\ufeff=1+1", "safe;=1+1", "safe; \uff1d1+1", "\"=1+1", "'=1+1", "\u201c=HYPERLINK(\"http://evil.example\")", "%0A=1", "|calc", "=\"a\"&\"b\"",
]  # fmt: skip
STARTERS = set("=+-@|%\u2212\t\r")


def _live(text: str) -> bool:
    """Whether a spreadsheet could take this cell, or what follows a semicolon in it, for a formula."""
    for part in text.split(";"):
        seen = unicodedata.normalize("NFKC", sanitize(part)).strip().lstrip('"\u201c\u201d')
        if seen[:1] in STARTERS and seen:
            return True
    return text[:1] in {"\t", "\r", "\n"}


@pytest.mark.parametrize("payload", PAYLOADS, ids=[f"{n:02}" for n in range(len(PAYLOADS))])
def test_no_payload_stays_live(payload):
    """Each payload of the table is text after writing and reading, and was live before (or hides behind an apostrophe)."""
    assert _live(payload) or payload.startswith(("'", "\n"))
    [[written]] = csv.reader(io.StringIO(write_table((), [(payload,)]).split("\n", 1)[1]))
    assert not _live(written)
    assert "\n" not in written


HARMLESS = [
    "Oldhaven Echo",
    "2026-11-21T12:00:00Z",
    "3 ferries",
    "a=b",
    "well-known",
    "https://x.example/?a=1",
    "",
    "it's; fine",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_left_alone(text):
    """Only what could start a formula gets an apostrophe."""
    assert cell(text) == text


@pytest.mark.parametrize("number", [0, -5, 17, 0.871, -0.5])
def test_numbers_stay_numbers(number):
    """A negative number is a number, not a payload."""
    assert cell(number) == number
    assert write_table(("n",), [(number,)]) == f'"n"\n{number}\n'


@pytest.mark.parametrize("world", [a_world, a_hostile_world], ids=["plain", "hostile"])
def test_every_table_is_a_rectangle_without_live_cells(world):
    """Rows match their header and no text cell of a whole report is live, hostile strings everywhere or not."""
    report = build(world())
    for name, text in render(report).items():
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) > 1, name
        assert {len(row) for row in rows} == {len(rows[0])}
        for row in rows[1:]:
            assert not [value for value in row if _live(value)], name
        assert not [
            character
            for character in text
            if unicodedata.category(character) in {"Cc", "Cs", "Cf"} and character != "\n"
        ]


def test_copies_are_listed_once_per_story_and_alone():
    """copies.csv has a row for every copy of every story and one for every copy that ran once."""
    report = build(a_world())
    rows = list(csv.DictReader(io.StringIO(render(report)["copies.csv"])))
    assert len(rows) == sum(len(story.rows) for story in report.stories) + len(report.parts["once"])
    first = rows[0]
    assert (first["story"], first["outlet"], float(first["ran"])) == ("bell", "The Harbour Post", 1.0)
    assert [row["fullest"] for row in rows if row["story"] == "bell"].count("yes") == 1
    assert first["published_earliest"] == "2026-11-21T12:00:00Z"
    assert first["published_latest"] == "2026-11-21T12:01:00Z"


def test_addresses_are_http_only():
    """No javascript: or data: address reaches a table's address columns."""
    rows = csv.DictReader(io.StringIO(render(build(a_hostile_world()))["copies.csv"]))
    assert {(row["url"], row["page_url"]) for row in rows} == {("", "")}
    assert len(HOSTILE) > 10

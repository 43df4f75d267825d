"""The Markdown report: tables that hold, page text that cannot become markup."""

from __future__ import annotations

import re

import pytest

from crawler.reports.build.build import build
from crawler.reports.markdown.escape import escaped, linked
from crawler.reports.markdown.render import render
from tests.reports.report_world import a_hostile_world, a_world

MARKUP = [
    ("# heading", r"\# heading"),
    ("**bold** _em_ `code`", r"\*\*bold\*\* \_em\_ \`code\`"),
    ("<script>", r"\<script\>"),
    ("[x](javascript:alert(1))", r"\[x\](javascript\:alert(1))"),
    ("a | b", r"a \| b"),
    ("&lt; &amp;", r"\&lt; \&amp;"),
    ("see http://evil.example", r"see http\://evil.example"),
    ("www.evil.example", r"www\.evil.example"),
    ("me@evil.example", r"me\@evil.example"),
    ("- item", r"\- item"),
    ("1. item", r"1\. item"),
    ("two\nlines", "two lines"),
    ("back\\slash", r"back\\slash"),
    ("well-known 3.5 % (really), \u201cquoted\u201d", "well-known 3.5 % (really), \u201cquoted\u201d"),
]


@pytest.mark.parametrize(("text", "expected"), MARKUP)
def test_page_text_cannot_become_markup(text, expected):
    """Every character that Markdown or HTML acts on is escaped, and ordinary prose is left readable."""
    assert escaped(text) == expected


def test_only_web_addresses_become_links():
    """A name with a web address links, one with anything else stays a name."""
    assert linked("Echo [x]", "https://echo.example/a(b)") == r"[Echo \[x\]](<https://echo.example/a(b)>)"
    assert linked("Echo", "javascript:alert(1)") == "Echo"


@pytest.mark.parametrize("world", [a_world, a_hostile_world], ids=["plain", "hostile"])
def test_every_table_row_has_its_headers_columns(world):
    """An unescaped pipe in page text would break a row."""
    tables = re.findall(r"(?:^\|.*\n)+", render(build(world()))["report.md"], re.MULTILINE)
    assert len(tables) >= 9
    for table in tables:
        widths = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table.splitlines()}
        assert len(widths) == 1


def test_no_raw_html_and_no_foreign_link_in_a_hostile_report():
    """No tag, image or address but http(s) ones survives."""
    text = render(build(a_hostile_world()))["report.md"]
    assert not re.search(r"(?<!\\)<(?!https?://)", text)
    assert not re.search(r"(?<!\\)\]\((?!<https?://)", text)


def test_it_says_what_the_report_holds():
    """Stories, evidence, order, account and limits are there in words."""
    text = render(build(a_world()))["report.md"]
    for phrase in (
        "# The week at the harbour",
        "## 1. Drowned church bell rings again after 141 years",
        "Wire: **AFP**",
        "First among the 9 copies with a known time: The Harbour Post.",
        "61 seen = 52 stored + 4 refused + 3 failed + 2 pending",
        "uncredited in this rendering",
        "| taboola-widget | 2 |",
        "paraphrase is not",
    ):
        assert phrase in text, phrase

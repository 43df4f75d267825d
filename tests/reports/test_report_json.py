"""The JSON report: complete, plain data; every key and every CSV column is documented."""

from __future__ import annotations

import json
import re

import pytest

from crawler.findings.credit import Credit
from crawler.findings.word_diff import Change
from crawler.reports.build.build import build
from crawler.reports.render_json import pieces, render
from crawler.reports.renderers import RENDERERS
from crawler.reports.sections import SECTIONS
from crawler.tracking.relation import Relation
from tests import places
from tests.reports.report_world import a_hostile_world, a_world

DOCUMENT = (places.DOCS / "report-format.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", DOCUMENT))
#: Tables that are those of exports are described there.
EXPORTED = set(re.findall(r"`([^`\n]+)`", (places.DOCS / "export-formats.md").read_text(encoding="utf-8")))


def _keys(value):
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in _keys(each)}
    if isinstance(value, list):
        return {key for each in value for key in _keys(each)}
    return set()


@pytest.fixture(scope="module")
def document():
    return json.loads(render(build(a_world()))["report.json"])


def test_every_key_is_documented(document):
    """A key that docs/report-format.md does not name fails here."""
    assert _keys(document) - NAMED == set()
    assert len(_keys(document)) > 60


@pytest.mark.parametrize(
    "table", [table for section in SECTIONS for table in section.tables], ids=lambda table: table.file
)
def test_every_file_and_column_is_documented(table):
    """A CSV file or column that the documents do not name fails here."""
    assert {table.file, *table.columns} - NAMED - EXPORTED == set()


def test_every_file_and_value_is_documented():
    """File names, formats, relations, credits and changes are named in the documentation."""
    report = build(a_world())
    files = {name for render_one in RENDERERS.values() for name in render_one(report)}
    assert (files | set(RENDERERS) | set(Relation) | set(Credit) | set(Change)) - NAMED == set()


def test_figures_agree_with_the_report(document):
    """Shares are the exact ones to six digits, counts the report's own."""
    report = build(a_world())
    assert document["overview"]["copies"] == report.overview.copies
    assert document["overview"]["republished_share"] == round(report.overview.republished_share, 6)
    for shown, story in zip(document["stories"], report.stories, strict=True):
        assert [copy["copy"] for copy in shown["copies"]] == [row.key for row in story.rows]
        assert [copy["ran"] for copy in shown["copies"]] == [
            None if row.ran is None else round(row.ran, 6) for row in story.rows
        ]
    account = document["account"]
    outcomes = sum(each["count"] for each in account["refused"] + account["failed"])
    assert account["requests_seen"] == account["stored"] + outcomes + account["pending"] + account["missing"]


def test_changes_hold_the_words_that_differ(document):
    """The reworded copy's changes quote both sides."""
    bell = document["stories"][0]["copies"]
    skerry = next(copy for copy in bell if copy["outlet"] == "Skerry Times")
    quoted = [(each["change"], each["here"].strip(), each["there"].strip()) for each in skerry["changes"]]
    assert ("changed", "lost count.", "forgot how to count and struck it nine times more.") in quoted


def test_hostile_text_stays_data():
    """Control characters, surrogates and addresses that are no web addresses do not come through; the file parses."""
    text = render(build(a_hostile_world()))["report.json"]
    text.encode("utf-8")
    document = json.loads(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", text)
    assert {url for story in document["stories"] for copy in story["copies"] for url in copy["urls"]} == set()
    assert {seen["page_url"] for story in document["stories"] for copy in story["copies"] for seen in copy["seen"]} == {
        None
    }


def test_it_comes_in_parts_none_of_which_grows_with_the_report():
    """A story, a copy or a pair at a time: joined they are the document as a JSON writer writes it."""
    report = build(a_world())
    parts = list(pieces(report))
    document = json.loads("".join(parts))
    assert "".join(parts) == json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    assert len(parts) > len(document["stories"]) + len(document["links"]) + len(document["ran_once"])

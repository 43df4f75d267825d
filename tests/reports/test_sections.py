"""The sections of a report: one entry gives each its place in the page, the contents, the Markdown, the files and their schema."""

from __future__ import annotations

import json
from collections import Counter

import lxml.html
import pytest

from crawler.reports.build.build import build
from crawler.reports.html.render import render as render_html
from crawler.reports.markdown.render import render as render_markdown
from crawler.reports.render_csv import render as render_csv
from crawler.reports.render_json import render as render_json
from crawler.reports.schema import report_schema
from crawler.reports.sections import SECTIONS
from crawler.tables.record import fields_of
from tests.factories import a_report_input
from tests.reports.report_world import a_world
from tests.reports.write_report_format import PAGE, page


@pytest.fixture(scope="module")
def report():
    return build(a_world())


def shown(report):
    """Return the entries of sections that the page of *report* shows."""
    return [each for each in SECTIONS if each.html and each.single and report.parts[each.key] is not None]


def test_no_two_sections_share_a_name():
    """Keys, keys of report.json and files are each the property of one section."""
    names = [
        *(section.key for section in SECTIONS),
        *(f"{key.name}:" for section in SECTIONS for key in section.keys),
        *(table.file for section in SECTIONS for table in section.tables),
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_no_two_modules_of_words_share_a_filter():
    """Templates find the functions of all modules of words under their names, so each name is one function's."""
    modules = dict.fromkeys(module for section in SECTIONS for module in section.words)
    names = [
        name
        for module in modules
        for name, each in vars(module).items()
        if not name.startswith("_") and getattr(each, "__module__", "") == module.__name__ and callable(each)
    ]
    assert names
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_the_page_and_its_contents_follow_the_entries(report):
    """Every section that has something to show is a part of the page under its title, in order, and in the contents."""
    page = lxml.html.document_fromstring(render_html(report)["report.html"])
    entries = shown(report)
    assert [(part.get("id"), part.find("h2").text_content()) for part in page.find_class("part")] == [
        (each.key, each.title) for each in entries
    ]
    assert [(link.get("href"), link.text_content()) for link in page.xpath("//nav[@class='contents']//a")] == [
        (f"#{each.key}", each.contents or each.title) for each in entries
    ]


def test_the_markdown_has_the_titles_in_the_same_order(report):
    """Sections with a title of their own in Markdown come in the order of the entries."""
    lines = render_markdown(report)["report.md"].splitlines()
    titles = [f"## {each.title}" for each in SECTIONS if each.markdown and each.headed]
    printed = [line for line in lines if line in titles]
    assert printed == [title for title in titles if title in printed]
    assert len(printed) > 8


def test_files_and_their_schema_follow_the_entries(report):
    """report.json has the keys of all sections, as its schema has; a table is written for each section that is not left out."""
    heading = {"format", "title", "as_of", "window_hours"}
    keys = {key.name for section in SECTIONS for key in section.keys}
    assert set(json.loads(render_json(report)["report.json"])) == set(report_schema()["properties"]) == keys | heading
    there = {table.file for section in SECTIONS if report.parts[section.key] is not None for table in section.tables}
    assert set(render_csv(report)) == there


def test_a_section_without_anything_to_show_is_left_out():
    """An empty world has no wire's items, no notices, no edits and no health, and says so in no place."""
    empty = build(a_report_input())
    gone = [each.key for each in SECTIONS if empty.parts[each.key] is None and each.single]
    assert gone == ["ours", "stale", "versions", "further", "changed", "never_credit", "health", "faults"]
    page = render_html(empty)["report.html"]
    assert not [key for key in gone if f'id="{key}"' in page or f'href="#{key}"' in page]
    assert {"pickups.csv", "stale.csv", "never_credit.csv"}.isdisjoint(render_csv(empty))


def test_the_documentation_follows_the_rows():
    """docs/report-format.md has a table for the class of each CSV file, made of its annotations."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(), "say `make schemas` and look at what changed"
    missing = [
        table.file
        for section in SECTIONS
        for table in section.tables
        if table.kind and f"<!-- keys of {table.file.removesuffix('.csv')}: " not in text
    ]
    assert missing == []


def test_every_column_of_a_file_is_described():
    """A row's class says of every column what it means."""
    kinds = [table.kind for section in SECTIONS for table in section.tables if table.kind]
    assert len(kinds) > 4
    assert [(kind.__name__, field.name) for kind in kinds for field in fields_of(kind) if not field.description] == []

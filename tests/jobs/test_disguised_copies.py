"""A disguised copy goes all the way: it is found, and the exports, the report and the library say what was done to it."""

import json

import pytest

import wiretrace as library
from tests.command import Command
from tests.text.test_disguise import CASES, TEXT

NAMES = [f"{number}-{kind.value}" for number, (kind, _) in enumerate(CASES)]
HEAD = """<html lang="en"><head><title>Gulls counted again</title><meta property="og:type" content="article">
<meta property="og:site_name" content="Quay News"><link rel="canonical" href="https://quay.example/gulls"></head><body>"""


def test_disguised_copies_are_found_and_told(tmp_path, wiretrace: Command):
    """One copy in each disguise, from a saved page and from a record: all in the story of the plain text, all flagged."""
    pages = tmp_path / "pages"
    pages.mkdir()
    records = [{"id": "plain", "outlet": "Harbour Post", "text": TEXT}]
    for name, (_, disguise) in zip(NAMES, CASES, strict=True):
        records.append({"id": name, "outlet": f"Gazette {name}", "text": disguise(TEXT)})
    paragraphs = "".join(f"<p>{part}.</p>" for part in TEXT.replace("e", "e&#8203;").rstrip(".").split(". "))
    (pages / "page.html").write_text(f"{HEAD}<article><h1>Gulls counted again</h1>{paragraphs}</article></body></html>")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    assert wiretrace("import", "in.jsonl", "pages", cwd=tmp_path).code == 0
    assert wiretrace("export", "copies", "--out", "copies.jsonl", cwd=tmp_path).code == 0
    exported = map(json.loads, (tmp_path / "copies.jsonl").read_text().splitlines())
    copies = {"page" if copy["outlet"] == "Quay News" else copy["id"]: copy for copy in exported}
    assert len(copies) == len(CASES) + 2
    assert copies["plain"]["disguises"] == []
    assert copies["page"]["disguises"] == ["invisible-characters"]
    for name, (kind, _) in zip(NAMES, CASES, strict=True):
        assert kind in copies[name]["disguises"]
    assert {tuple(copy["stories"]) for copy in copies.values()} == {tuple(copies["plain"]["stories"])}
    assert wiretrace("report", "--out", "r", "--single", cwd=tmp_path).code == 0
    report = (tmp_path / "r" / "report.html").read_text()
    assert "Its words were disguised from programs: letters of another script that look the same." in report


@pytest.mark.parametrize(("kind", "disguise"), CASES[-3:])
def test_the_library_compares_what_a_reader_sees(kind, disguise):
    """Two texts, one of them disguised, are the same words."""
    assert library.compare(TEXT, disguise(TEXT)).relation is library.Relation.VERBATIM


def test_a_text_without_words_is_unrelated():
    """Signs alone have nothing to share."""
    assert library.compare(TEXT, "!!! \u2026").relation is library.Relation.UNRELATED

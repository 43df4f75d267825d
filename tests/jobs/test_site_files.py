"""A site on disk: what did not change keeps its file, what is gone is removed, and nothing else is touched."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.jobs.reporting import write_report
from crawler.jobs.site_files import MANIFEST, write_site
from crawler.reports.build.basis import Basis
from crawler.reports.html.single import MOST_BYTES, render_within
from crawler.reports.model import Limits
from crawler.reports.site.model import SITE_LIMITS, SiteModel
from tests.factories import a_copy, a_report_input, a_story, at, compared
from tests.reports.report_world import a_world


def a_model(data) -> SiteModel:
    return SiteModel(Basis(data, SITE_LIMITS))


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return what each file of a folder holds, and when it was written."""
    every = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in every}


@pytest.mark.slow
def test_a_site_that_did_not_change_is_not_written_again(tmp_path):
    """The same report again: not a file is touched, the manifest neither."""
    first = write_site(a_model(a_world()), tmp_path)
    before = files(tmp_path)
    again = write_site(a_model(a_world()), tmp_path)
    assert files(tmp_path) == before
    assert (first.written, again.written, again.removed) == (first.files - 1, 0, 0)  # the manifest is not counted
    assert first.index == tmp_path / "index.html"


def test_pages_of_stories_that_went_are_removed_and_only_those(tmp_path):
    """A story that is no more takes its page along; what the user put there stays, and so do pages that say the same."""
    world = a_world()
    write_site(a_model(world), tmp_path)
    (tmp_path / "story" / "notes.txt").write_text("mine")
    before = files(tmp_path)
    fewer = replace(world, stories=[story for story in world.stories if story.key != "cat"])
    written = write_site(a_model(fewer), tmp_path)
    after = files(tmp_path)
    assert "story/cat.html" in before
    assert "story/cat.html" not in after
    assert "story/notes.txt" in after
    assert written.removed >= 1
    assert after["story/bell.html"] == before["story/bell.html"]
    assert set(json.loads(after[MANIFEST][0])["files"]) == set(after) - {"story/notes.txt"}


@pytest.mark.parametrize(
    "path", ["../outside.html", "/outside.html", "a/../../outside.html", "story/../../outside.html", "a\\..\\b"]
)
def test_a_manifest_that_names_files_elsewhere_is_not_believed(tmp_path, path):
    """Nothing outside the folder is removed, whatever the manifest says."""
    outside, site = tmp_path / "outside.html", tmp_path / "site"
    outside.write_text("mine")
    (site / "assets").mkdir(parents=True)
    (site / MANIFEST).write_text(json.dumps({"format": "wiretrace-site/1", "files": [path]}))
    assert write_site(a_model(a_report_input()), site).removed == 0
    assert outside.read_text() == "mine"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": "wiretrace-site/1"}',
        '{"format": "wiretrace-site/1", "files": 3}',
        '{"format": 1, "files": ["index.html"]}',
    ],
)
def test_a_broken_manifest_is_as_none(tmp_path, text):
    """It is written again, and nothing is removed."""
    (tmp_path / "assets").mkdir()
    (tmp_path / MANIFEST).write_text(text)
    assert write_site(a_model(a_report_input()), tmp_path).removed == 0
    assert "index.html" in json.loads((tmp_path / MANIFEST).read_text())["files"]


def test_one_file_or_a_site(tmp_path):
    """--single writes report.html and no page of a site; without it there is the site and no report.html."""
    single, site = tmp_path / "single", tmp_path / "site"
    assert write_report(a_world(), single, ["html"], single=True) == [single / "report.html"]
    assert [path.name for path in single.iterdir()] == ["report.html"]
    assert write_report(a_world(), site, ["html"]) == [site / "index.html"]
    assert not (site / "report.html").exists()


def many(stories: int, outlets: int):
    """Return a store of *stories* that each of *outlets* ran with words of its own."""
    copies, found, against = [], [], {}
    for number in range(stories):
        text = " ".join(
            f"Sentence {at_} of story {number} tells of {number * 7 + at_} gulls and {at_} boats." for at_ in range(30)
        )
        ran = [
            a_copy(
                key=f"{number:04}{outlet:02}",
                outlet_key=f"o{outlet}",
                outlet=f"The Outlet {outlet}",
                text=f"{text} Says {outlet}.",
                published=at(number * 9 + outlet),
            )
            for outlet in range(outlets)
        ]
        story = a_story(*ran, key=f"s{number:04}")
        full = next(copy for copy in ran if copy.key == story.fullest)
        against |= {f"{story.key}:{copy.key}": compared(copy.text, full.text) for copy in ran if copy is not full}
        copies += ran
        found.append(story)
    return a_report_input(copies=copies, stories=found, against_measure=against)


@pytest.mark.slow
def test_the_one_file_report_of_some_hundred_stories_can_be_mailed():
    """It holds the widest stories in full, lists others, says what it leaves out, and stays under a megabyte."""
    basis = Basis(many(300, 6), Limits())
    page = render_within(basis)
    assert 200_000 < len(page.encode()) <= MOST_BYTES
    assert page.count('<article class="story"') >= 3
    assert "more in stories.csv" in page or "further stories" in page.lower()

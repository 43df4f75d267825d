"""An error of this program costs the page, file or article that met it, never the run, and is told with its place."""

import json
import re
from collections.abc import Collection
from pathlib import Path

import pytest

from crawler.faults import Faults, fault
from crawler.findings.stories import stories
from crawler.jobs import site_files
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.reporting import report_input, write_report
from crawler.jobs.track import track
from crawler.jobs.tracking import excused, grouping, work
from crawler.jobs.upkeep.rereading import reread
from crawler.reports import render_json, sections
from crawler.reports.build import shown
from crawler.reports.build.build import build
from crawler.reports.html import render as html
from crawler.reports.markdown import render as markdown
from crawler.sightings import observe
from crawler.sightings.copies import assemble_all
from crawler.sightings.registries import load_registries
from crawler.store import captures as stored
from crawler.store.queue import accounts
from crawler.store.records import sightings
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from tests import places
from tests.command import Done, wiretrace
from tests.site import Site, article_path, page, story

#: Makes one function of the program fail on whatever holds the mark: what no page should be able to do.
BREAKING = """
import importlib
def breaking(module, name, mark):
    module = importlib.import_module(module)
    right = getattr(module, name)
    def wrong(*args, **kwargs):
        if mark in repr(args):
            raise IndexError("text of a page: " + mark)
        return right(*args, **kwargs)
    setattr(module, name, wrong)
"""
MARK = "Gulls counted 2"


def broken(tmp_path: Path, module: str, name: str, *arguments: str | Path, mark: str = MARK, **more: str) -> Done:
    """Run the command with one function of it broken for whatever holds the mark."""
    (tmp_path / "faulty").mkdir(exist_ok=True)
    line = f"breaking({module!r}, {name!r}, {mark!r})\n"
    (tmp_path / "faulty" / "sitecustomize.py").write_text(BREAKING + line, encoding="utf-8")
    path = f"{tmp_path / 'faulty'}:{places.PROJECT}"
    return wiretrace(*arguments, cwd=tmp_path, PYTHONPATH=path, **more)


def routes() -> dict[str, bytes]:
    """A front page and three articles, of which the second has the mark."""
    paths = [article_path(number) for number in (1, 2, 3)]
    return {
        "/en/": page(0, links=tuple(paths)),
        **{path: page(2 * n + 1 if n != 1 else 2) for n, path in enumerate(paths)},
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "name", "mark"),
    [
        pytest.param("crawler.sightings.observe", "of_main_article", MARK, id="reading"),
        pytest.param("crawler.crawling.session.page_writer", "_visits", article_path(2), id="following"),
        pytest.param("crawler.crawling.session.page_writer", "save_capture", MARK, id="writing"),
        pytest.param("crawler.spiders.aggregator", "with_done", article_path(2), id="handing-over"),
    ],
)
def test_a_crawl_goes_on_and_names_what_failed(tmp_path, module, name, mark):
    """The page has failed, with one reason; the others are stored; nothing stays pending."""
    with Site(routes()) as site:
        done = broken(tmp_path, module, name, "crawl", f"{site.url}/en/", "--delay", "0", mark=mark)
    assert "4 requests seen = 3 stored + 0 refused + 1 failed + 0 pending" in done.out, done.err
    assert "failed: program-error 1" in done.out
    assert (done.code, "Traceback" in done.err, "make room" in done.err) == (0, False, False)
    assert "text of a page" not in done.err


@pytest.mark.slow
def test_the_page_is_kept_told_by_doctor_and_read_again(tmp_path):
    """The capture stands there, its note has the place and no word of the page; a rebuild by a mended program reads it."""
    with Site(routes()) as site:
        broken(tmp_path, "crawler.sightings.observe", "of_main_article", "crawl", f"{site.url}/en/", "--delay", "0")
    doctor = wiretrace("doctor", cwd=tmp_path)
    assert doctor.code == 1
    assert "IndexError" in doctor.out
    assert "text of a page" not in doctor.out
    wiretrace("track", "--rebuild", cwd=tmp_path)
    assert "IndexError" not in wiretrace("doctor", cwd=tmp_path).out


@pytest.mark.slow
def test_a_command_that_fails_says_so_in_one_line(tmp_path):
    """With the place, without the text of a page; the traceback on request."""
    words = ("outlets", "list")
    done = broken(tmp_path, "crawler.cli.outlets", "say", *words, mark="")
    assert done.code == 1
    assert len(done.err.strip().splitlines()) == 1, done.err
    assert done.err.startswith("wiretrace: program-error: IndexError")
    assert "text of a page" not in done.err
    assert "Traceback" in broken(tmp_path, "crawler.cli.outlets", "say", *words, mark="", WIRETRACE_TRACEBACK="1").err


def test_an_import_goes_on(tmp_path, monkeypatch):
    """A page that cannot be read is kept with the reason, a file that breaks the intake is named, the others go in."""
    for number in (1, 2, 3):
        (tmp_path / f"page-{number}.html").write_bytes(page(number))
    read, meta = observe._READERS["html"], "crawler.jobs.intake.files._meta"

    def reading(capture, registries):
        if MARK.encode() in capture.raw:
            raise KeyError(MARK)
        return read(capture, registries)

    def described(path, custom):
        if (path.parent / "broken").exists():
            raise AssertionError
        return Defaults()

    monkeypatch.setitem(observe._READERS, "html", reading)
    monkeypatch.setattr(meta, described)
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "broken").touch()
    (tmp_path / "zz" / "page.html").write_bytes(page(4))
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    done = import_paths(store, [tmp_path], load_registries(None), defaults=Defaults())
    assert (done.captures, done.unreadable) == (3, {"program-error": 1})
    assert [problem.split(": ", 1)[1].split(" at ")[0] for problem in done.problems] == [
        "program-error: AssertionError"
    ]
    store.close()


def test_one_capture_that_cannot_be_written_does_not_take_its_batch_along(tmp_path, monkeypatch):
    """The others of the batch are stored with their sightings; this one without."""
    for number in (1, 2, 3):
        (tmp_path / f"page-{number}.html").write_bytes(page(number))
    save = stored.save_sightings

    def saving(connection, ids, seen):
        if any(MARK in one.headline for one in seen if one.headline):
            raise UnicodeEncodeError("utf-8", MARK, 0, 1, "surrogates not allowed")
        save(connection, ids, seen)

    monkeypatch.setattr(stored, "save_sightings", saving)
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    done = import_paths(store, [tmp_path], load_registries(None), defaults=Defaults())
    assert done.new == 3
    assert "UnicodeEncodeError" in done.problems[0]
    with store.read() as connection:
        assert len(stored.captures(connection)) == 3
        assert sum(stored.faults_met(connection).values()) == len(done.problems)
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize("broken_part", ["segments", "words", "comparison", "reconstruction"])
def test_tracking_and_a_report_go_on_without_one_text(tmp_path, monkeypatch, broken_part):
    """The text that breaks them resembles no other, the others are linked as ever, the place is counted, and a rebuild forgets it."""
    bad = " ".join(["dreadful"] * 30 + story(9).split())
    texts = {
        "a": story(1),
        "b": story(1) + " Gulls again.",
        "c": bad,
        "d": bad + " Gulls again.",
        "e": bad + " Gulls thrice.",
    }
    lines = [json.dumps({"id": key, "outlet": f"Post {key}", "text": text}) for key, text in texts.items()]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    known, config = load_registries(None), TrackingConfig()
    import_paths(store, [tmp_path / "in.jsonl"], known, defaults=Defaults())

    def breaking(module, name, mark="dreadful"):
        right = getattr(module, name)

        def wrong(*args, **more):
            if mark in repr(args):
                raise IndexError("dreadful")
            return right(*args, **more)

        monkeypatch.setattr(module, name, wrong)

    module, name = {
        "segments": (work, "segments_of"), "words": (excused, "read_voiced"), "comparison": (excused, "compare"),
        "reconstruction": (work, "reconstruct"),
    }[broken_part]  # fmt: skip
    breaking(module, name, "" if broken_part == "reconstruction" else "dreadful")
    done = track(store, config)
    assert all(place.startswith("IndexError at jobs/") for place in done.faults)
    assert done.faults
    data = report_input(store, known, config, title="Gulls")
    assert data.faults == {}  # a comparison that failed is not tried again
    write_report(data, tmp_path / "report", ["html", "json", "csv", "md"])
    linked = {
        frozenset(next(c.external_id for c in data.copies if c.key == key) for key in (link.a, link.b))
        for link in data.links
    }
    assert {"a", "b"} in linked
    if broken_part in {"words", "comparison"}:
        assert linked == {frozenset("ab")}
    with store.read() as connection:
        assert excused.tracking_faults(connection) == dict(done.faults)
    monkeypatch.undo()
    reread(store, known)
    assert track(store, config).faults == {}
    with store.read() as connection:
        assert excused.tracking_faults(connection) == {}
    breaking(excused, "read_voiced")
    assert report_input(store, known, config, title="Gulls").faults
    store.close()


@pytest.fixture
def two_stories(tmp_path):
    """A store with two texts of two outlets each, not tracked; the second has a word of its own."""
    texts = {"a": story(1), "b": story(1) + " Gulls again.", "c": "Dreadful " + story(2), "d": "Dreadful " + story(2)}
    lines = [
        json.dumps({"id": key, "outlet": f"Post {key}", "title": text[:30], "text": text})
        for key, text in texts.items()
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    import_paths(store, [tmp_path / "in.jsonl"], load_registries(None), defaults=Defaults())
    yield store
    store.close()


def breaking(monkeypatch, module, name: str, marks: Collection[str]) -> None:
    """Let a function of a module fail on whatever holds one of the marks."""
    right = getattr(module, name)

    def wrong(*args, **more):
        if any(mark in repr(args) for mark in marks):
            raise IndexError(name)
        return right(*args, **more)

    monkeypatch.setattr(module, name, wrong)


def test_grouping_goes_on_without_one_component(two_stories, monkeypatch):
    """The other story is there, the place is counted and on the health page, and a rebuild makes the one that was left out."""
    known, config = load_registries(None), TrackingConfig()
    with two_stories.read() as connection:
        bad = [copy.key for copy in assemble_all(list(sightings(connection))) if copy.external_id in {"c", "d"}]
    breaking(monkeypatch, grouping, "group", bad)
    done = track(two_stories, config)
    assert [place.split(":")[0] for place in done.faults] == ["IndexError at jobs/tracking/grouping.py"]
    assert list(done.faults.values()) == [1]
    data = report_input(two_stories, known, config, title="Gulls")
    assert [len(each.copies) for each in data.stories] == [2]
    assert data.known_faults == done.faults
    assert "Errors of this program" in html.render(build(data))[html.FILE]
    assert next(iter(done.faults)) in markdown.render(build(data))[markdown.FILE]
    monkeypatch.undo()
    reread(two_stories, known)
    assert track(two_stories, config).stories == 2
    assert report_input(two_stories, known, config, title="Gulls").known_faults == {}


@pytest.mark.parametrize(
    ("module", "name", "mark", "written"),
    [
        pytest.param(stories, "copy_finding", "Dreadful", ["index.html", "report.md", "stories.csv", "report.json"], id="story"),
        pytest.param(shown, "differences", "Dreadful", ["index.html", "report.md", "stories.csv", "report.json"], id="differences"),
        pytest.param(site_files, "render_page", "kind='story'", ["index.html", "report.md", "stories.csv", "report.json"], id="page"),
        pytest.param(sections, "boilerplate_by_rule", "", ["index.html", "report.md", "stories.csv", "report.json"], id="section"),
        pytest.param(render_json, "_text", "", ["index.html", "report.md", "stories.csv"], id="format"),
    ],
)  # fmt: skip
def test_a_report_goes_on_without_what_fails(two_stories, tmp_path, monkeypatch, module, name, mark, written):
    """A story, its differences, a page, a section, a format: what is left is written, what is left out is counted."""
    track(two_stories, TrackingConfig())
    data = report_input(two_stories, load_registries(None), TrackingConfig(), title="Gulls")
    breaking(monkeypatch, module, name, [mark])
    faults, out = Faults(), tmp_path / "report"
    write_report(data, out, ["html", "md", "csv", "json"], faults=faults)
    assert faults
    assert {path.name for path in out.iterdir()} >= set(written)
    assert ("report.json" in written) == (out / "report.json").exists()
    with pytest.raises(IndexError):
        write_report(data, tmp_path / "strict", ["html", "md", "csv", "json"])


def test_a_place_names_the_last_frame_of_the_package():
    """Not that of a library, and no word of the exception; without a frame of the package only what it is."""
    with pytest.raises(AttributeError) as ours:
        accounts(None)
    with pytest.raises(ValueError, match="page") as strange:
        int("text of a page")
    assert re.fullmatch(r"AttributeError at store/queue\.py:\d+", fault(ours.value))
    assert fault(strange.value) == "ValueError"

"""Runs: every crawl leaves a row, however it ends; collapsed yields end it with exit code 3. Real crawls on loopback."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.crawling.session.fingerprint import fingerprint
from crawler.crawling.session.processes import is_alive, this_process
from crawler.sources.runs import Run
from crawler.sources.source import Follow, Limits, Source
from crawler.store.runs import all_runs
from crawler.store.schema import run
from crawler.store.store import Store
from tests.command import Done, start, wiretrace
from tests.site import Gate, Site, article_path, page
from tests.stores import exported

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def crawl(cwd: Path, *words: str, **more: str) -> Done:
    """Crawl without tracking and without pauses."""
    return wiretrace("crawl", *words, "--no-track", "--delay", "0", cwd=cwd, **more)


def runs(cwd: Path) -> list[Run]:
    """The runs in the store."""
    store = Store(f"sqlite:///{cwd / 'wiretrace.db'}")
    with store.read() as connection:
        found = all_runs(connection)
    store.close()
    return found


def six_pages(*, blocks: bool = True) -> dict[str, bytes]:
    """A front page and five articles, each with one related block, or with none."""
    paths = [article_path(number) for number in range(1, 6)]
    pages = {"/en/": page(0, links=tuple(paths)), **{path: page(number) for number, path in enumerate(paths, 1)}}
    cut = re.compile(rb"<div>Tilling Times</div>.*(?=<ul>)", re.DOTALL)
    return pages if blocks else {path: cut.sub(b"", body) for path, body in pages.items()}


def repeat_last_run(cwd: Path, times: int) -> None:
    """Write the last run again and again, as if the source had been crawled so often with the same yield."""
    store = Store(f"sqlite:///{cwd / 'wiretrace.db'}")
    with store.write() as connection:
        row = connection.execute(sa.select(run).order_by(run.c.id.desc())).first()
        kept = {name: value for name, value in row._mapping.items() if name != "id"}
        connection.execute(run.insert(), [kept] * times)
    store.close()


def a_source(**changes) -> Source:
    """A source as a file names it."""
    return Source(name="harbor", urls=("https://a.example/", "https://b.example/"), **changes)


def a_run(**changes) -> Run:
    """A run that is going on."""
    given = Run(
        id=1, key="x", source="x", started_at=NOW, finished_at=None, beat_at=NOW, holder="elsewhere:1", outcome=None,
        exit_code=None, settings=None,
    )  # fmt: skip
    return replace(given, **changes)


def test_a_crawl_leaves_a_row_that_says_what_it_did(tmp_path):
    """Counts, duration, exit code, settings and yields, also exported; tracking adds what there is now."""
    with Site(six_pages()) as site:
        done = wiretrace("crawl", site.url + "/en/", "--delay", "0", cwd=tmp_path)
    assert done.code == 0, done.err
    (row,) = exported("runs", tmp_path)
    assert row["source"] is None
    assert [url.removeprefix("https://") for url in row["start_urls"]] == [site.url.removeprefix("http://") + "/en"]
    assert (row["outcome"], row["exit_code"]) == ("finished", 0)
    assert row["duration_seconds"] >= 0
    assert re.fullmatch("[0-9a-f]{16}", row["settings"])
    requests = ("seen", "stored", "unchanged", "refused", "failed", "pending")
    assert [row[key] for key in requests] == [6, 6, 0, 0, 0, 0]
    assert [row[key] for key in ("pages", "sightings", "blocks", "new_copies")] == [6, 12, 6, 12]
    assert row["links"] >= 5
    assert row["stories"] >= 6
    assert row["yields"] == [
        {"layout": "daily8", "pages": 6, "starts": 1, "sightings": 12, "blocks": 6, "empty": 0, "unanchored": 0}
    ]
    assert row["drift"] == []


def test_a_collapsed_yield_ends_the_run_with_3_and_is_stored_all_the_same(tmp_path):
    """One line says what; the next crawl is measured by the good runs, not by the broken one."""
    with Site(six_pages()) as site:
        crawl(tmp_path, site.url + "/en/", "--again")
        repeat_last_run(tmp_path, 5)
        assert crawl(tmp_path, site.url + "/en/", "--again").code == 0
        site.routes.update(six_pages(blocks=False))
        for _ in range(2):
            done = crawl(tmp_path, site.url + "/en/", "--again")
            assert done.code == 3
            assert re.search(
                r"^wiretrace: daily8: blocks a page 0\.0, was 1\.0 in the last 7 runs$", done.err, re.MULTILINE
            )
    last = runs(tmp_path)[-1]
    assert (last.exit_code, last.counts.stored, last.counts.blocks) == (3, 6, 0)
    assert last.drift == ("daily8: blocks a page 0.0, was 1.0 in the last 7 runs",)


def test_a_killed_run_is_closed_by_the_next_one(tmp_path):
    """It counts what it had stored; the run that takes its crawl up counts the rest, and nothing of the crawl is missing."""
    gate = Gate()
    paths = [article_path(number) for number in range(1, 7)]
    routes = {"/en/": page(0, links=tuple(paths)), **{path: page(n) for n, path in enumerate(paths, 1)}}
    with Site(routes | {paths[2]: gate.before(page(3))}) as site:
        process = start("crawl", site.url + "/en/", "--no-track", "--delay", "0", cwd=tmp_path)
        gate.wait_for_request()
        process.kill()
        process.communicate()
        gate.open()
        (open_one,) = runs(tmp_path)
        assert open_one.finished_at is None
        assert crawl(tmp_path, site.url + "/en/").code == 0
    killed, resumed = runs(tmp_path)
    assert (killed.outcome, killed.exit_code) == ("interrupted", None)
    assert 0 < killed.counts.pages < 7
    assert killed.counts.pages + resumed.counts.pages == 7
    assert (resumed.counts.seen, resumed.counts.stored) == (7, 7)


def test_two_crawls_of_one_source_at_once_are_one_too_many(tmp_path):
    """The second says which process crawls it and fetches nothing; a source on another host is crawled meanwhile."""
    gate = Gate()
    with Site({"/en/": gate.before(page(0)), "/en/other": page(1)}) as site:
        process = start("crawl", site.url + "/en/", "--no-track", cwd=tmp_path)
        gate.wait_for_request()
        done = crawl(tmp_path, site.url + "/en/")
        assert (done.code, site.paths.count("/en/")) == (1, 1)
        assert f":{process.pid} since" in done.err
        assert crawl(tmp_path, site.url.replace("127.0.0.1", "localhost") + "/en/other").code == 0
        process.kill()
        process.communicate()
        gate.open()


def test_a_crawl_that_brings_nothing_says_so_in_its_row(tmp_path):
    """Exit code 1, with the reason counted."""
    with Site({}) as site:
        assert crawl(tmp_path, site.url + "/en/").code == 1
    (row,) = runs(tmp_path)
    assert (row.exit_code, row.counts.failed, row.counts.stored) == (1, 1, 0)


def test_a_source_on_disk_has_runs_too(tmp_path):
    """A folder that is read again is a run like another."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text('{"id": "1", "outlet": "Echo", "text": "Gulls were counted."}\n')
    (tmp_path / "sources.toml").write_text('[source.saved]\nkind = "folder"\npaths = ["in"]\n')
    assert crawl(tmp_path, "saved").code == 0
    (row,) = runs(tmp_path)
    assert (row.source, row.outcome, row.exit_code, row.counts.pages) == ("saved", "finished", 0, 1)


@pytest.mark.parametrize(
    ("holder", "minutes", "alive"),
    [
        pytest.param("elsewhere:1", 9, True, id="another machine, beating"),
        pytest.param("elsewhere:1", 11, False, id="another machine, silent"),
        pytest.param(this_process().rpartition(":")[0] + ":999999999", 0, False, id="no such process here"),
        pytest.param(this_process().rpartition(":")[0] + ":1", 0, True, id="a process here"),
        pytest.param(this_process(), 0, False, id="our own number, from before"),
    ],
)
def test_whether_a_run_still_lives(holder, minutes, alive):
    """By its beats anywhere, and here by looking for its process."""
    assert is_alive(a_run(holder=holder), now=NOW.replace(minute=minutes)) is alive


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        pytest.param(a_source(limits=Limits(delay=3.0)), True, id="delay"),
        pytest.param(replace(a_source(), urls=("https://b.example/", "https://a.example/")), True, id="order of URLs"),
        pytest.param(replace(a_source(), name="other"), True, id="name"),
        pytest.param(a_source(limits=Limits(max_pages=3)), False, id="pages"),
        pytest.param(a_source(follow=Follow(links="/news/")), False, id="links"),
        pytest.param(a_source(browser=True), False, id="browser"),
    ],
)
def test_the_hash_of_settings_changes_with_what_is_crawled(changed, same):
    """Politeness does not change it; it is the same on every machine."""
    assert (fingerprint(changed, {}) == fingerprint(a_source(), {})) is same
    assert fingerprint(a_source(), {"WIRETRACE_MAX_PAGES": 5}) != fingerprint(a_source(), {})


def test_the_hash_of_settings_is_that_of_earlier_versions():
    """Runs that an earlier version made can still be compared: no field of a source is renamed in what is hashed."""
    assert fingerprint(a_source(custom_layouts=("river",)), {}) == "3b9b45324517f7b0"

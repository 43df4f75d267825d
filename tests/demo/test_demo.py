"""The demo: one command, the whole job, the same bytes every time, and what it finds is what the world was made of."""

import csv
import hashlib
import json
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from crawler.jobs.exporting import export
from crawler.jobs.reporting import RENDERERS
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from crawler.tables.exports import EXPORTS
from tests import places
from tests.command import start, wiretrace
from tests.stores import captures_in

pytestmark = pytest.mark.slow

WORLD = places.FIXTURES / "world"
TRUTH = json.loads((WORLD / "truth.json").read_text(encoding="utf-8"))


def digests(folder: Path) -> dict[str, str]:
    """What the files of a report hold, by name; its store apart."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("demo.db")
    }


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A demo, what it said, and its folder."""
    folder = tmp_path_factory.mktemp("demo")
    done = wiretrace("demo", "--out", "out", cwd=folder)
    assert done.code == 0, done.err
    return done, folder / "out"


@pytest.fixture(scope="module")
def exports(shown, tmp_path_factory) -> dict[str, list[dict]]:
    """The exports of the demo's store."""
    store = Store(f"sqlite:///{shown[1] / 'demo.db'}")
    found = {}
    for what in EXPORTS:
        path = tmp_path_factory.mktemp("exports") / what
        with path.open("wb") as file:
            export(store, what, "jsonl", load_registries(WORLD / "registry.toml"), file)
        found[what] = [json.loads(line) for line in path.read_bytes().splitlines()]
    store.close()
    return found


def test_the_demo_says_what_it_did_and_what_to_try_next(shown):
    """Accounts that balance, where the report is, and a command that works; nothing on standard error."""
    done, folder = shown
    assert "40 requests seen = 38 stored + 1 refused + 1 failed + 0 pending" in done.out
    assert "11 requests seen = 11 stored + 0 refused + 0 failed + 0 pending" in done.out.partition("portal:")[2]
    assert "5 requests seen = 5 stored + 0 refused + 0 failed + 0 pending" in done.out.partition("lists:")[2]
    assert str(folder / "index.html") in done.out
    assert done.err == ""
    assert len(done.out.splitlines()) <= 18
    suggested = next(line.split() for line in done.out.splitlines() if line.strip().startswith("wiretrace export"))
    tried = wiretrace(*suggested[1:], cwd=folder.parent)
    assert tried.code == 0
    assert len(tried.out.splitlines()) > 14


def test_every_format_is_written(shown):
    """The site, the one-file report, one file for each other format, the table files."""
    names = {path.name for path in shown[1].iterdir() if path.is_file() and not path.name.startswith("demo.db")}
    folders = {path.name for path in shown[1].iterdir() if path.is_dir()}
    assert folders == {"assets", "story", "outlet", "wire", "day"}
    names = {name for name in names if not name.endswith(".html")} | {"report.html", "index.html"} & names
    assert names == {
        "index.html",
        "report.html",
        "report.json",
        "report.md",
        "stories.csv",
        "copies.csv",
        "links.csv",
        "never_credit.csv",
        "statements.csv",
        "uncredited.csv",
        "outlets.csv",
        "flow.csv",
        "lags.csv",
        "wires.csv",
        "boilerplate.csv",
    }
    assert set(RENDERERS) == {"html", "json", "md", "csv"}


def test_another_demo_gives_the_same_bytes(shown, tmp_path):
    """Another time zone, language and hash seed, on another day: not a byte differs; nor when it is run again in its place."""
    changed = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "12345"}
    for _ in range(2):
        assert wiretrace("demo", "--out", "elsewhere/deep", cwd=tmp_path, **changed).code == 0
        assert digests(tmp_path / "elsewhere/deep") == digests(shown[1])


@pytest.mark.parametrize("pages", [1, 9, 30])
def test_a_demo_killed_in_the_middle_and_run_again_gives_the_same_bytes(shown, tmp_path, pages):
    """kill -9 after some pages loses nothing: the next run takes the crawl up and the report is the same."""
    process = start("demo", "--out", "out", cwd=tmp_path)
    deadline = time.monotonic() + 60
    while captures_in(tmp_path / "out" / "demo.db") < pages and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    process.kill()
    process.communicate()
    there = captures_in(tmp_path / "out" / "demo.db")
    if not pages <= there < 38:
        pytest.fail(f"killed at the wrong moment: {there} pages stored")
    done = wiretrace("demo", "--out", "out", cwd=tmp_path)
    assert "an interrupted crawl of these pages was taken up where it stopped" in done.err
    assert "40 requests seen = 38 stored + 1 refused + 1 failed + 0 pending" in done.out
    assert digests(tmp_path / "out") == digests(shown[1])


def test_the_demo_finds_the_stories_of_its_world(exports):
    """Every two copies that belong together are in one story, and no two that must never be."""
    names = {row["id"]: (row["outlet"], row["headline"]) for row in exports["copies"]}
    found = [{names[copy] for copy in story["copies"]} for story in exports["stories"]]
    seen = set(names.values())
    for story in TRUTH["stories"]:
        together = {tuple(copy) for copy in story["together"]} & seen
        assert len(together) > 1
        assert any(together <= each for each in found), story["id"]
    for pair in TRUTH["never_together"]:
        a, b = tuple(pair["a"]), tuple(pair["b"])
        assert not any(a in each and b in each for each in found), pair


def test_the_demo_names_the_wires_of_its_world(exports):
    """A copy whose wire is named at all is named rightly; most are, and each by evidence that is quoted."""
    agencies = {wire["id"]: wire["agency"] for wire in TRUTH["wires"]}
    true = {
        (copy["outlet"], copy["headline"]): {agencies[story] for story in copy["stories"]} for copy in TRUTH["copies"]
    }
    copies = [row for row in exports["copies"] if row["words"] and true.get((row["outlet"], row["headline"]))]
    named = [row for row in copies if row["wire"]]
    assert all(row["wire_evidence"] for row in named)
    wrong = [row["headline"] for row in named if row["wire"] not in true[row["outlet"], row["headline"]]]
    assert wrong == []
    assert len(named) >= 0.9 * len(copies)


def test_the_demo_places_every_copy_at_its_true_time(exports):
    """The interval of every copy holds the moment at which the world says it appeared."""
    true = {(copy["outlet"], copy["headline"]): datetime.fromisoformat(copy["published"]) for copy in TRUTH["copies"]}
    placed = 0
    for row in exports["copies"]:
        moment = true.get((row["outlet"], row["headline"]))
        if moment and row["published_earliest"]:
            first, last = map(datetime.fromisoformat, (row["published_earliest"], row["published_latest"]))
            assert first <= moment <= last, row["headline"]
            placed += 1
    assert placed >= 80


def test_the_demo_finds_the_flow_of_its_world(exports):
    """From every wire to every outlet as many stories as the world planted, round-ups that quote it aside; and no other."""
    agencies = {wire["id"]: wire["agency"] for wire in TRUTH["wires"]}
    planted, quoted = Counter(), Counter()
    for story in TRUTH["stories"]:
        planted.update({(agencies[story["id"]], outlet) for outlet, _ in map(tuple, story["together"])})
        quoted.update({(agencies[story["id"]], outlet) for outlet, _ in map(tuple, story["excerpted"])})
    found = Counter(
        {(r["source_name"], r["target_name"]): r["stories"] for r in exports["flow"] if r["kind"] == "wire"}
    )
    seen = {row["outlet"] for row in exports["copies"]}
    planted = Counter({way: number for way, number in planted.items() if way[1] in seen})
    assert len(planted) > 40
    assert {way: found[way] for way in planted if way not in quoted} == {
        w: n for w, n in planted.items() if w not in quoted
    }
    assert all(planted[way] <= found[way] <= planted[way] + quoted[way] for way in found)
    for row in exports["flow"]:
        if row["kind"] == "wire":
            stories = len({story["id"] for story in TRUTH["stories"] if agencies[story["id"]] == row["source_name"]})
            assert row["share_of_source"] == round(row["stories"] / stories, 6)
            assert row["credited"] + row["inferred"] == row["stories"]


def test_relays_show_what_they_showed(exports):
    """A relay's edges count the copies that it was seen to show, outlet by outlet; five came from their outlets' own pages, too."""
    shown = Counter((row["outlet"], relay) for row in exports["copies"] if row["outlet"] for relay in row["relays"])
    relays = [row for row in exports["flow"] if row["kind"] == "relay"]
    assert {(row["source_name"], row["target_name"]): row["copies"] for row in relays} == shown
    assert sum(row["direct"] for row in exports["flow"] if row["kind"] == "wire") == 5
    assert all(row["direct"] == 0 for row in relays)
    assert sum(row["share_of_target"] for row in relays) == pytest.approx(
        3, abs=1e-4
    )  # two aggregators and a portal, all of each


def test_portal_provider_and_outlet_are_told_apart(exports):
    """An article on the portal is its provider's, shown by the portal; one that its list led to was read at its outlet, too."""
    pages = dict(json.loads((WORLD / "site.json").read_text(encoding="utf-8"))["pages"].items())
    true = {copy["id"]: (copy["outlet"], copy["headline"]) for copy in TRUTH["copies"]}
    shown = {name: {true[copy["id"]] for copy in TRUTH["copies"] if name in copy["main_on"]} for name in pages.values()}
    roles: Counter[tuple[str, str]] = Counter()
    for row in exports["copies"]:
        for rendering in row["renderings"]:
            name = pages.get(rendering["url"], "")
            if name.startswith(("portal-", "own-")) and rendering["role"] != "related":
                assert shown[name] == {(row["outlet"], row["headline"])}
                assert "Hearthside" in row["relays"]
                assert row["outlet"] != "Hearthside"
                roles[name.partition("-")[0], rendering["role"]] += 1
    assert roles == {("portal", "main"): 5, ("own", "article"): 5}
    relayed = {row["source_name"] for row in exports["flow"] if row["target_name"] == "Hearthside"}
    assert len(relayed) == 9


def test_the_demos_lags_hold_the_true_ones(exports):
    """For every run of every story the true lag lies within its bounds, and who is surely first was first."""
    true = {(copy["outlet"], copy["headline"]): datetime.fromisoformat(copy["published"]) for copy in TRUTH["copies"]}
    copies = {row["id"]: row for row in exports["copies"]}
    checked = 0
    for story in exports["stories"]:
        members = [copies[name] for name in story["copies"]]
        moments = {row["id"]: true.get((row["outlet"], row["headline"])) for row in members}
        if story["undated"] or None in moments.values():
            continue
        first = min(moments.values())
        assert moments.get(story["origin"]) in (None, first)
        assert any(moments[name] == first for name in story["possibly_first"])
        for lag in (row for row in exports["lags"] if row["story"] == story["story"]):
            own = min(moments[row["id"]] for row in members if row["outlet"] == lag["outlet"])
            assert lag["lag_shortest_seconds"] <= (own - first).total_seconds() <= lag["lag_longest_seconds"]
            assert lag["order"] != "surely_first" or own == first
            assert lag["order"] != "surely_later" or own > first
            checked += 1
    assert checked > 60


def test_a_wires_release_is_where_its_dateline_says(exports):
    """The true release of every story whose copies' datelines name a day lies within that day of any zone."""
    released = {wire["id"]: wire["released"] for wire in TRUTH["wires"]}
    planted = {(c["outlet"], c["headline"]): c["stories"] for c in TRUTH["copies"] if len(c["stories"]) == 1}
    copies = {row["id"]: (row["outlet"], row["headline"]) for row in exports["copies"]}
    found = [row for row in exports["stories"] if row["release_source"]]
    for row in found:
        (wire,) = {planted[copies[name]][0] for name in row["copies"] if copies[name] in planted}
        assert row["release_earliest"] <= released[wire] <= row["release_latest"], row["release_quote"]
    assert len(found) == 6


def test_the_outlets_figures_are_those_of_the_copies(exports):
    """Output, agency share, unknown times and first runs add up to what the copies and the lags say."""
    for row in exports["outlets"]:
        ran = [copy for copy in exports["copies"] if copy["outlet"] == row["outlet"]]
        agency = [copy for copy in ran if copy["wire"]]
        assert (row["copies"], row["words"]) == (len(ran), sum(copy["words"] for copy in ran))
        assert row["agency_share"] == round(len(agency) / len(ran), 6)
        assert sum(wire["copies"] for wire in row["by_wire"]) == row["agency_copies"] == len(agency)
        assert row["undated"] == sum(copy["published_latest"] is None for copy in ran)
        assert row["first"] + row["later"] + row["cannot_tell"] == row["stories"]
        assert row["stories"] == sum(lag["outlet"] == row["outlet"] for lag in exports["lags"])
    assert sum(row["first"] for row in exports["outlets"]) == 6


def test_the_tables_and_the_page_tell_the_same(shown):
    """The numbers of the report's files agree with each other."""
    report = json.loads((shown[1] / "report.json").read_text(encoding="utf-8"))
    with (shown[1] / "stories.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(report["stories"])

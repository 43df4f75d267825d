"""Which outlets ran our stories, how much, how fast, credited? The whole way, from a feed to every format of the report."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from crawler.findings.lag import Lag
from crawler.findings.pickup import OurStories, PickupProof
from crawler.findings.pickups import build_our_stories
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.reports.build.build import build
from crawler.reports.model import Limits
from crawler.reports.renderers import RENDERERS
from crawler.reports.wording.pickups import after_release, duration, item_notes, our_deck
from crawler.sightings.record import Copy, ItemVersion, Kind, Version
from crawler.tables.exports import EXPORTS
from crawler.tables.pickup_rows import our_stories_data, pickup_rows
from crawler.tables.record import columns, plain
from crawler.tracking.relation import Relation
from tests import places
from tests.command import wiretrace
from tests.factories import NOON, TEXT, a_copy, a_report_input, a_story, at, compared, credited, inferred

FIXTURES = places.FIXTURES / "wirefeeds"
DAY = "urn:hna.example:20261121:"
DOCS = places.DOCS
DOCUMENT = (DOCS / "report-format.md").read_text(encoding="utf-8")


def an_item(**changes: object) -> Copy:
    """Return an item of Reuters' own feed, released at noon; `versions` follow its text unless given."""
    fields: dict[str, object] = {
        "key": "w1", "outlet": "Reuters", "outlet_key": "reuters", "kind": Kind.WIRE, "status": "usable", "external_id": "urn:w1",
        "published": at(0, wide=0), "attribution": credited(quote="own feed: Reuters"), "urls": (), "first_fetched_at": None,
    }  # fmt: skip
    fields |= changes
    text = str(fields.get("text", TEXT))
    version = Version(about=ItemVersion(number=1), released=at(0, wide=0), headline="Head", text=text, sighting="s")
    return a_copy(**{"versions": (version,), **fields})


def proofs(item: Copy, *ran: Copy, relation: Relation | None = None) -> list[PickupProof]:
    """Every version of *item* compared with each copy."""
    return [
        PickupProof(item.key, number, copy.key, compared(version.text, copy.text, relation))
        for copy in ran
        for number, version in enumerate(item.versions)
    ]


def ours(*items: Copy, ran: list[Copy], found: list[PickupProof] | None = None) -> OurStories:
    """What became of some items."""
    given = [proof for item in items for proof in proofs(item, *ran)] if found is None else found
    built = build_our_stories([*items, *ran], given)
    assert built is not None
    return built


def test_a_pickup_says_how_much_how_fast_and_whether_credited():
    """Shares from the exact comparison, the lag from both intervals, the credit of this rendering."""
    half = TEXT[: TEXT.index(" A single")]
    ran = [
        a_copy(key="c1", attribution=credited()),
        a_copy(key="c2", outlet="Tilling Times", outlet_key="tilling-times", text=half, published=at(190, wide=55),
               story_attribution=inferred()),
    ]  # fmt: skip
    built = ours(an_item(), ran=ran)
    first, second = built.items[0].pickups
    assert (first.relation, first.ran, first.of_text, first.credited) == (Relation.VERBATIM, 1.0, 1.0, True)
    assert 0.5 < second.ran < 0.8
    assert second.of_text == 1.0
    assert (second.credit, second.credited) == ("uncredited", False)
    assert after_release(second.lag) == "between 3 h 10 min and 4 h 05 min"


def test_the_wires_own_pages_and_items_are_no_pickups():
    """An agency does not republish itself, on its own site or in another item."""
    site = a_copy(key="c1", outlet="Reuters", outlet_key="reuters")
    other = an_item(key="w2", external_id="urn:w2")
    built = ours(an_item(), other, ran=[site], found=proofs(an_item(), site, other))
    assert [item.pickups for item in built.items] == [(), ()]
    assert built.outlets == ()


@pytest.mark.parametrize("relation", [Relation.PASSAGE, Relation.TEMPLATE, Relation.UNRELATED])
def test_what_is_no_republication_is_no_pickup(relation):
    """A shared quote or a form with other numbers is counted nowhere."""
    copy = a_copy()
    assert ours(an_item(), ran=[copy], found=proofs(an_item(), copy, relation=relation)).copies == ()


def test_a_copy_is_compared_with_the_version_that_it_fits_best():
    """Who ran the first version is said to have run that, wholly."""
    longer = f"{TEXT} The office sells tickets from six, and the first boat leaves a quarter of an hour later."
    versions = tuple(
        Version(about=ItemVersion(number=n), released=at(n), headline="Head", text=text, sighting=f"s{n}")
        for n, text in ((1, TEXT), (2, longer))
    )
    item = an_item(text=longer, versions=versions)
    built = ours(item, ran=[a_copy(), a_copy(key="c2", outlet="Post", outlet_key="post", text=longer)])
    by_copy = {pickup.copy: pickup for pickup in built.items[0].pickups}
    assert (by_copy["c1"].version, by_copy["c1"].newest, by_copy["c1"].ran) == (1, False, 1.0)
    assert (by_copy["c2"].version, by_copy["c2"].newest, by_copy["c2"].ran) == (2, True, 1.0)


def test_an_outlets_totals_count_items_once_and_bound_the_median_lag():
    """Two copies of one item are one item run; the lag is that of the first; a copy of unknown time gives none."""
    items = [an_item(key=f"w{n}", external_id=f"urn:w{n}") for n in range(4)]
    copies = [
        a_copy(key=f"c{n}", published=at(10 * n, wide=n), attribution=credited() if n == 1 else inferred())
        for n in (1, 2, 4)
    ]
    undated = a_copy(key="c9", published=None)
    found = [
        *proofs(items[0], copies[0], copies[1]),
        *proofs(items[1], copies[2]),
        *proofs(items[2], undated),
    ]
    (line,) = ours(*items, ran=[*copies, undated], found=found).outlets
    assert (line.items, line.share, line.copies, line.timed) == (3, 0.75, 4, 2)
    assert line.credited == 1
    assert line.lag == Lag(timedelta(minutes=10), timedelta(minutes=44))


def test_the_order_of_the_input_does_not_matter():
    """Items by number of outlets, pickups by time, outlets by items: from any order."""
    items = [an_item(), an_item(key="w2", external_id="urn:w2", published=at(-60, wide=0))]
    ran = [a_copy(key=f"c{n}", outlet=f"Post {n}", outlet_key=f"post-{n}", published=at(n)) for n in range(3)]
    found = [*proofs(items[0], *ran), *proofs(items[1], ran[1])]
    one = build_our_stories([*items, *ran], found, {"picture": 2, "audio": 2})
    other = build_our_stories([*ran[::-1], *items[::-1]], found[::-1], {"audio": 2, "picture": 2})
    assert one == other
    assert [item.key for item in one.items] == ["w1", "w2"]
    assert one.skipped == (("audio", 2), ("picture", 2))


def minutes(shortest: float, longest: float) -> Lag:
    """A lag given in minutes."""
    return Lag(timedelta(minutes=shortest), timedelta(minutes=longest))


@pytest.mark.parametrize(
    ("lag", "words"),
    [
        (None, "cannot tell"),
        (minutes(190, 245), "between 3 h 10 min and 4 h 05 min"),
        (minutes(190.9, 244.1), "between 3 h 10 min and 4 h 05 min"),
        (minutes(80, 80), "1 h 20 min"),
        (minutes(0, 0.5), "between 0 s and 30 s"),
        (minutes(-20, 40), "between 20 min before the release and 40 min after"),
        (minutes(-40, -20), "before the release, by 20 min to 40 min"),
        (minutes(-40, -40), "before the release, by 40 min"),
        (minutes(2_881, 5_000), "between 2 d 0 h and 3 d 12 h"),
    ],
    ids=["unknown", "interval", "rounded outwards", "exact", "seconds", "overlap", "before", "exactly before", "days"],
)
def test_a_lag_is_worded_with_both_its_ends(lag, words):
    """Never tighter than it is known."""
    assert after_release(lag) == words


@pytest.mark.parametrize(
    ("seconds", "down", "up"),
    [(0, "0 s", "0 s"), (119, "119 s", "119 s"), (121, "2 min", "3 min"), (3_599, "59 min", "1 h 00 min"), (172_799, "47 h 59 min", "2 d 0 h")],
)  # fmt: skip
def test_a_length_is_rounded_the_way_that_is_asked_for(seconds, down, up):
    """Down for a lower bound, up for an upper one."""
    length = timedelta(seconds=seconds)
    assert (duration(length), duration(length, up=True)) == (down, up)


def test_a_killed_item_says_so():
    """Status, versions and note in one line."""
    item = ours(an_item(status="canceled", note="KILL: wrong island."), ran=[]).items[0]
    assert item_notes(item) == "killed by the wire; note: KILL: wrong island"
    assert our_deck(ours(an_item(), ran=[])) == "1 item of Reuters, and no outlet seen here ran any."


def a_world_with_items():
    """The input of a report: an item that one outlet ran, and one that nobody did, with hostile words in it."""
    item, ran = an_item(), a_copy(story_attribution=inferred(), published=at(30))
    idle = an_item(
        key="w2", external_id="urn:w2", text="", headline="<script>alert(1)</script>", note="=1+1", status="withheld"
    )
    return a_report_input(
        copies=[item, ran, idle], stories=[a_story(item, ran)], pickups=proofs(item, ran), skipped={"picture": 3}
    )  # fmt: skip


def test_a_wires_items_count_in_no_figure_of_outlets():
    """The wire is no outlet, its item no copy; a story that one outlet ran out of its feed travelled all the same."""
    report = build(a_world_with_items())
    assert (report.overview.copies, report.overview.outlets, report.overview.ran_once) == (1, 1, 0)
    assert (report.overview.republished, report.overview.travelled) == (1, 1)
    assert [line.outlet for line in report.parts["matrix"].outlets] == ["Oldhaven Echo"]
    assert (report.stories[0].outlets, report.stories[0].originals) == (1, 1)
    assert report.parts["once"] == ()


def test_a_report_without_items_says_nothing_of_them():
    """The section, the table and the words are there only where a wire brought its own."""
    report = build(a_report_input(copies=[a_copy()]))
    assert report.parts["ours"] is None
    files = {name: text for render in RENDERERS.values() for name, text in render(report).items()}
    assert "pickups.csv" not in files
    assert json.loads(files["report.json"])["our_stories"] is None
    assert "Our stories" not in files["report.html"] + files["report.md"]
    assert ".pickups" not in files["report.html"]


@pytest.fixture(scope="module")
def rendered() -> dict[str, str]:
    """Every file of a report with items."""
    report = build(a_world_with_items())
    return {name: text for render in RENDERERS.values() for name, text in render(report).items()}


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_the_section_says_who_ran_what(rendered, name):
    """Outlet, share, lag and credit in words; what hostile items say stays text."""
    text = rendered[name]
    for words in (
        "Our stories",
        "2 items of Reuters: 1 was run by 1 outlet, in 1 copy",
        "between 30 min and 31 min",
        "picture 3",
    ):
        assert words in text
    assert "uncredited in this rendering" in text
    assert "withheld by the wire" in text
    assert "<script" not in text.replace("\\<", "")  # which Markdown prints as it stands


@pytest.mark.slow
def test_the_files_for_programs_agree(rendered):
    """JSON and CSV hold the same pickups, every key is described, and no cell is a formula."""
    told = json.loads(rendered["report.json"])["our_stories"]
    (row,) = csv.DictReader(io.StringIO(rendered["pickups.csv"]))
    (item, idle) = told["items"]
    assert (row["item"], row["copy"], row["lag_shortest_seconds"]) == (
        item["item"],
        item["pickups"][0]["copy"],
        "1800.0",
    )
    assert row["credited_in_this_rendering"] == "no"
    assert idle["pickups"] == []
    assert told["by_outlet"][0]["share_of_items"] == 0.5
    assert told["skipped"] == [{"reason": "picture", "count": 3}]
    schema = json.loads((DOCS / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    assert [
        error.message for error in Draft202012Validator(schema).iter_errors(json.loads(rendered["report.json"]))
    ] == []
    named = {word.strip("`") for word in DOCUMENT.replace("`", " ` ").split()}
    assert keys_of(told) - named == set()


def keys_of(value: object) -> set[str]:
    """Every key in a JSON value."""
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys_of(each)}
    return {key for each in value for key in keys_of(each)} if isinstance(value, list) else set()


def test_beyond_the_limits_items_are_listed_and_it_says_so():
    """What is not told in full stands in lists that say how much more there is."""
    items = [an_item(key=f"w{n}", external_id=f"urn:w{n}", headline=f"Item {n}") for n in range(5)]
    ran = [a_copy(key=f"c{n}", outlet=f"Post {n}", outlet_key=f"post-{n}") for n in range(3)]
    found = [proof for item in items[:3] for proof in proofs(item, *ran)]
    given = a_report_input(copies=[*items, *ran], pickups=found)
    report = build(given, Limits(stories_in_full=2, rows_per_story=1, table_rows=1))
    page = RENDERERS["html"](report)["report.html"]
    assert "Run too, not told in full: 1 item" in page
    assert "Run by no outlet seen here: 2 items" in page
    assert "And 2 more copies in pickups.csv" in page
    assert "And 2 further outlets" in page


def test_rows_have_the_columns_that_are_promised():
    """Every row has every column of the export, in order, with values of its type."""
    kinds = {"text": str, "time": str, "integer": int, "number": int | float, "boolean": bool}
    given = a_world_with_items()
    (row,) = map(plain, pickup_rows(build(given).parts["ours"]))
    assert list(row) == list(columns(EXPORTS["pickups"]))
    for key, kind in columns(EXPORTS["pickups"]).items():
        assert row[key] is None or isinstance(row[key], kinds[kind]), key
    assert our_stories_data(None) is None
    assert list(pickup_rows(None)) == []


def test_an_interval_release_makes_an_interval_lag():
    """A copy at half past, a release some time in the hour: between half an hour before and after."""
    item = an_item(published=Interval(NOON, NOON + timedelta(hours=1), TimeSource.METADATA))
    built = ours(item, ran=[a_copy(published=at(30, wide=0))])
    assert after_release(built.items[0].pickups[0].lag) == "between 30 min before the release and 30 min after"


# -- the whole way on the command line ----------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["feed first", "outlets first"])
def told(request, tmp_path_factory) -> tuple[Path, list[dict]]:
    """A folder with a report on the agency's day, and the pickups as exported."""
    folder = tmp_path_factory.mktemp("pickups")
    registry = ("--outlets", FIXTURES / "registry.toml")
    paths = [FIXTURES / "newsml-g2" / "feed.xml", FIXTURES / "outlets.jsonl"]
    for path in paths if request.param == "feed first" else reversed(paths):
        done = wiretrace("import", path, *registry, cwd=folder)
        assert done.code == 0, done.err
    assert wiretrace("report", "--single", "--out", "report", *registry, cwd=folder).code == 0
    exported = wiretrace("export", "pickups", *registry, cwd=folder)
    return folder, [json.loads(line) for line in exported.out.splitlines()]


@pytest.mark.slow
def test_the_whole_way_says_who_ran_our_stories(told):
    """Each outlet's copies of each item: which version, how much, how fast, credited or not."""
    _, rows = told
    found = {
        row["copy"]: (row["item"].removeprefix(DAY), row["relation"], row["version"], round(row["coverage_of_item"], 2),
                      row["lag_shortest_seconds"], row["lag_longest_seconds"], row["credited_in_this_rendering"])
        for row in rows
    }  # fmt: skip
    assert found == {
        "echo-parrot": ("parrot", "verbatim", 2, 1.0, 8100.0, 8100.0, True),
        "star-parrot": ("parrot", "edited", 1, 0.96, -79200.0, 100800.0, False),
        "ledger-parrot": ("parrot", "edited", 2, 0.85, 21900.0, 21900.0, False),
        "ledger-salt": ("marsh", "edited", 1, 1.0, None, None, True),
        "mercury-salt": ("marsh", "excerpt", 1, 0.55, 2400.0, 2400.0, False),
        "star-ferry": ("ferry", "edited", 1, 0.94, 2100.0, 2100.0, False),
    }
    assert {row["item_status"] for row in rows if row["copy"] == "star-ferry"} == {"canceled"}


@pytest.mark.slow
def test_the_report_of_the_whole_way(told):
    """Its sentences hold the same figures, in HTML and Markdown."""
    folder, _ = told
    for name in ("report.html", "report.md"):
        text = (folder / "report" / name).read_text(encoding="utf-8")
        assert "4 items of Harbour News Agency: 3 were run by 4 outlets, in 6 copies" in text
        assert "killed" in text
        assert "2 h 15 min" in text
    with (folder / "report" / "pickups.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 6


@pytest.mark.slow
def test_import_names_what_it_skipped_and_whom_it_does_not_know(tmp_path):
    """Counts by reason with names; a wire without a registry is told what that means; nothing becomes an emoji."""
    (tmp_path / "feed.json").write_text(
        '[{"uri": "urn:x:1", "type": "picture"}, {"uri": "urn:x:2", "headline": "A", "body_text": "Words."}]'
    )
    done = wiretrace("import", "feed.json", "--wire", "Our Desk", cwd=tmp_path)
    assert (done.code, "skipped: picture 1 (urn:x:1)" in done.out) == (0, True)
    assert "1 version of own items of Our Desk" in done.out
    assert "Our Desk is in no registry of wires" in done.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("page.html", "<p>Words</p>", "a page is no wire's own feed"),
        ("empty.json", " \n", "is empty"),
        ("odd.doc", "Words", "wire feed"),
    ],
)
def test_what_is_no_feed_is_refused_by_name(tmp_path, name, content, says):
    """One line with the file's name, and exit code 1."""
    (tmp_path / name).write_text(content)
    done = wiretrace("import", name, "--wire", "Reuters", "--no-track", cwd=tmp_path)
    assert done.code == 1
    assert name in done.err
    assert says in done.err


@pytest.mark.slow
def test_a_wire_needs_a_name(tmp_path):
    """A name of punctuation is a usage error."""
    assert wiretrace("import", "x.json", "--wire", "--", cwd=tmp_path).code == 2


@pytest.mark.slow
def test_a_folder_of_feeds_is_read_whole(tmp_path):
    """With --wire every feed below a folder goes in, whatever its format; what is broken is counted."""
    done = wiretrace("import", FIXTURES, "--wire", "Reuters", "--no-track", cwd=tmp_path)
    assert "unreadable: feed-declares-entities 2" in done.out
    assert "of own items of Reuters" in done.out
    assert "skipped: package 1" in done.out

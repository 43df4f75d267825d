"""Importing: the seed gives exactly what is known of it, and what cannot be read is named while the rest goes in."""

import gzip
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import Imported, import_paths
from crawler.sightings.registries import load_registries
from crawler.store.records import copies, sightings
from crawler.store.store import Store
from tests.command import wiretrace
from tests.stores import exported

FETCHED = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
WORDS = "the ferry between the two harbours will run every twenty minutes from monday said the office on the quay today"


# -- the seed: a real page's captured text, and what a correct reading yields ---------------------------------------------


@pytest.fixture(scope="module")
def seed(shared) -> Path:
    """The captured page and what is expected of it."""
    return shared / "seed"


@pytest.fixture(scope="module")
def expected(seed) -> dict:
    """What a correct reading of the seed yields."""
    return json.loads((seed / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def imported_seed(seed, tmp_path_factory) -> Path:
    """A folder whose store holds the seed, fetched at a known moment."""
    folder = tmp_path_factory.mktemp("seed")
    done = wiretrace("import", seed / "daily8_kursk.txt", "--fetched-at", "2026-11-22T14:05:00Z", cwd=folder)
    assert done.code == 0, done.err
    return folder


@pytest.fixture(scope="module")
def seed_sightings(imported_seed) -> list[dict]:
    """The seed's sightings as exported."""
    return exported("sightings", imported_seed)


@pytest.mark.slow
@pytest.mark.shared
def test_the_main_article_of_the_seed(seed_sightings, expected):
    """Headline, summary, dateline, headings and both ends of the body are the page's."""
    main, want = seed_sightings[0], expected["main"]
    assert main["role"] == "main"
    for key in ("headline", "summary", "headings", "outlet"):
        assert main[key] == want[key]
    assert main["dateline"] == want["dateline"]["place"]
    assert main["dateline_agency_slot"] == want["dateline"]["agency_slot"]
    assert main["text"].startswith(want["body_first_words"])
    assert main["text"].endswith(want["body_last_words"])
    assert (main["published_earliest"], main["published_latest"]) == (
        None,
        None,
    )  # a fetch time dates related blocks only
    assert main["wire"] == want["wire"]["service"]
    assert main["wire_kind"] == want["wire"]["kind"]
    assert [evidence["text"] for evidence in main["wire_evidence"]] == want["wire"]["evidence"]


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("number", range(3))
def test_a_related_block_of_the_seed(seed_sightings, expected, number):
    """Outlet, headline, every word of the body and the wire with its evidence are what is known of the block."""
    seen, want = seed_sightings[1 + number], expected["related"][number]
    assert seen["role"] == "related"
    for key in ("outlet", "outlet_printed", "headline"):
        assert seen[key] == want[key]
    assert seen["time_printed"] == want["when_printed"]
    assert (seen["raw_words"], seen["words"]) == (want["words_raw"], want["words_clean"])
    assert seen["text"].split() == want["body_clean"].split()
    assert seen["kicker"] == want.get("kicker")
    assert seen["wire"] == want["wire"]["service"]
    assert seen["wire_kind"] == want["wire"]["kind"]
    assert seen["credited_in_this_rendering"] is want["wire"].get("credited_in_this_rendering", True)
    if "evidence" in want["wire"]:
        assert [evidence["text"] for evidence in seen["wire_evidence"]] == want["wire"]["evidence"]
    if "credit" in want:
        assert {"rule": "credit", "text": want["credit"]} in seen["removed"]


@pytest.mark.slow
@pytest.mark.shared
def test_times_of_the_seed_are_intervals(seed_sightings, expected):
    """Each block was published between the most and the fewest minutes that its wording allows before the fetch."""
    for seen in seed_sightings[1:]:
        fewest, most = expected["when"][seen["time_printed"]]["minutes_before_fetch"]
        assert datetime.fromisoformat(seen["published_earliest"]) == FETCHED - timedelta(minutes=most)
        assert datetime.fromisoformat(seen["published_latest"]) == FETCHED - timedelta(minutes=fewest)
        assert seen["time_source"] == "relative"


@pytest.mark.slow
@pytest.mark.shared
def test_without_a_fetch_time_nothing_is_dated(seed, tmp_path):
    """A relative time on a page that was fetched nobody knows when is unanchored, never now."""
    wiretrace("import", seed / "daily8_kursk.txt", "--no-track", cwd=tmp_path)
    for seen in exported("sightings", tmp_path)[1:]:
        assert seen["time_source"] == "unanchored"
        assert (seen["published_earliest"], seen["published_latest"], seen["fetched_at"]) == (None, None, None)


@pytest.mark.slow
@pytest.mark.shared
def test_links_and_stories_of_the_seed(imported_seed, expected):
    """The two copies of one wire are linked with the figures counted by hand, and nothing else is."""
    known = {row["id"]: row for row in exported("copies", imported_seed)}
    (link,) = exported("links", imported_seed)
    want = expected["pairs"]["time_of_india~business_standard"]["both_clean_spelling_folded"]
    assert round(link["resemblance"], 4) == want["jaccard_3"]
    by_outlet = {known[link[side]]["outlet"]: link[f"containment_{side}"] for side in "ab"}
    assert round(by_outlet["The Times of India"], 4) == want["toi_in_bs_3"]
    assert round(by_outlet["Business Standard"], 4) == want["bs_in_toi_3"]
    found = [
        frozenset(known[copy]["outlet"] for copy in story["copies"]) for story in exported("stories", imported_seed)
    ]
    names = {"Time of India": "The Times of India", "Indian Express": "The Indian Express", "main": None}
    wanted = [frozenset(names.get(name, name) for name in story) for story in expected["stories"]]
    assert Counter(found) == Counter(wanted)


@pytest.mark.slow
@pytest.mark.shared
def test_explain_prints_the_seeds_figures(imported_seed):
    """The proof shows resemblance and containment as spelt and with spelling folded, to four decimals, and the inherited wire."""
    known = {row["outlet"]: row["id"] for row in exported("copies", imported_seed)}
    done = wiretrace("explain", known["The Times of India"], known["Business Standard"], "--rules", cwd=imported_seed)
    for figure in (".8709", ".9052", ".9797", "1.0000"):
        assert figure in done.out
    assert "wire Bloomberg (inferred)" in done.out


@pytest.mark.slow
@pytest.mark.shared
def test_rebuilding_from_raw_pages_gives_the_same_exports(imported_seed, seed_sightings):
    """Everything downstream of the raw bytes can be computed again."""
    before = [exported(what, imported_seed) for what in ("copies", "links", "stories")]
    assert wiretrace("track", "--rebuild", cwd=imported_seed).code == 0
    assert [exported(what, imported_seed) for what in ("copies", "links", "stories")] == before
    assert exported("sightings", imported_seed) == seed_sightings


# -- what goes in, and what does not ------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path) -> Store:
    """A store of its own."""
    opened = Store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.close()


def bring_in(store: Store, *paths: Path, **defaults) -> Imported:
    """Import *paths*."""
    return import_paths(store, paths, load_registries(), defaults=Defaults(**defaults))


def lines(path: Path, *records: object) -> Path:
    """Write a JSONL file: strings and bytes as they are, the rest as JSON."""
    raw = [r if isinstance(r, bytes) else (r if isinstance(r, str) else json.dumps(r)).encode() for r in records]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


def an_article(**changes) -> dict:
    """An article as a line of an import."""
    return {"id": "a1", "outlet": "Oldhaven Echo", "title": "Ferry to run", "text": WORDS, **changes}


BAD_LINES = [
    pytest.param("not json", "not JSON (Expecting value at character 1)", id="no-json"),
    pytest.param("[1, 2]", "must be a JSON object", id="no-object"),
    pytest.param({"id": "x"}, 'has no "text"', id="no-text"),
    pytest.param({"id": "x", "text": "\u0000 \u200b"}, 'has no "text"', id="invisible-text"),
    pytest.param({"id": "x", "text": 5}, 'has no "text"', id="text-is-a-number"),
    pytest.param({"text": "x", "fetched_at": "yesterday"}, "fetched_at: 'yesterday' is no time", id="no-time"),
    pytest.param({"text": "x", "fetched_at": "2026-11-22T14:05:00"}, "names no zone", id="no-zone"),
    pytest.param({"text": "x", "fetched_at": "0001-01-01T00:00:00+14:00"}, "out of range", id="year-0"),
    pytest.param('{"x":' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deep", id="nested-100000-deep"),
    pytest.param('{"text": "S\u00fcden"}'.encode("latin-1"), "not UTF-8", id="latin-1"),
    pytest.param('{"text": "x", "n": ' + "9" * 5000 + "}", "Exceeds the limit", id="number-of-5000-digits"),
    pytest.param('{"text": "' + "a " * (6 * 2**20) + '"}', "longer than 10 MiB", id="huge-line"),
]


@pytest.mark.parametrize(("line", "why"), BAD_LINES)
def test_a_bad_line_is_named_and_the_rest_goes_in(here, tmp_path, line, why):
    """The number of the line and the reason are told, and the lines before and after it are in the store."""
    path = lines(tmp_path / "in.jsonl", an_article(id="before"), line, an_article(id="after", text=WORDS + " more"))
    done = bring_in(here, path)
    (problem,) = done.problems
    assert problem.startswith(f"{path}:2: ")
    assert why in problem
    assert (done.captures, done.barren) == (2, 0)
    with here.read() as connection:
        assert {seen.external_id for seen in sightings(connection)} == {"before", "after"}


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        pytest.param("gone.txt", None, "No such file", id="missing"),
        pytest.param("gone", None, "no such file or folder", id="missing-folder"),
        pytest.param("empty.txt", b" \n", "is empty", id="empty-page"),
        pytest.param("empty.jsonl", b"", "is empty", id="empty-jsonl"),
        pytest.param("photo.png", b"\x89PNG", "not a saved page", id="picture"),
        pytest.param("no.jsonl.gz", b"not gzip", ":1: the packed file is damaged", id="not-gzip"),
        pytest.param("big.html", b"<p>" + b"x" * (10 * 2**20), "larger than 10 MiB", id="too-large"),
    ],
)
def test_a_path_that_gives_nothing_is_told(here, tmp_path, name, content, why):
    """One line says which path and why, and the path counts as barren."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = bring_in(here, path)
    assert len(done.problems) == 1
    assert str(path) in done.problems[0]
    assert why in done.problems[0]
    assert (done.captures, done.barren) == (0, 1)


@pytest.mark.slow
def test_a_packed_file_cut_in_the_middle_gives_what_it_has(here, tmp_path):
    """Lines before the damage go in; the damage is named with the line it begins at."""
    packed = gzip.compress(
        b"".join(json.dumps(an_article(id=f"n{n}", x=str(n) * 40)).encode() + b"\n" for n in range(500))
    )
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    done = bring_in(here, path)
    assert 0 < done.captures < 500
    (problem,) = done.problems
    assert problem.startswith(f"{path}:{done.captures + 1}: the packed file is damaged from here on (")


@pytest.mark.parametrize(
    ("meta", "why"),
    [
        pytest.param("{", "not JSON", id="no-json"),
        pytest.param({"layout": "nope"}, "no layout 'nope'; there are: feed, ", id="layout"),
        pytest.param({"timezone": "Mars/Olympus"}, "no time zone", id="zone"),
        pytest.param({"fetched_at": "noon"}, "fetched_at: 'noon' is no time", id="time"),
        pytest.param({"url": 5}, '"url" must be a string', id="url"),
        pytest.param({"url": "http://[::1"}, "Invalid IPv6 URL", id="address"),
    ],
)
def test_a_meta_file_that_cannot_be_right_is_told(here, tmp_path, meta, why):
    """What stands beside a page and does not fit keeps the page out, with the reason."""
    (tmp_path / "page.html").write_text("<p>Headline")
    (tmp_path / "meta.json").write_text(meta if isinstance(meta, str) else json.dumps(meta))
    done = bring_in(here, tmp_path / "page.html")
    assert len(done.problems) == 1
    assert why in done.problems[0]


def test_meta_speaks_for_its_page_and_defaults_for_the_rest(here, tmp_path):
    """A page folder's own address and time win over those of the command line."""
    for name, meta in (("one", {"url": "https://a.example/1", "fetched_at": "2026-01-02T03:04:05Z"}), ("two", {})):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(f"<html><body><p>{name}</p><p>Related Articles</p><p>Oldhaven Echo</p>"
            f"<p>5 minutes ago</p><p>- Oldhaven Echo</p><p>Ferry {name}</p><p>{WORDS}</p><p>Skerry Post</p><p>9 minutes ago</p><p>- Skerry Post</p><p>Boat {name}</p><p>{WORDS}</p></body></html>")  # fmt: skip
        (tmp_path / name / "meta.json").write_text(json.dumps(meta))
    bring_in(here, tmp_path, url="https://b.example/2", fetched_at=FETCHED)
    with here.read() as connection:
        found = {(seen.page_url, seen.fetched_at) for seen in sightings(connection)}
    assert found == {
        ("https://a.example/1", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("https://b.example/2", FETCHED),
    }


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"<p>" + b"The harbour office " * 2000 + bytes(range(256)), id="every-byte"),
        pytest.param(b"<div " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">x</div>", id="200000-attributes"),
        pytest.param(b"<div>" * 100_000 + b"x", id="nested-100000-deep"),
        pytest.param("<p>\u00b3d</p><p>\u00bd h</p><p>\u2460 hours ago</p>".encode(), id="digits-that-are-no-digits"),
    ],
)
def test_a_hostile_page_is_kept_and_counted(here, tmp_path, raw):
    """A page that cannot be read keeps its bytes and its reason, and takes no time."""
    (tmp_path / "page.html").write_bytes(raw)
    done = bring_in(here, tmp_path / "page.html")
    assert done.captures == 1
    assert sum(done.unreadable.values()) + done.sightings >= 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_captured_text_may_come_in_any_encoding(here, tmp_path, encoding):
    """A text editor on another system saves other bytes; the words are the same."""
    path = tmp_path / "page.txt"
    path.write_text(
        f"Headline\n\nRelated Articles\n\nOldhaven Echo\n5 minutes ago\n- Oldhaven Echo\nCaf\u00e9\n{WORDS}\n", encoding
    )
    bring_in(here, path)
    with here.read() as connection:
        assert [seen.headline for seen in sightings(connection)] == ["Headline", "Caf\u00e9"]


@pytest.mark.slow
def test_odd_values_are_kept_and_harmless(here, tmp_path):
    """Unknown keys are kept; NaN, lone surrogates and nulls become what every database and JSON reader can take."""
    odd = '{"id": 7, "text": "%s", "outlet": "\\ud800Echo\\u0000", "foo": "\\ud800", "n": NaN, "big": 1e999, "k": [1, {"x": null}]}'
    done = bring_in(here, lines(tmp_path / "odd.jsonl", odd % WORDS))
    assert done.problems == []
    with here.read() as connection:
        (seen,) = sightings(connection)
    assert (seen.external_id, seen.outlet) == ("7", "Echo")
    assert seen.extra["k"] == [1, {"x": None}]
    assert (seen.extra["n"], seen.extra["big"]) == (None, None)


def test_one_id_for_two_texts_loses_neither(here, tmp_path):
    """Ids are the user's; when two texts came with the same one, both are kept and each has its sighting."""
    bring_in(here, lines(tmp_path / "in.jsonl", an_article(), an_article(text=f"quite another text {WORDS}")))
    with here.read() as connection:
        assert len(copies(connection)) == 2
        assert [seen.external_id for seen in sightings(connection)] == ["a1", "a1"]


def test_the_same_import_twice_changes_nothing(here, tmp_path):
    """What is in the store is left alone; the same text fetched at another time is one more sighting of the same copy."""
    path = lines(tmp_path / "in.jsonl", an_article())
    assert bring_in(here, path).new == 1
    assert bring_in(here, path).new == 0
    bring_in(here, lines(path, an_article(fetched_at="2026-11-22T14:05:00Z")))
    with here.read() as connection:
        (copy,) = copies(connection)
    assert len(copy.sightings) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "feed.json",
            '{"version": "https://jsonfeed.org/version/1.1", "title": "Echo", "items": [{"id": "1", "url": "https://echo.example/1", "title": "Ferry to run", "content_text": "'
            + f"{WORDS}. " * 8
            + '"}]}',
        ),
        (
            "feed.rss",
            f'<rss version="2.0"><channel><title>Echo</title><link>https://echo.example/</link><item><title>Ferry to run</title><link>https://echo.example/1</link><description>{f"{WORDS}. " * 8}</description></item></channel></rss>',
        ),
    ],
)
def test_an_outlets_feed_is_no_wires_whatever_its_file_is_called(here, tmp_path, name, content):
    """Without --wire a JSON Feed and RSS are an outlet's, also where wires' files end like theirs."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = bring_in(here, tmp_path / name)
    assert done.skipped == {}
    with here.read() as connection:
        assert [sighting.headline for sighting in sightings(connection)] == ["Ferry to run"]

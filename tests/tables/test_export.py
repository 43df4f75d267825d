"""Exports: the contract's keys, the same columns whatever is in the store, and formats that other programs can read."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest

from crawler.jobs.atomic_write import replacing
from crawler.jobs.exporting import export
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.reporting import report_input, write_report
from crawler.jobs.track import track
from crawler.jobs.upkeep.rereading import reread
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from crawler.tables.exports import EXPORTS
from crawler.tables.formats import FORMATS
from crawler.tables.parquet import arrow_schema
from crawler.tables.record import Row, columns, fields_of
from crawler.tables.shapes import Maybe, Tuple
from crawler.tracking.config import TrackingConfig
from tests.command import wiretrace
from tests.site import story

#: The names that scripts outside the project use (DESIGN, section 4).
CONTRACT = {
    "links": "a b relation coverage_a coverage_b resemblance containment_a containment_b words longest_run",
    "stories": "story copies",
    "sightings": "id url outlet outlet_printed headline summary text words raw_words removed time_printed published_earliest "
    "published_latest time_source fetched_at wire wire_evidence role",
}
CONFIG = TrackingConfig()
ARTICLES = [
    {"id": "a", "outlet": "Oldhaven Echo", "title": "=cmd()", "text": f"OLDHAVEN (Reuters) - {story(1)}", "time": "2026-11-21T10:00:00Z",
     "url": "https://echo.example/1", "fetched_at": "2026-11-21T12:00:00Z", "byline": "A. Person", "odd": "\ud800"},
    {"id": "b", "outlet": "Tilling Times", "title": "The same", "text": story(1), "time": "2026-11-21T11:00:00+01:00"},
    {"id": "same", "outlet": "Post", "title": "One", "text": story(2)},
    {"id": "same", "outlet": "Post", "title": "Two", "text": f"{story(2)} {story(3)}"},
    {"id": "\u0007c<&>", "outlet": "Post", "title": "Three & <four>", "text": story(3)},
]  # fmt: skip


def fill(store: Store, folder: Path) -> Store:
    """Bring the articles in and track them."""
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    done = import_paths(store, [path], load_registries(), defaults=Defaults())
    assert done.problems == []
    track(store, CONFIG)
    return store


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A store with five articles, links and stories."""
    folder = tmp_path_factory.mktemp("export")
    store = fill(Store(f"sqlite:///{folder / 'store.db'}"), folder)
    yield store
    store.close()


@pytest.fixture
def empty(tmp_path):
    """A store with nothing in it."""
    store = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    yield store
    store.close()


def exported(store: Store, what: str, name: str = "jsonl") -> bytes:
    """What an export writes."""
    out = io.BytesIO()
    export(store, what, name, load_registries(), out)
    return out.getvalue()


def rows(store: Store, what: str) -> list[dict]:
    """The rows of an export."""
    return [json.loads(line, parse_constant=pytest.fail) for line in exported(store, what).splitlines()]


@pytest.mark.parametrize(
    "what", [what for what in FORMATS if what not in ("pickups", "stale", "runs", "versions", "vanished")]
)  # see their tests
def test_rows_have_the_columns_that_are_promised(filled, what):
    """Every row has every column, in order, with values of the column's type or null."""
    kinds = {
        "text": str,
        "time": str,
        "integer": int,
        "number": int | float,
        "boolean": bool,
        "list": list,
        "object": dict,
    }
    found = rows(filled, what)
    assert found
    for row in found:
        assert list(row) == list(columns(EXPORTS[what]))
        for key, value in row.items():
            assert value is None or isinstance(value, kinds[columns(EXPORTS[what])[key]]), key
            if columns(EXPORTS[what])[key] == "time" and value is not None:
                assert value.endswith("Z")
                assert datetime.fromisoformat(value).utcoffset() is not None


@pytest.mark.parametrize("what", CONTRACT)
def test_the_contract_of_the_design_is_kept(what):
    """The keys that scripts outside the project use are there."""
    assert set(CONTRACT[what].split()) <= set(columns(EXPORTS[what]))


def test_ids_are_the_users_and_never_stand_for_two(filled):
    """A copy is called by the id it came with; where two came with the same, each by its key."""
    names = [row["id"] for row in rows(filled, "copies")]
    assert len(set(names)) == len(names) == 5
    assert {"a", "b"} <= set(names)
    assert "same" not in names
    links = {frozenset((row["a"], row["b"])) for row in rows(filled, "links")}
    assert frozenset("ab") in links
    assert {name for link in links for name in link} <= set(names)
    assert {name for row in rows(filled, "stories") for name in row["copies"]} == set(names)


def test_a_sighting_carries_what_came_with_it(filled):
    """Declared times are instants in UTC, unknown keys are kept, a wire is named with its evidence or marked as inferred."""
    first, second = rows(filled, "sightings")[:2]
    assert first["extra"] == {"byline": "A. Person", "odd": "\ufffd"}
    assert second["extra"] is None
    assert first["published_earliest"] == "2026-11-21T10:00:00Z"
    assert second["published_earliest"].startswith("2026-11-21T10:00:00")
    assert (first["wire"], first["credited_in_this_rendering"]) == ("Reuters", True)
    assert (second["wire"], second["credited_in_this_rendering"]) == ("Reuters", False)
    assert second["wire_kind"].startswith("inferred")


@pytest.mark.parametrize("what", FORMATS)
def test_csv_cannot_start_a_formula(filled, what):
    """The header is the columns; no cell begins with a character that a spreadsheet would run."""
    header, *table = csv.reader(io.StringIO(exported(filled, what, "csv").decode()))
    assert header == list(columns(EXPORTS[what]))
    assert len(table) == len(rows(filled, what))
    assert not [cell for line in table for cell in line if cell[:1] in "=+-@\t\r" and cell]


def from_parquet(value: object, shape: object) -> object:
    """A value as pyarrow reads it, as the JSON of the same export has it."""
    if isinstance(shape, Maybe) and value is not None:
        return from_parquet(value, shape.shape)
    if isinstance(shape, list):
        return [from_parquet(each, shape[0]) for each in value]
    if isinstance(shape, Tuple):
        return [from_parquet(value[name], part) for name, part in shape.parts.items()]
    if isinstance(shape, type) and issubclass(shape, Row):
        fields = [field for field in fields_of(shape) if not field.optional or value[field.name] is not None]
        return {field.name: from_parquet(value[field.name], field.shape) for field in fields}
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return dict(value) if shape == "object" else value  # texts are plain


@pytest.mark.parametrize("what", FORMATS)
def test_parquet_keeps_types_and_rows(filled, tmp_path, what):
    """Instants, lists, structs and lists of structs: what pyarrow reads is what the JSON lines say, and no column is JSON."""
    path = tmp_path / "x.parquet"
    path.write_bytes(exported(filled, what, "parquet"))
    table = pq.read_table(path)
    assert [from_parquet(row, EXPORTS[what]) for row in table.to_pylist()] == rows(filled, what)
    kinds = {
        "time": "timestamp[us, tz=UTC]",
        "integer": "int64",
        "number": "double",
        "boolean": "bool",
        "text": "string",
    }
    for name, kind in columns(EXPORTS[what]).items():
        got = str(table.schema.field(name).type)
        if kind == "list":
            assert got.startswith("list<"), name
        elif kind == "object":
            assert got.startswith("map<string, string" if name == "extra" else "struct<"), name
        else:
            assert got == kinds[kind], name


def test_graphml_is_a_graph_of_the_links(filled):
    """Well-formed whatever the ids are, every link an edge between two nodes, figures typed."""
    root = ET.fromstring(exported(filled, "links", "graphml"))
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {node.get("id") for node in root.iterfind(".//g:node", space)}
    edges = {frozenset((edge.get("source"), edge.get("target"))) for edge in root.iterfind(".//g:edge", space)}
    links = rows(filled, "links")
    assert edges == {frozenset((row["a"], row["b"])) for row in links}
    assert nodes == set().union(*edges)
    keys = root.findall("g:key", space)
    kinds = {key.get("attr.name"): key.get("attr.type") for key in keys if key.get("for") == "edge"}
    assert (kinds["resemblance"], kinds["words"], kinds["rule"]) == ("double", "long", "string")
    assert kinds["same_outlet"] == "boolean"
    assert len({key.get("id") for key in keys}) == len(keys)


@pytest.mark.parametrize(("what", "ends"), [("links", ("a", "b")), ("flow", ("source", "target"))])
def test_a_graphs_nodes_say_what_they_are(filled, what, ends):
    """Each end of an edge is a node with its attributes, a null is left out, and networkx's own reader would type them."""
    root = ET.fromstring(exported(filled, what, "graphml"))
    names = {key.get("id"): key.get("attr.name") for key in root.iterfind("{*}key")}
    nodes = {
        node.get("id"): {names[data.get("key")]: data.text for data in node.iterfind("{*}data")}
        for node in root.iterfind(".//{*}node")
    }
    assert set(nodes) == {row[end].replace("\x07", "\ufffd") for row in rows(filled, what) for end in ends}
    texts = [data.text for data in root.iterfind(".//{*}data")]
    assert texts
    assert not {"None", "null", "True", "False"} & set(texts)
    if what == "links":
        copies = {row["id"]: row for row in rows(filled, "copies")}
        assert (nodes["a"]["outlet"], nodes["a"]["wire"]) == ("Oldhaven Echo", "Reuters")
        assert json.loads(nodes["a"]["stories"]) == copies["a"]["stories"]
        assert root.find("{*}graph").get("edgedefault") == "undirected"
    else:
        assert nodes["wire:Reuters"] == {"name": "Reuters", "kind": "wire"}
        assert nodes["outlet:oldhaven-echo"]["agency_share"] == "1.0"
        assert root.find("{*}graph").get("edgedefault") == "directed"


@pytest.mark.parametrize("what", ["sightings", "copies"])
def test_ninjs_says_who_published_and_who_distributed(filled, what):
    """Each line is a news object with a URI, its text, its publisher and the wire it came from."""
    first = json.loads(exported(filled, what, "ninjs").splitlines()[0])
    news = next(
        n for n in map(json.loads, exported(filled, what, "ninjs").splitlines()) if n["uri"] == "https://echo.example/1"
    )
    assert first["standard"] == {"name": "ninjs", "version": "2.1"}
    assert news["organisations"] == [{"name": "Oldhaven Echo", "rel": "publisher"}]
    assert news["infosources"] == [{"name": "Reuters", "role": "distributor"}]
    assert news["bodies"][0]["charcount"] == len(news["bodies"][0]["value"])
    assert news["firstcreated"] == "2026-11-21T10:00:00Z"


@pytest.mark.parametrize(("what", "name"), [(what, name) for what, names in FORMATS.items() for name in names])
def test_an_empty_store_exports_well_formed_nothing(empty, tmp_path, what, name):
    """A table without rows still has its columns."""
    raw = exported(empty, what, name)
    if name == "csv":
        assert next(csv.reader(io.StringIO(raw.decode()))) == list(columns(EXPORTS[what]))
    elif name == "parquet":
        (tmp_path / "x.parquet").write_bytes(raw)
        assert pq.read_schema(tmp_path / "x.parquet").equals(arrow_schema(EXPORTS[what]))
    elif name == "graphml":
        assert ET.fromstring(raw).find("{*}graph") is not None
    else:
        assert raw == b""


@pytest.mark.slow
def test_rebuilding_gives_the_same_bytes(tmp_path):
    """Exports do not depend on what was computed before: sightings, copies, links and stories come back as they were."""
    store = fill(Store(f"sqlite:///{tmp_path / 'store.db'}"), tmp_path)
    before = {what: exported(store, what) for what in FORMATS}
    assert reread(store, load_registries()) == 5
    track(store, CONFIG)
    assert {what: exported(store, what) for what in FORMATS} == before
    store.close()


@pytest.mark.postgres
def test_both_databases_export_the_same_bytes(postgres, filled, tmp_path):
    """Import, track, report and export run on PostgreSQL as on SQLite, to the last byte."""
    store = fill(Store(postgres.new_database()), tmp_path)
    assert {what: exported(store, what) for what in FORMATS} == {what: exported(filled, what) for what in FORMATS}
    reports = []
    for number, each in enumerate((store, filled)):
        data = report_input(each, load_registries(), CONFIG, title="Both")
        reports.append(
            [path.read_bytes() for path in write_report(data, tmp_path / str(number), ["html", "json", "csv", "md"])]
        )
    assert reports[0] == reports[1]
    store.close()


@pytest.mark.slow
@pytest.mark.postgres
def test_the_commands_run_on_postgres(postgres, tmp_path):
    """One URL in the environment, and every command works on a server's database."""
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    url = postgres.new_database()
    done = wiretrace("import", "in.jsonl", cwd=tmp_path, WIRETRACE_STORE=url)
    assert (done.code, done.err) == (0, "")
    assert wiretrace("report", "--out", "report", cwd=tmp_path, WIRETRACE_STORE=url).code == 0
    assert "Oldhaven Echo" in (tmp_path / "report" / "outlets.html").read_text()
    found = wiretrace("find", "-", stdin=story(1), cwd=tmp_path, WIRETRACE_STORE=url)
    assert {line.split("\t")[-1] for line in found.out.splitlines()} == {"a", "b"}
    verified = wiretrace("db", "verify", cwd=tmp_path, WIRETRACE_STORE=url)
    assert (verified.code, verified.err) == (0, "")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    """An error in the middle leaves what stood there; a link stays a link to the new file; a device is written as it stands."""
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    with pytest.raises(ValueError, match="half"):
        write_half(link)
    assert target.read_text() == "old"
    with replacing(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "target"]
    with pytest.raises(OSError, match="/dev/full"), replacing(Path("/dev/full")) as file:
        file.write(b"x")
    assert Path("/dev/full").is_char_device()


def write_half(path: Path) -> None:
    """Begin to replace a file, and fail."""
    with replacing(path) as file:
        file.write(b"ne")
        raise ValueError("half of it")


@pytest.mark.parametrize(
    ("a_time", "b_time", "same", "first"),
    [
        pytest.param("2026-11-22T08:00:00Z", "2026-11-22T09:00:00Z", False, "one", id="surely-first"),
        pytest.param("2026-11-22T09:00:00Z", "2026-11-22T08:00:00Z", False, "two", id="surely-later"),
        pytest.param("2026-11-22", "2026-11-22T08:00:00Z", False, None, id="intervals-overlap"),
        pytest.param(None, "2026-11-22T08:00:00Z", True, None, id="unknown-time-and-own-version"),
    ],
)
def test_a_link_states_direction_only_where_it_is_known(tmp_path, a_time, b_time, same, first):
    """Who was first follows from intervals alone, and one outlet's own versions are told from republication."""
    made = [
        {"id": "one", "outlet": "Gazette", "text": story(1), **({"time": a_time} if a_time else {})},
        {
            "id": "two",
            "outlet": "Gazette" if same else "Courier",
            "text": story(1) + " Added at the end.",
            "time": b_time,
        },
    ]
    file = tmp_path / "two.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in made))
    store = Store(f"sqlite:///{tmp_path / 'two.db'}")
    import_paths(store, [file], load_registries(), defaults=Defaults())
    track(store, TrackingConfig())
    (link,) = rows(store, "links")
    store.close()
    assert link["same_outlet"] is same
    assert (link[link["first"]] if link["first"] else None) == first
    if a_time is None:
        assert (link["lag_earliest_seconds"], link["lag_latest_seconds"]) == (None, None)
    elif first is not None:
        hour = 3600 if link[link["first"]] == link["a"] else -3600
        assert (link["lag_earliest_seconds"], link["lag_latest_seconds"]) == (hour, hour)
    else:
        assert link["lag_earliest_seconds"] < 0 < link["lag_latest_seconds"]

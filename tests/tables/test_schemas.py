"""The published schemas: what is really written fits them, they allow nothing else, and they are made of the tables."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from crawler.jobs.exporting import export
from crawler.reports.build.build import build
from crawler.reports.render_json import render
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from crawler.tables.exports import EXPORTS
from crawler.tables.formats import FORMATS
from crawler.tables.record import columns
from crawler.tables.sighting_rows import ParticularsRow
from tests import places
from tests.command import wiretrace
from tests.reports.report_world import a_hostile_world, a_world
from tests.tables.write_schemas import FOLDER, PAGE, page, schemas, text_of

FEEDS = places.FIXTURES / "wirefeeds"
WORLD = places.FIXTURES / "world"
AGAIN = "say `make schemas` and look at what changed"
ADD = (
    "\nA key or value that the schema does not know. A key of an export is a line of its row class, which crawler/tables/exports.py"
    f" names; a key of report.json a line of a section's (crawler/reports/sections.py). Then {AGAIN}."
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo's folder; a wire's own feed is brought into its store when its report is written."""
    folder = tmp_path_factory.mktemp("schemas")
    done = wiretrace("demo", "--out", "out", cwd=folder)
    assert done.code == 0, done.err
    done = wiretrace(
        "import", FEEDS / "ninjs-3/feed.json", FEEDS / "outlets.jsonl", "--store", "out/demo.db", cwd=folder
    )
    assert "6 versions of own items" in done.out, done.err
    return folder / "out"


def faults(name: str, value: object) -> list[str]:
    """Return where *value* does not fit a published schema, and why."""
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    found = Draft202012Validator(schema).iter_errors(value)
    return [f"{name}: {error.json_path}: {error.message[:300]}" for error in found][:10]


def exported(demo: Path, what: str) -> list[dict]:
    """Return the rows of an export of the demo's store."""
    store, out = Store(f"sqlite:///{demo / 'demo.db'}"), io.BytesIO()
    export(store, what, "jsonl", load_registries(WORLD / "registry.toml"), out)
    store.close()
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize(
    "what", [what for what in EXPORTS if what not in {"versions", "vanished"}]
)  # see test_revisit_crawl
def test_every_row_of_every_export_fits_its_schema(demo, what):
    """Each row of the demo's exports is valid, and a row with one key more, or one less, is not."""
    rows = exported(demo, what)
    assert rows
    wrong = [fault for row in rows for fault in faults(what, row)]
    assert wrong == [], "\n".join(wrong) + ADD
    assert faults(what, {**rows[0], "surprise": 1})
    assert all(faults(what, {key: value for key, value in rows[0].items() if key != gone}) for gone in rows[0])


@pytest.mark.slow
def test_the_demos_report_fits_its_schema(demo):
    """report.json of the demo is valid."""
    wrong = faults("report", json.loads((demo / "report.json").read_text(encoding="utf-8")))
    assert wrong == [], "\n".join(wrong) + ADD


@pytest.mark.parametrize("world", [a_world, a_hostile_world])
def test_any_report_fits_its_schema(world):
    """So is that of a world with every relation and credit, and of one whose every text is hostile."""
    document = json.loads(render(build(world()))["report.json"])
    wrong = faults("report", document)
    assert wrong == [], "\n".join(wrong) + ADD
    assert faults("report", {**document, "surprise": 1})
    assert faults("report", {**document, "stories": [{**document["stories"][0], "surprise": 1}]})


def test_the_published_schemas_are_what_the_tables_make():
    """One file for each export and one for the report, each the derived one byte for byte, and no other."""
    made = {name: text_of(schema) for name, schema in schemas().items()}
    assert set(made) == {f"{what}.schema.json" for what in (*FORMATS, "report")}
    assert {path.name for path in FOLDER.iterdir()} == set(made), AGAIN
    stale = [name for name, text in made.items() if (FOLDER / name).read_text(encoding="utf-8") != text]
    assert stale == [], AGAIN


def test_the_tables_of_the_documentation_are_what_the_row_classes_make():
    """Every export has its keys in docs/export-formats.md, with their kinds and meanings, byte for byte."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(), AGAIN
    assert [what for what in EXPORTS if f"<!-- keys of {what}: " not in text] == []


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_one_and_closed(name):
    """Each is valid JSON Schema 2020-12; every object that we shape has all its keys (what a page declares apart) and no other."""
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    shaped = [each for each in objects(schema) if "properties" in each]
    assert shaped
    for each in shaped:
        assert each["additionalProperties"] is False
        optional = set(ParticularsRow.__struct_fields__) if "canonical" in each["properties"] else set()
        assert each["required"] == [key for key in each["properties"] if key not in optional]


@pytest.mark.parametrize("what", EXPORTS)
def test_every_column_is_in_the_schema_with_what_it_means(what):
    """The keys of a schema are the columns, in order, each described."""
    properties = schemas()[f"{what}.schema.json"]["properties"]
    assert list(properties) == list(columns(EXPORTS[what]))
    assert [key for key, each in properties.items() if not each["description"]] == []


def objects(schema: object) -> list[dict]:
    """Return every schema of an object inside a schema."""
    if isinstance(schema, list):
        return [found for each in schema for found in objects(each)]
    if not isinstance(schema, dict):
        return []
    inner = [found for each in schema.values() for found in objects(each)]
    return [schema, *inner] if "object" in schema.get("type", ()) else inner

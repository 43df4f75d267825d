"""SQL for people: views on both databases, every column described, the questions of docs/sql.md answered, and datasette."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.track import track
from crawler.jobs.upkeep.facts import keep_facts
from crawler.sightings.registries import load_registries
from crawler.store.registry import keep_registries
from crawler.store.sql.datasette import datasette_metadata
from crawler.store.sql.facts import stamps, whose_facts_changed
from crawler.store.sql.views import VIEWS
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from tests import places

pytestmark = pytest.mark.slow
PAGE = (places.PROJECT / "docs" / "sql.md").read_text(encoding="utf-8")
WORLD = places.PROJECT / "fixtures" / "world"
QUESTIONS = re.findall(r"^([A-Z][^\n]*\?)\n\n```sql\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def world(request, tmp_path_factory):
    """The fixture world in a store, tracked, on each database in turn."""
    folder = tmp_path_factory.mktemp("sql")
    url = f"sqlite:///{folder / 'news.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").new_database()
    store = Store(url)
    known = load_registries(WORLD / "registry.toml")
    with store.write() as connection:
        keep_registries(connection, known)
    import_paths(store, [WORLD / "pages"], known, defaults=Defaults())
    track(store, TrackingConfig())
    yield store
    store.close()


def rows(store: Store, query: str) -> list[dict]:
    """What a query gives."""
    with store.read() as connection:
        return [dict(row) for row in connection.execute(sa.text(query)).mappings()]


def test_there_are_ten_questions():
    """As many as the page promises."""
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize(("question", "query"), QUESTIONS, ids=[question for question, _ in QUESTIONS])
def test_every_question_of_the_page_has_an_answer(world, question, query):
    """The query runs as it is written, on both databases, and the fixture world has something to say to it."""
    assert rows(world, query), question


@pytest.mark.parametrize("name", VIEWS)
def test_every_column_is_described(world, name):
    """The columns of each view are those that its description lists, in that order; none holds JSON."""
    with world.read() as connection:
        result = connection.execute(sa.text(f"SELECT * FROM {name}"))
        assert list(result.keys()) == list(VIEWS[name].columns)
        for row in result:
            assert not any(isinstance(cell, dict | list) or str(cell).startswith(("{", "[")) for cell in row)
    assert set(VIEWS[name].facets) <= set(VIEWS[name].columns)


def test_wires_and_credits_are_those_of_the_exports(world):
    """A copy's wire is its own or its story's, and what is inferred is not credited."""
    found = rows(world, "SELECT wire, wire_kind, credited FROM copies WHERE wire IS NOT NULL")
    assert {bool(row["credited"]) for row in found} == {True, False}
    for row in found:
        assert bool(row["credited"]) != str(row["wire_kind"]).startswith("inferred"), row


def test_the_full_text_queries_of_the_page_run(world):
    """That of the connected database finds the whale."""
    kind = world.engine.url.get_backend_name()
    (query,) = re.findall(rf"^```sql {kind}\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL)
    assert rows(world, query)


def test_facts_are_made_for_what_is_new(world):
    """Tracking again makes none; a copy that gets a sighting, and the others of its story, get theirs again."""
    assert keep_facts(world) == 0
    with world.write() as connection:
        row = connection.execute(sa.text("SELECT min(copy_id) FROM copy_fact")).scalar_one()
        connection.execute(sa.text("UPDATE copy_fact SET stamp = 'old' WHERE copy_id = :row"), {"row": row})
        connection.execute(sa.text("UPDATE copy_fact SET copy_id = 99999999 WHERE copy_id = :row"), {"row": row + 1})
    assert keep_facts(world) == 2
    assert rows(world, "SELECT 1 FROM copy_fact WHERE copy_id = 99999999") == []


def see_again(store, copy_id, row):
    """Give a copy another sighting, numbered *row*."""
    query = (
        "INSERT INTO sighting (id, key, capture_id, copy_id, fetched_at, open_date, data) SELECT :row, :key, capture_id, copy_id, "
        "fetched_at, open_date, data FROM sighting WHERE copy_id = :copy ORDER BY id LIMIT 1"
    )
    with store.write() as connection:
        connection.execute(sa.text(query), {"row": row, "key": f"again-{row}", "copy": copy_id})


def test_facts_of_what_is_new_are_those_of_looking_at_everything(world):
    """A new sighting has the facts of its copy's stories made again, and no others; one that came late has all looked at."""
    keep_facts(world)
    story = "SELECT story_id FROM story_copy GROUP BY story_id HAVING count(*) > 2 ORDER BY story_id LIMIT 1"
    members = [row["copy_id"] for row in rows(world, f"SELECT copy_id FROM story_copy WHERE story_id = ({story})")]
    newest = rows(world, "SELECT max(id) AS id FROM sighting")[0]["id"]
    see_again(world, members[0], newest + 10)
    with world.read() as connection:
        changed = whose_facts_changed(connection, ())
        assert changed is not None
        assert set(members) <= changed < {row["id"] for row in rows(world, "SELECT id FROM copy")}
        full = stamps(connection)
        assert stamps(connection, changed) == {row: full[row] for row in changed}
    assert keep_facts(world, ()) >= len(members)
    assert keep_facts(world, ()) == keep_facts(world) == 0
    see_again(world, members[0], newest + 5)
    with world.read() as connection:
        assert whose_facts_changed(connection, ()) is None
    assert keep_facts(world, ()) >= len(members)


def test_datasette_is_told_of_every_view_and_of_no_other_table():
    """Descriptions, facets and search are those of the views; the program's own tables are hidden."""
    tables = datasette_metadata("news")["databases"]["news"]["tables"]
    assert {name for name, about in tables.items() if not about.get("hidden")} == set(VIEWS)
    assert tables["copies"]["fts_table"] == "copy_search"
    assert tables["copies"]["facets"] == list(VIEWS["copies"].facets)


def test_datasette_shows_the_store(world, tmp_path):
    """A page of each view with its facets, and a search with a hyphen and an apostrophe, answer as they should."""
    program = shutil.which("datasette")
    if program is None:
        pytest.skip("datasette is not on this machine (pipx install datasette)")
    if world.engine.url.get_backend_name() != "sqlite":
        pytest.skip("datasette reads SQLite files")
    file = Path(world.engine.url.database)
    (tmp_path / "metadata.json").write_text(json.dumps(datasette_metadata(file.stem)))

    def get(path: str) -> dict:
        words = [program, str(file), "--metadata", str(tmp_path / "metadata.json"), "--get", f"/{file.stem}{path}"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, (path, done.stdout, done.stderr)
        return json.loads(done.stdout)

    for name, view in VIEWS.items():
        found = get(f"/{name}.json?_shape=objects")
        assert set(found["facet_results"].get("results", found["facet_results"])) >= set(view.facets), name
    assert get("/copies.json?_shape=objects&_search=whale")["rows"]
    assert get("/copies.json?_shape=objects&_search=Jean-Luc+O%27Neil")["rows"] == []

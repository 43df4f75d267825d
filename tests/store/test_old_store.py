"""A store that version 0.1.0 wrote, at schema 0007 and with small records as arrays: opened, exported, tracked, reported."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.store import engine as engines
from crawler.store.records import sightings
from crawler.store.rows import SIGHTING_COLUMNS, sighting_data, sighting_record
from crawler.store.schema import metadata, sighting
from crawler.store.store import Store
from crawler.tables.exports import EXPORTS
from tests import places

#: What exports have that version 0.1.0 had not.
ADDED = re.compile(
    rb'"narrator_words": \d+, |, "incomplete": false(?:, "disguises": \[\])?|, "again_after_days": null|, "measured_against": "\w+"'
)
OLD = places.FIXTURES / "stores"
SCHEMA = "0007"
FACTS = json.loads((OLD / "0.1.0-exports.json").read_text(encoding="utf-8"))


@pytest.fixture
def old_url(store_url, tmp_path) -> str:
    """The URL of the old store, not upgraded, on each database in turn."""
    packed = gzip.decompress((OLD / "0.1.0.db.gz").read_bytes())
    url = sa.make_url(store_url)
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").write_bytes(packed)
        return store_url
    (tmp_path / "old.db").write_bytes(packed)
    copy_rows(sa.create_engine(f"sqlite:///{tmp_path / 'old.db'}"), engines._engine(url, read_only=False))
    return store_url


def copy_rows(source: sa.Engine, target: sa.Engine) -> None:
    """Make the old schema in *target*, and bring every row of *source* there as it is."""
    engines._migrate(target, SCHEMA)
    there = sa.inspect(source)
    with source.connect() as old, target.begin() as new:
        for table in metadata.sorted_tables:
            if not there.has_table(table.name):
                continue
            names = [column["name"] for column in there.get_columns(table.name)]
            rows = old.execute(sa.select(*(table.c[name] for name in names))).mappings().all()
            if rows:
                new.execute(table.insert(), [dict(row) for row in rows])
            if "id" in names and isinstance(table.c.id.type, sa.Integer):
                new.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
                )
    source.dispose()
    target.dispose()


def exports(wiretrace, url: str, folder: Path) -> dict[str, dict[str, object]]:
    """The number of rows and the SHA-256 of every export, as the file of the fixture has them."""
    made = {}
    for what in EXPORTS:
        done = wiretrace("export", what, "--store", url, "--out", f"{what}.jsonl", cwd=folder)
        assert done.code == 0, done.err
        raw = ADDED.sub(b"", (folder / f"{what}.jsonl").read_bytes())
        made[what] = {"rows": raw.count(b"\n"), "sha256": hashlib.sha256(raw).hexdigest()}
    return made


@pytest.mark.slow
def test_a_store_of_the_first_version_opens_and_says_the_same(wiretrace, old_url, tmp_path):
    """After `db upgrade` every export has the bytes that the old program wrote, but for a sentence that five forecasts of one outlet repeat: prose is no boilerplate
    any more (texts of sightings and copies, words of one outlet). `track` reads and judges its pages by today's rules, once."""
    refused = wiretrace("export", "runs", "--store", old_url, cwd=tmp_path)
    assert (refused.code, "wiretrace db upgrade" in refused.err) == (1, True)
    upgraded = wiretrace("db", "upgrade", "--store", old_url, cwd=tmp_path)
    assert (upgraded.code, "is up to date now" in upgraded.out) == (0, True)
    assert exports(wiretrace, old_url, tmp_path) == FACTS
    assert wiretrace("track", "--store", old_url, cwd=tmp_path).code == 0
    now = exports(wiretrace, old_url, tmp_path)
    assert {what: now[what]["rows"] for what in ("sightings", "copies")} == {
        what: FACTS[what]["rows"] for what in ("sightings", "copies")
    }
    again = wiretrace("track", "--store", old_url, cwd=tmp_path)
    assert (again.code, "0 pairs compared" in again.out) == (0, True)
    assert exports(wiretrace, old_url, tmp_path) == now
    assert wiretrace("report", "--store", old_url, "--out", "report", cwd=tmp_path).code == 0
    assert "Quay Courier" in (tmp_path / "report" / "outlets.html").read_text(encoding="utf-8")
    assert wiretrace("db", "verify", "--store", old_url, cwd=tmp_path).code == 0


def test_old_rows_have_what_new_ones_have(old_url):
    """Each sighting of the old store, written by today's program, comes back equal; both spellings are in one store."""
    store = Store(old_url, upgrade=True)
    with store.write() as connection:
        before = list(sightings(connection))
        rows = connection.execute(sa.select(sighting.c.id, *SIGHTING_COLUMNS)).all()
        assert any(isinstance(row.data.unpacked()["published"], list) for row in rows)
        assert any(row.data.unpacked()["item"] for row in rows)
        for row in rows[::2]:
            seen = sighting_record(row.key, row.fetched_at, row.data, row.text)
            values = {"data": {**sighting_data(seen), "rendering": row.data.unpacked()["rendering"]}}
            connection.execute(sighting.update().where(sighting.c.id == row.id).values(**values))
    with store.read() as connection:
        assert list(sightings(connection)) == before
        data = connection.execute(sa.select(sighting.c.data)).scalars().all()
    assert {type(each["published"]) for each in data} >= {list, dict}
    store.close()

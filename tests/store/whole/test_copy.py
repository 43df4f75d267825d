"""A store copied to another database: the same answers there, and it goes on as the first would have."""

from contextlib import ExitStack, closing

import pytest
import sqlalchemy as sa

from crawler.errors import StoreError, StoreUnavailable
from crawler.jobs.intake.importing import import_records
from crawler.jobs.track import track
from crawler.jobs.upkeep.moving import copy_store
from crawler.sightings.registries import load_registries
from crawler.store.schema import metadata, setting
from crawler.store.store import Store
from crawler.store.whole.sizes import OTHER, table_sizes
from crawler.store.whole.transfer import is_empty
from crawler.tracking.config import TrackingConfig
from tests.tracking.test_incremental import documents

KNOWN = load_registries()


@pytest.fixture
def filled(tmp_path):
    """A tracked store of articles of every kind."""
    store = Store(f"sqlite:///{tmp_path / 'from.db'}")
    import_records(store, documents()[:60], KNOWN)
    track(store, TrackingConfig())
    yield store
    store.close()


@pytest.fixture
def opened():
    """Open stores by their URLs, and close them in the end."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(closing(Store(str(url))))


def rows_of(store: Store) -> dict[str, list[tuple]]:
    """All rows of all tables, in an order of their own."""
    with store.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table)).all()), key=repr)
            for table in metadata.sorted_tables
        }


@pytest.mark.slow
def test_there_and_back(filled, opened, store_url, tmp_path):
    """Row for row alike, on the other kind of database, too, and back in a file."""
    there, back = opened(store_url), opened(f"sqlite:///{tmp_path / 'back.db'}")
    moved = copy_store(filled, there)
    copy_store(there, back)
    before = rows_of(filled)
    assert moved == {name: len(rows) for name, rows in before.items()}
    assert moved["copy"] > 50
    assert rows_of(there) == before
    assert rows_of(back) == before


@pytest.mark.slow
def test_the_copy_goes_on(filled, opened, store_url):
    """New rows get numbers of their own, and what the next article finds is what it finds in the first store."""
    there = opened(store_url)
    copy_store(filled, there)
    for store in (filled, there):
        import_records(store, documents()[60:], KNOWN)
        track(store, TrackingConfig())
    told = [
        {name: [row[1:] for row in rows] for name, rows in rows_of(store).items() if name in ("copy", "sighting")}
        for store in (filled, there)
    ]
    assert told[0] == told[1]


@pytest.mark.slow
def test_a_store_with_anything_in_it_is_refused(filled):
    """Also the store itself."""
    with pytest.raises(StoreUnavailable, match="is not empty"):
        copy_store(filled, filled)


@pytest.mark.slow
def test_a_row_that_arrives_otherwise(filled, opened, tmp_path):
    """Nothing is copied, and the table is named."""
    there = opened(f"sqlite:///{tmp_path / 'to.db'}")
    with there.write() as connection:
        connection.execute(
            sa.text(
                "CREATE TRIGGER wrong AFTER INSERT ON copy BEGIN UPDATE copy SET outlet = 'x' WHERE id = new.id; END"
            )
        )
    with pytest.raises(StoreError, match="the rows of copy do not read back"):
        copy_store(filled, there)
    with there.read() as connection:
        assert is_empty(connection)


@pytest.mark.slow
def test_sizes(filled, opened, store_url):
    """Every table with its rows; all bytes together are the database's."""
    there = opened(store_url)
    copy_store(filled, there)
    for store in (filled, there):
        with store.read() as connection:
            sizes = {size.table: size for size in table_sizes(connection)}
            assert (
                sizes["setting"].rows
                == connection.execute(sa.select(sa.func.count()).select_from(setting)).scalar_one()
            )
            assert sizes["copy"].bytes >= 4096
            assert sizes[OTHER].bytes >= 0
        assert set(sizes) == {*metadata.tables, OTHER}


@pytest.mark.slow
def test_the_commands(wiretrace, tmp_path):
    """One line each that says what was done, or why not."""
    (tmp_path / "in.jsonl").write_text('{"text": "' + "one two three four five " * 10 + '"}\n')
    assert wiretrace("import", "in.jsonl", cwd=tmp_path).code == 0
    done = wiretrace("db", "copy", "to.db", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "to.db is a copy of sqlite:///wiretrace.db" in done.out
    again = wiretrace("db", "copy", "to.db", cwd=tmp_path)
    assert (again.code, again.out) == (1, "")
    assert "is not empty" in again.err
    shown = wiretrace("db", "size", "--store", "to.db", cwd=tmp_path)
    assert "for each of 1 copy" in shown.out

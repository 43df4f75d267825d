"""`db upgrade` keeps what was: a copy of the file, and all of the store or nothing when a statement of a migration fails."""

import sqlite3
import stat
from contextlib import closing

import pytest
import sqlalchemy as sa

from crawler.errors import StoreError, StoreUnavailable
from crawler.jobs.upkeep.backing_up import back_up
from crawler.store.store import Store
from tests.stores import set_back

EARLIER = "0014"


def older(url: str) -> None:
    """Make a store of an earlier schema."""
    store = Store(url)
    set_back(store, EARLIER)
    store.close()


def revision(path) -> str:
    """The schema's version in a file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def test_an_upgrade_keeps_a_copy_of_the_file_and_names_it(wiretrace, tmp_path):
    """Of the earlier schema, for its user alone; a second one takes another name, and a store that is up to date needs none."""
    url = f"sqlite:///{tmp_path / 'news.db'}"
    for name in ("news.before-upgrade.db", "news.before-upgrade-2.db"):
        if (tmp_path / "news.db").exists():
            (tmp_path / "news.db").unlink()
        older(url)
        done = wiretrace("db", "upgrade", "--store", url, cwd=tmp_path)
        assert (done.code, name in done.out) == (0, True), done
        assert revision(tmp_path / name).startswith(EARLIER)
        assert not revision(tmp_path / "news.db").startswith(EARLIER)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    again = wiretrace("db", "upgrade", "--store", url, cwd=tmp_path)
    assert (again.code, "kept" in again.out) == (0, False)


@pytest.mark.postgres
def test_a_dump_is_the_users_to_make(wiretrace, postgres, tmp_path):
    """There is no file to copy, which is said."""
    url = postgres.new_database()
    older(url)
    done = wiretrace("db", "upgrade", "--store", url, cwd=tmp_path)
    assert (done.code, "pg_dump" in done.out) == (0, True), done


def test_without_room_for_a_copy_nothing_of_it_is_left(tmp_path):
    """A store that cannot be read to its end is not copied in part."""
    (tmp_path / "news.db").write_bytes(b"SQLite format 3\0" + b"\1" * 5000)
    with pytest.raises(StoreUnavailable, match=r"news\.before-upgrade\.db could not be written"):
        back_up(f"sqlite:///{tmp_path / 'news.db'}")
    assert [path.name for path in tmp_path.iterdir()] == ["news.db"]


@pytest.mark.slow
def test_an_upgrade_that_fails_at_any_statement_leaves_the_store_as_it_was(tmp_path):
    """At the first, at the last and at many between; and then it is upgraded by the next."""
    url = f"sqlite:///{tmp_path / 'news.db'}"
    older(url)

    class Fault(Exception):
        pass

    def dump() -> list[str]:
        with closing(sqlite3.connect(tmp_path / "news.db")) as connection:
            return list(connection.iterdump())

    before, at = dump(), 1
    while True:
        left = at

        def count(*_arguments: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Fault

        sa.event.listen(sa.engine.Engine, "before_cursor_execute", count)
        try:
            Store(url, upgrade=True).close()
        except (Fault, StoreError):
            assert dump() == before, f"statement {at}"
        finally:
            sa.event.remove(sa.engine.Engine, "before_cursor_execute", count)
        if left > 0:  # there were fewer statements than that
            break
        at += 5
    assert at > 50
    assert dump() != before

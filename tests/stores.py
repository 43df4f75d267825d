"""Looking into stores: the rows of their exports, and how far somebody else has come who is writing one."""

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config

from crawler.jobs.exporting import export
from crawler.sightings.registries import Registries, load_registries
from crawler.store import engine as engines
from crawler.store.sql.views import drop_views
from crawler.store.store import Store


def rows_of(store: Store, what: str, known: Registries | None = None) -> list[dict]:
    """The rows of an export as `wiretrace export` writes them (the job itself: a process for each would cost seconds)."""
    out = io.BytesIO()
    export(store, what, "jsonl", known or load_registries(), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def exported(what: str, folder: Path, store: str = "wiretrace.db") -> list[dict]:
    """The rows of an export of the store that commands in *folder* use."""
    store = Store(f"sqlite:///{folder / store}")
    rows = rows_of(store, what)
    store.close()
    return rows


def captures_in(path: Path) -> int:
    """How many captures are in a store that another process is writing, or may be about to make."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute("SELECT count(*) FROM capture").fetchone()[0]
        except sqlite3.OperationalError:  # its tables are not there yet
            return 0


def set_back(store: Store, revision: str) -> None:
    """Take a store's schema back to an earlier revision, as a program of that time had it; its rows stay."""
    with store.engine.connect().execution_options(write=True) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(engines._MIGRATIONS))
        config.attributes["connection"] = connection
        drop_views(connection)
        command.downgrade(config, revision)

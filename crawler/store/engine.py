"""Opening a database: one URL, SQLite or PostgreSQL, brought to the right shape, with the transactions the design asks for."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import Pool

from crawler.errors import StoreCorrupt, StoreError, StoreMissing, StoreTooNew, StoreTooOld, StoreUnavailable
from crawler.pages.html.secrets import redacted_text
from crawler.store.json_text import from_json, to_json
from crawler.store.search.entries import lend_function
from crawler.store.search.triggers import make_triggers
from crawler.store.sql.views import drop_views, make_views

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.Text))  # alembic's own
LOCK = 0x57495245  # of this program on a PostgreSQL server that others use, too; any number will do
_BUSY_SECONDS = 30.0  # how long a writer waits for another before it gives up
_IN_VAIN: WeakSet[Pool] = WeakSet()  # the connections of stores in which the last writer waited in vain


def connect(url: str, *, make: bool = True, upgrade: bool = False, read_only: bool = False) -> Engine:
    """Open the database at *url*; *make* a file that is not there; with *upgrade*, bring an older one up to date.

    Of a *read_only* engine the database itself refuses every write.
    Raises a StoreError whose message is one line for the user.
    """
    parsed = _parse(url)
    if not make and (missing := _missing_file(parsed)):
        raise StoreMissing(f"there is no store {missing}; `wiretrace import` or `wiretrace crawl` makes one")
    _make_private(parsed)
    engine = _engine(parsed, read_only=read_only)
    try:
        with one_line_errors(parsed):
            _bring_up_to_date(engine, parsed, upgrade=upgrade)
    except StoreError:
        engine.dispose()  # else the refused connection stays open
        raise
    return engine


def _bring_up_to_date(engine: Engine, url: URL, *, upgrade: bool) -> None:
    current, head = _revisions(engine)
    if current == head:
        pass
    elif current is None and _is_empty(engine):
        _migrate(engine)
    elif current is None:
        raise StoreCorrupt(f"{shown(url)} is a database, but not a Wiretrace store; choose another with --store")
    elif current not in _known_revisions():
        raise StoreTooNew(f"{shown(url)} was made by a newer wiretrace (schema {current}); update this one")
    elif upgrade:
        _migrate(engine)
    else:
        raise StoreTooOld(f"{shown(url)} has an older schema; run: wiretrace db upgrade --store {shown(url)}")
    if url.get_backend_name() == "sqlite":
        _write_ahead(engine)


@contextmanager
def one_line_errors(url: URL) -> Iterator[None]:
    """Turn the driver's errors into a StoreError that says what to do."""
    try:
        yield
    except OperationalError as error:
        raise _unavailable(url, error) from error
    except DatabaseError as error:
        raise StoreCorrupt(
            f"{shown(url)} is not a database or is damaged ({_first_line(error)}); restore a copy, or choose another with --store"
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(f"{shown(url)}: {_first_line(error)}") from error


def shown(url: URL) -> str:
    """Return *url* as a user may see it: without its password."""
    return url.render_as_string(hide_password=True)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreUnavailable(
            f"{redacted_text(url)!r} is not a store; use sqlite:///FILE.db or postgresql+psycopg://..."
        ) from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreUnavailable(f"stores live in sqlite or postgresql, not in {parsed.get_backend_name()}")
    if "\0" in (parsed.database or ""):
        raise StoreUnavailable(f"{url!r} is not a store; the name of a file has no null byte")
    if parsed.get_backend_name() == "sqlite" and parsed.database and "uri" not in parsed.query:
        folder = Path(parsed.database).resolve().parent
        if not folder.is_dir():
            raise StoreUnavailable(f"there is no folder {folder} for the store; create it first")
    return parsed


def _missing_file(url: URL) -> Path | None:
    """Return the path of a SQLite file that is not there."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:" or "uri" in url.query:
        return None
    path = Path(url.database)
    return None if path.exists() else path


def _make_private(url: URL) -> None:
    """Make a new SQLite file that its user alone can read, as pages and addresses in it may be nobody else's business.

    SQLite gives the files beside it the same rights. A file that is there keeps its own.
    """
    path = _missing_file(url)
    if path is not None and "uri" not in url.query:
        with suppress(OSError):  # told by SQLite, with what to do
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _engine(url: URL, *, read_only: bool) -> Engine:
    try:
        options = _options(url, read_only=read_only)
        engine = sa.create_engine(url, json_serializer=to_json, json_deserializer=from_json, **options)
    except ModuleNotFoundError as error:
        raise StoreUnavailable(f"{error.name} is missing; install it: pip install 'wiretrace[postgres]'") from error
    if url.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        if read_only:
            sa.event.listen(engine, "connect", _refuse_writes)
    else:
        sa.event.listen(engine, "begin", _begin_postgres)
    return engine


def _options(url: URL, *, read_only: bool) -> dict[str, object]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": _BUSY_SECONDS}}
    refusing = {"options": "-c default_transaction_read_only=on"} if read_only else {}
    return {"pool_pre_ping": True, "connect_args": refusing}


def _refuse_writes(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.execute("PRAGMA cache_size=-16384")  # there are several of them, in a process that stays
    cursor.close()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, see _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")  # a page said to be stored is on disk
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=FAST")  # what is taken out of a row is overwritten in the file, too
    cursor.execute("PRAGMA cache_size=-131072")  # 128 MiB: SQLite's 2 MiB makes a large index crawl
    cursor.close()
    lend_function(connection)


def _write_ahead(engine: Engine) -> None:
    """Let readers and a writer work at once. Said only to a store of ours: the mode stays with the file."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):  # one that may only be read is read in whatever mode it has
            raise StoreUnavailable(f"{shown(engine.url)} cannot be opened: {error}") from error
    finally:
        connection.close()


def _begin_sqlite(connection: Connection) -> None:
    # Without IMMEDIATE a read that turns into a write loses half of its updates to another writer (measured).
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":  # of what has to stand outside of any transaction
        return
    write = options.get("write", False)
    if write:  # to sync the log once a transaction is what most of a short one costs
        level = "FULL" if options.get("durable", True) else "NORMAL"
        if connection.info.get("synchronous", "FULL") != level:
            _pragma(connection, f"synchronous={level}")
            connection.info["synchronous"] = level
        _begin_write(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_write(connection: Connection) -> None:
    """Wait for other writers a second at a time: SQLite's own wait is deaf to signals.

    Who has waited in vain tries once the next time: a crawl that ends over a locked store has a dozen pages to write, half a minute each.
    """
    waits = 1 if connection.engine.pool in _IN_VAIN else max(int(_BUSY_SECONDS), 1)
    _pragma(connection, "busy_timeout = 1000")
    for left in reversed(range(waits)):
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if "locked" not in str(error.orig):
                raise
            if not left:
                _IN_VAIN.add(connection.engine.pool)
                raise
        else:
            break
    _IN_VAIN.discard(connection.engine.pool)
    _pragma(connection, f"busy_timeout = {int(_BUSY_SECONDS * 1000)}")


def _pragma(connection: Connection, what: str) -> None:
    """Say a pragma to the driver: SQLAlchemy makes a result of each, which takes ten times as long, and a page needs ten."""
    connection.connection.cursor().execute(f"PRAGMA {what}")


def _begin_postgres(connection: Connection) -> None:
    if not connection.get_execution_options().get("durable", True):
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")


def _known_revisions() -> list[str]:
    """Return the versions of the schema, oldest first: the migrations are named by them (tested against alembic)."""
    return sorted(path.name.partition("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _revisions(engine: Engine) -> tuple[str | None, str]:
    with engine.connect() as connection:
        there = sa.inspect(connection).has_table(_VERSION.name)
        current = connection.execute(sa.select(_VERSION.c.version_num)).scalar() if there else None
    return current, _known_revisions()[-1]


def _is_empty(engine: Engine) -> bool:
    return not sa.inspect(engine).get_table_names()


def _migrate(engine: Engine, revision: str = "head") -> None:
    from alembic import command  # noqa: PLC0415  # a fifth of a second, needed once in the life of a version
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":  # two programs that find an empty database at once
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        config.attributes["connection"] = connection
        drop_views(connection)  # they hold on to the tables that migrations change
        command.upgrade(config, revision)
        if revision == "head":
            make_triggers(connection)
            make_views(connection)


def _unavailable(url: URL, error: OperationalError) -> StoreError:
    text = _first_line(error)
    if "locked" in text or "busy" in text:
        return StoreUnavailable(f"{shown(url)} is locked by another program; wait for it, or stop it, and run again")
    if "readonly" in text or "read-only" in text:
        return StoreUnavailable(f"{shown(url)} cannot be written: the file or its folder is read-only")
    if "malformed" in text or "corrupt" in text:
        return StoreCorrupt(f"{shown(url)} is damaged ({text}); restore a backup")
    if "full" in text:
        return StoreUnavailable(f"{shown(url)} cannot be written: the disk is full; make room and run again")
    if "unable to open" in text and url.database:
        return StoreUnavailable(f"cannot open {shown(url)}: {_why_not_opened(Path(url.database))}")
    return StoreUnavailable(f"cannot open {shown(url)}: {text}")


def _why_not_opened(path: Path) -> str:
    if path.is_dir():
        return "it is a folder; name a file, like wiretrace.db"
    if not os.access(path.resolve().parent, os.W_OK):
        return "its folder is read-only, and SQLite needs to write next to it; copy it elsewhere"
    return "the file cannot be read or written"


def _first_line(error: BaseException) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().split("\n")[0]

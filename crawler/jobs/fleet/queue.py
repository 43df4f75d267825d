"""The queue of a fleet: Procrastinate in a schema of its own in the store's database.

What the queue holds is made again from the store whenever it is lost: which source is due follows from the runs. So it is never
upgraded: its schema is named by the release that made it, and another release begins with an empty one.
"""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from sqlalchemy.engine import URL

from crawler.errors import StoreUnavailable
from crawler.store.engine import one_line_errors, shown
from crawler.store.store import Store

if TYPE_CHECKING:
    from procrastinate import App

_LOCK = 0x5749524551  # of PostgreSQL's advisory locks: one worker makes the tables


def open_queue(store: Store) -> App:
    """Return the queue of a store, its tables made if they are not there; it is opened by whoever works on it.

    Raises StoreUnavailable for a store that is no PostgreSQL database, or without Procrastinate.
    """
    url = store.engine.url
    if url.get_backend_name() != "postgresql":
        raise StoreUnavailable(
            f"{shown(url)} is one machine's; workers share a store in PostgreSQL, and on this one there is: wiretrace schedule run"
        )
    try:
        import procrastinate  # noqa: PLC0415  # an extra
    except ModuleNotFoundError as error:
        raise StoreUnavailable(f"{error.name} is missing; install it: pip install 'wiretrace[fleet]'") from error
    schema = "wiretrace_queue_" + "_".join(metadata.version("procrastinate").split(".")[:2])
    _make_tables(store, schema)
    return procrastinate.App(
        connector=procrastinate.PsycopgConnector(
            conninfo=_conninfo(url), kwargs={"options": f"-c search_path={schema}"}, min_size=1, max_size=8
        )
    )


def _conninfo(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _make_tables(store: Store, schema: str) -> None:
    from procrastinate.schema import SchemaManager  # noqa: PLC0415  # an extra

    with one_line_errors(store.engine.url), store.engine.connect() as plain, plain.begin():
        connection = plain.execution_options(no_parameters=True)
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        if connection.exec_driver_sql(f"SELECT to_regclass('{schema}.procrastinate_jobs')").scalar() is None:
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            connection.exec_driver_sql(f"SET LOCAL search_path TO {schema}")
            connection.exec_driver_sql(SchemaManager.get_schema())

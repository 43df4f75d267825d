"""Whether anything was written to a database, by whichever program, since one looked last."""

from __future__ import annotations

from threading import Lock
from typing import Final

from crawler.store.engine import one_line_errors
from crawler.store.store import Store

#: SQLite counts the writes of others as one connection sees them; a PostgreSQL snapshot names the last transaction that wrote.
_QUESTIONS: Final = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_snapshot()::text"}


class Changes:
    """Keeps one connection open for the question; `close()` gives it back."""

    def __init__(self, store: Store) -> None:
        self._url = store.engine.url
        self._lock = Lock()
        with one_line_errors(self._url):
            self._connection = store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._question = _QUESTIONS[self._url.get_backend_name()]

    def stamp(self) -> str:
        """Return a text that is another one after every write that is not of this connection."""
        with self._lock, one_line_errors(self._url):
            stamp = str(self._connection.exec_driver_sql(self._question).scalar())
            self._connection.rollback()
            return stamp

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()

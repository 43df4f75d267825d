"""The store: one open database, and the transactions the rest of the program runs in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from crawler.store.engine import connect, one_line_errors, shown

R = TypeVar("R", bound=Sequence[Any])


class Store:
    """An open database. `read()` and `write()` give a transaction that commits when its block ends without an exception."""

    def __init__(self, url: str, *, make: bool = True, upgrade: bool = False, read_only: bool = False) -> None:
        self.engine = connect(url, make=make, upgrade=upgrade, read_only=read_only)

    @property
    def shown(self) -> str:
        """The database's URL without its password."""
        return shown(self.engine.url)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a transaction that sees one state of the database."""
        with one_line_errors(self.engine.url), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Connection]:
        """Give a transaction that may write; on SQLite it holds the write lock from the start.

        One that is not *durable* may be lost when the machine loses its power, never when a process is killed: for leases,
        which are worth nothing after that, and are written twice for every request.
        """
        with one_line_errors(self.engine.url), self.engine.connect() as plain:
            connection = plain.execution_options(write=True, durable=durable)
            with connection.begin():
                yield connection

    def each_part(self, read: Callable[[Connection, int], Sequence[R]]) -> Iterator[Sequence[R]]:
        """Give what *read* returns of the rows behind one (0 at first), until that is nothing, each part in a transaction of its own.

        Rows are in order, and begin with their number.
        """
        last = 0
        while True:
            with self.read() as connection:
                rows = read(connection, last)
            if not rows:
                return
            last = rows[-1][0]
            yield rows

    def shrink(self) -> None:
        """Give room that is no longer used back to the disk; takes as much free disk as what is left in use."""
        plain = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        with one_line_errors(self.engine.url), plain.connect() as connection:
            connection.exec_driver_sql("VACUUM")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

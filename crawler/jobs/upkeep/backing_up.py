"""A copy of a store's file, made before its schema changes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from crawler.errors import StoreUnavailable


def back_up(store_url: str) -> Path | None:
    """Copy a SQLite store to a new file beside it, `news.db` to `news.before-upgrade.db`, and return that file.

    Others may read and write the store meanwhile; what is copied is one state of it. Returns None for a store that is not one
    file of this machine: on PostgreSQL a dump is its user's to make. Raises StoreUnavailable where the copy cannot be made, of
    which nothing is left then.
    """
    file = _file_of(make_url(store_url))
    if file is None:
        return None
    target = _make_private(file)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except BaseException as error:
        with suppress(OSError):
            target.unlink()
        if isinstance(error, sqlite3.Error):
            raise StoreUnavailable(
                f"{target} could not be written ({error}); make room for a copy of the store, which is as it was"
            ) from error
        raise
    return target


def _file_of(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:" or "uri" in url.query:
        return None
    return Path(url.database)


def _make_private(file: Path) -> Path:
    """Make the empty file of a copy, which its user alone can read, under a name that nothing else has."""
    names = (f"{file.stem}.before-upgrade{'' if number == 1 else f'-{number}'}{file.suffix}" for number in count(1))
    target = next(path for path in map(file.with_name, names) if not path.exists())
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreUnavailable(
            f"{target} could not be written ({error.strerror}); the store is upgraded once a copy of it can be made"
        ) from error
    return target

"""Carrying a store to another database."""

from __future__ import annotations

from crawler.errors import StoreUnavailable
from crawler.jobs.progress import Progress, silent
from crawler.store.store import Store
from crawler.store.whole.transfer import is_empty, see_one_state, transfer


def copy_store(source: Store, target: Store, *, progress: Progress = silent) -> dict[str, int]:
    """Copy every table of *source* as it is at one moment into *target*, which must be empty. Returns the rows of each.

    Counts and hashes of what arrived are compared with what was read before anything is committed. Raises StoreError.
    """
    with source.read() as read:
        see_one_state(read)
        with target.write() as write:
            if not is_empty(write):
                raise StoreUnavailable(f"{target.shown} is not empty; name a new store to copy to")
            return transfer(read, write, told=lambda table, rows: progress(f"copying {table}", rows, None))

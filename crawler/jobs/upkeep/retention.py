"""Retention: raw pages that are old and prove nothing are let go, a part at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from crawler.errors import StoreError
from crawler.jobs.progress import Progress, silent
from crawler.jobs.upkeep.unfinished import is_left
from crawler.store.store import Store
from crawler.store.whole.pruning import Bodies, kept_bodies, prunable, prune

_PAGES = 200  # let go in one transaction


@dataclass(frozen=True, slots=True)
class Pruned:
    """Raw pages that went, or would go, and those that stay."""

    gone: Bodies
    kept: Bodies


def would_prune(store: Store, *, before: datetime) -> Pruned:
    """Return what `prune_store` would let go. Raises StoreError where tracking has not come to its end."""
    with store.read() as connection:
        _refuse_untracked(connection)
        gone, there = prunable(connection, before=before), kept_bodies(connection)
    return Pruned(gone, Bodies(there.number - gone.number, there.bytes - gone.bytes))


def prune_store(store: Store, *, before: datetime, progress: Progress = silent) -> Pruned:
    """Let the raw pages go that were fetched *before* an instant and are evidence of nothing.

    Sightings, copies, links and stories stay as they are. Raises StoreError where tracking has not come to its end: which
    pages are evidence is not known then.
    """
    total = would_prune(store, before=before).gone.number
    gone = Bodies()
    while True:
        with store.write() as connection:
            part = prune(connection, before=before, limit=_PAGES)
        if not part.number:
            break
        gone += part
        progress("letting raw pages go", gone.number, total)
    with store.read() as connection:
        return Pruned(gone, kept_bodies(connection))


def _refuse_untracked(connection: Connection) -> None:
    if is_left(connection):
        raise StoreError("which pages are evidence is not known yet; run `wiretrace track` first")

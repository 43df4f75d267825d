"""Bringing decisions into the store: written down, and tracked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.engine import Connection

from crawler.errors import InputError
from crawler.jobs.reviewing import OutletSeen
from crawler.jobs.track import track
from crawler.jobs.upkeep.rereading import reread, rereading_due
from crawler.store.decisions.stored import decide
from crawler.store.registry import stored_registries
from crawler.store.settings import stored_window
from crawler.store.store import Store
from crawler.store.wordings import dated_copies
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import Ruling


def decide_about_texts(
    store: Store, ruling: Ruling, a: Collection[str], b: Collection[str], *, who: str, why: str, about: str, now: datetime
) -> int:  # fmt: skip
    """Write down a decision about copies (by their keys) and return its number; `track_again` applies it.

    Raises InputError for copies that have the same words on both sides, or that tracking has not seen.
    """
    with store.write() as connection:
        first, second = _wordings(connection, a), _wordings(connection, b)
        if ruling in {Ruling.SPLIT, Ruling.MERGE}:
            second = [digest for digest in second if digest not in first]
        if not first or not second:
            raise InputError("there is nothing to decide: both sides have the same words, or one has no copy left")
        if first == second:
            raise InputError("the two have the same words: that is no verdict of a rule")
        return decide(connection, ruling, first, second, who=who, why=why, about=about, now=now)


def decide_about_outlets(
    store: Store, ruling: Ruling, a: OutletSeen, b: OutletSeen, *, who: str, why: str, now: datetime
) -> int:  # fmt: skip
    """Write down that an outlet is the same as another, or is not, and return the decision's number; `track_again` applies it.

    Raises InputError for an outlet and itself.
    """
    if a.key == b.key:
        raise InputError(f"{a.name} is that outlet already")
    with store.write() as connection:
        return decide(
            connection, ruling, (a.key, *a.names), (b.key, b.name), who=who, why=why, about=f"{a.name} / {b.name}", now=now
        )  # fmt: skip


def track_again(store: Store) -> None:
    """Bring links and stories up to date with the window that the store keeps, pages too where outlets became one or two."""
    with store.read() as connection:
        known, hours = stored_registries(connection), stored_window(connection)
    if rereading_due(store, known) is not None:
        reread(store, known)
    track(store, TrackingConfig(window_hours=hours))


def _wordings(connection: Connection, keys: Collection[str]) -> list[str]:
    """Return the wordings of some copies, the one of most words first."""
    found = {each.wording: each.words for each in dated_copies(connection, keys=sorted(keys))}
    return sorted(found, key=lambda digest: (-found[digest], digest))

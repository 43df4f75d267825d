"""Bringing decisions into the store: written down, then tracked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.engine import Connection

from crawler.errors import InputError
from crawler.jobs.track import track
from crawler.store.decisions.stored import decide, undo
from crawler.store.settings import stored_window
from crawler.store.store import Store
from crawler.store.wordings import dated_copies
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import Ruling


def decide_and_track(
    store: Store, ruling: Ruling, a: Collection[str], b: Collection[str], *, who: str, why: str, about: str, now: datetime
) -> int:  # fmt: skip
    """Decide about copies (by their keys) and bring links and stories up to date. Returns the decision's number.

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
        number = decide(connection, ruling, first, second, who=who, why=why, about=about, now=now)
    track_again(store)
    return number


def undo_and_track(store: Store, number: int, *, now: datetime) -> bool:
    """Undo a decision and bring links and stories up to date; return whether it held."""
    with store.write() as connection:
        held = undo(connection, number, now=now)
    if held:
        track_again(store)
    return held


def track_again(store: Store) -> None:
    """Bring links and stories up to date with the window that the store keeps."""
    with store.read() as connection:
        hours = stored_window(connection)
    track(store, TrackingConfig(window_hours=hours))


def _wordings(connection: Connection, keys: Collection[str]) -> list[str]:
    """Return the wordings of some copies, the one of most words first."""
    found = {each.wording: each.words for each in dated_copies(connection, keys=sorted(keys))}
    return sorted(found, key=lambda digest: (-found[digest], digest))

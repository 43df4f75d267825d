"""Settling what belongs together before texts are compared, in transactions of a part each."""

from __future__ import annotations

from crawler.store.renderings import misplaced, move_renderings
from crawler.store.statements import chunks
from crawler.store.store import Store
from crawler.store.wordings import drop_unused_wordings, unused_wordings
from crawler.tracking.config import TrackingConfig

_MOVES = 200  # renderings given their copy in one transaction
_WORDINGS = 100  # taken out in one transaction, with some 150 keys each


def settle_renderings(store: Store, config: TrackingConfig) -> int:
    """Give every aggregator's rendering the copy of the own page it belongs to. Returns how many sightings were moved.

    One that was stopped is gone on with: what is left to move is asked of the store each time.
    """
    with store.read() as connection:
        moves = misplaced(connection)
    for part in chunks(moves, _MOVES):
        with store.write() as connection:
            move_renderings(connection, part)
    if moves:
        drop_unused(store, config)
    return len(moves)


def drop_unused(store: Store, config: TrackingConfig) -> None:
    """Take out the wordings that no copy has any more, with their keys and comparisons."""
    with store.read() as connection:
        unused = unused_wordings(connection)
    for part in chunks(unused, _WORDINGS):
        with store.write() as connection:
            drop_unused_wordings(connection, config, part)

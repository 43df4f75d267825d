"""Learning the boilerplate of outlets from the copies that came in, an outlet at a time."""

from __future__ import annotations

from crawler.jobs.progress import Progress
from crawler.store import learned_boilerplate
from crawler.store.registry import stored_registries
from crawler.store.store import Store
from crawler.store.wordings import drop_unused_wordings
from crawler.tracking.config import TrackingConfig

_COPIES = 500  # cut into segments in one transaction


def learn_boilerplate(store: Store, config: TrackingConfig, *, everything: bool, progress: Progress) -> None:
    """Bring the learned boilerplate up to date with the copies that came in since.

    Copies whose text changes by it get a new wording. Of *everything* where an earlier learning did not come to its end.
    """
    new: list[int] = []
    while part := _segment(store):
        new.extend(part)
        progress("cutting copies into lines", len(new), None)
    with store.read() as connection:
        keys = (
            learned_boilerplate.outlets(connection)
            if everything
            else learned_boilerplate.touched_outlets(connection, new)
        )
        wires = learned_boilerplate.wire_outlets(connection) if keys else set()
        wires |= {key for wire in stored_registries(connection).wires.wires for key in wire.outlets} if keys else set()
    changed = everything
    for number, key in enumerate(sorted(keys), 1):
        with store.write() as connection:
            changed |= learned_boilerplate.learn(connection, key, config, is_wire=key in wires)
        progress("learning boilerplate", number, len(keys))
    if changed:
        with store.write() as connection:
            drop_unused_wordings(connection, config)


def _segment(store: Store) -> list[int]:
    with store.write() as connection:
        return learned_boilerplate.segment_copies(connection, limit=_COPIES)

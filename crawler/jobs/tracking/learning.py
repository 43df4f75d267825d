"""Learning the boilerplate of outlets from the copies that came in, an outlet at a time."""

from __future__ import annotations

from crawler.jobs.progress import Progress
from crawler.jobs.tracking.excused import Excused
from crawler.jobs.tracking.settling import drop_unused
from crawler.store import learned_boilerplate
from crawler.store.registry import stored_registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig

_COPIES = 500  # whose segments are written in one transaction


def learn_boilerplate(
    store: Store, config: TrackingConfig, *, everything: bool, progress: Progress, excused: Excused
) -> None:
    """Bring the learned boilerplate up to date with the copies that came in since.

    Copies whose text changes by it get a new wording. Of *everything* where an earlier learning did not come to its end.
    """
    new: list[int] = []
    while part := _segment(store, excused):
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
        changed |= _learn(store, config, key, is_wire=key in wires)
        progress("learning boilerplate", number, len(keys))
    if changed:
        drop_unused(store, config)


def _learn(store: Store, config: TrackingConfig, key: str, *, is_wire: bool) -> bool:
    now: dict[int, bool] = {}
    if not is_wire:
        with store.read() as connection:
            now = learned_boilerplate.boilerplate_learned(connection, key, config)
    with store.write() as connection:
        return learned_boilerplate.save_learned(connection, key, now)


def _segment(store: Store, excused: Excused) -> list[int]:
    with store.read() as connection:
        texts = learned_boilerplate.unsegmented_copies(connection, limit=_COPIES)
    rows = [each for row, text in texts.items() for each in segments_of_text(row, text, excused)]
    rows.sort()  # as they are kept
    with store.write() as connection:
        learned_boilerplate.save_segments(connection, rows, texts)
    return list(texts)


def segments_of_text(row: int, text: str, excused: Excused) -> set[learned_boilerplate.SegmentRow]:
    """Return the segments of a copy's text; none of one that meets an error of this program."""
    try:
        return learned_boilerplate.segments_of(row, text)
    except Exception as error:  # noqa: BLE001  # a fault of ours: nothing is learned from this text
        excused.note(error)
        return set()

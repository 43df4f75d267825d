"""Learning the boilerplate of outlets from the copies that came in, an outlet at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import partial

from sqlalchemy.engine import Connection

from crawler.jobs.progress import Progress
from crawler.jobs.tracking.settling import drop_unused
from crawler.jobs.tracking.work import Work, cut_into_lines
from crawler.store import learned_boilerplate
from crawler.store.registry import stored_registries
from crawler.store.store import Store
from crawler.text.segments import remember_first_words
from crawler.tracking.config import TrackingConfig

_COPIES = 500  # whose segments are written in one transaction


def learn_boilerplate(store: Store, work: Work, progress: Progress, *, everything: bool) -> None:
    """Bring the learned boilerplate up to date with the copies that came in since.

    Copies whose text changes by it get a new wording. Of *everything* where an earlier learning did not come to its end.
    """
    new: list[int] = []
    while part := _cut_into_lines(store, work, progress):  # again, for those that got another text meanwhile
        new.extend(part)
    with store.read() as connection:
        keys = (
            learned_boilerplate.outlets(connection)
            if everything
            else learned_boilerplate.touched_outlets(connection, new)
        )
        wires = never_learned(connection) if keys else set()
    changed = everything
    for number, key in enumerate(sorted(keys), 1):
        changed |= _learn(store, work.config, key, is_wire=key in wires)
        progress("learning boilerplate", number, len(keys))
    if changed:
        drop_unused(store, work.config)


def never_learned(connection: Connection) -> set[str]:
    """Return the outlets of wires, by their items and by the registry: they have no boilerplate."""
    registered = {key for wire in stored_registries(connection).wires.wires for key in wire.outlets}
    return registered | learned_boilerplate.wire_outlets(connection)


def _learn(store: Store, config: TrackingConfig, key: str, *, is_wire: bool) -> bool:
    now: dict[int, bool] = {}
    if not is_wire:
        with store.read() as connection:
            now = learned_boilerplate.boilerplate_learned(connection, key, config)
    with store.write() as connection:
        return learned_boilerplate.save_learned(connection, key, now)


def _cut_into_lines(store: Store, work: Work, progress: Progress) -> list[int]:
    """Write the segments of all copies that have none yet. Returns these."""
    sent: deque[dict[int, str]] = deque()
    done: list[int] = []
    for lines in work.each(cut_into_lines, _uncut(store, sent)):
        texts = sent.popleft()
        remember_first_words(lines.first_words)
        with store.write() as connection:
            learned_boilerplate.save_segments(connection, lines.rows, texts)
        done.extend(texts)
        progress("cutting copies into lines", len(done), None)
    return done


def _uncut(store: Store, sent: deque[dict[int, str]]) -> Iterator[dict[int, str]]:
    """Give the texts of copies without segments, by row, a part at a time; *sent* gets them, too."""
    uncut = partial(learned_boilerplate.unsegmented_copies, limit=_COPIES)
    for part in store.each_part(uncut):
        sent.append(dict(part))
        yield sent[-1]

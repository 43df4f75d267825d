"""Keeping the facts of copies, which the SQL views show: made for the copies whose sightings or stories are others than before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from crawler.jobs.asking.attributed import attributed_copies
from crawler.jobs.progress import Progress, silent
from crawler.sightings.record import Copy
from crawler.store.registry import registries_chosen
from crawler.store.sql.facts import (
    drop_facts,
    kept_stamps,
    save_facts,
    seen_up_to,
    set_made_up_to,
    stamps,
    whose_facts_changed,
)
from crawler.store.statements import chunks
from crawler.store.store import Store

_BATCH = 200  # copies at a time: a write of so many is short
_MOST_QUOTED = 3  # pieces of evidence that are quoted


def keep_facts(store: Store, written: Collection[str] | None = None, *, progress: Progress = silent) -> int:
    """Bring the facts of copies up to date. Returns how many were made.

    *written* are the stories that changed since, by their keys, where only those did; None where any may have.
    """
    with store.read() as connection:
        seen = seen_up_to(connection)
        among = None if written is None else whose_facts_changed(connection, written)
        now, before = stamps(connection, among), kept_stamps(connection, among)
    gone = sorted(before.keys() - now.keys())
    if gone:
        with store.write() as connection:
            drop_facts(connection, gone)
    due = sorted(row for row, stamp in now.items() if before.get(row) != stamp)
    if due:
        _make(store, due, now, progress)
    with store.write() as connection:
        set_made_up_to(connection, seen)
    return len(due)


def _make(store: Store, due: Sequence[int], stamps_now: Mapping[int, str], progress: Progress) -> None:
    with store.read() as connection:
        wires = registries_chosen(connection).wires
    done = 0
    for part in chunks(due, _BATCH):
        with store.read() as connection:
            copies = attributed_copies(connection, part, wires, with_words=False)
        rows = [facts_of(row, copy, stamps_now[row]) for row, copy in copies.items()]
        with store.write() as connection:
            save_facts(connection, rows)
        done += len(part)
        progress("facts of copies", done, len(due))


def facts_of(row: int, copy: Copy, stamp: str) -> dict[str, Any]:
    """Return the facts of one copy: the wire is its own, or else what its story adds."""
    own, inherited = copy.attribution, copy.story_attribution
    chosen = own if own.wire_service or inherited.wire_service is None else inherited
    quotes = list(dict.fromkeys(piece.text for piece in chosen.evidence))[:_MOST_QUOTED]
    return {
        "copy_id": row,
        "stamp": stamp,
        "owner": copy.outlet_group,
        "wire": chosen.wire_service,
        "wire_kind": chosen.kind.value if chosen.kind else None,
        "wire_confidence": chosen.confidence if chosen.wire_service else None,
        "wire_evidence": " … ".join(quotes) or None,
        "credited": own.wire_service is not None,
        "url": copy.urls[0] if copy.urls else None,
        "page_url": copy.page_urls[0] if copy.page_urls else None,
        "first_fetched_at": copy.first_fetched_at,
        "last_fetched_at": copy.last_fetched_at,
    }

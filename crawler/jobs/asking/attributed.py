"""Some copies as a reader should see them: with the wire that each inherits from the other copies of its stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from crawler.provenance.wires.attribution import Wires
from crawler.provenance.wires.evidence import Attribution
from crawler.sightings.altered import altered
from crawler.sightings.copies import with_inferred_wires
from crawler.sightings.custom_wires import unregistered
from crawler.sightings.record import Copy
from crawler.store.records import copies_by_id, each_bare_copy, rows_of
from crawler.store.stories import told_stories
from crawler.tracking.relation import Story


def attributed_copies(
    connection: Connection, rows: Sequence[int], wires: Wires, *, with_words: bool = True
) -> dict[int, Copy]:
    """Return copies by their rows, with inherited wires; not those that no sighting holds, as a reading that was stopped leaves.

    Their siblings are read without their words, and so are they without *with_words*, unless a wire that no registry knows has
    sent items: whether a copy names it only its text says.
    """
    around = told_stories(connection, holding=list(rows))
    siblings = rows_of(connection, {key for story in around for key in story.copies})
    bare = list(each_bare_copy(connection, siblings))
    if unregistered(bare, wires) is not None:
        return _with_custom_wires(connection, rows, siblings, around, wires)
    learned = {copy.key: copy for copy in with_inferred_wires(bare, around, wires)}
    by_id = copies_by_id(connection, sorted(rows), with_words=with_words)
    return {
        row: with_learned(copy, found.story_attribution, found.time_notes) if (found := learned.get(copy.key)) else copy
        for row, copy in by_id.items()
    }


def with_learned(copy: Copy, attribution: Attribution, time_notes: Iterable[str]) -> Copy:
    """Return a copy with what it learned from its stories."""
    return altered(copy, story_attribution=attribution, time_notes=tuple(sorted({*copy.time_notes, *time_notes})))


def _with_custom_wires(
    connection: Connection, rows: Sequence[int], siblings: Sequence[int], around: Sequence[Story], wires: Wires
) -> dict[int, Copy]:
    by_id = copies_by_id(connection, sorted({*rows, *siblings}))
    inferred = {copy.key: copy for copy in with_inferred_wires([by_id[row] for row in siblings], around, wires)}
    return {row: inferred.get(by_id[row].key, by_id[row]) for row in sorted(rows) if row in by_id}

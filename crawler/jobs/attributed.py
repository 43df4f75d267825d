"""Some copies as a reader should see them: with the wire that each inherits from the other copies of its stories."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from crawler.provenance.wires.attribution import Wires
from crawler.sightings.copies import with_inferred_wires
from crawler.sightings.custom_wires import unregistered
from crawler.sightings.record import Copy
from crawler.store.records import copies_by_id, rows_of
from crawler.store.stories import told_stories


def attributed_copies(
    connection: Connection, rows: Sequence[int], wires: Wires, *, with_words: bool = True
) -> dict[int, Copy]:
    """Return copies by their rows, with inherited wires; not those that no sighting holds, as a reading that was stopped leaves.

    Without words, texts are read only where a wire that no registry knows has sent items: whether a copy names it only its text says.
    """
    around = told_stories(connection, holding=list(rows))
    siblings = rows_of(connection, {key for story in around for key in story.copies})
    asked = sorted({*rows, *siblings})
    by_id = copies_by_id(connection, asked, with_words=with_words)
    if not with_words and unregistered([by_id[row] for row in siblings], wires) is not None:
        by_id = copies_by_id(connection, asked)
    inferred = {copy.key: copy for copy in with_inferred_wires([by_id[row] for row in siblings], around, wires)}
    return {row: inferred.get(by_id[row].key, by_id[row]) for row in sorted(rows) if row in by_id}

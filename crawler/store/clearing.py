"""Taking out what can be computed again from the raw captures."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from crawler.store.schema import copy, date_order, learned_boilerplate, segment, sighting, story, story_copy
from crawler.store.wordings import forget_wordings


def forget_sightings(connection: Connection) -> None:
    """Delete sightings, copies and all that hangs on them; captures, raw bytes and the queue stay."""
    forget_wordings(connection)
    for table in (story_copy, story, segment, learned_boilerplate, sighting, copy, date_order):
        connection.execute(table.delete())

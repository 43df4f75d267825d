"""Taking out what can be computed again from the raw captures."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from crawler.store.schema import band, copy, link, passage, sighting, signature, story, story_copy


def forget_sightings(connection: Connection) -> None:
    """Delete sightings, copies and all that hangs on them; captures, raw bytes and the queue stay."""
    for table in (story_copy, story, link, passage, band, signature, sighting, copy):
        connection.execute(table.delete())

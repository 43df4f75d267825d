"""Taking out what can be computed again from the raw captures, a part at a time."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.captures import is_whole
from crawler.store.schema import capture, copy, date_order, payload, segment, sighting, story, story_copy
from crawler.store.sql.facts import forget_made_up_to


def forget_date_orders(connection: Connection) -> None:
    """Take the orders of day and month out that sightings have proven."""
    connection.execute(date_order.delete())


def forget_sightings(connection: Connection, *, after: int, until: int, limit: int) -> int:
    """Take some sightings out that were read from the captures *after* (not included) to *until*. Returns how many.

    Their copies stay, so that stories keep their names: see `drop_empty_copies`. Sightings of captures whose bytes were let
    go stay, too: nothing could read them again.
    """
    query = sa.select(sighting.c.id).join(capture, capture.c.id == sighting.c.capture_id)
    query = query.join(payload, payload.c.sha256 == capture.c.sha256).where(is_whole())
    query = query.where(sighting.c.capture_id > after, sighting.c.capture_id <= until)
    rows = list(connection.execute(query.order_by(sighting.c.capture_id).limit(limit)).scalars())
    connection.execute(sighting.delete().where(sighting.c.id.in_(rows)))
    forget_made_up_to(connection)
    return len(rows)


def drop_empty_copies(connection: Connection, *, limit: int) -> int:
    """Take out some copies that no sighting holds any more, also from their stories. Returns how many.

    Their wordings must be gone already.
    """
    held = sa.exists().where(sighting.c.copy_id == copy.c.id)
    rows = list(connection.execute(sa.select(copy.c.id).where(~held).order_by(copy.c.id).limit(limit)).scalars())
    connection.execute(story_copy.delete().where(story_copy.c.copy_id.in_(rows)))
    for row in connection.execute(sa.select(story.c.id).where(story.c.fullest_id.in_(rows))).scalars().all():
        members = sa.select(sa.func.min(story_copy.c.copy_id)).where(story_copy.c.story_id == row)
        member = connection.execute(members).scalar()
        if member is None:
            connection.execute(story.delete().where(story.c.id == row))
        else:
            connection.execute(story.update().where(story.c.id == row).values(fullest_id=member))
    connection.execute(segment.delete().where(segment.c.copy_id.in_(rows)))
    connection.execute(copy.delete().where(copy.c.id.in_(rows)))
    return len(rows)

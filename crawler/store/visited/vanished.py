"""Pages that are gone, in the database."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.sightings.vanished import How, Vanished
from crawler.store.schema import vanished


def note_gone(connection: Connection, gone: Vanished) -> bool:
    """Note that a page is gone; while it is, later looks only move `looked_at`. Returns whether that is new."""
    known = connection.execute(
        vanished.update()
        .where(vanished.c.identity == gone.address, vanished.c.back_at.is_(None))
        .values(looked_at=gone.looked_at)
    )
    if known.rowcount:
        return False
    row = {
        "identity": gone.address,
        "url": gone.url,
        "how": gone.how.value,
        "last_seen_at": gone.last_seen_at,
        "gone_at": gone.gone_at,
        "looked_at": gone.looked_at,
        "led_to": gone.led_to,
    }
    connection.execute(vanished.insert().values(**row))
    return True


def note_back(connection: Connection, back: Vanished) -> bool:
    """Note that a page is there again. Returns whether it was gone."""
    mine = sa.and_(vanished.c.identity == back.address, vanished.c.back_at.is_(None))
    return connection.execute(vanished.update().where(mine).values(back_at=back.back_at)).rowcount > 0


def all_vanished(connection: Connection) -> list[Vanished]:
    """Return every disappearance, by when it was found."""
    rows = connection.execute(sa.select(vanished).order_by(vanished.c.gone_at, vanished.c.identity, vanished.c.id))
    return [
        Vanished(
            address=row.identity,
            url=row.url,
            how=How(row.how),
            last_seen_at=row.last_seen_at,
            gone_at=row.gone_at,
            looked_at=row.looked_at,
            led_to=row.led_to,
            back_at=row.back_at,
        )
        for row in rows
    ]

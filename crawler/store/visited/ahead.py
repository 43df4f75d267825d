"""Moments in the store that lie too far ahead: what a clock that was wrong has left."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.clock import FARTHEST
from crawler.store.schema import capture, host, page, request, run, visit

_MOMENTS = {
    "hosts": (host.c.free_at, host.c.until),
    "requests": (request.c.not_before,),
    "visits": (visit.c.seen_at, visit.c.fresh_until),
    "pages": (page.c.looked_at,),
    "runs": (run.c.started_at, run.c.beat_at),
    "captures": (capture.c.fetched_at,),
}


def moments_ahead(connection: Connection, *, now: datetime) -> dict[str, int]:
    """Count the rows with a moment further ahead than any that is obeyed, by what they are; without those that have none."""
    counts = {}
    for what, columns in _MOMENTS.items():
        ahead = sa.or_(*(column > now + FARTHEST for column in columns))
        counts[what] = connection.execute(
            sa.select(sa.func.count()).select_from(columns[0].table).where(ahead)
        ).scalar_one()
    return {what: number for what, number in counts.items() if number}

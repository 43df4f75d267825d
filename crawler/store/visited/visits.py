"""Visits: what is remembered of an address, so that it is asked for again only where, when and how that is worth it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.pages.html.secrets import redacted
from crawler.store.schema import capture, visit
from crawler.store.statements import chunks, upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The last visit to an address. `layout` is what its page was to be read with, None when it was recognized.

    `page` is the identity of the page that the address leads to, None when that is its own.
    """

    url: str
    identity: str
    capture_id: int
    seen_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    fresh_until: datetime | None = None
    layout: str | None = None
    page: str | None = None


def note_visit(connection: Connection, made: Visit) -> None:
    """Remember a visit in place of an earlier one to the same address."""
    row = {
        "url": redacted(made.url),
        "identity": made.identity,
        "capture_id": made.capture_id,
        "seen_at": made.seen_at,
        "etag": made.etag,
        "last_modified": made.last_modified,
        "fresh_until": made.fresh_until,
        "page": made.page if made.page != made.identity else None,
    }
    upsert(connection, visit, row)


_LAST = (
    sa.select(visit, capture.c.layout)
    .join(capture, capture.c.id == visit.c.capture_id)
    .where(visit.c.url == sa.bindparam("address"))
)


def last_visit(connection: Connection, url: str) -> Visit | None:
    """Return the last visit to exactly this address, or None."""
    row = connection.execute(_LAST, {"address": redacted(url)}).first()
    return Visit(**row._mapping) if row else None  # noqa: SLF001  # SQLAlchemy's public name for a row's columns


def seen_pages(connection: Connection, identities: Sequence[str]) -> dict[str, datetime]:
    """Return, for those of these pages that were ever stored, when each was last seen."""
    seen: dict[str, datetime] = {}
    query = sa.select(visit.c.identity, visit.c.seen_at).order_by(visit.c.seen_at)
    for part in chunks(identities):
        seen.update(connection.execute(query.where(visit.c.identity.in_(part))).all())
    return seen

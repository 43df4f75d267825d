"""Pages of articles as visits to them know them: when each is due again, and for which sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.clock import FARTHEST
from crawler.store.schema import capture, page, page_source, visit
from crawler.store.statements import chunks, insert_new, upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """One row of the table `page`, which says what its fields mean."""

    identity: str
    url: str
    first_seen_at: datetime
    seen_at: datetime
    looked_at: datetime
    said: str
    published_by: datetime | None = None
    steps: int = 0
    gone: int = 0
    due_at: datetime | None = None
    stopped: str | None = None
    led_to: str | None = None
    led_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """A page to ask for again, how many links away it is, and what was claimed of it when it last came."""

    url: str
    identity: str
    depth: int
    claims: Mapping[str, object] | None = None


_PAGES_AT = (
    sa.select(visit.c.identity.label("asked"), page)
    .join(page, page.c.identity == sa.func.coalesce(visit.c.page, visit.c.identity))
    .where(visit.c.identity.in_(sa.bindparam("addresses", expanding=True)))
    .order_by(visit.c.seen_at, visit.c.url)
)


def pages_at(connection: Connection, identities: Sequence[str]) -> dict[str, KnownPage]:
    """Return the pages that some addresses were last seen to lead to, by the address's identity."""
    pages: dict[str, KnownPage] = {}
    for part in chunks(sorted(set(identities))):
        for row in connection.execute(_PAGES_AT, {"addresses": part}):
            fields = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public name for a row's columns
            asked = fields.pop("asked")
            pages[asked] = KnownPage(**fields)
    return pages


def pages_led_to(connection: Connection, identity: str) -> list[KnownPage]:
    """Return the pages whose addresses lead to another one."""
    rows = connection.execute(sa.select(page).where(page.c.led_to == identity).order_by(page.c.identity))
    return [KnownPage(**row._mapping) for row in rows]  # noqa: SLF001


def save_page(connection: Connection, known: KnownPage) -> None:
    """Write what is known of a page, over what was."""
    upsert(connection, page, asdict(known))


def note_source(connection: Connection, key: str, identity: str, *, depth: int) -> None:
    """Remember that a source knows a page; the first depth stays."""
    insert_new(connection, page_source, [{"key": key, "identity": identity, "depth": depth}])


def due_pages(connection: Connection, key: str, *, at: datetime | None, limit: int) -> list[DuePage]:
    """Return what is due of a source's pages *at* an instant, the longest due first; with None every page that is not given up."""
    query = (
        sa.select(page.c.url, page.c.identity, page_source.c.depth, capture.c.claims)
        .select_from(page_source.join(page))
        .outerjoin(visit, visit.c.url == page.c.url)
        .outerjoin(capture, capture.c.id == visit.c.capture_id)
        .where(page_source.c.key == key, _is_due(at))
        .order_by(page.c.due_at, page.c.identity)
        .limit(limit)
    )
    return [DuePage(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001


def count_due(connection: Connection, *, at: datetime | None) -> dict[str, int]:
    """Count the pages that are due at an instant, by source."""
    query = sa.select(page_source.c.key, sa.func.count()).select_from(page_source.join(page)).where(_is_due(at))
    return dict(connection.execute(query.group_by(page_source.c.key)).all())


def claims_of(connection: Connection, url: str) -> Mapping[str, object] | None:
    """Return what was claimed of the page at exactly this address when it last came."""
    query = sa.select(capture.c.claims).join(visit, visit.c.capture_id == capture.c.id).where(visit.c.url == url)
    return connection.execute(query).scalar()


def confirm(connection: Connection, capture_id: int, *, at: datetime) -> None:
    """Note that a page's server said that it has not changed."""
    later = sa.or_(capture.c.confirmed_at.is_(None), capture.c.confirmed_at < at)
    connection.execute(capture.update().where(capture.c.id == capture_id, later).values(confirmed_at=at))


def confirmations(connection: Connection) -> dict[str, datetime]:
    """Return when the server of each page last said that it had not changed, by the key of the capture."""
    query = sa.select(capture.c.key, capture.c.confirmed_at).where(capture.c.confirmed_at.is_not(None))
    return dict(connection.execute(query).all())


def _is_due(at: datetime | None) -> sa.ColumnElement[bool]:
    if at is None:
        return page.c.due_at.is_not(None)
    seen_ahead = sa.and_(page.c.due_at.is_not(None), page.c.looked_at > at + FARTHEST)  # by a clock that was wrong
    return sa.or_(page.c.due_at <= at, seen_ahead)

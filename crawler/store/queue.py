"""The queue of a crawl (rule 9 of the design): pages to fetch are rows, and a page's outcome commits with what it gave.

Requests seen = stored + refused + failed + pending, each with one reason, at any time, even after a crash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.clock import FARTHEST
from crawler.pages.html.hosts import host_of
from crawler.pages.html.secrets import redacted, redacted_in
from crawler.store.schema import crawl, request
from crawler.store.statements import chunks, insert_new

PENDING, STORED, REFUSED, FAILED = "pending", "stored", "refused", "failed"
#: What a page that waits is asked for with; an outcome takes its secrets out of the row.
_ADDRESS = sa.func.coalesce(request.c.address, request.c.url)
NOT_MODIFIED = "not-modified"  # a stored outcome: the server said that the page has not changed


@dataclass(frozen=True, slots=True)
class Pending:
    """A page to fetch."""

    id: int
    url: str
    depth: int
    attempts: int
    claims: Mapping[str, object] | None = None
    revisit: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A page worth fetching: its URL, the canonical form that says which page it is, and what a feed says of it."""

    url: str
    identity: str
    claims: Mapping[str, object] | None = None

    @property
    def host(self) -> str:
        """The host that is asked for it; "" for what is no address."""
        return host_of(self.url) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """What became of every request of a crawl (or of all crawls). `unchanged` are those of the stored that had not changed."""

    seen: int
    stored: int
    pending: int
    refused: Mapping[str, int]
    failed: Mapping[str, int]
    unchanged: int = 0


def begin_crawl(
    connection: Connection, targets: Sequence[Target], *, started_at: datetime, source: str | None = None
) -> tuple[int, bool]:
    """Return the crawl of these start pages (of a named source), and whether it is an interrupted one taken up again."""
    sources = "\n".join(sorted({target.identity for target in targets}))
    unfinished = sa.select(crawl.c.id).where(crawl.c.sources == sources, crawl.c.finished_at.is_(None))
    unfinished = unfinished.where(crawl.c.source.is_not_distinct_from(source))
    unfinished_id = connection.execute(unfinished.order_by(crawl.c.id.desc())).scalars().first()
    if unfinished_id is not None:
        return int(unfinished_id), True
    inserted = connection.execute(crawl.insert().values(sources=sources, started_at=started_at, source=source))
    crawl_id = int((inserted.inserted_primary_key or (0,))[0])
    enqueue(connection, crawl_id, targets, depth=0, found_on=None)
    return crawl_id, False


def unfinished_crawls(connection: Connection) -> list[int]:
    """Return the crawls that were interrupted, or are at work right now."""
    return list(connection.execute(sa.select(crawl.c.id).where(crawl.c.finished_at.is_(None))).scalars())


def finished_sources(connection: Connection) -> set[str]:
    """Return the names of the sources whose crawls came to their end; "" stands for pages that were typed."""
    query = sa.select(crawl.c.source).where(crawl.c.finished_at.is_not(None))
    return {name or "" for name in connection.execute(query).scalars()}


def end_crawl(connection: Connection, crawl_id: int, *, finished_at: datetime, outcome: str) -> None:
    """Mark a crawl as ended: what its sources give next is a new crawl."""
    connection.execute(crawl.update().where(crawl.c.id == crawl_id).values(finished_at=finished_at, outcome=outcome))


def enqueue(
    connection: Connection,
    crawl_id: int,
    targets: Iterable[Target],
    *,
    depth: int,
    found_on: str | None,
    refused_for: str | None = None,
    revisit: bool = False,
) -> None:
    """Add pages to a crawl; one it has seen already is left as it is.

    With *refused_for* they are counted, not fetched. A *revisit* waits until nothing new is left.
    """
    state = REFUSED if refused_for else PENDING
    origin = redacted(found_on) if found_on else None
    about = {"crawl_id": crawl_id, "depth": depth, "found_on": origin, "state": state, "reason": refused_for}
    rows = [{**_kept(target, fetched=not refused_for), "revisit": revisit, **about} for target in targets]
    insert_new(connection, request, rows)


def _kept(target: Target, *, fetched: bool) -> dict[str, object]:
    """Return the columns of a target: its address redacted, and while it waits to be *fetched*, in full where that differs."""
    url = redacted(target.url)
    address = target.url if fetched and url != target.url else None
    return {
        "url": url, "address": address, "identity": target.identity, "claims": redacted_in(target.claims),
        "host": target.host,
    }  # fmt: skip


def pending(
    connection: Connection,
    crawl_id: int,
    *,
    limit: int,
    besides: Iterable[int] = (),
    due_at: datetime,
    host: str | None = None,
    revisit: bool | None = None,
) -> list[Pending]:
    """Return the next pages to fetch at *due_at*, new ones first, then nearest to the start, without those *besides* (in flight).

    Those of one *host* when it is given, and with *revisit* only new pages or only revisits.
    """
    asked = {
        "crawl": crawl_id, "out": sorted(besides), "at": due_at, "farthest": due_at + FARTHEST, "most": limit,
        **({} if host is None else {"its_host": host}), **({} if revisit is None else {"again": revisit}),
    }  # fmt: skip
    query = _next(of_a_host=host is not None, of_a_kind=revisit is not None)
    return [Pending(*row) for row in connection.execute(query, asked)]


def _may_be_asked_for(at: Any, farthest: Any) -> sa.ColumnElement[bool]:
    """Say in SQL that no server wants a page left alone at an instant; a wish that lies too far ahead is a wrong clock's."""
    wish = request.c.not_before
    return sa.or_(wish.is_(None), wish <= at, wish > farthest)


# Statements of every page, built once: to build one takes longer than to execute it.
_SETTLE = (
    request.update()
    .where(request.c.id == sa.bindparam("its_id"), request.c.state == PENDING)
    .values(
        state=sa.bindparam("outcome"),
        reason=sa.bindparam("why"),
        capture_id=sa.bindparam("gave"),
        attempts=request.c.attempts + 1,
        address=None,
    )
    .returning(request.c.identity)
)


@cache
def _next(*, of_a_host: bool, of_a_kind: bool) -> sa.Select[Any]:
    instant = request.c.not_before.type
    return (
        sa.select(request.c.id, _ADDRESS, request.c.depth, request.c.attempts, request.c.claims, request.c.revisit)
        .where(request.c.crawl_id == sa.bindparam("crawl"), request.c.state == PENDING)
        .where(_may_be_asked_for(sa.bindparam("at", type_=instant), sa.bindparam("farthest", type_=instant)))
        .where(request.c.id.not_in(sa.bindparam("out", expanding=True)))
        .where(*([request.c.host == sa.bindparam("its_host")] if of_a_host else []))
        .where(*([request.c.revisit == sa.bindparam("again")] if of_a_kind else []))
        .order_by(request.c.revisit, request.c.depth, request.c.id)
        .limit(sa.bindparam("most"))
    )


def known_in(connection: Connection, crawl_id: int, identities: Sequence[str]) -> set[str]:
    """Return which of these pages a crawl has seen already."""
    known: set[str] = set()
    query = sa.select(request.c.identity).where(request.c.crawl_id == crawl_id)
    for part in chunks(identities):
        known.update(connection.execute(query.where(request.c.identity.in_(part))).scalars())
    return known


def count_revisits(connection: Connection, crawl_id: int) -> int:
    """Count the pages that a crawl asks for again."""
    query = sa.select(sa.func.count()).where(request.c.crawl_id == crawl_id, request.c.revisit)
    return int(connection.execute(query).scalar_one())


def target_of(connection: Connection, request_id: int) -> Target:
    """Return what a request asks for, without secrets."""
    row = connection.execute(sa.select(request.c.url, request.c.identity).where(request.c.id == request_id)).one()
    return Target(row.url, row.identity)


def settle(
    connection: Connection, request_id: int, *, state: str, reason: str | None, capture_id: int | None = None
) -> str | None:
    """Give a pending request its outcome. Returns what page it asked for, None when it had one already: the first outcome stays."""
    outcome = {"its_id": request_id, "outcome": state, "why": reason, "gave": capture_id}
    return connection.execute(_SETTLE, outcome).scalar()


def settle_reached(connection: Connection, crawl_id: int, reached: Target, *, depth: int, capture_id: int) -> None:
    """Count the page a redirect led to as stored, too, so that it is not fetched a second time."""
    known = Target(redacted(reached.url), reached.identity)  # it is not asked for: no need to know how
    enqueue(connection, crawl_id, [known], depth=depth, found_on=None)
    connection.execute(
        request.update()
        .where(request.c.crawl_id == crawl_id, request.c.identity == reached.identity, request.c.state == PENDING)
        .values(state=STORED, capture_id=capture_id, address=None)
    )


def defer(connection: Connection, request_id: int, *, not_before: datetime, most: int, counts: bool = True) -> None:
    """Leave a request pending until an instant its server asked for; after *most* answers that count it has failed."""
    mine = sa.and_(request.c.id == request_id, request.c.state == PENDING)
    attempts = request.c.attempts + (1 if counts else 0)
    connection.execute(request.update().where(mine).values(not_before=not_before, attempts=attempts))
    connection.execute(
        request.update()
        .where(mine, request.c.attempts >= most)
        .values(state=FAILED, reason="server-keeps-us-waiting", address=None)
    )


def defer_host(connection: Connection, crawl_id: int, origin: str, *, not_before: datetime) -> None:
    """Let every pending page of a host, like "https://news.example", wait for an instant its server asked for."""
    mine = sa.and_(request.c.crawl_id == crawl_id, request.c.state == PENDING)
    here = sa.or_(request.c.url.startswith(f"{origin}/", autoescape=True), request.c.url == origin)
    sooner = _may_be_asked_for(not_before, not_before + FARTHEST)
    connection.execute(request.update().where(mine, here, sooner).values(not_before=not_before))


def hosts_with_pages(connection: Connection, crawl_id: int) -> list[tuple[str, bool]]:
    """Return the hosts that a crawl has pages of, with whether these are revisits, those found first ahead."""
    kind = (request.c.host, request.c.revisit)
    query = sa.select(*kind).where(request.c.crawl_id == crawl_id, request.c.state == PENDING).group_by(*kind)
    return [(host, revisit) for host, revisit in connection.execute(query.order_by(sa.func.min(request.c.id)))]


def next_due(
    connection: Connection, crawl_id: int, *, host: str | None = None, after: datetime | None = None
) -> datetime | None:
    """Return when the first page that has to wait may be fetched: of one *host*, and after an instant, when they are given."""
    waiting = sa.select(sa.func.min(request.c.not_before)).where(
        request.c.crawl_id == crawl_id, request.c.state == PENDING
    )
    if host is not None:
        waiting = waiting.where(request.c.host == host)
    if after is not None:
        waiting = waiting.where(request.c.not_before > after)
    return connection.execute(waiting).scalar()


def refuse_pending(connection: Connection, crawl_id: int, *, reason: str, depth: int = 0) -> int:
    """Refuse whatever a crawl has left from that *depth* on, as when its page budget is used up. Returns how many."""
    changed = connection.execute(
        request.update()
        .where(request.c.crawl_id == crawl_id, request.c.state == PENDING, request.c.depth >= depth)
        .values(state=REFUSED, reason=reason, address=None)
    )
    return int(changed.rowcount)


def accounts(connection: Connection, crawl_id: int | None = None) -> Accounts:
    """Count the outcomes of a crawl, or of all crawls."""
    query = sa.select(request.c.state, request.c.reason, sa.func.count()).group_by(request.c.state, request.c.reason)
    if crawl_id is not None:
        query = query.where(request.c.crawl_id == crawl_id)
    counts = {(state, reason): number for state, reason, number in connection.execute(query)}
    return Accounts(
        seen=sum(counts.values()),
        stored=sum(n for (state, _), n in counts.items() if state == STORED),
        unchanged=counts.get((STORED, NOT_MODIFIED), 0),
        pending=sum(n for (state, _), n in counts.items() if state == PENDING),
        refused=_reasons(counts, REFUSED),
        failed=_reasons(counts, FAILED),
    )


def _reasons(counts: Mapping[tuple[str, str | None], int], wanted: str) -> dict[str, int]:
    return {reason or "unknown": n for (state, reason), n in sorted(counts.items(), key=str) if state == wanted}

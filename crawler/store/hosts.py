"""Leases of hosts: of all crawls on one store, one request at a time talks to a host, and none before its pause is over.

Moments are those of the machine that asks; machines that share a store must agree on the time to within a second or so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.clock import FARTHEST
from crawler.store.schema import host
from crawler.store.statements import insert_new


@dataclass(frozen=True, slots=True)
class HostCounts:
    """How many hosts are talked to, asked to wait for, and held by a crawl that is gone."""

    held: int
    paused: int
    expired: int


def take(connection: Connection, name: str, holder: str, *, now: datetime, until: datetime) -> datetime | None:
    """Take the host for one request of *holder*. Returns None when it is ours, else when it may be ours."""
    taking = {"its_name": name, "by": holder, "now": now, "farthest": now + FARTHEST, "end": until}
    if connection.execute(_TAKE, taking).rowcount:
        return None
    if insert_new(connection, host, [{"name": name}]) and connection.execute(_TAKE, taking).rowcount:
        return None
    row = connection.execute(sa.select(host).where(host.c.name == name)).one()
    instants = [instant for instant in (row.until if row.holder else None, row.free_at) if instant is not None]
    return max(instants, default=now)


def release(connection: Connection, name: str, holder: str, *, free_at: datetime) -> None:
    """Give the host back; nobody talks to it before *free_at*. A lease that was lost in the meantime is left alone."""
    connection.execute(
        _RELEASE, {"its_name": name, "by": holder, "now": free_at, "farthest": free_at + FARTHEST, "end": free_at}
    )


def holder_of(connection: Connection, name: str) -> str | None:
    """Return who holds the host, if anybody does."""
    return connection.execute(sa.select(host.c.holder).where(host.c.name == name)).scalar()


def pause(connection: Connection, name: str, *, until: datetime) -> None:
    """Let nobody talk to the host before *until*: its server asked for it."""
    insert_new(connection, host, [{"name": name}])
    sooner = _is_over(host.c.free_at, until, until + FARTHEST)
    connection.execute(host.update().where(host.c.name == name, sooner).values(free_at=until))


def paused_until(connection: Connection, name: str) -> datetime | None:
    """Return when the host's pause is over, if it ever had one."""
    return connection.execute(sa.select(host.c.free_at).where(host.c.name == name)).scalar()


def counts(connection: Connection, *, now: datetime) -> HostCounts:
    """Count the hosts at one instant."""
    rows = connection.execute(sa.select(host)).all()
    held = [row for row in rows if row.holder is not None]
    return HostCounts(
        held=sum(row.until > now for row in held),
        paused=sum(row.free_at is not None and row.free_at > now for row in rows),
        expired=sum(row.until <= now for row in held),
    )


def _is_over(moment: sa.ColumnElement[Any], now: Any, farthest: Any) -> sa.ColumnElement[bool]:
    """Say in SQL that a moment has passed, or lies so far ahead that a wrong clock must have written it."""
    return sa.or_(moment.is_(None), moment <= now, moment > farthest)


# Statements of every request, built once: to build one takes longer than to execute it.
_NAME, _BY = sa.bindparam("its_name", type_=sa.Text), sa.bindparam("by", type_=sa.Text)
_NOW, _FARTHEST = sa.bindparam("now", type_=host.c.until.type), sa.bindparam("farthest", type_=host.c.until.type)
_END = sa.bindparam("end", type_=host.c.until.type)
_TAKE = (
    host.update()
    .where(host.c.name == _NAME, sa.or_(host.c.holder.is_(None), _is_over(host.c.until, _NOW, _FARTHEST)))
    .where(_is_over(host.c.free_at, _NOW, _FARTHEST))
    .values(holder=_BY, until=_END)
)
_RELEASE = (
    host.update()
    .where(host.c.name == _NAME, host.c.holder == _BY)
    .values(
        holder=None,
        until=None,
        free_at=sa.case((sa.not_(_is_over(host.c.free_at, _NOW, _FARTHEST)), host.c.free_at), else_=_END),
    )
)

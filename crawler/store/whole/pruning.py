"""Letting go of raw pages that are old and prove nothing. What was read from them stays, and so do all verdicts.

A payload is evidence while a sighting of a capture with its bytes belongs to a copy that shares text with another, or is a wire's own item.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.captures import PRUNED, is_whole
from crawler.store.schema import capture, copy, likeness, payload, sighting, story_copy, visit
from crawler.tracking.relation import Relation

_NO_PROOF = (Relation.UNRELATED.value, Relation.TEMPLATE.value)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Raw pages of one kind: how many, and the bytes they take, packed."""

    number: int = 0
    bytes: int = 0

    def __add__(self, other: Bodies) -> Bodies:
        return Bodies(self.number + other.number, self.bytes + other.bytes)


def kept_bodies(connection: Connection) -> Bodies:
    """Count the raw pages that the store holds."""
    return _counted(connection, is_whole())


def prunable(connection: Connection, *, before: datetime) -> Bodies:
    """Count the raw pages that were fetched *before* an instant, each time they were, and are evidence of nothing."""
    return _counted(connection, _may_go(before))


def prune(connection: Connection, *, before: datetime, limit: int) -> Bodies:
    """Let up to *limit* of them go. Their addresses are asked for in full when they come up again. Returns what went."""
    part = list(connection.execute(sa.select(payload.c.sha256).where(_may_go(before)).limit(limit)).scalars())
    gone = _counted(connection, payload.c.sha256.in_(part))
    connection.execute(payload.update().where(payload.c.sha256.in_(part)).values(body=b"", codec=PRUNED))
    theirs = sa.select(capture.c.id).where(capture.c.sha256.in_(part))
    # "Not changed" would be said of bytes that are no longer here.
    connection.execute(visit.update().where(visit.c.capture_id.in_(theirs)).values(etag=None, last_modified=None))
    return gone


def _counted(connection: Connection, condition: sa.ColumnElement[bool]) -> Bodies:
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.func.length(payload.c.body)), 0)).where(
        condition
    )
    return Bodies(*map(int, connection.execute(query).one()))


def _may_go(before: datetime) -> sa.ColumnElement[bool]:
    young = sa.or_(capture.c.fetched_at.is_(None), capture.c.fetched_at >= before)
    needed = sa.exists().where(capture.c.sha256 == payload.c.sha256, sa.or_(young, _is_evidence()))
    return sa.and_(is_whole(), ~needed)


def _is_evidence() -> sa.ColumnElement[bool]:
    """Whether a capture shows a copy that shares text with another, or a wire's own item."""
    other = story_copy.alias("other")
    in_story = sa.exists().where(
        story_copy.c.copy_id == copy.c.id, other.c.story_id == story_copy.c.story_id, other.c.copy_id != copy.c.id
    )
    compared = [
        sa.exists().where(mine == copy.c.wording_id, likeness.c.relation.not_in(_NO_PROOF))
        for mine in (likeness.c.a_id, likeness.c.b_id)
    ]
    proves = sa.or_(copy.c.kind == "wire", in_story, *compared)
    return sa.exists().where(sighting.c.capture_id == capture.c.id, copy.c.id == sighting.c.copy_id, proves)

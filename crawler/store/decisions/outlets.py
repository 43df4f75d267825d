"""Decisions about outlets: which a person made one, and which only look alike."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.provenance.outlets.merges import OutletMerge
from crawler.store.schema import decision
from crawler.tracking.decisions.decision import ABOUT_OUTLETS, Ruling


def outlet_merges(connection: Connection) -> tuple[OutletMerge, ...]:
    """Return the outlets that were made one, oldest decision first. Of two about the same outlets the later one counts."""
    held = [(ruling, a, b) for ruling, a, b in _held(connection)]
    last = {frozenset((a[0], b[0])): at for at, (_, a, b) in enumerate(held)}
    counting = [each for at, each in enumerate(held) if last[frozenset((each[1][0], each[2][0]))] == at]
    return tuple(OutletMerge(a[0], tuple(a[1:]), *b) for ruling, a, b in counting if ruling is Ruling.ONE_OUTLET)


def decided_outlets(connection: Connection) -> set[frozenset[str]]:
    """Return the pairs of outlets (keys) that a person decided about."""
    return {frozenset((a[0], b[0])) for _, a, b in _held(connection)}


def _held(connection: Connection) -> list[tuple[Ruling, list[str], list[str]]]:
    wanted = sa.and_(decision.c.undone_at.is_(None), decision.c.ruling.in_(sorted(ABOUT_OUTLETS)))
    rows = connection.execute(sa.select(decision).where(wanted).order_by(decision.c.id))
    return [(Ruling(row.ruling), row.a, row.b) for row in rows]

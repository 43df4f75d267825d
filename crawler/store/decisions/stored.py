"""Decisions in the database: written down with who, when and why, undone, and whether they do anything.

Whatever a decision is about is marked to be compared and grouped again: the next tracking applies it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.store.links import forget_likenesses, judged_pairs
from crawler.store.registry import is_stale, stored_registries
from crawler.store.schema import copy, decision, story_copy, wording
from crawler.store.statements import chunks
from crawler.store.wordings import rows_of_digests
from crawler.tracking.decisions.decision import ABOUT_OUTLETS, ABOUT_PAIRS, Decision, Decisions, ListedDecision, Ruling


def decide(
    connection: Connection, ruling: Ruling, a: Sequence[str], b: Sequence[str], *, who: str, why: str, about: str, now: datetime
) -> int:  # fmt: skip
    """Write a decision about wordings (digests), or about outlets (keys and names), and return its number.

    The newest one again, by the same person for the same reason, is that one: a form that was posted twice. Undone once, it is undone.
    """
    newest = connection.execute(sa.select(decision).order_by(decision.c.id.desc()).limit(1)).first()
    again = (ruling.value, list(a), list(b), who, why, None)
    if newest and again == (newest.ruling, newest.a, newest.b, newest.who, newest.why, newest.undone_at):
        return int(newest.id)
    values = {
        "ruling": ruling.value,
        "a": list(a),
        "b": list(b),
        "who": who,
        "why": why,
        "about": about,
        "decided_at": now,
    }
    number = connection.execute(decision.insert().values(**values).returning(decision.c.id)).scalar_one()
    _touch(connection, ruling, a, b)
    return int(number)


def undo(connection: Connection, number: int, *, now: datetime) -> bool:
    """Undo a decision; return whether it held. The row stays, with the time."""
    held = sa.and_(decision.c.id == number, decision.c.undone_at.is_(None))
    row = connection.execute(sa.select(decision).where(held)).first()
    if row is None:
        return False
    connection.execute(decision.update().where(held).values(undone_at=now))
    _touch(connection, Ruling(row.ruling), row.a, row.b)
    return True


def decisions(connection: Connection) -> list[Decision]:
    """Return every decision, undone ones too, oldest first."""
    return [_decision(row) for row in connection.execute(sa.select(decision).order_by(decision.c.id))]


def held_decisions(connection: Connection) -> Decisions:
    """Return the decisions that hold."""
    return Decisions([each for each in decisions(connection) if each.undone_at is None])


def merged_wordings(connection: Connection, held: Decisions) -> set[tuple[int, int]]:
    """Return the pairs of wordings (rows) that decisions put into one story."""
    pairs = list(held.merges())
    rows = {
        digest: row for row, digest in rows_of_digests(connection, {each for pair in pairs for each in pair}).items()
    }
    return {(rows[a], rows[b]) for a, b in pairs if a in rows and b in rows}


def effects(connection: Connection, every: Sequence[Decision]) -> dict[int, str | None]:
    """Return of each decision that holds why it does nothing, None where it does something."""
    held = [each for each in every if each.undone_at is None and each.ruling not in ABOUT_OUTLETS]
    about_outlets = [each for each in every if each.undone_at is None and each.ruling in ABOUT_OUTLETS]
    names = {digest for each in held for digest in (*each.a, *each.b)}
    rows = {digest: row for row, digest in rows_of_digests(connection, names).items()}
    homes = _stories_of(connection, rows.values())
    compared = judged_pairs(connection, set(rows.values())) if rows else {}
    return {each.id: _why_none(each, rows, homes, compared) for each in held} | _effects_on_outlets(
        connection, about_outlets
    )


def listed_decisions(connection: Connection) -> list[ListedDecision]:
    """Return every decision, oldest first, with what it does."""
    every = decisions(connection)
    idle = effects(connection, every)
    return [ListedDecision(each, idle.get(each.id)) for each in every]


def _why_none(
    each: Decision, rows: Mapping[str, int], homes: Mapping[int, set[int]], compared: Collection[tuple[int, int]]
) -> str | None:
    a, b = (
        [rows[digest] for digest in side if digest in rows and homes.get(rows[digest])] for side in (each.a, each.b)
    )
    if not a or not b:
        return "its texts are no longer in the store"
    in_a, in_b = ({story for row in side for story in homes[row]} for side in (a, b))
    together = in_a & in_b
    if each.ruling in ABOUT_PAIRS:
        pair = (min(a[0], b[0]), max(a[0], b[0]))
        return None if pair in compared else "nothing proposes the two texts any more"
    if each.ruling is Ruling.SPLIT and together:
        return "a later decision, or their very words, hold them together"
    if each.ruling is Ruling.MERGE and not together:
        return "a later decision keeps them apart"
    return None


def _effects_on_outlets(connection: Connection, held: Sequence[Decision]) -> dict[int, str | None]:
    if not held:
        return {}
    known = stored_registries(connection)
    waiting = is_stale(connection, known)
    last = {frozenset((each.a[0], each.b[0])): each.id for each in held}
    return {
        each.id: "a later decision says otherwise" if last[frozenset((each.a[0], each.b[0]))] != each.id
        else "what is stored waits to be read again with it" if waiting and each.ruling is Ruling.ONE_OUTLET
        else None
        for each in held
    }  # fmt: skip


def _stories_of(connection: Connection, ids: Collection[int]) -> dict[int, set[int]]:
    homes: dict[int, set[int]] = defaultdict(set)
    query = sa.select(copy.c.wording_id, story_copy.c.story_id).join(story_copy, story_copy.c.copy_id == copy.c.id)
    for part in chunks(sorted(ids)):
        for row, story_id in connection.execute(query.where(copy.c.wording_id.in_(part))):
            homes[row].add(story_id)
    return homes


def _touch(connection: Connection, ruling: Ruling, a: Sequence[str], b: Sequence[str]) -> None:
    rows = {} if ruling in ABOUT_OUTLETS else rows_of_digests(connection, {*a, *b})
    if ruling in ABOUT_PAIRS and len(rows) == 2:
        first, second = rows
        forget_likenesses(connection, [(first, second)])
    for part in chunks(sorted(rows)):
        connection.execute(wording.update().where(wording.c.id.in_(part)).values(fresh=True))


def _decision(row: Row[tuple[Any, ...]]) -> Decision:
    return Decision(
        id=row.id,
        ruling=Ruling(row.ruling),
        a=tuple(row.a),
        b=tuple(row.b),
        who=row.who,
        why=row.why,
        about=row.about,
        decided_at=row.decided_at,
        undone_at=row.undone_at,
    )

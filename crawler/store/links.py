"""Comparisons and stories in the database, and links between copies read out of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.store.comparisons import cells_of, comparison_of
from crawler.store.schema import copy, likeness, sighting, story, story_copy, story_event, wording
from crawler.store.settings import stored_window
from crawler.store.statements import chunks
from crawler.store.wordings import dated_copies
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Likeness, copy_links, editions_of
from crawler.tracking.relation import Link, Relation, Story

_A, _B = wording.alias("a"), wording.alias("b")
_ALL = (
    sa.select(likeness, _A.c.digest.label("a_digest"), _B.c.digest.label("b_digest"))
    .join(_A, _A.c.id == likeness.c.a_id)
    .join(_B, _B.c.id == likeness.c.b_id)
)


def save_likenesses(connection: Connection, found: Iterable[Likeness], ids: Mapping[str, int]) -> None:
    """Write comparisons of wordings, in place of those the same pairs had. *ids* maps digests to rows."""
    for part in chunks(list(found)):
        rows = [_row(each, ids) for each in part]
        forget_likenesses(connection, [(row["a_id"], row["b_id"]) for row in rows])
        if rows:
            connection.execute(likeness.insert(), rows)


def count_likenesses(connection: Connection) -> int:
    """Return how many comparisons of wordings there are."""
    return connection.execute(sa.select(sa.func.count()).select_from(likeness)).scalar_one()


def forget_likenesses(connection: Connection, pairs: Collection[tuple[int, int]]) -> None:
    """Take the comparisons of pairs out, whichever of a pair comes first."""
    both_ways = [{"x": x, "y": y} for a, b in pairs for x, y in ((a, b), (b, a))]
    if both_ways:
        mine = sa.and_(likeness.c.a_id == sa.bindparam("x"), likeness.c.b_id == sa.bindparam("y"))
        connection.execute(likeness.delete().where(mine), both_ways)


def compared_pairs(
    connection: Connection, ids: Collection[int] | None = None, *, relations: Collection[Relation] | None = None
) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the pairs, smaller row first, that are compared already, and what had proposed each.

    With *ids* those that have a wording of *ids* in them, with *relations* those that came to one of them.
    """
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    query = sa.select(likeness.c.a_id, likeness.c.b_id, likeness.c.proposed_by)
    if relations is not None:
        query = query.where(likeness.c.relation.in_([each.value for each in relations]))
    parts = [sa.true()] if ids is None else [_has_one_of(part) for part in chunks(sorted(ids))]
    for part in parts:
        for a, b, why in connection.execute(query.where(part)):
            found[min(a, b), max(a, b)] = tuple(why)
    return found


def _has_one_of(rows: Sequence[int]) -> sa.ColumnElement[bool]:
    return sa.or_(likeness.c.a_id.in_(rows), likeness.c.b_id.in_(rows))


def likenesses(connection: Connection, *, merged: bool = True) -> list[Likeness]:
    """Return every comparison of two wordings, in order of their digests; without *merged*, as they were judged alone."""
    found = (_likeness(row, merged=merged) for row in connection.execute(_ALL))
    return sorted(found, key=lambda each: (each.a, each.b))


def mark_merged(connection: Connection, rules: Mapping[tuple[str, str], str], ids: Mapping[str, int]) -> None:
    """Say of pairs of wordings (digests, the smaller first) why they are merged, and of no others."""
    connection.execute(likeness.update().where(likeness.c.merged.is_not(None)).values(merged=None))
    rows = [{"x": ids[a], "y": ids[b], "why": rule} for (a, b), rule in rules.items()]
    if rows:
        mine = sa.and_(likeness.c.a_id == sa.bindparam("x"), likeness.c.b_id == sa.bindparam("y"))
        connection.execute(likeness.update().where(mine).values(merged=sa.bindparam("why")), rows)


def links(connection: Connection) -> list[Link]:
    """Return every link between copies, in order of their keys; the window is the one the store keeps."""
    config = TrackingConfig(window_hours=stored_window(connection))
    seen = _seen(connection)
    editions = editions_of((each for each in dated_copies(connection) if each.key in seen), config)
    return sorted(copy_links(likenesses(connection), editions, config), key=lambda link: (link.a, link.b))


def links_between(connection: Connection, a: str, b: str) -> Link | None:
    """Return the link of two copies given by their keys, the smaller first, if they are linked."""
    both = [each for each in dated_copies(connection, keys=(a, b)) if each.wording]
    config = TrackingConfig(window_hours=stored_window(connection))
    pair = sorted({each.wording for each in both})
    chosen = _ALL.where(_A.c.digest == pair[0], _B.c.digest == pair[-1]) if pair else _ALL.where(sa.false())
    alike = [_likeness(row) for row in connection.execute(chosen)]
    return next(copy_links(alike, editions_of(both, config), config), None)


def save_stories(connection: Connection, stories: Sequence[Story]) -> None:
    """Write the stories in their order, in place of those there were."""
    ids = dict(connection.execute(sa.select(copy.c.key, copy.c.id)).all())
    connection.execute(story_copy.delete())
    connection.execute(story.delete())
    rows = [{"id": n, "key": s.key, "position": n, "fullest_id": ids[s.fullest]} for n, s in enumerate(stories, 1)]
    members = [{"story_id": n, "copy_id": ids[key]} for n, s in enumerate(stories, 1) for key in s.copies]
    if rows:
        connection.execute(story.insert(), rows)
        connection.execute(story_copy.insert(), members)


def stories(connection: Connection, *, holding: Sequence[int] | None = None) -> list[Story]:
    """Return every story in its order, or those that hold one of the copies *holding*; copies are ordered by key."""
    fullest, member = copy.alias("fullest"), copy.alias("member")
    query = (
        sa.select(story.c.key, fullest.c.key, member.c.key)
        .join(story_copy, story_copy.c.story_id == story.c.id)
        .join(fullest, fullest.c.id == story.c.fullest_id)
        .join(member, member.c.id == story_copy.c.copy_id)
        .order_by(story.c.position, member.c.key)
    )
    if holding is not None:
        touched = sa.select(story_copy.c.story_id).where(story_copy.c.copy_id.in_(holding))
        query = query.where(story.c.id.in_(touched))
    found: dict[str, tuple[str, list[str]]] = {}
    for key, fullest_key, member_key in connection.execute(query):
        found.setdefault(key, (fullest_key, []))[1].append(member_key)
    return [Story(key, tuple(members), best) for key, (best, members) in found.items()]


def told_stories(connection: Connection) -> list[Story]:
    """Return the stories as reports and exports may tell them: of copies that have sightings.

    While an upgrade reads captures again, or after it was killed, stories still name copies that are not back yet.
    """
    seen = _seen(connection)
    whole = ((each, tuple(key for key in each.copies if key in seen)) for each in stories(connection))
    return [Story(each.key, left, each.fullest if each.fullest in seen else left[0]) for each, left in whole if left]


def _seen(connection: Connection) -> frozenset[str]:
    rows = sa.select(copy.c.key).where(sa.exists().where(sighting.c.copy_id == copy.c.id))
    return frozenset(connection.execute(rows).scalars())


def save_events(connection: Connection, events: Iterable[tuple[str, str, str]]) -> None:
    """Remember what became of stories: ("merged" | "split", story, other)."""
    rows = [{"what": what, "story": key, "other": other} for what, key, other in events]
    if rows:
        connection.execute(story_event.insert(), rows)


def _row(each: Likeness, ids: Mapping[str, int]) -> dict[str, Any]:
    row = cells_of(each.comparison)
    row["a_id"], row["b_id"] = ids[each.a], ids[each.b]
    row["proposed_by"] = list(each.proposed_by)
    return row


def _likeness(row: Row[tuple[Any, ...]], *, merged: bool = True) -> Likeness:
    comparison = comparison_of(row)
    if merged and row.merged is not None:
        comparison = replace(comparison, relation=Relation.MERGED, rule=row.merged)
    return Likeness(row.a_digest, row.b_digest, comparison, tuple(row.proposed_by))

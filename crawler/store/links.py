"""Links and stories in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.store.schema import copy, link, story, story_copy
from crawler.store.statements import chunks
from crawler.tracking.relation import Comparison, Link, Relation, Span, Story

_FIGURES = (
    "rule", "coverage_a", "coverage_b", "resemblance", "containment_a", "containment_b",
    "words", "longest_run", "words_a", "words_b", "numbers_changed",
)  # fmt: skip


def save_links(connection: Connection, links: Iterable[Link], ids: Mapping[str, int]) -> None:
    """Write links, in place of links the same pairs had. *ids* maps copy keys to rows."""
    for part in chunks(list(links)):
        rows = [_row(each, ids) for each in part]
        for row in rows:
            connection.execute(link.delete().where(link.c.a_id == row["a_id"], link.c.b_id == row["b_id"]))
        if rows:
            connection.execute(link.insert(), rows)


_A, _B = copy.alias("a"), copy.alias("b")
_ALL = (
    sa.select(link, _A.c.key.label("a_key"), _B.c.key.label("b_key"))
    .join(_A, _A.c.id == link.c.a_id)
    .join(_B, _B.c.id == link.c.b_id)
)


def links(connection: Connection) -> list[Link]:
    """Return every link, ordered by the keys of its copies."""
    return sorted((_link(row) for row in connection.execute(_ALL)), key=lambda each: (each.a, each.b))


def links_between(connection: Connection, a: str, b: str) -> Link | None:
    """Return the link of two copies given by their keys, the smaller first, if they are linked."""
    row = connection.execute(_ALL.where(_A.c.key == a, _B.c.key == b)).one_or_none()
    return _link(row) if row is not None else None


def save_stories(connection: Connection, stories: Sequence[Story], ids: Mapping[str, int]) -> None:
    """Write the stories, in place of those there were."""
    connection.execute(story_copy.delete())
    connection.execute(story.delete())
    rows = [{"id": n, "key": s.key, "fullest_id": ids[s.fullest]} for n, s in enumerate(stories, 1)]
    members = [{"story_id": n, "copy_id": ids[key]} for n, s in enumerate(stories, 1) for key in s.copies]
    if rows:
        connection.execute(story.insert(), rows)
        connection.execute(story_copy.insert(), members)


def stories(connection: Connection, *, holding: Sequence[int] | None = None) -> list[Story]:
    """Return every story, or those that hold one of the copies *holding*, ordered by key, copies ordered by key too."""
    fullest, member = copy.alias("fullest"), copy.alias("member")
    query = (
        sa.select(story.c.key, fullest.c.key, member.c.key)
        .join(story_copy, story_copy.c.story_id == story.c.id)
        .join(fullest, fullest.c.id == story.c.fullest_id)
        .join(member, member.c.id == story_copy.c.copy_id)
    )
    if holding is not None:
        touched = sa.select(story_copy.c.story_id).where(story_copy.c.copy_id.in_(holding))
        query = query.where(story.c.id.in_(touched))
    found: dict[str, tuple[str, list[str]]] = {}
    for key, fullest_key, member_key in connection.execute(query):
        found.setdefault(key, (fullest_key, []))[1].append(member_key)
    return [Story(key, tuple(sorted(members)), best) for key, (best, members) in sorted(found.items())]


def _row(each: Link, ids: Mapping[str, int]) -> dict[str, Any]:
    comparison = each.comparison
    row: dict[str, Any] = {name: getattr(comparison, name) for name in _FIGURES}
    row["relation"] = comparison.relation.value
    row["a_id"], row["b_id"] = ids[each.a], ids[each.b]
    row["spans"] = [[s.a_start, s.a_end, s.b_start, s.b_end] for s in comparison.spans]
    row["proposed_by"] = list(each.proposed_by)
    return row


def _link(row: Row[tuple[Any, ...]]) -> Link:
    comparison = Comparison(
        relation=Relation(row.relation),
        spans=tuple(Span(*span) for span in row.spans),
        **{name: getattr(row, name) for name in _FIGURES},
    )
    return Link(row.a_key, row.b_key, comparison, tuple(row.proposed_by))

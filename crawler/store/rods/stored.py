"""Rods in the database: one for each story that is not measured against its fullest copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.store.schema import copy, rod, sighting, story, story_copy
from crawler.store.statements import chunks
from crawler.tracking.rods.rod import Rod, RodKind, SupportedSentence


def rods(connection: Connection, stories: Collection[str]) -> dict[str, Rod]:
    """Return the rods of some stories by their keys; a story that is not in it is measured against its fullest copy."""
    return {
        row.story: _rod(row)
        for part in chunks(sorted(stories))
        for row in connection.execute(sa.select(rod).where(rod.c.story.in_(part)))
    }


def save_rods(connection: Connection, stories: Collection[str], made: Iterable[tuple[Rod, str]]) -> None:
    """Write rods, each with the digest of its words, in place of those of *stories*."""
    for part in chunks(sorted(stories)):
        connection.execute(rod.delete().where(rod.c.story.in_(part)))
    rows = [
        {
            "story": each.story,
            "kind": each.kind.value,
            "copy": each.copy,
            "digest": digest,
            "sentences": [[s.text, s.owners, s.begins_line] for s in each.sentences],
        }
        for each, digest in made
    ]
    if rows:
        connection.execute(rod.insert(), rows)


def outdated_rods(connection: Connection, keys: Collection[str] | None, measured: Collection[str]) -> list[str]:
    """Return the rods, by their stories, of stories that are gone, or that are among *keys* (None: any) and not *measured* any more."""
    gone = set(connection.execute(sa.select(rod.c.story).where(rod.c.story.not_in(sa.select(story.c.key)))).scalars())
    parts = [sa.true()] if keys is None else [rod.c.story.in_(part) for part in chunks(sorted(keys))]
    for part in parts:
        gone |= set(connection.execute(sa.select(rod.c.story).where(part)).scalars()) - set(measured)
    return sorted(gone)


def measurable(connection: Connection, keys: Collection[str] | None, *, outlets: int) -> dict[str, list[int]]:
    """Return the copies (rows) of the stories (*keys*, or all) that a wire's own item or *outlets* outlets and more are in."""
    own = sa.func.max(sa.case((copy.c.kind == "wire", 1), else_=0))
    wanted = (
        sa.select(story.c.id)
        .join(story_copy, story_copy.c.story_id == story.c.id)
        .join(copy, copy.c.id == story_copy.c.copy_id)
        .group_by(story.c.id)
        .having(sa.func.count() > 1, sa.or_(own == 1, sa.func.count(sa.distinct(copy.c.outlet_key)) >= outlets))
    )
    query = sa.select(story.c.key, story_copy.c.copy_id).join(story_copy, story_copy.c.story_id == story.c.id)
    parts = [sa.true()] if keys is None else [story.c.key.in_(part) for part in chunks(sorted(keys))]
    found: dict[str, list[int]] = {}
    for part in parts:
        chosen = query.where(story.c.id.in_(wanted.where(part))).order_by(story.c.key, story_copy.c.copy_id)
        for key, row in connection.execute(chosen):
            found.setdefault(key, []).append(row)
    return found


def stories_seen_since(connection: Connection, sighting_row: int) -> set[str]:
    """Return the stories with a copy that was seen since a sighting, by their keys: it may be written in another way now."""
    again = sa.select(sighting.c.copy_id).where(sighting.c.id > sighting_row)
    query = sa.select(story.c.key).join(story_copy, story_copy.c.story_id == story.c.id)
    return set(connection.execute(query.where(story_copy.c.copy_id.in_(again))).scalars())


def _rod(row: Row[tuple[object, ...]]) -> Rod:
    sentences = tuple(SupportedSentence(text, owners, begins) for text, owners, begins in row.sentences)
    return Rod(row.story, RodKind(row.kind), row.copy, sentences)

"""Stories in the database: written a few at a time, listed in an order that others do not shift, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.engine import LOCK
from crawler.store.schema import copy, rod, sighting, story, story_copy, story_event, wording
from crawler.store.statements import chunks, insert_new, streamed
from crawler.tracking.relation import Story


def save_stories(
    connection: Connection, stories: Sequence[Story], openings: Sequence[str], gone: Collection[str]
) -> None:
    """Write stories in place of those whose keys are *gone*. *openings* are what each is listed by, before their order."""
    for part in chunks(sorted(gone)):
        their = sa.select(story.c.id).where(story.c.key.in_(part))
        connection.execute(story_copy.delete().where(story_copy.c.story_id.in_(their)))
        connection.execute(story.delete().where(story.c.key.in_(part)))
    if not stories:
        return
    ids = _rows_of(connection, {key for each in stories for key in each.copies})
    first = connection.execute(sa.select(sa.func.coalesce(sa.func.max(story.c.id), 0))).scalar_one() + 1
    rows = [
        {"id": n, "key": s.key, "opening": opening, "position": n, "fullest_id": ids[s.fullest]}
        for n, (s, opening) in enumerate(zip(stories, openings, strict=True), first)
    ]
    members = [{"story_id": n, "copy_id": ids[key]} for n, s in enumerate(stories, first) for key in s.copies]
    connection.execute(story.insert(), rows)
    connection.execute(story_copy.insert(), members)


def lock_stories(connection: Connection) -> None:
    """Let one program at a time write stories until the transaction ends: SQLite does, PostgreSQL has to be asked.

    Two that number their stories at once would give one number twice.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK + 1)))


def count_stories(connection: Connection) -> int:
    """Return how many stories there are."""
    return connection.execute(sa.select(sa.func.count()).select_from(story)).scalar_one()


def replace_in_stories(connection: Connection, successors: Mapping[int, int]) -> None:
    """Put other copies (row -> row) in the place of some that are about to go."""
    for row, successor in successors.items():
        held = sa.select(story_copy.c.story_id).where(story_copy.c.copy_id == row)
        for found in connection.execute(held).scalars().all():
            insert_new(connection, story_copy, [{"story_id": found, "copy_id": successor}])
        connection.execute(story_copy.delete().where(story_copy.c.copy_id == row))
        connection.execute(story.update().where(story.c.fullest_id == row).values(fullest_id=successor))


def story_copies(connection: Connection, *, at_once: int) -> Iterator[Sequence[tuple[int, int]]]:
    """Give the rows of every story and its copies, so many at a time."""
    with streamed(connection, sa.select(story_copy.c.story_id, story_copy.c.copy_id), at_once=at_once) as rows:
        for part in rows.partitions():
            yield [(each.story_id, each.copy_id) for each in part]


def story_mates(connection: Connection, ids: Collection[int]) -> set[tuple[int, int]]:
    """Return, of the stories that hold a copy of the wordings *ids*, each story's row with the wordings of all its copies."""
    mine, member = story_copy.alias("mine"), story_copy.alias("member")
    held, other = copy.alias("held"), copy.alias("other")
    query = (
        sa.select(member.c.story_id, other.c.wording_id)
        .join_from(held, mine, mine.c.copy_id == held.c.id)
        .join(member, member.c.story_id == mine.c.story_id)
        .join(other, other.c.id == member.c.copy_id)
        .where(other.c.wording_id.is_not(None))
        .distinct()
    )
    return {
        (row, wording_id)
        for part in chunks(sorted(ids))
        for row, wording_id in connection.execute(query.where(held.c.wording_id.in_(part)))
    }


def stories_of_wordings(connection: Connection, ids: Collection[int]) -> list[Story]:
    """Return the stories that hold a copy of the wordings *ids*, in their order."""
    found: dict[str, Story] = {}
    for part in chunks(sorted(ids)):
        holding = sa.select(copy.c.id).where(copy.c.wording_id.in_(part))
        found |= {each.key: each for each in stories(connection, holding=holding)}
    return list(found.values())


def copies_with_fullest(connection: Connection, keys: Collection[str] | None = None) -> set[tuple[str, str]]:
    """Return each copy with its story's fullest, by the digests of their words, of the stories *keys* or of all.

    Left out are stories that are measured against something else.
    """
    member, fullest, mine, best = (
        copy.alias("member"),
        copy.alias("fullest"),
        wording.alias("mine"),
        wording.alias("best"),
    )
    query = (
        sa.select(mine.c.digest, best.c.digest)
        .join_from(story, story_copy, story_copy.c.story_id == story.c.id)
        .join(member, member.c.id == story_copy.c.copy_id)
        .join(fullest, fullest.c.id == story.c.fullest_id)
        .join(mine, mine.c.id == member.c.wording_id)
        .join(best, best.c.id == fullest.c.wording_id)
        .where(story.c.key.not_in(sa.select(rod.c.story)))
        .distinct()
    )
    parts = [sa.true()] if keys is None else [story.c.key.in_(part) for part in chunks(sorted(keys))]
    return {(a, b) for part in parts for a, b in connection.execute(query.where(part))}


def stories(connection: Connection, *, holding: Sequence[int] | sa.Select[tuple[int]] | None = None) -> list[Story]:
    """Return every story in its order, or those that hold one of the copies *holding*; copies are ordered by key."""
    fullest, member = copy.alias("fullest"), copy.alias("member")
    query = (
        sa.select(story.c.key, fullest.c.key, member.c.key)
        .join(story_copy, story_copy.c.story_id == story.c.id)
        .join(fullest, fullest.c.id == story.c.fullest_id)
        .join(member, member.c.id == story_copy.c.copy_id)
        .order_by(story.c.opening, story.c.position, member.c.key)
    )
    if holding is not None:
        touched = sa.select(story_copy.c.story_id).where(story_copy.c.copy_id.in_(holding))
        query = query.where(story.c.id.in_(touched))
    found: dict[str, tuple[str, list[str]]] = {}
    for key, fullest_key, member_key in connection.execute(query):
        found.setdefault(key, (fullest_key, []))[1].append(member_key)
    return [Story(key, tuple(members), best) for key, (best, members) in found.items()]


def told_stories(connection: Connection, *, holding: Sequence[int] | None = None) -> list[Story]:
    """Return the stories as reports and exports may tell them: of copies that have sightings. *holding* as of `stories`.

    While an upgrade reads captures again, or after it was killed, stories still name copies that are not back yet.
    """
    found = stories(connection, holding=holding)
    seen = copies_seen(connection, None if holding is None else {key for each in found for key in each.copies})
    whole = ((each, tuple(key for key in each.copies if key in seen)) for each in found)
    return [Story(each.key, left, each.fullest if each.fullest in seen else left[0]) for each, left in whole if left]


def save_events(connection: Connection, events: Iterable[tuple[str, str, str]]) -> None:
    """Remember what became of stories: ("merged" | "split", story, other)."""
    rows = [{"what": what, "story": key, "other": other} for what, key, other in events]
    if rows:
        connection.execute(story_event.insert(), rows)


def copies_seen(connection: Connection, among: Collection[str] | None = None) -> frozenset[str]:
    """Return the keys of the copies that have sightings: all, or those *among* some."""
    rows = sa.select(copy.c.key).where(sa.exists().where(sighting.c.copy_id == copy.c.id))
    parts = [sa.true()] if among is None else [copy.c.key.in_(part) for part in chunks(sorted(among))]
    return frozenset(key for part in parts for key in connection.execute(rows.where(part)).scalars())


def _rows_of(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    query = sa.select(copy.c.key, copy.c.id)
    return {
        key: row for part in chunks(sorted(keys)) for key, row in connection.execute(query.where(copy.c.key.in_(part)))
    }

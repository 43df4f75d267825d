"""Comparisons of wordings in the database, and links between copies read out of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.store.comparisons import cells_of, columns_of, comparison_of
from crawler.store.schema import likeness, wording
from crawler.store.settings import stored_window
from crawler.store.statements import chunks, streamed, wordings_alone
from crawler.store.stories import copies_seen
from crawler.store.wordings import dated_copies, existing
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Alike, Likeness, copy_links, editions_of
from crawler.tracking.relation import COPY_RELATIONS, Comparison, Link, Relation
from crawler.tracking.window import is_run_again

_ROWS = 500  # read from the database at once, where it would hand over all
_COPIES = sorted(relation.value for relation in COPY_RELATIONS)
_A, _B = wording.alias("a"), wording.alias("b")
_NAMES = (_A.c.digest.label("a_digest"), _B.c.digest.label("b_digest"))


def _with_digests(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Return the query for columns of comparisons and the digests of their wordings."""
    query = sa.select(*columns, *_NAMES).join_from(likeness, _A, _A.c.id == likeness.c.a_id)
    return query.join(_B, _B.c.id == likeness.c.b_id)


_ALL = _with_digests(*columns_of(likeness), likeness.c.proposed_by, likeness.c.merged)
#: With the spans of quotations alone: statements are made of these, and spans are most of a row.
_QUOTED = sa.case((likeness.c.relation == Relation.QUOTATION.value, likeness.c.spans), else_=sa.null()).label("spans")
_FIGURES = _with_digests(
    *(_QUOTED if column.name == "spans" else column for column in columns_of(likeness)),
    likeness.c.proposed_by,
    likeness.c.merged,
)
#: Without their spans and what proposed them: most of a row, and parsed one by one.
_SLIM = _with_digests(*columns_of(likeness, spans=False), likeness.c.merged)


def save_likenesses(connection: Connection, found: Iterable[Likeness], ids: Mapping[str, int]) -> None:
    """Write comparisons of wordings, in place of those the same pairs had; not of those that another program took out meanwhile.

    *ids* maps digests to rows.
    """
    wordings_alone(connection)
    for part in chunks(list(found)):
        there = existing(connection, sorted({ids[digest] for each in part for digest in (each.a, each.b)}))
        rows = [_row(each, ids) for each in part if there >= {ids[each.a], ids[each.b]}]
        forget_likenesses(connection, [(row["a_id"], row["b_id"]) for row in rows])
        if rows:
            connection.execute(likeness.insert(), rows)


def count_likenesses(connection: Connection) -> int:
    """Return how many comparisons of wordings there are."""
    return connection.execute(sa.select(sa.func.count()).select_from(likeness)).scalar_one()


def forget_likenesses(connection: Connection, pairs: Collection[tuple[int, int]]) -> None:
    """Take the comparisons of pairs out, whichever of a pair comes first."""
    wordings_alone(connection)
    both_ways = [{"x": x, "y": y} for a, b in pairs for x, y in ((a, b), (b, a))]
    if both_ways:
        mine = sa.and_(likeness.c.a_id == sa.bindparam("x"), likeness.c.b_id == sa.bindparam("y"))
        connection.execute(likeness.delete().where(mine), both_ways)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a pair of wordings came to, and what had proposed it."""

    relation: Relation
    proposed_by: tuple[str, ...]

    @property
    def is_copy(self) -> bool:
        """Whether one is a copy of the other."""
        return self.relation in COPY_RELATIONS


def judged_pairs(connection: Connection, ids: Collection[int] | None = None) -> dict[tuple[int, int], Judged]:
    """Return the pairs, smaller row first, that are compared already: all, or those that have a wording of *ids* in them."""
    query = sa.select(likeness.c.a_id, likeness.c.b_id, likeness.c.relation, likeness.c.proposed_by)
    conditions = [sa.true()] if ids is None else _with_one_of(ids)
    return {
        (min(a, b), max(a, b)): Judged(Relation(relation), tuple(why))
        for condition in conditions
        for a, b, relation, why in connection.execute(query.where(condition))
    }


def copy_pairs(connection: Connection, ids: Collection[int] | None = None) -> set[tuple[int, int]]:
    """Return the pairs of wordings of which one is a copy of the other: all, or those that have a wording of *ids* in them."""
    query = sa.select(likeness.c.a_id, likeness.c.b_id).where(likeness.c.relation.in_(_COPIES))
    conditions = [sa.true()] if ids is None else _with_one_of(ids)
    return {(a, b) for condition in conditions for a, b in connection.execute(query.where(condition))}


def alike_from(connection: Connection, ids: Collection[int], config: TrackingConfig) -> list[Alike]:
    """Return what is alike with the wordings *ids*, where these are a of the comparison."""
    c = likeness.c
    query = _with_digests(c.relation, c.words, c.words_a, c.words_b)
    return [
        Alike(a, b, is_run_again(Relation(relation), words, max(words_a, words_b), config))
        for part in chunks(sorted(ids))
        for relation, words, words_a, words_b, a, b in connection.execute(query.where(c.a_id.in_(part)))
    ]


def each_likeness(connection: Connection) -> Iterator[Likeness]:
    """Give every comparison of two wordings without its spans and what proposed it, in no order."""
    with streamed(connection, _SLIM, at_once=_ROWS) as rows:
        for row in rows:
            yield Likeness(row.a_digest, row.b_digest, _named(comparison_of(row), row.merged))


def copies_among(connection: Connection, ids: Collection[int]) -> list[Likeness]:
    """Return the comparisons of copies among the wordings *ids*, as they were judged alone, without spans and what proposed them.

    *ids* must hold whatever is a copy of one of them.
    """
    query = _SLIM.where(likeness.c.relation.in_(_COPIES))
    return [
        Likeness(row.a_digest, row.b_digest, comparison_of(row))
        for part in chunks(sorted(ids))
        for row in connection.execute(query.where(likeness.c.a_id.in_(part)))
    ]


def likenesses_with(
    connection: Connection, digests: Collection[str], wanted: Collection[tuple[str, str]], *, merged: bool = True
) -> dict[tuple[str, str], Likeness]:
    """Return the comparisons of the pairs *wanted*, by the digests of their words; each has one of *digests* in it.

    Without *merged*, as they were judged alone.
    """
    found: dict[tuple[str, str], Likeness] = {}
    for part in chunks(sorted(digests)):
        for side in (_A, _B):
            for row in connection.execute(_ALL.where(side.c.digest.in_(part))):
                if (row.a_digest, row.b_digest) in wanted:
                    found[row.a_digest, row.b_digest] = _likeness(row, merged=merged)
    return found


def held_against(connection: Connection, ids: Collection[int]) -> set[int]:
    """Return the wordings a of the comparisons whose b is one of *ids*."""
    query = sa.select(likeness.c.a_id)
    return {
        row
        for part in chunks(sorted(ids))
        for row in connection.execute(query.where(likeness.c.b_id.in_(part))).scalars()
    }


def _with_one_of(ids: Collection[int]) -> Iterator[sa.ColumnElement[bool]]:
    for part in chunks(sorted(ids)):  # one after the other: each has an index, "or" would have none
        yield likeness.c.a_id.in_(part)
        yield likeness.c.b_id.in_(part)


def likenesses(connection: Connection) -> list[Likeness]:
    """Return every comparison of two wordings, in order of their digests."""
    return sorted(map(_likeness, connection.execute(_ALL)), key=lambda each: (each.a, each.b))


def _figures(connection: Connection) -> Iterator[Likeness]:
    """Give every comparison of two wordings without its spans, in no order."""
    with streamed(connection, _FIGURES, at_once=_ROWS) as rows:
        yield from map(_likeness, rows)


def mark_merged(connection: Connection, rules: Mapping[tuple[str, str], str], ids: Mapping[str, int]) -> None:
    """Say of pairs of wordings (digests, the smaller first) why they are merged, and of no others among *ids* (digest -> row)."""
    wordings_alone(connection)
    for part in chunks(sorted(ids.values())):
        marked = sa.and_(likeness.c.merged.is_not(None), likeness.c.a_id.in_(part))
        connection.execute(likeness.update().where(marked).values(merged=None))
    rows = [{"x": ids[a], "y": ids[b], "why": rule} for (a, b), rule in rules.items()]
    if rows:
        mine = sa.and_(likeness.c.a_id == sa.bindparam("x"), likeness.c.b_id == sa.bindparam("y"))
        connection.execute(likeness.update().where(mine).values(merged=sa.bindparam("why")), rows)


def links(connection: Connection, *, spans: bool = True) -> list[Link]:
    """Return every link between copies, in order of their keys; the window is the one the store keeps.

    Without *spans* only those of quotations are read.
    """
    config = TrackingConfig(window_hours=stored_window(connection))
    seen = copies_seen(connection)
    editions = editions_of((each for each in dated_copies(connection) if each.key in seen), config)
    alike = likenesses(connection) if spans else _figures(connection)
    return sorted(copy_links(alike, editions, config), key=lambda link: (link.a, link.b))


def links_between(connection: Connection, a: str, b: str) -> Link | None:
    """Return the link of two copies given by their keys, the smaller first, if they are linked."""
    both = [each for each in dated_copies(connection, keys=(a, b)) if each.wording]
    config = TrackingConfig(window_hours=stored_window(connection))
    pair = sorted({each.wording for each in both})
    chosen = _ALL.where(_A.c.digest == pair[0], _B.c.digest == pair[-1]) if pair else _ALL.where(sa.false())
    alike = [_likeness(row) for row in connection.execute(chosen)]
    return next(copy_links(alike, editions_of(both, config), config), None)


def _row(each: Likeness, ids: Mapping[str, int]) -> dict[str, Any]:
    row = cells_of(each.comparison)
    row["a_id"], row["b_id"] = ids[each.a], ids[each.b]
    row["proposed_by"] = list(each.proposed_by)
    return row


def _likeness(row: Row[tuple[Any, ...]], *, merged: bool = True) -> Likeness:
    comparison = comparison_of(row)
    if merged:
        comparison = _named(comparison, row.merged)
    return Likeness(row.a_digest, row.b_digest, comparison, tuple(row.proposed_by))


def _named(comparison: Comparison, merged: str | None) -> Comparison:
    """Return a comparison as it is called where stories took it for one of a merged text and a source of it."""
    return comparison if merged is None else replace(comparison, relation=Relation.MERGED, rule=merged)

"""Comparisons of texts in the database: those of two wordings, and those that are made for reports and exports.

A text goes by the digest of its words, so that a kept comparison is true of whatever has those words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import comparison, likeness, rod, setting, wording
from crawler.store.statements import chunks, insert_new
from crawler.tracking.relation import Comparison, Relation, Span, mirrored

Pair = tuple[str, str]
_A, _B = wording.alias("a"), wording.alias("b")
#: The fields of a comparison, each a column of its own; two of them are spelt for JSON and SQL.
_FIELDS: Final = tuple(field.name for field in fields(Comparison))
_SPANS: Final = _FIELDS.index("spans")
_RELATIONS: Final = {relation.value: relation for relation in Relation}


#: The setting that names the newest sighting whose versions were compared.
READ_UP_TO = "versions_compared_up_to"


class Purpose(StrEnum):
    """What two texts were compared for, where they were no candidates of each other."""

    FULLEST = "fullest"  # a copy with its story's fullest
    ROD = "rod"  # a copy with the wire's text that its story is measured against
    VERSION = "version"  # a version of a text with the one before it
    ITEM = "item"  # an older version of a wire's item with a wording that shares keys with it


def cells_of(found: Comparison) -> dict[str, Any]:
    """Return a comparison as the columns that hold one."""
    cells: dict[str, Any] = {name: getattr(found, name) for name in _FIELDS}
    spans = [[span.a_start, span.a_end, span.b_start, span.b_end] for span in found.spans]
    return {**cells, "relation": found.relation.value, "spans": spans}


def columns_of(table: sa.Table, *, spans: bool = True) -> list[sa.ColumnElement[Any]]:
    """Return the columns of a comparison, which `comparison_of` expects first in a row; without *spans* an empty one in their place."""
    return [table.c[name] if spans or name != "spans" else sa.literal_column("NULL").label(name) for name in _FIELDS]


def comparison_of(row: Sequence[Any]) -> Comparison:
    """Return the comparison that a row begins with (`columns_of`), by place: a store of stories reads them by the ten thousand."""
    cells = dict(zip(_FIELDS, row, strict=False))
    cells["relation"] = _RELATIONS[row[0]]
    cells["spans"] = tuple(Span(*span) for span in row[_SPANS] or ())
    return Comparison(**cells)


def kept_comparisons(connection: Connection, pairs: Iterable[Pair]) -> dict[Pair, Comparison]:
    """Return what is kept of some pairs of digests, each as it was asked for (a first); the others are not in it.

    A likeness that stories took for merged is returned as it was judged alone.
    """
    wanted = sorted(set(pairs))
    kept: dict[Pair, Comparison] = {}
    for part in chunks(wanted):
        texts = sorted({digest for pair in part for digest in pair})
        kept |= {(row.a_digest, row.b_digest): comparison_of(row) for row in connection.execute(_likenesses(texts))}
        made = sa.select(*columns_of(comparison), comparison.c.a, comparison.c.b)
        made = made.where(comparison.c.a.in_(texts), comparison.c.b.in_(texts))
        kept |= {(row.a, row.b): comparison_of(row) for row in connection.execute(made)}
    mirrors = {(a, b): mirrored(kept[b, a]) for a, b in wanted if (a, b) not in kept and (b, a) in kept}
    return {pair: found for pair in wanted if (found := kept.get(pair) or mirrors.get(pair)) is not None}


def missing_pairs(connection: Connection, pairs: Iterable[Pair]) -> list[Pair]:
    """Return those of some pairs of digests that are kept in no order; a text is not compared with itself."""
    wanted = sorted({(a, b) for a, b in pairs if a != b})
    kept: set[Pair] = set()
    for part in chunks(wanted):
        texts = sorted({digest for pair in part for digest in pair})
        kept |= {(a, b) for a, b in connection.execute(_likenesses(texts).with_only_columns(_A.c.digest, _B.c.digest))}
        made = sa.select(comparison.c.a, comparison.c.b).where(comparison.c.a.in_(texts), comparison.c.b.in_(texts))
        kept |= {(a, b) for a, b in connection.execute(made)}
    return [(a, b) for a, b in wanted if (a, b) not in kept and (b, a) not in kept]


def save_comparisons(connection: Connection, purpose: Purpose, made: Mapping[Pair, Comparison]) -> None:
    """Keep comparisons; of a pair that has one for the same purpose that one stays."""
    rows = [{"purpose": purpose.value, "a": a, "b": b, **cells_of(found)} for (a, b), found in made.items()]
    insert_new(connection, comparison, rows)


def item_matches(connection: Connection, digests: Collection[str]) -> dict[str, dict[int, Comparison]]:
    """Return the wordings (by row) that some older versions of wires' items are related to, by the version's digest."""
    found: dict[str, dict[int, Comparison]] = {digest: {} for digest in digests}
    query = (
        sa.select(*columns_of(comparison), comparison.c.a, wording.c.id.label("wording_id"))
        .join(wording, wording.c.digest == comparison.c.b)
        .where(comparison.c.purpose == Purpose.ITEM.value, comparison.c.relation != Relation.UNRELATED.value)
        .order_by(wording.c.id)
    )
    for part in chunks(sorted(digests)):
        for row in connection.execute(query.where(comparison.c.a.in_(part))):
            found[row.a][row.wording_id] = comparison_of(row)
    return found


def item_pairs(connection: Connection) -> set[Pair]:
    """Return the pairs that are kept for the wires' items."""
    query = sa.select(comparison.c.a, comparison.c.b).where(comparison.c.purpose == Purpose.ITEM.value)
    return {(a, b) for a, b in connection.execute(query)}


def forget_items(connection: Connection, pairs: Collection[Pair]) -> None:
    """Take out pairs that were kept for the wires' items."""
    forget(connection, [(Purpose.ITEM.value, a, b) for a, b in sorted(pairs)])


def unworded_comparisons(connection: Connection) -> list[tuple[str, str, str]]:
    """Return the comparisons (purpose, a, b) with texts that no copy has any more, and that no story is measured against."""
    known = sa.select(wording.c.digest)
    measured = known.union(sa.select(rod.c.digest))
    gone = sa.or_(
        comparison.c.b.not_in(measured),
        sa.and_(comparison.c.purpose != Purpose.ITEM.value, comparison.c.a.not_in(known)),
    )
    query = sa.select(comparison.c.purpose, comparison.c.a, comparison.c.b).where(gone)
    return [(purpose, a, b) for purpose, a, b in connection.execute(query)]


def forget(connection: Connection, names: Collection[tuple[str, str, str]]) -> None:
    """Take out comparisons by their purposes and texts."""
    columns = comparison.c
    mine = sa.and_(columns.purpose == sa.bindparam("p"), columns.a == sa.bindparam("x"), columns.b == sa.bindparam("y"))
    if names:
        connection.execute(comparison.delete().where(mine), [{"p": p, "x": a, "y": b} for p, a, b in names])


def forget_comparisons(connection: Connection) -> None:
    """Take out all comparisons that were made for reports and exports, so that they are made again."""
    connection.execute(comparison.delete())
    connection.execute(setting.delete().where(setting.c.name == READ_UP_TO))


def _likenesses(digests: Collection[str]) -> sa.Select[Any]:
    return (
        sa.select(*columns_of(likeness), _A.c.digest.label("a_digest"), _B.c.digest.label("b_digest"))
        .join_from(likeness, _A, _A.c.id == likeness.c.a_id)
        .join(_B, _B.c.id == likeness.c.b_id)
        .where(_A.c.digest.in_(digests), _B.c.digest.in_(digests))
    )

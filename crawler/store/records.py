"""Sightings, copies and page outcomes read back from the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.pages.html.secrets import redacted
from crawler.sightings.copies import assemble
from crawler.sightings.copy_times import Orders, with_settled_dates
from crawler.sightings.record import Copy, Sighting
from crawler.store.captures import SKIPPED
from crawler.store.dates import date_orders
from crawler.store.learned_boilerplate import masks, sighting_without_boilerplate
from crawler.store.rows import SIGHTING_COLUMNS, sighting_record
from crawler.store.schema import capture, copy, sighting
from crawler.store.statements import chunks, streamed
from crawler.text.cuts import Cut
from crawler.text.segments import Masks

_ROWS = 500  # read from the database at once, where it would hand over all
_IMPORTED = ("record", "feed")  # kinds of captures that came from files and are no pages


@dataclass(frozen=True, slots=True)
class _Known:
    """What all sightings together say of each: the learned boilerplate of outlets, the date orders of printers."""

    boilerplate: Masks
    orders: Orders


@dataclass(frozen=True, slots=True)
class PageCounts:
    """How many captures there are, by how they came in, and why some could not be read."""

    pages: int
    records: int
    unreadable: dict[str, int]
    as_of: datetime | None


def sightings(connection: Connection) -> Iterator[Sighting]:
    """Give every sighting, in order of arrival, without the boilerplate learned of its outlet, dates in the order settled."""
    known = _Known(masks(connection), date_orders(connection))
    query = sa.select(*SIGHTING_COLUMNS).order_by(sighting.c.id)
    with streamed(connection, query, at_once=_ROWS) as rows:
        for row in rows:
            yield _read(row, known)


def sightings_at(connection: Connection, url: str) -> list[Sighting]:
    """Return the sightings of a page or an article by its URL."""
    url = redacted(url)
    query = (
        sa.select(*SIGHTING_COLUMNS)
        .select_from(sighting)
        .join(capture, capture.c.id == sighting.c.capture_id)
        .where(sa.or_(capture.c.url == url, sighting.c.data["url"].as_string() == url))
        .order_by(sighting.c.id)
    )
    known = _Known(masks(connection), date_orders(connection))
    return [_read(row, known) for row in connection.execute(query)]


def sightings_with(connection: Connection, rows: Sequence[int]) -> list[Sighting]:
    """Return some sightings by their rows."""
    known = _Known(masks(connection), date_orders(connection))
    query = sa.select(*SIGHTING_COLUMNS).order_by(sighting.c.id)
    return [
        _read(row, known) for part in chunks(rows) for row in connection.execute(query.where(sighting.c.id.in_(part)))
    ]


def sightings_called(connection: Connection, keys: Sequence[str]) -> list[Sighting]:
    """Return the sightings with these keys, in order of arrival."""
    parts = (connection.execute(sa.select(sighting.c.id).where(sighting.c.key.in_(part))) for part in chunks(keys))
    return sightings_with(connection, sorted(row for part in parts for row in part.scalars()))


def rows_of_items(connection: Connection) -> list[int]:
    """Return the rows of the wires' own items."""
    return list(connection.execute(sa.select(copy.c.id).where(copy.c.kind == "wire").order_by(copy.c.id)).scalars())


def _read(row: Iterable[Any], known: _Known) -> Sighting:
    """Return the sighting that a row of `SIGHTING_COLUMNS` keeps."""
    seen = sighting_without_boilerplate(sighting_record(*row), known.boilerplate)
    return with_settled_dates(seen, known.orders)


def copies(connection: Connection) -> list[Copy]:
    """Return every copy with what its sightings say, ordered by key."""
    return list(each_copy(connection))


def each_copy(connection: Connection) -> Iterator[Copy]:
    """Give every copy with what its sightings say, ordered by key: one is in memory at a time."""
    for key, seen in _by_copy(connection, _Known(masks(connection), date_orders(connection))):
        yield assemble(key, seen)


def each_copy_without_words(connection: Connection) -> Iterator[Copy]:
    """Give the same without texts, which are not cleaned for it: a fifth of the work."""
    for key, seen in _by_copy(connection, _Known({}, date_orders(connection))):
        yield _without_words(key, seen)


def _by_copy(connection: Connection, known: _Known) -> Iterator[tuple[str, list[Sighting]]]:
    query = sa.select(copy.c.key, *SIGHTING_COLUMNS).select_from(copy)
    query = query.join(sighting, sighting.c.copy_id == copy.c.id).order_by(copy.c.key, sighting.c.id)
    with streamed(connection, query, at_once=_ROWS) as rows:
        for key, part in groupby(rows, key=itemgetter(0)):
            yield key, [_read(row[1:], known) for row in part]


def _without_words(key: str, seen: Iterable[Sighting]) -> Copy:
    bare = [each if each.item else replace(each, text="", headings=()) for each in seen]
    return replace(assemble(key, bare), text="", versions=())


def copies_by_id(connection: Connection, ids: Sequence[int], *, with_words: bool = True) -> dict[int, Copy]:
    """Return some copies with what their sightings say, by row; without words their texts are empty, and not cleaned for it."""
    by_copy: dict[int, list[Sighting]] = defaultdict(list)
    keys: dict[int, str] = {}
    known = _Known(masks(connection) if with_words else {}, date_orders(connection))
    for part in chunks(ids):
        seen = sa.select(sighting.c.copy_id, *SIGHTING_COLUMNS)
        for row, *kept in connection.execute(seen.where(sighting.c.copy_id.in_(part))):
            by_copy[row].append(_read(kept, known))
        keys.update(connection.execute(sa.select(copy.c.id, copy.c.key).where(copy.c.id.in_(part))).all())
    made = assemble if with_words else _without_words
    return {row: made(keys[row], by_copy[row]) for row in sorted(by_copy)}


def removed_from(connection: Connection, row: int) -> tuple[Cut, ...]:
    """Return what was left out of one copy's text, given by its row: each rule and text once, in order."""
    known = _Known(masks(connection), date_orders(connection))
    query = sa.select(*SIGHTING_COLUMNS).where(sighting.c.copy_id == row)
    seen = [_read(each, known) for each in connection.execute(query.order_by(sighting.c.id))]
    return tuple({(cut.rule, cut.text): cut for each in seen for cut in each.removed}.values())


def rows_of(connection: Connection, keys: Collection[str]) -> list[int]:
    """Return the rows of copies by their keys."""
    rows: list[int] = []
    for part in chunks(sorted(keys)):
        rows.extend(connection.execute(sa.select(copy.c.id).where(copy.c.key.in_(part))).scalars())
    return sorted(rows)


def page_counts(connection: Connection) -> PageCounts:
    """Count the captures."""
    rows = connection.execute(
        sa.select(capture.c.kind, capture.c.unreadable, sa.func.count()).group_by(capture.c.kind, capture.c.unreadable)
    ).all()
    unreadable = {reason: 0 for _, reason, _ in sorted(rows, key=str) if reason}
    for _, reason, number in rows:
        if reason:
            unreadable[reason] += number
    return PageCounts(
        pages=sum(number for kind, _, number in rows if kind not in _IMPORTED),
        records=sum(number for kind, _, number in rows if kind in _IMPORTED),
        unreadable=unreadable,
        as_of=connection.execute(sa.select(sa.func.max(capture.c.fetched_at))).scalar(),
    )


def skipped_items(connection: Connection) -> dict[str, int]:
    """Count the items of wires' feeds that gave nothing, by reason; the notes of their captures name them."""
    counted: Counter[str] = Counter()
    query = sa.select(capture.c.notes).where(capture.c.kind.in_(_IMPORTED)).order_by(capture.c.id)
    for notes in connection.execute(query).scalars():
        counted.update(
            note.removeprefix(SKIPPED).partition(": ")[0] for note in notes or () if note.startswith(SKIPPED)
        )
    return dict(counted)

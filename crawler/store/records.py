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
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.sightings.copies import arrival, assemble, strongest
from crawler.sightings.copy_times import Orders, with_settled_dates
from crawler.sightings.record import Copy, Sighting
from crawler.store.captures import SKIPPED
from crawler.store.columns.kept_cuts import CUTS_OF_COPY
from crawler.store.dates import date_orders
from crawler.store.learned_boilerplate import masks, sighting_without_boilerplate
from crawler.store.rows import SIGHTING_COLUMNS, sighting_record
from crawler.store.schema import capture, copy, sighting
from crawler.store.statements import chunks, streamed
from crawler.text.cuts import Cut
from crawler.text.segments import Masks

_ROWS = 500  # read from the database at once, where it would hand over all
_COLUMNS = (*SIGHTING_COLUMNS, CUTS_OF_COPY)
_IMPORTED = ("record", "feed")  # kinds of captures that came from files and are no pages


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sighting as a row keeps it, and the cuts of its text where they are kept with its copy, which has the same text."""

    seen: Sighting
    cuts: str | None


def _kept(row: Iterable[Any]) -> _Kept:
    """Return what a row of `_COLUMNS` keeps."""
    *columns, cuts = row
    seen = sighting_record(*columns)
    return _Kept(seen, cuts if seen.text == columns[-1] and not seen.headings else None)


@dataclass(frozen=True, slots=True)
class _Known:
    """What all sightings together say of each: the learned boilerplate of outlets, the date orders of printers."""

    boilerplate: Masks
    orders: Orders

    def read(self, kept: _Kept) -> Sighting:
        """Return a sighting with what is known today."""
        return with_settled_dates(sighting_without_boilerplate(kept.seen, self.boilerplate, kept.cuts), self.orders)


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
    query = sa.select(*_COLUMNS).order_by(sighting.c.id)
    with streamed(connection, query, at_once=_ROWS) as rows:
        for row in rows:
            yield known.read(_kept(row))


def sightings_at(connection: Connection, url: str) -> list[Sighting]:
    """Return the sightings of a page or an article by its URL."""
    url = redacted(url)
    query = (
        sa.select(*_COLUMNS)
        .select_from(sighting)
        .join(capture, capture.c.id == sighting.c.capture_id)
        .where(sa.or_(capture.c.url == url, sighting.c.data["url"].as_string() == url))
        .order_by(sighting.c.id)
    )
    known = _Known(masks(connection), date_orders(connection))
    return [known.read(_kept(row)) for row in connection.execute(query)]


def sightings_with(connection: Connection, rows: Sequence[int]) -> list[Sighting]:
    """Return some sightings by their rows."""
    known = _Known(masks(connection), date_orders(connection))
    query = sa.select(*_COLUMNS).order_by(sighting.c.id)
    return [
        known.read(_kept(row))
        for part in chunks(rows)
        for row in connection.execute(query.where(sighting.c.id.in_(part)))
    ]


def sightings_called(connection: Connection, keys: Sequence[str]) -> list[Sighting]:
    """Return the sightings with these keys, in order of arrival."""
    parts = (connection.execute(sa.select(sighting.c.id).where(sighting.c.key.in_(part))) for part in chunks(keys))
    return sightings_with(connection, sorted(row for part in parts for row in part.scalars()))


def rows_of_items(connection: Connection) -> list[int]:
    """Return the rows of the wires' own items."""
    return list(connection.execute(sa.select(copy.c.id).where(copy.c.kind == "wire").order_by(copy.c.id)).scalars())


def copies(connection: Connection) -> list[Copy]:
    """Return every copy with what its sightings say, ordered by key."""
    return list(each_copy(connection))


def each_copy(connection: Connection) -> Iterator[Copy]:
    """Give every copy with what its sightings say, ordered by key: one is in memory at a time."""
    for key, seen in _by_copy(connection, _Known(masks(connection), date_orders(connection))):
        yield assemble(key, seen)


def each_bare_copy(connection: Connection, ids: Sequence[int] | None = None) -> Iterator[Copy]:
    """Give every copy (or those of some rows) as other copies see it: outlet, external id, kind, time of publication, attribution. A tenth of the work."""
    query = sa.select(copy.c.key, copy.c.earliest, copy.c.latest, *SIGHTING_COLUMNS[:-1]).select_from(copy)
    query = query.join(sighting, sighting.c.copy_id == copy.c.id).order_by(copy.c.key, sighting.c.id)
    for part in [query] if ids is None else [query.where(copy.c.id.in_(part)) for part in chunks(ids)]:
        with streamed(connection, part, at_once=_ROWS) as rows:
            for key, several in groupby(rows, key=itemgetter(0)):
                yield _bare(key, list(several))


def _bare(key: str, rows: Sequence[Sequence[Any]]) -> Copy:
    seen = sorted((sighting_record(name, at, data, "") for name, at, data in (row[3:] for row in rows)), key=arrival)
    if any(each.item is not None for each in seen):
        return replace(assemble(key, seen), text="", versions=())
    said, (earliest, latest) = seen[0], rows[0][1:3]
    return Copy(
        key=key,
        outlet=said.outlet,
        outlet_key=said.outlet_key,
        outlet_group=said.outlet_group,
        headline="",
        text="",
        words=0,
        sightings=(),
        published=earliest and Interval(earliest, latest, TimeSource.METADATA),
        attribution=strongest([each.attribution for each in seen]),
        external_id=said.external_id,
    )


def _by_copy(connection: Connection, known: _Known) -> Iterator[tuple[str, list[Sighting]]]:
    query = sa.select(copy.c.key, *_COLUMNS).select_from(copy)
    query = query.join(sighting, sighting.c.copy_id == copy.c.id).order_by(copy.c.key, sighting.c.id)
    with streamed(connection, query, at_once=_ROWS) as rows:
        for key, part in groupby(rows, key=itemgetter(0)):
            yield key, [known.read(_kept(row[1:])) for row in part]


def _without_words(key: str, seen: Iterable[Sighting]) -> Copy:
    bare = [each if each.item else replace(each, text="", headings=()) for each in seen]
    return replace(assemble(key, bare), text="", versions=())


def copies_by_id(connection: Connection, ids: Sequence[int], *, with_words: bool = True) -> dict[int, Copy]:
    """Return some copies with what their sightings say, by row; without words their texts are empty, and not cleaned for it."""
    kept: dict[int, list[_Kept]] = defaultdict(list)
    keys: dict[int, str] = {}
    for part in chunks(ids):
        query = sa.select(sighting.c.copy_id, *_COLUMNS).where(sighting.c.copy_id.in_(part))
        for row, *columns in connection.execute(query):
            kept[row].append(_kept(columns) if with_words else _Kept(sighting_record(*columns[:-1]), None))
        keys.update(connection.execute(sa.select(copy.c.id, copy.c.key).where(copy.c.id.in_(part))).all())
    looked_through = {each.seen.outlet_key for some in kept.values() for each in some if each.cuts is None}
    outlets = looked_through if with_words else set()
    known = _Known(masks(connection, outlets), date_orders(connection))
    made = assemble if with_words else _without_words
    return {row: made(keys[row], [known.read(each) for each in kept[row]]) for row in sorted(kept)}


def removed_from(connection: Connection, row: int) -> tuple[Cut, ...]:
    """Return what was left out of one copy's text, given by its row: each rule and text once, in order."""
    known = _Known(masks(connection), date_orders(connection))
    query = sa.select(*_COLUMNS).where(sighting.c.copy_id == row)
    seen = [known.read(_kept(each)) for each in connection.execute(query.order_by(sighting.c.id))]
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

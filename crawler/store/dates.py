"""Dates in the store: which order each printer's dates have, and the times of copies, kept as sightings come in.

Whatever comes out depends on what is in the store and not on the order in which it came: an order once proven by some
claims stays proven by them, and when one is settled or unsettled, the copies with such dates are dated again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.sightings.copies import arrival
from crawler.sightings.copy_times import (
    Orders,
    has_open_date,
    orders_proven,
    settle_orders,
    times_of,
    with_settled_dates,
)
from crawler.sightings.record import Sighting
from crawler.store.engine import LOCK
from crawler.store.rows import SIGHTING_COLUMNS, sighting_record
from crawler.store.schema import copy, date_order, sighting, wording
from crawler.store.statements import chunks, insert_new


def date_orders(connection: Connection) -> Orders:
    """Return the date order of every printer whose dates settle it."""
    rows = connection.execute(sa.select(date_order.c.printed_by, date_order.c.date_order))
    return settle_orders((printer, order) for printer, order in rows)


def open_date_of(seen: Sighting) -> str | None:
    """Return whose order would settle a date of *seen* that has two readings; None where no such order exists."""
    return seen.printed_by if has_open_date(seen) else None


def date_copies(
    connection: Connection, seen: Sequence[Sighting], ids: Mapping[str, int], *, new: Collection[str] = ()
) -> None:
    """Bring the times of the copies of *seen*, just stored, up to date, and of others that share a newly settled order.

    *ids* are the rows of their copies, *new* those of them that nothing was stored of before. A copy that has one sighting has
    its times already, unless a date of it is open.
    """
    if connection.dialect.name == "postgresql":  # writers at once: the later one has to see what the other settled
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    here = Counter(each.copy for each in seen)
    perhaps = {row for key, row in ids.items() if key not in new or here[key] > 1}
    several = _sightings(connection, _seen_again(connection, perhaps))
    proven = {proof for each in seen for proof in orders_proven([each])}
    proven.update(proof for theirs in several.values() for proof in orders_proven(theirs))
    again = {*several, *(ids[each.copy] for each in seen if has_open_date(each))}
    if not proven and not again:
        return
    before = date_orders(connection)
    insert_new(connection, date_order, [{"printed_by": p, "date_order": o} for p, o in sorted(proven)])
    after = date_orders(connection) if proven else before
    changed = sorted(p for p in {*before, *after} if before.get(p) != after.get(p))
    for part in chunks(changed):
        again.update(connection.execute(sa.select(sighting.c.copy_id).where(sighting.c.open_date.in_(part))).scalars())
    _write(connection, again, after)


def _seen_again(connection: Connection, copy_ids: Collection[int]) -> set[int]:
    """Return the copies that have more than one sighting."""
    rows: set[int] = set()
    for part in chunks(sorted(copy_ids)):
        query = sa.select(sighting.c.copy_id).where(sighting.c.copy_id.in_(part)).group_by(sighting.c.copy_id)
        rows.update(connection.execute(query.having(sa.func.count() > 1)).scalars())
    return rows


def _sightings(connection: Connection, copy_ids: Collection[int]) -> dict[int, list[Sighting]]:
    """Return the sightings of each copy, in order of arrival."""
    by_copy: dict[int, list[Sighting]] = defaultdict(list)
    for part in chunks(sorted(copy_ids)):
        query = sa.select(sighting.c.copy_id, *SIGHTING_COLUMNS)
        for row, *kept in connection.execute(query.where(sighting.c.copy_id.in_(part))):
            by_copy[row].append(sighting_record(*kept))
    return {row: sorted(seen, key=arrival) for row, seen in by_copy.items()}


def _write(connection: Connection, copy_ids: Collection[int], orders: Orders) -> None:
    """Write the times of copies; the wording of one whose times changed is held against the others again."""
    rows: list[dict[str, object]] = []
    for row, seen in sorted(_sightings(connection, copy_ids).items()):
        published = times_of([with_settled_dates(each, orders) for each in seen]).published
        ends = (published.earliest, published.latest) if published else (None, None)
        rows.append({"row": row, "first": ends[0], "last": ends[1]})
    changed = _changed(connection, rows)
    if changed:
        values: dict[str, Any] = {"earliest": sa.bindparam("first"), "latest": sa.bindparam("last")}
        connection.execute(copy.update().where(copy.c.id == sa.bindparam("row")).values(**values), changed)
    for part in chunks([each["row"] for each in changed]):
        theirs = sa.select(copy.c.wording_id).where(copy.c.id.in_(part), copy.c.wording_id.is_not(None))
        connection.execute(wording.update().where(wording.c.id.in_(theirs)).values(fresh=True))


def _changed(connection: Connection, rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    stored: dict[int, tuple[object, object]] = {}
    for part in chunks([each["row"] for each in rows]):
        query = sa.select(copy.c.id, copy.c.earliest, copy.c.latest).where(copy.c.id.in_(part))
        stored.update({row: (first, last) for row, first, last in connection.execute(query)})
    return [each for each in rows if stored[each["row"]] != (each["first"], each["last"])]  # type: ignore[index]

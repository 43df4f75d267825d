"""Addresses that showed several copies of one outlet: where versions of a text can be."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.sightings.record import Sighting
from crawler.store.comparisons import READ_UP_TO
from crawler.store.records import sightings_with
from crawler.store.schema import capture, copy, sighting
from crawler.store.settings import get_setting, put_setting
from crawler.store.statements import chunks


def newest_sighting(connection: Connection) -> int:
    """Return the row of the newest sighting, 0 where there is none."""
    return connection.execute(sa.select(sa.func.max(sighting.c.id))).scalar() or 0


def read_up_to(connection: Connection) -> int | None:
    """Return the newest sighting whose versions were compared, None for a store in which none ever were."""
    found = get_setting(connection, READ_UP_TO)
    return None if found is None else int(found)


def set_read_up_to(connection: Connection, row: int) -> None:
    """Remember the newest sighting whose versions were compared."""
    put_setting(connection, READ_UP_TO, str(row))


def readdressed(connection: Connection, since: int) -> list[Sighting]:
    """Return all sightings at the addresses that a sighting after *since* has and that showed two copies of an outlet or more.

    Addresses are taken as they are written: of two spellings of one address none is found here.
    """
    touched = sa.select(copy.c.outlet_key).join(sighting, sighting.c.copy_id == copy.c.id).where(sighting.c.id > since)
    outlets = sorted(connection.execute(touched.distinct()).scalars())
    at: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    address = sa.func.coalesce(sighting.c.data["url"].as_string(), capture.c.url)
    query = (
        sa.select(copy.c.outlet_key, address, sighting.c.id, copy.c.id, copy.c.kind)
        .join(copy, copy.c.id == sighting.c.copy_id)
        .join(capture, capture.c.id == sighting.c.capture_id)
        .where(address.is_not(None))
    )
    for part in chunks(outlets):
        for outlet_key, url, row, copy_id, kind in connection.execute(query.where(copy.c.outlet_key.in_(part))):
            if (
                kind == "outlet"
            ):  # not in the query: SQLite would go through the index of kinds, and that is through all copies
                at[outlet_key, url].append((row, copy_id))
    several = (seen for seen in at.values() if len({mine for _, mine in seen}) > 1 and max(seen)[0] > since)
    return sightings_with(connection, sorted(row for seen in several for row, _ in seen))

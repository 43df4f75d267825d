"""Exporting: one kind of record out of the store, as a file of another program's format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO

from crawler.exports.formats import writer_for
from crawler.exports.rows import COLUMNS, Row, copy_rows, link_rows, sighting_rows, story_rows
from crawler.sightings.copies import with_inferred_wires
from crawler.sightings.record import Copy
from crawler.sightings.registries import Registries
from crawler.store.links import links, stories
from crawler.store.records import copies, sightings
from crawler.store.store import Store


def export(store: Store, what: str, format_name: str, registries: Registries, out: IO[bytes]) -> None:
    """Write *what* ("sightings", "copies", "links" or "stories") to *out*. Raises FormatMissing."""
    write = writer_for(what, format_name)
    write(_rows(store, what, registries), COLUMNS[what], out)


def _rows(store: Store, what: str, registries: Registries) -> Iterator[Row]:
    with store.read() as connection:
        grouped = stories(connection)
        every = with_inferred_wires(copies(connection), grouped, registries.wires)
        by_key = {copy.key: copy for copy in every}
        names = _names(every)
        if what == "sightings":
            yield from sighting_rows(sightings(connection), by_key, names)
        elif what == "copies":
            yield from copy_rows(every, grouped, names)
        elif what == "links":
            yield from link_rows(links(connection), by_key, names)
        else:
            yield from story_rows(grouped, by_key, names)


def _names(every: Iterable[Copy]) -> dict[str, str]:
    """Return what each copy is called: the id it came with, unless another copy came with the same, else its key."""
    kept = list(every)
    uses = Counter(copy.external_id for copy in kept)
    return {c.key: c.external_id if c.external_id and uses[c.external_id] == 1 else c.key for c in kept}

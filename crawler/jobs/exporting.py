"""Exporting: one kind of record out of the store, as a file of another program's format."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import IO, Final

from crawler.jobs.exports.stored import Exported, Stored
from crawler.sightings.registries import Registries
from crawler.store.store import Store
from crawler.tables.exports import EXPORTS
from crawler.tables.formats import writer_for
from crawler.tables.graphml import Graph, write_graph

#: The module of each export in `crawler.jobs.exports`, which has a function of its name: only the one asked for is loaded.
_HOMES: Final[Mapping[str, str]] = {
    "sightings": "records",
    "copies": "records",
    "links": "records",
    "stories": "syndication",
    "outlets": "syndication",
    "flow": "syndication",
    "lags": "syndication",
    "pickups": "pickups",
    "stale": "pickups",
    "versions": "versions",
    "vanished": "versions",
    "runs": "records",
}


def export(store: Store, what: str, format_name: str, registries: Registries, out: IO[bytes]) -> None:
    """Write *what* (a key of `EXPORTS`) to *out*. Raises FormatMissing."""
    write = writer_for(what, format_name)
    build = getattr(import_module(f"crawler.jobs.exports.{_HOMES[what]}"), what)
    with store.read() as connection:
        exported: Exported = build(Stored(connection, registries))
        if isinstance(write, Graph):
            write_graph(write, exported.nodes, exported.rows, EXPORTS[what], out)
        else:
            write(exported.rows, EXPORTS[what], out)

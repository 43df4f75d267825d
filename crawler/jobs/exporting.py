"""Exporting: one kind of record out of the store, as a file of another program's format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from sqlalchemy.engine import Connection

from crawler.findings.notices import Notices
from crawler.findings.pickup import OurStories, PickupProof
from crawler.findings.pickups import build_our_stories
from crawler.findings.stale_copies import build_notices
from crawler.findings.syndication import Syndication, seen_directly
from crawler.findings.versions import History, histories, superseded
from crawler.jobs.compared import Compared
from crawler.jobs.pickups import pickup_proofs
from crawler.sightings.copies import with_inferred_wires
from crawler.sightings.custom_wires import with_custom_wires_seen
from crawler.sightings.record import Copy, Sighting
from crawler.sightings.registries import Registries
from crawler.sightings.vanished import Vanished, taken_away, vanished_copies
from crawler.store.links import links, told_stories
from crawler.store.records import copies, sightings
from crawler.store.runs import all_runs
from crawler.store.settings import stored_window
from crawler.store.store import Store
from crawler.store.visited.pages import confirmations
from crawler.store.visited.vanished import all_vanished
from crawler.tables.copy_rows import copy_rows
from crawler.tables.exports import EXPORTS
from crawler.tables.formats import writer_for
from crawler.tables.graphml import Graph, write_graph
from crawler.tables.link_rows import link_rows, story_rows
from crawler.tables.pickup_rows import pickup_rows
from crawler.tables.record import Row
from crawler.tables.run_rows import run_rows
from crawler.tables.sighting_rows import sighting_rows
from crawler.tables.stale_rows import stale_rows
from crawler.tables.syndication_rows import edge_row, lag_row, node_rows, outlet_row
from crawler.tables.version_rows import vanished_rows, version_rows
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Story


def export(store: Store, what: str, format_name: str, registries: Registries, out: IO[bytes]) -> None:
    """Write *what* (a key of `EXPORTS`) to *out*. Raises FormatMissing."""
    write = writer_for(what, format_name)
    with store.read() as connection:
        kept = _Kept.of(connection, registries)
        rows = _ROWS[what](kept)
        if isinstance(write, Graph):
            write_graph(write, _NODES[what](kept), rows, EXPORTS[what], out)
        else:
            write(rows, EXPORTS[what], out)


@dataclass(frozen=True)
class _Kept:
    """What one state of the store holds, as far as exports look at it; what only some need is read when they do."""

    connection: Connection
    stories: list[Story]
    copies: list[Copy]
    names: Mapping[str, str]
    registries: Registries

    @classmethod
    def of(cls, connection: Connection, registries: Registries) -> _Kept:
        grouped = told_stories(connection)
        every = with_inferred_wires(copies(connection), grouped, registries.wires)
        return cls(connection, grouped, every, _names(every), registries)

    @cached_property
    def config(self) -> TrackingConfig:
        return TrackingConfig(window_hours=stored_window(self.connection))

    @cached_property
    def by_key(self) -> dict[str, Copy]:
        return {copy.key: copy for copy in self.copies}

    @property
    def sightings(self) -> Iterator[Sighting]:
        return with_custom_wires_seen(sightings(self.connection), self.copies, self.registries.wires)

    @cached_property
    def histories(self) -> list[History]:
        return histories(sightings(self.connection), confirmations(self.connection))

    @cached_property
    def gone(self) -> list[Vanished]:
        return all_vanished(self.connection)

    @cached_property
    def known(self) -> Syndication:
        direct = seen_directly(sightings(self.connection))
        return Syndication.of(self.copies, self.stories, direct, earlier=superseded(self.histories))


def _lag_rows(kept: _Kept) -> Iterable[Row]:
    known = kept.known
    releases = {entry.story: known.release(entry.story) for entry in known.lags}
    return (lag_row(entry, known.names, releases[entry.story]) for entry in known.lags)


_ROWS: Mapping[str, Callable[[_Kept], Iterable[Row]]] = {
    "sightings": lambda kept: sighting_rows(kept.sightings, kept.by_key, kept.names),
    "copies": lambda kept: copy_rows(kept.copies, kept.stories, kept.names),
    "links": lambda kept: link_rows(links(kept.connection), kept.by_key, kept.names),
    "stories": lambda kept: story_rows(kept.stories, kept.known, kept.names),
    "outlets": lambda kept: (outlet_row(profile, kept.known.names) for profile in kept.known.profiles),
    "flow": lambda kept: (edge_row(edge, kept.known.names) for edge in kept.known.flow.edges),
    "lags": _lag_rows,
    "pickups": lambda kept: pickup_rows(_our_stories(kept), kept.names),
    "stale": lambda kept: stale_rows(_notices(kept), kept.names),
    "versions": lambda kept: version_rows(kept.histories, kept.names, Compared(kept.connection, kept.config)),
    "vanished": lambda kept: vanished_rows(
        kept.gone, vanished_copies(sightings(kept.connection), kept.gone), kept.names
    ),
    "runs": lambda kept: run_rows(all_runs(kept.connection)),
}
_NODES: Mapping[str, Callable[[_Kept], Iterable[Row]]] = {
    "links": _ROWS["copies"],
    "flow": lambda kept: node_rows(kept.known.flow.edges, kept.known.profiles, kept.known.names),
}


def _our_stories(kept: _Kept) -> OurStories | None:
    return build_our_stories(kept.copies, _proofs(kept))


def _notices(kept: _Kept) -> Notices | None:
    gone = taken_away(sightings(kept.connection), kept.gone)
    return build_notices(kept.copies, kept.stories, _proofs(kept), gone=gone)


def _proofs(kept: _Kept) -> list[PickupProof]:
    return pickup_proofs(kept.connection, kept.by_key, links(kept.connection), kept.config)


def _names(every: Iterable[Copy]) -> dict[str, str]:
    """Return what each copy is called: the id it came with, unless another copy came with the same, else its key."""
    kept = list(every)
    uses = Counter(copy.external_id for copy in kept)
    return {c.key: c.external_id if c.external_id and uses[c.external_id] == 1 else c.key for c in kept}

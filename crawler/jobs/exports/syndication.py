"""Who ran whose words, and when: stories, outlets, flow, lags."""

from __future__ import annotations

from crawler.findings.syndication import Syndication, seen_directly
from crawler.findings.versions import histories, superseded
from crawler.jobs.exports.stored import Exported, Stored
from crawler.store.records import sightings
from crawler.store.rods.stored import rods
from crawler.store.visited.pages import confirmations
from crawler.tables.story_rows import story_rows
from crawler.tables.syndication_rows import edge_row, lag_row, node_rows, outlet_row


def stories(stored: Stored) -> Exported:
    """Return a row per story."""
    measured = rods(stored.connection, {each.key for each in stored.stories})
    return Exported(story_rows(stored.stories, _known(stored), stored.names, measured))


def outlets(stored: Stored) -> Exported:
    """Return a row per outlet."""
    known = _known(stored)
    return Exported(outlet_row(profile, known.names) for profile in known.profiles)


def flow(stored: Stored) -> Exported:
    """Return a row per edge from one outlet or wire to another, and the outlets and wires as nodes."""
    known = _known(stored)
    edges = known.flow.edges
    return Exported((edge_row(edge, known.names) for edge in edges), node_rows(edges, known.profiles, known.names))


def lags(stored: Stored) -> Exported:
    """Return a row per copy that came after a first one."""
    known = _known(stored)
    releases = {entry.story: known.release(entry.story) for entry in known.lags}
    return Exported(lag_row(entry, known.names, releases[entry.story]) for entry in known.lags)


def _known(stored: Stored) -> Syndication:
    earlier = superseded(histories(sightings(stored.connection), confirmations(stored.connection)))
    return Syndication.of(stored.copies, stored.stories, seen_directly(sightings(stored.connection)), earlier=earlier)

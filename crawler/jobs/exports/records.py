"""Records as the store has them: sightings, copies, links, runs."""

from __future__ import annotations

from crawler.jobs.exports.stored import Exported, Stored
from crawler.sightings.custom_wires import with_custom_wires_seen
from crawler.store.links import links as stored_links
from crawler.store.records import sightings as stored_sightings
from crawler.store.runs import all_runs
from crawler.tables.copy_rows import copy_rows
from crawler.tables.link_rows import link_rows
from crawler.tables.run_rows import run_rows
from crawler.tables.sighting_rows import sighting_rows


def sightings(stored: Stored) -> Exported:
    """Return a row per sighting."""
    seen = with_custom_wires_seen(stored_sightings(stored.connection), stored.copies, stored.registries.wires)
    return Exported(sighting_rows(seen, stored.by_key, stored.names))


def copies(stored: Stored) -> Exported:
    """Return a row per copy."""
    return Exported(copy_rows(stored.copies, stored.stories, stored.names))


def links(stored: Stored) -> Exported:
    """Return a row per link, and the copies as nodes."""
    nodes = copy_rows(stored.copies, stored.stories, stored.names)
    return Exported(link_rows(stored_links(stored.connection), stored.by_key, stored.names), nodes)


def runs(stored: Stored) -> Exported:
    """Return a row per run."""
    return Exported(run_rows(all_runs(stored.connection)))

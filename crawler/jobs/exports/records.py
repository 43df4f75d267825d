"""Records as the store has them: sightings, copies, links, runs."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.jobs.exports.stored import Exported, Stored
from crawler.sightings.custom_wires import with_custom_wires_seen
from crawler.store.records import sightings as stored_sightings
from crawler.store.runs import all_runs
from crawler.store.streams.links import each_link
from crawler.tables.copy_rows import CopyRow, copy_rows
from crawler.tables.link_rows import link_rows
from crawler.tables.run_rows import run_rows
from crawler.tables.sighting_rows import sighting_rows


def sightings(stored: Stored) -> Exported:
    """Return a row per sighting."""
    seen = stored_sightings(stored.connection)
    if stored.outline.is_custom:
        seen = with_custom_wires_seen(seen, stored.copies, stored.registries.wires)
        inferred = {copy.key: copy.story_attribution for copy in stored.copies}
    else:
        inferred = {key: learned.attribution for key, learned in stored.outline.learned.items()}
    return Exported(sighting_rows(seen, inferred, stored.outline.names))


def copies(stored: Stored) -> Exported:
    """Return a row per copy."""
    return Exported(copy_rows(stored.each_copy(), stored.stories, stored.outline.names))


def links(stored: Stored) -> Exported:
    """Return a row per link, and the copies as nodes."""
    outline = stored.outline
    return Exported(link_rows(each_link(stored.connection), outline.copies, outline.names), _nodes(stored))


def _nodes(stored: Stored) -> Iterator[CopyRow]:
    """Give a row per copy; they are read when the first is asked for, which only a graph does."""
    yield from copy_rows(stored.each_copy(), stored.stories, stored.outline.names)


def runs(stored: Stored) -> Exported:
    """Return a row per run."""
    return Exported(run_rows(all_runs(stored.connection)))

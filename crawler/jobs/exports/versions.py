"""What became of pages: their versions, and those that are gone."""

from __future__ import annotations

from crawler.findings.versions import histories
from crawler.jobs.compared import Compared
from crawler.jobs.exports.stored import Exported, Stored
from crawler.sightings.vanished import vanished_copies
from crawler.store.records import sightings
from crawler.store.visited.pages import confirmations
from crawler.store.visited.vanished import all_vanished
from crawler.tables.version_rows import vanished_rows, version_rows


def versions(stored: Stored) -> Exported:
    """Return a row per version of an article at its address."""
    known = histories(sightings(stored.connection), confirmations(stored.connection))
    return Exported(version_rows(known, stored.names, Compared(stored.connection, stored.config)))


def vanished(stored: Stored) -> Exported:
    """Return a row per page that is gone, or was."""
    gone = all_vanished(stored.connection)
    return Exported(vanished_rows(gone, vanished_copies(sightings(stored.connection), gone), stored.names))

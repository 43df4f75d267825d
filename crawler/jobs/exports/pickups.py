"""What became of a wire's own items: pickups, and stale copies of what it corrected."""

from __future__ import annotations

from crawler.findings.pickup import PickupProof
from crawler.findings.pickups import build_our_stories
from crawler.findings.stale_copies import build_notices
from crawler.jobs.exports.stored import Exported, Stored
from crawler.jobs.pickups import pickup_proofs
from crawler.sightings.vanished import taken_away
from crawler.store.links import links
from crawler.store.records import sightings
from crawler.store.visited.vanished import all_vanished
from crawler.tables.pickup_rows import pickup_rows
from crawler.tables.stale_rows import stale_rows


def pickups(stored: Stored) -> Exported:
    """Return a row per pickup of one of the wires' own items."""
    return Exported(pickup_rows(build_our_stories(stored.copies, _proofs(stored)), stored.names))


def stale(stored: Stored) -> Exported:
    """Return a row per copy that a notice of its wire concerns."""
    gone = taken_away(sightings(stored.connection), all_vanished(stored.connection))
    return Exported(stale_rows(build_notices(stored.copies, stored.stories, _proofs(stored), gone=gone), stored.names))


def _proofs(stored: Stored) -> list[PickupProof]:
    return pickup_proofs(stored.connection, stored.by_key, links(stored.connection, spans=False), stored.config)

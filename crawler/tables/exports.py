"""The exports: which row class each is made of. Columns, schemas and documentation follow from it."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.tables.attribution_rows import TimeClaimRow
from crawler.tables.copy_rows import CopyRow
from crawler.tables.json_schema import Schema, document
from crawler.tables.link_rows import LinkRow, StoryRow
from crawler.tables.pickup_rows import PickupRow
from crawler.tables.record import Row, columns
from crawler.tables.run_rows import RunRow
from crawler.tables.sighting_rows import SightingRow
from crawler.tables.stale_rows import StaleRow
from crawler.tables.syndication_rows import EdgeRow, LagRow, OutletRow
from crawler.tables.version_rows import VanishedRow, VersionRow

EXPORTS: Mapping[str, type[Row]] = {
    "sightings": SightingRow,
    "copies": CopyRow,
    "links": LinkRow,
    "stories": StoryRow,
    "outlets": OutletRow,
    "flow": EdgeRow,
    "lags": LagRow,
    "pickups": PickupRow,
    "stale": StaleRow,
    "versions": VersionRow,
    "vanished": VanishedRow,
    "runs": RunRow,
}
#: The columns of each export in order, each with the kind of its values.
COLUMNS: Mapping[str, Mapping[str, str]] = {what: columns(kind) for what, kind in EXPORTS.items()}
#: The tables of docs/export-formats.md that are made of row classes.
DOCUMENTED: Mapping[str, type[Row]] = {**EXPORTS, "time-claims": TimeClaimRow}


def export_schema(what: str) -> Schema:
    """Return the schema of one row of an export."""
    return document(EXPORTS[what], name=what, title=f"One row of `wiretrace export {what} --format jsonl`")

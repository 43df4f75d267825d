"""The exports: which row class each is made of. Columns, schemas and documentation follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from crawler.tables.json_schema import Schema, document
from crawler.tables.record import Row

#: Where the row class of each export is, in the order in which the docs list them.
_HOMES: Final[Mapping[str, str]] = {
    "sightings": "sighting_rows.SightingRow",
    "copies": "copy_rows.CopyRow",
    "links": "link_rows.LinkRow",
    "stories": "story_rows.StoryRow",
    "outlets": "syndication_rows.OutletRow",
    "flow": "syndication_rows.EdgeRow",
    "lags": "syndication_rows.LagRow",
    "pickups": "pickup_rows.PickupRow",
    "stale": "stale_rows.StaleRow",
    "versions": "version_rows.VersionRow",
    "vanished": "version_rows.VanishedRow",
    "runs": "run_rows.RunRow",
}


class RowClasses(Mapping[str, type[Row]]):
    """Row classes by name. One is loaded, with the findings that it is made of, when it is looked up."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes

    def __getitem__(self, name: str) -> type[Row]:
        module, _, kind = self._homes[name].partition(".")
        found: type[Row] = getattr(import_module(f"crawler.tables.{module}"), kind)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


EXPORTS: Final = RowClasses(_HOMES)
#: The tables of docs/export-formats.md that are made of row classes.
DOCUMENTED: Final = RowClasses({**_HOMES, "time-claims": "attribution_rows.TimeClaimRow"})


def export_schema(what: str) -> Schema:
    """Return the schema of one row of an export."""
    return document(EXPORTS[what], name=what, title=f"One row of `wiretrace export {what} --format jsonl`")

"""The shapes of rows that both the report and the exports print, key by key."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.findings.release import SOURCES
from crawler.tables.pickup_rows import ItemRow, OutletPickupsRow, OwnItemRow, PickupRow
from crawler.tables.record import beyond, shapes_of
from crawler.tables.shapes import Maybe, OneOf, Shape
from crawler.tables.stale_rows import NoticeRow, OwnNoticeRow, StaleRow
from crawler.tables.syndication_rows import EdgeRow, LagRow, OutletRow

RELEASE: Mapping[str, Shape] = {
    "release_earliest": "time?", "release_latest": "time?", "release_source": Maybe(OneOf(SOURCES)),
    "release_quote": "text?",
}  # fmt: skip
OUTLET, EDGE, LAG = shapes_of(OutletRow), shapes_of(EdgeRow), shapes_of(LagRow)
PICKUP, STALE = shapes_of(PickupRow), shapes_of(StaleRow)
NOTICES: Shape = {
    "wires": [{**shapes_of(NoticeRow), "copies": [beyond(STALE, NoticeRow)]}],
    "own": [OwnNoticeRow],
}
OURS: Shape = {
    "wires": ["text"],
    "items": [{**shapes_of(OwnItemRow), "pickups": [beyond(PICKUP, ItemRow)]}],
    "by_outlet": [OutletPickupsRow],
    "skipped": [{"reason": "text", "count": "count"}],
}

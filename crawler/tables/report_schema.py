"""The shapes of rows that both the report and the exports print, key by key."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.findings.credit import Credit
from crawler.findings.release import SOURCES
from crawler.tables.record import shapes_of
from crawler.tables.shapes import Maybe, OneOf, Shape
from crawler.tables.syndication_rows import EdgeRow, LagRow, OutletRow
from crawler.tracking.relation import Relation
from crawler.wirefeeds.item import Status

RELEASE: Mapping[str, Shape] = {
    "release_earliest": "time?", "release_latest": "time?", "release_source": Maybe(OneOf(SOURCES)),
    "release_quote": "text?",
}  # fmt: skip
OUTLET, EDGE, LAG = shapes_of(OutletRow), shapes_of(EdgeRow), shapes_of(LagRow)
_ITEM: Mapping[str, Shape] = {
    "item": "text", "wire": "text", "item_headline": "text", "item_words": "count", "item_versions": "count",
    "item_status": Maybe(Status), "item_note": "text?", "released_earliest": "time?", "released_latest": "time?",
}  # fmt: skip
_PICKUP: Mapping[str, Shape] = {
    "copy": "text", "outlet": "text", "outlet_key": "text", "headline": "text", "relation": Relation,
    "version": "integer?", "newest_version": "boolean", "coverage_of_item": "share", "share_of_text": "share",
    "words": "count", "longest_run": "count", "published_earliest": "time?", "published_latest": "time?",
    "lag_shortest_seconds": "number?", "lag_longest_seconds": "number?", "credit": Credit,
    "credited_in_this_rendering": "boolean", "url": "text?", "page_url": "text?",
}  # fmt: skip
PICKUP: Mapping[str, Shape] = {**_ITEM, **_PICKUP}
OURS: Shape = {
    "wires": ["text"],
    "items": [{**_ITEM, "outlets": "count", "pickups": [_PICKUP]}],
    "by_outlet": [
        {"wire": "text", "outlet": "text", "outlet_key": "text", "items": "count", "share_of_items": "share",
         "copies": "count", "credited": "count", "median_lag_shortest_seconds": "number?",
         "median_lag_longest_seconds": "number?", "timed": "count"},
    ],
    "skipped": [{"reason": "text", "count": "count"}],
}  # fmt: skip

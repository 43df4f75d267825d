"""The shape of report.json, key by key: what its published schema is made of. A test holds real reports against it."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.findings.credit import Credit
from crawler.findings.release import SOURCES
from crawler.findings.word_diff import Change
from crawler.provenance.times.interval import TimeSource
from crawler.provenance.wires.evidence import EvidenceKind
from crawler.sightings.record import Role
from crawler.tables.json_schema import Schema, document
from crawler.tables.record import shapes_of
from crawler.tables.shapes import Maybe, OneOf, Shape
from crawler.tables.stale_schema import NOTICES
from crawler.tables.syndication_rows import EdgeRow, LagRow, OutletRow
from crawler.tracking.relation import Relation
from crawler.wirefeeds.item import Status

_EVIDENCE: Shape = {"wire": "text", "kind": EvidenceKind, "quote": "text", "outlet": "text"}
_COMPARISON: Mapping[str, Shape] = {
    "relation": Relation, "rule": "text", "coverage_a": "share", "coverage_b": "share", "resemblance": "share",
    "containment_a": "share", "containment_b": "share", "words": "count", "words_a": "count", "words_b": "count",
    "longest_run": "count", "numbers_changed": "count",
}  # fmt: skip
_PUBLISHED: Mapping[str, Shape] = {
    "published_earliest": "time?", "published_latest": "time?", "time_source": Maybe(TimeSource),
}  # fmt: skip
_SEEN: Shape = {
    "sighting": "text", "page_url": "text?", "relay": "text?", "outlet_printed": "text?", "time_printed": "text?",
    "fetched_at": "time?", "capture": "text",
}  # fmt: skip
_COPY: Mapping[str, Shape] = {
    "copy": "text", "id": "text?", "outlet": "text", "outlet_key": "text", "headline": "text",
    "headline_changed": "boolean", "words": "count", "fullest": "boolean", "relation": Maybe(Relation),
    "ran": "share?", "own": "share?", "comparison": Maybe(_COMPARISON), **_PUBLISHED, "first_fetched_at": "time?",
    "wire": "text?", "wire_kind": Maybe(EvidenceKind), "credit": Credit, "evidence": [_EVIDENCE],
    "modified_earliest": "time?", "modified_latest": "time?", "remarks": ["text"], "urls": ["text"],
    "seen": [_SEEN], "removed": [{"rule": "text", "text": "text", "sightings": "count"}],
    "changes": Maybe([{"change": Change, "here": "text", "there": "text"}]),
}  # fmt: skip
_RELEASE: Mapping[str, Shape] = {
    "release_earliest": "time?", "release_latest": "time?", "release_source": Maybe(OneOf(SOURCES)),
    "release_quote": "text?",
}  # fmt: skip
_STORY: Shape = {
    "story": "text", "headline": "text", "outlets": "count", "outlets_unnamed": "count", "uncredited": "count",
    "earliest": "time?", "latest": "time?",
    "first": {
        "outlet": "text?", "copy": "text?", "contenders": ["text"], "dated": "count", "undated": "count",
        "sentence": "text",
    },
    **_RELEASE,
    "wires": [{"wire": "text", "kind": "text", "copies": "count", "evidence": [_EVIDENCE]}],
    "copies": [_COPY],
}  # fmt: skip
_PAIR: Mapping[str, Shape] = {"a": "text", "b": "text", "same_group": "boolean", **_COMPARISON, "proposed_by": ["text"]}
_LINK: Shape = {"outlet_a": "text", "outlet_b": "text", "headline_a": "text", "headline_b": "text", **_PAIR}
OUTLET, EDGE, LAG = shapes_of(OutletRow), shapes_of(EdgeRow), shapes_of(LagRow)
_UNCREDITED: Shape = {
    "story": "text", "copy": "text", "outlet": "text", "outlet_key": "text", "headline": "text", "wire": "text",
    "evidence": [_EVIDENCE], "relays": ["text"], "page_url": "text?",
}  # fmt: skip
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
_OURS: Shape = {
    "wires": ["text"],
    "items": [{**_ITEM, "outlets": "count", "pickups": [_PICKUP]}],
    "by_outlet": [
        {"wire": "text", "outlet": "text", "outlet_key": "text", "items": "count", "share_of_items": "share",
         "copies": "count", "credited": "count", "median_lag_shortest_seconds": "number?",
         "median_lag_longest_seconds": "number?", "timed": "count"},
    ],
    "skipped": [{"reason": "text", "count": "count"}],
}  # fmt: skip
_EDIT: Shape = {
    "url": "text?", "outlet": "text?", "outlet_key": "text?", "role": Role, "relay": "text?", "versions": "count",
    "version": "count", "earlier": "text", "later": "text", "headline": "text", "changed_after": "time?",
    "changed_before": "time?", "words_added": "count?", "words_removed": "count?",
    "changes": [{"change": Change, "here": "text", "there": "text"}],
}  # fmt: skip
_REASONS: Shape = [{"reason": "text", "count": "count"}]
REPORT: Shape = {
    "format": OneOf(("wiretrace-report/1",)), "title": "text", "as_of": "time?", "window_hours": "number?",
    "overview": {
        "stories": "count", "travelled": "count", "copies": "count", "sightings": "count", "outlets": "count",
        "wires": "count", "republished": "count", "republished_share": "share", "uncredited": "count",
        "ran_once": "count", "passages": "count", "templates": "count", "undated": "count", "removed_words": "count",
    },
    "stories": [_STORY],
    "ran_once": [{"story": "text?", "shares": "boolean", **_COPY}],
    "uncredited": {"caveat": "text", "copies": [_UNCREDITED]},
    "outlets": [OUTLET],
    "flow": {"edges": [EDGE], "unknown": "count", "too_wide": "count"},
    "lags": [LAG],
    "edits": [_EDIT], "passages": [_LINK], "templates": [_LINK], "links": [_PAIR],
    "matrix": {
        "wires": ["text"],
        "outlets": [
            {"outlet": "text", "outlet_key": "text", "by_wire": ["count"], "no_wire": "count", "copies": "count",
             "uncredited": "count"},
        ],
    },
    "our_stories": Maybe(_OURS), "notices": Maybe(NOTICES),
    "boilerplate": [{"rule": "text", "cuts": "count", "words": "count", "outlets": "count", "example": "text"}],
    "account": {
        "requests_seen": "count", "stored": "count", "refused": _REASONS, "failed": _REASONS, "pending": "count",
        "pages": "count", "blocks": "count", "unreadable": _REASONS, "imported": "count", "missing": "integer",
    },
}  # fmt: skip


def report_schema() -> Schema:
    """Return the schema of report.json."""
    return document(REPORT, name="report", title="report.json of `wiretrace report`")

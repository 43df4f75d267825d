"""The JSON Schema of a row of each export, made of its columns: nothing here repeats what `COLUMNS` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from crawler.findings.release import SOURCES
from crawler.findings.word_diff import Change
from crawler.provenance.times.claims import About
from crawler.provenance.times.interval import TimeSource
from crawler.provenance.wires.evidence import EvidenceKind, Field, UnnamedKind
from crawler.sightings.record import Kind, Role
from crawler.sightings.vanished import How
from crawler.sources.yields import Yield
from crawler.tables.json_schema import Schema, document
from crawler.tables.report_schema import EDGE, LAG, OUTLET, PICKUP
from crawler.tables.rows import COLUMNS
from crawler.tables.shapes import Maybe, OneOf, Shape
from crawler.tables.stale_schema import STALE
from crawler.tracking.relation import Relation
from crawler.wirefeeds.item import Status

_CLAIM: Mapping[str, Shape] = {
    "about": About,
    "source": Maybe(TimeSource),
    "text": "text",
    "earliest": "time?",
    "latest": "time?",
    "reason": "text?",
}

#: Columns (of one export, or of any) that say more of their values than their type does. A list that is not here is a list of texts.
SHAPES: Mapping[str, Shape] = {
    "kind": Kind,
    "original": OneOf(("a", "b")),
    "role": Role,
    "status": Status,
    "versions": [
        {
            "version": "integer?",
            "status": Status,
            "note": "text?",
            "published_earliest": "time?",
            "published_latest": "time?",
            "headline": "text",
            "sighting": "text",
        },
    ],
    "relation": Relation,
    "time_source": TimeSource,
    "wire_kind": EvidenceKind,
    "wire_confidence": "share",
    "release_source": OneOf(SOURCES),
    "renderings": [{"role": Role, "url": "text?", "words": "count", "credited": "boolean", "wire": "text?"}],
    "removed": [{"rule": "text", "text": "text"}],
    "removed_at": [("count", "count")],
    "wire_evidence": [
        {
            "wire": "text",
            "kind": EvidenceKind,
            "text": "text",
            "start": "count?",
            "end": "count?",
            "weight": "share",
            "field": Field,
        }
    ],
    "wire_unnamed": [{"kind": UnnamedKind, "text": "text", "start": "count?", "end": "count?", "field": Field}],
    "time_claims": [_CLAIM],
    "copies.time_claims": [{**_CLAIM, "sighting": "text"}],
    "links.first": OneOf(("a", "b")),
    "versions.versions": "count",
    "changes": [{"change": Change, "here": "text", "there": "text"}],
    "how": How,
    "yields": [
        {"layout": "text?", **dict.fromkeys((each.name for each in fields(Yield)), "count")},
    ],
    "spans": [("count", "count", "count", "count")],
}
#: Rows that the report prints, too: their shapes are its own.
ROWS: Mapping[str, Mapping[str, Shape]] = {
    "outlets": OUTLET,
    "flow": EDGE,
    "lags": LAG,
    "pickups": PICKUP,
    "stale": STALE,
}
_SHARES = ("share", "coverage", "containment", "resemblance")


def export_schema(what: str) -> Schema:
    """Return the schema of one row of an export. Every key is there; a value may be null unless `ROWS` says otherwise."""
    columns = COLUMNS[what]
    shape = ROWS.get(what) or {column: Maybe(_shape(what, column, kind)) for column, kind in columns.items()}
    return document(shape, name=what, title=f"One row of `wiretrace export {what} --format jsonl`")


def _shape(what: str, column: str, kind: str) -> Shape:
    for name in (f"{what}.{column}", column):
        if name in SHAPES:
            return SHAPES[name]
    if kind == "number" and any(word in column for word in _SHARES):
        return "share"
    return ["text"] if kind == "list" else kind

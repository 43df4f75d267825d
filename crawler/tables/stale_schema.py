"""The shapes of notices in report.json and in `export stale`, key by key."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.findings.notices import Reason, Source, Standing
from crawler.provenance.notices.form import NoticeKind, Part
from crawler.tables.shapes import Maybe, Shape
from crawler.tracking.changed_places import Side

_QUOTE: Shape = {"text": "text", "part": Part, "outlet": "text?"}
_PROOF: Shape = {
    "part": Part, "old": "text", "new": "text", "here": "text", "side": Side, "named": "boolean", "before": "text",
    "after": "text",
}  # fmt: skip
_NOTICE: Mapping[str, Shape] = {
    "wire": "text", "notice": NoticeKind, "quotes": [_QUOTE], "known_from": Source, "old_wording_from": Maybe(Source),
    "released_earliest": "time?", "released_latest": "time?", "out_by": "time?", "notice_headline": "text",
    "item": "text?", "story": "text?",
}  # fmt: skip
_COPY: Mapping[str, Shape] = {
    "copy": "text", "outlet": "text", "outlet_key": "text", "headline": "text", "words": "count",
    "standing": Standing, "reason": Reason, "last_seen": "time?", "published_earliest": "time?",
    "published_latest": "time?", "relays": ["text"], "proofs": [_PROOF], "ran_old": "text?",
    "changed_earliest": "time?", "changed_latest": "time?", "lag_shortest_seconds": "number?",
    "lag_longest_seconds": "number?", "url": "text?", "page_url": "text?",
}  # fmt: skip
STALE: Mapping[str, Shape] = {**_NOTICE, **_COPY}
NOTICES: Shape = {
    "wires": [{**_NOTICE, "copies": [_COPY]}],
    "own": [
        {"copy": "text", "outlet": "text", "headline": "text", "notice": NoticeKind, "quotes": [_QUOTE], "own": "boolean",
         "url": "text?"},
    ],
}  # fmt: skip

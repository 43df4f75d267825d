"""The report as one JSON file, keys in a fixed order, shares rounded to six digits. Keys: docs/report-format.md."""

from __future__ import annotations

import json
from collections.abc import Mapping

from crawler.findings.credit import EvidenceLine
from crawler.findings.word_diff import Change
from crawler.provenance.times.interval import Interval
from crawler.reports.model import CopyRow, LinkRow, Matrix, Report, Seen, StoryReport, Uncredited, WireFinding
from crawler.reports.wording.words import CAVEAT, order_of
from crawler.tables.instants import iso
from crawler.tables.pickup_rows import our_stories_data
from crawler.tables.safe_links import safe_url
from crawler.tables.stale_rows import notices_data
from crawler.tables.syndication_rows import edge_row, lag_row, outlet_row, release_cells
from crawler.tables.version_rows import edit_rows
from crawler.text.sanitize import sanitize
from crawler.tracking.relation import Comparison

FILE = "report.json"
FORMAT = "wiretrace-report/1"


def render(report: Report) -> Mapping[str, str]:
    """Return {"report.json": the report}."""
    document = {
        "format": FORMAT,
        "title": report.title,
        "as_of": iso(report.as_of),
        "window_hours": report.window_hours,
        "overview": _overview(report),
        "stories": [_story(story) for story in report.stories],
        "ran_once": [{"story": once.story, "shares": once.shares, **_row(once.row)} for once in report.ran_once],
        "uncredited": {"caveat": CAVEAT, "copies": [_uncredited(each) for each in report.uncredited]},
        **_movement(report),
        "edits": list(edit_rows(report.edits)),
        "passages": [_link(link) for link in report.passages],
        "templates": [_link(link) for link in report.templates],
        "links": [_pair(link) for link in report.links],
        "matrix": _matrix(report.matrix),
        "boilerplate": [
            {
                "rule": line.rule,
                "cuts": line.cuts,
                "words": line.words,
                "outlets": line.outlets,
                "example": line.example,
            }
            for line in report.boilerplate
        ],
        "account": _account(report),
        "our_stories": our_stories_data(report.our_stories),
        "notices": notices_data(report.notices),
    }
    return {FILE: json.dumps(_printable(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n"}


def _overview(report: Report) -> dict[str, object]:
    overview = report.overview
    return {
        "stories": overview.stories,
        "travelled": overview.travelled,
        "copies": overview.copies,
        "sightings": overview.sightings,
        "outlets": overview.outlets,
        "wires": overview.wires,
        "republished": overview.republished,
        "republished_share": _share(overview.republished_share),
        "uncredited": overview.uncredited,
        "ran_once": overview.ran_once,
        "passages": overview.passages,
        "templates": overview.templates,
        "undated": overview.undated,
        "removed_words": overview.removed_words,
    }


def _story(story: StoryReport) -> dict[str, object]:
    first = story.first
    return {
        "story": story.key,
        "headline": story.headline,
        "outlets": story.outlets,
        "outlets_unnamed": story.unnamed,
        "uncredited": story.uncredited,
        "earliest": iso(story.earliest),
        "latest": iso(story.latest),
        "first": {
            "outlet": first.outlet,
            "copy": first.copy,
            "contenders": list(first.contenders),
            "dated": first.dated,
            "undated": first.undated,
            "sentence": order_of(story),
        },
        **release_cells(story.release),
        "wires": [_wire(wire) for wire in story.wires],
        "copies": [_row(row) for row in story.rows],
    }


def _movement(report: Report) -> dict[str, object]:
    moved = report.movement
    releases = {story.key: story.release for story in report.stories}
    return {
        "outlets": [outlet_row(profile, moved.names) for profile in moved.outlets],
        "flow": {
            "edges": [edge_row(edge, moved.names) for edge in moved.flow.edges],
            "unknown": moved.flow.unknown,
            "too_wide": moved.too_wide,
        },
        "lags": [lag_row(entry, moved.names, releases.get(entry.story)) for entry in moved.lags],
    }


def _uncredited(each: Uncredited) -> dict[str, object]:
    row = each.row
    return {
        "story": each.story,
        "copy": row.key,
        "outlet": row.outlet,
        "outlet_key": row.outlet_key,
        "headline": row.headline,
        "wire": row.wire_service,
        "evidence": [_evidence(line) for line in each.evidence],
        "relays": sorted({seen.relay for seen in row.seen if seen.relay}),
        "page_url": next((safe for seen in row.seen if (safe := safe_url(seen.page_url))), None),
    }


def _wire(wire: WireFinding) -> dict[str, object]:
    return {
        "wire": wire.wire_service,
        "kind": wire.kind,
        "copies": wire.copies,
        "evidence": [_evidence(line) for line in wire.evidence],
    }


def _evidence(line: EvidenceLine) -> dict[str, object]:
    return {"wire": line.wire_service, "kind": line.kind, "quote": line.quote, "outlet": line.outlet}


def _row(row: CopyRow) -> dict[str, object]:
    return {
        "copy": row.key,
        "id": row.external_id,
        "outlet": row.outlet,
        "outlet_key": row.outlet_key,
        "headline": row.headline,
        "headline_changed": row.headline_changed,
        "words": row.words,
        "fullest": row.fullest,
        "relation": row.relation.value if row.relation else None,
        "ran": _share(row.ran),
        "own": _share(row.own),
        "comparison": _comparison(row.comparison) if row.comparison else None,
        **_interval(row.published),
        "first_fetched_at": iso(row.first_fetched_at),
        "wire": row.wire_service,
        "wire_kind": row.wire_kind,
        "credit": row.credit.value,
        "evidence": [_evidence(line) for line in row.evidence],
        "modified_earliest": iso(row.modified.earliest) if row.modified else None,
        "modified_latest": iso(row.modified.latest) if row.modified else None,
        "remarks": list(row.remarks),
        "urls": [safe for url in row.urls if (safe := safe_url(url))],
        "seen": [_seen(each) for each in row.seen],
        "removed": [{"rule": cut.rule, "text": cut.text, "sightings": cut.sightings} for cut in row.removed],
        "changes": None
        if row.differences is None
        else [
            {"change": piece.change.value, "here": piece.here, "there": piece.there}
            for piece in row.differences
            if piece.change is not Change.SAME
        ],
    }


def _interval(when: Interval | None) -> dict[str, object]:
    return {
        "published_earliest": iso(when.earliest) if when else None,
        "published_latest": iso(when.latest) if when else None,
        "time_source": when.source.value if when else None,
    }


def _seen(seen: Seen) -> dict[str, object]:
    return {
        "sighting": seen.sighting,
        "page_url": safe_url(seen.page_url),
        "relay": seen.relay,
        "outlet_printed": seen.outlet_printed,
        "time_printed": seen.time_printed,
        "fetched_at": iso(seen.fetched_at),
        "capture": seen.capture,
    }


def _comparison(comparison: Comparison) -> dict[str, object]:
    return {
        "relation": comparison.relation.value,
        "rule": comparison.rule,
        "coverage_a": _share(comparison.coverage_a),
        "coverage_b": _share(comparison.coverage_b),
        "resemblance": _share(comparison.resemblance),
        "containment_a": _share(comparison.containment_a),
        "containment_b": _share(comparison.containment_b),
        "words": comparison.words,
        "words_a": comparison.words_a,
        "words_b": comparison.words_b,
        "longest_run": comparison.longest_run,
        "numbers_changed": comparison.numbers_changed,
    }


def _pair(link: LinkRow) -> dict[str, object]:
    return {
        "a": link.a,
        "b": link.b,
        "same_group": link.same_group,
        **_comparison(link.comparison),
        "proposed_by": list(link.proposed_by),
    }


def _link(link: LinkRow) -> dict[str, object]:
    """Return a link with the names of its copies, for the lists that a person reads."""
    return {
        "outlet_a": link.outlet_a,
        "outlet_b": link.outlet_b,
        "headline_a": link.headline_a,
        "headline_b": link.headline_b,
        **_pair(link),
    }


def _matrix(matrix: Matrix) -> dict[str, object]:
    return {
        "wires": list(matrix.wires),
        "outlets": [
            {
                "outlet": line.outlet,
                "outlet_key": line.outlet_key,
                "by_wire": list(line.counts[:-1]),
                "no_wire": line.counts[-1],
                "copies": line.copies,
                "uncredited": line.uncredited,
            }
            for line in matrix.outlets
        ],
    }


def _account(report: Report) -> dict[str, object]:
    account = report.account
    return {
        "requests_seen": account.requests_seen,
        "stored": account.stored,
        "refused": [{"reason": reason, "count": number} for reason, number in account.refused],
        "failed": [{"reason": reason, "count": number} for reason, number in account.failed],
        "pending": account.pending,
        "missing": account.missing,
        "pages": account.pages,
        "blocks": account.blocks,
        "unreadable": [{"reason": reason, "count": number} for reason, number in account.unreadable],
        "imported": account.imported,
    }


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 6)


def _printable(value: object) -> object:
    """Return *value* with every string in it free of control, bidirectional and surrogate characters."""
    if isinstance(value, str):
        return sanitize(value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return value

"""The rows of each export: plain JSON values, keys in a fixed order. docs/export-formats.md describes every key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from crawler.findings.syndication import Syndication
from crawler.provenance.times.claims import TimeClaim
from crawler.provenance.times.interval import Interval
from crawler.provenance.times.order import Order, order
from crawler.provenance.wires.attribution import Attribution, Evidence
from crawler.provenance.wires.verdict import infer
from crawler.sightings.copies import sisters
from crawler.sightings.record import Copy, Kind, Sighting, Version
from crawler.sources.runs import Counts, Run
from crawler.tables import report_schema as shape
from crawler.tables.shapes import column_kinds
from crawler.tables.stale_schema import STALE
from crawler.tables.syndication_rows import between, release_cells
from crawler.tracking.relation import Link, Story

Row = dict[str, Any]
#: The columns of a table with the type of their values.
Columns = Mapping[str, str]

#: The columns of each export and the type of their values, in order; a value may also be null. "list" and "object" are
#: JSON, "time" is text: ISO 8601 in UTC.
COLUMNS: Mapping[str, Columns] = {
    "sightings": {
        "id": "text", "copy": "text", "role": "text", "position": "integer", "url": "text", "page_url": "text",
        "relay": "text", "outlet": "text", "group": "text", "outlet_printed": "text", "outlet_known": "boolean", "headline": "text",
        "kicker": "text", "summary": "list", "headings": "list", "hashtags": "list", "dateline": "text",
        "dateline_agency_slot": "text", "text": "text", "words": "integer", "raw_words": "integer", "removed": "list", "removed_at": "list",
        "time_printed": "text", "published_earliest": "time", "published_latest": "time", "time_source": "text",
        "modified_earliest": "time", "modified_latest": "time", "time_claims": "list", "time_notes": "list",
        "fetched_at": "time", "wire": "text", "wire_kind": "text", "wire_confidence": "number", "wire_evidence": "list",
        "wire_conflict": "list", "wire_unnamed": "list", "credited_in_this_rendering": "boolean", "authors": "list",
        "particulars": "object", "capture": "text", "extra": "object", "kind": "text", "version": "integer", "status": "text",
        "note": "text", "reservations": "list",
    },
    "copies": {
        "id": "text", "key": "text", "outlet": "text", "group": "text", "headline": "text", "text": "text", "words": "integer",
        "published_earliest": "time", "published_latest": "time", "modified_earliest": "time", "modified_latest": "time",
        "first_fetched_at": "time", "last_fetched_at": "time", "time_claims": "list", "time_notes": "list",
        "wire": "text", "wire_kind": "text", "wire_confidence": "number", "wire_evidence": "list", "wire_conflict": "list",
        "wire_unnamed": "list", "credited_in_this_rendering": "boolean",
        "stories": "list", "renderings": "list", "urls": "list", "page_urls": "list", "relays": "list", "sightings": "list",
        "kind": "text", "status": "text", "note": "text", "versions": "list",
    },
    "links": {
        "a": "text", "b": "text", "relation": "text", "same_outlet": "boolean", "same_group": "boolean", "first": "text",
        "lag_earliest_seconds": "number", "lag_latest_seconds": "number",
        "coverage_a": "number", "coverage_b": "number",
        "resemblance": "number", "containment_a": "number", "containment_b": "number", "words": "integer",
        "longest_run": "integer", "words_a": "integer", "words_b": "integer", "numbers_changed": "integer",
        "rule": "text", "proposed_by": "list", "spans": "list", "original": "text",
    },
    "stories": {
        "story": "text", "copies": "list", "fullest": "text", "headline": "text", "outlets": "list", "wire": "list",
        "origin": "text", "possibly_first": "list", "undated": "integer", "release_earliest": "time",
        "release_latest": "time", "release_source": "text", "release_quote": "text",
        "wire_service": "text", "wire_conflict": "list",
    },
    "outlets": column_kinds(shape.OUTLET),
    "flow": column_kinds(shape.EDGE),
    "lags": column_kinds(shape.LAG),
    "pickups": column_kinds(shape.PICKUP),
    "stale": column_kinds(STALE),
    "versions": {
        "url": "text", "outlet": "text", "outlet_key": "text", "role": "text", "relay": "text", "versions": "integer",
        "version": "integer", "copy": "text", "sighting": "text", "headline": "text", "headlines": "list", "words": "integer",
        "seen_at": "time", "still_at": "time", "changed_after": "time", "changed_before": "time",
        "words_added": "integer", "words_removed": "integer", "changes": "list",
    },
    "vanished": {
        "url": "text", "how": "text", "last_seen_at": "time", "gone_at": "time", "looked_at": "time", "led_to": "text",
        "back_at": "time", "copies": "list",
    },
    "runs": {
        "run": "integer", "source": "text", "start_urls": "list", "started_at": "time", "finished_at": "time",
        "duration_seconds": "number", "outcome": "text", "exit_code": "integer", "settings": "text",
        **dict.fromkeys((each.name for each in fields(Counts)), "integer"), "yields": "list", "drift": "list",
    },
}  # fmt: skip


def sighting_rows(sightings: Iterable[Sighting], copies: Mapping[str, Copy], names: Mapping[str, str]) -> Iterator[Row]:
    """One row a sighting. `wire` is what its copy shows or, failing that, inherits from its story (see `wire_kind`)."""
    for seen in sightings:
        yield {
            "id": seen.external_id or seen.id,
            "copy": names[seen.copy],
            "role": seen.role.value,
            "position": seen.position,
            "url": seen.url,
            "page_url": seen.page_url,
            "relay": seen.relay,
            "outlet": seen.outlet,
            "group": seen.outlet_group,
            "outlet_printed": seen.outlet_printed,
            "outlet_known": seen.outlet_known,
            "headline": seen.headline,
            "kicker": seen.kicker,
            "summary": list(seen.summary),
            "headings": list(seen.headings),
            "hashtags": list(seen.hashtags),
            "dateline": seen.dateline_place,
            "dateline_agency_slot": seen.dateline_slot,
            "text": seen.text,
            "words": seen.words,
            "raw_words": seen.raw_words,
            "removed": [{"rule": cut.rule, "text": cut.text} for cut in seen.removed],
            "removed_at": [[cut.start, cut.end] for cut in seen.removed],
            "time_printed": seen.time_printed,
            **_span("published", seen.published),
            "time_source": seen.time_source,
            **_span("modified", seen.modified),
            "time_claims": [_claim(claim) for claim in seen.claims],
            "time_notes": list(seen.time_notes),
            "fetched_at": _instant(seen.fetched_at),
            **_wire(seen.attribution, copies[seen.copy].story_attribution),
            "authors": _texts(seen.particulars.get("authors")),
            "particulars": dict(seen.particulars) or None,
            "capture": seen.capture,
            "extra": dict(seen.extra) or None,
            "kind": (Kind.WIRE if seen.item else Kind.OUTLET).value,
            "version": seen.item.number if seen.item else None,
            "status": seen.item.status if seen.item else None,
            "note": seen.item.note if seen.item else None,
            "reservations": list(seen.reservations),
        }


def run_rows(runs: Iterable[Run]) -> Iterator[Row]:
    """One row a run, oldest first; its counts are null while it is going on."""
    for run in runs:
        counts = asdict(run.counts) if run.counts else dict.fromkeys(each.name for each in fields(Counts))
        yield {
            "run": run.id,
            "source": run.source,
            "start_urls": [] if run.source else run.key.split("\n"),
            "started_at": _instant(run.started_at),
            "finished_at": _instant(run.finished_at),
            "duration_seconds": run.duration.total_seconds() if run.duration is not None else None,
            "outcome": run.outcome,
            "exit_code": run.exit_code,
            "settings": run.settings,
            **counts,
            "yields": [{"layout": name or None, **asdict(each)} for name, each in sorted(run.yields.items())],
            "drift": list(run.drift),
        }


def copy_rows(copies: Iterable[Copy], stories: Iterable[Story], names: Mapping[str, str]) -> Iterator[Row]:
    """One row a copy, with the stories it belongs to."""
    homes: dict[str, list[str]] = {}
    for story in stories:
        for key in story.copies:
            homes.setdefault(key, []).append(story.key)
    for copy in copies:
        yield {
            "id": names[copy.key],
            "key": copy.key,
            "outlet": copy.outlet,
            "group": copy.outlet_group,
            "headline": copy.headline,
            "text": copy.text,
            "words": copy.words,
            **_span("published", copy.published),
            **_span("modified", copy.modified),
            "first_fetched_at": _instant(copy.first_fetched_at),
            "last_fetched_at": _instant(copy.last_fetched_at),
            "time_claims": [{**_claim(claim), "sighting": sighting} for sighting, claim in copy.time_claims],
            "time_notes": list(copy.time_notes),
            **_wire(copy.attribution, copy.story_attribution),
            "stories": homes.get(copy.key, []),
            "renderings": [asdict(rendering) for rendering in copy.renderings],
            "urls": list(copy.urls),
            "page_urls": list(copy.page_urls),
            "relays": list(copy.relays),
            "sightings": list(copy.sightings),
            "kind": copy.kind.value,
            "status": copy.status,
            "note": copy.note,
            "versions": [_version(version) for version in copy.versions],
        }


def link_rows(links: Iterable[Link], copies: Mapping[str, Copy], names: Mapping[str, str]) -> Iterator[Row]:
    """One row a link; *names* maps copy keys to the ids the user knows."""
    for link in links:
        comparison = link.comparison
        a, b = copies[link.a], copies[link.b]
        yield {
            "a": names[link.a],
            "b": names[link.b],
            "relation": comparison.relation.value,
            "same_outlet": bool(a.outlet_key) and a.outlet_key == b.outlet_key,
            "same_group": sisters(a, b),
            "first": _FIRST[order(a.published, b.published)],
            **between(a.published, b.published),
            "coverage_a": comparison.coverage_a,
            "coverage_b": comparison.coverage_b,
            "resemblance": comparison.resemblance,
            "containment_a": comparison.containment_a,
            "containment_b": comparison.containment_b,
            "words": comparison.words,
            "longest_run": comparison.longest_run,
            "words_a": comparison.words_a,
            "words_b": comparison.words_b,
            "numbers_changed": comparison.numbers_changed,
            "rule": comparison.rule,
            "proposed_by": list(link.proposed_by),
            "spans": [[s.a_start, s.a_end, s.b_start, s.b_end] for s in comparison.spans],
            "original": _original(a, b),
        }


#: Which of a and b was surely published first; null where their intervals overlap or one is unknown.
_FIRST: Mapping[Order, str | None] = {Order.SURELY_FIRST: "a", Order.SURELY_LATER: "b", Order.CANNOT_TELL: None}


def _original(a: Copy, b: Copy) -> str | None:
    """Return which of two copies is a wire's own item, so that the words went from it to the other."""
    if a.kind is b.kind:
        return None
    return "a" if a.kind is Kind.WIRE else "b"


def _version(version: Version) -> Row:
    return {
        "version": version.about.number,
        "status": version.about.status,
        "note": version.about.note,
        **_span("published", version.released),
        "headline": version.headline,
        "sighting": version.sighting,
    }


def story_rows(stories: Iterable[Story], known: Syndication, names: Mapping[str, str]) -> Iterator[Row]:
    """One row a story, with the copy that was surely first, where one was, and the wire's release."""
    for story in stories:
        members = [known.copies[key] for key in story.copies]
        wires = [m.attribution.wire_service or m.story_attribution.wire_service for m in members]
        origin = known.origin(story.key)
        concluded = infer([member.attribution for member in members])
        yield {
            "story": story.key,
            "copies": [names[key] for key in story.copies],
            "fullest": names[story.fullest],
            "headline": known.copies[story.fullest].headline,
            "outlets": sorted({m.outlet for m in members if m.outlet}),
            "wire": sorted({wire for wire in wires if wire}),
            "origin": names[origin] if origin else None,
            "possibly_first": [names[key] for key in known.possibly_first(story.key)],
            "undated": known.undated(story.key),
            **release_cells(known.release(story.key)),
            "wire_service": concluded.wire_service,
            "wire_conflict": list(concluded.conflict),
        }


def _texts(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []


def _span(name: str, interval: Interval | None) -> Row:
    return {
        f"{name}_earliest": _instant(interval.earliest) if interval else None,
        f"{name}_latest": _instant(interval.latest) if interval else None,
    }


def _claim(claim: TimeClaim) -> Row:
    ends = (claim.interval.earliest, claim.interval.latest) if claim.interval else (None, None)
    return {
        "about": claim.about.value,
        "source": claim.source.value if claim.source else None,
        "text": claim.text,
        "earliest": _instant(ends[0]),
        "latest": _instant(ends[1]),
        "reason": claim.reason,
    }


def _wire(own: Attribution, inherited: Attribution) -> Row:
    chosen = own if own.wire_service else inherited
    if chosen.wire_service is None:
        chosen = own
    return {
        "wire": chosen.wire_service,
        "wire_kind": chosen.kind.value if chosen.kind else None,
        "wire_confidence": chosen.confidence,
        "wire_evidence": [_evidence(piece) for piece in chosen.evidence],
        "wire_conflict": list(own.conflict or inherited.conflict),
        "wire_unnamed": [
            {
                "kind": sign.kind.value,
                "text": sign.text,
                "start": sign.start,
                "end": sign.end,
                "field": sign.field.value,
            }
            for sign in own.unnamed
        ],
        "credited_in_this_rendering": own.wire_service is not None,
    }


def _evidence(piece: Evidence) -> Row:
    return {
        "wire": piece.wire_service,
        "kind": piece.kind.value,
        "text": piece.text,
        "start": piece.start,
        "end": piece.end,
        "weight": piece.weight,
        "field": piece.field.value,
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None

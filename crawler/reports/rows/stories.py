"""Stories and copies as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crawler.findings.credit import Credit
from crawler.findings.stories.copies import Seen
from crawler.findings.stories.wires import WireFinding
from crawler.findings.word_diff import Change
from crawler.provenance.wires.evidence import EvidenceKind
from crawler.reports.model import CopyRow, OnceRow, Stories, StoryReport
from crawler.reports.rows.shares import (
    COMPARISON,
    EVIDENCE,
    PUBLISHED,
    comparison_data,
    evidence_data,
    published_data,
    rounded,
    yes_or_no,
)
from crawler.reports.wording.words import order_of
from crawler.tables.csv_cells import Cell
from crawler.tables.instants import iso
from crawler.tables.report_schema import RELEASE
from crawler.tables.safe_links import safe_url
from crawler.tables.shapes import Maybe, Shape
from crawler.tables.syndication_rows import release_cells
from crawler.tracking.relation import Relation

_SEEN: Shape = {
    "sighting": "text", "page_url": "text?", "relay": "text?", "outlet_printed": "text?", "time_printed": "text?",
    "fetched_at": "time?", "capture": "text",
}  # fmt: skip


COPY: Mapping[str, Shape] = {
    "copy": "text", "id": "text?", "outlet": "text", "outlet_key": "text", "headline": "text",
    "headline_changed": "boolean", "words": "count", "fullest": "boolean", "relation": Maybe(Relation),
    "ran": "share?", "own": "share?", "comparison": Maybe(COMPARISON), **PUBLISHED, "first_fetched_at": "time?",
    "wire": "text?", "wire_kind": Maybe(EvidenceKind), "credit": Credit, "evidence": [EVIDENCE],
    "modified_earliest": "time?", "modified_latest": "time?", "remarks": ["text"], "urls": ["text"],
    "seen": [_SEEN], "removed": [{"rule": "text", "text": "text", "sightings": "count"}],
    "changes": Maybe([{"change": Change, "here": "text", "there": "text"}]),
}  # fmt: skip


STORY: Shape = {
    "story": "text", "headline": "text", "outlets": "count", "outlets_unnamed": "count", "uncredited": "count",
    "earliest": "time?", "latest": "time?",
    "first": {
        "outlet": "text?", "copy": "text?", "contenders": ["text"], "dated": "count", "undated": "count",
        "sentence": "text",
    },
    **RELEASE,
    "wires": [{"wire": "text", "kind": "text", "copies": "count", "evidence": [EVIDENCE]}],
    "copies": [COPY],
}  # fmt: skip


STORIES = (
    "story", "headline", "outlets", "outlets_unnamed", "copies", "wires", "wire_kinds", "earliest", "latest",
    "first_outlet", "first_sentence", "uncredited", "release_earliest", "release_latest", "release_source",
    "release_quote",
)  # fmt: skip


COPIES = (
    "story", "copy", "id", "outlet", "outlet_key", "headline", "headline_changed", "words", "fullest", "relation",
    "rule", "ran", "own", "longest_run", "numbers_changed", "published_earliest", "published_latest", "time_source",
    "first_fetched_at", "wire", "wire_kind", "credit", "evidence", "url", "page_url", "capture", "sightings",
    "removed_rules",
)  # fmt: skip


ONCE: Shape = {"story": "text?", "shares": "boolean", **COPY}


def stories_data(stories: Stories) -> list[dict[str, object]]:
    """Return the stories with their copies in full."""
    return [_story(story) for story in stories.every]


def ran_once_data(copies: Sequence[OnceRow]) -> list[dict[str, object]]:
    """Return the copies in no story."""
    return [{"story": once.story, "shares": once.shares, **_row(once.row)} for once in copies]


def story_cells(stories: Stories) -> Iterator[tuple[Cell, ...]]:
    """Yield a row per story."""
    return map(_story_cells, stories.every)


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


def _wire(wire: WireFinding) -> dict[str, object]:
    return {
        "wire": wire.wire_service,
        "kind": wire.kind,
        "copies": wire.copies,
        "evidence": [evidence_data(line) for line in wire.evidence],
    }


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
        "ran": rounded(row.ran),
        "own": rounded(row.own),
        "comparison": comparison_data(row.comparison) if row.comparison else None,
        **published_data(row.published),
        "first_fetched_at": iso(row.first_fetched_at),
        "wire": row.wire_service,
        "wire_kind": row.wire_kind,
        "credit": row.credit.value,
        "evidence": [evidence_data(line) for line in row.evidence],
        "modified_earliest": iso(row.modified.earliest) if row.modified else None,
        "modified_latest": iso(row.modified.latest) if row.modified else None,
        "remarks": list(row.caveats),
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


def _story_cells(story: StoryReport) -> tuple[Cell, ...]:
    return (
        story.key,
        story.headline,
        story.outlets,
        story.unnamed,
        len(story.rows),
        " / ".join(wire.wire_service for wire in story.wires),
        " / ".join(wire.kind for wire in story.wires),
        iso(story.earliest),
        iso(story.latest),
        story.first.outlet,
        order_of(story),
        story.uncredited,
        *release_cells(story.release).values(),
    )


def copy_cells(stories: Stories) -> Iterator[tuple[Cell, ...]]:
    """Yield a row per copy in a story, then one per copy in none."""
    for story in stories.every:
        for row in story.rows:
            yield _copy(story.key, row)
    for once in stories.once:
        yield _copy(once.story, once.row)


def _copy(story: str | None, row: CopyRow) -> tuple[Cell, ...]:
    compared = row.comparison
    when = row.published
    pages = [safe for each in row.seen if (safe := safe_url(each.page_url))]
    addresses = [safe for url in row.urls if (safe := safe_url(url))]
    return (
        story,
        row.key,
        row.external_id,
        row.outlet,
        row.outlet_key,
        row.headline,
        yes_or_no(row.headline_changed),
        row.words,
        yes_or_no(row.fullest),
        row.relation.value if row.relation else None,
        compared.rule if compared else None,
        rounded(row.ran),
        rounded(row.own),
        compared.longest_run if compared else None,
        compared.numbers_changed if compared else None,
        iso(when.earliest) if when else None,
        iso(when.latest) if when else None,
        when.source.value if when else None,
        iso(row.first_fetched_at),
        row.wire_service,
        row.wire_kind,
        row.credit.value,
        " / ".join(f"{line.quote} ({line.kind})" for line in row.evidence),
        addresses[0] if addresses else None,
        pages[0] if pages else None,
        row.seen[0].capture if row.seen else None,
        len(row.seen),
        " / ".join(dict.fromkeys(cut.rule for cut in row.removed)),
    )

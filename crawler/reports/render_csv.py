"""The report as CSV tables: stories, copies, links, uncredited copies, outlets, flow, lags, boilerplate. Columns: docs/report-format.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.reports.model import CopyRow, LinkRow, Report, StoryReport, Uncredited
from crawler.reports.wording.words import CAVEAT, order_of
from crawler.tables.csv_cells import Cell, write_table
from crawler.tables.instants import iso
from crawler.tables.pickup_rows import pickup_rows
from crawler.tables.report_schema import EDGE, LAG, OUTLET, PICKUP
from crawler.tables.safe_links import safe_url
from crawler.tables.stale_rows import stale_rows
from crawler.tables.stale_schema import STALE as STALE_SHAPE
from crawler.tables.syndication_rows import edge_row, lag_row, outlet_row, release_cells

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
LINKS = (
    "a", "b", "outlet_a", "outlet_b", "headline_a", "headline_b", "relation", "rule", "coverage_a", "coverage_b",
    "resemblance", "containment_a", "containment_b", "words", "words_a", "words_b", "longest_run", "numbers_changed",
    "proposed_by", "same_group",
)  # fmt: skip
UNCREDITED = (
    "story", "copy", "outlet", "headline", "wire", "evidence", "relays", "page_url", "caveat",
)  # fmt: skip
OUTLETS = tuple(key for key in OUTLET if key not in {"by_wire", "lag_curve", "beside"})
FLOW = tuple(EDGE)
LAGS = tuple(LAG)
PICKUPS = tuple(PICKUP)
STALE = tuple(STALE_SHAPE)
BOILERPLATE = ("rule", "cuts", "words", "outlets", "example")


def render(report: Report) -> Mapping[str, str]:
    """Return the tables by file name; one of pickups where there are items of a wire's own feed."""
    moved = report.movement
    releases = {story.key: story.release for story in report.stories}
    outlets = (outlet_row(profile, moved.names) for profile in moved.outlets)
    lags = (lag_row(entry, moved.names, releases.get(entry.story)) for entry in moved.lags)
    return {
        **_pickups(report),
        **_stale(report),
        "stories.csv": write_table(STORIES, map(_story, report.stories)),
        "copies.csv": write_table(COPIES, _copies(report)),
        "links.csv": write_table(LINKS, map(_link, report.links)),
        "uncredited.csv": write_table(UNCREDITED, map(_uncredited, report.uncredited)),
        "outlets.csv": write_table(OUTLETS, ([row[key] for key in OUTLETS] for row in outlets)),
        "flow.csv": write_table(FLOW, (list(edge_row(edge, moved.names).values()) for edge in moved.flow.edges)),
        "lags.csv": write_table(LAGS, (list(row.values()) for row in lags)),
        "boilerplate.csv": write_table(
            BOILERPLATE,
            ((line.rule, line.cuts, line.words, line.outlets, line.example) for line in report.boilerplate),
        ),
    }


def _pickups(report: Report) -> dict[str, str]:
    if report.our_stories is None:
        return {}
    rows = ([_said(row[name]) for name in PICKUPS] for row in pickup_rows(report.our_stories))
    return {"pickups.csv": write_table(PICKUPS, rows)}


def _stale(report: Report) -> dict[str, str]:
    if report.notices is None:
        return {}
    rows = ([_flat(row[name]) for name in STALE] for row in stale_rows(report.notices))
    return {"stale.csv": write_table(STALE, rows)}


def _flat(value: Any) -> Cell:
    """Return a list of quotes, proofs or names as one text; the whole of it is in report.json."""
    if not isinstance(value, list):
        return _said(value)
    proofs = (f"{each['old']} -> {each['new']}: {each['here']} ({each['side']})" for each in value if "side" in each)
    quotes = (each if isinstance(each, str) else each["text"] for each in value if "side" not in each)
    return " | ".join((*quotes, *proofs))


def _said(value: Cell) -> Cell:
    return _yes(said=value) if isinstance(value, bool) else value


def _story(story: StoryReport) -> tuple[Cell, ...]:
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


def _uncredited(each: Uncredited) -> tuple[Cell, ...]:
    row = each.row
    return (
        each.story,
        row.key,
        row.outlet,
        row.headline,
        row.wire_service,
        " / ".join(f"{line.quote} ({line.kind}: {line.outlet})" for line in each.evidence),
        " / ".join(sorted({seen.relay for seen in row.seen if seen.relay})),
        next((safe for seen in row.seen if (safe := safe_url(seen.page_url))), None),
        CAVEAT.partition(".")[0],
    )


def _copies(report: Report) -> Iterator[tuple[Cell, ...]]:
    for story in report.stories:
        for row in story.rows:
            yield _copy(story.key, row)
    for once in report.ran_once:
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
        _yes(said=row.headline_changed),
        row.words,
        _yes(said=row.fullest),
        row.relation.value if row.relation else None,
        compared.rule if compared else None,
        _share(row.ran),
        _share(row.own),
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


def _link(link: LinkRow) -> tuple[Cell, ...]:
    compared = link.comparison
    return (
        link.a,
        link.b,
        link.outlet_a,
        link.outlet_b,
        link.headline_a,
        link.headline_b,
        compared.relation.value,
        compared.rule,
        _share(compared.coverage_a),
        _share(compared.coverage_b),
        _share(compared.resemblance),
        _share(compared.containment_a),
        _share(compared.containment_b),
        compared.words,
        compared.words_a,
        compared.words_b,
        compared.longest_run,
        compared.numbers_changed,
        " / ".join(link.proposed_by),
        str(link.same_group).lower(),
    )


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 6)


def _yes(*, said: bool) -> str:
    return "yes" if said else "no"

"""Stories in Markdown: each in full with a table of its copies, then the rest in one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.stories.measure import Measure
from crawler.findings.word_diff import Change
from crawler.reports.markdown.escape import escaped, left_out, linked, table
from crawler.reports.model import CopyRow, Report, Stories, StoryReport
from crawler.reports.wording import words as wording
from crawler.reports.wording.measures import measure_name, measure_text, measured_against
from crawler.reports.wording.relation_sentence import relation_sentence


def stories(value: Stories, report: Report) -> Iterator[str]:
    """Yield the stories in full, each under its own heading."""
    for number, story in enumerate((each for each in value.every if each.in_full), 1):
        yield from _story(story, number, report.limits.rows_per_story)


def further(later: Sequence[StoryReport], report: Report) -> Iterator[str]:
    """Yield the table of the stories that are not shown in full."""
    yield f"The first {len(report.stories) - len(later)} stories are told in full above.\n"
    rows = [
        (
            escaped(story.headline),
            story.outlets,
            len(story.rows),
            escaped(wording.listed(tuple(wire.wire_service for wire in story.wires)) or "\u2013"),
        )
        for story in later[: report.limits.table_rows]
    ]
    yield table(("Story", "Outlets", "Copies", "Wire"), rows, numbers=(1, 2))
    yield from left_out(len(later) - report.limits.table_rows, "stories.csv")


def _story(story: StoryReport, number: int, most: int) -> Iterator[str]:
    yield f"## {number}. {escaped(story.headline)}\n"
    yield f"{wording.count(story.outlets, 'outlet')}, {wording.count(len(story.rows), 'copy', 'copies')}. {escaped(wording.order_of(story))}\n"
    if not story.wires:
        yield "No wire known.\n"
    for wire in story.wires:
        quotes = "; ".join(f"\u201c{escaped(line.quote)}\u201d ({escaped(line.outlet)})" for line in wire.evidence[:4])
        yield f"Wire: **{escaped(wire.wire_service)}**, by {escaped(wire.kind)}{': ' + quotes if quotes else ''}.\n"
    header = ("Outlet", "When", f"Ran of {measure_text(story.measure)}", "Relation", "Changes", "Credit", "Headline")
    if against := measured_against(story.measure):
        yield f"{against}\n"
    yield table(header, (_row(row, story.measure) for row in story.rows[:most]), numbers=(2,))
    for row in story.rows[:most]:
        for caveat in row.caveats:
            yield f"- {escaped(row.outlet)}: {escaped(caveat)}\n"
    if len(story.rows) > most:
        yield f"And {len(story.rows) - most} more copies: see copies.csv.\n"


def _row(row: CopyRow, measure: Measure | None) -> tuple[str, ...]:
    address = next(iter(row.urls), None) or next((each.page_url for each in row.seen if each.page_url), None)
    headline = escaped(row.headline or wording.NO_HEADLINE)
    return (
        linked(row.outlet, address),
        wording.interval(row.published),
        "\u2013" if row.ran is None else wording.percent(row.ran),
        _relation(row, measure),
        _changes(row),
        wording.CREDITS[row.credit] + (f": {escaped(row.wire_service)}" if row.wire_service else ""),
        f"{headline} *(changed)*" if row.headline_changed else headline,
    )


def _relation(row: CopyRow, measure: Measure | None) -> str:
    if row.measure:
        return measure_name(measure).removeprefix("the ")
    return relation_sentence(row.comparison, measure).name.lower() if row.comparison else "not compared"


def _changes(row: CopyRow) -> str:
    if row.differences is None:
        return "\u2013"
    counted = [
        (change, sum(piece.change is change for piece in row.differences))
        for change in Change
        if change is not Change.SAME
    ]
    return ", ".join(f"{number} {change.value}" for change, number in counted if number) or "none"

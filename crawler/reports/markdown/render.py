"""The report as one Markdown file: for a wiki, an issue, a mail. Tables and sentences, no diffs (see the HTML)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crawler.findings.credit import NO_OUTLET
from crawler.findings.word_diff import Change
from crawler.reports.markdown.escape import escaped, linked, table
from crawler.reports.markdown.flow_summary import movement
from crawler.reports.markdown.pickups import our_stories_parts
from crawler.reports.markdown.stale_copies import stale_parts
from crawler.reports.model import CopyRow, LinkRow, Matrix, Report, StoryReport
from crawler.reports.wording import words as wording
from crawler.reports.wording.relation_sentence import beside_fullest

FILE = "report.md"


def render(report: Report) -> Mapping[str, str]:
    """Return {"report.md": the report}."""
    return {FILE: "\n".join(_parts(report))}


def _parts(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.title)}\n"
    yield f"As of {wording.instant(report.as_of)}.\n" if report.as_of else "Time of this report not stated.\n"
    yield f"{escaped(wording.deck(report))}\n"
    yield _figures(report)
    if report.our_stories:
        yield from our_stories_parts(report.our_stories, report.limits)
    if report.notices:
        yield from stale_parts(report.notices, report.limits)
    told = [story for story in report.stories if story.in_full]
    for number, story in enumerate(told, 1):
        yield from _story(story, number, report.limits.rows_per_story)
    yield from _further(report, len(told))
    yield from _edits(report)
    yield from movement(report)
    yield from _matrix(report.matrix)
    yield from _once(report)
    yield from _shared("Passages", "Shared quotes or paragraphs; never counted as republication.", report.passages)
    yield from _shared("Form stories", "The same sentences with other numbers; never counted.", report.templates)
    yield from _account(report)
    yield from _health(report)
    yield from _boilerplate(report)
    yield from _reading(report)


def _figures(report: Report) -> str:
    overview = report.overview
    wire_too = " or out of a wire's own feed" if report.our_stories else ""
    rows = [
        (f"Stories at more than one outlet{wire_too}", overview.travelled),
        ("Stories in several versions at one outlet", overview.stories - overview.travelled),
        ("Copies", overview.copies),
        ("Sightings", overview.sightings),
        ("Outlets", overview.outlets),
        ("Wires named, with evidence", overview.wires),
        (f"Copies that share their text with another outlet{wire_too}", wording.percent(overview.republished_share)),
        ("Copies of known wires uncredited in the renderings seen here", overview.uncredited),
    ]
    return table(("Figure", "Count"), rows, numbers=(1,))


def _story(story: StoryReport, number: int, most: int) -> Iterator[str]:
    yield f"## {number}. {escaped(story.headline)}\n"
    yield f"{wording.count(story.outlets, 'outlet')}, {wording.count(len(story.rows), 'copy', 'copies')}. {escaped(wording.order_of(story))}\n"
    if not story.wires:
        yield "No wire known.\n"
    for wire in story.wires:
        quotes = "; ".join(f"\u201c{escaped(line.quote)}\u201d ({escaped(line.outlet)})" for line in wire.evidence[:4])
        yield f"Wire: **{escaped(wire.wire_service)}**, by {escaped(wire.kind)}{': ' + quotes if quotes else ''}.\n"
    header = ("Outlet", "When", "Ran of the fullest text", "Relation", "Changes", "Credit", "Headline")
    yield table(header, map(_row, story.rows[:most]), numbers=(2,))
    for row in story.rows[:most]:
        for remark in row.remarks:
            yield f"- {escaped(row.outlet)}: {escaped(remark)}\n"
    if len(story.rows) > most:
        yield f"And {len(story.rows) - most} more copies: see copies.csv.\n"


def _row(row: CopyRow) -> tuple[str, ...]:
    address = next(iter(row.urls), None) or next((each.page_url for each in row.seen if each.page_url), None)
    headline = escaped(row.headline or wording.NO_HEADLINE)
    return (
        linked(row.outlet, address),
        wording.interval(row.published),
        "\u2013" if row.ran is None else wording.percent(row.ran),
        _relation(row),
        _changes(row),
        wording.CREDITS[row.credit] + (f": {escaped(row.wire_service)}" if row.wire_service else ""),
        f"{headline} *(changed)*" if row.headline_changed else headline,
    )


def _relation(row: CopyRow) -> str:
    if row.fullest:
        return "fullest copy"
    return beside_fullest(row.comparison).name.lower() if row.comparison else "not compared"


def _changes(row: CopyRow) -> str:
    if row.differences is None:
        return "\u2013"
    counted = [
        (change, sum(piece.change is change for piece in row.differences))
        for change in Change
        if change is not Change.SAME
    ]
    return ", ".join(f"{number} {change.value}" for change, number in counted if number) or "none"


def _further(report: Report, told: int) -> Iterator[str]:
    later = report.stories[told:]
    if not later:
        return
    yield "## Further stories\n"
    yield f"The first {told} stories are told in full above.\n"
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
    yield from _left_out(len(later) - report.limits.table_rows, "stories.csv")


def _edits(report: Report) -> Iterator[str]:
    if not report.edits:
        return
    yield "## Changed after publication\n"
    header = ("Outlet", "Article", "Version", "Changed after", "Changed before", "Words added", "Words removed")
    rows = [
        (
            escaped(edit.history.outlet or NO_OUTLET),
            linked(edit.later.headline or wording.NO_HEADLINE, edit.history.url),
            f"{edit.later.number} of {len(edit.history.versions)}",
            wording.instant(edit.earlier.still_at),
            wording.instant(edit.later.seen_at),
            edit.words_added,
            edit.words_removed,
        )
        for edit in report.edits[: report.limits.table_rows]
    ]
    yield table(header, rows, numbers=(5, 6))
    yield from _left_out(len(report.edits) - report.limits.table_rows, "report.json")


def _matrix(matrix: Matrix) -> Iterator[str]:
    yield "## Outlets and wires\n"
    header = ("Outlet", *map(escaped, matrix.wires), "no wire known", "all copies", "uncredited here")
    rows = [(escaped(line.outlet), *line.counts, line.copies, line.uncredited) for line in matrix.outlets]
    yield table(header, rows, numbers=range(1, len(header)))


def _once(report: Report) -> Iterator[str]:
    yield f"## Ran once\n\n{wording.count(len(report.ran_once), 'copy', 'copies')} in no story: no other copy seen republishes their text.\n"
    most = report.limits.table_rows
    for once in report.ran_once[:most]:
        row = once.row
        yield f"- **{escaped(row.outlet)}**: {escaped(row.headline or wording.NO_HEADLINE)} ({wording.count(row.words, 'word')})"
    yield ""
    yield from _left_out(len(report.ran_once) - most, "copies.csv")


def _shared(title: str, words: str, links: tuple[LinkRow, ...]) -> Iterator[str]:
    if not links:
        return
    yield f"## {title}\n\n{words}\n"
    rows = [
        (
            f"{escaped(link.outlet_a)}: {escaped(link.headline_a)}",
            f"{escaped(link.outlet_b)}: {escaped(link.headline_b)}",
            link.comparison.words,
            link.comparison.longest_run,
        )
        for link in links[:100]
    ]
    yield table(("One copy", "Another", "Words shared", "Longest run"), rows, numbers=(2, 3))
    yield from _left_out(len(links) - 100, "links.csv")


def _account(report: Report) -> Iterator[str]:
    account = report.account
    refused, failed = (sum(number for _, number in each) for each in (account.refused, account.failed))
    sign = "=" if not account.missing else "\u2260"
    yield "## The run, accounted for\n"
    yield f"{account.requests_seen} seen {sign} {account.stored} stored + {refused} refused + {failed} failed + {account.pending} pending\n"
    if account.missing:
        yield f"**The account does not add up: {account.missing} requests.**\n"
    yield f"{wording.count(account.pages, 'page')} read, {wording.count(account.blocks, 'related block')}, {account.imported} imported.\n"
    outcomes = (("refused", account.refused), ("failed", account.failed), ("unreadable", account.unreadable))
    rows = [(kind, escaped(reason), number) for kind, pairs in outcomes for reason, number in pairs]
    if rows:
        yield table(("Outcome", "Reason", "Count"), rows, numbers=(2,))


def _health(report: Report) -> Iterator[str]:
    if not report.health:
        return
    yield "## Health of the sources\n"
    header = ("Source", "Runs", "Not well", "Last run", "Outcome", "Exit code", "Pages", "Sightings", "Usually")
    rows = [
        (
            escaped(each.name), each.runs, each.ill, wording.instant(each.last_at), escaped(each.outcome),
            "" if each.exit_code is None else each.exit_code, each.pages, each.sightings,
            "" if each.usual is None else f"{each.usual:g}",
        )
        for each in report.health
    ]  # fmt: skip
    yield table(header, rows, numbers=(1, 2, 5, 6, 7, 8))
    for each in report.health:
        for line in each.drift:
            yield f"- **{escaped(each.name)}**: {escaped(line)}\n"


def _boilerplate(report: Report) -> Iterator[str]:
    yield "## What was removed as boilerplate\n"
    if not report.boilerplate:
        yield "Nothing.\n"
        return
    rows = [(escaped(line.rule), line.cuts, line.words, line.outlets) for line in report.boilerplate]
    yield table(("Rule", "Cuts", "Words", "Outlets"), rows, numbers=(1, 2, 3))


def _reading(report: Report) -> Iterator[str]:
    yield "## How to read this\n"
    for note in wording.notes(report.window_hours):
        yield f"- {note}"
    yield ""
    yield table(("Relation", "Meaning"), [(each.value, meaning) for each, meaning in wording.RELATIONS.items()])


def _left_out(number: int, file: str) -> Iterator[str]:
    if number > 0:
        yield f"And {number:,} more in {file}.\n"

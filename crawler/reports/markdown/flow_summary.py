"""Who was first, the outlets, the flow and the uncredited copies, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.flow_summary import FlowSummary, followed, wire_flows
from crawler.findings.stories.uncredited import Uncredited, silent_stories
from crawler.reports.markdown.escape import escaped, left_out, linked, table
from crawler.reports.model import Report, StoryReport
from crawler.reports.wording import words as wording
from crawler.reports.wording.flow_summary import agency_words, mostly_after, released

_MOST_NAMES = 6


def first(stories: Sequence[StoryReport], report: Report) -> Iterator[str]:
    """Yield who was first in each story, or who may have been."""
    if not stories:
        return
    most = report.limits.table_rows
    yield "Stated only where no other copy can have been earlier.\n"
    yield table(("Story", "Wire\u2019s own release", "First outlet"), map(_story, stories[:most]))
    yield from left_out(len(stories) - most, "stories.csv")


def _story(story: StoryReport) -> tuple[str, str, str]:
    release = story.release
    release_words = (
        f"{escaped(release.wire)}: {released(story)} by {release.source}, \u201c{escaped(release.quote)}\u201d"
        if release
        else "not given"
    )
    return escaped(story.headline), release_words, escaped(wording.who_first(story.first))


def outlets(moved: FlowSummary, report: Report) -> Iterator[str]:
    """Yield a row per outlet."""
    if not moved.outlets:
        return
    most = report.limits.table_rows
    yield "A lag is behind the first copy of the story whose time is known; its median lies between the bounds.\n"
    rows = [
        (
            escaped(moved.names[each.outlet]),
            escaped(agency_words(each)),
            each.stories,
            each.first,
            each.later,
            each.cannot_tell,
            each.undated,
            wording.lag_words(each.median_lag) if each.lags else "\u2013",
            escaped(mostly_after(each, moved)) or "\u2013",
        )
        for each in moved.outlets[:most]
    ]
    header = ("Outlet", "Agency copy", "Shared stories", "Surely first", "Surely later", "Cannot tell", "Copies of unknown time", "Median lag", "Mostly after")  # fmt: skip
    yield table(header, rows, numbers=range(2, 7))
    yield from left_out(len(moved.outlets) - most, "outlets.csv")


def flow(moved: FlowSummary, report: Report) -> Iterator[str]:
    """Yield whose words each outlet ran."""
    rows = [
        (
            escaped(flow.wire),
            escaped(way.outlet),
            f"{way.edge.stories} of {flow.stories} ({wording.percent(way.edge.of_source)})",
            wording.percent(way.edge.of_target),
            way.edge.credited,
            way.edge.direct,
        )
        for flow in wire_flows(moved)
        for way in flow.outlets
    ]
    after = [(escaped(first), escaped(later), stories) for first, later, stories in followed(moved)]
    if not rows and not after:
        return
    most = report.limits.table_rows
    yield "Each run of a story counts once, under its wire.\n"
    header = ("Wire", "Outlet", "Of the wire\u2019s stories seen", "Of the outlet\u2019s copies", "Credited", "Seen without a relay")  # fmt: skip
    yield table(header, rows[:most], numbers=range(2, 6))
    yield from left_out(len(rows) - most, "flow.csv")
    if after:
        yield "Where no wire is known and one outlet was surely first; it need not have written the text.\n"
        yield table(("First", "Later", "Stories"), after[:most], numbers=(2,))
        yield from left_out(len(after) - most, "flow.csv")


def uncredited(entries: Sequence[Uncredited], report: Report) -> Iterator[str]:
    """Yield the copies that do not name their wire, by story."""
    if not entries:
        return
    most = report.limits.table_rows
    yield f"{wording.CAVEAT}\n"
    rows = [
        (
            escaped(group.headline),
            escaped(group.wire),
            "; ".join(
                f"\u201c{escaped(quote)}\u201d ({escaped(kind)}: {escaped(wording.listed(outlets, most=_MOST_NAMES))})"
                for quote, kind, outlets in group.quotes[:3]
            ),
            ", ".join(linked(row.outlet, next((seen.page_url for seen in row.seen), None)) for row in group.rows),
        )
        for group in silent_stories(entries[:most])
    ]
    yield table(("Story", "Wire", "Known from", "Copies that do not name it"), rows)
    yield from left_out(len(entries) - most, "uncredited.csv")

"""What is counted over the whole report, in Markdown: headline figures, outlets by wires, requests, boilerplate; how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.counting import Account, Matrix, RuleLine
from crawler.findings.stories.overview import Overview
from crawler.reports.markdown.escape import escaped, table
from crawler.reports.model import Report
from crawler.reports.wording import words as wording


def overview(figures: Overview, report: Report) -> Iterator[str]:
    """Yield the headline figures."""
    del report
    wire_too = " or out of a wire's own feed" if figures.wires_own else ""
    rows = [
        (f"Stories at more than one outlet{wire_too}", figures.travelled),
        ("Stories in several versions at one outlet", figures.stories - figures.travelled),
        ("Copies", figures.copies),
        ("Sightings", figures.sightings),
        ("Outlets", figures.outlets),
        ("Wires named, with evidence", figures.wires),
        (f"Copies that share their text with another outlet{wire_too}", wording.percent(figures.republished_share)),
        ("Copies of known wires uncredited in the renderings seen here", figures.uncredited),
    ]
    yield table(("Figure", "Count"), rows, numbers=(1,))


def matrix(counts: Matrix, report: Report) -> Iterator[str]:
    """Yield outlets by wires."""
    del report
    header = ("Outlet", *map(escaped, counts.wires), "no wire known", "all copies", "uncredited here")
    rows = [(escaped(line.outlet), *line.counts, line.copies, line.uncredited) for line in counts.outlets]
    yield table(header, rows, numbers=range(1, len(header)))


def account(counts: Account, report: Report) -> Iterator[str]:
    """Yield the requests by outcome."""
    del report
    refused, failed = (sum(number for _, number in each) for each in (counts.refused, counts.failed))
    sign = "=" if not counts.missing else "\u2260"
    yield f"{counts.requests_seen} seen {sign} {counts.stored} stored + {refused} refused + {failed} failed + {counts.pending} pending\n"
    if counts.missing:
        yield f"**The account does not add up: {counts.missing} requests.**\n"
    yield f"{wording.count(counts.pages, 'page')} read, {wording.count(counts.blocks, 'related block')}, {counts.imported} imported.\n"
    outcomes = (("refused", counts.refused), ("failed", counts.failed), ("unreadable", counts.unreadable))
    rows = [(kind, escaped(reason), number) for kind, pairs in outcomes for reason, number in pairs]
    if rows:
        yield table(("Outcome", "Reason", "Count"), rows, numbers=(2,))


def boilerplate(lines: Sequence[RuleLine], report: Report) -> Iterator[str]:
    """Yield what each rule removed."""
    del report
    if not lines:
        yield "Nothing.\n"
        return
    rows = [(escaped(line.rule), line.cuts, line.words, line.outlets) for line in lines]
    yield table(("Rule", "Cuts", "Words", "Outlets"), rows, numbers=(1, 2, 3))


def reading(notes: Sequence[str], report: Report) -> Iterator[str]:
    """Yield what to know before quoting the report."""
    del report
    for note in notes:
        yield f"- {note}"
    yield ""
    yield table(("Relation", "Meaning"), [(each.value, meaning) for each, meaning in wording.RELATIONS.items()])

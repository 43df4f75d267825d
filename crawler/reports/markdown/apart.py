"""What joins no story, in Markdown: copies that ran once, and pairs that share a passage or a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.stories.links import CopyLink, Shared
from crawler.findings.stories.ran_once import OnceRun
from crawler.reports.markdown.escape import escaped, left_out, table
from crawler.reports.model import Report
from crawler.reports.wording import words as wording


def ran_once(copies: Sequence[OnceRun], report: Report) -> Iterator[str]:
    """Yield the list of copies in no story."""
    yield f"{wording.count(len(copies), 'copy', 'copies')} in no story: no other copy seen republishes their text.\n"
    most = report.limits.table_rows
    for once in copies[:most]:
        row = once.row
        yield f"- **{escaped(row.outlet)}**: {escaped(row.headline or wording.NO_HEADLINE)} ({wording.count(row.words, 'word')})"
    yield ""
    yield from left_out(len(copies) - most, "copies.csv")


def shared(pairs: Shared, report: Report) -> Iterator[str]:
    """Yield quotations, passages and forms, each under its own heading."""
    del report
    yield from _pairs(
        "Statements",
        "Both print the same words of somebody else (a statement, a ruling, an interview); never counted as republication.",
        pairs.quotations,
    )
    yield from _pairs("Passages", "Shared paragraphs; never counted as republication.", pairs.passages)
    yield from _pairs("Form stories", "The same sentences with other numbers; never counted.", pairs.templates)
    yield from _again(pairs.again)


def _again(links: Sequence[CopyLink]) -> Iterator[str]:
    """Yield the texts that were run again, those after the longest time first."""
    if not links:
        return
    yield f"## Run again\n\n{wording.RUN_AGAIN}\n"
    rows = [
        (
            f"{escaped(link.outlet_a)}: {escaped(link.headline_a)}",
            f"{escaped(link.outlet_b)}: {escaped(link.headline_b)}",
            link.again_after or 0,
        )
        for link in sorted(links, key=lambda each: (-(each.again_after or 0), each.a, each.b))[:100]
    ]
    yield table(("One copy", "Another", "Days between"), rows, numbers=(2,))
    yield from left_out(len(links) - 100, "links.csv")


def _pairs(title: str, words: str, links: Sequence[CopyLink]) -> Iterator[str]:
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
    yield from left_out(len(links) - 100, "links.csv")

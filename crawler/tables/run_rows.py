"""Runs as typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated

from crawler.sources.runs import Run
from crawler.tables.record import Count, From, Instant, Row, row_of


class YieldRow(Row, frozen=True):
    """What one layout gave in a run."""

    layout: str | None
    pages: Count
    starts: Count
    sightings: Count
    blocks: Count
    empty: Count
    unanchored: Count


class RunRow(Row, frozen=True):
    """One crawl of one source: counts, duration, how it ended, what each layout gave. Counts are null while it is going on."""

    run: Annotated[int, "its number in this store", From("id")]
    source: Annotated[str | None, "the name in the sources file; null for pages that were typed"]
    start_urls: Annotated[list[str], "those pages, in the form that says which page it is; empty for a named source"]
    started_at: Annotated[Instant, "when it began, or when a scheduler opened it"]
    finished_at: Annotated[
        Instant | None, "when the crawl ended; of an interrupted run its last sign of life; null while it is going on"
    ]
    duration_seconds: Annotated[
        float | None, "between the two, without tracking", From("duration", timedelta.total_seconds)
    ]
    outcome: Annotated[
        str | None,
        "`finished`, `stopped` (Ctrl-C, a signal), `interrupted` (its process died), `not-begun` (a scheduled one that could not), or why the crawler ended it",
    ]
    exit_code: Annotated[
        int | None,
        "of its command for this source: 0, 1, 3 as in [commands.md](commands.md); negative for a signal; null when nobody lived to say",
    ]
    settings: Annotated[
        str | None,
        "a hash over what decides which pages are crawled and how they are read; delays and user agent are not in it",
    ]
    seen: Annotated[Count | None, "requests of the crawl; one that was taken up counts them all", From("counts.seen")]
    stored: Annotated[Count | None, "of them stored", From("counts.stored")]
    unchanged: Annotated[
        Count | None, "of the stored, those whose server said that nothing had changed", From("counts.unchanged")
    ]
    refused: Annotated[Count | None, "not fetched, by our choice", From("counts.refused")]
    failed: Annotated[Count | None, "did not come", From("counts.failed")]
    pending: Annotated[Count | None, "left for the next run", From("counts.pending")]
    pages: Annotated[Count | None, "pages that came in this run", From("counts.pages")]
    unreadable: Annotated[Count | None, "of them, those that no layout could read", From("counts.unreadable")]
    sightings: Annotated[Count | None, "on these pages", From("counts.sightings")]
    blocks: Annotated[Count | None, "of them related blocks", From("counts.blocks")]
    empty: Annotated[Count | None, "sightings without a body", From("counts.empty")]
    unanchored: Annotated[Count | None, "sightings with a time that nothing anchors", From("counts.unanchored")]
    new_copies: Annotated[Count | None, "copies that no earlier page had shown", From("counts.new_copies")]
    links: Annotated[Count | None, "in the store after tracking; null when nothing was tracked", From("counts.links")]
    stories: Annotated[Count | None, "the same", From("counts.stories")]
    yields: Annotated[
        list[YieldRow],
        "by layout: `layout` (null for pages that none reads), `pages`, `starts` (of them start pages), `sightings`, `blocks`, `empty`, `unanchored`",
    ]
    drift: Annotated[list[str], "what had collapsed, a line each"]


def run_rows(runs: Iterable[Run]) -> Iterator[RunRow]:
    """Yield a row per run, oldest first."""
    for run in runs:
        yields = [row_of(YieldRow, counts, layout=name or None) for name, counts in sorted(run.yields.items())]
        yield row_of(RunRow, run, start_urls=[] if run.source else run.key.split("\n"), yields=yields)

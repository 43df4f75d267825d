"""The health of the sources, and of this program, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crawler.findings.health import SourceHealth
from crawler.reports.markdown.escape import escaped, table
from crawler.reports.model import Report
from crawler.reports.wording import words as wording


def health(sources: Sequence[SourceHealth], report: Report) -> Iterator[str]:
    """Yield a row per source, then what drifted."""
    del report
    header = ("Source", "Runs", "Not well", "Last run", "Outcome", "Exit code", "Pages", "Sightings", "Usually")
    rows = [
        (
            escaped(each.name), each.runs, each.failed, wording.instant(each.last_at), escaped(each.outcome),
            "" if each.exit_code is None else each.exit_code, each.pages, each.sightings,
            "" if each.usual is None else f"{each.usual:g}",
        )
        for each in sources
    ]  # fmt: skip
    yield table(header, rows, numbers=(1, 2, 5, 6, 7, 8))
    for each in sources:
        for line in each.drift:
            yield f"- **{escaped(each.name)}**: {escaped(line)}\n"


def faults(places: Mapping[str, int], report: Report) -> Iterator[str]:
    """Yield a line per place in this program that failed."""
    del report
    yield "Pages and texts on which this program failed, by the place in it. They are kept; please report it.\n"
    for place, number in places.items():
        yield f"- `{place}`: {number}"
    yield ""

"""The report as one Markdown file: for a wiki, an issue, a mail. Tables and sentences, no diffs (see the HTML)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crawler.reports.markdown.escape import escaped
from crawler.reports.model import Report
from crawler.reports.section import Section
from crawler.reports.sections import SECTIONS
from crawler.reports.wording import words as wording

FILE = "report.md"


def render(report: Report) -> Mapping[str, str]:
    """Return {"report.md": the report}."""
    return {FILE: "\n".join(_parts(report))}


def _parts(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.title)}\n"
    yield f"As of {wording.instant(report.as_of)}.\n" if report.as_of else "Time of this report not stated.\n"
    yield f"{escaped(wording.deck(report))}\n"
    for section in SECTIONS:
        yield from _section(section, report)


def _section(section: Section, report: Report) -> Iterator[str]:
    value = report.parts[section.key]
    if section.markdown is None or value is None:
        return
    lines = list(section.markdown(value, report))
    if lines and section.headed:
        yield f"## {section.title}\n"
    yield from lines

"""The report as CSV files: the tables of its sections. Columns: docs/report-format.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crawler.reports.model import Report
from crawler.reports.sections import SECTIONS
from crawler.tables.csv_cells import table_parts


def render(report: Report) -> Mapping[str, str]:
    """Return the tables by file name; those of a section that is left out are not written."""
    return {file: "".join(parts) for file, parts in tables(report)}


def tables(report: Report) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the same, each file as parts of its text."""
    for section in SECTIONS:
        value = report.parts[section.key]
        for table in section.tables if value is not None else ():
            yield table.file, table_parts(table.columns, table.make(value))

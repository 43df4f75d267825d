"""The report as CSV files: the tables of its sections. Columns: docs/report-format.md."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.reports.model import Report
from crawler.reports.sections import SECTIONS
from crawler.tables.csv_cells import write_table


def render(report: Report) -> Mapping[str, str]:
    """Return the tables by file name; those of a section that is left out are not written."""
    return {
        table.file: write_table(table.columns, table.make(report.parts[section.key]))
        for section in SECTIONS
        for table in section.tables
        if report.parts[section.key] is not None
    }

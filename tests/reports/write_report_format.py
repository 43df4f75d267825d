"""Write the tables of docs/report-format.md again: `python -m tests.reports.write_report_format`. A test says when that is needed."""

from __future__ import annotations

from crawler.reports.sections import SECTIONS
from crawler.tables.markdown import with_key_tables
from tests import places

PAGE = places.DOCS / "report-format.md"


def page() -> str:
    """Return the page with each table of columns made of the class of its rows."""
    kinds = {
        table.file.removesuffix(".csv"): table.kind for section in SECTIONS for table in section.tables if table.kind
    }
    return with_key_tables(PAGE.read_text(encoding="utf-8"), kinds)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)

"""Write docs/schemas/ and the key tables of docs/export-formats.md again: `make schemas`. A test says when that is needed.

Everything in them is derived from the row classes (crawler/tables/exports.py, crawler/reports/sections.py).
"""

from __future__ import annotations

import json
from typing import Any

from crawler.reports.schema import report_schema
from crawler.tables.exports import DOCUMENTED, EXPORTS, export_schema
from crawler.tables.markdown import with_key_tables
from tests import places

FOLDER = places.DOCS / "schemas"
PAGE = places.DOCS / "export-formats.md"


def schemas() -> dict[str, dict[str, Any]]:
    """Return every published schema by the name of its file."""
    made = {what: export_schema(what) for what in EXPORTS}
    return {f"{name}.schema.json": schema for name, schema in {**made, "report": report_schema()}.items()}


def text_of(schema: dict[str, Any]) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def page() -> str:
    """Return docs/export-formats.md with its key tables made again."""
    return with_key_tables(PAGE.read_text(encoding="utf-8"), DOCUMENTED)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (FOLDER / name).write_text(text_of(schema), encoding="utf-8")
        print(FOLDER / name)
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)

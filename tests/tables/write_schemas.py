"""Write docs/schemas/ again: `python -m tests.tables.write_schemas`. A test says when that is needed.

Everything in a schema is derived: keys and types from the tables that make the rows, descriptions from the tables of
docs/export-formats.md.
"""

from __future__ import annotations

import json
import re
from typing import Any

from crawler.reports.schema import report_schema
from crawler.tables.rows import COLUMNS
from crawler.tables.schemas import export_schema
from tests import places

DOCS = places.DOCS
FOLDER = DOCS / "schemas"


def schemas() -> dict[str, dict[str, Any]]:
    """Return every published schema by the name of its file."""
    found = {what: _described(what, export_schema(what)) for what in COLUMNS}
    return {f"{name}.schema.json": schema for name, schema in {**found, "report": report_schema()}.items()}


def text_of(schema: dict[str, Any]) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _described(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    page = (DOCS / "export-formats.md").read_text(encoding="utf-8")
    (section,) = [part for part in re.split(r"^## ", page, flags=re.MULTILINE) if part.startswith(f"{what}\n")]
    meanings = dict(re.findall(r"^\| `(\w+)` \| \w+ \| (.+) \|$", section, flags=re.MULTILINE))
    properties = {
        key: {"description": meanings.get(key, "").replace("`", ""), **each}
        for key, each in schema["properties"].items()
    }
    return {**schema, "properties": properties}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (FOLDER / name).write_text(text_of(schema), encoding="utf-8")
        print(FOLDER / name)

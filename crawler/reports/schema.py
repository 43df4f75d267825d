"""The published schema of report.json, made of its heading and of what each section puts in."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.reports.render_json import FORMAT, keys
from crawler.tables.json_schema import Schema, document
from crawler.tables.shapes import OneOf, Shape

_HEADING: Mapping[str, Shape] = {
    "format": OneOf((FORMAT,)), "title": "text", "as_of": "time?", "window_hours": "number?",
}  # fmt: skip


def report_schema() -> Schema:
    """Return the schema of report.json."""
    shape = {**_HEADING, **{key.name: key.shape for _, key in keys()}}
    return document(shape, name="report", title="report.json of `wiretrace report`")

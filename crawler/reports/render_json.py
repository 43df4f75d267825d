"""The report as one JSON file, keys in a fixed order, shares rounded to six digits. Keys: docs/report-format.md.

The file of ten thousand articles has 70 MB: `pieces` gives it in parts, and a long list entry by entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite

import msgspec

from crawler.reports.model import Report
from crawler.reports.section import Key, Section
from crawler.reports.sections import SECTIONS
from crawler.tables.instants import iso
from crawler.text.sanitize import is_clean, sanitize

FILE = "report.json"
FORMAT = "wiretrace-report/1"
#: What JSON spells with an escape, but for line breaks, quotation marks and backslashes: none of it is printed.
_ESCAPED = re.compile(rb"\\[^n\"\\]")
#: The order in which the first keys were published; the keys of later sections follow in the sections' order.
_ORDER = (
    "overview", "stories", "ran_once", "uncredited", "outlets", "flow", "lags", "edits", "quotations", "passages", "templates", "again",
    "links", "matrix", "boilerplate", "account", "our_stories", "notices",
)  # fmt: skip


def render(report: Report) -> Mapping[str, str]:
    """Return {"report.json": the report}."""
    return {FILE: "".join(pieces(report))}


def pieces(report: Report) -> Iterator[str]:
    """Yield the text of report.json part by part."""
    heading = {
        "format": FORMAT,
        "title": report.title,
        "as_of": iso(report.as_of),
        "window_hours": report.window_hours,
    }
    before = "{\n"
    for name, value in heading.items():
        yield f"{before} {json.dumps(name)}: {_text(value, 1)}"
        before = ",\n"
    for section, key in keys():
        yield f"{before} {json.dumps(key.name)}: "
        yield from _value(key, report.parts[section.key])
    yield "\n}\n"


def _value(key: Key, value: object) -> Iterator[str]:
    if key.rows is None:
        yield _text(key.make(value), 1)
    else:
        yield from _list(key.rows(value))


def _list(rows: Iterable[object]) -> Iterator[str]:
    before = "[\n  "
    for row in rows:
        yield before + _text(row, 2)
        before = ",\n  "
    yield "[]" if before == "[\n  " else "\n ]"


def _text(value: object, depth: int) -> str:
    """Return *value* as JSON that stands *depth* levels deep; no string in JSON holds a line break of its own."""
    if not _finite(value):
        raise ValueError("a figure of the report is no number")
    data = _clean(value)
    if data is None:
        data = msgspec.json.encode(_printable(value))
    return msgspec.json.format(data, indent=1).decode().replace("\n", "\n" + " " * depth)


def _clean(value: object) -> bytes | None:
    """Return *value* as JSON, where a look at all of it says that `_printable` would change no string in it; else None."""
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:  # half of a surrogate pair
        return None
    text = data.decode()
    return data if is_clean(text) and _ESCAPED.search(data) is None else None


def keys() -> list[tuple[Section, Key]]:
    """Return the keys below the heading, in their order, each with its section."""
    every = [(section, key) for section in SECTIONS for key in section.keys]
    return sorted(every, key=lambda each: _ORDER.index(each[1].name) if each[1].name in _ORDER else len(_ORDER))


def _printable(value: object) -> object:
    """Return *value* with every string in it free of control, bidirectional and surrogate characters."""
    if isinstance(value, str):
        return sanitize(value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    return [_printable(each) for each in value] if isinstance(value, list) else value


def _finite(value: object) -> bool:
    """Return whether every number in *value* is one. A report has a million values, so that no call is spent on most of them."""
    if not isinstance(value, dict | list):
        return not isinstance(value, float) or isfinite(value)
    for each in value.values() if isinstance(value, dict) else value:
        kind = type(each)
        if (kind is float and not isfinite(each)) or ((kind is dict or kind is list) and not _finite(each)):
            return False
    return True

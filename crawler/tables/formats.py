"""The formats of exports: each writes typed rows to an open binary file, as they come."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import IO, Any

import msgspec

from crawler.errors import FormatMissing
from crawler.tables import parquet
from crawler.tables.csv_cells import Cell, table_parts
from crawler.tables.exports import EXPORTS
from crawler.tables.graphml import GRAPHS, Graph
from crawler.tables.record import Row, columns, plain
from crawler.text.surrogates import without_surrogates

#: What numbers begin with that Python spells with an exponent, 1e-05, and msgspec may not.
_SMALL = re.compile(rb"0\.0000|\de-\d")

Writer = Callable[[Iterable[Row], type[Row], IO[bytes]], None]


def write_jsonl(rows: Iterable[Row], _kind: type[Row], out: IO[bytes]) -> None:
    """One JSON object per line, in UTF-8."""
    for row in rows:
        out.write(_line(row) + b"\n")


def write_csv(rows: Iterable[Row], kind: type[Row], out: IO[bytes]) -> None:
    """One table; lists and objects as JSON in their cell. No cell can start a formula in a spreadsheet."""
    cells = ([_flat(value) for value in plain(row).values()] for row in rows)
    for part in table_parts(kind.__struct_fields__, cells):
        out.write(part.encode())


def write_ninjs(rows: Iterable[Row], _kind: type[Row], out: IO[bytes]) -> None:
    """IPTC ninjs 2.1 news objects, one per line. For copies and sightings."""
    for row in rows:
        out.write(_json(_ninjs(plain(row))).encode() + b"\n")


_TABLES: Mapping[str, Writer] = {"jsonl": write_jsonl, "csv": write_csv, "parquet": parquet.write_rows}
_NINJS: Mapping[str, Writer] = {"ninjs": write_ninjs}
#: Which formats each export can be written in; a graph is written by `graphml.write_graph`, with its nodes.
FORMATS: Mapping[str, Mapping[str, Writer | Graph]] = {
    what: {
        **_TABLES,
        **(_NINJS if what in {"sightings", "copies"} else {}),
        **({"graphml": GRAPHS[what]} if what in GRAPHS else {}),
    }
    for what in EXPORTS
}


def writer_for(what: str, name: str) -> Writer | Graph:
    """Return the writer of a format, or the graph that an export is in it. Raises FormatMissing, naming the formats that *what* can be written in."""
    if name not in FORMATS[what]:
        raise FormatMissing(f"{what} cannot be written as {name}; choose one of: {', '.join(FORMATS[what])}")
    return FORMATS[what][name]


def _ninjs(row: Mapping[str, Any]) -> dict[str, Any]:
    news: dict[str, Any] = {
        "uri": (row.get("urls") or [None])[0] if "urls" in row else row.get("url"),
        "standard": {"name": "ninjs", "version": "2.1"},
        "type": "text",
        "headlines": [{"value": row["headline"]}],
        "bodies": [{"contenttype": "text/plain", "charcount": len(row["text"]), "value": row["text"]}],
        "altids": [{"role": "wiretrace", "value": row["id"]}],
    }
    news["uri"] = news["uri"] or f"urn:wiretrace:{row['id']}"
    if row["published_latest"]:
        news["firstcreated"] = row["published_latest"]
    if row["wire"]:
        news["infosources"] = [{"name": row["wire"], "role": "distributor"}]
    if row["outlet"]:
        news["organisations"] = [{"name": row["outlet"], "rel": "publisher"}]
    return news


def _line(row: Row) -> bytes:
    """Return a row as Python's json writes it: made by msgspec, several times as fast, where both spell every number alike."""
    if any(isinstance(getattr(row, name), dict) for name in _objects(type(row))):
        return _json(plain(row)).encode()  # somebody else's numbers
    try:
        encoded = msgspec.json.encode(row)
    except (UnicodeEncodeError, OverflowError):  # halves of surrogate pairs, and integers beyond 64 bits
        return _json(plain(row)).encode()
    if (b"0.0000" in encoded or b"e-" in encoded) and _SMALL.search(encoded):
        return _json(plain(row)).encode()
    return msgspec.json.format(encoded, indent=0)


@cache
def _objects(kind: type[Row]) -> tuple[str, ...]:
    """Return the keys under which a row has JSON that has no fixed keys."""
    return tuple(name for name, kind_of_values in columns(kind).items() if kind_of_values == "object")


def _json(value: object) -> str:
    return str(without_surrogates(json.dumps(value, ensure_ascii=False)))


def _flat(value: object) -> Cell:
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    return _json(value)


def all_formats() -> Iterable[str]:
    """Return every format name there is, in the order of the table above."""
    return dict.fromkeys(name for formats in FORMATS.values() for name in formats)

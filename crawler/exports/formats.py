"""The formats of exports: each writes rows to an open binary file, one row after the other where the format allows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from crawler.exports.rows import Row
from crawler.reports.cells import write_table

#: The columns of a table with the type of their values, see `rows.COLUMNS`.
Columns = Mapping[str, str]
Writer = Callable[[Iterator[Row], Columns, IO[bytes]], None]
_SURROGATES = re.compile("[\ud800-\udfff]")  # a text of its own that no other program can read
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FormatMissing(Exception):
    """A format cannot be written here; the message says why or what to install."""


def write_jsonl(rows: Iterator[Row], _columns: Columns, out: IO[bytes]) -> None:
    """One JSON object a line, in UTF-8."""
    for row in rows:
        out.write(_json(row).encode() + b"\n")


def write_csv(rows: Iterator[Row], columns: Columns, out: IO[bytes]) -> None:
    """One table; lists and objects as JSON in their cell. No cell can start a formula in a spreadsheet."""
    out.write(write_table(list(columns), [[_flat(row[key]) for key in columns] for row in rows]).encode())


def write_parquet(rows: Iterator[Row], columns: Columns, out: IO[bytes]) -> None:
    """One Parquet file with the same columns whatever is in it; lists and objects as JSON strings. Needs pyarrow."""
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise FormatMissing("Parquet needs pyarrow; install it: pip install 'wiretrace[parquet]'") from None
    kept = list(rows)
    types = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    arrays = {
        key: pa.array([_plain(row[key]) for row in kept], types.get(kind, pa.string())) for key, kind in columns.items()
    }
    pq.write_table(pa.table(arrays), out)


def write_graphml(rows: Iterator[Row], columns: Columns, out: IO[bytes]) -> None:
    """Write a graph of copies (nodes) and links (edges), as Gephi and networkx read it. For links only."""
    kept = list(rows)
    types = {"integer": "long", "number": "double"}
    keys = {key: types.get(kind, "string") for key, kind in columns.items() if key not in ("a", "b")}
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for key, kind in keys.items():
        out.write(f'<key id="{key}" for="edge" attr.name="{key}" attr.type="{kind}"/>\n'.encode())
    out.write(b'<graph edgedefault="undirected">\n')
    for node in sorted(set(chain.from_iterable((row["a"], row["b"]) for row in kept))):
        out.write(f"<node id={_quoted(node)}/>\n".encode())
    for row in kept:
        out.write(f"<edge source={_quoted(row['a'])} target={_quoted(row['b'])}>".encode())
        for key in keys:
            out.write(f'<data key="{key}">{escape(_xml(str(_flat(row[key]))))}</data>'.encode())
        out.write(b"</edge>\n")
    out.write(b"</graph>\n</graphml>\n")


def write_ninjs(rows: Iterator[Row], _columns: Columns, out: IO[bytes]) -> None:
    """IPTC ninjs 2.1 news objects, one a line. For copies and sightings."""
    for row in rows:
        out.write(_json(_ninjs(row)).encode() + b"\n")


#: Which formats each export can be written in.
FORMATS: Mapping[str, Mapping[str, Writer]] = {
    "sightings": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet, "ninjs": write_ninjs},
    "copies": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet, "ninjs": write_ninjs},
    "links": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet, "graphml": write_graphml},
    "stories": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
}


def writer_for(what: str, name: str) -> Writer:
    """Return the writer of a format. Raises FormatMissing, naming the formats that *what* can be written in."""
    if name not in FORMATS[what]:
        raise FormatMissing(f"{what} cannot be written as {name}; choose one of: {', '.join(FORMATS[what])}")
    return FORMATS[what][name]


def _ninjs(row: Row) -> Row:
    news: Row = {
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


def _json(value: object) -> str:
    return _SURROGATES.sub("\ufffd", json.dumps(value, ensure_ascii=False))


def _flat(value: object) -> str | int | float | None:
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    return _json(value)


def _plain(value: object) -> object:
    return value if isinstance(value, bool) else _flat(value)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _quoted(text: str) -> str:
    return quoteattr(_xml(text))


def all_formats() -> Iterable[str]:
    """Return every format name there is, in the order of the table above."""
    return dict.fromkeys(name for formats in FORMATS.values() for name in formats)

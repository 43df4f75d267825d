"""The formats of exports: each writes rows to an open binary file, one row after the other where the format allows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from crawler.exports.rows import Row
from crawler.reports.cells import write_table

Writer = Callable[[Iterator[Row], IO[bytes]], None]


class FormatMissing(Exception):
    """A format cannot be written here; the message says why or what to install."""


def write_jsonl(rows: Iterator[Row], out: IO[bytes]) -> None:
    """One JSON object a line, in UTF-8."""
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def write_csv(rows: Iterator[Row], out: IO[bytes]) -> None:
    """One table; lists and objects as JSON in their cell. No cell can start a formula in a spreadsheet."""
    kept = list(rows)
    header = list(dict.fromkeys(key for row in kept for key in row))
    out.write(write_table(header, [[_flat(row.get(key)) for key in header] for row in kept]).encode())


def write_parquet(rows: Iterator[Row], out: IO[bytes]) -> None:
    """One Parquet file, lists and objects as JSON strings. Needs pyarrow."""
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise FormatMissing("Parquet needs pyarrow; install it: pip install 'wiretrace[parquet]'") from None
    kept = list(rows)
    header = list(dict.fromkeys(key for row in kept for key in row))
    columns = {key: [_plain(row.get(key)) for row in kept] for key in header}
    pq.write_table(pa.table(columns), out)


def write_graphml(rows: Iterator[Row], out: IO[bytes]) -> None:
    """Write a graph of copies (nodes) and links (edges), as Gephi and networkx read it. For links only."""
    kept = list(rows)
    keys = [key for key in (kept[0] if kept else {}) if key not in ("a", "b")]
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for key in keys:
        kind = _graph_type(kept, key)
        out.write(f'<key id={quoteattr(key)} for="edge" attr.name={quoteattr(key)} attr.type="{kind}"/>\n'.encode())
    out.write(b'<graph edgedefault="undirected">\n')
    for node in sorted(set(chain.from_iterable((row["a"], row["b"]) for row in kept))):
        out.write(f"<node id={quoteattr(node)}/>\n".encode())
    for row in kept:
        out.write(f"<edge source={quoteattr(row['a'])} target={quoteattr(row['b'])}>".encode())
        for key in keys:
            out.write(f"<data key={quoteattr(key)}>{escape(str(_flat(row[key])))}</data>".encode())
        out.write(b"</edge>\n")
    out.write(b"</graph>\n</graphml>\n")


def write_ninjs(rows: Iterator[Row], out: IO[bytes]) -> None:
    """IPTC ninjs 2.1 news objects, one a line. For copies and sightings."""
    for row in rows:
        out.write(json.dumps(_ninjs(row), ensure_ascii=False).encode() + b"\n")


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


def _flat(value: object) -> str | int | float | None:
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> object:
    return value if isinstance(value, bool) else _flat(value)


def _graph_type(rows: Sequence[Row], key: str) -> str:
    value = rows[0][key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "string"
    return "long" if isinstance(value, int) else "double"


def all_formats() -> Iterable[str]:
    """Return every format name there is, in the order of the table above."""
    return dict.fromkeys(name for formats in FORMATS.values() for name in formats)

"""The formats of exports: each writes rows to an open binary file, one row after the other where the format allows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO

from crawler.errors import FormatMissing
from crawler.tables.csv_cells import write_table
from crawler.tables.graphml import GRAPHS, Graph
from crawler.tables.rows import Columns, Row

Writer = Callable[[Iterator[Row], Columns, IO[bytes]], None]
_SURROGATES = re.compile("[\ud800-\udfff]")  # a text of its own that no other program can read


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


def write_ninjs(rows: Iterator[Row], _columns: Columns, out: IO[bytes]) -> None:
    """IPTC ninjs 2.1 news objects, one a line. For copies and sightings."""
    for row in rows:
        out.write(_json(_ninjs(row)).encode() + b"\n")


#: Which formats each export can be written in; a graph is written by `graphml.write_graph`, with its nodes.
FORMATS: Mapping[str, Mapping[str, Writer | Graph]] = {
    "sightings": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet, "ninjs": write_ninjs},
    "copies": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet, "ninjs": write_ninjs},
    "links": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet, "graphml": GRAPHS["links"]},
    "stories": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
    "outlets": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
    "flow": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet, "graphml": GRAPHS["flow"]},
    "lags": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
    "pickups": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
    "stale": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
    "versions": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
    "vanished": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
    "runs": {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet},
}


def writer_for(what: str, name: str) -> Writer | Graph:
    """Return the writer of a format, or the graph that an export is in it. Raises FormatMissing, naming the formats that *what* can be written in."""
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


def all_formats() -> Iterable[str]:
    """Return every format name there is, in the order of the table above."""
    return dict.fromkeys(name for formats in FORMATS.values() for name in formats)

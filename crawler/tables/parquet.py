"""Parquet: typed columns from a row class, written in row groups. Needs pyarrow, which is an extra.

Times are `timestamp[us, tz=UTC]`, lists are lists, objects and arrays with fixed parts are structs. JSON without fixed keys
is a map from text to text. Every column takes nulls: a file is read by programs that do not know which of ours never are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import IO, Any

import msgspec

from crawler.errors import FormatMissing
from crawler.tables.record import Row, fields_of, shapes_of
from crawler.tables.shapes import Maybe, OneOf, Shape, Tuple
from crawler.text.surrogates import without_surrogates

#: Rows of one row group, and so in memory at once.
GROUP = 2_000


def write_rows(rows: Iterable[Row], kind: type[Row], out: IO[bytes]) -> None:
    """Write *rows*, all of *kind*, to *out* as one Parquet file; without rows it has the same columns. Raises FormatMissing."""
    pa, pq = _pyarrow()
    schema, cells = arrow_schema(kind), _cells_of(shapes_of(kind))
    left = iter(rows)
    with pq.ParquetWriter(out, schema) as writer:
        while group := [cells(msgspec.to_builtins(row, builtin_types=(datetime,))) for row in islice(left, GROUP)]:
            writer.write_batch(_batch(pa, group, schema))


def arrow_schema(kind: type[Row]) -> Any:
    """Return the pyarrow schema of a row class; a column's description is in its metadata. Raises FormatMissing."""
    pa, _ = _pyarrow()
    return pa.schema(
        [
            pa.field(each.name, _arrow(pa, each.shape), metadata={"description": each.description})
            for each in fields_of(kind)
        ]
    )


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise FormatMissing("Parquet needs pyarrow; install it: pip install 'wiretrace[parquet]'") from None
    return pa, pq


def _batch(pa: Any, rows: list[dict[str, Any]], schema: Any) -> Any:
    try:
        return pa.RecordBatch.from_pylist(rows, schema)
    except UnicodeEncodeError:  # half a surrogate pair somewhere, which pages can contain
        return pa.RecordBatch.from_pylist(without_surrogates(rows), schema)


def _arrow(pa: Any, shape: Shape) -> Any:
    if isinstance(shape, str):
        return _simple(pa, shape.removesuffix("?"))
    if isinstance(shape, Maybe):
        return _arrow(pa, shape.shape)
    if isinstance(shape, list):
        return pa.list_(_arrow(pa, shape[0]))
    parts = _parts(shape)
    return pa.string() if parts is None else pa.struct([(name, _arrow(pa, part)) for name, part in parts.items()])


def _simple(pa: Any, kind: str) -> Any:
    return {
        "time": pa.timestamp("us", tz="UTC"),
        "integer": pa.int64(),
        "count": pa.int64(),
        "number": pa.float64(),
        "share": pa.float64(),
        "boolean": pa.bool_(),
        "object": pa.map_(pa.string(), pa.string()),
    }.get(kind, pa.string())


def _parts(shape: Shape) -> Mapping[str, Shape] | None:
    """Return the parts of what becomes a struct, None for a text."""
    if isinstance(shape, Tuple):
        return shape.parts
    if isinstance(shape, type) and issubclass(shape, Row):
        return shapes_of(shape)
    return shape if isinstance(shape, Mapping) else None


def _cells_of(shapes: Mapping[str, Shape]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what makes the cells of pyarrow from a row's values: those that differ are replaced."""
    made = {name: make for name, shape in shapes.items() if (make := _cell(shape)) is not None}

    def cells(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, **{name: make(row[name]) for name, make in made.items() if row[name] is not None}}

    return cells


def _cell(shape: Shape) -> Callable[[Any], Any] | None:
    if isinstance(shape, Maybe):
        return _cell(shape.shape)
    if shape == "object":
        return lambda values: {name: _text(value) for name, value in values.items()}
    if isinstance(shape, list):
        inside = _cell(shape[0])
        return None if inside is None else lambda values: [inside(value) for value in values]
    if isinstance(shape, Tuple):
        return lambda values: dict(zip(shape.parts, values, strict=True))
    parts = None if isinstance(shape, OneOf) else _parts(shape)
    if parts is None or not any(_cell(part) for part in parts.values()):
        return None
    return _cells_of(parts)


def _text(value: object) -> str | None:
    """Return a value of free JSON as text: a text as it is, so that it can be asked for by what it says."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)

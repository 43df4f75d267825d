"""How a table's row is declared: one class, from which columns, values, schema, Parquet types and documentation are made.

A row is a frozen `Row` with one annotated line per key, in the order in which files carry them::

    class StepRow(Row, frozen=True):
        story: Annotated[str, "the story's key"]
        outlet: Annotated[str, "what the outlet is called", From("outlet_name")]
        seen_at: Annotated[Instant | None, "when it was last seen, as far as anything says", From("seen.latest")]
        share: Annotated[Share | None, "its share of all words", From(via=rounded)]
        order: Annotated[Order, "`surely first`, `surely later` or `cannot tell`"]
        quotes: Annotated[list[QuoteRow], "what it says of itself: objects of `text` and `part`"]

The first text in `Annotated` is the description (Markdown; tables and schemas print it). The type says all the rest:
`| None` where null may appear; `Instant` for times; `Count` and `Share` for numbers with bounds; a StrEnum or Literal for
texts from a set; `list[str]`, `list[OtherRow]`, `OtherRow`; a NamedTuple for an object written as an array;
`dict[str, object]` for JSON that has no fixed keys; `str | UnsetType = UNSET` for a key that is left out when nothing is known.

`row_of(StepRow, step, outlet_name=names[step.outlet])` fills a row: a key is read from the record's attribute of the same
name, or along the path in `From`; None anywhere on a path makes null. The first name of a path is looked up among the
keyword arguments first, so anything that the record does not hold is handed in there. Lists of records become lists of
rows. So a new key that the record already holds is one line in the class.

What a class gives: `columns` (names and kinds), `fields_of` (descriptions and shapes), `plain` (JSON values in order),
`crawler.tables.json_schema.document` (the published schema, which takes a row class wherever it takes a shape),
`crawler.tables.parquet.arrow_schema`, `crawler.tables.markdown.key_table` (the table of the documentation).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from crawler.tables.shapes import Kind, Maybe, OneOf, Shape, Tuple, column_kind

Instant: TypeAlias = datetime  # aware; written in UTC
Count: TypeAlias = Annotated[int, Kind("count")]
Share: TypeAlias = Annotated[float, Kind("share")]

_KINDS: Mapping[object, str] = {
    str: "text", datetime: "time", int: "integer", float: "number", bool: "boolean", dict: "object",
}  # fmt: skip


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table; the module's docstring shows how to declare one."""


@dataclass(frozen=True, slots=True)
class From:
    """Where a key's value comes from: a path of attributes ("published.earliest"), then a function of what is there."""

    path: str | None = None
    via: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class RowField:
    """One key of a row: its name, what it means, the shape of its values, where they come from, whether it may be left out."""

    name: str
    description: str
    shape: Shape
    source: From
    optional: bool = False


_Row = TypeVar("_Row", bound=Row)
_Cell = TypeVar("_Cell")
_Reader = tuple[str, str, tuple[str, ...], Callable[[Any], Any] | None]


def row_of(kind: type[_Row], record: object = None, /, **values: object) -> _Row:
    """Return the row of *record*; *values* come before its attributes. Raises AttributeError for what neither holds."""
    plan = _plan(kind, *values)
    cells: dict[str, Any] = dict(zip(plan.names, plan.attributes(record), strict=True))
    for name, first in plan.given:
        cells[name] = values[first]
    for name, rest in plan.paths:
        value = cells[name]
        for step in rest:
            value = None if value is None else getattr(value, step)
        cells[name] = value
    for name, convert in plan.converters:
        if cells[name] is not None:
            cells[name] = convert(cells[name])
    return kind(**cells)


def plain(row: Row) -> dict[str, Any]:
    """Return a row as JSON values, keys in order: instants as ISO 8601 with "Z", enums as their texts."""
    cells: dict[str, Any] = msgspec.to_builtins(row)
    return cells


def beyond(cells: Mapping[str, _Cell], kind: type[Row]) -> dict[str, _Cell]:
    """Return the cells of a row, or the shapes of its keys, without those of *kind*, the class that its class extends."""
    return {name: cell for name, cell in cells.items() if name not in kind.__struct_fields__}


@cache
def fields_of(kind: type[Row]) -> tuple[RowField, ...]:
    """Return the keys of a row class in order. Raises TypeError for an annotation that is no shape."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_field(name, hints[name]) for name in kind.__struct_fields__)


def shapes_of(kind: type[Row]) -> dict[str, Shape]:
    """Return the shapes of a row class by key."""
    return {field.name: field.shape for field in fields_of(kind)}


def columns(kind: type[Row]) -> dict[str, str]:
    """Return the columns of a row class in order, each with its kind: "text", "time", "integer", "number", "list", ..."""
    return {field.name: column_kind(field.shape) for field in fields_of(kind)}


def shape_of(hint: Any) -> Shape:
    """Return the shape that a type annotation stands for. Raises TypeError where it is none."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kinds = [note.name for note in hint.__metadata__ if isinstance(note, Kind)]
        return kinds[0] if kinds else shape_of(arguments[0])
    if origin in {Union, UnionType}:
        (inner,) = [argument for argument in arguments if argument not in {NoneType, msgspec.UnsetType}]
        return Maybe(shape_of(inner)) if NoneType in arguments else shape_of(inner)
    if origin is Literal:
        return OneOf(arguments)
    if origin is list:
        return [shape_of(arguments[0])]
    return _shape_of_class(origin or hint)


def _shape_of_class(kind: Any) -> Shape:
    if kind in _KINDS:
        return _KINDS[kind]
    if issubclass(kind, StrEnum | Row):
        found: Shape = kind
        return found
    if issubclass(kind, tuple):  # a NamedTuple
        return Tuple({name: shape_of(hint) for name, hint in get_type_hints(kind, include_extras=True).items()})
    raise TypeError(f"no shape of a table's value: {kind}")


def _field(name: str, hint: Any) -> RowField:
    notes = hint.__metadata__ if get_origin(hint) is Annotated else ()
    description = next((note for note in notes if isinstance(note, str)), "")
    source = next((note for note in notes if isinstance(note, From)), From())
    return RowField(name, description, shape_of(hint), source, optional=msgspec.UnsetType in get_args(hint))


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a row is filled: keys that are read from a record, or handed in, with the rests of their paths, and who converts what."""

    names: tuple[str, ...]
    attributes: Callable[[object], tuple[Any, ...]]
    given: tuple[tuple[str, str], ...]
    paths: tuple[tuple[str, tuple[str, ...]], ...]
    converters: tuple[tuple[str, Callable[[Any], Any]], ...]


@cache
def _plan(kind: type[Row], *given: str) -> _Plan:
    """Return how rows of a class are filled where *given* names are handed in."""
    readers = _readers(kind)
    own = {name: first for name, first, _, _ in readers if first not in given}
    return _Plan(
        names=tuple(own),
        attributes=_attributes(tuple(own.values())),
        given=tuple((name, first) for name, first, _, _ in readers if first in given),
        paths=tuple((name, rest) for name, _, rest, _ in readers if rest),
        converters=tuple((name, convert) for name, _, _, convert in readers if convert is not None),
    )


def _attributes(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    """Return what reads attributes: all at once, where there are several."""
    return attrgetter(*names) if len(names) > 1 else lambda record: tuple(getattr(record, name) for name in names)


@cache
def _readers(kind: type[Row]) -> tuple[_Reader, ...]:
    return tuple(_reader(field) for field in fields_of(kind))


def _reader(field: RowField) -> _Reader:
    first, *rest = (field.source.path or field.name).split(".")
    convert, via = _converter(field.shape), field.source.via
    if via is None or convert is None:
        return field.name, first, tuple(rest), via or convert
    return field.name, first, tuple(rest), lambda value: _both(value, via, convert)


def _both(value: Any, via: Callable[[Any], Any], convert: Callable[[Any], Any]) -> Any:
    found = via(value)
    return None if found is None else convert(found)


def _converter(shape: Shape) -> Callable[[Any], Any] | None:
    """Return what makes an attribute the value that the row declares, None where it is that already."""
    if isinstance(shape, Maybe):
        return _converter(shape.shape)
    if shape == "time":
        return _in_utc
    if isinstance(shape, list):
        convert = _converter(shape[0])
        return list if convert is None else lambda values: [convert(value) for value in values]
    if isinstance(shape, type) and issubclass(shape, Row):
        return lambda value: value if isinstance(value, shape) else row_of(shape, value)
    return dict if shape == "object" else None


def _in_utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)

"""JSON Schema (draft 2020-12) from shapes: the kinds of a row's values, written the way the row is.

A shape is the name of a kind ("text", with "?" where null may stand), an enum, a list of one shape, a tuple of shapes
(a list of just these), or a mapping of keys to shapes: every key is always there, and no other is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Instants are ISO 8601 in UTC.
_INSTANT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$"
KINDS: Mapping[str, Schema] = {
    "text": {"type": "string"},
    "time": {"type": "string", "pattern": _INSTANT},
    "integer": {"type": "integer"},
    "count": {"type": "integer", "minimum": 0},
    "number": {"type": "number"},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "boolean": {"type": "boolean"},
    "object": {"type": "object"},
}


@dataclass(frozen=True, slots=True)
class Maybe:
    """A shape in whose place null may stand."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class OneOf:
    """A text that is one of these."""

    texts: tuple[str, ...]


Shape: TypeAlias = "str | Maybe | OneOf | type[StrEnum] | list[Shape] | tuple[Shape, ...] | Mapping[str, Shape]"


def column_kinds(row: Mapping[str, Shape]) -> dict[str, str]:
    """Return the kinds of a row's values as a table calls them: "text", "time", "integer", "number", "list", ..."""
    return {key: _column_kind(shape) for key, shape in row.items()}


def _column_kind(shape: Shape) -> str:
    if isinstance(shape, Maybe):
        return _column_kind(shape.shape)
    if isinstance(shape, str):
        kind = shape.removesuffix("?")
        return {"count": "integer", "share": "number"}.get(kind, kind)
    if isinstance(shape, list | tuple):
        return "list"
    return "object" if isinstance(shape, Mapping) else "text"


def document(shape: Shape, *, name: str, title: str) -> Schema:
    """Return the schema of *shape* as a document of its own."""
    return {
        "$schema": DIALECT,
        "$id": f"https://wiretrace.example/schemas/{name}.schema.json",
        "title": title,
        **schema(shape),
    }


def schema(shape: Shape) -> Schema:
    """Return the schema of a shape. Raises KeyError for the name of no kind."""
    if isinstance(shape, str):
        return schema(Maybe(shape[:-1])) if shape.endswith("?") else dict(KINDS[shape])
    if isinstance(shape, Maybe):
        return _or_null(schema(shape.shape))
    if isinstance(shape, OneOf):
        return {"enum": list(shape.texts)}
    if isinstance(shape, type):
        return {"enum": [each.value for each in shape]}
    return _object(shape) if isinstance(shape, Mapping) else _array(shape)


def _object(shape: Mapping[str, Shape]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(shape),
        "properties": {key: schema(each) for key, each in shape.items()},
    }


def _array(shape: list[Shape] | tuple[Shape, ...]) -> Schema:
    if isinstance(shape, tuple):
        items = [schema(each) for each in shape]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
    return {"type": "array", "items": schema(shape[0])}


def _or_null(found: Schema) -> Schema:
    if "enum" in found:
        return {"enum": [*found["enum"], None]}
    return {**found, "type": [found["type"], "null"]}

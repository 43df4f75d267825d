"""JSON Schema (draft 2020-12) from row classes and other shapes (crawler.tables.shapes)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from crawler.tables.record import Row, fields_of
from crawler.tables.shapes import Maybe, OneOf, Shape, Tuple

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Instants are ISO 8601 in UTC.
_INSTANT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$"
_KINDS: Mapping[str, Schema] = {
    "text": {"type": "string"},
    "time": {"type": "string", "pattern": _INSTANT},
    "integer": {"type": "integer"},
    "count": {"type": "integer", "minimum": 0},
    "number": {"type": "number"},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "boolean": {"type": "boolean"},
    "object": {"type": "object"},
}


def document(shape: Shape, *, name: str, title: str) -> Schema:
    """Return the schema of *shape* as a separate document."""
    return {
        "$schema": DIALECT,
        "$id": f"https://wiretrace.example/schemas/{name}.schema.json",
        "title": title,
        **schema(shape),
    }


def schema(shape: Shape) -> Schema:
    """Return the schema of a shape. Raises KeyError for an unknown kind."""
    if isinstance(shape, str):
        return schema(Maybe(shape[:-1])) if shape.endswith("?") else dict(_KINDS[shape])
    if isinstance(shape, Maybe):
        return _or_null(schema(shape.shape))
    if isinstance(shape, OneOf):
        return {"enum": list(shape.texts)}
    if isinstance(shape, type):
        return _class(shape)
    return (
        _object({key: schema(value) for key, value in shape.items()}) if isinstance(shape, Mapping) else _array(shape)
    )


def _class(kind: type) -> Schema:
    if issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    if issubclass(kind, Row):
        fields = fields_of(kind)
        return _object(
            {field.name: _described(field.description, schema(field.shape)) for field in fields},
            required=[field.name for field in fields if not field.optional],
        )
    raise KeyError(kind)


def _described(description: str, value: Schema) -> Schema:
    return {"description": description.replace("`", ""), **value} if description else value


def _object(properties: Mapping[str, Schema], required: Sequence[str] | None = None) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties if required is None else required),
        "properties": dict(properties),
    }


def _array(shape: Tuple | list[Shape] | tuple[Shape, ...]) -> Schema:
    if isinstance(shape, list):
        return {"type": "array", "items": schema(shape[0])}
    items = [schema(part) for part in (shape.parts.values() if isinstance(shape, Tuple) else shape)]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


def _or_null(value: Schema) -> Schema:
    if "enum" in value:
        return {**value, "enum": [*value["enum"], None]}
    return {**value, "type": [value["type"], "null"]}

"""The OpenAPI document, made of the operations and of the row classes of their answers."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from crawler import __version__
from crawler.serve.api.operations import OPERATIONS, Operation
from crawler.tables.json_schema import Schema, schema
from crawler.tables.record import Row

_REFUSALS = {
    "401": "the token is missing or wrong",
    "404": "there is none of that name",
    "405": "another method is asked for",
    "413": "the request is too large",
    "415": "the body is not JSON",
    "422": "a parameter or the body is not what is described here",
    "503": "the store cannot be read now",
}
_ERROR = {"$ref": "#/components/schemas/Error"}


@cache
def document() -> dict[str, Any]:
    """Return the document (OpenAPI 3.1)."""
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(f"/api/v1{operation.path}", {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Wiretrace",
            "version": __version__,
            "description": "What a store of Wiretrace holds: stories, copies, links, outlets, runs; a search in all texts, and who ran a text.",
        },
        "paths": paths,
        "security": [{}, {"token": []}],
        "components": {
            "schemas": {_name(kind): schema(kind) for kind in dict.fromkeys(each.gives for each in OPERATIONS)}
            | {"Error": _object({"error": {"type": "string"}})},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    entry = {"$ref": f"#/components/schemas/{_name(operation.gives)}"}
    refusals = {status: {"description": why, "content": _json(_ERROR)} for status, why in _REFUSALS.items()}
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "responses": {
            "200": {"description": "the answer", "content": _json(_list(entry) if operation.listed else entry)},
            **refusals,
        },
    }
    taken = msgspec.json.schema(operation.takes)["$defs"][operation.takes.__name__]
    if operation.method == "POST":
        taken.pop("title")
        described["requestBody"] = {"required": True, "content": _json(taken)}
        return described
    described["parameters"] = [
        {"name": name, "in": "query", "required": name in taken["required"], **_parameter(about)}
        for name, about in taken["properties"].items()
    ]
    if operation.key:
        key = {"name": operation.key, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        described["parameters"].insert(0, key)
    return described


def _parameter(about: Schema) -> dict[str, Any]:
    rest = {key: value for key, value in about.items() if key != "description"}
    return {"description": about["description"], "schema": rest}


def _list(entry: Schema) -> Schema:
    return _object(
        {
            "total": {"type": "integer", "minimum": 0, "description": "how many entries there are"},
            "note": {"type": ["string", "null"], "description": "what a person should know of the answer"},
            "items": {"type": "array", "items": entry},
        }
    )


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


def _json(content: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": content}}


def _name(kind: type[Row]) -> str:
    return kind.__name__.removesuffix("Row")

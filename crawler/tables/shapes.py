"""Shapes: what a value of a table looks like, from which its schema, its column and its Parquet type are made.

A shape is the name of a kind ("text", with "?" where null may appear), an enum, `OneOf` some texts, a list of one shape,
a `Tuple` of named shapes (written as an array), a row class, or a mapping of keys to shapes: every key is always
there, and no other is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, Union

from msgspec import Struct

#: The kinds by name, each with the kind of its column.
KINDS: Mapping[str, str] = {
    "text": "text",
    "time": "time",
    "integer": "integer",
    "count": "integer",
    "number": "number",
    "share": "number",
    "boolean": "boolean",
    "object": "object",
}


@dataclass(frozen=True, slots=True)
class Maybe:
    """A shape in whose place null may appear."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class OneOf:
    """A text that is one of these."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tuple:
    """An array of exactly these values, in this order; files with names for the parts of a value use the names."""

    parts: Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class Kind:
    """In `Annotated`: the kind of a value, where its Python type does not say it."""

    name: str


Shape: TypeAlias = Union[  # noqa: UP007 - "|" cannot join a name that is still to come
    str, Maybe, OneOf, Tuple, type[StrEnum], type[Struct], list["Shape"], tuple["Shape", ...], Mapping[str, "Shape"]
]


def column_kind(shape: Shape) -> str:
    """Return the kind of a column that holds *shape*: "text", "time", "integer", "number", "boolean", "list", "object"."""
    if isinstance(shape, Maybe):
        return column_kind(shape.shape)
    if isinstance(shape, str):
        return KINDS[shape.removesuffix("?")]
    if isinstance(shape, list | tuple | Tuple):
        return "list"
    if isinstance(shape, Mapping) or (isinstance(shape, type) and issubclass(shape, Struct)):
        return "object"
    return "text"


def column_kinds(row: Mapping[str, Shape]) -> dict[str, str]:
    """Return the kinds of a row's columns, by key."""
    return {key: column_kind(shape) for key, shape in row.items()}

"""What a batch engine does for tracking: keeps tables, answers SQL, and hands the rows of each part to a function. No tracking here.

A table that is there is complete, and is not made again: a batch that was killed goes on at the table, or part of one, that it was at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import pyarrow as pa

#: Makes a table of the rows that some tables have of one part. Goes to other processes: a function of a module, or a partial of one.
Task = Callable[..., pa.Table]
#: Called with how many parts of a table are made, and of how many (None: not known).
Made = Callable[[int, int | None], None]


class Engine(Protocol):
    """An engine, and the tables of one batch. Tables that functions are given have a whole number `part`."""

    unnest: str  # the function that makes rows of a list
    at_once: int  # copies whose pairs are counted in one go, so that they stay within its memory

    def has(self, table: str) -> bool:
        """Return whether a table is there."""

    def drop(self, table: str) -> None:
        """Take a table out, if it is there."""

    def write(self, table: str, rows: Iterable[pa.Table], schema: pa.Schema) -> None:
        """Make a table of *rows*, some at a time, unless it is there."""

    def query(self, table: str, sql: str, *, by_part: bool = False) -> None:
        """Make a table of what SQL says of others, unless it is there; *by_part* where functions are given it."""

    def gather(self, table: str, task: Task, sources: Sequence[str], schema: pa.Schema, made: Made) -> None:
        """Make a table of what *task* makes of the rows of each part of *sources*, unless it is there.

        Parts are those of the first source; the others are handed over as they are, empty where they have no rows of it.
        """

    def read(self, sql: str, rows: int) -> Iterator[list[dict[str, Any]]]:
        """Give what SQL says of tables, so many *rows* at a time, as dictionaries."""

    def close(self) -> None:
        """Let go of what the engine holds; tables stay."""

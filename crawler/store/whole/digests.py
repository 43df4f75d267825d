"""What a table says, in one number: the same on SQLite and PostgreSQL, in whatever order its rows come."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Row

from crawler.store.json_text import to_json

_MODULUS = 1 << 256


@dataclass(slots=True)
class TableDigest:
    """How many rows were taken in, and the sum of their SHA-256 modulo 2^256, which no order of rows changes."""

    rows: int = 0
    sum: int = 0

    def take(self, rows: Iterable[Row[tuple[object, ...]]]) -> None:
        """Take rows in, as the program's types read them."""
        for row in rows:
            self.rows += 1
            self.sum = (self.sum + _number(row._asdict())) % _MODULUS


def _number(row: Mapping[str, object]) -> int:
    said = to_json({name: _plain(value) for name, value in sorted(row.items())})
    return int.from_bytes(hashlib.sha256(said.encode()).digest(), "big")


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value.isoformat() if isinstance(value, datetime) else value

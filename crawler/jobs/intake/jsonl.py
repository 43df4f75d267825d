"""JSONL files of articles or ninjs items, packed or not: one capture for each line."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from crawler.errors import ImportRefused
from crawler.sightings.import_records import LONGEST_LINE, capture_of_line
from crawler.sightings.record import Capture

SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson")


def captures_of_lines(
    path: Path, *, fetched_at: datetime | None, wire: str | None
) -> Iterator[Capture | ImportRefused]:
    """Yield the captures of a JSONL file; a bad line is named by its number and the rest goes in. Raises OSError."""
    number = 0
    with _open(path) as lines:
        try:
            for number, line in enumerate(_bounded(lines), 1):
                if line.strip():
                    yield _capture_or_error(line, f"{path}:{number}", fetched_at, wire)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield ImportRefused(f"{path}:{number + 1}: the packed file is damaged from here on ({error})")
            return
    if number == 0:
        yield ImportRefused(f"{path}: is empty")


def _capture_or_error(
    line: bytes, where: str, fetched_at: datetime | None, wire: str | None
) -> Capture | ImportRefused:
    try:
        return capture_of_line(line, where=where, fetched_at=fetched_at, wire=wire)
    except ImportRefused as error:
        return error


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _bounded(lines: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file; of a line that is too long only as much as shows that it is."""
    while line := lines.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = lines.readline(LONGEST_LINE + 1)
        yield line

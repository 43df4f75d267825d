"""The file that an archive is written to."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import IO


def is_file_name(where: Path) -> bool:
    """Return whether *where* names an archive file rather than a folder of them."""
    return where.name.endswith((".warc", ".warc.gz"))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # captures may be nobody else's business


def make_file(where: Path, now: datetime) -> IO[bytes]:
    """Make a new file; nothing that is there is written over or added to."""
    folder, name = (
        (where.parent, where.name) if is_file_name(where) else (where, f"wiretrace-{now:%Y%m%d%H%M%S}.warc.gz")
    )
    folder.mkdir(parents=True, exist_ok=True)
    stem, dot, ending = name.partition(".warc")
    for number in count(1):
        try:
            return open(
                folder / (f"{stem}-{number}{dot}{ending}" if number > 1 else name), "xb", 0, opener=_private
            )  # Path.open has no opener
        except FileExistsError:
            continue
    raise AssertionError("numbers do not end")

"""Writing a file so that it is there whole or not at all: what stood there before stays until the new one is complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write that takes the place of *path* when the block ends without an exception.

    A pipe or a device is written to directly. Raises OSError that names *path*.
    """
    target = path.resolve()  # of a link, the file it leads to is replaced
    plain = target.is_file() or not target.exists()
    written = target.with_name(f".{target.name}.{os.getpid()}.part") if plain else target
    try:
        with written.open("wb") as file:
            yield file
        if plain:
            written.replace(target)
    except BaseException as error:
        if plain:
            with suppress(OSError):
                written.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno is not None:
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise

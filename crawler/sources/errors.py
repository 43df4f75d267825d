"""What is wrong with a value of a source.

ValueError
 +-- SourceError     a value cannot be right; `.key` is the path of the key below the source, as in the file
"""

from __future__ import annotations

Key = tuple[str | int, ...]


class SourceError(ValueError):
    """A value of a source cannot be right. `key` says which one, as in the file: ("limits", "delay")."""

    def __init__(self, message: str, *key: str | int) -> None:
        super().__init__(message)
        self.key: Key = key

"""Where things stand in a TOML file: tomllib gives values without lines, and an error should name one.

Only for text that tomllib has accepted: nothing is validated here. One pass over its tokens, linear in the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
_TOKEN = re.compile(
    r'''(?P<space>[ \t\r]+|\#[^\n]*)|(?P<newline>\n)|(?P<text>"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')'''
    r"""|(?P<mark>[\[\]{}=,.])|(?P<word>[^\s\[\]{}=,."'#]+)""",
    re.DOTALL,
)


@dataclass(slots=True)
class _Reader:
    """Tokens of a text, read one after the other, with the line each begins on."""

    tokens: list[tuple[str, str, int]]
    at: int = 0
    lines: dict[Path, int] = field(default_factory=dict)

    def peek(self) -> tuple[str, str, int]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "", 0)

    def take(self) -> tuple[str, str, int]:
        token = self.peek()
        self.at += 1
        return token

    def skip_lines(self) -> None:
        while self.peek()[0] == "newline":
            self.at += 1

    def keys(self) -> tuple[Path, int]:
        """Read a dotted key; return its parts and its line."""
        kind, text, line = self.take()
        path: list[str | int] = [_unquoted(kind, text)]
        while self.peek()[1] == ".":
            self.take()
            path.append(_unquoted(*self.take()[:2]))
        return tuple(path), line

    def value(self, path: Path) -> None:
        """Read a value at *path*, noting where what is inside it stands."""
        _, mark, _ = self.peek()
        if mark == "[":
            self.take()
            self._array(path)
        elif mark == "{":
            self.take()
            self._inline(path)
        else:
            while self.peek()[0] not in {"newline", "end"} and self.peek()[1] not in {",", "]", "}"}:
                self.take()  # a number or a date may be several tokens: 1.5, 07:32:00.9

    def _array(self, path: Path) -> None:
        number = 0
        self.skip_lines()
        while self.peek()[1] != "]" and self.peek()[0] != "end":
            self.note((*path, number), self.peek()[2])
            self.value((*path, number))
            number += 1
            self._between()
        self.take()

    def _inline(self, path: Path) -> None:
        self.skip_lines()
        while self.peek()[1] != "}" and self.peek()[0] != "end":
            self.assignment(path)
            self._between()
        self.take()

    def _between(self) -> None:
        self.skip_lines()
        if self.peek()[1] == ",":
            self.take()
            self.skip_lines()

    def assignment(self, table: Path) -> None:
        """Read ``key = value`` of *table*."""
        keys, line = self.keys()
        for length in range(1, len(keys) + 1):
            self.note((*table, *keys[:length]), line)
        self.take()  # the equals sign
        self.value((*table, *keys))

    def note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)


def lines_of(text: str) -> Mapping[Path, int]:
    """Return the line (from 1) where each key, table and array element of a TOML text stands first.

    A path is that of the parsed value: ``("source", "echo", "urls", 1)``.
    """
    reader = _Reader(list(_tokens(text)))
    table: Path = ()
    tables: dict[Path, int] = {}  # how many there are of each [[array of tables]]
    reader.skip_lines()
    while reader.peek()[0] != "end":
        if reader.peek()[1] == "[":
            table = _header(reader, tables)
        else:
            reader.assignment(table)
        reader.skip_lines()
    return reader.lines


def _header(reader: _Reader, tables: dict[Path, int]) -> Path:
    """Read ``[a.b]`` or ``[[a.b]]``; return the path of the table it opens."""
    reader.take()
    repeated = reader.peek()[1] == "["
    if repeated:
        reader.take()
    keys, line = reader.keys()
    reader.take()
    if repeated:
        reader.take()
    path: Path = ()
    for position, key in enumerate(keys):
        path = (*path, key)
        reader.note(path, line)
        last = position == len(keys) - 1
        if last and repeated:
            tables[path] = tables.get(path, -1) + 1
        if path in tables:
            path = (*path, tables[path])
            reader.note(path, line)
    return path


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "space":
            yield found.lastgroup or "", found[0], line
        line += found[0].count("\n")


def _unquoted(kind: str, text: str) -> str:
    return str(tomllib.loads(f"k = {text}")["k"]) if kind == "text" else text

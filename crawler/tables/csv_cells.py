"""CSV cells that no spreadsheet takes for a formula. After OWASP's "CSV injection", and wider.

Text that would start a formula gets a leading apostrophe; numbers stay numbers. Semicolons count as cell borders too:
a spreadsheet in a locale that separates by semicolon may split there.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import regex

from crawler.text.sanitize import sanitize

Cell = str | int | float | None

_ROWS = 200  # of one part of a table
_STARTERS = frozenset("=+-@|%\u2212")  # "|" and "%" start formulas in older spreadsheets
_PLAIN = re.compile(r"[A-Za-z0-9][^;]*\Z")  # where no cell begins but at a letter or a digit
_BORDER = regex.compile(r"(?:^|[;\t])[\s\p{Zs}\"'\u2018\u2019\u201c\u201d]*(?=\S)", regex.V1)


def cell(value: Cell) -> Cell:
    """Return *value* as a CSV cell: one line, no control characters, no formula."""
    return _text_cell(value) if isinstance(value, str) else value


@lru_cache(maxsize=1 << 14)  # a table says the same names, keys and verdicts in many rows
def _text_cell(value: str) -> str:
    # A tab or carriage return at the start is itself an attack; as a space it is none, so it is folded first.
    text = " ".join(sanitize(value.replace("\t", " ").replace("\r", " ")).split())
    if _PLAIN.match(text):
        return text
    guarded: str = _BORDER.sub(lambda found: _guarded(text, found), text)
    return guarded


def _guarded(text: str, found: regex.Match[str]) -> str:
    border, at = str(found[0]), found.end()
    folded = unicodedata.normalize("NFKC", text[at])[:1]
    if folded not in _STARTERS:
        return border
    split = 1 if border.startswith(";") else 0
    return f"{border[:split]}'{border[split:]}"


def write_table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a CSV text: header, rows, every text quoted, each line ending in a line feed."""
    return "".join(table_parts(header, rows))


def table_parts(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a CSV text as its rows come, some rows at a time, the header first."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    left = itertools.chain([header], ([_text_cell(c) if isinstance(c, str) else c for c in row] for row in rows))
    while part := list(itertools.islice(left, _ROWS)):
        writer.writerows(part)
        yield out.getvalue()
        out.seek(0)
        out.truncate()

"""What a section of the report is made of. `sections.SECTIONS` lists them, and every format follows from that list.

A new section is a finding (crawler/findings), a typed row (reports/rows), its wording, an HTML template, a Markdown
function, and one entry of `SECTIONS`. Its place in the contents, its files, their schema and their documentation follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from crawler.reports.build.basis import Basis
from crawler.reports.model import Report
from crawler.reports.rows.figures import yes_or_no
from crawler.tables.csv_cells import Cell
from crawler.tables.record import Row, columns, plain, row_of
from crawler.tables.shapes import Shape

_AS_THEY_ARE = frozenset({str, int, float, type(None)})  # values that are cells


@dataclass(frozen=True, slots=True)
class Key:
    """A key of report.json: its name, the shape of its value, and what makes that of a section's value.

    `make` is called for a section that is left out, too: with None. `rows` gives the entries of a list one by one, for a list
    that may be too long to be held in memory as plain data; None where the value is made at once.
    """

    name: str
    shape: Shape
    make: Callable[[Any], object]
    rows: Callable[[Any], Iterator[object]] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its name, its columns, and what makes its rows, in the columns' order. A section left out writes none.

    `kind` is the class of its rows, which the documentation prints; None for rows that are those of an export.
    """

    file: str
    columns: Sequence[str]
    make: Callable[[Any], Iterable[Sequence[Cell]]]
    kind: type[Row] | None = None


def key_of(name: str, kind: type[Row], make: Callable[[Any], Row]) -> Key:
    """Return a key that holds one row of a class."""
    return Key(name, kind, lambda value: plain(make(value)))


def key_of_rows(name: str, kind: type[Row], make: Callable[[Any], Iterable[Row]]) -> Key:
    """Return a key that holds a list of rows of a class, none for a section that is left out."""
    return key_of_list(name, kind, lambda value: map(plain, make(value)))


def key_of_list(name: str, shape: Shape, make: Callable[[Any], Iterable[object]]) -> Key:
    """Return a key that holds a list of plain values of one shape, none for a section that is left out."""

    def rows(value: Any) -> Iterator[object]:
        return iter(() if value is None else make(value))

    return Key(name, [shape], lambda value: list(rows(value)), rows)


def table_of(file: str, kind: type[Row], make: Callable[[Any], Iterable[Row]]) -> Table:
    """Return a CSV file of rows of a class: a truth is "yes" or "no", a list of texts one cell."""
    return Table(file, tuple(columns(kind)), lambda value: map(_cells, make(value)), kind)


def files_of(name: str, kind: type[Row]) -> tuple[Key, Table]:
    """Return a key of report.json and a CSV file of that name, both with a row for each record of a section's value."""

    def rows(records: Iterable[object]) -> Iterator[Row]:
        return (row_of(kind, record) for record in records)

    return key_of_rows(name, kind, rows), table_of(f"{name}.csv", kind, rows)


def sliced(most: int) -> Callable[[Sequence[Any]], list[Any]]:
    """Return what cuts a sequence into slices of *most* entries; nothing gives one empty slice."""
    return lambda value: [value[at : at + most] for at in range(0, max(len(value), 1), most)]


def sliced_by(name: str, most: int, *, once: Mapping[str, Any] | None = None) -> Callable[[Any], list[Any]]:
    """Return what cuts a dataclass by its field *name*. The fields of *once* are in the first slice only, then as given."""

    def cut(value: Any) -> list[Any]:
        parts = sliced(most)(getattr(value, name))
        return [replace(value, **{name: part}, **((once or {}) if at else {})) for at, part in enumerate(parts)]

    return cut


def _cells(row: Row) -> list[Cell]:
    return [value if type(value) in _AS_THEY_ARE else _cell(value) for value in plain(row).values()]


def _cell(value: Any) -> Cell:
    return yes_or_no(value) if isinstance(value, bool) else " / ".join(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section. `build` returns its value, or None where there is nothing to say: then the section is left out.

    `key` is its place in the page too, `title` its heading, `contents` its name in the list of contents where that is
    shorter. `files` are its keys of report.json and its tables. `html` is a template, which finds `section`, `value` and `report`; the public functions of `words` are its
    filters, their constants its names. `markdown` yields the lines of its parts below the title, which is printed only
    where there are any and `headed` says so. "" and None: the format has no such section.

    `page` is the page of the site that shows it, by `site` where that needs another template than `html`; `slices` cuts a long
    value for that page and the ones that continue it. A section that is not `single` is left out of the one-file report.
    """

    key: str
    title: str
    build: Callable[[Basis], Any]
    contents: str = ""
    files: tuple[Key | Table, ...] = ()
    html: str = ""
    styles: tuple[str, ...] = ()
    words: tuple[ModuleType, ...] = ()
    markdown: Callable[[Any, Report], Iterator[str]] | None = None
    headed: bool = True
    page: str = ""
    site: str = ""
    slices: Callable[[Any], list[Any]] | None = None
    single: bool = True

    @property
    def keys(self) -> tuple[Key, ...]:
        """What it puts into report.json."""
        return tuple(file for file in self.files if isinstance(file, Key))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its CSV files."""
        return tuple(file for file in self.files if isinstance(file, Table))

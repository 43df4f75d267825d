"""What a section of the report is made of. `sections.SECTIONS` lists them, and every format follows from that list.

A new section is a finding (crawler/findings), a typed row (reports/rows), its wording, an HTML template, a Markdown
function, and one entry of `SECTIONS`. Its place in the contents, its files, their schema and their documentation follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from crawler.reports.build.basis import Basis
from crawler.reports.model import Report
from crawler.tables.csv_cells import Cell
from crawler.tables.shapes import Shape


@dataclass(frozen=True, slots=True)
class Key:
    """A key of report.json: its name, the shape of its value, and what makes that of a section's value.

    `make` is called for a section that is left out, too: with None.
    """

    name: str
    shape: Shape
    make: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its name, its columns, and what makes its rows, in the columns' order. A section left out writes none."""

    file: str
    columns: Sequence[str]
    make: Callable[[Any], Iterable[Sequence[Cell]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section. `build` returns its value, or None where there is nothing to say: then the section is left out.

    `key` is its place in the page too, `title` its heading, `contents` its name in the list of contents where that is
    shorter. `html` is a template, which finds `section`, `value` and `report`; the public functions of `words` are its
    filters, their constants its names. `markdown` yields the lines of its parts below the title, which is printed only
    where there are any and `headed` says so. "" and None: the format has no such section.
    """

    key: str
    title: str
    build: Callable[[Basis], Any]
    contents: str = ""
    keys: tuple[Key, ...] = ()
    tables: tuple[Table, ...] = ()
    html: str = ""
    styles: tuple[str, ...] = ()
    words: tuple[ModuleType, ...] = ()
    markdown: Callable[[Any, Report], Iterator[str]] | None = None
    headed: bool = True

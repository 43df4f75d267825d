"""Where the program speaks: results on standard output, everything else on standard error, progress only to a person."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console

from crawler.jobs.progress import Progress, silent
from crawler.pages.html.secrets import redacted_text
from crawler.text.sanitize import sanitize

_GAP = 3  # columns between two texts next to each other
out = Console(highlight=False, soft_wrap=True, emoji=False)  # "urn:x:1" is not the emoji ":x:"
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def prepare_streams() -> None:
    """Print a character that the terminal's encoding lacks as "?", instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """Print a line of a result, taken literally."""
    out.print(redacted_text(text), markup=False)


def say_address(text: str) -> None:
    """Print a line with an address to open, its token included: nobody else is shown one that was made for the reader."""
    out.print(text, markup=False)


def say_row(cells: Iterable[str]) -> None:
    """Print a line for other programs, its cells separated by tabs (which Rich would turn into spaces)."""
    sys.stdout.write("\t".join(map(redacted_text, cells)) + "\n")


def say_in_columns(rows: Iterable[tuple[str, str, str, str]]) -> None:
    """Print pairs of texts next to each other, each under its heading: (heading, heading, text, text). A blank line follows each."""
    from rich.table import Table  # two hundredths of a second that only `explain` is worth
    from rich.text import Text

    width = (out.width - _GAP) // 2
    for left_heading, right_heading, left, right in rows:
        table = Table(
            box=None, padding=(0, _GAP, 0, 0), show_header=True, header_style="bold" if out.is_terminal else ""
        )
        for heading in (left_heading, right_heading):
            table.add_column(Text(heading), width=width - _GAP, overflow="fold")
        table.add_row(Text(left), Text(right))
        out.print(table, soft_wrap=False)
        say("")


def note(text: str) -> None:
    """Print something that is not the result."""
    err.print(sanitize(redacted_text(text)), markup=False)


def error(text: str) -> None:
    """Print what went wrong, in one line."""
    line = sanitize(
        redacted_text(" ".join(text.split()))
    )  # names of files and words of pages must not steer the terminal
    err.print(f"wiretrace: {line}", markup=False, style="bold red" if err.is_terminal else None)


def counted(number: int, what: str) -> str:
    """Return "1 link", "2 links", "1 copy", "2 copies"."""
    if number == 1:
        return f"1 {what}"
    return f"{number} {what[:-1]}ies" if what.endswith("y") else f"{number} {what}s"


@contextmanager
def progress() -> Iterator[Progress]:
    """Show bars for long work when a person watches standard error; otherwise nothing."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=err, transient=True) as bars:
        tasks: dict[str, object] = {}

        def show(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]  # a TaskID

        yield show

"""Where the program speaks: results on standard output, everything else on standard error, progress only to a person."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from crawler.jobs.progress import Progress, silent

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """Print a line of a result, taken literally."""
    out.print(text, markup=False)


def note(text: str) -> None:
    """Tell something that is not the result."""
    err.print(text, markup=False)


def error(text: str) -> None:
    """Tell what went wrong, in one line."""
    first_line = " ".join(text.split())
    err.print(f"wiretrace: {first_line}", markup=False, style="bold red" if err.is_terminal else None)


@contextmanager
def progress() -> Iterator[Progress]:
    """Show bars for long work when a person watches standard error; otherwise nothing."""
    if not sys.stderr.isatty():
        yield silent
        return
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

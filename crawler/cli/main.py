"""The command `wiretrace`: its commands, and what every failure turns into: one line and an honest exit code.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but a monitor failed.
"""

from __future__ import annotations

import os
import sys

import typer

from crawler import __version__
from crawler.cli import collect, examine, maintain, publish
from crawler.cli.console import error
from crawler.crawling.browser import BrowserMissing
from crawler.exports.formats import FormatMissing
from crawler.jobs.explaining import NoSuchCopy
from crawler.jobs.finding import TooShort
from crawler.jobs.importing import ImportRefused
from crawler.jobs.reporting import NoSuchStory
from crawler.store.errors import StoreError

app = typer.Typer(
    name="wiretrace",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Which outlets ran whose words, when, and what each of them changed.

Point it at aggregator pages, feeds or saved pages; it finds the copies of each text and reports them with proof.

Start with **wiretrace demo**: the whole job on an invented news world, nothing fetched from the internet.""",
)
for module in (collect, examine, publish, maintain):
    module.register(app)

#: What can go wrong that is the user's to mend: told in one line, exit code 1.
TOLD = (
    StoreError, ImportRefused, NoSuchCopy, NoSuchStory, TooShort, FormatMissing, BrowserMissing, OSError,
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wiretrace {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Take the options that stand before a command."""


def run() -> None:
    """Run the command line; the entry point of the distribution."""
    try:
        app()
    except BrokenPipeError:  # `wiretrace export ... | head`: the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except TOLD as problem:
        error(_told(problem))
        sys.exit(1)
    except KeyboardInterrupt:
        error("stopped; what was done is kept, run the same command to go on")
        sys.exit(1)


def _told(problem: BaseException) -> str:
    if isinstance(problem, OSError) and problem.filename is not None:
        return f"{problem.filename}: {problem.strerror}"
    return str(problem)


if __name__ == "__main__":
    run()

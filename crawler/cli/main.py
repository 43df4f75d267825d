"""The command `wiretrace`: its commands, and what every failure turns into: one line and an honest exit code.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but a monitor failed, 130 and 143 stopped by SIGINT or SIGTERM.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import typer

from crawler import __version__
from crawler.cli.console import error, prepare_streams
from crawler.cli.lazy import STYLE, LazyGroup
from crawler.errors import Stopped, UserError
from crawler.faults import fault_note
from crawler.interrupts import exit_code, ignore, listen, were_received
from crawler.start import STOPPED

app = typer.Typer(
    name="wiretrace",
    no_args_is_help=True,
    cls=LazyGroup,
    **STYLE,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Which outlets ran whose words, when, and what each of them changed.

Point it at aggregator pages, feeds or saved pages; it finds the copies of each text and reports them with proof.

Start with **wiretrace demo**: the whole job on an invented news world, nothing fetched from the internet. Then, on pages of your own:

* **wiretrace init**: four questions, and a sources file for **wiretrace crawl --all**
* **wiretrace import saved-page.html --fetched-at 2026-11-22T14:05:00Z**
* **wiretrace crawl https://www.daily8.com/en/ --max-pages 50 --contact desk@news.example**
* **wiretrace report**

Everything is kept in one file, wiretrace.db; **--store** or WIRETRACE_STORE names another. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but a layout gives far less than before, 130 or 143 stopped by Ctrl-C or SIGTERM.""",
)
#: The base of what Typer raises for a wrong argument. Typer exports only this subclass, and the base has lived in two packages.
WRONG_USAGE: Any = typer.BadParameter.__bases__[0]
_TRACEBACK = "WIRETRACE_TRACEBACK"  # the environment's word for: all of it, not one line
_SAID = -1  # stopped, and told so already
_INTERRUPTED = 130  # what Typer makes of Ctrl-C


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wiretrace {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Take the options that precede a command."""


def run() -> None:
    """Run the command line; the entry point of the distribution."""
    listen()
    prepare_streams()
    try:
        code = app(standalone_mode=False, prog_name="wiretrace") or 0
        sys.stdout.flush()
    except WRONG_USAGE as problem:
        _report_usage(problem)
        code = 2
    except Stopped as problem:
        error(str(problem))
        code = _SAID
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except Exception as problem:  # noqa: BLE001  # the last place where it becomes one line
        code = _failed(problem)
    except SystemExit as leaving:
        # `wiretrace export ... | head`: the reader has had enough, and nothing failed.
        code = 0 if isinstance(leaving.__context__, BrokenPipeError) else leaving.code
    ignore()
    if code == _INTERRUPTED:
        error(STOPPED)
    if code in {_INTERRUPTED, _SAID}:
        code = exit_code()
    sys.exit(code)


def _report_fault(problem: Exception) -> int:
    error(f"{fault_note(problem)}; please report it with what {_TRACEBACK}=1 prints; what was done so far is kept")
    return 1


def _failed(problem: Exception) -> int:
    """Say what went wrong and return the exit code. What was torn out of its work was stopped, whatever it calls that."""
    if were_received():
        return _INTERRUPTED
    if isinstance(problem, (UserError, OSError)):
        error(_message(problem))
        return 1
    if os.environ.get(_TRACEBACK):
        raise problem
    return _report_fault(problem)


def _report_usage(problem: Any) -> None:
    """Print what is wrong with the arguments; a command without any has printed its help already."""
    if message := problem.format_message().replace("Value error, ", ""):
        command = problem.ctx.command_path if problem.ctx else "wiretrace"
        error(f"{message.rstrip('.')}; see {command} --help")


def _message(problem: BaseException) -> str:
    if isinstance(problem, OSError) and problem.filename is not None:
        return f"{problem.filename}: {problem.strerror}"
    if isinstance(problem, OSError) and problem.strerror is not None:
        return problem.strerror
    return str(problem)


if __name__ == "__main__":
    run()

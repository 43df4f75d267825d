"""The entry point of the command: from here on a signal is caught, while all the rest is still to be imported."""

from __future__ import annotations

import sys

from crawler.interrupts import exit_code, ignore, listen

STOPPED = "stopped; what was done so far is kept, run the same command to go on"


def run() -> None:
    """Run the command line."""
    listen()
    try:
        from crawler.cli.main import run as command  # noqa: PLC0415  # a signal is caught while all of it loads

        command()
    except KeyboardInterrupt:
        ignore()
        sys.stderr.write(f"wiretrace: {STOPPED}\n")
        sys.exit(exit_code())

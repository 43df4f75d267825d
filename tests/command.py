"""Running the command as a user does: another process, its own folder, nothing but its words."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests import places


class Done(NamedTuple):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def environment() -> dict[str, str]:
    """The environment of a command: ours, without what would change its meaning."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIRETRACE_")}
    return kept | {"PYTHONHASHSEED": "random", "COLUMNS": "200", "NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}


def start(*arguments: str | Path, cwd: Path, **more: str) -> subprocess.Popen[str]:
    """Start the command and do not wait for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", *map(str, arguments)],
        cwd=cwd, env=environment() | {"PYTHONPATH": str(places.PROJECT)} | more,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wiretrace(*arguments: str | Path, cwd: Path, stdin: str | None = None, timeout: float = 120, **more: str) -> Done:
    """Run the command and return what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "crawler", *map(str, arguments)],
        cwd=cwd, env=environment() | {"PYTHONPATH": str(places.PROJECT)} | more,
        input=stdin, capture_output=True, text=True, timeout=timeout, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)

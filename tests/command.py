"""Running the command as a user does: another process, its own folder, nothing but its words."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from crawler import interrupts
from tests import places, warm


class Done(NamedTuple):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


#: The command as the fixture `wiretrace` of conftest runs it: words and `cwd` in, what it said out.
Command = Callable[..., Done]


def environment() -> dict[str, str]:
    """The environment of a command: ours, without what would change its meaning."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIRETRACE_")}
    return kept | {"PYTHONHASHSEED": "random", "COLUMNS": "200", "NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}


@contextmanager
def signals_kept() -> Iterator[None]:
    """Put back what signals did: a command that has ended ignores them, and whatever is started later would inherit it."""
    handlers = {number: signal.getsignal(number) for number in interrupts.SIGNALS}
    try:
        yield
    finally:
        interrupts.forget()
        for number, handler in handlers.items():
            signal.signal(number, handler)


@contextmanager
def sigint(disposition: signal.Handlers) -> Iterator[None]:
    """Let processes that are started meanwhile inherit what SIGINT does: a shell's background jobs get it ignored, and so would ours."""
    before = signal.signal(signal.SIGINT, disposition)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def start(
    *arguments: str | Path, cwd: Path, on_sigint: signal.Handlers = signal.SIG_DFL, **more: str
) -> subprocess.Popen[str]:
    """Start the command in the foreground, where Ctrl-C reaches it, and do not wait for it."""
    with sigint(on_sigint):
        return subprocess.Popen(
            [sys.executable, "-m", "crawler", *map(str, arguments)],
            cwd=cwd, env=environment() | {"PYTHONPATH": str(places.PROJECT)} | more,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip


def wiretrace(*arguments: str | Path, cwd: Path, stdin: str | None = None, timeout: float = 120, **more: str) -> Done:
    """Run the command and return what it said; cold, where a variable is set that Python or a library may have read as it was imported."""
    words, environ = (
        [str(argument) for argument in arguments],
        environment() | {"PYTHONPATH": str(places.PROJECT)} | more,
    )
    if all(name.startswith("WIRETRACE_") for name in more):
        return Done(*warm.run(words, cwd, environ, stdin, timeout))
    done = subprocess.run(
        [sys.executable, "-m", "crawler", *words], cwd=cwd, env=environ,
        input=stdin, capture_output=True, text=True, timeout=timeout, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)

"""Commands without the seconds that each process spends on imports: forked from a process that has made them.

What runs is the command's own entry point in a process of its own, ended as Python ends. Two such processes with different
hash seeds serve in turn, so that an order that hangs on the seed still shows between one command and the next. What begins
before imports, or is changed by Python's own variables, is started cold (`tests.command.start`).
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import random
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

#: Read the environment, or act, as they are imported.
_NOT_AHEAD = {"crawler.settings", "crawler.__main__"}
#: What a crawl and a report load by name, or when they first need it.
_AHEAD = (
    "crawler", "scrapy.cmdline", "scrapy.crawler", "scrapy.core.engine", "scrapy.core.scraper", "scrapy.core.downloader.handlers.http11",
    "scrapy.extensions.corestats", "scrapy.extensions.logstats", "scrapy.downloadermiddlewares.httpcompression",
    "twisted.internet.asyncioreactor", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg", "alembic.command",
)  # fmt: skip
_MOST = 1 << 18  # bytes of one request: words and environment


class Ended(NamedTuple):
    """How a process ended: its code, negative for a signal, and what it wrote."""

    code: int
    out: str
    err: str


class Warm:
    """A process that waits with everything imported, and forks."""

    def __init__(self, seed: int, environment: dict[str, str]) -> None:
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _MOST)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm", str(theirs.fileno())],
            env=environment | {"PYTHONHASHSEED": str(seed)}, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()

    def run(self, words: list[str], cwd: Path, environment: dict[str, str], stdin: str | None, timeout: float) -> Ended:
        """Run the command to its end. Raises TimeoutError, and kills it, when that takes longer than *timeout* seconds."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            source.write((stdin or "").encode())
            source.seek(0)
            request = json.dumps([words, str(cwd), environment]).encode()
            socket.send_fds(self.socket, [request], [source.fileno(), out.fileno(), err.fileno(), theirs.fileno()])
            theirs.close()
            pid = int(ours.recv(64))
            ours.settimeout(timeout)
            try:
                code = int(ours.recv(64))
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise
            out.seek(0)
            err.seek(0)
            return Ended(code, out.read().decode(), err.read().decode())

    def close(self) -> None:
        """End it; commands that run go on."""
        self.socket.close()
        self.process.wait()


_waiting: list[Warm] = []
_turn = cycle(range(2))


def run(words: list[str], cwd: Path, environment: dict[str, str], stdin: str | None, timeout: float) -> Ended:
    """Run the command in a fork of one of this process's two warm ones."""
    if not _waiting:
        _waiting.extend(Warm(random.SystemRandom().randrange(1, 2**32), environment) for _ in range(2))
        atexit.register(lambda: [warm.close() for warm in _waiting])
    return _waiting[next(_turn)].run(words, cwd, environment, stdin, timeout)


def _import_ahead() -> None:
    for name in _AHEAD:
        importlib.import_module(name)
    for module in pkgutil.walk_packages(importlib.import_module("crawler").__path__, "crawler."):
        if module.name not in _NOT_AHEAD and ".migrations" not in module.name:
            importlib.import_module(module.name)
    assert "twisted.internet.reactor" not in sys.modules, "a crawl chooses its own reactor"


def _serve(requests: socket.socket) -> list[str]:
    """Fork for each request. Returns the command's words, in the process that is to run it."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that wait
    while True:
        request, descriptors, _, _ = socket.recv_fds(requests, _MOST, 4)
        if not request:
            os._exit(0)
        if not os.fork():
            break
        for descriptor in descriptors:
            os.close(descriptor)
    requests.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    answers = socket.socket(fileno=descriptors.pop())
    if pid := os.fork():
        with suppress(BrokenPipeError):  # whoever asked has given up waiting
            answers.send(str(pid).encode())
            answers.send(str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())
        os._exit(0)
    answers.close()
    words, cwd, environment = json.loads(request)
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    random.seed()
    return words


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        _import_ahead()
        gc.collect()
        gc.freeze()
        sys.argv[1:] = _serve(asked)
    runpy.run_module("crawler", run_name="__main__", alter_sys=True)

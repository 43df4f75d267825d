"""Serving until a signal comes: where to listen, who may ask, and an end within seconds."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from types import FrameType

import anyio.to_thread
import uvicorn

from crawler.errors import InputError, Stopped
from crawler.interrupts import SIGNALS, were_received
from crawler.serve.application import application
from crawler.serve.guard import is_loopback, names_of_host
from crawler.serve.served import Served
from crawler.store.store import Store

_GRACE = 5  # seconds for answers on their way when the server is stopped
_THREADS = 8  # answers that are made at once; each may hold a connection of the store
_BACKLOG = 128


@dataclass(frozen=True)
class Listening:
    """A socket that is listened on, by whose address, and the token that is asked for (None: none is)."""

    listener: socket.socket = field(repr=False)
    host: str
    port: int
    token: str | None = field(repr=False)

    @property
    def address(self) -> str:
        """The address to open, with the token where one is needed."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/" + (f"?token={self.token}" if self.token else "")


def listen(host: str, port: int, token: str | None) -> Listening:
    """Listen on *host* and *port* (0: any that is free). What other machines can reach gets a token of its own where none is given.

    Raises OSError where that port is taken, InputError for a *host* that has no address.
    """
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise InputError(f"{host!r} is no address of this machine; 127.0.0.1 is this machine alone") from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise OSError(error.errno, error.strerror or "cannot be listened on", f"{host}:{port}") from None
    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(24)
    return Listening(listener, host, listener.getsockname()[1], token)


def serve(
    store: Store, on: Listening, *, title: str, clock: Callable[[], datetime], note: Callable[[str], None]
) -> None:
    """Serve *store* until SIGINT or SIGTERM; *note* is told of faults, in a line each. Raises Stopped."""
    held = Served(store, title, clock)
    held.prepare()
    app = application(held, hosts=names_of_host(on.host), token=on.token, clock=clock, note=note)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level=logging.CRITICAL,  # a fault is told in one line by the application
        access_log=False,
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
    )
    server = _Server(config)
    server.should_exit = (
        were_received()
    )  # while something was imported or thrown away, where no exception comes through
    try:
        asyncio.run(_serve(server, on.listener))
    finally:
        held.close()
        on.listener.close()
    with suppress(KeyboardInterrupt):  # what the program's own handler makes of it
        for number in server.came[:1]:
            signal.raise_signal(number)
    if were_received():
        raise Stopped("stopped serving")


async def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
    await server.serve(sockets=[listener])


class _Server(uvicorn.Server):
    """One that goes on ignoring a signal that this process was started to ignore, and keeps those that `came`."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.came: list[int] = []

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Catch the signals while it serves, and leave them as they were."""
        before = {number: signal.getsignal(number) for number in SIGNALS}

        def stop(number: int, frame: FrameType | None) -> None:
            self.came.append(number)
            self.handle_exit(number, frame)

        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                with suppress(ValueError):  # not in the main thread: whoever started it there stops it
                    signal.signal(number, stop)
        try:
            yield
        finally:
            for number, handler in before.items():
                with suppress(ValueError):
                    signal.signal(number, handler)

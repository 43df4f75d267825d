"""The demo server: a fixture world over real HTTP/1.1 on loopback, as origin and as forward proxy.

The world's pages live on hosts that exist nowhere (`www.daily8.example`). A client that uses the server as its proxy
sends them absolute addresses (`GET http://www.daily8.example/en/ HTTP/1.1`, RFC 9112 section 3.2.2) and keeps them; one
that connects to the server itself names the host in its Host header. Nothing is ever fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from crawler.demo.loopback import LoopbackServer, Request
from crawler.demo.site import Site


class WorldServer:
    """Serves the world in a folder while the `with` block lasts. Raises WorldError when the folder holds none.

    Thread-safe: every connection has its own thread, the log is guarded, the site never changes.
    """

    def __init__(self, world: Path) -> None:
        self._site = Site.load(world)
        self._log: list[Request] = []
        self._lock = Lock()
        self._server = LoopbackServer(self._site, self._note)
        # The default poll of half a second would be paid at the end of every run.
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="world", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def proxy_url(self) -> str:
        """The address to use as HTTP proxy."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def start_urls(self) -> tuple[str, ...]:
        """Where a crawl of the world begins."""
        return self._site.start_urls

    @property
    def followed_urls(self) -> tuple[str, ...]:
        """Where a crawl of the world begins that follows articles to their outlets' own pages."""
        return self._site.followed_urls

    @property
    def listed_urls(self) -> tuple[str, ...]:
        """The pages of the world that list headlines of outlets, in as many shapes."""
        return self._site.listed_urls

    @property
    def requests(self) -> Sequence[Request]:
        """The requests answered so far, oldest first: a copy."""
        with self._lock:
            return tuple(self._log)

    def fetched_at(self, url: str) -> datetime:
        """Return the instant, aware UTC, that the world's clock shows for *url*; its base time for unknown ones."""
        return self._site.fetched_at(url)

    def _note(self, request: Request) -> None:
        with self._lock:
            self._log.append(request)

"""A server for the tests: the real application under the real server, on loopback, with a store of invented news."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlencode

import uvicorn

from crawler.jobs.intake.importing import import_records
from crawler.jobs.track import track
from crawler.serve.application import application
from crawler.serve.guard import names_of_host
from crawler.serve.served import Served
from crawler.sightings.registries import load_registries
from crawler.store.registry import keep_registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from tests.factories import NOON

FERRY = (
    "The night ferry between Oldhaven and Little Skerry will run again from Monday after a pause of nine winters, the harbour office said. "
    "Two more boats were painted over the winter and passed their trials last week, to the relief of the islanders. "
    "A single ticket stays at three crowns, dogs travel free, and goats pay for themselves and for their bells."
)
CLOCK = (
    "The clock of Lower Venn has run thirteen minutes fast for seventy years, and on Friday the town voted to keep it so. "
    "Trains leave by it, bread is baked by it, and the only man who ever set it right was asked to move away. "
    "The mayor said that nobody had been late since, and that a town which is early has nothing to explain to anyone."
)
HOSTILE = "<script>alert(1)</script> \u202e{{ 7*7 }}"
TITLE = "What the ferry did"


def records() -> list[dict[str, object]]:
    """Two stories, each at several outlets, and a text of one outlet alone."""
    rows = [
        ("a", "Oldhaven Echo", FERRY),
        ("b", "Skerry Post", FERRY + " The Post will be on board."),
        ("c", HOSTILE, FERRY[:230]),
    ]
    rows += [
        ("d", "Venn Herald", CLOCK),
        ("e", "Oldhaven Echo", CLOCK + " The Echo has no clock."),
        ("f", "Skerry Post", CLOCK[::-1]),
    ]
    return [
        {"id": name, "outlet": outlet, "title": f"{text[:24]} at {outlet}", "text": text, "time": f"2026-11-20T0{at}:00:00Z",
         "url": f"https://{name}.example/news", "fetched_at": "2026-11-21T09:00:00Z"}
        for at, (name, outlet, text) in enumerate(rows)
    ]  # fmt: skip


def fill(url: str, rows: list[dict[str, object]] | None = None) -> None:
    """Import invented articles into a store, and track them."""
    store, known = Store(url), load_registries()
    with store.write() as connection:
        keep_registries(connection, known)
    import_records(store, rows or records(), known)
    track(store, TrackingConfig())
    store.close()


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    text: str


class Serving(NamedTuple):
    """A server that runs: its port, and what is served."""

    port: int
    held: Served
    notes: list[str]

    @property
    def address(self) -> str:
        """Its front page."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, object], **headers: str) -> Answer:
        """Post a form."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields, doseq=True), headers=form | headers)

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                method, path, body, {name.replace("_", "-"): value for name, value in (headers or {}).items()}
            )
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()


@contextmanager
def serving(url: str, *, token: str | None = None, host: str = "127.0.0.1") -> Iterator[Serving]:
    """Serve the store at *url* while the block lasts."""
    held, notes = Served(Store(url, make=False, read_only=True), TITLE, lambda: NOON), []
    app = application(held, hosts=names_of_host(host), token=token, clock=lambda: NOON, note=notes.append)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, log_level=50, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield Serving(server.servers[0].sockets[0].getsockname()[1], held, notes)
    finally:
        server.should_exit = True
        thread.join(20)
        held.close()

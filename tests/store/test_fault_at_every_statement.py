"""A database that fails at any statement: a page is stored whole or is still to be fetched, tracking comes to the same when it is run again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
import sqlalchemy as sa

from crawler.crawling.session.outcomes import Fetched
from crawler.crawling.session.session import Session
from crawler.errors import StoreError
from crawler.jobs.intake.importing import import_records
from crawler.jobs.track import track
from crawler.sightings.registries import load_registries
from crawler.sources.source import Kind, Source
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from tests.factories import NOON
from tests.site import article_path, page, story
from tests.stores import rows_of

pytestmark = pytest.mark.slow
FRONT = "https://www.daily8.com/en/"


@contextmanager
def fault_at(number: int) -> Iterator[list[int]]:
    """Let the database fail at its *number*-th statement from now on, as a full disk does; yields how many were left."""
    left = [number]

    def count(*_arguments: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise sa.exc.OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))

    sa.event.listen(sa.engine.Engine, "before_cursor_execute", count)
    try:
        yield left
    finally:
        sa.event.remove(sa.engine.Engine, "before_cursor_execute", count)


def fail_everywhere(work: Callable[[], None], look: Callable[[bool], None]) -> int:
    """Try *work* with a fault at every statement in turn, and *look* whether it was done. Returns how many there were."""
    number = 0
    while True:
        number += 1
        done = True
        with fault_at(number) as left:
            try:
                work()
            except (StoreError, sa.exc.OperationalError):
                done = False
        look(done)
        if left[0] > 0:
            return number - 1


def test_a_page_is_stored_whole_or_still_to_be_fetched(tmp_path):
    """Its capture, sightings, copies, visits, links and its place in the queue: all of it or none."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    source = Source(name="", kind=Kind.PAGE, urls=(FRONT,))
    links = tuple(article_path(number) for number in range(3))
    session = Session(
        store=store, registries=load_registries(), source=source, now=lambda: NOON, clock=lambda _url: NOON
    )
    session.begin()
    (front,) = session.queue.next_pages(1)
    tables = ("capture", "payload", "sighting", "copy", "request", "visit")

    def rows() -> dict[str, int]:
        with store.read() as connection:
            return {name: connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables}

    before = rows()
    came = Fetched(
        request_id=front.id, url=FRONT, depth=0, raw=page(1, links=links), kind="html", content_type="text/html", fetched_at=NOON
    )  # fmt: skip

    def look(done: bool) -> None:
        assert (rows() == before) is not done
        with store.read() as connection:
            state = connection.execute(
                sa.text("SELECT state FROM request WHERE id = :id"), {"id": front.id}
            ).scalar_one()
        assert (state == "stored") is done

    assert fail_everywhere(lambda: session.settle(came), look) >= 10
    assert rows()["request"] == before["request"] + len(links)
    store.close()


def test_tracking_that_failed_anywhere_comes_to_the_same_in_the_end(tmp_path):
    """At every third statement: the next run finishes what was begun, with the same links and stories."""
    known = load_registries()
    records = [{"id": f"n{n}", "outlet": f"Gazette {n}", "text": story(n % 4)} for n in range(8)]
    original = tmp_path / "original.db"
    store = Store(f"sqlite:///{original}")
    import_records(store, records, known)
    store.close()

    def copied(name: str) -> Store:
        shutil.copy(original, tmp_path / name)
        return Store(f"sqlite:///{tmp_path / name}")

    def verdicts(store: Store) -> list[str]:
        return [json.dumps(row, sort_keys=True) for what in ("links", "stories") for row in rows_of(store, what, known)]

    quiet = copied("quiet.db")
    track(quiet, TrackingConfig())
    wanted = verdicts(quiet)
    quiet.close()
    assert wanted
    number, left = 0, [0]
    while left[0] <= 0:
        number += 3
        store = copied("faulty.db")
        with fault_at(number) as left, suppress(StoreError, sa.exc.OperationalError):
            track(store, TrackingConfig())
        track(store, TrackingConfig())
        assert verdicts(store) == wanted, f"statement {number}"
        store.close()
    assert number > 100

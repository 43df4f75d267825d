"""A clock that was a year ahead, once, blocks nothing for a year: what it wrote is passed over, and told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.clock import system_clock
from crawler.crawling.session.processes import is_alive
from crawler.jobs.politeness_check import check_politeness
from crawler.jobs.scheduling import Scheduler
from crawler.sources.runs import FINISHED, Run
from crawler.sources.schedule import Schedule
from crawler.sources.source import typed
from crawler.store import hosts, queue, runs
from crawler.store.store import Store
from crawler.store.visited.ahead import moments_ahead
from crawler.store.visited.pages import KnownPage, due_pages, note_source, save_page
from tests.command import wiretrace
from tests.factories import NOON
from tests.site import Site, page

YEAR, HOUR, DAY = timedelta(days=365), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store(f"sqlite:///{tmp_path / 'wiretrace.db'}")
    yield opened
    opened.close()


def test_a_lease_and_a_pause_of_next_year_hold_nobody_up(store):
    """A pause of a day does."""
    with store.write() as connection:
        hosts.take(connection, "held.example", "elsewhere:1 a", now=NOON + YEAR, until=NOON + YEAR + HOUR)
        hosts.pause(connection, "paused.example", until=NOON + YEAR)
        hosts.pause(connection, "asked.example", until=NOON + DAY)
        taken = {
            name: hosts.take(connection, name, "here:2 b", now=NOON, until=NOON + HOUR)
            for name in ("held.example", "paused.example", "asked.example")
        }
    assert taken == {"held.example": None, "paused.example": None, "asked.example": NOON + DAY}


def test_a_new_pause_and_a_release_write_over_those_of_next_year(store):
    """Otherwise the true ones would be shorter forever."""
    with store.write() as connection:
        hosts.pause(connection, "a.example", until=NOON + YEAR)
        hosts.pause(connection, "a.example", until=NOON + HOUR)
        assert hosts.paused_until(connection, "a.example") == NOON + HOUR
        hosts.pause(connection, "b.example", until=NOON + YEAR)
        hosts.take(connection, "b.example", "here:2 b", now=NOON, until=NOON + HOUR)
        hosts.release(connection, "b.example", "here:2 b", free_at=NOON)
        assert hosts.paused_until(connection, "b.example") == NOON


def test_a_page_put_off_to_next_year_is_asked_for_now(store):
    """One put off by an hour is not."""
    targets = [queue.Target(f"https://{name}.example/", f"https://{name}.example/") for name in ("year", "hour")]
    with store.write() as connection:
        crawl_id, _ = queue.begin_crawl(connection, targets, started_at=NOON)
        pages = {page.url: page.id for page in queue.pending(connection, crawl_id, limit=9, due_at=NOON)}
        queue.defer(connection, pages["https://year.example/"], not_before=NOON + YEAR, most=3)
        queue.defer(connection, pages["https://hour.example/"], not_before=NOON + HOUR, most=3)
        due = queue.pending(connection, crawl_id, limit=9, due_at=NOON)
    assert [page.url for page in due] == ["https://year.example/"]


def test_a_page_seen_next_year_is_due(store):
    """It was looked at in no future; one seen an hour ago waits."""
    for name, ahead in (("year", YEAR), ("hour", -HOUR)):
        url, seen = f"https://{name}.example/", NOON + ahead
        known = KnownPage(
            identity=url, url=url, first_seen_at=seen, seen_at=seen, looked_at=seen, said="x", due_at=seen + DAY
        )
        with store.write() as connection:
            save_page(connection, known)
            note_source(connection, "key", url, depth=1)
    with store.read() as connection:
        assert [page.url for page in due_pages(connection, "key", at=NOON, limit=9)] == ["https://year.example/"]


@pytest.mark.parametrize(("ahead", "alive"), [(YEAR, False), (HOUR, True), (-HOUR, False)])
def test_a_beat_of_next_year_is_no_sign_of_life(ahead, alive):
    """A machine that is an hour ahead is believed, an hour without a beat is long."""
    run = Run(
        id=1, key="a", source="a", started_at=NOON, finished_at=None, outcome=None, exit_code=None, settings=None,
        beat_at=NOON + ahead, holder="elsewhere:1",
    )  # fmt: skip
    assert is_alive(run, now=NOON) is alive


@pytest.mark.slow
def test_a_source_that_ran_next_year_is_due_now(store):
    """Its schedule counts from now."""
    source = replace(typed(["https://a.example/"]), name="a", schedule=Schedule("every 1h"))
    beginning = runs.Beginning(key="a", source="a", started_at=NOON + YEAR, beat_at=NOON + YEAR, holder="elsewhere:1")
    with store.write() as connection:
        run_id = runs.begin_run(connection, beginning, lambda _run: False)
        runs.close_run(connection, run_id, finished_at=NOON + YEAR, outcome=FINISHED)
    scheduler = Scheduler(
        store=store, sources=[source], start=_never, notify=print, clock=lambda: NOON, beats=lambda: NOON
    )
    assert [due.at for due in scheduler.upcoming()] == [NOON]


def test_the_doctor_counts_such_moments(store, tmp_path):
    """By what they are, and says that they are passed over."""
    with store.write() as connection:
        hosts.pause(connection, "a.example", until=NOON + YEAR)
        assert moments_ahead(connection, now=NOON) == {"hosts": 1}
        assert moments_ahead(connection, now=NOON + YEAR) == {}
    url = f"sqlite:///{tmp_path / 'wiretrace.db'}"
    check = {check.name: check for check in check_politeness(url, contact=None, now=NOON)}["clock"]
    assert not check.good
    assert "hosts 1" in check.finding


@pytest.mark.slow
def test_a_crawl_goes_on_where_the_host_is_blocked_for_a_year(tmp_path, store):
    """It says so in one line and fetches."""
    with store.write() as connection:
        hosts.pause(connection, "127.0.0.1", until=system_clock() + YEAR)
    with Site({"/en/": page(1)}) as site:
        done = wiretrace("crawl", f"{site.url}/en/", "--delay", "0", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "1 stored" in done.out
    assert "days ahead of this clock (hosts 1)" in done.err


def _never(_source, _run_id):
    raise AssertionError("nothing is started here")

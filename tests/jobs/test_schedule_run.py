"""`wiretrace schedule run` for real: crawls in processes of their own against a site on loopback; the clock is the test's."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from crawler.clock import system_clock
from crawler.jobs.follow_ups import FollowUps
from crawler.jobs.scheduling import Scheduler
from crawler.sources.runs import Run
from crawler.sources.schedule import Schedule
from crawler.sources.source import Source
from crawler.store.runs import all_runs
from crawler.store.store import Store
from tests.command import start, wiretrace
from tests.site import Site, page

pytestmark = pytest.mark.slow


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store(tmp_path):
    """A store of its own."""
    opened = Store(f"sqlite:///{tmp_path / 'wiretrace.db'}")
    yield opened
    opened.close()


def a_source(name: str, url: str, schedule: str = "every 1h") -> Source:
    """A source that is due so."""
    return Source(name=name, urls=(url,), schedule=Schedule(schedule))


def a_scheduler(store: Store, *sources: Source, code: str = "pass", **changes) -> Scheduler:
    """A scheduler whose crawls are small Python programs; they close no run, as a crawl that dies would not."""

    def begin(_source: Source, _run_id: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-S", "-c", code])

    given = {
        "store": store,
        "sources": sources,
        "start": begin,
        "notify": lambda _text: None,
        "clock": Clock(),
        "beats": system_clock,
    }
    return Scheduler(**given | changes)


def settle(scheduler: Scheduler) -> None:
    """Wait until every crawl has ended."""
    for child in list(scheduler.running.values()):
        child.process.wait(60)
    scheduler.reap()


def runs(store: Store) -> list[Run]:
    """The runs in a store."""
    with store.read() as connection:
        return all_runs(connection)


def sources_file(folder: Path, site: Site, schedule: str = "every 1d") -> None:
    """A sources file of one source."""
    text = f'[source.front]\nkind = "page"\nurls = ["{site.url}/en/"]\nschedule = "{schedule}"\n'
    (folder / "sources.toml").write_text(text)


def wait_for(condition, seconds: float = 90) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_missed_runs_are_one_and_a_restart_forgets_nothing(store):
    """Due at once, then not until its hour is over; after a day's pause once; another scheduler knows what this one did."""
    source = a_source("echo", "https://echo.example/")
    scheduler = a_scheduler(store, source)
    clock = scheduler.clock
    for ahead, expected in [(0, 1), (30, 1), (31, 2), (24 * 60, 3), (1, 3)]:
        clock.now += timedelta(minutes=ahead)
        scheduler.step()
        settle(scheduler)
        assert len(runs(store)) == expected
    again = a_scheduler(store, source, clock=clock)
    again.step()
    assert len(runs(store)) == 3
    clock.now += timedelta(hours=1)
    again.step()
    settle(again)
    assert len(runs(store)) == 4


def test_one_source_and_one_host_at_a_time(store):
    """A crawl that takes longer than its interval is not joined by another, nor one host by two crawls; two schedulers do no double work."""
    here, there, same_host = (
        a_source("a", "https://echo.example/a"),
        a_source("b", "https://post.example/b"),
        a_source("c", "https://echo.example/c"),
    )
    scheduler = a_scheduler(store, here, there, same_host, code="import time; time.sleep(60)", jobs=8)
    waiting = scheduler.step()
    assert sorted(scheduler.running) == ["a", "b"]
    assert [due.source.name for due in waiting] == ["c"]
    scheduler.clock.now += timedelta(hours=5)
    scheduler.step()
    assert len(runs(store)) == 2
    other = a_scheduler(store, here, clock=scheduler.clock)
    other.running = dict(scheduler.running)  # what looking at processes of another one would tell it
    other.step()
    assert len(runs(store)) == 2
    scheduler.end()
    assert not scheduler.running
    assert {run.finished_at is not None for run in runs(store)} == {True}


def test_a_crawl_that_could_not_begin_is_not_tried_without_end(store):
    """Its row says that it did not begin and with which code it ended; it is due again at its next time."""
    scheduler = a_scheduler(store, a_source("echo", "https://echo.example/"), code="raise SystemExit(2)")
    scheduler.step()
    settle(scheduler)
    (row,) = runs(store)
    assert (row.outcome, row.exit_code) == ("not-begun", 2)
    scheduler.step()
    assert len(runs(store)) == 1


def test_the_schedule_is_stopped_while_it_sleeps(store):
    """A stop is heard at once, and nothing is begun after it."""
    scheduler = a_scheduler(store, a_source("echo", "https://echo.example/", "0 3 1 1 *"))
    stop = Event()
    stop.set()
    scheduler.run(stop)
    assert runs(store) == []


def test_what_follows_a_crawl_holds_up_none(tmp_path, store):
    """While a report is being written the next crawl begins; what was asked for meanwhile is one more report, not one for each crawl."""
    gate, written = tmp_path / "gate", tmp_path / "written"
    code = f"""import pathlib, time
while not pathlib.Path({str(gate)!r}).exists(): time.sleep(.02)
with open({str(written)!r}, 'a') as out: out.write('.')"""

    def report() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-S", "-c", code])

    after = FollowUps(begin={"report": report}, notify=lambda _text: None)
    scheduler = a_scheduler(store, a_source("echo", "https://echo.example/"), after=after)
    for _ in range(3):
        scheduler.step()
        settle(scheduler)
        scheduler.step()
        assert list(after.running) == ["report"]
        scheduler.clock.now += timedelta(hours=1)
    assert len(runs(store)) == 3
    gate.touch()
    wait_for(lambda: not (scheduler.step() or scheduler.running or after.busy))
    assert written.read_text() == ".."


def test_a_report_that_fails_is_said_and_a_stop_ends_it(store):
    """Its exit code is printed; the scheduler does not leave a process behind."""
    said: list[str] = []
    code = ["raise SystemExit(7)", "import time; time.sleep(600)"]

    def report() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-S", "-c", code.pop(0)])

    after = FollowUps(begin={"report": report}, notify=said.append)
    after.ask()
    wait_for(lambda: not (after.step() or after.busy))
    assert said == ["report: failed, exit code 7"]
    after.ask()
    after.step()
    assert after.busy
    a_scheduler(store, after=after).end()
    assert not after.busy


def test_once_crawls_what_is_due_and_the_list_tells(tmp_path):
    """The crawl writes its own row, the report is made, a second call has nothing to do."""
    with Site({"/en/": page(0)}) as site:
        sources_file(tmp_path, site)
        before = wiretrace("schedule", "list", cwd=tmp_path).out
        (tmp_path / "alerts.toml").write_text(
            '[rule.x]\nwhen = "statement"\n[channel.log]\nkind = "file"\npath = "alerts.jsonl"\n'
        )
        done = wiretrace(
            "schedule", "run", "--once", "--report", "out", "--alerts", "alerts.toml", cwd=tmp_path, timeout=400
        )
        assert done.code == 0, done.err
        assert "front: ended, exit code 0" in done.out
        wiretrace("schedule", "run", "--once", cwd=tmp_path, timeout=400)
        assert site.paths.count("/en/") == 1
    assert (tmp_path / "out" / "index.html").exists()
    assert before.splitlines()[1].split()[:5] == ["front", "every", "1d", "due", "never"]
    row = wiretrace("schedule", "list", cwd=tmp_path).out.splitlines()[1].split()
    assert row[-6:-2] == ["finished", "0", "1", "2"]
    assert row[-1] == "0"  # pages due: a start page is asked for by every crawl as it is
    (kept,) = [json.loads(line) for line in wiretrace("export", "runs", cwd=tmp_path).out.splitlines()]
    assert (kept["source"], kept["exit_code"], kept["pages"]) == ("front", 0, 1)


def test_sigterm_ends_the_crawls_and_kill_9_leaves_nothing_locked(tmp_path, store):
    """Told to stop, the scheduler stops its crawl and waits; killed, its crawl is taken up by the next one, once it is gone."""

    def slowly(_times: int):
        time.sleep(8)
        return 200, {}, page(0)

    with Site({"/en/": slowly}) as site:
        sources_file(tmp_path, site)
        process = start("schedule", "run", cwd=tmp_path)
        wait_for(lambda: "/en/" in site.paths)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=120)
        (stopped,) = runs(store)
        assert process.returncode == 143
        assert err.splitlines()[-1].startswith("wiretrace: stopped, and so are its crawls")
        assert (stopped.outcome, stopped.exit_code) == ("stopped", 1)

        (tmp_path / "sources.toml").write_text((tmp_path / "sources.toml").read_text().replace("front", "again"))
        process = start("schedule", "run", cwd=tmp_path)
        wait_for(lambda: site.paths.count("/en/") == 2)
        process.kill()
        process.wait(60)
        assert a_scheduler(store, a_source("again", site.url + "/en/"), clock=Clock()).step() == []
        assert len(runs(store)) == 2  # the crawl lives on by itself, and is left alone
        orphan = int(runs(store)[-1].holder.rpartition(":")[2])
        os.kill(orphan, signal.SIGKILL)
        process.communicate()  # its pipes are closed when the crawl is gone, too
        clock = Clock()
        clock.now += timedelta(minutes=6)
        scheduler = a_scheduler(store, a_source("again", site.url + "/en/", "every 1d"), clock=clock)
        scheduler.step()
        assert list(scheduler.running) == ["again"], runs(store)
        settle(scheduler)
    assert [run.outcome for run in runs(store)][:2] == ["stopped", "interrupted"]
    assert len(runs(store)) == 3

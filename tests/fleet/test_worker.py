"""Workers on one store in PostgreSQL: real ones, on a real queue; one is killed with its crawl."""

import os
import signal
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from crawler.store.runs import all_runs
from crawler.store.store import Store
from tests.command import start, wiretrace
from tests.crawling.test_many_sources import Web, sources, through
from tests.site import Gate
from tests.stores import rows_of

pytest.importorskip("procrastinate", reason="the fleet extra is not installed")
QUEUE = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'wiretrace_queue%'"


@pytest.fixture
def url(postgres) -> str:
    """The URL of an empty store on the server."""
    return postgres.new_database()


def newsroom(folder: Path, hosts: int) -> None:
    """A sources file with one source for each host, all due at once."""
    file = sources(folder, *(f"h{number}" for number in range(hosts)))
    file.write_text(file.read_text("utf-8").replace('kind = "page"', 'kind = "page"\nschedule = "every 6h"'), "utf-8")


def words(web: Web, url: str) -> tuple[str, ...]:
    """The words of a worker that crawls through the web of the test."""
    return ("worker", "--store", url, *through(web.site)[:-1])


def queue(url: str, statement: str) -> list[tuple]:
    """Ask, or change, the queue's own tables."""
    with closing(psycopg.connect(url.replace("+psycopg", ""))) as connection:
        (schema,) = connection.execute(QUEUE).fetchone()
        connection.execute(f"SET search_path TO {schema}")
        answer = connection.execute(statement)
        rows = answer.fetchall() if answer.description else []
        connection.commit()
        return rows


def crawls_of(worker: int) -> list[int]:
    """The processes that a worker has started, by the system's own table."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # ended meanwhile
            continue
    return [number for number, parent in parents.items() if parent == worker]


def links(url: str) -> list[tuple[str, str]]:
    """The links of a store."""
    with closing(Store(url)) as store:
        return [(row["a"], row["b"]) for row in rows_of(store, "links")]


@pytest.mark.slow
@pytest.mark.postgres
def test_a_worker_does_all_that_is_due_and_the_next_finds_nothing(url, tmp_path):
    """Crawls, then links and stories, then the report, each once; what is done is not due again."""
    newsroom(tmp_path, 3)
    web = Web(hosts=3, pages=2)
    with web.site:
        done = wiretrace(*words(web, url), "--once", "--report", "report", cwd=tmp_path, timeout=300)
        assert done.code == 0, done.err
        assert (tmp_path / "report" / "index.html").exists()
        asked = len(web.site.paths)
        again = wiretrace(*words(web, url), "--once", cwd=tmp_path, timeout=300)
    assert (again.code, again.out) == (0, "")
    assert len(web.site.paths) == asked
    assert links(url)
    waiting = "SELECT queue_name FROM procrastinate_jobs WHERE status <> 'succeeded'"
    assert queue(url, waiting) == [("alerts",)]  # nobody here takes alerts on


@pytest.mark.slow
@pytest.mark.postgres
def test_what_a_killed_worker_had_begun_is_done_by_another(url, tmp_path):
    """Two work at once; one is killed in the middle of a crawl, and the crawl with it. Every page is stored once, no host is asked twice at a time."""
    newsroom(tmp_path, 4)
    web, gate = Web(hosts=4, pages=3), Gate()
    held = f"http://h1.news.example/en/article/{1:030d}00"
    web.site.routes[held] = gate.before(web.site.routes[held](1)[2])
    with web.site:
        workers = [start(*words(web, url), "--jobs", "1", cwd=tmp_path) for _ in range(2)]
        gate.wait_for_request()
        holder = next(w for w in workers if any(b"h1" in _words_of(n) for n in crawls_of(w.pid)))
        for number in (*crawls_of(holder.pid), holder.pid):
            os.kill(number, signal.SIGKILL)
        gate.open()
        holder.communicate(timeout=60)
        # Half a minute of silence, which is what tells that a worker is gone, without waiting for it.
        queue(url, "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '10 minutes' "
                   "WHERE id IN (SELECT worker_id FROM procrastinate_jobs WHERE args->>'source' = 'h1')")  # fmt: skip
        (other,) = (w for w in workers if w is not holder)
        until = time.monotonic() + 240
        while time.monotonic() < until and not _all_done(url, 4):
            time.sleep(0.5)
        other.send_signal(signal.SIGTERM)
        _, err = other.communicate(timeout=60)
        assert other.returncode == 143
        assert err.splitlines()[-1] == "wiretrace: stopped; its jobs are handed out again, and what was fetched is kept"
        wiretrace(*words(web, url), "--once", cwd=tmp_path, timeout=300)  # the tracking, if the stop took it
        wiretrace("crawl", "--all", "--store", "sqlite:///one.db", *through(web.site), cwd=tmp_path, timeout=300)
        wiretrace("track", "--store", "sqlite:///one.db", cwd=tmp_path)
    with closing(Store(url)) as store, store.read() as connection:
        urls = connection.exec_driver_sql("SELECT url FROM capture").scalars().all()
    assert sorted(urls) == sorted(set(urls))
    assert len(urls) == 12
    assert {host: most for host, most in web.most.items() if most != 1} == {}
    assert links(url) == links(f"sqlite:///{tmp_path / 'one.db'}")


def _words_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # ended meanwhile
        return b""


def _all_done(url: str, sources: int) -> bool:
    with closing(Store(url)) as store, store.read() as connection:
        finished = {run.source for run in all_runs(connection) if run.outcome == "finished"}
    return len(finished) == sources


@pytest.mark.slow
def test_workers_need_a_store_that_many_can_share(tmp_path):
    """One line says what there is for a store in a file."""
    newsroom(tmp_path, 1)
    done = wiretrace("worker", "--store", "sqlite:///one.db", "--contact", "https://desk.example/", cwd=tmp_path)
    assert done.code == 1
    (line,) = done.err.splitlines()
    assert "workers share a store in PostgreSQL" in line
    assert "wiretrace schedule run" in line

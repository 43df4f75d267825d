"""The store, on SQLite and on a real PostgreSQL server: transactions, the queue, what is written and read back."""

import multiprocessing
import sqlite3
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from crawler.errors import StoreCorrupt, StoreTooNew, StoreTooOld, StoreUnavailable
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.wires.attribution import Attribution, Evidence, EvidenceKind, Field, Unnamed, UnnamedKind
from crawler.sightings.identity import capture_key, copy_key, sighting_key
from crawler.sightings.observation import Observation
from crawler.sightings.record import Capture, Role, Sighting
from crawler.store import queue
from crawler.store.captures import captures, save_capture, save_captures
from crawler.store.columns.packed_json import Packed
from crawler.store.engine import connect
from crawler.store.lookup import find_copies
from crawler.store.records import copies, page_counts, sightings
from crawler.store.rows import sighting_data, sighting_record
from crawler.store.schema import capture, host, metadata, payload
from crawler.store.settings import get_setting, put_setting
from crawler.store.statements import insert_new, insert_returning
from crawler.store.store import Store
from crawler.text.cuts import Cut

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_capture(raw: bytes = b"<p>page</p>", **changes) -> Capture:
    """A capture as the crawler makes it."""
    about = {"url": "http://www.daily8.example/en/article/1", "fetched_at": NOON} | changes
    key = capture_key(url=about["url"], fetched_at=about["fetched_at"], sha256=str(hash(raw)))
    return Capture(**({"key": key, "sha256": f"sha-{raw!r}", "kind": "html", "raw": raw} | about))


def a_sighting(capture: Capture, **changes) -> Sighting:
    """A sighting with every field filled."""
    values = {
        "id": sighting_key(capture=capture.key, role="related", position=changes.get("position", 0)),
        "capture": capture.key, "role": Role.RELATED, "position": 0, "headline": "Cat opens museum",
        "text": "The cat opened the museum.", "words": 5, "raw_words": 9,
        "removed": (Cut("taboola-widget", 3, 12, "by Taboola"),), "summary": ("One", "Two"), "hashtags": ("#Cat",),
        "url": "http://www.harbourpost.example/cat", "page_url": capture.url, "relay": "Daily8",
        "outlet_printed": "Habour Post", "outlet": "Harbour Post", "outlet_key": "harbour-post", "outlet_known": True,
        "time_printed": "41 minutes ago", "time_source": "relative", "fetched_at": capture.fetched_at,
        "published": Interval(NOON - timedelta(minutes=41.5), NOON - timedelta(minutes=40.5), TimeSource.RELATIVE),
        "attribution": Attribution(
            "Reuters", EvidenceKind.CREDIT,
            (
                Evidence("Reuters", EvidenceKind.CREDIT, "(Reuters)", 0, 9, 0.95),
                Evidence("AFP", EvidenceKind.METADATA, "AFP", weight=0.96, field=Field.AUTHOR),
            ),
            0.95, ("AFP", "Reuters"), (Unnamed(UnnamedKind.AGENCIES, "Agencies", field=Field.BYLINE),),
        ),
        "extra": {"section": "animals"},
    } | changes  # fmt: skip
    values.setdefault(
        "copy", copy_key(outlet_key=values["outlet_key"], text=values["text"], headline=values["headline"])
    )
    return Sighting(**values)


def save(store: Store, capture: Capture, *seen: Sighting) -> None:
    """Write a capture and its sightings."""
    with store.write() as connection:
        save_capture(connection, capture, Observation(sightings=seen, read_by="daily8"))


def test_a_sighting_comes_back_as_it_went_in(store):
    """Nothing of a sighting is lost or changed on the way through the database."""
    capture = a_capture()
    seen = a_sighting(capture)
    save(store, capture, seen)
    with store.read() as connection:
        assert list(sightings(connection)) == [seen]


def test_evidence_of_an_older_store_is_read(store):
    """Evidence that was written before it had a weight and a field comes back without them."""
    capture = a_capture()
    seen = a_sighting(capture)
    data = sighting_data(seen)
    data["attribution"] = {
        "wire_service": "Reuters",
        "kind": "explicit credit",
        "evidence": [["Reuters", "explicit credit", "(Reuters)", 0, 9]],
    }
    read = sighting_record(seen.id, seen.fetched_at, Packed(data, b"{}"), "").attribution
    assert read == Attribution(
        "Reuters", EvidenceKind.CREDIT, (Evidence("Reuters", EvidenceKind.CREDIT, "(Reuters)", 0, 9),)
    )


def test_what_led_to_a_page_comes_back_with_it(store):
    """What a feed said of a page is kept with its capture, so that it can be read again."""
    capture = a_capture(claims={"source": "Reuters"})
    save(store, capture, a_sighting(capture))
    with store.read() as connection:
        assert [each.claims for _, each in captures(connection)] == [capture.claims]


def test_raw_bytes_come_back_as_they_came(store):
    """The bytes of a page, whatever they are, can be read again."""
    raw = bytes(range(256)) * 50
    save(store, a_capture(raw))
    with store.read() as connection:
        assert [capture.raw for _, capture in captures(connection)] == [raw]


def test_a_later_sighting_narrows_the_time_and_doubles_nothing(store):
    """The same article seen twice is one copy, published inside both intervals."""
    first, second = a_capture(), a_capture(fetched_at=NOON + timedelta(minutes=20))
    later = Interval(NOON - timedelta(minutes=41), NOON - timedelta(minutes=39), TimeSource.RELATIVE)
    save(store, first, a_sighting(first))
    save(store, second, a_sighting(second, published=later))
    with store.read() as connection:
        (copy,) = copies(connection)
    assert len(copy.sightings) == 2
    assert copy.published is not None
    assert (copy.published.earliest, copy.published.latest) == (
        NOON - timedelta(minutes=41), NOON - timedelta(minutes=40.5),
    )  # fmt: skip
    assert (copy.first_fetched_at, copy.last_fetched_at) == (first.fetched_at, second.fetched_at)


def test_the_same_capture_twice_changes_nothing(store):
    """Importing or resuming over what is there already adds nothing."""
    capture = a_capture()
    for _ in range(2):
        save(store, capture, a_sighting(capture))
    with store.write() as connection:
        assert save_captures(connection, [(capture, Observation())]) == 0
    with store.read() as connection:
        assert len(list(sightings(connection))) == 1
        assert page_counts(connection).pages == 1


def test_a_failing_transaction_leaves_nothing_behind(store):
    """A page's outcome, sightings and links commit together or not at all."""
    capture = a_capture()

    def write_and_fail() -> None:
        with store.write() as connection:
            save_capture(connection, capture, Observation(sightings=(a_sighting(capture),)))
            raise RuntimeError("the plug is pulled")

    with pytest.raises(RuntimeError, match="plug"):
        write_and_fail()
    with store.read() as connection:
        assert list(sightings(connection)) == []
        assert page_counts(connection).pages == 0


@pytest.mark.parametrize("name", ["key", "prefix", "sighting", "url", "page"])
def test_a_copy_is_found_by_every_name_a_user_may_have(store, name):
    """Copies answer to their key, its beginning, a sighting's key and the URLs."""
    capture = a_capture()
    seen = a_sighting(capture)
    save(store, capture, seen)
    names = {"key": seen.copy, "prefix": seen.copy[:8], "sighting": seen.id, "url": seen.url, "page": capture.url}
    with store.read() as connection:
        assert find_copies(connection, names[name]) == [seen.copy]
        assert find_copies(connection, "no such thing") == []
        assert find_copies(connection, "%%%%%%%") == []


def targets(*urls: str) -> list[queue.Target]:
    """Pages by URL."""
    return [queue.Target(url, url) for url in urls]


def begin(store: Store, *urls: str) -> int:
    """Begin a crawl, or take it up."""
    with store.write() as connection:
        return queue.begin_crawl(connection, targets(*urls), started_at=NOON)[0]


@pytest.mark.slow
def test_an_insert_tells_what_was_new(store):
    """How many rows went in, and the ids of those: what was there already is asked for by itself."""
    files = [{"sha256": name, "size": 1, "codec": "zlib", "body": b"x"} for name in ("a", "b", "c")]
    printers = [{"name": name} for name in ("a.example", "b.example")]
    with store.write() as connection:
        assert [insert_new(connection, payload, files[:2]), insert_new(connection, payload, files)] == [2, 1]
        assert [insert_new(connection, host, printers), insert_new(connection, host, [])] == [2, 0]
        captures = [
            {"key": key, "sha256": "a", "kind": "html", "notes": [], "reservations": []} for key in ("k1", "k2", "k3")
        ]
        first = insert_returning(connection, capture, captures[:2], "key")
        assert sorted(first) == ["k1", "k2"]
        assert list(insert_returning(connection, capture, captures, "key")) == ["k3"]


def test_requests_seen_are_always_accounted_for(store):
    """Seen = stored + refused + failed + pending, each with one reason, at every step."""
    crawl_id = begin(store, "http://a/", "http://b/", "http://c/", "http://d/")
    with store.write() as connection:
        due = queue.pending(connection, crawl_id, limit=10, due_at=NOON)
        queue.settle(connection, due[0].id, state=queue.STORED, reason=None)
        queue.settle(connection, due[1].id, state=queue.REFUSED, reason="robots")
        queue.settle(connection, due[2].id, state=queue.FAILED, reason="http-404")
        found = queue.accounts(connection, crawl_id)
    assert (found.seen, found.stored, found.pending) == (4, 1, 1)
    assert (found.refused, found.failed) == ({"robots": 1}, {"http-404": 1})


def test_the_first_outcome_of_a_request_stands(store):
    """A request is settled once, whoever comes second."""
    crawl_id = begin(store, "http://a/")
    with store.write() as connection:
        (page,) = queue.pending(connection, crawl_id, limit=1, due_at=NOON)
        assert queue.settle(connection, page.id, state=queue.STORED, reason=None) == "http://a/"
        assert queue.settle(connection, page.id, state=queue.FAILED, reason="timeout") is None
        assert queue.accounts(connection, crawl_id).failed == {}


def test_an_interrupted_crawl_is_taken_up_and_a_finished_one_is_not(store):
    """The same start pages mean the same crawl until it has ended."""
    first = begin(store, "http://a/", "http://b/")
    assert begin(store, "http://b/", "http://a/") == first
    assert begin(store, "http://other/") != first
    with store.write() as connection:
        queue.end_crawl(connection, first, finished_at=NOON, outcome="finished")
    assert begin(store, "http://a/", "http://b/") != first


def test_a_page_waits_as_long_as_its_server_asked(store):
    """A deferred page is not due before its moment, and fails when the server keeps us waiting."""
    crawl_id = begin(store, "http://a/")
    later = NOON + timedelta(minutes=5)
    with store.write() as connection:
        (page,) = queue.pending(connection, crawl_id, limit=1, due_at=NOON)
        queue.defer(connection, page.id, not_before=later, most=2)
        assert queue.pending(connection, crawl_id, limit=1, due_at=NOON) == []
        assert queue.next_due(connection, crawl_id) == later
        assert len(queue.pending(connection, crawl_id, limit=1, due_at=later)) == 1
        queue.defer(connection, page.id, not_before=later, most=2)
        assert queue.accounts(connection, crawl_id).failed == {"server-keeps-us-waiting": 1}


def test_a_page_a_redirect_led_to_is_not_fetched_again(store):
    """The target of a redirect counts as stored with the page that led there."""
    crawl_id = begin(store, "http://old/", "http://new/")
    capture = a_capture()
    with store.write() as connection:
        capture_id = save_capture(connection, capture, Observation())
        queue.settle_reached(connection, crawl_id, targets("http://new/")[0], depth=0, capture_id=capture_id)
        assert [page.url for page in queue.pending(connection, crawl_id, limit=9, due_at=NOON)] == ["http://old/"]


def test_settings_are_kept_and_changed(store):
    """The store remembers what it was told last."""
    with store.write() as connection:
        put_setting(connection, "window_hours", "72")
        put_setting(connection, "window_hours", "none")
        assert get_setting(connection, "window_hours") == "none"
        assert get_setting(connection, "other") is None


def _count_up(url: str, times: int) -> None:
    store = Store(url)
    for _ in range(times):
        with store.write() as connection:
            put_setting(connection, "count", str(int(get_setting(connection, "count") or 0) + 1))
    store.close()


@pytest.mark.slow
def test_two_writers_on_one_sqlite_file_lose_no_update(tmp_path):
    """Read-modify-write from two processes adds up (without BEGIN IMMEDIATE half was lost)."""
    url = f"sqlite:///{tmp_path / 'two.db'}"
    Store(url).close()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_count_up, args=(url, 40)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    store = Store(url)
    with store.read() as connection:
        assert get_setting(connection, "count") == "80"
    store.close()


def test_a_reader_is_not_held_up_by_a_writer(tmp_path):
    """A report can be written while a crawl writes."""
    store = Store(f"sqlite:///{tmp_path / 'busy.db'}")
    seen: list[str | None] = []

    def read() -> None:
        with store.read() as connection:
            seen.append(get_setting(connection, "x"))

    with store.write() as connection:
        put_setting(connection, "x", "1")
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(10)
    assert seen == [None]
    store.close()


def test_sqlite_keeps_what_it_said_it_kept(tmp_path):
    """The settings that make a committed page survive a crash are on."""
    store = Store(f"sqlite:///{tmp_path / 'safe.db'}")
    with store.read() as connection:
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(sa.text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(sa.text("PRAGMA foreign_keys")).scalar() == 1
    store.close()


def is_no_search_index(name: str | None, _kind: str, _parents: object) -> bool:
    """Leave out the index of words, which each database has in its own way (tests/store/test_search.py)."""
    return name is None or "copy_search" not in name


def test_the_schema_of_the_migrations_is_the_schema_of_the_program(store):
    """A table or column added to one and forgotten in the other is found here."""
    with store.read() as connection:
        opts = {"compare_type": True, "target_metadata": metadata, "include_name": is_no_search_index}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize(
    ("url", "error", "says"),
    [
        ("sqlite:////no/such/folder/x.db", StoreUnavailable, "create it first"),
        ("nonsense", StoreUnavailable, "sqlite:///FILE.db"),
        ("mysql://host/db", StoreUnavailable, "sqlite or postgresql"),
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", StoreUnavailable, "cannot open"),
    ],
)
def test_a_store_that_cannot_be_opened_says_what_to_do(url, error, says):
    """Every wrong URL is one line with a remedy, and shows no password."""
    with pytest.raises(error, match=says) as raised:
        Store(url)
    assert "\n" not in str(raised.value)


def test_a_password_is_never_shown():
    """An error about a server names it without its password."""
    with pytest.raises(StoreUnavailable) as raised:
        Store("postgresql+psycopg://me:secret@127.0.0.1:1/none")
    assert "secret" not in str(raised.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    """Somebody's text file given as store is told so and not touched."""
    path = tmp_path / "notes.db"
    path.write_text("my notes, not a database at all, but quite long " * 50)
    before = path.read_bytes()
    with pytest.raises(StoreCorrupt, match="not a database"):
        Store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_somebody_elses_database_is_refused_and_left_alone(tmp_path):
    """Another program's SQLite file does not get our tables."""
    path = tmp_path / "music.db"
    with sqlite3.connect(path) as other:
        other.execute("create table song (title text)")
    with pytest.raises(StoreCorrupt, match="not a Wiretrace store"):
        Store(f"sqlite:///{path}")
    with sqlite3.connect(path) as other:
        assert other.execute("select count(*) from sqlite_master").fetchone() == (1,)


def test_a_newer_store_is_refused(tmp_path):
    """A store of a later version is not written by an older program."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    store = Store(url)
    with store.write() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    store.close()
    with pytest.raises(StoreTooNew, match="newer wiretrace"):
        Store(url)


def test_an_older_store_is_upgraded_only_when_asked(tmp_path, monkeypatch):
    """A store without the newest migration names the command that brings it up to date."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    Store(url).close()
    migrated = []
    monkeypatch.setattr("crawler.store.engine._revisions", lambda _engine: ("0001", "0002"))
    monkeypatch.setattr("crawler.store.engine._migrate", migrated.append)
    with pytest.raises(StoreTooOld, match="wiretrace db upgrade"):
        connect(url)
    connect(url, upgrade=True)
    assert len(migrated) == 1


def test_who_waited_in_vain_does_not_wait_as_long_again(tmp_path, monkeypatch):
    """The first writer asks for the lock a second at a time, those after it once; one that gets it waits in full the next time."""
    monkeypatch.setattr("crawler.store.engine._BUSY_SECONDS", 2)
    store = Store(f"sqlite:///{tmp_path / 'locked.db'}")
    asked = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))

    def tries() -> int:
        asked.clear()
        with suppress(StoreUnavailable), store.write():
            pass
        return asked.count("BEGIN IMMEDIATE")

    with closing(sqlite3.connect(tmp_path / "locked.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [tries(), tries(), tries()] == [2, 1, 1]
        other.execute("ROLLBACK")
        assert tries() == 1
        other.execute("BEGIN IMMEDIATE")
        assert tries() == 2
    store.close()


def test_a_locked_store_says_so(tmp_path, monkeypatch):
    """A writer that cannot get the lock gives up with one line."""
    monkeypatch.setattr("crawler.store.engine._BUSY_SECONDS", 0.2)
    url = f"sqlite:///{tmp_path / 'locked.db'}"
    store = Store(url)
    other = sqlite3.connect(tmp_path / "locked.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def write() -> None:
        with store.write() as connection:
            put_setting(connection, "x", "1")

    with pytest.raises(StoreUnavailable, match="locked by another program"):
        write()
    other.execute("ROLLBACK")
    other.close()
    store.close()

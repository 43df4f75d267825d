"""What was changed by hand in a store, or by its disk: named by `db verify`; and stores that cannot be written, or read."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.jobs.checking import verify_store
from crawler.jobs.open_store import OpenStore
from crawler.store.store import Store

SENTENCE = "The harbour council counted the gulls on the long pier again this morning and found {} of them."


def records() -> list[dict[str, str]]:
    """Three outlets with one text, which two of them changed a little, and one of their own each."""
    text = [SENTENCE.format(17 + number) for number in range(9)]
    own = [SENTENCE.replace("gulls", f"boats{n}").replace("pier", f"river{n}").format(n) for n in range(9)]
    return [
        {"id": f"n{n}", "outlet": f"Post {n}", "title": f"Gulls {n}", "text": " ".join([*text[: 9 - n], *own[9 - n :]])}
        for n in range(3)
    ]


@pytest.fixture
def store(store_url):
    """A tracked store of these, on each database in turn."""
    opened = Store(store_url)
    OpenStore(opened).import_articles(records())
    yield opened
    opened.close()


def found(store: Store) -> dict[str, str]:
    """What is found broken, by the name of the check."""
    return {check.name: check.finding for check in verify_store(store) if not check.good}


def change(store: Store, statement: str) -> None:
    """Change rows behind the program's back."""
    with store.engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount >= 1


def test_a_store_as_it_is_written_is_found_intact(store):
    """Nothing is named that nobody changed."""
    assert found(store) == {}
    assert len(OpenStore(store).links()) >= 1


@pytest.mark.slow
def test_a_changed_word_in_a_copy_is_named(store):
    """By the copy's key; the links that were made of its words are named with it."""
    key = OpenStore(store).copies()[0].key
    change(store, f"UPDATE copy SET text = replace(text, 'council', 'committee') WHERE key = '{key}'")
    broken = found(store)
    assert key in broken["copies"]
    assert key in broken["links"]


def test_a_changed_figure_of_a_link_is_named(store):
    """By its two copies."""
    keys = [copy.key for copy in OpenStore(store).copies()]
    change(store, "UPDATE likeness SET coverage_a = 0.123456")
    broken = found(store)
    assert set(broken) == {"links"}
    assert sum(key in broken["links"] for key in keys) >= 2


def test_changed_bytes_of_a_page_are_named_with_their_place(store):
    """By the beginning of their SHA-256 and where they came from."""
    with store.engine.begin() as connection:
        sha256 = connection.execute(sa.text("SELECT min(sha256) FROM payload")).scalar_one()
        body = sa.text("UPDATE payload SET body = :body WHERE sha256 = :sha256")
        connection.execute(body, {"body": b"\x00changed", "sha256": sha256})
    assert sha256[:12] in found(store)["pages"]


@pytest.mark.slow
def test_a_store_that_may_only_be_read_and_is_not_in_wal_mode_is_read(wiretrace, tmp_path, monkeypatch):
    """A copy on a CD, or one that another program put into another mode: reading commands work, writing ones say one line."""
    path = tmp_path / "wiretrace.db"
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records()))
    assert wiretrace("import", "in.jsonl", cwd=tmp_path).code == 0
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    url = "sqlite:///file:wiretrace.db?mode=ro&uri=true"
    shown = wiretrace("export", "stories", "--store", url, cwd=tmp_path)
    assert (shown.code, shown.out.count("\n") > 0) == (0, True), shown.err
    tracked = wiretrace("track", "--store", url, cwd=tmp_path)
    assert (tracked.code, tracked.err.count("\n")) == (1, 1), tracked.err
    assert "read-only" in tracked.err


@pytest.mark.slow
def test_a_store_with_flipped_bytes_is_told_in_lines(wiretrace, tmp_path):
    """Wherever they are: `db verify` ends with a finding, never with a traceback."""
    path = Path(tmp_path / "wiretrace.db")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records()))
    assert wiretrace("import", "in.jsonl", cwd=tmp_path).code == 0
    whole = path.read_bytes()
    where = [at for at in range(4096, len(whole), 4096) if b"council" in whole[at : at + 4096]]
    copies = wiretrace("export", "copies", cwd=tmp_path).out
    codes = []
    for at in where:
        page = whole[at : at + 4096]
        spot = at + page.index(b"council")
        path.write_bytes(whole[:spot] + b"\xff\xfe\xfd" + whole[spot + 3 :])
        done = wiretrace("db", "verify", cwd=tmp_path)
        codes.append(done.code)
        assert "Traceback" not in done.err
        if done.code == 0:  # a place that holds nothing any more
            assert wiretrace("export", "copies", cwd=tmp_path).out == copies
    assert 1 in codes

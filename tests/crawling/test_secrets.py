"""A crawl of addresses with secrets: they are sent, and stand in no table, log, report, export or archive."""

import base64
import gzip
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.store.store import Store
from tests.command import start
from tests.command import wiretrace as command
from tests.site import Gate, Site, article_path, page
from tests.stores import set_back

pytestmark = pytest.mark.slow

PASSWORD, TOKEN, LINKED = "pw-tidewater-9", "tok-harbour-77", "jwt-lantern-55"
AWAY = "sig-gannet-31"
NEXT, GONE, MOVED = (
    f"{article_path(2)}?access_token={LINKED}",
    f"{article_path(3)}?token={LINKED}&x=1",
    f"{article_path(4)}?token={LINKED}",
)
REACHED = f"{article_path(5)}?sig={AWAY}"


def cells(path: Path) -> str:
    """Every cell of every table of a store, as text."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found += [repr(row) for row in connection.execute(f"SELECT * FROM {table}")]
    return "\n".join(found)


def routes() -> dict[str, object]:
    """A front page behind a password and a token, that leads to a page with a token of its own and one that is gone."""
    return {
        f"/en/?token={TOKEN}": page(1, links=(NEXT, GONE, MOVED)),
        NEXT: page(2),
        MOVED: (302, {"Location": REACHED}, b""),
        REACHED: page(3),
    }


def test_secrets_are_sent_and_nowhere_kept(tmp_path, wiretrace):
    """They stand in no cell of the store, no byte of its files, and nothing that any command says or writes."""
    with Site(routes()) as site:
        start_page = f"{site.url}/en/?token={TOKEN}".replace("://", f"://ann:{PASSWORD}@")
        said = [command("crawl", start_page, "--delay", "0", "--warc", "w", cwd=tmp_path)]
        asked = {request.path: request.headers for request in site.requests}
    sent = "Basic " + base64.b64encode(f"ann:{PASSWORD}".encode()).decode()
    for path in ("/robots.txt", f"/en/?token={TOKEN}", NEXT, REACHED):
        assert asked[path].get("Authorization") == sent, path
    assert "5 requests seen = 4 stored + 0 refused + 1 failed" in said[0].out, (said[0].out, said[0].err)
    said += [wiretrace("report", "--out", "r", cwd=tmp_path), wiretrace("doctor", cwd=tmp_path)]
    for what in ("sightings", "copies", "runs", "stories"):
        said += [wiretrace("export", what, "--format", kind, cwd=tmp_path) for kind in ("jsonl", "csv")]
    said += [wiretrace("explain", start_page, site.url + NEXT, cwd=tmp_path)]
    everything = {"cells": cells(tmp_path / "wiretrace.db")}
    everything |= {f"command {number}": done.out + done.err for number, done in enumerate(said)}
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        raw = file.read_bytes()
        if file.suffix == ".gz":  # the page's own markup is kept as it came
            raw = b"".join(part for part in gzip.decompress(raw).split(b"\r\n") if b"<html" not in part)
        everything[file.name] = raw.decode("latin-1")
    for secret in (PASSWORD, TOKEN, LINKED, AWAY, sent.partition(" ")[2]):
        assert [place for place, text in everything.items() if secret in text] == [], secret


def test_a_secret_waits_in_the_queue_and_is_taken_out_with_the_outcome(tmp_path):
    """A crawl that was killed asks for a page with its token again; then the row has lost it."""
    gate = Gate()
    slow = {f"/en/?token={TOKEN}": page(1, links=(NEXT,))}
    with Site({**slow, NEXT: gate.before(page(2))}) as site:
        process = start("crawl", f"{site.url}/en/?token={TOKEN}", "--delay", "0", cwd=tmp_path)
        gate.wait_for_request()
        process.kill()
        process.communicate()
        with closing(sqlite3.connect(tmp_path / "wiretrace.db")) as store:
            waiting = store.execute("SELECT url, address FROM request WHERE state = 'pending'").fetchall()
        assert [LINKED in url for url, _ in waiting] == [False]
        assert waiting[0][1].endswith(NEXT)
        gate.open()
        done = command("crawl", f"{site.url}/en/?token={TOKEN}", "--delay", "0", cwd=tmp_path)
    assert "2 requests seen = 2 stored" in done.out, done.err
    assert LINKED not in cells(tmp_path / "wiretrace.db")
    assert LINKED.encode() not in (tmp_path / "wiretrace.db").read_bytes()


def test_the_log_of_scrapy_names_no_secret_at_any_level(tmp_path):
    """Debug lines of requests and redirects name the address as the store keeps it; so do tracebacks."""
    with Site(routes()) as site:
        program = (
            "import logging, sys; logging.basicConfig(level=logging.DEBUG, stream=sys.stderr);"
            "from crawler.jobs.crawl import crawl;"
            f"crawl([sys.argv[1]], overrides={{'LOG_LEVEL': 'DEBUG', 'DOWNLOAD_DELAY': 0,"
            f" 'WIRETRACE_STORE': 'sqlite:///{tmp_path / 'w.db'}'}})"
        )
        where = f"{site.url}/en/?token={TOKEN}".replace("://", f"://ann:{PASSWORD}@")
        done = subprocess.run(
            [sys.executable, "-c", program, where], capture_output=True, text=True, check=True, timeout=300
        )
    assert "Crawled (200) <GET" in done.stderr
    for secret in (PASSWORD, TOKEN, LINKED, AWAY):
        assert secret not in done.stderr + done.stdout, secret


def test_an_upgrade_takes_secrets_out_of_an_older_store(tmp_path):
    """What an earlier version kept is redacted by `db upgrade`; a page that is still to be asked for keeps its address until then."""
    path = tmp_path / "wiretrace.db"
    with Site({"/en/": page(1, links=(article_path(2),)), article_path(2): page(2)}) as site:
        assert command("crawl", f"{site.url}/en/", "--delay", "0", cwd=tmp_path).code == 0
    secret = f"?access_token={LINKED}"
    with closing(Store(f"sqlite:///{path}")) as made:
        set_back(made, "0014")
    with closing(sqlite3.connect(path)) as store:
        for table, column in (("capture", "url"), ("visit", "url"), ("visit", "identity"), ("request", "url"), ("request", "identity"), ("run", "key"), ("crawl", "sources")):  # fmt: skip
            store.execute(f"UPDATE {table} SET {column} = {column} || ?", (secret,))
        store.execute("UPDATE request SET state = 'pending' WHERE depth = 1")
        store.execute("UPDATE sighting SET data = json_set(data, '$.page_url', json_extract(data, '$.page_url') || ?)", (secret,))  # fmt: skip
        store.execute("PRAGMA foreign_keys = OFF")
        store.execute("UPDATE page SET url = url || ?, identity = identity || ?", (secret, secret))
        store.execute("UPDATE page_source SET identity = identity || ?", (secret,))
        store.commit()
    done = command("db", "upgrade", cwd=tmp_path)
    assert (done.code, "up to date now" in done.out) == (0, True), done.err
    with closing(sqlite3.connect(path)) as store:
        waiting = store.execute("SELECT address FROM request WHERE address IS NOT NULL").fetchall()
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        assert {row[0] for row in store.execute("SELECT stopped FROM page")} == {"secret"}
    assert [LINKED in address for (address,) in waiting] == [True]
    assert cells(path).count(LINKED) == 1


def test_an_import_keeps_no_secret(tmp_path):
    """Neither of a record's address nor of a page's."""
    (tmp_path / "a.jsonl").write_text(
        json.dumps(
            {
                "id": "1",
                "outlet": "Harbour Post",
                "title": "Gulls",
                "text": "Gulls were counted on the pier today. " * 8,
                "url": f"https://ann:{PASSWORD}@h.example/a?token={TOKEN}",
            }
        )
    )
    done = command("import", "a.jsonl", cwd=tmp_path)
    assert done.code == 0, done.err
    shown = command("export", "sightings", cwd=tmp_path).out
    assert "h.example/a" in shown
    assert not {PASSWORD, TOKEN} & {
        secret for secret in (PASSWORD, TOKEN) if secret in shown + cells(tmp_path / "wiretrace.db")
    }


def test_a_start_page_with_a_token_on_postgresql_is_kept_redacted(store_url, tmp_path):
    """The same on each database: no text column of any table holds the token when the crawl has ended."""
    with Site({f"/en/?token={TOKEN}": page(1)}) as site:
        done = command("crawl", f"{site.url}/en/?token={TOKEN}", "--delay", "0", "--store", store_url, cwd=tmp_path)
    assert done.code == 0, done.err
    engine = sa.create_engine(store_url)
    with engine.connect() as connection:
        for table in sa.inspect(engine).get_table_names():
            rows = connection.execute(sa.text(f'SELECT * FROM "{table}"')).all()
            assert TOKEN not in repr([tuple(row) for row in rows]), table
    engine.dispose()

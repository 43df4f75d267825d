"""Crawls, an import, a tracking, a report, exports and a server at once on one store, of either kind: what is asked of one reader or writer at a time."""

from __future__ import annotations

import http.client
import json
import signal
from pathlib import Path
from subprocess import Popen

import pytest

from tests.command import Done, start, wiretrace
from tests.site import Site, article_path, page, story

pytestmark = pytest.mark.slow

PAGES = range(1, 9)
RECORDS = range(40)


def site() -> dict[str, bytes]:
    """Two sections, each with four articles of its own."""
    halves = {"/en/": PAGES[:4], "/zh/": PAGES[4:]}
    pages = {path: page(100 + len(path) + of[0], links=tuple(map(article_path, of))) for path, of in halves.items()}
    return pages | {article_path(number): page(200 + number) for number in PAGES}


def records(folder: Path, name: str, numbers: range) -> Path:
    """A file of articles; each story comes four times, from another outlet each."""
    lines = ({"id": f"{name}-{n}", "outlet": f"Post {n}", "text": f"{story(n // 4)} Edition {n}."} for n in numbers)
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def ended(process: Popen[str]) -> Done:
    """How a process ended, and what it said."""
    out, err = process.communicate(timeout=300)
    return Done(process.returncode, out, err)


def asked(server: Popen[str], path: str) -> int:
    """The status of a page of a server, whose first line says where it listens."""
    address = (
        next(line for line in server.stdout if "http://" in line).partition("http://")[2].split("/")[0].strip(". ")
    )
    connection = http.client.HTTPConnection(address, timeout=300)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


def test_all_commands_at_once(store_url, tmp_path):
    """All end well, or say in one line why not; then the store holds what one command after the other would have left."""
    on = ("--store", store_url)
    assert wiretrace("import", str(records(tmp_path, "first", RECORDS)), *on, cwd=tmp_path).code == 0
    second = records(tmp_path, "second", range(40, 60))
    with Site(site()) as web:
        server = start("serve", "--port", "0", *on, cwd=tmp_path)
        running = {
            "crawl": start("crawl", f"{web.url}/en/", "--delay", "0", *on, cwd=tmp_path),
            "crawl of another": start("crawl", f"{web.url}/zh/", "--delay", "0", *on, cwd=tmp_path),
            "import": start("import", second, *on, cwd=tmp_path),
            "track": start("track", *on, cwd=tmp_path),
            "report": start("report", "--out", "report", *on, cwd=tmp_path),
            "export": start("export", "links", "--out", "links.jsonl", *on, cwd=tmp_path),
        }
        answered = asked(server, "/index.html")
        done = {name: ended(process) for name, process in running.items()}
        server.send_signal(signal.SIGTERM)
        done["serve"] = ended(server)
    assert answered == 200
    for name, (code, _, err) in done.items():
        assert "Traceback" not in err, (name, err)
        assert "program-error" not in err, (name, err)
        assert code == (143 if name == "serve" else 0), (name, err)
    assert wiretrace("track", *on, cwd=tmp_path).code == 0
    assert wiretrace("db", "verify", *on, cwd=tmp_path).code == 0
    copies = [json.loads(line) for line in wiretrace("export", "copies", *on, cwd=tmp_path).out.splitlines()]
    stories = [json.loads(line) for line in wiretrace("export", "stories", *on, cwd=tmp_path).out.splitlines()]
    assert sum(copy["outlet"].startswith("Post") for copy in copies) == 60
    assert sorted(len(each["copies"]) for each in stories if len(each["copies"]) >= 4) >= [4] * 15
    again = wiretrace("crawl", f"{web.url}/en/", "--delay", "0", *on, cwd=tmp_path)
    assert "Traceback" not in again.err

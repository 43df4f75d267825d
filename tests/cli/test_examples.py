"""Every example in the help of every command runs as written: in one folder, against a web of our own where it names a site."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from signal import SIGINT
from threading import Timer
from typing import Any

import pytest
from typer.main import get_command

from crawler.cli.main import app
from tests import places
from tests.command import Done, start, wiretrace
from tests.web import Web, list_page

pytestmark = pytest.mark.slow
WORLD = places.PROJECT / "fixtures" / "world"
#: What makes layouts, outlets and stores comes before what reads them, and crawls before the scheduler; otherwise in the order of help.
FIRST = ("init", "layout", "outlets", "sources", "crawl")
#: Pages whose blocks are run here. README and the guides have tests of their own (tests/project), and a server that nobody has is in docs/fleet.md.
PAGES = ("alerts", "custom-layouts", "evidence", "outlets", "scheduling", "serve", "sources", "sql")
LIMIT = 240  # seconds that end what hangs
ARTICLES = re.search(
    r"^```json articles.jsonl\n(.*?)^```", (places.PROJECT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)
OPML = '<opml version="2.0"><body><outline text="Echo" xmlUrl="https://echo.example/feed.xml"/></body></opml>'
ALERTS = """[rule.spreading]
when = "reach"
outlets = 2
[channel.desk]
kind = "file"
path = "alerts.jsonl"
"""
SOURCES = """contact = "desk@news.example"
[source.daily8]
kind = "page"
urls = ["https://www.daily8.com/en/"]
schedule = "every 6h"
limits = { max_pages = 2, delay = 0 }
[source.echo-feed]
kind = "feed"
urls = ["https://echo.example/feed.xml"]
schedule = "every 1d"
limits = { max_pages = 2, delay = 0 }
"""


def helps(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The help of each command, and of the program itself, by its words."""
    yield " ".join(path), group.help or ""
    for name, command in getattr(group, "commands", {}).items():
        yield from helps(command, (*path, name))


def examples() -> list[str]:
    """Every command line that is set in bold in a help text or stands in a block of a page of PAGES, in an order in which they can be run."""
    found = [
        line
        for _, text in helps(get_command(app))
        for line in re.findall(r"\*\*((?:[a-z]+ [^*]+(?:&&|\|) )?wiretrace [^*]+)\*\*", text)
    ]
    for name in PAGES:
        text = (places.DOCS / f"{name}.md").read_text(encoding="utf-8")
        for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            found += re.findall(r"^(?:\$ )?(wiretrace .+)$", block, re.MULTILINE)
    rank = {name: place for place, name in enumerate(FIRST)}
    return sorted(dict.fromkeys(found), key=lambda line: rank.get(line.split("wiretrace ")[-1].split()[0], len(FIRST)))


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Iterator[dict[str, Done]]:
    """Every example, run in order in a folder with the files that examples name; a web is reached by a proxy."""
    folder, tools = tmp_path_factory.mktemp("desk"), tmp_path_factory.mktemp("web")
    _lay_out(folder)
    ran: dict[str, Done] = {}
    with Web(tools) as web:
        variables = {"WIRETRACE_PROXY": web.proxy, "SSL_CERT_FILE": str(web.trusted)}
        for store in ("wiretrace.db", "news.db"):
            assert wiretrace("import", "articles.jsonl", "saved-pages/", "--store", store, cwd=folder).code == 0
        for line in examples():
            ran[line] = _typed(line, folder, variables)
        yield ran


def _lay_out(folder: Path) -> None:
    assert ARTICLES is not None
    addresses = iter(("https://echo.example/ferry", "https://post.example/night-boat"))
    lines = [line.replace("{", f'{{"url": "{next(addresses)}", ', 1) for line in ARTICLES[1].splitlines()]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "story.txt").write_text(re.search(r'"text": "(.*?)"}', lines[1])[1], encoding="utf-8")
    (folder / "saved-page.html").write_bytes(list_page())
    shutil.copytree(WORLD / "pages" / "daily8-whale-sandrell-star", folder / "saved-pages" / "whale")
    shutil.copytree(places.PROJECT / "fixtures" / "wirefeeds", folder / "our-feed")
    (folder / "subscriptions.opml").write_text(OPML, encoding="utf-8")
    (folder / "alerts.toml").write_text(ALERTS, encoding="utf-8")
    _with_sources(folder)


def _with_sources(folder: Path) -> None:
    for name in ("sources.toml", "newsroom.toml"):
        (folder / name).write_text(SOURCES, encoding="utf-8")


def _typed(line: str, folder: Path, variables: Mapping[str, str]) -> Done:
    """Do what a shell does with *line*: one command after the other, what it reads, where what it prints goes."""
    begins = line.startswith("wiretrace init")
    if begins:
        for name in ("sources.toml", "newsroom.toml"):
            (folder / name).unlink()
    done = Done(0, "", "")
    for part in line.split(" && "):
        read, _, command = part.rpartition("wiretrace ")
        command, _, goes = command.partition(" > ")
        words = shlex.split(command.partition(" | ")[0])
        stdin = (folder / read.split()[1]).read_text("utf-8") if read else ""
        if never_ends(words):
            return _until_it_waits(words, folder, variables)
        done = wiretrace(*words, cwd=folder, stdin=stdin, timeout=LIMIT, **variables)
        if goes:
            (folder / goes).write_text(done.out, encoding="utf-8")
        if done.code:
            break
    if begins:
        _with_sources(folder)
    return done


def never_ends(words: Sequence[str]) -> bool:
    """Whether it is a command that goes on until it is stopped."""
    return words[0] == "serve" or (words[:2] == ["schedule", "run"] and "--once" not in words)


def _until_it_waits(words: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Done:
    """Run a command until it has said that it is there, then end it as Ctrl-C does."""
    process = start(*words, cwd=folder, **variables)
    limit = Timer(LIMIT, process.kill)
    limit.start()
    said = process.stdout.readline()
    process.send_signal(SIGINT)
    out, err = process.communicate()
    limit.cancel()
    return Done(process.returncode, said + out, err)


@pytest.mark.parametrize("line", examples())
def test_every_example_runs_as_written(done, line):
    """Exit code 0; nobody has to add an option that the help does not show. What never ends is stopped when it is there."""
    words = shlex.split(line)[1:]
    if words[0] == "worker":  # its store is a server that nobody has: the tests of fleet start one
        assert (done[line].code, "db.example" in done[line].err) == (1, True)
    elif words == ["init"]:  # asks its questions on a terminal: tests/cli/test_init.py
        assert (done[line].code, "no terminal" in done[line].err) == (2, True)
    elif never_ends(words):
        assert done[line].code == 130, done[line]
        assert done[line].out
    else:
        assert done[line].code == 0, done[line]

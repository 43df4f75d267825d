"""Every example in the help of every command runs as written: in one folder, against a web of our own where it names a site."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from crawler.cli.main import app
from tests import places
from tests.command import environment, sigint
from tests.web import Web, list_page

pytestmark = pytest.mark.slow
WORLD = places.PROJECT / "fixtures" / "world"
#: What makes layouts, outlets and stores comes before what reads them; otherwise in the order of help.
FIRST = ("init", "layout", "outlets", "sources")
NEVER_ENDS = "schedule run"
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
[source.{name}]
kind = "page"
urls = ["https://www.daily8.com/en/"]
schedule = "every 6h"
limits = {{ max_pages = 2, delay = 0 }}
[source.echo-feed]
kind = "feed"
urls = ["https://echo.example/feed.xml"]
schedule = "every 1d"
limits = {{ max_pages = 2, delay = 0 }}
"""


def helps(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The help of each command, and of the program itself, by its words."""
    yield " ".join(path), group.help or ""
    for name, command in getattr(group, "commands", {}).items():
        yield from helps(command, (*path, name))


def examples() -> list[str]:
    """Every command line that is set in bold in a help text, in the order in which they can be run."""
    found = [
        line
        for _, text in helps(get_command(app))
        for line in re.findall(r"\*\*((?:[a-z]+ [^*]+(?:&&|\|) )?wiretrace [^*]+)\*\*", text)
    ]
    rank = {name: place for place, name in enumerate(FIRST)}
    return sorted(dict.fromkeys(found), key=lambda line: rank.get(line.split("wiretrace ")[-1].split()[0], len(FIRST)))


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder with the files that examples name, the program on the PATH, and a web that is reached by a proxy."""
    folder, tools = tmp_path_factory.mktemp("desk"), tmp_path_factory.mktemp("bin")
    shim = tools / "wiretrace"
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m crawler "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    _lay_out(folder)
    with Web(tools) as web:
        variables = environment() | {
            "PYTHONPATH": str(places.PROJECT), "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "WIRETRACE_PROXY": web.proxy,
            "SSL_CERT_FILE": str(web.trusted),
        }  # fmt: skip
        for store in ("wiretrace.db", "news.db"):
            line = f"wiretrace import articles.jsonl saved-pages/ --store {store}"
            subprocess.run(["sh", "-c", line], cwd=folder, env=variables, check=True, capture_output=True)
        yield folder, variables


def _lay_out(folder: Path) -> None:
    assert ARTICLES is not None
    addresses = iter(("https://echo.example/ferry", "https://post.example/night-boat"))
    lines = [line.replace("{", f'{{"url": "{next(addresses)}", ', 1) for line in ARTICLES[1].splitlines()]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "story.txt").write_text(re.search(r'"text": "(.*?)"}', lines[1])[1], encoding="utf-8")
    (folder / "saved-page.html").write_bytes(list_page())
    shutil.copytree(WORLD / "pages" / "daily8-whale-sandrell-star", folder / "saved-pages" / "whale")
    shutil.copytree(places.PROJECT / "fixtures" / "wirefeeds", folder / "our-feed")
    (folder / "newsroom.toml").write_text(SOURCES.format(name="daily8"))
    (folder / "subscriptions.opml").write_text(OPML)
    (folder / "alerts.toml").write_text(ALERTS)


@pytest.fixture(scope="module")
def done(desk) -> dict[str, subprocess.CompletedProcess[str]]:
    """Every example, run in order in the folder of the desk."""
    folder, variables = desk
    ran: dict[str, subprocess.CompletedProcess[str]] = {}
    for line in examples():
        if line == "wiretrace init":  # asks; its options are another example
            continue
        if line.startswith("wiretrace init"):
            (folder / "newsroom.toml").unlink()
        if NEVER_ENDS in line and "--once" not in line:
            ran[line] = _until_it_waits(line, folder, variables)
        else:
            ran[line] = subprocess.run(
                ["sh", "-c", line], cwd=folder, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                timeout=300, check=False,
            )  # fmt: skip
        if not (folder / "sources.toml").exists():
            (folder / "sources.toml").write_text(SOURCES.format(name="daily8"))
        if line.startswith("wiretrace init"):
            (folder / "newsroom.toml").write_text(SOURCES.format(name="daily8"))
    return ran


def _until_it_waits(line: str, folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command that never ends until it has reported a crawl, then end it as Ctrl-C does."""
    with sigint(signal.SIG_DFL):
        process = subprocess.Popen(
            shlex.split(line), cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(line, process.returncode, first + out, err)


@pytest.mark.parametrize("line", examples())
def test_every_example_runs_as_written(done, line):
    """Exit code 0; nobody has to add an option that the help does not show."""
    if line == "wiretrace init":
        pytest.skip("asks its questions on a terminal: tests/cli/test_init.py")
    assert done[line].returncode == 0, (line, done[line].stdout[-600:], done[line].stderr[-600:])

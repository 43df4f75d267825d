"""The README: its tour runs as written, what it shows is what comes out, and its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

import pytest

from tests import places
from tests.command import environment

PROJECT = places.PROJECT
README = (PROJECT / "README.md").read_text(encoding="utf-8")
TOUR = README.split("## A five-minute tour", 1)[1].split("\n## ", 1)[0]


def _console_blocks() -> list[str]:
    return re.findall(r"```console\n(.*?)```", TOUR, re.DOTALL)


def _steps(block: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a block, each with the lines of output that the README shows for it."""
    steps: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        else:
            steps[-1][1].append(line)
    return steps


@pytest.fixture(scope="module")
def walked(tmp_path_factory) -> dict[str, object]:
    """Walk the tour once, in an empty folder, with nothing but what the tour itself makes; return where, and what was said."""
    folder = tmp_path_factory.mktemp("tour")
    tools = tmp_path_factory.mktemp("bin")
    shim = tools / "wiretrace"
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m crawler "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    for name, content in re.findall(r"```json (\S+)\n(.*?)```", TOUR, re.DOTALL):
        (folder / name).write_text(content, encoding="utf-8")
    variables = environment() | {"PYTHONPATH": str(PROJECT), "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    said = []
    for command, shown in [step for block in _console_blocks() for step in _steps(block)]:
        done = subprocess.run(
            ["sh", "-c", command], cwd=folder, env=variables, capture_output=True, text=True, timeout=120, check=False
        )
        said.append((command, shown, done))
    return {"folder": folder, "said": said}


@pytest.mark.slow
def test_every_command_of_the_tour_works_as_written(walked):
    """Exit code 0, in the order given, from an empty folder."""
    assert len(walked["said"]) >= 8
    for command, _, done in walked["said"]:
        assert done.returncode == 0, (command, done.stdout, done.stderr)


@pytest.mark.slow
def test_what_the_tour_shows_is_what_comes_out(walked):
    """Every line of output in the README is among the lines the command printed."""
    shown = 0
    for command, lines, done in walked["said"]:
        missing = [line for line in lines if line not in done.stdout.splitlines()]
        assert not missing, (command, missing, done.stdout)
        shown += len(lines)
    assert shown >= 5


@pytest.mark.slow
def test_the_tour_leaves_what_it_promises(walked):
    """The demo's report, one's own report with the saved page's outlets, and the exported links are there."""
    folder = walked["folder"]
    assert (folder / "tour" / "report.html").stat().st_size > 100_000
    assert (folder / "tour" / "index.html").exists()
    mine = (folder / "mine" / "outlets.html").read_text(encoding="utf-8")
    assert all(name in mine for name in ("Oldhaven Echo", "Skerry Post", "Sandrell Star", "Blue Hills Express"))
    assert "echo-1" in (folder / "links.csv").read_text(encoding="utf-8")
    found = next(done.stdout for command, _, done in walked["said"] if command.startswith("wiretrace find"))
    assert "Sandrell Star" in found


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/why.md", "reports/README.md"])
def test_links_lead_somewhere(name):
    """Every relative link and picture of a page for newcomers is a file or folder of the project."""
    page = PROJECT / name
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r'(?:src|srcset)="([^"]+)"', text)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_pictures_are_small_enough_for_a_page():
    """The screenshots are there in light and dark, PNG, under 250 KB each."""
    for name in ("report-light.png", "report-dark.png"):
        picture = (PROJECT / "docs" / "images" / name).read_bytes()
        assert picture.startswith(b"\x89PNG\r\n")
        assert len(picture) < 250_000


def test_the_wheel_named_is_the_version_we_are():
    """The install lines name this version's wheel."""
    version = re.search(r'__version__ = "(.+)"', (PROJECT / "crawler" / "__init__.py").read_text(encoding="utf-8"))
    assert version
    assert set(re.findall(r"wiretrace-([\d.]+\w*)-py3", README)) == {version[1]}

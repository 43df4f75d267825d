"""Any folder is a good one to work in: one that holds a `crawler/` or a `wiretrace/` of its own breaks no command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.cli.program import installed_program, this_program
from tests import places
from tests.command import environment

pytestmark = pytest.mark.slow

SOURCES = """
[source.saved]
kind = "folder"
paths = ["saved.html"]
schedule = "every 1h"
"""
PAGE = "<html><head><title>Echo</title></head><body><p>Nothing much happened today.</p></body></html>"
TEXT = "The night ferry between the two harbours will run again from Monday after a pause of nine winters, the harbour office said on Friday."
HOSTILE = "raise SystemExit('a stranger was imported')\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with packages and modules named like ours and like what ours needs."""
    for name in ("crawler", "wiretrace"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(HOSTILE)
        (tmp_path / name / "__main__.py").write_text(HOSTILE)
    (tmp_path / "scrapy.py").write_text(HOSTILE)
    (tmp_path / "typer.py").write_text(HOSTILE)
    return tmp_path


def run(folder: Path, *words: str, command: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*(command or this_program()), *words], cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=120
    )  # fmt: skip


def test_a_schedule_starts_ourselves(folder: Path) -> None:
    """`schedule run` starts a process for each crawl and each report: this program, not what lies in the folder."""
    (folder / "sources.toml").write_text(SOURCES)
    (folder / "articles.jsonl").write_text(f'{{"id": "a", "outlet": "Echo", "text": "{TEXT}"}}\n')
    (folder / "sources.toml").write_text(SOURCES.replace("saved.html", "articles.jsonl"))
    done = run(folder, "schedule", "run", "--once", "--report", "out")
    assert "stranger" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    assert (folder / "out" / "index.html").stat().st_size > 1000


def test_a_printed_schedule_names_a_program_and_no_module(folder: Path) -> None:
    """What cron and systemd are told to run does not look into the working directory either."""
    (folder / "sources.toml").write_text(SOURCES)
    done = run(folder, "schedule", "print", "--cron")
    assert done.returncode == 0, done.stderr
    assert " -m " not in done.stdout
    assert run(folder, "--version", command=installed_program()).stdout.startswith("wiretrace ")


@pytest.mark.parametrize("form", ["script", "-P -m crawler", "-P -m wiretrace"])
def test_the_command_starts_there(folder: Path, form: str) -> None:
    """The installed command and `python -P -m` do not look into the working directory; `python -m` alone does, by Python's rule."""
    script = Path(sys.executable).with_name("wiretrace")
    if form == "script" and not script.exists():
        pytest.skip("wiretrace is not installed beside this Python")
    command = [str(script)] if form == "script" else [sys.executable, *form.split()]
    (folder / "story.txt").write_text(TEXT)
    (folder / "articles.jsonl").write_text(f'{{"id": "a", "outlet": "Echo", "text": "{TEXT}"}}\n')
    assert run(folder, "import", "articles.jsonl", command=command).returncode == 0
    done = run(folder, "find", "story.txt", command=command)
    assert (done.returncode, done.stdout.split("\t")[0]) == (0, "Echo"), done.stderr


def test_scrapy_finds_our_settings_and_spiders(folder: Path) -> None:
    """Scrapy's own command, in a folder with a `scrapy.cfg` and a stranger called `crawler`, works with our paths."""
    (folder / "scrapy.cfg").write_text((places.PROJECT / "scrapy.cfg").read_text())
    scrapy = Path(sys.executable).with_name("scrapy")
    done = run(folder, "list", command=[str(scrapy)])
    assert (done.returncode, done.stdout.split()) == (0, ["aggregator"]), done.stderr


def test_our_own_start_needs_no_path(folder: Path) -> None:
    """A child finds our packages where its parent found them, also when only PYTHONPATH or the folder said where."""
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [*this_program(), "--version"], cwd=folder, env=alone, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("wiretrace ")

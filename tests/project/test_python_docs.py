"""docs/python.md: its examples run as written, one after the other, and print what the page shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import wiretrace
from tests import places
from tests.command import environment
from tests.project.test_readme import PAGE

TEXT = (places.PROJECT / "docs" / "python.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", TEXT, re.DOTALL)
MARK = "-- next --"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each example printed, all of them run in one process in an empty folder."""
    folder: Path = tmp_path_factory.mktemp("python")
    (folder / "saved-page.html").write_text(PAGE, encoding="utf-8")
    (folder / "examples.py").write_text(f"\nprint({MARK!r})\n".join(code for code, _ in STEPS), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "examples.py"], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split(f"{MARK}\n")


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(STEPS)))
def test_an_example_prints_what_the_page_shows(number: int, printed: list[str]) -> None:
    """Every line that the page shows is among the lines printed, in order."""
    shown, lines = STEPS[number][1].splitlines(), iter(printed[number].splitlines())
    assert shown
    assert [line for line in shown if line not in lines] == []


def test_the_page_shows_each_function_in_a_few_lines() -> None:
    """Each function of the library has an example of its own, at most eight lines long."""
    functions = {name for name in wiretrace.__all__ if name.islower() and not name.startswith("_")} - {
        "load_registries"
    }
    imported = {
        name
        for code, _ in STEPS
        for names in re.findall(r"^from wiretrace import (.*)$", code, re.MULTILINE)
        for name in names.split(", ")
    }
    assert imported == functions
    assert max(len(code.strip().splitlines()) for code, _ in STEPS) <= 8

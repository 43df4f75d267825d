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

TEXT = (places.PROJECT / "docs" / "python.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", TEXT, re.DOTALL)
MARK = "-- next --"
STORY = (
    "The night ferry between Oldhaven and Little Skerry will run again from Monday after a pause of nine winters, "
    "the harbour office said. Two boats were painted over the summer and passed their trials last week."
)
OTHER = "A choir of bakers will sing on the quay on Saturday, the parish said, and asked everyone to bring a warm hat."


def _block(outlet: str, ago: str, headline: str, body: str) -> str:
    return f"<div><p>{outlet}</p><p>{ago}</p><p>• {outlet}</p><h3>{headline}</h3><p>{body}</p></div>"


PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Night ferry | Daily8</title></head><body>
<img src="l.svg" alt="logo"><h1>Night ferry returns</h1><h1>Night ferry returns</h1><p>Oldhaven Echo</p><p>an hour ago</p>
<p>{STORY}</p><h4>Hashtags</h4><p>#Ferry</p><img src="o.png" alt="Orange background"><h3>Try Our AI Features</h3>
<p>Explore what Daily8 AI can do for you:</p><h3>Comments</h3><p>No comments yet...</p><h2>Related Articles</h2>
{_block("Skerry Post", "41 minutes ago", "Nine winters later, a night boat", STORY)}
{_block("Harbour Bell", "2 hours ago", "Bakers to sing", OTHER)}
</body></html>
"""


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

"""The clock is an argument: one module asks what time it is, and only the command line hands that one down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.places import PROJECT

#: Calls that read the machine's clock. Pauses (`sleep`) and the event loop's time measure how long, not when.
READS = frozenset(
    {
        "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
        "time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.gmtime", "time.localtime",
        "time.ctime", "time.strftime",
    }
)  # fmt: skip
CLOCK = "crawler.clock.system_clock"


def names_of(tree: ast.Module) -> dict[str, str]:
    """Return what each imported name of a module means, dotted in full."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """Return the full dotted name that an expression refers to, "" where it is no name."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute) and (owner := dotted(node.value, names)):
        return f"{owner}.{node.attr}"
    return ""


def references(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of whatever a module names, called or only passed on."""
    tree = ast.parse(text)
    names = names_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and (name := dotted(node, names)):
            yield node.lineno, name


def modules() -> list[Path]:
    """Return every module of the package."""
    return sorted((PROJECT / "crawler").rglob("*.py"))


@cache
def named_in(path: Path) -> tuple[tuple[int, str], ...]:
    """Return the references of a module, read once for all tests."""
    return tuple(references(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from datetime import UTC, datetime\nat = datetime.now(UTC)", id="now"),
        pytest.param("import datetime as dt\nat = dt.datetime.utcnow()", id="utcnow-of-a-module"),
        pytest.param("from datetime import date\nday = date.today()", id="today"),
        pytest.param("from time import time as t\nat = t()", id="time-by-another-name"),
        pytest.param("import time\nclock = time.monotonic", id="passed-on-uncalled"),
    ],
)
def test_a_reading_of_the_machines_clock_is_found(text):
    """However it is imported or named."""
    assert READS & {name for _, name in references(text)}


@pytest.mark.slow
def test_no_module_but_the_clock_reads_the_machines_clock():
    """Whatever else needs the time takes it, or a clock, as an argument."""
    found = [
        f"{path.relative_to(PROJECT)}:{line}: {name}"
        for path in modules()
        if path != PROJECT / "crawler" / "clock.py"
        for line, name in named_in(path)
        if name in READS
    ]
    assert found == []


def test_only_the_command_line_hands_the_systems_clock_down():
    """No part below it helps itself to the system's clock, also not as a default."""
    users = {path.relative_to(PROJECT).parts[1] for path in modules() for _, name in named_in(path) if name == CLOCK}
    assert users == {"cli"}

"""Every reason that a page can end with is in the docs, and none that no code gives."""

import re

import pytest

from crawler.faults import PROGRAM_ERROR
from tests import places

CALLS = re.compile(
    r'(?:\b(?:Refused|GaveUp|UnreadablePage|UnreadableFeed)\(|unreadable=|FAILED, |REFUSED, )"([a-z][a-z0-9-]+)"'
)


@pytest.fixture(scope="module")
def documented() -> set[str]:
    """The slugs in the first column of the table."""
    text = (places.PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
    table = text.split("## Why a page is not in the store")[1]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {slug for row in rows for slug in re.findall(r"`([a-z0-9-]+)`", row)}


@pytest.fixture(scope="module")
def given() -> set[str]:
    """The slugs that the code gives."""
    rooms = ("crawling", "pages", "sightings", "wirefeeds", "store")
    files = [file for room in rooms for file in (places.PROJECT / "crawler" / room).rglob("*.py")]
    found = {slug for file in files for slug in CALLS.findall(file.read_text(encoding="utf-8"))}
    return found | {PROGRAM_ERROR}


def test_every_reason_is_documented(given, documented):
    """A user who meets one finds it."""
    assert given - documented == set()


def test_no_reason_is_documented_that_nobody_gives(given, documented):
    """Whether by itself or in a table; the example of a status stands in a docstring."""
    said = "\n".join(f.read_text(encoding="utf-8") for f in (places.PROJECT / "crawler").rglob("*.py"))
    assert {slug for slug in documented - given if f'"{slug}"' not in said} == set()

"""The glossary is true: its words are the code's, and the words that it does not want are not written."""

import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.places import DOCS, PROJECT

GLOSSARY = DOCS / "glossary.md"
#: Where an unwanted word is right: names of others, and plain English. What stands between backticks is a name, too, and never prose.
EXEMPT = {
    "moment": re.compile(r"moment(?:\.js|, dayjs| and dayjs| prints)|as moment\b|moments? ago"),
    "is none": re.compile(r"is None|there is none"),
}
ROOMS = {"tests": ("tests",), "everywhere": ("tests", "crawler", "wiretrace", "benchmarks", "fixtures")}


class Unwanted(NamedTuple):
    """A word that is not to be written, and in which files it is looked for."""

    word: str
    where: str


class Passage(NamedTuple):
    """A line of prose and its place."""

    path: Path
    line: int
    text: str


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the glossary, its head left out."""
    section = GLOSSARY.read_text(encoding="utf-8").partition(f"# {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def pages() -> list[Path]:
    """What a user reads. The glossary names the words, decisions and the changelog are records of their time."""
    found = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *PROJECT.glob("*/README.md"), *DOCS.glob("*.md")]
    return [path for path in found if path != GLOSSARY]


@cache
def prose(path: Path) -> tuple[Passage, ...]:
    """The lines of a page; of a module, its comments and docstrings. Read once for all words."""
    return tuple(_prose(path))


def _prose(path: Path) -> Iterator[Passage]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield from (Passage(path, number, line) for number, line in enumerate(text.splitlines(), 1))
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            yield from (Passage(path, token.start[0] + n, line) for n, line in enumerate(token.string.splitlines()))


def modules(where: str) -> list[Path]:
    """The modules in which a word is looked for."""
    return [path for room in ROOMS.get(where, ()) for path in sorted((PROJECT / room).rglob("*.py"))]


def uses(unwanted: Unwanted) -> list[str]:
    """Every place at which a word is written, as FILE:LINE: TEXT."""
    word = re.compile(rf"\b{re.escape(unwanted.word)}s?\b", re.IGNORECASE)
    exempt = EXEMPT.get(unwanted.word)
    found = []
    for path in [*pages(), *modules(unwanted.where)]:
        for passage in prose(path):
            text = re.sub(r"`[^`]*`", "", passage.text)
            text = exempt.sub("", text) if exempt else text
            if word.search(text):
                found.append(f"{path.relative_to(PROJECT)}:{passage.line}: {passage.text.strip()}")
    return found


UNWANTED = [Unwanted(word, where) for word, _, where in rows_under("Words that we do not write")]


@pytest.mark.slow
@pytest.mark.parametrize("unwanted", UNWANTED, ids=lambda unwanted: unwanted.word)
def test_a_word_that_we_do_not_write_is_not_written(unwanted):
    """Neither in what a user reads nor, where the glossary says so, in comments and docstrings."""
    assert unwanted.where in {"pages", *ROOMS}
    assert uses(unwanted) == []


def test_an_unwanted_word_would_be_found(tmp_path):
    """In comments and docstrings, and not in code or in texts that a test reads."""
    module = tmp_path / "a.py"
    module.write_text('"""Begun anew."""\nx = "anew"\nanew = 1  # anew\n')
    assert [passage.line for passage in prose(module)] == [1, 3]


def test_the_terms_are_those_of_the_code():
    """Every name in the column "in the code" is one."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "crawler").rglob("*.py"))
    folders = {f"{path.name}/" for path in (PROJECT / "crawler").iterdir() if path.is_dir()}
    named = [name for row in rows_under("Glossary") for name in re.findall(r"`([^`]+)`", row[2])]
    missing = [name for name in named if name not in folders and not re.search(rf"\b{name.split('.')[-1]}", code)]
    assert missing == []
    assert len(named) > 40

"""What a command loads: nobody who asks a question waits for a crawler, an extractor and a migration tool to be imported."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from crawler.cli.lazy import PLACES, Commands
from crawler.cli.main import app
from crawler.store import engine
from crawler.tables.exports import EXPORTS
from tests.command import wiretrace

#: What a question about stored texts does without: it reads no page and draws no story.
HEAVY = (
    "alembic", "datasketch", "jinja2", "numba", "numpy.ma", "requests", "rich.progress", "scipy", "scrapy",
    "sqlalchemy.dialects.postgresql", "trafilatura", "twisted", "warcio",
)  # fmt: skip
#: What an export does without that compares no texts.
NOT_IN_EXPORT = (*HEAVY, "crawler.tracking.alignment", "feedparser", "lxml", "numpy")
#: What a list of commands does without in addition.
NOT_IN_HELP = (*HEAVY, "crawler.provenance", "crawler.tracking", "lxml", "numpy", "parsel", "sqlalchemy", "tldextract")
TEXT = "The night ferry between the two harbours will run again from Monday after a pause of nine winters, the harbour office said on Friday."
LOADED = """
import sys
from crawler.cli.main import run
try:
    run()
finally:
    print(*(name for name in {heavy} if name in sys.modules), file=sys.stderr)
"""


def loaded(cwd: Path, *words: str, heavy: tuple[str, ...] = HEAVY) -> tuple[str, list[str]]:
    """Run a command in a process of its own; return what it printed and which of the *heavy* modules it loaded."""
    code = LOADED.format(heavy=heavy)
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=cwd, check=True)
    return done.stdout, done.stderr.split("\n")[-2].split()


@pytest.mark.slow
def test_a_question_loads_nothing_heavy(tmp_path: Path) -> None:
    """find, explain and export answer without Scrapy, trafilatura, alembic, scipy and the other database's dialect."""
    records = [{"id": key, "outlet": f"Outlet {key}", "text": TEXT, "time": "2026-11-22T08:00:00Z"} for key in "ab"]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (tmp_path / "story.txt").write_text(TEXT)
    wiretrace("import", "articles.jsonl", cwd=tmp_path)
    for words in (("find", "story.txt"), ("explain", "a", "b")):
        answer, heavy = loaded(tmp_path, *words)
        assert "utlet" in answer, words
        assert heavy == [], words
    for what in EXPORTS:
        without = HEAVY if what in {"pickups", "stale", "vanished", "versions"} else NOT_IN_EXPORT
        answer, heavy = loaded(tmp_path, "export", what, heavy=without)
        assert answer or what not in {"links", "stories", "copies", "sightings", "outlets"}, what
        assert heavy == [], what


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--help",), ("--version",), ("find", "--help"), ("export", "--help")], ids=" ".join)
def test_help_loads_nothing_that_it_does_not_show(words: tuple[str, ...], tmp_path: Path) -> None:
    """The list of commands, and the help of those that ask, load neither a database nor a table of ours."""
    answer, heavy = loaded(tmp_path, *words, heavy=NOT_IN_HELP)
    assert "wiretrace" in answer
    assert heavy == []


@pytest.mark.slow
def test_the_list_of_commands_loads_no_command(tmp_path: Path) -> None:
    """One line for each command comes from the table; of our own modules a handful is loaded."""
    code = "import sys\nfrom crawler.cli.main import run\ntry:\n    run()\nfinally:\n    print(*sorted(n for n in sys.modules if n.startswith('crawler')), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout.count("export") >= 1
    assert set(done.stderr.split()) == {
        "crawler", "crawler.cli", "crawler.cli.console", "crawler.cli.lazy", "crawler.cli.main", "crawler.start", "crawler.errors", "crawler.faults",
        "crawler.interrupts", "crawler.jobs", "crawler.jobs.progress", "crawler.pages", "crawler.pages.html", "crawler.pages.html.secrets", "crawler.text", "crawler.text.sanitize",
    }  # fmt: skip


def test_every_command_is_where_it_is_looked_for() -> None:
    """The table of modules and what the modules register are the same, and help shows them all."""
    commands = Commands()
    assert {name: commands[name].name for name in commands} == {name: name for name in PLACES}
    assert app.info.cls is not None


@pytest.mark.parametrize("name", PLACES)
def test_the_list_says_of_a_command_what_its_own_help_says_first(name: str) -> None:
    """The line of a command in the list is the first paragraph of its help."""
    assert Commands()[name].help.split("\n\n")[0].replace("\n", " ") == PLACES[name].summary


@pytest.mark.slow
def test_a_command_that_is_near_is_proposed(tmp_path: Path) -> None:
    """A slip of the pen is answered with the command that was meant, though none is loaded."""
    done = wiretrace("fnd", "x", cwd=tmp_path)
    assert done.code == 2
    assert "find" in done.err


def test_the_versions_of_the_schema_are_those_that_alembic_knows() -> None:
    """The store tells its version by the names of the migrations; alembic goes by what is written in them."""
    scripts = ScriptDirectory(str(Path(engine.__file__).parent / "migrations"))
    known = [each.revision for each in scripts.walk_revisions()]
    assert engine._known_revisions() == known[::-1]
    assert engine._known_revisions()[-1] == scripts.get_current_head()

"""What a command loads: nobody who asks a question waits for a crawler, an extractor and a migration tool to be imported."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from crawler.cli.lazy import MODULES, Commands
from crawler.cli.main import app
from crawler.store import engine
from tests.command import wiretrace

#: scipy is not among them: datasketch, whose permutations sign a text, loads it.
HEAVY = ("alembic", "jinja2", "numba", "scrapy", "trafilatura", "twisted", "warcio")
TEXT = "The night ferry between the two harbours will run again from Monday after a pause of nine winters, the harbour office said on Friday."
LOADED = """
import sys
from crawler.cli.main import run
try:
    run()
finally:
    print(*(name for name in {heavy} if name in sys.modules), file=sys.stderr)
"""


def loaded(cwd: Path, *words: str) -> tuple[str, list[str]]:
    """Run a command in a process of its own; return what it printed and which heavy libraries it loaded."""
    code = LOADED.format(heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=cwd, check=True)
    return done.stdout, done.stderr.split("\n")[-2].split()


@pytest.mark.parametrize(
    "words", [("find", "story.txt"), ("explain", "a", "b"), ("outlets", "list", "Reuters")], ids=lambda words: words[0]
)
def test_a_question_loads_nothing_heavy(words: tuple[str, ...], tmp_path: Path) -> None:
    """find, explain and the registry answer without Scrapy, trafilatura and alembic."""
    records = [{"id": key, "outlet": f"Outlet {key}", "text": TEXT, "time": "2026-11-22T08:00:00Z"} for key in "ab"]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (tmp_path / "story.txt").write_text(TEXT)
    wiretrace("import", "articles.jsonl", cwd=tmp_path)
    answer, heavy = loaded(tmp_path, *words)
    assert "utlet" in answer or "euters" in answer
    assert heavy == []


def test_every_command_is_where_it_is_looked_for() -> None:
    """The table of modules and what the modules register are the same, and help shows them all."""
    commands = Commands()
    assert {name: commands[name].name for name in commands} == {name: name for name in MODULES}
    assert app.info.cls is not None


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

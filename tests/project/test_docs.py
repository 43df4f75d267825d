"""What is written about the program is true: commands, options, keys, requirements; and nothing names a place of ours."""

import ast
import re
import shlex
import tomllib
import typing
from pathlib import Path

import pytest
from typer.main import get_command

from crawler.alerts.channels.webhook import headers_of
from crawler.alerts.reading import CHANNEL_KEYS, DIGEST_KEYS, RULE_KEYS, read_alerts
from crawler.alerts.rules import Way, When
from crawler.cli import publish
from crawler.cli.main import app
from crawler.jobs.alerts.sending import Retries
from crawler.reports.renderers import RENDERERS
from crawler.sightings.import_records import ARTICLE_KEYS, ITEM_KEYS
from crawler.sources.reading import FOLLOW_KEYS, KEYS, LIMIT_KEYS, REVISIT_KEYS, read_sources
from crawler.sources.source import Kind
from crawler.sources.steps import STEP_KEYS
from crawler.tables.exports import EXPORTS
from crawler.tables.formats import FORMATS, all_formats
from tests import places
from tests.factories import NOON

PROJECT = places.PROJECT
PAGES = sorted([PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md")])
#: Places that exist only where the project was made, and where packages come from. Spelt in halves: this file is read, too.
PLACES = tuple(map("".join, [("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("/tm", "p/pytest"), ("py", "pi.org"), ("pythonhos", "ted.org"),
    ("index", "-url"), (".lib", "rary")]))  # fmt: skip
#: Written by tools or by git, or not ours to write.
NOT_OURS = {
    ".git",
    ".venv",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    ".import_linter_cache",
    "dist",
    "build",
}


def leaves(group: typing.Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], typing.Any]:
    """Every command of the command line by its words."""
    found = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= leaves(command, (*path, name))
        else:
            found[*path, name] = command
    return found


COMMANDS = leaves(get_command(app))


def table(page: Path, heading: str) -> list[tuple[str, str]]:
    """Keys and types of the table under a heading."""
    section = re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (part,) = [part for part in section if part.startswith(heading)]
    return re.findall(r"^\| `(\w+)` \| (\w+) \|", part, flags=re.MULTILINE)


def options_of(command: typing.Any) -> set[str]:
    """Every spelling of every option of a command."""
    spelt = (spelling for param in command.params for spelling in (*param.opts, *param.secondary_opts))
    return {spelling for spelling in spelt if spelling.startswith("-")} | {"--help", "-h"}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_teaches(words):
    """Help says what it does, gives an example of it that works, and explains every option and argument."""
    command = COMMANDS[words]
    assert f"**wiretrace {' '.join(words)}" in command.help or f"&& wiretrace {' '.join(words)}" in command.help
    for param in command.params:
        assert param.help or param.name == "help", param.name


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_option_is_on_the_page_of_commands(words):
    """docs/commands.md has a section for every command that names its options, and none that it has not."""
    page = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
    (section,) = re.findall(
        rf"^## wiretrace {' '.join(words)}\b[^\n]*\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL
    )
    named = set(re.findall(r"`(--[a-z-]+)`", section))
    about = {"--layout"} if words == ("import",) else set()  # a sentence besides
    assert named | about == {option for option in options_of(COMMANDS[words]) if option.startswith("--")} - {"--help"}


def written_commands() -> list[tuple[str, str]]:
    """Every command line in the documentation and in the help, with where it stands."""
    found = [
        (page.name, line)
        for page in PAGES
        for line in re.findall(r"(?:^\$? ?|`|&& )(wiretrace [^`\n|&]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    texts = [get_command(app).help, *(command.help for command in COMMANDS.values())]
    return found + [
        ("help", line) for text in texts for line in re.findall(r"\*\*(?:[^*]*(?:&&|\|) )?(wiretrace [^*|&]+)", text)
    ]


@pytest.mark.parametrize(("where", "line"), written_commands())
def test_every_command_that_is_written_down_exists(where, line):
    """Its words are a command, and each of its options is one of that command's."""
    words = shlex.split(line.split("#")[0].replace("...", ""), posix=True)[1:]
    if not words or words[0].startswith(("-", "run\\|")):
        assert set(words) <= {"--version", "--help"}
        return
    names = tuple(words[:2]) if tuple(words[:2]) in COMMANDS else (words[0],)
    if names == ("db",):
        return
    assert names in COMMANDS, line
    assert {word.split("=")[0] for word in words if word.startswith("-") and len(word) > 1} <= options_of(
        COMMANDS[names]
    ), line


def test_every_format_of_every_export_is_described():
    """The table at the top of docs/export-formats.md is the table of formats."""
    page = (PROJECT / "docs" / "export-formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| one|^\| `(\w+)` \| (?:a verified|copies)", page, flags=re.MULTILINE)
    assert ["".join(row) for row in rows] == list(FORMATS)
    for what, names in FORMATS.items():
        (line,) = re.findall(rf"^\| `{what}` \|.*\| ((?:`\w+` ?)+) \|$", page, flags=re.MULTILINE)
        assert re.findall(r"\w+", line) == list(names)
    for name in all_formats():
        assert f"- **{name}**" in page


def test_every_key_of_an_import_is_described():
    """docs/export-formats.md has the keys that an import knows."""
    assert {key for key, _ in table(PROJECT / "docs" / "export-formats.md", "Import")} == ARTICLE_KEYS | ITEM_KEYS


def test_the_sources_page_is_true(tmp_path):
    """Its example is a sources file without a fault that uses every key, and every key and kind has its row."""
    page = (PROJECT / "docs" / "sources.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml sources.toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "sources.toml").write_text(example, encoding="utf-8")
    assert {source.kind for source in read_sources(tmp_path / "sources.toml").values()} == set(Kind)
    tables = tomllib.loads(example)["source"].values()
    assert {key for table in tables for key in table} == set(KEYS)
    documented = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert documented == {*KEYS, *LIMIT_KEYS, *FOLLOW_KEYS, *REVISIT_KEYS, *STEP_KEYS, *Kind}


def test_the_alerts_page_is_true(tmp_path):
    """Its example is an alerts file without a fault that uses every key and kind; every key and kind has its row."""
    page = (PROJECT / "docs" / "alerts.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml alerts.toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "alerts.toml").write_text(example, encoding="utf-8")
    alerts = read_alerts(tmp_path / "alerts.toml")
    assert {rule.when for rule in alerts.rules} == set(When)
    assert {channel.kind for channel in alerts.channels.values()} == set(Way)
    tables = tomllib.loads(example)
    assert {key for table in tables["rule"].values() for key in table} == set(RULE_KEYS)
    assert {key for table in tables["channel"].values() for key in table} == set(CHANNEL_KEYS)
    assert {key for table in tables["digest"].values() for key in table} == set(DIGEST_KEYS)
    assert {"when", *DIGEST_KEYS, *RULE_KEYS, *CHANNEL_KEYS, *When} <= set(
        re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)
    )
    pauses = "1, 5 and 30\nminutes, 2, 6, 12, 24 and 24 hours"
    assert pauses in page
    assert [pause.total_seconds() / 60 for pause in Retries().pauses] == [1, 5, 30, 120, 360, 720, 1440, 1440]


def test_the_receiver_of_the_alerts_page_knows_a_genuine_webhook():
    """Ours as it is sent; not with another body, nor late, nor by another secret."""
    page = (PROJECT / "docs" / "alerts.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python signature\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    receiver: dict[str, typing.Any] = {}
    exec(code, receiver)
    is_genuine = receiver["is_genuine"]
    headers = dict(headers_of("secret", "m1", b"{}", at=NOON))
    now = NOON.timestamp()
    assert is_genuine(b"secret", headers, b"{}", now + 299)
    assert not is_genuine(b"secret", headers, b"{ }", now)
    assert not is_genuine(b"secret", headers, b"{}", now + 301)
    assert not is_genuine(b"other", headers, b"{}", now)


def test_words_of_the_command_line_are_those_of_the_tables():
    """What typer wants spelt out is what the program can do."""
    assert list(typing.get_args(publish.What)) == list(FORMATS) == list(EXPORTS)
    assert set(typing.get_args(publish.ExportFormat)) == set(all_formats())
    assert [name.value for name in publish.ReportFormat] == list(RENDERERS)


def test_requirements_are_those_of_the_project():
    """requirements/run.in repeats pyproject's dependencies, and adds what builds the package."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [
        line.split("#")[0].strip()
        for line in (PROJECT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
    ]
    assert sorted(filter(None, lines)) == sorted(
        project["project"]["dependencies"] + project["build-system"]["requires"]
    )


def our_files() -> list[Path]:
    """Every file of the project that we wrote."""
    found = (
        path for path in PROJECT.rglob("*") if path.is_file() and not NOT_OURS & set(path.relative_to(PROJECT).parts)
    )
    generated = PROJECT / "reports"
    return [path for path in found if generated not in path.parents or (generated / "sample") in path.parents]


@pytest.mark.slow
def test_no_file_names_a_place_of_ours():
    """Nobody else has our folders, and where packages come from is for each machine to say."""
    named = []
    for path in our_files():
        if path.suffix in {".png", ".jpg", ".gz", ".db", ".pyc", ".so", ".parquet"} or ".db" in path.name:
            continue
        text = path.read_text(encoding="utf-8", errors="replace").lower()
        named += [
            (str(path.relative_to(PROJECT)), place) for place in PLACES if place in text and not harmless(path, place)
        ]
    assert named == []


def harmless(path: Path, place: str) -> bool:
    """Options of uv that leave addresses out name them; that is what keeps them out."""
    return path.name == "Makefile" and place == PLACES[6]


def test_links_between_pages_lead_somewhere():
    """Every relative link of the documentation names a file that is there."""
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append((page.name, target))
    assert broken == []


@pytest.mark.slow
def test_every_test_says_what_it_shows():
    """Each test function has one sentence that a reader can learn from."""
    silent = []
    for path in sorted((PROJECT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node):
                silent.append(f"{path.name}: {node.name}")
    assert silent == []


def test_what_contributing_names_is_there():
    """Its make targets, files and folders; of the rules that it states, those of the tree."""
    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets
    named = [path for path in re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text) if "NNNN" not in path]
    assert len(named) > 8
    assert [path for path in named if not (PROJECT / path).exists()] == []


@pytest.mark.parametrize("room", ["crawler", "wiretrace", "tests"])
def test_no_folder_holds_more_modules_than_a_reader_can_survey(room):
    """26 at most; families of modules become folders."""
    folders = {path.parent for path in (PROJECT / room).rglob("*.py")}
    crowded = {str(folder): len(list(folder.glob("*.py"))) for folder in folders}
    assert {folder: number for folder, number in crowded.items() if number > 26} == {}

"""Write the sources of the site and build them: `python -m tests.project.build_site OUT`.

The pages of docs/ are copied as they are; what follows from the code (help of every command, settings, variables of the
environment, the Python API, lists of schemas and decisions) is written next to them. Links that lead out of docs/ become names of files.
"""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

from typer.main import get_command

import wiretrace
from crawler.alerts.rules import Channel, Rule
from crawler.cli.main import app
from crawler.findings.statements import StatementRules
from crawler.jobs.alerts.sending import Retries
from crawler.reports.digest.build import DigestRules
from crawler.reports.model import Limits
from crawler.sources.revisit import Revisit
from crawler.sources.yields import DriftRules
from crawler.store.sql.views import VIEWS
from crawler.tracking.config import TrackingConfig
from tests import places

DOCS, PROJECT = places.DOCS, places.PROJECT
#: Classes whose fields are settings: numbers that decide something.
SETTINGS: tuple[type, ...] = (
    TrackingConfig, DriftRules, Revisit, StatementRules, DigestRules, Retries, Limits, Rule, Channel,
)  # fmt: skip
_OUT_OF_DOCS = re.compile(r"\[(?P<name>[^\]]*)\]\((?P<path>(?:\.\./)+[^)#]+)(?:#[^)]*)?\)")
_FOLDER = re.compile(r"\[(?P<name>[^\]]*)\]\((?:\.\./)*(?P<path>schemas|decisions)/?\)")
_VARIABLE = re.compile(r"[\"'](WIRETRACE_[A-Z_]+)[\"']")
_FENCE = re.compile(r"^(```\w+) [\w.]+$", re.MULTILINE)
_ELSEWHERE = {"site", "images", "schemas", "systemd"}


def main(out: Path) -> int:
    """Build the site below *out*; every warning is an error. Returns the exit code of Sphinx."""
    source = out / "source"
    shutil.rmtree(out, ignore_errors=True)
    write_sources(source)
    words = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-c",
        str(DOCS / "site"),
        str(source),
        str(out / "html"),
    ]
    return subprocess.run(words, check=False, cwd=PROJECT).returncode  # ourselves


def write_sources(source: Path) -> None:
    """Write every page of the site below *source*."""
    for page in sorted(DOCS.rglob("*.md")):
        name = page.relative_to(DOCS)
        if name.parts[0] not in _ELSEWHERE:
            _write(source / name, _inside(page.read_text(encoding="utf-8"), name))
    index = (DOCS / "site" / "index.md").read_text(encoding="utf-8")
    _write(source / "index.md", index.replace("GUIDES", "\n".join(guides(index))))
    for folder in ("images", "schemas", "systemd"):
        shutil.copytree(DOCS / folder, source / folder)
    for name, text in reference().items():
        _write(source / "reference" / f"{name}.md", text)


def guides(index: str) -> list[str]:
    """Return the pages of docs/ that the index does not name elsewhere, in order."""
    named = set(index.splitlines())
    return sorted(page.stem for page in DOCS.glob("*.md") if page.stem not in named)


def reference() -> dict[str, str]:
    """Return the pages that follow from the code, by name."""
    return {
        "help": "\n".join(_help()),
        "settings": "\n".join(_settings()),
        "environment": "\n".join(_environment()),
        "views": "\n".join(_views()),
        "api": "\n".join(_api()),
        "schemas": "\n".join(_schemas()),
        "decisions": "\n".join(_decisions()),
    }


def commands() -> dict[tuple[str, ...], Any]:
    """Return every command of the command line by its words."""
    return dict(_leaves(get_command(app), ()))


def variables() -> dict[str, list[str]]:
    """Return the variables of the environment that the code reads, each with the modules that name it."""
    found: dict[str, list[str]] = {}
    for path in sorted((PROJECT / "crawler").rglob("*.py")):
        for name in sorted(set(_VARIABLE.findall(path.read_text(encoding="utf-8")))):
            found.setdefault(name, []).append(path.relative_to(PROJECT).as_posix())
    return dict(sorted(found.items()))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _inside(text: str, name: Path) -> str:
    """Return a page whose links out of docs/, and to folders, are names: the site has no such pages."""

    def shown(found: re.Match[str]) -> str:
        target = (DOCS / name.parent / found["path"]).resolve()
        if not target.exists():
            raise FileNotFoundError(2, f"{name} leads to a file that is not there", str(target))
        return found[0] if target.is_relative_to(DOCS) else found["name"]

    text = _OUT_OF_DOCS.sub(shown, text)
    up = "../" * (len(name.parts) - 1)
    text = _FOLDER.sub(lambda found: f"[{found['name']}]({up}reference/{found['path']}.md)", text)
    return _FENCE.sub(r"\1", text)


def _leaves(group: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _leaves(command, (*path, name))
        else:
            yield (*path, name), command


def _help() -> Iterator[str]:
    yield "# Help of every command\n\nAs `--help` prints it: written from the code."
    for words, command in commands().items():
        yield f"\n## `wiretrace {' '.join(words)}`\n\n{inspect.cleandoc(command.help or '')}\n"
        yield "| argument or option | default | means |\n|---|---|---|"
        for param in command.params:
            spelt = ", ".join(f"`{each}`" for each in (*param.opts, *param.secondary_opts))
            if param.param_type_name == "argument":
                spelt = f"`{param.metavar or param.name.upper()}`"
            default = "" if param.default in (None, False, ()) or callable(param.default) else f"`{param.default}`"
            yield f"| {spelt} | {default} | {_cell(param.help or 'Show this message and exit.')} |"


def _settings() -> Iterator[str]:
    yield "# Settings\n\nEvery number that decides something is a field of one of these objects: written from the code."
    for kind in SETTINGS:
        yield f"\n## {kind.__name__}\n\n{inspect.cleandoc(kind.__doc__ or '')}\n\n| field | default | means |\n|---|---|---|"
        comments = _comments(kind)
        for each in fields(kind) if is_dataclass(kind) else ():
            default = "needed" if each.default is MISSING and each.default_factory is MISSING else f"`{_default(each)}`"
            yield f"| `{each.name}` | {_cell(default)} | {_cell(comments.get(each.name, ''))} |"


def _default(each: Any) -> object:
    return each.default if each.default is not MISSING else each.default_factory()


def _comments(kind: type) -> dict[str, str]:
    lines = re.findall(r"^    (\w+): [^#\n]+#\s*(.+)$", inspect.getsource(kind), re.MULTILINE)
    return dict(lines)


def _environment() -> Iterator[str]:
    yield "# Variables of the environment\n\nWhat the code reads, and Scrapy's settings of that name: written from the code.\n"
    yield "| variable | means, as a setting of Scrapy | named in |\n|---|---|---|"
    meanings = scrapy_settings()
    for name, where in sorted({**{name: ["crawler/settings.py"] for name in meanings}, **variables()}.items()):
        yield f"| `{name}` | {_cell(meanings.get(name, ''))} | {', '.join(f'`{each}`' for each in where)} |"


def scrapy_settings() -> dict[str, str]:
    """Return Wiretrace's own settings of Scrapy, each with the comment behind it ("" where there is none)."""
    source = (PROJECT / "crawler" / "settings.py").read_text(encoding="utf-8")
    return dict(re.findall(r"^(WIRETRACE_[A-Z_]+)\b[^#\n]*(?:#[ ]*(.+))?$", source, re.MULTILINE))


def _views() -> Iterator[str]:
    yield "# Views of a store\n\nWhat [SQL](../sql.md) and datasette see: written from the code.\n"
    for name, view in VIEWS.items():
        yield f"\n## `{name}`\n\n{view.description}\n\n| column | means |\n|---|---|"
        yield from (f"| `{column}` | {_cell(means)} |" for column, means in view.columns.items())


def _api() -> Iterator[str]:
    yield "# The Python API\n\nEvery public name of `wiretrace`; [Wiretrace from Python](../python.md) shows them at work.\n"
    for name in sorted(wiretrace.__all__, key=lambda each: (each[0].isupper(), each)):
        value = getattr(wiretrace, name)
        directive = "autoclass" if isinstance(value, type) else "autofunction" if callable(value) else "autodata"
        if isinstance(value, type) and issubclass(value, BaseException):
            directive = "autoexception"
        yield f"\n## `{name}`\n\n```{{eval-rst}}\n.. {directive}:: wiretrace.{name}\n   :no-index:\n```"


def _schemas() -> Iterator[str]:
    yield "# JSON schemas\n\nOf exports and of report.json; [the formats of exports](../export-formats.md) and [of the report](../report-format.md) describe every key.\n"
    for path in sorted((DOCS / "schemas").glob("*.json")):
        yield f"- {{download}}`{path.name} <../schemas/{path.name}>`"


def _decisions() -> Iterator[str]:
    pages = sorted((DOCS / "decisions").glob("*.md"))
    yield "# Decisions\n\nWhat was decided, why, and what was measured.\n\n```{toctree}\n:maxdepth: 1\n"
    yield from (f"../decisions/{page.stem}" for page in pages)
    yield "```"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

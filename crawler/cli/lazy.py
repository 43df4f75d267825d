"""Commands that are loaded when they are called: who asks `find` does not wait for Scrapy and a browser to be imported.

Loading everything takes two and a half seconds of processor time, loading `find` one. Only the help of the whole program,
which shows a line of each command, loads them all.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_group

#: In which module each command is, in the order in which help shows them.
MODULES: Final = {
    "demo": "collect",
    "crawl": "collect",
    "import": "collect",
    "track": "track",
    "find": "examine",
    "explain": "examine",
    "report": "publish",
    "export": "publish",
    "doctor": "maintain",
    "sources": "sources",
    "schedule": "schedule",
    "outlets": "outlets",
    "layout": "layouts",
    "db": "maintain",
}
#: How help is written, here and in `crawler.cli.main`.
STYLE: Final[dict[str, Any]] = {"rich_markup_mode": "markdown", "pretty_exceptions_enable": False}


class Commands(MutableMapping[str, Any]):
    """The commands by name. A name is known without loading; what it names is loaded with the others of its module."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            app = typer.Typer(**STYLE)
            import_module(f"crawler.cli.{MODULES[name]}").register(app)
            self._loaded |= get_group(app).commands
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


class LazyGroup(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = Commands()

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the names, in the order of help."""
        return list(self.commands)

"""How names on the command line become sources of the user's file, and the options that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli import options
from crawler.cli.console import error
from crawler.errors import SourcesError
from crawler.pages.custom.layout import CustomLayout
from crawler.settings import user_agent
from crawler.sources.reading import nearest, read_sources
from crawler.sources.source import Source, typed

DEFAULT_FILE = Path("sources.toml")
SourcesOption = Annotated[
    Path,
    typer.Option("--sources", envvar="WIRETRACE_SOURCES", help="The file that names your sources.", dir_okay=False),
]


def named(file: Path, custom: Sequence[CustomLayout] = ()) -> dict[str, Source]:
    """Return the sources of the user's file, which may name *custom* layouts. Each mistake in it is printed on a line of its own, and is a usage error."""
    try:
        return read_sources(file, custom)
    except SourcesError as wrong:
        for problem in wrong.problems:
            error(problem)
        raise typer.Exit(2) from None
    except OSError as wrong:
        raise typer.BadParameter(f"{file}: {wrong.strerror}", param_hint="--sources") from None


def custom_layouts(wanted: Sequence[Source]) -> list[Path]:
    """Return the layout files that the sources file of *wanted* names."""
    return list(dict.fromkeys(path for source in wanted for path in source.layouts))


def chosen(words: Sequence[str], file: Path, *, every: bool, custom: Sequence[CustomLayout] = ()) -> list[Source]:
    """Return the sources that a command line names: those of the file by name, and one of all URLs, which goes first."""
    urls = [word for word in words if "://" in word]
    for url in urls:
        options.page_url(url, hint="SOURCE_OR_URL")
    names = list(dict.fromkeys(word for word in words if "://" not in word))
    if names and not file.exists():
        raise typer.BadParameter(
            f"{names[0]!r} is no http(s) address; write it like https://www.daily8.com/en/ (and there is no {file} that "
            "could name it a source)",
            param_hint="SOURCE_OR_URL",
        )
    known = named(file, custom) if names or every else {}
    sources = list(known.values()) if every else [one_of(name, known, file) for name in names]
    if not urls and not sources:
        raise typer.BadParameter("name a source or a URL, or say --all", param_hint="SOURCE_OR_URL")
    return [*([typed(urls)] if urls else []), *sources]


def politeness_settings(contact: str | None, proxy: str | None, wanted: Sequence[Source]) -> dict[str, Any]:
    """Return the settings that say who we are and which way requests go to the sources that are *wanted*."""
    contact = contact or next((source.contact for source in wanted if source.contact), None)
    through = options.page_url(proxy, hint="--proxy", like="http://127.0.0.1:8080") or ""
    contact = options.contact(contact, [url for source in wanted for url in source.urls])
    return {
        "WIRETRACE_PROXY": through,
        **({"WIRETRACE_CONTACT": contact, "USER_AGENT": user_agent(contact)} if contact else {}),
    }


def one_of(name: str, known: dict[str, Source], file: Path) -> Source:
    """Return the source called *name*; another name is a usage error."""
    if name not in known:
        raise typer.BadParameter(
            f"{name!r} is neither a URL nor a source of {file}{nearest(name, known)}", param_hint="SOURCE_OR_URL"
        )
    return known[name]

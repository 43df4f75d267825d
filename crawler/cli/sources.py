"""Commands of the sources file: `sources list`, `sources check`; and how names on the command line become sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, say
from crawler.cli.logs import quiet_logs
from crawler.errors import SourcesError
from crawler.jobs.source_check import Checked, check_sources
from crawler.pages.custom.layout import CustomLayout
from crawler.settings import user_agent
from crawler.sources.reading import nearest, read_sources
from crawler.sources.source import Source, typed

DEFAULT_FILE = Path("sources.toml")
SourcesOption = Annotated[
    Path,
    typer.Option("--sources", envvar="WIRETRACE_SOURCES", help="The file that names your sources.", dir_okay=False),
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact",
        envvar="WIRETRACE_CONTACT",
        help="A URL or mail address in the user agent, for webmasters; no public host is crawled without.",
    ),
]
ProxyOption = Annotated[str | None, typer.Option("--proxy", help="Send every request through http://HOST:PORT.")]
_SHOWN = 3  # addresses of those that a crawl would go on to


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    sources = typer.Typer(
        no_args_is_help=True, help="Look at the sources file: what it names, and what each would give."
    )
    sources.command("list")(list_sources)
    sources.command("check")(check)
    app.add_typer(sources, name="sources")


def list_sources(sources: SourcesOption = DEFAULT_FILE) -> None:
    """List the sources of a sources file: name, kind, schedule, where. Fetches nothing.

    Example: **wiretrace sources list --sources newsroom.toml**
    """
    for source in named(sources).values():
        where = ", ".join([*source.urls, *map(str, source.paths)])
        say(f"{source.name}  {source.kind.value}  {source.schedule.text if source.schedule else 'by hand'}  {where}")


def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="Which sources; all when left out.")
    ] = None,
    sources: SourcesOption = DEFAULT_FILE,
    outlets: options.OutletsOption = None,
    layouts: options.LayoutsOption = None,
    contact: ContactOption = None,
    proxy: ProxyOption = None,
) -> None:
    """Fetch one page of each source and say what would be extracted. Stores nothing.

    robots.txt and the pauses of a crawl are respected. Exit code 1 when a source could not be read.

    For example:

    * **wiretrace sources check**
    * **wiretrace sources check daily8 echo-feed --sources newsroom.toml**
    """
    known = named(sources, options.registries(outlets, layouts).layouts)
    wanted = [_one(name, known, sources) for name in names] if names else list(known.values())
    quiet_logs()
    registries = options.registries(outlets, layouts or custom_layouts(wanted))
    checked = check_sources(wanted, registries, overrides=politeness_settings(contact, proxy, wanted))
    for result in checked:
        for line in _check_lines(result):
            say(line)
    if bad := [result.source.name for result in checked if result.problem]:
        error(f"could not be read: {', '.join(bad)}")
        raise typer.Exit(1)


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
    sources = list(known.values()) if every else [_one(name, known, file) for name in names]
    if not urls and not sources:
        raise typer.BadParameter("name a source or a URL, or say --all", param_hint="SOURCE_OR_URL")
    return [*([typed(urls)] if urls else []), *sources]


def politeness_settings(contact: str | None, proxy: str | None, wanted: Sequence[Source]) -> dict[str, Any]:
    """Return the settings that say who we are and which way requests go to the sources that are *wanted*."""
    through = options.page_url(proxy, hint="--proxy", like="http://127.0.0.1:8080") or ""
    contact = options.contact(contact, [url for source in wanted for url in source.urls])
    return {
        "WIRETRACE_PROXY": through,
        **({"WIRETRACE_CONTACT": contact, "USER_AGENT": user_agent(contact)} if contact else {}),
    }


def _one(name: str, known: dict[str, Source], file: Path) -> Source:
    if name not in known:
        raise typer.BadParameter(
            f"{name!r} is neither a URL nor a source of {file}{nearest(name, known)}", param_hint="SOURCE_OR_URL"
        )
    return known[name]


def _check_lines(checked: Checked) -> Iterator[str]:
    yield f"{checked.source.name} ({checked.source.kind.value}): {checked.place}"
    if checked.problem:
        yield f"  CANNOT BE READ: {checked.problem}"
        if checked.follows:
            yield _followed(checked)
        return
    yield f"  read by {checked.layout}" + (f"; notes: {', '.join(checked.notes)}" if checked.notes else "")
    if checked.headline:
        yield f"  article: {checked.headline}"
    if checked.blocks:
        yield f"  {counted(checked.blocks, 'related block')}"
    if checked.empty or checked.unanchored:
        yield f"  without a body: {checked.empty}; times that cannot be anchored: {checked.unanchored}"
    if checked.entries:
        yield (
            f"  entries: {checked.entries}, {checked.whole} with their whole article, {checked.without_link} without a link,"
            f" {checked.without_date} without a date"
        )
    if checked.source.urls:
        yield _followed(checked)


def _followed(checked: Checked) -> str:
    first = ", ".join(checked.follows[:_SHOWN])
    more = ", ..." if len(checked.follows) > _SHOWN else ""
    return f"  would follow: {len(checked.follows)}" + (f" ({first}{more})" if first else "")

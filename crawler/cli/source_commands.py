"""Commands of the sources file: `sources list`, `check`, `discover`, `import`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, note, progress, say
from crawler.cli.logs import quiet_logs
from crawler.cli.source_words import depth_lines, discovery_lines, table_lines
from crawler.cli.sources import (
    DEFAULT_FILE,
    SourcesOption,
    custom_layouts,
    named,
    one_of,
    politeness_settings,
)
from crawler.clock import system_clock
from crawler.errors import SourcesError
from crawler.jobs.sources.adding import add_sources, file_text
from crawler.jobs.sources.check import check_sources
from crawler.jobs.sources.discover import discover_sources, proposals_of
from crawler.sources.opml import read_opml
from crawler.sources.source import typed
from crawler.sources.source_toml import Proposal, is_usable, proposal_of_feed, with_sources

OutOption = Annotated[
    str,
    typer.Option(
        "--out",
        envvar="WIRETRACE_SOURCES",
        help="The sources file to add to; what is in it stays. -: print them instead.",
    ),
]
_STDOUT = "-"
_LARGEST = 20 * 1024 * 1024  # bytes of a list of feeds


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    sources = typer.Typer(
        no_args_is_help=True,
        help="The sources file: what it names, what each would give, and what else a site has to offer.",
    )
    sources.command("list")(list_sources)
    sources.command("check")(check)
    sources.command("discover")(discover)
    sources.command("import")(import_opml)
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
        list[str] | None,
        typer.Argument(metavar="[NAME...]", help="Which sources, in depth; a table of all when left out."),
    ] = None,
    sources: SourcesOption = DEFAULT_FILE,
    outlets: options.OutletsOption = None,
    layouts: options.LayoutsOption = None,
    contact: options.ContactOption = None,
    proxy: options.ProxyOption = None,
) -> None:
    """Fetch one page of each source and say what would be extracted. Stores nothing.

    Without a name all sources are shown in one table: which layout reads the page, how many items it shows, of how many
    outlets, how many of them can be placed in time, what would be stored and where a crawl would go on. With names each is
    shown in depth, its outlets and first items included.

    robots.txt and the pauses of a crawl are respected. Exit code 1 when a source could not be read.

    For example:

    * **wiretrace sources check**
    * **wiretrace sources check daily8 echo-feed --sources newsroom.toml**
    """
    known = named(sources, options.registries(outlets, layouts).layouts)
    wanted = [one_of(name, known, sources) for name in names] if names else list(known.values())
    quiet_logs()
    registries = options.registries(outlets, layouts or custom_layouts(wanted))
    checked = check_sources(wanted, registries, overrides=politeness_settings(contact, proxy, wanted))
    lines = (line for result in checked for line in depth_lines(result)) if names else table_lines(checked)
    for line in lines:
        say(line)
    if bad := [result.source.name for result in checked if result.problem]:
        error(f"could not be read: {', '.join(bad)}")
        raise typer.Exit(1)


def discover(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Front pages of outlets, or any page of theirs.")],
    out: OutOption = str(DEFAULT_FILE),
    outlets: options.OutletsOption = None,
    contact: options.ContactOption = None,
    proxy: options.ProxyOption = None,
) -> None:
    """Find an outlet's feeds, news sitemaps and sections, and add them to your sources file, each under a comment that says what it gives.

    Feeds are looked for where the page declares them, in its links and at the usual places; news sitemaps where robots.txt
    names them and at the usual places; sections among the page's links. Each is fetched once to see what it holds, as
    politely as in a crawl. What the file has already is not written again, and nothing in it is changed.

    Exit code 1 when a page could not be read, or nothing was found at all.

    For example:

    * **wiretrace sources discover https://www.harbourpost.example/ --contact desk@news.example**
    * **wiretrace sources discover https://echo.example/ --out - --contact desk@news.example**
    """
    for url in urls:
        options.page_url(url, hint="URL", like="https://www.harbourpost.example/")
    urls = list(dict.fromkeys(urls))
    overrides = politeness_settings(contact, proxy, [typed(urls)])
    _check_file(out)  # one that cannot be added to is reported before anything is fetched
    quiet_logs()
    with progress() as show:
        done = discover_sources(urls, options.registries(outlets).outlets, overrides=overrides, progress=show)
    for discovery in done:
        for line in discovery_lines(discovery):
            _tell(line, out)
    day = f"{system_clock():%Y-%m-%d}"
    found = [proposal for discovery in done for proposal in proposals_of(discovery)]
    _add(
        found,
        out,
        heading=f"Found by `wiretrace sources discover` on {day}; `wiretrace sources check` says more of each.",
    )
    if bad := [discovery.url for discovery in done if discovery.problem]:
        error(f"could not be read: {', '.join(bad)}")
    if bad or not found:
        raise typer.Exit(1)


def import_opml(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="OPML files, as readers of feeds export.", dir_okay=False)
    ],
    out: OutOption = str(DEFAULT_FILE),
) -> None:
    """Add the feeds of an OPML file to your sources file, each under a comment with its title and folders. Fetches nothing.

    What the file has already is not written again, and nothing in it is changed. Lines that are no feed are left out and
    counted.

    Example: **wiretrace sources import subscriptions.opml --out newsroom.toml**
    """
    _check_file(out)
    proposals: list[Proposal] = []
    for file in files:
        try:
            with file.open("rb") as opened:
                feeds = read_opml(opened.read(_LARGEST))
        except SourcesError as wrong:
            raise SourcesError([f"{file}: {problem}" for problem in wrong.problems]) from None
        proposals += [proposal_of_feed(feed.url, feed.title, feed.folders) for feed in feeds]
    usable = [proposal for proposal in proposals if is_usable(proposal)]
    _tell(f"{counted(len(usable), 'feed')} in {counted(len(files), 'file')}", out)
    if bad := len(proposals) - len(usable):
        note(f"{bad} left out: no http(s) address")
    _add(usable, out, heading=f"Imported from {', '.join(file.name for file in files)}.")
    if not usable:
        error("no feed could be imported")
        raise typer.Exit(1)


def _check_file(out: str) -> None:
    """Make a sources file that nothing can be added to a usage error."""
    if out == _STDOUT:
        return
    try:
        file_text(Path(out))
    except SourcesError as wrong:
        for problem in wrong.problems:
            error(problem)
        raise typer.Exit(2) from None
    except OSError as wrong:
        raise typer.BadParameter(f"{out}: {wrong.strerror}", param_hint="--out") from None


def _add(proposals: Iterable[Proposal], out: str, *, heading: str) -> None:
    """Add sources to the file, or print them, and say how many are new."""
    proposals = list(proposals)
    if out == _STDOUT:
        text, _ = with_sources("", proposals, heading=heading)
        sys.stdout.write(text)
        return
    added = add_sources(Path(out), proposals, heading=heading)
    known = len(proposals) - len(added)
    already = f", {known} there already" if known else ""
    say(f"{out}: {counted(len(added), 'source')} added{already}" + _names(proposal.name for proposal in added))
    if added:
        say("look at them with: wiretrace sources check" + ("" if Path(out) == DEFAULT_FILE else f" --sources {out}"))


def _names(names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return f" ({listed})" if listed else ""


def _tell(line: str, out: str) -> None:
    """Print a line of what was found: as the result, unless the result is the text of a file."""
    (note if out == _STDOUT else say)(line)

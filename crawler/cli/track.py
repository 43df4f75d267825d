"""Tracking: the command, and what crawl and import do at their end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, progress, say
from crawler.errors import BatchFailed
from crawler.jobs.track import Tracked, settle_window, track
from crawler.jobs.upkeep.judging import judging_due
from crawler.jobs.upkeep.rereading import REGISTRY_CHANGED, reread, rereading_due
from crawler.pool.limits import processes_for
from crawler.sightings.registries import Registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig

if TYPE_CHECKING:
    from crawler.jobs.engines.opening import EngineName


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("track")(track_command)


def track_command(
    store: options.StoreOption = options.DEFAULT_STORE,
    window: options.WindowOption = options.KEPT,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Read every stored page again first; nothing is fetched.")
    ] = False,
    outlets: options.OutletsOption = None,
    layouts: options.LayoutsOption = None,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes",
            min=0,
            max=64,
            show_default="one for each core",
            help="Other processes that read and compare texts, where a thousand and more are new; 0 does it all in this one.",
        ),
    ] = None,
    engine: Annotated[
        Literal["duckdb", "spark"] | None,
        typer.Option(
            "--engine",
            help="Track all copies again by an engine that works out of core, on one machine or many; the outcome is the same.",
            show_default="the store's own index",
        ),
    ] = None,
    work: Annotated[
        str | None,
        typer.Option(
            "--work",
            metavar="FOLDER",
            help="Where an engine keeps its tables; they stay there. Said again after a kill, it goes on with them.",
            show_default="beside the store, until they are written back",
        ),
    ] = None,
    master: Annotated[
        str | None,
        typer.Option(
            "--master",
            envvar="WIRETRACE_SPARK_MASTER",
            help="The cluster for --engine spark, like spark://HOST:7077, k8s://https://HOST or local[4].",
            show_default="as Spark is set up here",
        ),
    ] = None,
) -> None:
    """Bring links and stories up to date.

    crawl and import do this at their end. What an older version of Wiretrace read or judged is read or judged again first,
    and so is everything when the registry of outlets or the custom layouts changed; stopped, it goes on where it was.
    **--rebuild** reads everything again in any case. **--engine** makes all keys, links and stories again, for a store that is large
    and new: DuckDB brings keys together, and what it has done is not done again after a kill.

    For example:

    * **wiretrace track --window 7d**, then **wiretrace report**
    * **wiretrace track --outlets my-outlets.toml --layouts layouts/**
    * **wiretrace track --engine duckdb**
    """
    if work is not None and engine is None:
        raise typer.BadParameter("only an --engine has a folder", param_hint="--work")
    wanted, _ = options.window(window), options.registries(outlets, layouts)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets, layouts, warn=False)
        by = partial(_by_engine, engine, work, master) if engine else track
        bring_up_to_date(opened, known, wanted, read_again=rebuild, processes=processes, by=by)


def _by_engine(
    engine: EngineName, work: str | None, master: str | None, store: Store, config: TrackingConfig, **how: Any
) -> Tracked:
    try:
        from crawler.jobs.engines.opening import Chosen, track_with
    except ImportError as missing:
        raise BatchFailed(f"{missing.name} is not installed: pip install 'wiretrace[{engine}]'") from None
    return track_with(Chosen(engine, work, master), store, config, **how)


def bring_up_to_date(
    store: Store,
    registries: Registries,
    window: float | str | None,
    *,
    read_again: bool = False,
    processes: int | None = None,
    by: Callable[..., Tracked] = track,
) -> Tracked:
    """Bring links and stories up to date and say what there is now. *processes* is how many others may work on it, None for one a core.

    *by* is what tracks: `track`, or an engine in its place.
    """
    config = TrackingConfig(window_hours=settle_window(store, window))
    due, judging = rereading_due(store, registries), judging_due(store, config)
    if due is not None:
        say(f"reading {_counted(due.number, 'capture')} again: {due.why}")
    if judging is not None:
        say(f"judging {_counted(judging.number, 'pair')} again: {judging.why}")
    with progress() as show:
        if due is not None or read_again:
            again = reread(store, registries, progress=show)
            changed = f" ({REGISTRY_CHANGED})" if due is not None and due.why == REGISTRY_CHANGED else ""
            say(f"read again: {counted(again, 'capture')}{changed}")
        done = by(store, config, processes=processes_for(processes), progress=show)
    for place, number in done.faults.items():
        error(
            f"program-error: {place} ({number}): its texts are kept, and compared or put into stories with no other; please report it"
        )
    say(
        f"tracked: {counted(done.copies, 'new copy')}, {counted(done.candidates, 'pair')} compared; "
        f"the store now has {counted(done.links, 'link')} and {counted(done.stories, 'story')}"
    )
    return done


def _counted(number: int, what: str) -> str:
    """Return "1 capture", "1,234 captures"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"

"""Tracking: the command, and what crawl and import do at their end."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, progress, say
from crawler.jobs.track import Tracked, settle_window, track
from crawler.jobs.upkeep.judging import judging_due
from crawler.jobs.upkeep.rereading import REGISTRY_CHANGED, reread, rereading_due
from crawler.pool.limits import processes_for
from crawler.sightings.registries import Registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig


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
) -> None:
    """Bring links and stories up to date.

    crawl and import do this at their end. What an older version of Wiretrace read or judged is read or judged again first,
    and so is everything when the registry of outlets or the custom layouts changed; stopped, it goes on where it was.
    **--rebuild** reads everything again in any case.

    For example:

    * **wiretrace track --window 7d**, then **wiretrace report**
    * **wiretrace track --outlets my-outlets.toml --layouts layouts/**
    """
    wanted, _ = options.window(window), options.registries(outlets, layouts)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets, layouts, warn=False)
        bring_up_to_date(opened, known, wanted, read_again=rebuild, processes=processes)


def bring_up_to_date(
    store: Store,
    registries: Registries,
    window: float | str | None,
    *,
    read_again: bool = False,
    processes: int | None = None,
) -> Tracked:
    """Bring links and stories up to date and say what there is now. *processes* is how many others may work on it, None for one a core."""
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
        done = track(store, config, processes=processes_for(processes), progress=show)
    for place, number in done.faults.items():
        error(f"program-error: {place} ({number}): its texts are kept and compared with no other; please report it")
    say(
        f"tracked: {counted(done.copies, 'new copy')}, {counted(done.candidates, 'pair')} compared; "
        f"the store now has {counted(done.links, 'link')} and {counted(done.stories, 'story')}"
    )
    return done


def _counted(number: int, what: str) -> str:
    """Return "1 capture", "1,234 captures"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"

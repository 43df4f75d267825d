"""Tracking: the command, and what crawl and import do at their end."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.cli import options
from crawler.cli.console import counted, progress, say
from crawler.jobs.track import Tracked, rebuild, rebuild_if_stale, settle_window, track
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
) -> None:
    """Bring links and stories up to date.

    crawl and import do this at their end. **--rebuild** computes everything again from the raw pages, after an update of
    Wiretrace or a new layout; when the registry of outlets or the custom layouts changed that happens by itself.

    For example:

    * **wiretrace track --window 7d**, then **wiretrace report**
    * **wiretrace track --outlets my-outlets.toml --layouts layouts/**
    """
    wanted, _ = options.window(window), options.registries(outlets, layouts)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets, layouts, warn=False)
        bring_up_to_date(opened, known, wanted, read_again=rebuild)


def bring_up_to_date(
    store: Store, registries: Registries, window: float | str | None, *, read_again: bool = False
) -> Tracked:
    """Bring links and stories up to date and say what there is now."""
    config = TrackingConfig(window_hours=settle_window(store, window))
    with progress() as show:
        redo = rebuild if read_again else rebuild_if_stale
        again = redo(store, registries, progress=show)
        if again is not None:
            say(
                f"read again: {counted(again, 'capture')}"
                + ("" if read_again else " (the registry of outlets or your layouts changed)")
            )
        done = track(store, config, progress=show)
    say(
        f"tracked: {counted(done.copies, 'new copy')}, {counted(done.candidates, 'pair')} compared; "
        f"the store now has {counted(done.links, 'link')} and {counted(done.stories, 'story')}"
    )
    return done

"""Tracking at the end of a crawl or an import, and by itself."""

from __future__ import annotations

from crawler.cli.console import counted, progress, say
from crawler.jobs.track import Tracked, rebuild, rebuild_if_stale, settle_window, track
from crawler.sightings.registries import Registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig


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
                + ("" if read_again else " (the registry of outlets changed)")
            )
        done = track(store, config, progress=show)
    say(
        f"tracked: {counted(done.copies, 'new copy')}, {counted(done.candidates, 'pair')} compared; "
        f"the store now has {counted(done.links, 'link')} and {counted(done.stories, 'story')}"
    )
    return done

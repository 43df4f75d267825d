"""Tracking at the end of a crawl or an import, and by itself."""

from __future__ import annotations

from crawler.cli.console import counted, progress, say
from crawler.jobs.track import rebuild, settle_window, track
from crawler.sightings.registries import Registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig


def bring_up_to_date(
    store: Store, registries: Registries, window: float | str | None, *, read_again: bool = False
) -> None:
    """Bring links and stories up to date and say what there is now."""
    config = TrackingConfig(window_hours=settle_window(store, window))
    with progress() as show:
        if read_again:
            say(f"read again: {counted(rebuild(store, registries, progress=show), 'capture')}")
        done = track(store, config, progress=show)
    say(
        f"tracked: {counted(done.copies, 'new copy')}, {counted(done.candidates, 'pair')} compared; "
        f"the store now has {counted(done.links, 'link')} and {counted(done.stories, 'story')}"
    )

"""The clocks of a crawl, from Scrapy's settings: what time it is, and when a page counts as fetched."""

from __future__ import annotations

from datetime import datetime

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.clock import Clock, PageClock


def clock_of(settings: BaseSettings) -> Clock:
    """Return the clock that WIRETRACE_NOW names. Raises ValueError or NameError where it names none."""
    clock: Clock = load_object(settings["WIRETRACE_NOW"])
    return clock


def page_clock_of(settings: BaseSettings) -> PageClock:
    """Return the clock of pages that WIRETRACE_CLOCK names; without one, pages are fetched at the present instant."""
    chosen = settings.get("WIRETRACE_CLOCK")
    if chosen:
        page_clock: PageClock = load_object(chosen)
        return page_clock
    now = clock_of(settings)

    def fetched_now(_url: str) -> datetime:
        return now()

    return fetched_now

"""The dates of an article on a page of its own, each once and from the surest place that states it.

Declared and marked-up times in ISO 8601 are particulars; declared ones in another form are claims as written; a date that is only
printed is the article's printed time. The day in the address is the last resort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.pages.article.particulars import particulars_of
from crawler.pages.metadata.article_frame import Frame
from crawler.pages.metadata.article_times import day_in_address, month_in_address, written_of
from crawler.pages.metadata.date_order import date_order_of, is_open
from crawler.pages.metadata.head import Metadata
from crawler.pages.metadata.marked_times import marked_times
from crawler.pages.metadata.printed_times import PageDate, is_in, printed_date_of
from crawler.pages.page import Page
from crawler.pages.reading import DeclaredTime, Particulars


@dataclass(frozen=True, slots=True)
class OwnDates:
    """What a page says of when its article appeared. `order` is that of its numeric dates, where one is open and the page shows it."""

    particulars: Particulars
    written: tuple[DeclaredTime, ...] = ()
    printed: str | None = None
    order: str | None = None


def own_dates(page: Page, frame: Frame, metadata: Metadata) -> OwnDates:
    """Return the dates that *page* states of its article, which stands in *frame*."""
    marked: Sequence[str] = ()

    def asked() -> Sequence[str]:
        nonlocal marked
        marked = marked_times(frame)
        return marked

    particulars = particulars_of(page, metadata, marked=asked, dated=True)
    declared = particulars.published
    if declared is not None and not _is_day(declared):
        return OwnDates(particulars)
    day = day_in_address(page.url) or month_in_address(page.url)
    if declared is not None:
        printed = printed_date_of(frame, day)
        if printed is None or not _is_rather(printed, declared, day):
            return OwnDates(particulars)
        order = date_order_of(printed.text, frame.root, page.lines, page.host) if is_open(printed.text) else None
        return OwnDates(replace(particulars, published=None), printed=printed.text, order=order)
    written = written_of(metadata, marked)
    printed = None if written else printed_date_of(frame, day)
    text = written or (printed.text if printed else None)
    if text is None:
        return OwnDates(particulars_of(page, metadata))
    order = date_order_of(text, frame.root, page.lines, page.host) if is_open(text) else None
    if written is not None:
        return OwnDates(particulars, written=(DeclaredTime(written),), order=order)
    return OwnDates(particulars, printed=text, order=order)


def _is_day(declared: str) -> bool:
    return len(declared) == 10


def _is_rather(printed: PageDate, declared: str, day: str | None) -> bool:
    """Return whether the date that is printed at the headline is taken for a *declared* day that it is not.

    A day without a clock is what a record says of a page; where readers see another one, marked up, labeled or with a clock, that
    is when it appeared, unless the address is with the record.
    """
    if printed.modified or not printed.sure or is_in(printed.text, declared):
        return False
    return not (day and declared.startswith(day))

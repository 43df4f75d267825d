"""The dates of an article on a page of its own, each once and from the surest place that states it.

Declared and marked-up times in ISO 8601 are particulars; declared ones in another form are claims as written; a date that is only
printed is the article's printed time. The day in the address is the last resort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.pages.article.particulars import particulars_of
from crawler.pages.metadata.article_frame import Frame
from crawler.pages.metadata.article_times import day_in_address, month_in_address, written_of
from crawler.pages.metadata.date_order import date_order_of, is_open
from crawler.pages.metadata.head import Metadata
from crawler.pages.metadata.marked_times import marked_times
from crawler.pages.metadata.printed_times import printed_date_of
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
    if particulars.published is not None:
        return OwnDates(particulars)
    written = written_of(metadata, marked)
    printed = None if written else printed_date_of(frame, day_in_address(page.url) or month_in_address(page.url))
    text = written or (printed.text if printed else None)
    if text is None:
        return OwnDates(particulars_of(page, metadata))
    order = date_order_of(text, frame.root, (line for line, _ in frame.lines), page.host) if is_open(text) else None
    if written is not None:
        return OwnDates(particulars, written=(DeclaredTime(written),), order=order)
    return OwnDates(particulars, printed=text, order=order)

"""What a page object yields: an article, its related blocks and the links worth following. Plain values, no parsing."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.pages.feeds.entries import FeedEntry
from crawler.provenance.wires.evidence import Declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The place line that opens wire copy, as printed ("ABILENE, Texas (AP) -").

    `agency` is the printed agency or None; `slot` says "named" (an agency stands there), "emptied" (its place is left,
    as in ``MOSCOW, -`` or ``ABILENE, Texas () -``) or "absent" (a dateline that never had one, ``CHENNAI: text``).
    """

    place: str
    slot: str
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class DeclaredTime:
    """A time as metadata states it: `text` as it stands there, whether it is that of an update, and in a feed or a page."""

    text: str
    modified: bool = False
    in_feed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What an outlet's own page says of its article in its metadata. Times are ISO 8601, with a zone where it names one.

    `authors` are persons and organizations as declared, one name each. `canonical` is the absolute address that the page gives itself, `site` the site's name.
    """

    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    site: str | None = None
    canonical: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveUpdate:
    """One entry of a live blog. `time` is ISO 8601 where the page declares it, else as printed; `credit` names its source."""

    text: str
    time: str | None = None
    headline: str | None = None
    author: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The main article of a page, exactly as a reader sees it, before any boilerplate is cut.

    `body` holds the paragraphs joined by newlines, section headings and dateline included, summary bullets not. `times` are
    those that metadata states of it, `particulars` are there when the page is the article's own, not an aggregator's.
    `updates` are the entries of a live blog, newest first; `body` holds their text as well. `date_order` ("DMY" or "MDY") is that of
    numbers in its dates, where the page shows it; `byline_lines` are short lines at the headline that may be bylines.
    """

    headline: str
    body: str
    summary: tuple[str, ...] = ()
    dateline: Dateline | None = None
    headings: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    outlet_printed: str | None = None
    time_printed: str | None = None
    times: tuple[DeclaredTime, ...] = ()
    byline: str | None = None
    url: str | None = None
    particulars: Particulars | None = None
    updates: tuple[LiveUpdate, ...] = ()
    date_order: str | None = None
    byline_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedBlock:
    """An article inlined under "Related Articles": what was printed, whole body, before any boilerplate is cut.

    `position` counts blocks on the page from 0. `url` is the block's link, absolute, or None in captured text. `byline` is
    printed apart from the body, where a layout knows it. `summary` holds a teaser, which is never taken for the article: a block that has only one has an empty body.
    `date_order` is that of numbers in its printed date, where the page shows it; `cluster` the number and the heading of the items about one event that it is one of.
    """

    position: int
    headline: str
    body: str
    outlet_printed: str | None = None
    time_printed: str | None = None
    times: tuple[DeclaredTime, ...] = ()
    url: str | None = None
    summary: tuple[str, ...] = ()
    byline: str | None = None
    date_order: str | None = None
    cluster: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """All that one page object read off one page.

    `links` are absolute http(s) URLs to other pages of the same site that the layout knows how to read (pagination
    first, then articles, in page order, no repeats). `notes` name oddities worth counting, as short fixed slugs
    ("blocks-without-body", "markup-too-deep"), never page text. `entries` are a feed's, their addresses absolute, on any
    host; `lifetime` is for how many seconds it asks to be left alone.
    """

    layout: str
    article: Article | None = None
    related: tuple[RelatedBlock, ...] = ()
    links: tuple[str, ...] = ()
    said: tuple[tuple[str, tuple[Declared, ...]], ...] = ()
    notes: tuple[str, ...] = ()
    entries: tuple[FeedEntry, ...] = ()
    lifetime: int | None = None

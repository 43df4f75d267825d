"""What one entry of a feed or a sitemap says. Plain values, no parsing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry: the address of an article and what its publisher declares of it, exactly as written.

    `position` counts entries from 0. `body` is the text of an entry that carries its whole article, a paragraph a line, else
    "". `source` is the channel that an RSS or Atom entry says it came from, `outlet` the publication that a news sitemap
    names. `is_list` says that the address is no article but another list: a sitemap of an index, a feed's next page.
    """

    position: int
    url: str | None
    title: str = ""
    body: str = ""
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    source: str | None = None
    source_url: str | None = None
    outlet: str | None = None
    id: str | None = None
    is_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryList:
    """All that one document of entries says. `lifetime` is how long it asks to be left alone, in seconds, or None."""

    entries: tuple[FeedEntry, ...]
    lifetime: int | None = None
    notes: tuple[str, ...] = ()

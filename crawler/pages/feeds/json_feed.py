"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from crawler.errors import UnreadablePage
from crawler.pages.feeds.document import MAX_ENTRIES
from crawler.pages.feeds.entries import EntryList, FeedEntry
from crawler.pages.feeds.entry_html import one_line
from crawler.pages.feeds.entry_text import article_text


def read_json(document: str, *, url: str | None) -> EntryList:
    """Read a JSON Feed; what is not of its type is passed over. Raises UnreadablePage("feed-not-parsed")."""
    try:
        feed = json.loads(document.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadablePage("feed-not-parsed") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise UnreadablePage("feed-not-parsed")
    said = [item for item in items[:MAX_ENTRIES] if isinstance(item, Mapping)]
    entries = [_entry(position, item, url) for position, item in enumerate(said)]
    if onward := _word(feed, "next_url"):
        entries.append(FeedEntry(position=len(entries), url=_joined(url, onward), is_list=True))
    notes = ("feed-too-long",) if len(items) > MAX_ENTRIES else ()
    return EntryList(entries=tuple(entries), notes=notes)


def _entry(position: int, item: Mapping[str, Any], url: str | None) -> FeedEntry:
    named = item.get("authors")
    authors = named if isinstance(named, list) else [item.get("author")]
    names = [name for author in authors if isinstance(author, Mapping) and (name := _word(author, "name"))]
    content = _word(item, "content_html") or _word(item, "content_text") or _word(item, "summary") or ""
    return FeedEntry(
        position=position,
        url=_joined(url, _word(item, "url") or _word(item, "external_url")),
        title=one_line(_word(item, "title") or ""),
        body=article_text(content),
        published=_word(item, "date_published"),
        updated=_word(item, "date_modified"),
        author=", ".join(names) or None,
        id=_word(item, "id"),
    )


def _joined(base: str | None, address: str | None) -> str | None:
    try:
        return urljoin(base or "", address) if address else None
    except ValueError:  # a bracket that is no IPv6 address
        return None


def _word(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # ids are texts, says the standard; numbers are met
    return value.strip() or None if isinstance(value, str) else None

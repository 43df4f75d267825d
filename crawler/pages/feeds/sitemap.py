"""Sitemaps, news sitemaps and indexes of sitemaps (sitemaps.org, Google's news extension)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from crawler.pages.feeds.document import MAX_ENTRIES, prepared
from crawler.pages.feeds.entries import EntryList, FeedEntry
from crawler.provenance.times.declared import parse_declared_time

#: Entries that one sitemap may have (sitemaps.org); more are not looked at.
_MOST = 50_000
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_FIELDS = {"publication_date": "published", "lastmod": "updated", "title": "title", "name": "outlet"}


def read_sitemap(document: str) -> EntryList:
    """Read a sitemap. Of more than MAX_ENTRIES the newest are kept, and it is noted.

    Raises UnreadablePage("feed-not-parsed").
    """
    document, notes = prepared(document)
    found = list(_entries(document))
    if len(found) > MAX_ENTRIES:
        newest = sorted(found, key=lambda entry: (_moment(entry), -entry.position), reverse=True)[:MAX_ENTRIES]
        found, notes = sorted(newest, key=lambda entry: entry.position), (*notes, "feed-too-long")
    return EntryList(entries=tuple(found), notes=notes)


def _entries(document: str) -> Iterator[FeedEntry]:
    # Element by element, so that a long sitemap is never a tree; what is cut off or broken ends the reading.
    events = etree.iterparse(
        io.BytesIO(document.encode("utf-8", "replace")),
        events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False,
    )  # fmt: skip
    position = 0
    try:
        for _, element in events:
            name = _local(element)
            if name not in {"url", "sitemap"}:
                continue
            yield _entry(element, position, is_list=name == "sitemap")
            position += 1
            element.clear()
            if position >= _MOST:
                return
    except etree.XMLSyntaxError:
        return


def _entry(element: etree._Element, position: int, *, is_list: bool) -> FeedEntry:
    address = next((child.text for child in element if _local(child) == "loc"), None)
    said: dict[str, str] = {}
    for part in element.iter():
        text = (part.text or "").strip()
        if text and (key := _FIELDS.get(_local(part))) and not _is_media(part):
            said.setdefault(key, text)
    title = " ".join(said.pop("title", "").split())
    return FeedEntry(position=position, url=(address or "").strip() or None, title=title, is_list=is_list, **said)


def _moment(entry: FeedEntry) -> datetime:
    interval = parse_declared_time(entry.published or entry.updated or "").interval
    return interval.earliest if interval else _LONG_AGO


def _is_media(part: etree._Element) -> bool:
    """Say whether an element belongs to the image or video extension, whose titles are not the article's."""
    parent = part.getparent()
    return parent is not None and _local(parent) in {"image", "video"}


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""

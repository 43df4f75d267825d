"""The keys by which JSON endpoints call the parts of an item: a table of synonyms, tried in order, folded.

A key is folded to its letters in lower case: "published_at", "publishedAt" and "published-at" are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

HEADLINE: Final = (
    "headline",
    "title",
    "heading",
    "storytitle",
    "articletitle",
    "webtitle",
    "newstitle",
    "titletext",
    "name",
    "h",
)
OUTLET: Final = ("outlet", "publisher", "source", "sourcename", "publishername", "provider", "publication", "sitename", "newssite", "newssource", "mediahouse", "medianame", "media", "site", "brand", "sourcedomain", "cleanurl", "domain")  # fmt: skip
# A time that says it is UTC comes before one of the same kind that does not: where both are there, the other is a server's own clock.
TIME: Final = ("publishedatutc", "publishedutc", "pubdateutc", "publishdateutc", "publishedgmt", "pubdategmt", "postdategmt", "dategmt", "publishedat", "datepublished", "published", "publishdate", "publicationdate", "pubdate", "publishtime", "publishedon", "publisheddate", "publisheddatetime", "publishedtime", "datetimepub", "webpublicationdate", "displaydate", "firstpublishedat", "firstpublished", "timestamputc", "dateutc", "timestamp", "datetime", "date", "time", "age", "createdutc", "createdatutc", "createdat", "createdati", "created", "posted", "ts")  # fmt: skip
BODY: Final = (
    "articlebody",
    "body",
    "bodyhtml",
    "bodytext",
    "contenthtml",
    "articlecontent",
    "articletext",
    "articlehtml",
    "storybody",
    "bodycontent",
    "htmlcontent",
    "htmlbody",
    "maintext",
    "newscontent",
    "contenttext",
    "content",
    "fulltext",
    "text",
)
SUMMARY: Final = ("summary", "snippet", "teaser", "excerpt", "description", "abstract", "dek", "standfirst", "lead", "intro", "subtitle")  # fmt: skip
ADDRESS: Final = (
    "canonicalurl",
    "url",
    "link",
    "href",
    "permalink",
    "weburl",
    "articleurl",
    "externalurl",
    "originalurl",
    "sourceurl",
    "storyurl",
    "newsurl",
    "linkurl",
    "shareurl",
)
NEXT: Final = ("next", "nextpage", "nexturl", "nextlink", "nexthref", "nextpageurl", "more", "moreurl", "loadmore", "nextcursor", "nextpagetoken", "continuation", "endcursor", "cursor")  # fmt: skip
MARKUP: Final = ("html", "markup", "rendered", "fragment")
#: What an object may hold the name or address in, where a text was expected.
INNER: Final = ("name", "title", "rendered", "text", "value", "label", "url", "href", "iso", "date", "displayname")

#: How keys end whose times are UTC, whatever the text says of its zone.
UTC_ENDINGS: Final = ("utc", "gmt")

Item = Mapping[str, Any]


def folded(item: Item) -> dict[str, Any]:
    """Return *item* with folded keys; of two that fold alike the first stays."""
    found: dict[str, Any] = {}
    for key, value in item.items():
        found.setdefault("".join(filter(str.isalnum, key)).lower(), value)
    return found


def word(item: Item, names: tuple[str, ...]) -> str | None:
    """Return the first text under one of *names* in a folded *item*; of an object or a list the text within. Numbers count."""
    for name in names:
        if text := _text(item.get(name), depth=2):
            return text
    return None


def utc_word(item: Item, names: tuple[str, ...]) -> bool:
    """Return whether the key of the text that `word` returns says that it is UTC."""
    found = next((name for name in names if _text(item.get(name), depth=2)), "")
    return found.endswith(UTC_ENDINGS)


def _text(value: Any, depth: int) -> str | None:
    if isinstance(value, bool) or value is None or depth < 0:
        return None
    if isinstance(value, str | int | float):
        return str(value).strip() or None
    if isinstance(value, list):
        return _text(value[0], depth - 1) if value else None
    if isinstance(value, dict):
        inner = folded(value)
        return next((text for name in INNER if (text := _text(inner.get(name), depth - 1))), None)
    return None

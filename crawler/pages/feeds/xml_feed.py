"""RSS 0.9x to 2.0 and Atom, read by feedparser, which knows the dialects; what it is fed has been made safe and short."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import feedparser
import regex

from crawler.errors import UnreadablePage
from crawler.pages.feeds.document import MAX_ENTRIES, prepared, shortened
from crawler.pages.feeds.entries import EntryList, FeedEntry
from crawler.pages.feeds.entry_html import one_line
from crawler.pages.feeds.entry_text import article_text

_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}
_EPISODE = ("itunes_duration", "itunes_episode", "itunes_episodetype")
_WHOLE = regex.compile(r"\s*+(\d{1,7})\s*+")
Said = Mapping[str, Any]


def read_xml(document: str) -> EntryList:
    """Read a feed; addresses are joined to an ``xml:base`` where there is one, and else as written.

    Raises UnreadablePage("feed-not-parsed").
    """
    document, notes = prepared(document)
    document, cut = shortened(document)
    found = _parsed(document)
    channel: Said = found["feed"]
    atom = str(found.get("version") or "").startswith("atom")
    items = found["entries"][:MAX_ENTRIES]
    articles = [said for said in items if not _is_episode(said)]
    entries = [_entry(position, said, atom=atom) for position, said in enumerate(articles)]
    heard = ("feed-of-podcasts",) if len(articles) < len(items) else ()
    onward = [
        FeedEntry(position=len(entries) + number, url=link.get("href"), is_list=True)
        for number, link in enumerate(channel.get("links", ()))
        if link.get("rel") == "next"
    ]
    return EntryList(entries=(*entries, *onward[:1]), lifetime=_lifetime(channel), notes=(*notes, *cut, *heard))


def _parsed(document: str) -> Said:
    try:
        # From bytes only: feedparser would open a text that looks like an address or a file name.
        return feedparser.parse(  # type: ignore[no-any-return]
            io.BytesIO(document.encode("utf-8", "replace")),
            # No address either: an id that is only a number would be joined to it and look like a page.
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # what is kept is text, cleaned by ourselves
            resolve_relative_uris=False,
        )
    except (AssertionError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        # What its tolerant parser is known to let through on markup that is none at all.
        raise UnreadablePage("feed-not-parsed") from error


def _entry(position: int, said: Said, *, atom: bool) -> FeedEntry:
    published, updated = _word(said, "published"), _word(said, "updated") or _word(said, "created")
    if published is None and not atom:
        published, updated = updated, None  # the one date of RSS 1.0 is Dublin Core's, and the article's
    origin = said.get("source")
    origin = origin if isinstance(origin, Mapping) else {}
    return FeedEntry(
        position=position,
        url=_address(said),
        title=one_line(_word(said, "title") or ""),
        body=article_text(_content(said)),
        published=published,
        updated=updated,
        author=_word(said, "author"),
        source=one_line(_word(origin, "title") or "") or None,
        source_url=_word(origin, "href") or _word(origin, "link"),
        id=_word(said, "id"),
    )


def _is_episode(said: Said) -> bool:
    """Return whether an entry is an episode of a podcast: a recording with a duration, or nothing but a recording.

    An article with its text read aloud has an enclosure, too, but its own address.
    """
    recordings = [
        link
        for link in said.get("links", ())
        if link.get("rel") == "enclosure" and str(link.get("type") or "").startswith(("audio", "video"))
    ]
    if not recordings:
        return False
    link = _word(said, "link")
    return any(said.get(name) for name in _EPISODE) or link is None or link in {each.get("href") for each in recordings}


def _address(said: Said) -> str | None:
    """Return where the article is. An id is its address only if it looks like one, whatever ``isPermaLink`` defaults to."""
    link = _word(said, "feedburner_origlink") or _word(said, "link")
    if (
        link is not None
        and said.get("guidislink")
        and not (_word(said, "id") or "").startswith(("http://", "https://"))
    ):
        return None
    return link


def _content(said: Said) -> str:
    """Return the longest of an entry's contents and its summary, as HTML or plain text."""
    contents = [str(part.get("value") or "") for part in said.get("content", ()) if isinstance(part, Mapping)]
    return max([*contents, _word(said, "summary") or ""], key=len)


def _lifetime(channel: Said) -> int | None:
    """Return for how many seconds the feed asks to be left alone: RSS's ttl (minutes), or the syndication module's period."""
    asked = []
    if minutes := _WHOLE.fullmatch(_word(channel, "ttl") or ""):
        asked.append(60 * int(minutes[1]))
    period = _PERIODS.get((_word(channel, "sy_updateperiod") or "").strip().lower())
    if period:
        times = _WHOLE.fullmatch(_word(channel, "sy_updatefrequency") or "1")
        asked.append(period // max(int(times[1]) if times else 1, 1))
    return max(asked, default=None)


def _word(said: Said, key: str) -> str | None:
    # dict's own get: feedparser's answers "updated" with "published" where there is none, and warns about it.
    value = dict.get(said, key) if isinstance(said, dict) else said.get(key)
    return value.strip() or None if isinstance(value, str) else None

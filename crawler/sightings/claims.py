"""Claims: what a feed or a sitemap says of an article before its page is read, carried with the request for it.

A claim fills what the page itself does not print, and never overrules it. It is kept with the sighting as evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.pages.feeds.entries import FeedEntry
from crawler.pages.reading import DeclaredTime
from crawler.provenance.times.anchors import PrintedTime
from crawler.provenance.times.feeds import parse_feed_time
from crawler.provenance.wires.evidence import Declared, Field
from crawler.text.sanitize import sanitize

#: Stored with the claims on a page: what the browser did before it was read, one line per step. Not a claim: it is about the page, not its article.
IN_BROWSER = "done_in_browser"
#: Stored likewise: true where the body of the answer ended before its time.
CUT_OFF = "cut_off"
_LONGEST = 2_000  # characters of one claim; a longer title or address is not one
#: What an entry says, by the names it is kept under.
_NAMES = ("title", "published", "updated", "author", "source", "source_url", "outlet", "id")


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed of one article: texts by name. `feed` is the document that says so."""

    texts: Mapping[str, str]

    @classmethod
    def of_entry(cls, entry: FeedEntry, *, feed: str | None, outlet: str | None = None) -> Claims:
        """Return what *entry* says; *outlet* is the user's word on whose feed it is."""
        texts = {name: getattr(entry, name) for name in _NAMES}
        texts["outlet"] = outlet or texts["outlet"]
        return cls.from_json({**texts, "feed": feed})

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Claims:
        """Return claims from the JSON that a row keeps, passing over what is no text."""
        texts = {name: sanitize(value).strip() for name, value in data.items() if isinstance(value, str)}
        return cls({name: text for name, text in texts.items() if text and len(text) <= _LONGEST})

    def times(self) -> tuple[DeclaredTime, ...]:
        """Return the times that are said of the article, as the feed writes them."""
        stated = (("published", False), ("updated", True))
        return tuple(
            DeclaredTime(text, modified=modified, in_feed=True)
            for name, modified in stated
            if (text := self.texts.get(name))
        )

    def declared(self) -> tuple[Declared, ...]:
        """Return what is said of the article's origin: the channel it came from, and who signs it."""
        named = (("source", Field.FEED_SOURCE), ("source_url", Field.FEED_SOURCE), ("author", Field.AUTHOR))
        return tuple(Declared(field, text) for name, field in named if (text := self.texts.get(name)))

    def changed(self, *, timezone: str | None) -> PrintedTime | None:
        """Return when the article is said to have changed last, or appeared."""
        text = self.texts.get("updated") or self.texts.get("published")
        return parse_feed_time(text, fetched_at=None, timezone=timezone) if text else None

    def evidence(self) -> dict[str, object]:
        """Return what is kept with a sighting: nothing where no feed spoke."""
        return {"feed": dict(self.texts)} if "feed" in self.texts else {}


def done_in_browser(claims: Mapping[str, object]) -> tuple[str, ...]:
    """Return what the browser did on a page before it was read, from what is stored with the claims on it."""
    lines = claims.get(IN_BROWSER)
    return tuple(map(str, lines)) if isinstance(lines, list) else ()

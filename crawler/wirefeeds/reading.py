"""The format of a document, recognized by its content, and the document parsed."""

from __future__ import annotations

from crawler.errors import UnreadableFeed
from crawler.wirefeeds.documents import read_text, read_xml
from crawler.wirefeeds.item import WireFeed
from crawler.wirefeeds.newsml_g2 import NAMESPACE, is_newsml_g2, read_newsml_g2
from crawler.wirefeeds.ninjs import read_ninjs
from crawler.wirefeeds.syndication import is_syndication, read_syndication

_HEAD = 65_536  # bytes in which a document's namespace is declared


def read_feed(raw: bytes) -> WireFeed:
    """Read a wire feed of any known format. Raises UnreadableFeed; RecursionError for JSON nested thousands deep."""
    text, lost = read_text(raw)
    if text.lstrip()[:1] in {"{", "["}:
        feed = read_ninjs(text)
    else:
        root, notes = read_xml(text)
        lost += notes
        if is_newsml_g2(root):
            feed = read_newsml_g2(root)
        elif is_syndication(root):
            feed = read_syndication(root)
        else:
            raise UnreadableFeed("no-known-feed")
    return WireFeed(feed.format, feed.items, feed.skipped, (*feed.notes, *lost))


def is_wire_format(raw: bytes) -> bool:
    """Return whether a document is in a format that only wires send: NewsML-G2, whatever its file is called."""
    return NAMESPACE.encode() in raw[:_HEAD]

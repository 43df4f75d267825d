"""The format of a document, recognized by its content, and the document parsed."""

from __future__ import annotations

from collections.abc import Callable

import regex
from lxml import etree

from crawler.errors import UnreadableFeed
from crawler.pages.html.markup import decode
from crawler.wirefeeds.documents import read_text, read_xml
from crawler.wirefeeds.item import WireFeed
from crawler.wirefeeds.newsml_1 import is_newsml_1, read_newsml_1
from crawler.wirefeeds.newsml_g2 import NAMESPACE, is_newsml_g2, read_newsml_g2
from crawler.wirefeeds.ninjs import read_ninjs
from crawler.wirefeeds.nitf import is_nitf, read_nitf
from crawler.wirefeeds.syndication import is_syndication, read_syndication

#: XML formats: what knows one, what reads it.
_XML: tuple[tuple[Callable[[etree._Element], bool], Callable[[etree._Element], WireFeed]], ...] = (
    (is_newsml_g2, read_newsml_g2), (is_newsml_1, read_newsml_1), (is_nitf, read_nitf), (is_syndication, read_syndication),
)  # fmt: skip
# A root that only wires write, behind a declaration, a document type and comments.
_ROOT = regex.compile(
    r"\s*+(?:<\?[^>]*+>\s*+|<!--.*?-->\s*+|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>\s*+)*+<(?:[\w.-]{1,20}:)?(?:NewsML|nitf)[\s>/]",
    regex.DOTALL,
)
_HEAD = 65_536  # bytes in which a document's namespace is declared


def read_feed(raw: bytes) -> WireFeed:
    """Read a wire feed of any known format. Raises UnreadableFeed; RecursionError for JSON nested thousands deep."""
    text, lost = read_text(raw)
    if text.lstrip()[:1] in {"{", "["}:
        feed = read_ninjs(text)
    else:
        root, notes = read_xml(text)
        lost += notes
        read = next((read for is_format, read in _XML if is_format(root)), None)
        if read is None:
            raise UnreadableFeed("no-known-feed")
        feed = read(root)
    return WireFeed(feed.format, feed.items, feed.skipped, (*feed.notes, *lost))


def is_wire_format(raw: bytes) -> bool:
    """Return whether a document is in a format that only wires send, NewsML or NITF, whatever its file is called."""
    head = decode(raw[:_HEAD])
    return NAMESPACE in head or _ROOT.match(head) is not None

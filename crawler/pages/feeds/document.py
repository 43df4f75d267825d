"""The document of a feed or a sitemap, made safe to parse. Linear in its length."""

from __future__ import annotations

import html

import regex
from lxml import etree

from crawler.errors import UnreadablePage
from crawler.pages.feeds.root import root_of
from crawler.pages.html.markup import tame

#: More entries than feeds carry (the largest seen have some hundreds); the rest is noted, not followed.
MAX_ENTRIES = 1_000
#: Characters of a document that is not well-formed: the tolerant parser takes 2 s for them (measured), the strict one 0.1.
MAX_BROKEN = 1024 * 1024
_DECLARATION = regex.compile(r"<\?xml\b[^>]*+>")
_DOCTYPE = regex.compile(r"<!DOCTYPE\b[^>\[]*+(?P<subset>\[)?>?", regex.IGNORECASE)
_ENTRY = regex.compile(r"<(?:[\w.-]{1,20}:)?(?:item|entry)[\s>]")
_NAMED = regex.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
_BARE = regex.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|(?P<bare>&)(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};|\w{1,31};)|(?P<open><)(?=[A-Za-z][^<>]*+<)",
    regex.DOTALL,
)
_NOT_XML = regex.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def prepared(document: str) -> tuple[str, tuple[str, ...]]:
    """Return *document* ready for a parser, and notes of what was taken away.

    Entities of HTML become characters, a bare "&" and the bracket of a tag that never ends are escaped, what XML forbids is dropped, the declaration goes (the text
    is decoded already). A document type with declarations of its own is refused, for no feed needs one: raises
    UnreadablePage("feed-not-parsed").
    """
    document, notes = tame(document)
    document = _without_doctype(_DECLARATION.sub("", document, count=1).strip())
    document = _NAMED.sub(lambda found: html.unescape(found[0]), _NOT_XML.sub("", document))
    if not is_well_formed(document):
        document = _BARE.sub(_escaped, document)
    return document, notes


def shortened(document: str) -> tuple[str, tuple[str, ...]]:
    """Return *document* with no more entries than are read, and no longer than its parser can take, with notes."""
    starts = [found.start() for found, _ in zip(_ENTRY.finditer(document), range(MAX_ENTRIES + 1), strict=False)]
    long: tuple[str, ...] = ()
    if len(starts) > MAX_ENTRIES:
        document, long = _closed(document[: starts[-1]], root_of(document)), ("feed-too-long",)
    if len(document) > MAX_BROKEN and not is_well_formed(document):
        kept = [start for start in starts if start < MAX_BROKEN]
        return document[: kept[-1] if kept else MAX_BROKEN], (*long, "feed-broken-and-cut")
    return document, long


def is_well_formed(document: str) -> bool:
    """Return whether a strict parser takes *document*."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(document.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return False
    return True


def _escaped(found: regex.Match[str]) -> str:
    """Return an ampersand or the bracket of a tag that never ends ("cut <by a third</title>") as what a reader sees."""
    return "&amp;" if found["bare"] else "&lt;" if found["open"] else str(found[0])


def _closed(document: str, root: str) -> str:
    return document + ("</channel></rss>" if root == "rss" else f"</{root}>")


def _without_doctype(document: str) -> str:
    doctype = _DOCTYPE.search(document)
    if doctype is None:
        return document
    if doctype["subset"]:
        raise UnreadablePage("feed-not-parsed")
    return document[: doctype.start()] + document[doctype.end() :]

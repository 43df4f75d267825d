"""Documents as they arrive, made safe to read: any charset, no entities of their own, bounded depth, nothing loaded.

Every reason here is one of `UnreadableFeed`: "feed-empty", "feed-not-parsed" (cut off or malformed), "feed-declares-entities".
"""

from __future__ import annotations

import json
from html.entities import html5

import regex
from lxml import etree

from crawler.errors import UnreadableFeed
from crawler.pages.html.markup import decode, tame

_DOCTYPE = regex.compile(r"<!DOCTYPE\b[^>\[]*+(?P<subset>\[)?>?", regex.IGNORECASE)
_ENTITY = regex.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_NOT_XML = regex.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PROLOGUE = regex.compile(r"\A\s*+<\?xml[^>]*+>")


def read_text(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a document's text, and a note where its bytes are not what it says they are. Raises UnreadableFeed."""
    text = decode(raw)
    if not text.strip():
        raise UnreadableFeed("feed-empty")
    lost = "\ufffd" in text and "\ufffd".encode() not in raw
    return text, ("feed-bytes-not-in-its-charset",) if lost else ()


def read_xml(text: str) -> tuple[etree._Element, tuple[str, ...]]:
    """Return the root of an XML document, and notes. Raises UnreadableFeed.

    HTML's names of characters, which feeds use without declaring them, are read; a document that declares entities is
    refused. libxml2 keeps to 256 levels and 10 MB a text without `huge_tree`.
    """
    doctype = _DOCTYPE.search(text, 0, 65_536)
    if doctype and doctype["subset"]:
        raise UnreadableFeed("feed-declares-entities")
    if doctype:
        text = text[: doctype.start()] + text[doctype.end() :]
    text, notes = tame(_PROLOGUE.sub("", text).strip())
    text = _NOT_XML.sub("", _ENTITY.sub(_character, text))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode(), parser), notes
    except etree.XMLSyntaxError as error:
        raise UnreadableFeed("feed-not-parsed") from error


def read_json(text: str) -> object:
    """Return the value of a JSON document, of one with a value on each line the list of them; NaN and Infinity are null.

    Raises UnreadableFeed, RecursionError when nested too deep.
    """
    try:
        return json.loads(text, parse_constant=lambda _name: None)
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and lines[0].rstrip().endswith("}"):
            return [read_json(line) for line in lines]
        raise UnreadableFeed("feed-not-parsed") from error


def _character(entity: regex.Match[str]) -> str:
    name = entity[1]
    return str(entity[0]) if name in _XML_ENTITIES else html5.get(name, str(entity[0]))

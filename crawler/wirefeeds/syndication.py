"""RSS 0.9 to 2.0 and Atom whose entries carry the whole text, as small agencies send them.

A summary alone is no text: an entry without `content:encoded` or Atom content is skipped, unless what its description
holds is an article's length. The newest form of an entry is the one changed last: neither format counts versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime

from lxml import etree

from crawler.text.words import count_words
from crawler.wirefeeds.item import Skipped, WireFeed, WireItem
from crawler.wirefeeds.prose import local, on_one_line, text_of_html, text_of_plain, text_of_tree

_ROOTS = {"rss": "rss", "RDF": "rss", "feed": "atom"}
#: A description of so many words is the article: teasers of the feeds seen have 20 to 60.
_WHOLE = 120


def is_syndication(root: etree._Element) -> bool:
    """Return whether a document is RSS or Atom."""
    return local(root) in _ROOTS


def read_syndication(root: etree._Element) -> WireFeed:
    """Return the entries of a feed that hold a text."""
    entries = [element for element in root.iter() if local(element) in {"item", "entry"}]
    results = [_item(entry, number) for number, entry in enumerate(entries, 1)]
    return WireFeed(
        _ROOTS[local(root)],
        tuple(result for result in results if isinstance(result, WireItem)),
        tuple(result for result in results if isinstance(result, Skipped)),
    )


def _item(entry: etree._Element, number: int) -> WireItem | Skipped:
    fields = {local(child): child for child in reversed(entry) if local(child)}
    url = _link(entry)
    guid = (
        _plain(fields, "guid")
        or _plain(fields, "id")
        or entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    )
    guid = guid or url
    headline = on_one_line(_inside(fields.get("title")))
    text = next((text for text in _texts(entry) if text), "")
    if not text:
        return Skipped(guid or headline or f"item {number}", _why_no_text(entry))
    created, changed = (
        _instant(fields, *names) for names in (("published", "pubDate", "date"), ("updated", "modified"))
    )
    extra = {
        "category": [
            term
            for element in entry
            if local(element) == "category" and (term := element.get("term") or _text(element))
        ],
        "rights": _plain(fields, "rights"),
    }
    return WireItem(
        guid=guid,
        headline=headline,
        text=text,
        version_created=changed or created,
        first_published=created,
        byline=_plain(fields, "creator") or _author(fields.get("author")),
        url=url,
        extra={key: value for key, value in extra.items() if value},
    )


def _texts(entry: etree._Element) -> Iterator[str]:
    """Yield what may be the text, the surest first."""
    for child in entry:
        if local(child) in {"encoded", "content"} and not child.get("src") and not child.get("url"):
            yield _content(child)
    for child in entry:
        if local(child) in {"description", "summary"} and count_words(text := _content(child)) >= _WHOLE:
            yield text


def _content(element: etree._Element) -> str:
    if len(element):  # XHTML as elements
        return text_of_tree(element)
    kind, written = element.get("type") or "html", element.text or ""
    return text_of_plain(written) if kind in {"text", "text/plain"} else text_of_html(written)


def _why_no_text(entry: etree._Element) -> str:
    for child in entry:
        kind = (child.get("type") or child.get("medium") or "").partition("/")[0]
        if local(child) in {"enclosure", "content"} and kind in {"image", "video", "audio"}:
            return "picture" if kind == "image" else kind
    return "summary-only" if any(local(child) in {"description", "summary"} for child in entry) else "no-text"


def _link(entry: etree._Element) -> str | None:
    for child in entry:
        if local(child) == "link" and child.get("rel", "alternate") == "alternate":
            url = (child.get("href") or child.text or "").strip()
            if url.startswith(("http://", "https://")):
                return url
    return None


def _instant(fields: dict[str, etree._Element], *names: str) -> str | None:
    """Return a time in ISO 8601, RFC 822's form included; as written where it is neither."""
    written = next((text for name in names if (text := _plain(fields, name))), None)
    if written is None or written[:4].isdigit():
        return written
    try:
        instant = parsedate_to_datetime(written)
    except (ValueError, OverflowError):
        return written
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).isoformat()


def _author(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    name = next((child for child in element if local(child) == "name"), element)
    return _text(name) or None


def _plain(fields: dict[str, etree._Element], name: str) -> str | None:
    return (_text(fields[name]) or None) if name in fields else None


def _text(element: etree._Element) -> str:
    return " ".join((element.text or "").split())


def _inside(element: etree._Element | None) -> str:
    return "".join(str(part) for part in element.itertext()) if element is not None else ""

"""OPML, versions 1 and 2: the list of feeds that readers of feeds export. Folders may be nested; only feeds count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.errors import SourcesError, UnreadablePage
from crawler.pages.feeds.document import prepared
from crawler.pages.html.markup import decode

_DEEPEST = 200  # levels of folders


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed of the list: its address, what it is called there, and the folders it is in, outermost first."""

    url: str
    title: str
    folders: tuple[str, ...] = ()


def read_opml(raw: bytes) -> list[Subscription]:
    """Return the feeds of an OPML document in their order. Raises SourcesError with one line: where it is broken, or what it is instead.

    Ampersands that nobody escaped, which many programs write in addresses, are understood.
    """
    text = decode(raw)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        document, _ = prepared(text)
        above = text.rstrip().count("\n") - document.count("\n")  # the lines of what was taken away, for its errors
        root = etree.fromstring(("\n" * above + document).encode("utf-8", "replace"), parser)
    except UnreadablePage:
        raise SourcesError(("declares entities of its own, which no list of feeds needs",)) from None
    except etree.XMLSyntaxError as error:
        raise SourcesError((f"line {error.position[0]}: is no XML: {_message(error)}",)) from None
    if _name(root) != "opml":
        raise SourcesError((f"is no OPML: its root is <{_name(root)[:40]}>",))
    return list(_feeds(root))


def _feeds(root: etree._Element) -> Iterator[Subscription]:
    body = next((child for child in root if _name(child) == "body"), root)
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(child, ()) for child in reversed(body)]
    while waiting:
        outline, folders = waiting.pop()
        if _name(outline) != "outline":
            continue
        said = {name.casefold(): value.strip() for name, value in map(_pair, outline.items())}
        title = said.get("text") or said.get("title") or ""
        url = said.get("xmlurl") or (said.get("url", "") if said.get("type", "").casefold() in {"rss", "atom"} else "")
        if url:
            yield Subscription(url, title, folders)
        inside = folders if url or not title else (*folders, title)
        waiting += [(child, inside[:_DEEPEST]) for child in reversed(outline)]


def _pair(item: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    name, value = item
    return str(name), str(value)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].casefold() if isinstance(tag, str) else ""


def _message(error: etree.XMLSyntaxError) -> str:
    return " ".join((error.msg or "broken").split()).partition(", line ")[0]

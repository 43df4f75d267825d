"""NewsML-G2: a newsItem, or a newsMessage with sets of them. Packages, concepts and planning items are counted, not read.

Elements are found by their names in the standard's namespace (IPTC NewsML-G2 2.x, http://iptc.org/std/nar/2006-10-01/).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from crawler.wirefeeds.item import Skipped, Status, WireFeed, WireItem, status_of, whole_number
from crawler.wirefeeds.prose import local, on_one_line, text_of_html, text_of_plain, text_of_tree

FORMAT = "newsml-g2"
NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_N = f"{{{NAMESPACE}}}"
_ROOTS = frozenset({"newsMessage", "newsItem", "packageItem"})
_ITEMS = frozenset({
    "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem", "hopItem",
})  # fmt: skip
_NAMES = {"packageItem": "package", "conceptItem": "concept", "knowledgeItem": "concept", "planningItem": "planning"}
#: What is kept and not understood: name in `extra` -> where it is found.
_EXTRA_FIELDS = {
    "contentcreated": "contentMeta/contentCreated", "contentmodified": "contentMeta/contentModified",
    "dateline": "contentMeta/dateline", "creditline": "contentMeta/creditline", "slugline": "contentMeta/slugline",
    "urgency": "contentMeta/urgency", "infosource": "contentMeta/infoSource", "genre": "contentMeta/genre",
    "subject": "contentMeta/subject", "signal": "itemMeta/signal", "link": "itemMeta/link",
    "copyrightholder": "rightsInfo/copyrightHolder", "usageterms": "rightsInfo/usageTerms",
}  # fmt: skip


def is_newsml_g2(root: etree._Element) -> bool:
    """Return whether a document is NewsML-G2."""
    return root.tag in {_N + name for name in _ROOTS}


def read_newsml_g2(root: etree._Element) -> WireFeed:
    """Return the news items of a document, and what else its sets hold."""
    results = [_item(element, number) for number, element in enumerate(_items(root), 1)]
    return WireFeed(
        FORMAT,
        tuple(result for result in results if isinstance(result, WireItem)),
        tuple(result for result in results if isinstance(result, Skipped)),
    )


def _items(root: etree._Element) -> Iterator[etree._Element]:
    if local(root) != "newsMessage":
        yield root
        return
    for item_set in root.iterfind(f"{_N}itemSet"):
        yield from (element for element in item_set if local(element))


def _item(item: etree._Element, number: int) -> WireItem | Skipped:
    guid = (item.get("guid") or "").strip() or None
    name = guid or f"item {number}"
    kind = local(item)
    if kind != "newsItem":
        return Skipped(name, _NAMES.get(kind, "not-an-item" if kind not in _ITEMS else kind))
    status = status_of(_code(_find(item, "itemMeta/pubStatus")))
    text = _text(item)
    if not text and status is Status.USABLE:
        return Skipped(name, _why_no_text(item))
    return WireItem(
        guid=guid,
        version=whole_number(item.get("version")),
        headline=_text_at(item, "contentMeta/headline") or _text_at(item, "itemMeta/title") or _nitf_headline(item),
        text=text,
        status=status,
        version_created=_text_at(item, "itemMeta/versionCreated") or None,
        first_created=_text_at(item, "itemMeta/firstCreated") or None,
        embargoed=_text_at(item, "itemMeta/embargoed") or None,
        providers=tuple(dict.fromkeys(_providers(item))),
        byline=_text_at(item, "contentMeta/by") or None,
        note=" ".join(filter(None, map(_value, item.iterfind(_path("itemMeta/edNote"))))) or None,
        url=guid if guid and guid.startswith(("http://", "https://")) else None,
        extra=dict(_extra(item)),
    )


def _text(item: etree._Element) -> str:
    for inline in item.iterfind(_path("contentSet/inlineXML")):
        for content in inline:
            body = content.find(".//{*}body.content")
            if text := text_of_tree(content if body is None else body):
                return text
    for inline in item.iterfind(_path("contentSet/inlineData")):
        written = "".join(str(part) for part in inline.itertext())
        if "base64" in (inline.get("encoding") or "").casefold():
            continue
        text = text_of_html(written) if "html" in (inline.get("contenttype") or "") else text_of_plain(written)
        if text:
            return text
    return ""


def _why_no_text(item: etree._Element) -> str:
    kind = _code(_find(item, "itemMeta/itemClass")).rpartition(":")[2].casefold()
    if kind == "composite":
        return "package"
    if kind and kind != "text":
        return kind[:40]
    return "remote-text" if _find(item, "contentSet/remoteContent") is not None else "no-text"


def _providers(item: etree._Element) -> Iterator[str]:
    """Yield names of the sender: the provider, the credit line, whoever holds the rights. An information source is not one."""
    for path in ("itemMeta/provider", "contentMeta/creditline", "rightsInfo/copyrightHolder"):
        for element in item.iterfind(_path(path)):
            yield from filter(None, (_value(element), _code(element).rpartition(":")[2]))


def _extra(item: etree._Element) -> Iterator[tuple[str, object]]:
    language = item.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield "language", language
    for name, path in _EXTRA_FIELDS.items():
        values = [_value(value) or _code(value) for value in item.iterfind(_path(path))]
        if name == "link":
            links = item.iterfind(_path(path))
            values = [
                " ".join(filter(None, (value.get("rel"), value.get("residref") or value.get("href"))))
                for value in links
            ]
        if texts := [value for value in values if value]:
            yield name, texts[0] if len(texts) == 1 else texts


def _nitf_headline(item: etree._Element) -> str:
    headline = item.find(".//{*}hedline/{*}hl1")
    return on_one_line("".join(str(part) for part in headline.itertext())) if headline is not None else ""


def _text_at(item: etree._Element, path: str) -> str:
    element = _find(item, path)
    return _value(element) if element is not None else ""


def _value(element: etree._Element) -> str:
    """Return what an element says: its text, a name inside it, or its literal."""
    name = element.find(f"{_N}name")
    written = "".join(str(part) for part in (element if name is None else name).itertext())
    return on_one_line(written) or on_one_line(element.get("literal"))


def _code(element: etree._Element | None) -> str:
    return (element.get("qcode") or element.get("uri") or "") if element is not None else ""


def _find(item: etree._Element, path: str) -> etree._Element | None:
    return item.find(_path(path))


def _path(path: str) -> str:
    return "/".join(_N + name for name in path.split("/"))

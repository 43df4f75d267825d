"""Bare NITF, one `nitf` document an item, as desks have sent and archived it since the nineties.

The key of its continuing use (`du-key`) names an item over its versions, else the document's own id. Times are ISO 8601 in basic form
("20261128T100000Z") and come out in the extended one. Elements are found whatever namespace they are in.
Source: IPTC NITF 3.6.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

from crawler.wirefeeds.item import Skipped, Status, WireFeed, WireItem, status_of, whole_number
from crawler.wirefeeds.prose import local, on_one_line, text_of_tree

FORMAT = "nitf"
_BASIC = regex.compile(
    r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)(?:T(?P<H>\d\d):?(?P<M>\d\d)(?::?(?P<S>\d\d))?(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
#: What is kept and not understood: name in `extra` -> (where it is found, the attribute that holds it; "" for its text).
_EXTRA_FIELDS = {
    "dateline": ("body/body.head/dateline", ""), "creditline": ("body/body.head/distributor", ""), "urgency": ("head/docdata/urgency", "ed-urg"),
    "copyrightholder": ("head/docdata/doc.copyright", "holder"), "slugline": ("head/docdata/fixture", "fix-id"), "expires": ("head/docdata/date.expire", "norm"),
    "keyword": ("head/docdata/key-list/keyword", "key"), "usageterms": ("body/body.head/rights", ""), "description": ("body/body.head/abstract", ""),
}  # fmt: skip


def is_nitf(root: etree._Element) -> bool:
    """Return whether a document is one NITF item."""
    return local(root) == "nitf"


def read_nitf(root: etree._Element) -> WireFeed:
    """Return the item of a document, or why it gave none."""
    result = _item(root)
    return WireFeed(FORMAT, (result,)) if isinstance(result, WireItem) else WireFeed(FORMAT, (), (result,))


def iso_time(written: str | None) -> str | None:
    """Return a time of NITF or NewsML 1 in the extended form of ISO 8601; as it is written where it is none, None where nothing is."""
    written = (written or "").strip()
    found = _BASIC.fullmatch(written)
    if found is None:
        return written or None
    day = f"{found['y']}-{found['m']}-{found['d']}"
    if found["H"] is None:
        return day
    zone = found["zone"] or ""
    zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) > 1 else zone
    return f"{day}T{found['H']}:{found['M']}:{found['S'] or '00'}{zone}"


def headline_of(root: etree._Element) -> str:
    """Return the headline inside an NITF element, "" where it has none."""
    return _at(root, "hedline/hl1") or _at(root, "hedline")


def body_of(root: etree._Element) -> str:
    """Return the running text of an NITF element, a paragraph a line."""
    content = root.find(".//{*}body.content")
    if content is None:
        content = root.find(".//{*}body")
    return text_of_tree(content) if content is not None else ""


def _item(root: etree._Element) -> WireItem | Skipped:
    docdata = root.find("{*}head/{*}docdata")
    docdata = docdata if docdata is not None else etree.Element("docdata")
    document, key = _attributes(docdata, "doc-id"), _attributes(docdata, "du-key")
    guid = key.get("key") or document.get("id-string") or None
    status = status_of(docdata.get("management-status"))
    text = body_of(root)
    if not text and status is Status.USABLE:
        return Skipped(guid or "item 1", "picture" if root.find(".//{*}media") is not None else "no-text")
    return WireItem(
        guid=guid,
        version=whole_number(key.get("version")),
        headline=headline_of(root) or _at(root, "head/title"),
        text=text,
        status=status,
        version_created=iso_time(_attributes(docdata, "date.issue").get("norm")) or _story_date(root),
        embargoed=iso_time(_attributes(docdata, "date.release").get("norm")),
        providers=tuple(dict.fromkeys(_providers(root, docdata, document))),
        byline=_at(root, "body.head/byline") or None,
        note=" ".join(filter(None, (_attributes(docdata, "ed-msg").get("info"), _at(root, "body.head/note")))) or None,
        extra=dict(_extra(root)),
    )


def _providers(root: etree._Element, docdata: etree._Element, document: dict[str, str]) -> Iterator[str]:
    holder = _attributes(docdata, "doc.copyright").get("holder")
    for name in (_at(root, "body.head/distributor"), document.get("regsrc"), holder):
        if name and (plain := on_one_line(name)):
            yield plain


def _story_date(root: etree._Element) -> str | None:
    written = root.find(".//{*}dateline/{*}story.date")
    published = root.find("{*}head/{*}pubdata")
    date = written.get("norm") if written is not None else None
    return iso_time(date or (published.get("date.publication") if published is not None else None))


def _extra(root: etree._Element) -> Iterator[tuple[str, object]]:
    for name, (path, attribute) in _EXTRA_FIELDS.items():
        elements = root.iterfind("/".join(f"{{*}}{part}" for part in path.split("/")))
        texts = [on_one_line(element.get(attribute) if attribute else _inside(element)) for element in elements]
        if texts := [text for text in texts if text]:
            yield name, texts[0] if len(texts) == 1 else texts


def _attributes(parent: etree._Element, name: str) -> dict[str, str]:
    element = parent.find(f"{{*}}{name}")
    return {} if element is None else {str(key): str(value).strip() for key, value in element.attrib.items()}


def _at(root: etree._Element, path: str) -> str:
    """Return the text of the first element whose path ends so."""
    element = root.find(".//" + "/".join(f"{{*}}{part}" for part in path.split("/")))
    return on_one_line(_inside(element)) if element is not None else ""


def _inside(element: etree._Element) -> str:
    return " ".join(" ".join(str(part) for part in element.itertext()).split())

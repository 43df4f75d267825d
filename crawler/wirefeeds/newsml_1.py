"""NewsML 1.0 to 1.2: `NewsItem`s in a `NewsML` document, as desks of the last decade still get them.

An item's public identifier without its revision names it over its versions. Its text is that of the first component that has one, the one
whose role is "Main" before others, as NITF, XHTML, HTML or plain. Times come in basic ISO 8601. Source: IPTC NewsML 1.2.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

from crawler.wirefeeds.item import Skipped, Status, WireFeed, WireItem, status_of, whole_number
from crawler.wirefeeds.nitf import body_of, headline_of, iso_time
from crawler.wirefeeds.prose import local, on_one_line, text_of_html, text_of_plain, text_of_tree

FORMAT = "newsml-1"
_REVISION = regex.compile(r":\d{1,9}[NUA]?\Z")  # behind a public identifier: "...:1", "...:2U"
_KINDS = {
    "photo": "picture", "picture": "picture", "image": "picture", "graphic": "graphic", "video": "video", "animation": "video",
    "audio": "audio", "complexdata": "component",
}  # fmt: skip
_NOTE = regex.compile(r"note|advis|correct|instruct|kill", regex.IGNORECASE)
_MAIN = "main"
#: What is kept and not understood: name in `extra` -> names of elements, the first of which that says something counts.
_EXTRA_FIELDS = {
    "dateline": "DateLine", "creditline": "CreditLine", "copyrightnotice": "CopyrightLine", "slugline": "SlugLine", "keyword": "KeywordLine",
    "rights": "RightsLine", "urgency": "Urgency", "genre": "Genre", "language": "Language", "description": "SubHeadLine",
}  # fmt: skip


def is_newsml_1(root: etree._Element) -> bool:
    """Return whether a document is NewsML 1."""
    return local(root) == "NewsML"


def read_newsml_1(root: etree._Element) -> WireFeed:
    """Return the news items of a document, and what else it holds."""
    sender = _named(root, "NewsEnvelope/SentFrom/Party")
    items = list(root.iterfind("{*}NewsItem"))
    results = [_item(item, number, sender) for number, item in enumerate(items, 1)]
    return WireFeed(
        FORMAT,
        tuple(result for result in results if isinstance(result, WireItem)),
        tuple(result for result in results if isinstance(result, Skipped)),
    )


def _item(item: etree._Element, number: int, sender: str) -> WireItem | Skipped:
    guid = _guid(item)
    name = guid or f"item {number}"
    status = _status(item)
    text = _text(item)
    if not text and status is Status.USABLE:
        return Skipped(name, _why_no_text(item))
    content = _content(item)
    return WireItem(
        guid=guid,
        version=whole_number(_at(item, "Identification/NewsIdentifier/RevisionId")),
        headline=_first(item, "HeadLine") or (headline_of(content) if content is not None else ""),
        text=text,
        status=status,
        version_created=iso_time(_at(item, "NewsManagement/ThisRevisionCreated")),
        first_created=iso_time(_at(item, "NewsManagement/FirstCreated")),
        embargoed=_embargo(item),
        providers=tuple(dict.fromkeys(filter(None, _providers(item, sender)))),
        byline=_first(item, "ByLine") or None,
        note=" ".join(filter(None, (_inside(each) for each in item.iterfind(".//{*}NewsLine/{*}NewsLineText"))))
        or None,
        extra=dict(_extra(item)),
    )


def _guid(item: etree._Element) -> str | None:
    path = "Identification/NewsIdentifier/"
    public = _at(item, path + "PublicIdentifier")
    if public:
        return _REVISION.sub("", public) if public.startswith("urn:newsml:") else public
    parts = [_at(item, path + name) for name in ("ProviderId", "DateId", "NewsItemId")]
    return f"urn:newsml:{':'.join(parts)}" if all(parts) else parts[-1] or None


def _status(item: etree._Element) -> Status:
    revision = item.find("{*}Identification/{*}NewsIdentifier/{*}RevisionId")
    if revision is not None and revision.get("Update") == "D":
        return Status.CANCELED
    return status_of(_named(item, "NewsManagement/Status"))


def _embargo(item: etree._Element) -> str | None:
    """Return when an item that is embargoed becomes usable."""
    if _named(item, "NewsManagement/Status").casefold() != "embargoed":
        return None
    return iso_time(_at(item, "NewsManagement/StatusWillChange/DateAndTime"))


def _providers(item: etree._Element, sender: str) -> Iterator[str]:
    for name in ("Provider", "Creator"):
        for element in item.iterfind(f".//{{*}}AdministrativeMetadata/{{*}}{name}/{{*}}Party"):
            yield on_one_line(element.get("FormalName") or _inside(element))
    yield _first(item, "CreditLine")
    yield sender


def _notes(item: etree._Element) -> Iterator[str]:
    """Yield the lines that say of themselves that they are notes to editors."""
    for line in item.iterfind(".//{*}NewsLine"):
        if _NOTE.search(_named(line, "NewsLineType")):
            yield _at(line, "NewsLineText")


def _contents(item: etree._Element) -> list[etree._Element]:
    """Return the content items of an item, those of its main component first."""
    return sorted(item.iterfind(".//{*}ContentItem"), key=lambda content: _role(content) != _MAIN)


def _role(content: etree._Element) -> str:
    component = content.getparent()
    return _named(component, "Role").casefold() if component is not None else ""


def _content(item: etree._Element) -> etree._Element | None:
    """Return the data of the first content item that has a text."""
    return next(
        (data for content in _contents(item) for data in content.iterfind("{*}DataContent") if _prose(data)), None
    )


def _text(item: etree._Element) -> str:
    content = _content(item)
    return _prose(content) if content is not None else ""


def _prose(data: etree._Element) -> str:
    content = data.getparent()
    kind = _named(content, "MediaType").casefold() if content is not None else ""
    if kind in _KINDS:
        return ""
    if data.find(".//{*}body.content") is not None:
        return body_of(data)
    if len(data):
        return text_of_tree(data)
    written = data.text or ""
    markup = content is not None and "html" in f"{_named(content, 'Format')} {_named(content, 'MimeType')}".casefold()
    return text_of_html(written) if markup or "<p" in written else text_of_plain(written)


def _why_no_text(item: etree._Element) -> str:
    kinds = [_named(content, "MediaType").casefold() for content in _contents(item)]
    if kind := next((_KINDS[kind] for kind in kinds if kind in _KINDS), None):
        return kind
    if any(content.get("Href") for content in _contents(item)):
        return "remote-text"
    return "package" if item.find(".//{*}NewsItemRef") is not None else "no-text"


def _extra(item: etree._Element) -> Iterator[tuple[str, object]]:
    for name, element in _EXTRA_FIELDS.items():
        found = item.find(f".//{{*}}{element}")
        if found is not None and (value := on_one_line(found.get("FormalName") or _inside(found))):
            yield name, value


def _first(item: etree._Element, name: str) -> str:
    elements = item.iterfind(f".//{{*}}NewsLines/{{*}}{name}")
    return next((line for element in elements if (line := on_one_line(_inside(element)))), "")


def _at(item: etree._Element, path: str) -> str:
    element = item.find("/".join(f"{{*}}{part}" for part in path.split("/")))
    return _inside(element) if element is not None else ""


def _named(item: etree._Element, path: str) -> str:
    """Return the formal name of the element at *path*, as NewsML has it of everything with a vocabulary."""
    element = item.find("/".join(f"{{*}}{part}" for part in path.split("/")))
    return (element.get("FormalName") or "").strip() if element is not None else ""


def _inside(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())

"""ninjs, IPTC's "News in JSON", versions 1, 2 and 3: one object, a list, or `{"items": [...]}`.

Version 3 spells names in camel case that 1 and 2 write in lower case, and 1 has single fields (`headline`, `body_html`)
where 2 and 3 have lists (`headlines`, `bodies`). Names are read without regard to case, so one reader serves all three.
Version 1 allows `body_*` and `headline_*` of any name (`patternProperties` of its schema): they are read where the usual
names hold nothing.
Source: the JSON schemas of iptc.org/std/ninjs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex
from lxml import etree

from crawler.errors import UnreadableFeed
from crawler.wirefeeds.documents import read_json, read_xml
from crawler.wirefeeds.item import Skipped, WireFeed, WireItem, status_of, whole_number
from crawler.wirefeeds.prose import on_one_line, text_of_html, text_of_plain, text_of_tree

FORMAT = "ninjs"
_NAMES = ("uri", "guid")  # some systems write guid where the schema has uri
_SIGNS = frozenset({
    "body_text", "body_html", "body_xhtml", "bodies", "headline", "headlines", "versioncreated", "pubstatus", "type",
    "renditions", "associations", "standard",
})  # fmt: skip
_PATTERNS = ("body_", "headline_", "bodytext", "bodyhtml")
_USUAL = ("body_xhtml", "body_html", "body_nitf", "body_text")
_MARKUP = regex.compile(r"<(?:p|div|br|span|h[1-6]|ul|ol|table|b|i|em|strong|a)\b", regex.IGNORECASE)
_EXTRA_FIELDS = (
    "contentcreated", "language", "urgency", "slugline", "genre", "genres", "subject", "subjects", "infosource",
    "infosources", "copyrightholder", "copyrightnotice", "usageterms", "located", "signals", "associations_note",
    "expires", "profile", "dateline", "creditline",
)  # fmt: skip
#: Best first: markup says where paragraphs end.
_TYPES = ("xhtml", "html", "nitf", "plain")
_NO_TEXT = frozenset({"picture", "video", "audio", "graphic", "composite", "planning", "event", "component"})

Fields = Mapping[str, object]


def is_ninjs(value: object) -> bool:
    """Return whether a JSON object looks like a ninjs item; an article of our own JSONL has a "text" and none of its signs."""
    if not isinstance(value, dict):
        return False
    names = {str(name).casefold() for name in value}
    signed = bool(names & _SIGNS) or any(name.startswith(_PATTERNS) for name in names)
    return "text" not in names and bool(names.intersection(_NAMES)) and signed


def read_ninjs(text: str) -> WireFeed:
    """Read a ninjs document. Raises UnreadableFeed; RecursionError for one nested thousands deep."""
    return feed_of(read_json(text))


def feed_of(value: object) -> WireFeed:
    """Read a JSON value that is an item, a list of them or an object with such a list. Raises UnreadableFeed."""
    objects = _objects(value)
    if objects and not any(map(is_ninjs, objects)):
        raise UnreadableFeed("no-known-feed")
    results = [_item(item, number) for number, item in enumerate(objects, 1)]
    return WireFeed(
        FORMAT,
        tuple(result for result in results if isinstance(result, WireItem)),
        tuple(result for result in results if isinstance(result, Skipped)),
    )


def _objects(value: object) -> Sequence[object]:
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        return list(value["items"])
    if isinstance(value, list):
        return value
    return [value]


def _item(value: object, number: int) -> WireItem | Skipped:
    if not isinstance(value, dict) or not is_ninjs(value):
        return Skipped(f"item {number}", "not-an-item")
    fields: Fields = {str(name).casefold(): field for name, field in value.items()}
    guid = _word(fields, "uri") or _word(fields, "guid")
    name = guid or f"item {number}"
    if any(_role(field) == "wiretrace" for field in _list(fields, "altids")):
        return Skipped(name, "own-export")
    status, kind = status_of(_word(fields, "pubstatus")), (_word(fields, "type") or "text").casefold()
    text = _text(fields)
    if not text and status_of(_word(fields, "pubstatus")) is status_of(None):
        return Skipped(name, "package" if kind == "composite" else kind if kind in _NO_TEXT else "no-text")
    return WireItem(
        guid=guid,
        version=whole_number(fields.get("version")),
        headline=_headline(fields),
        text=text,
        status=status,
        version_created=_word(fields, "versioncreated"),
        first_created=_word(fields, "firstcreated"),
        embargoed=_word(fields, "embargoed"),
        providers=tuple(_providers(fields)),
        byline=_word(fields, "by") or _word(fields, "byline"),
        note=_word(fields, "ednote"),
        url=guid if guid and guid.startswith(("http://", "https://")) else None,
        extra={key: fields[key] for key in _EXTRA_FIELDS if fields.get(key) not in (None, "", [], {})},
    )


def _text(fields: Fields) -> str:
    bodies = [(_type(body), _role(body) != "main", body) for body in _list(fields, "bodies")]
    bodies += [
        (name, False, fields.get(f"body_{key}"))
        for name, key in zip(_TYPES, ("xhtml", "html", "nitf", "text"), strict=True)
    ]
    return _first_text(bodies) or _first_text(_named_bodies(fields))


def _named_bodies(fields: Fields) -> list[tuple[str, bool, object]]:
    """Return the bodies that version 1 lets a sender name, those whose name begins with "main" first."""
    named = ((key, value) for key, value in fields.items() if key.startswith("body_") and key not in _USUAL)
    return [(_written_in(key, value), not key.startswith("body_main"), value) for key, value in sorted(named)]


def _written_in(key: str, value: object) -> str:
    return next((name for name in _TYPES[:3] if name in key), "html" if _MARKUP.search(str(value)) else "plain")


def _first_text(bodies: Sequence[tuple[str, bool, object]]) -> str:
    """Return the text of the best of *bodies*, (type, whether another is the main one, value), that holds any."""
    for name, _, body in sorted(bodies, key=lambda entry: (_TYPES.index(entry[0]), entry[1])):
        value = body.get("value") if isinstance(body, dict) else body
        if isinstance(value, str) and (text := _prose(value, name)):
            return text
    return ""


def _prose(value: str, name: str) -> str:
    if name == "plain":
        return text_of_plain(value)
    return _nitf(value) if name == "nitf" else text_of_html(value)


def _nitf(value: str) -> str:
    try:
        root, _ = read_xml(value)
    except UnreadableFeed:
        return text_of_html(value)
    content = root.find(".//{*}body.content")
    return text_of_tree(content if isinstance(content, etree._Element) else root)  # noqa: SLF001  # lxml's only name of it


def _type(body: object) -> str:
    if not isinstance(body, dict):
        return "plain"
    content_type = str({str(k).casefold(): v for k, v in body.items()}.get("contenttype") or "").casefold()
    return next(
        (name for name in _TYPES if name in content_type), "html" if "<p" in str(body.get("value")) else "plain"
    )


def _headline(fields: Fields) -> str:
    listed = sorted(_list(fields, "headlines"), key=lambda entry: _role(entry) != "main")
    values = [entry.get("value") for entry in listed if isinstance(entry, dict)]
    named = sorted(key for key in fields if key.startswith("headline_"))
    named.sort(key=lambda key: not key.startswith("headline_main"))
    others = (fields[key] for key in named)
    for value in (*values, fields.get("headline"), *others, fields.get("title"), fields.get("slugline")):
        if isinstance(value, str) and (headline := on_one_line(value)):
            return headline
    return ""


def _providers(fields: Fields) -> Iterator[str]:
    """Yield names of the sender: ninjs has no field for it, so its owner, its only source, what the systems write."""
    sources = [*_list(fields, "infosources"), *_list(fields, "infosource")]
    named = [source.get("name") or source.get("literal") for source in sources if isinstance(source, dict)]
    for value in (fields.get("copyrightholder"), *(named if len(named) == 1 else ()), fields.get("source")):
        if isinstance(value, str) and (name := on_one_line(value)):
            yield name


def _role(value: object) -> str:
    return str(value.get("role") or "").casefold() if isinstance(value, dict) else ""


def _list(fields: Fields, name: str) -> list[object]:
    value = fields.get(name)
    return value if isinstance(value, list) else []


def _word(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return (on_one_line(value) or None) if isinstance(value, str) else None

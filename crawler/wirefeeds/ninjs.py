"""Items as JSON: ninjs, IPTC's "News in JSON", versions 1, 2 and 3, and what wire desks pass on under names of their own.

One object, a list, or an envelope of them (`{"items": [...]}`). Names of desks and agencies are data (`json_fields.toml`); they become those of
ninjs before anything is read. Version 3 spells names in camel case that 1 and 2 write in lower case, and 1 has single fields (`headline`, `body_html`)
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
from crawler.provenance.times.declared import parse_declared_time
from crawler.wirefeeds.documents import read_json, read_xml
from crawler.wirefeeds.item import Skipped, Status, WireFeed, WireItem, status_of, whole_number
from crawler.wirefeeds.json_fields import TABLE
from crawler.wirefeeds.json_fields import folded as _folded
from crawler.wirefeeds.prose import on_one_line, text_of_html, text_of_plain, text_of_tree

FORMAT = "ninjs"
_PATTERNS = ("body_", "headline_", "bodytext", "bodyhtml")
_USUAL = ("body_xhtml", "body_html", "body_nitf", "body_text")
_MARKUP = regex.compile(r"<(?:p|div|br|span|h[1-6]|ul|ol|table|b|i|em|strong|a)\b", regex.IGNORECASE)
_PARAGRAPHS = regex.compile(r"<(?:p|div|br)\b[^>]*+>", regex.IGNORECASE)  # markup in a field for plain text
_NEWSML_URN = regex.compile(r"urn:newsml:(?P<provider>[\w.-]{2,80}):\d{8}", regex.IGNORECASE)  # RFC 3085
_EXTRA_FIELDS = (
    "contentcreated", "language", "urgency", "slugline", "genre", "genres", "subject", "subjects", "infosource",
    "infosources", "copyrightholder", "copyrightnotice", "usageterms", "located", "signals", "associations_note",
    "expires", "profile", "dateline", "creditline", "description", "descriptions", "description_text", "description_html",
)  # fmt: skip
#: Best first: markup says where paragraphs end.
_TYPES = ("xhtml", "html", "nitf", "plain")
_TWO = 2  # signs of a wire's item that an object with a "text" needs
_NESTED = 4  # envelopes around the items of a document, and objects around the words of a field
_WORD_KEYS = ("value", "text", "name", "by", "literal", "content", "html")

Fields = Mapping[str, object]


def is_ninjs(value: object, *, surely: bool = True) -> bool:
    """Return whether a JSON object looks like a wire's item; an article of our own JSONL has a "text" and no more than one sign of it.

    An "id" alone is many things': unless it has to be *surely* an item, it is one with a body, too.
    """
    if not isinstance(value, dict):
        return False
    names = {_folded(str(name)) for name in value}
    named = names & TABLE.identifiers - ({"id"} if surely else set())
    if not named:
        return False
    if "text" in names:
        return len(names & TABLE.two_signs) >= _TWO
    if any(str(name).casefold().startswith(_PATTERNS) for name in value) or names & TABLE.bodies:
        return True
    return named != {"id"} and not names.isdisjoint(TABLE.one_sign)


def read_ninjs(text: str) -> WireFeed:
    """Read a ninjs document. Raises UnreadableFeed; RecursionError for one nested thousands deep."""
    return feed_of(read_json(text))


def feed_of(value: object) -> WireFeed:
    """Read a JSON value that is an item, a list of them or an object with such a list. Raises UnreadableFeed."""
    objects = _objects(value)
    if objects and not any(is_ninjs(item, surely=False) for item in objects):
        raise UnreadableFeed("no-known-feed")
    results = [_item(item, number) for number, item in enumerate(objects, 1)]
    return WireFeed(
        FORMAT,
        tuple(result for result in results if isinstance(result, WireItem)),
        tuple(result for result in results if isinstance(result, Skipped)),
    )


def _objects(value: object, depth: int = 0) -> list[object]:
    """Return the items of a document out of what it wraps them in."""
    if isinstance(value, list):
        return [_unwrapped(item) for item in value]
    if isinstance(value, dict) and not is_ninjs(value, surely=False) and depth < _NESTED:
        inside = {_folded(str(name)): field for name, field in value.items()}
        for name in TABLE.lists:
            if isinstance(inside.get(name), list):
                return _objects(inside[name])
        for name in TABLE.objects:
            if isinstance(inside.get(name), dict):
                return _objects(inside[name], depth + 1)
    return [value]


def _unwrapped(item: object) -> object:
    """Return an item of a list that stands alone in an object of its own: `{"item": {...}, "meta": {...}}`."""
    if isinstance(item, dict) and not is_ninjs(item, surely=False):
        inside = {_folded(str(name)): field for name, field in item.items()}
        return next((inside[name] for name in TABLE.objects if is_ninjs(inside.get(name), surely=False)), item)
    return item


def _item(value: object, number: int) -> WireItem | Skipped:
    if not isinstance(value, dict) or not is_ninjs(value, surely=False):
        return Skipped(f"item {number}", "not-an-item")
    fields = _fields(value)
    guid = _word(fields, "uri") or _word(fields, "guid")
    name = guid or f"item {number}"
    if any(_role(field) == "wiretrace" for field in _list(fields, "altids")):
        return Skipped(name, "own-export")
    status, kind = _status(fields), TABLE.kinds.get(_folded(_word(fields, "type") or "text"))
    text = "" if kind in {"picture", "event", "planning"} else _text(fields)
    if kind in {"event", "planning"} or (not text and status is Status.USABLE):
        return Skipped(name, "package" if kind == "composite" else kind or _why_no_text(fields))
    return WireItem(
        guid=guid,
        version=whole_number(fields.get("version")),
        headline=_headline(fields),
        text=text,
        status=status,
        version_created=_word(fields, "versioncreated"),
        first_created=_word(fields, "firstcreated"),
        first_published=_instant(fields, "firstpublished"),
        embargoed=_instant(fields, "embargoed"),
        providers=tuple(_providers(fields)),
        byline=_byline(fields),
        note=_word(fields, "ednote"),
        url=guid if guid and guid.startswith(("http://", "https://")) else None,
        extra={key: fields[key] for key in _EXTRA_FIELDS if fields.get(key) not in (None, "", [], {})},
    )


def _fields(value: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of an item under the names that ninjs has for them."""
    fields = {str(name).casefold(): field for name, field in value.items()}
    folded = {_folded(name): field for name, field in fields.items()}
    for name, spellings in TABLE.fields.items():
        written = (folded.get(spelling) for spelling in spellings)
        if (field := next((field for field in written if field not in (None, "", [], {})), None)) is not None:
            fields[name] = field
    return fields


def _status(fields: Fields) -> Status:
    word = (_word(fields, "pubstatus") or "").rpartition(":")[2].casefold()
    return TABLE.statuses.get(_folded(word)) or status_of(word)


def _why_no_text(fields: Fields) -> str:
    """Return why an item of a text's kind has none: its text may be stored elsewhere, at the address of a rendition."""
    renditions = fields.get("renditions")
    places = (
        [*renditions.values()] if isinstance(renditions, dict) else renditions if isinstance(renditions, list) else []
    )
    return "remote-text" if any(isinstance(place, dict) and place.get("href") for place in places) else "no-text"


def _instant(fields: Fields, name: str) -> str | None:
    """Return a field that should be a time: desks write "firstVersion": 3 and "embargo": false as well."""
    word = _word(fields, name)
    return word if word and parse_declared_time(word).interval is not None else None


def _byline(fields: Fields) -> str | None:
    listed = fields.get("byline")
    names = [_words(entry) for entry in listed] if isinstance(listed, list) else [_words(listed)]
    if not any(names):
        writers = _list(fields, "contributors")
        names = [_words(writer) for writer in writers if _role(writer) in {"", "writer", "author", "reporter"}]
    return ", ".join(filter(None, map(on_one_line, names))) or None


def _words(value: object, depth: int = 0) -> str:
    """Return the words of a field: a text, a list of paragraphs, or an object around them."""
    if isinstance(value, str) or depth > _NESTED:
        return value if isinstance(value, str) else ""
    if isinstance(value, list):
        return "\n".join(filter(None, (_words(entry, depth + 1) for entry in value)))
    if isinstance(value, dict):
        inside = {str(name).casefold(): entry for name, entry in value.items()}
        return next((words for key in _WORD_KEYS if (words := _words(inside.get(key), depth + 1))), "")
    return ""


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
        if text := _prose(_words(body), name):
            return text
    return ""


def _prose(value: str, name: str) -> str:
    if name == "plain" and not _PARAGRAPHS.search(value):
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
    """Yield names of the sender: ninjs has no field for it, so its owner, its only source, what the systems write, its credit, who issued its URN."""
    sources = [*_list(fields, "infosources"), *_list(fields, "infosource")]
    named = [source.get("name") or source.get("literal") for source in sources if isinstance(source, dict)]
    owner, credit = fields.get("copyrightholder"), fields.get("creditline")
    for value in (owner, *(named if len(named) == 1 else ()), fields.get("source"), credit):
        if name := on_one_line(_words(value)):
            yield name
    if issued := _NEWSML_URN.match(_word(fields, "guid") or _word(fields, "uri") or ""):
        yield from (issued["provider"], issued["provider"].partition(".")[0])


def _role(value: object) -> str:
    return str(value.get("role") or "").casefold() if isinstance(value, dict) else ""


def _list(fields: Fields, name: str) -> list[object]:
    value = fields.get(name)
    return value if isinstance(value, list) else []


def _word(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return (on_one_line(value) or None) if isinstance(value, str) else None

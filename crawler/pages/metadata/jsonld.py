"""JSON-LD: the schema.org objects that a page carries in its scripts, as plain dictionaries, parsed once for all who ask.

Bounded: so many characters, so many objects, and nothing here is recursive but the JSON decoder, whose depth Python limits,
and the way to the page's own article, which is short. What the objects mean is for `metadata`, `declarations` and `page_times`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import regex
from lxml import etree

Node = Mapping[str, Any]

#: The schema.org types of one article; a page of another type may show several.
ARTICLE_TYPES: Final = frozenset(
    ["Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle", "AdvertiserContentArticle", "SatiricalArticle", "BlogPosting", "LiveBlogPosting", "Report", "ScholarlyArticle", "TechArticle", "SocialMediaPosting", "ClaimReview"]
)  # fmt: skip
_FOLDED: Final = frozenset(name.casefold() for name in ARTICLE_TYPES)
#: Where a page keeps its own article; never itemListElement, hasPart, image: those are others'.
_INSIDE: Final = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST: Final = 6  # levels of these around an article
_WIDEST: Final = 500  # things of one list looked at on the way
_MOST_CHARACTERS = 2_000_000  # of all scripts of a page; real ones seen have at most 300,000
_MOST_NODES = 5_000  # objects looked at; a live blog of a day has some 2,000
_TRAILING_COMMA = regex.compile(r",(?=\s*+[\]}])")


def values_of(root: etree._Element) -> tuple[Any, ...]:
    """Return the values of the page's JSON-LD blocks, in page order. What does not parse is left out."""
    found: list[Any] = []
    left = _MOST_CHARACTERS
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = "".join(script.itertext())
        left -= len(text)
        if left < 0:
            break
        found.extend(_values(text))
    return tuple(found)


def nodes_of(values: Sequence[Any]) -> tuple[Node, ...]:
    """Return every object of a page's *values*, outer before inner, in page order."""
    found: list[Node] = []
    for value in values:
        found.extend(_walk(value, _MOST_NODES - len(found)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """What JSON-LD says of the page's own article, {} without one, and `nodes`, the objects it may refer to.

    Those stand for the page or a thing it describes, outermost first: never those that it lists.
    """

    article: Node
    nodes: tuple[Node, ...]

    @classmethod
    def among(cls, values: Sequence[Any], *, address: str | None = None) -> OwnArticle:
        """Find it among a page's *values*: of several the one at *address* (its canonical URL), else the first."""
        nodes = tuple(node for value in values for node in _own(value, 0))
        articles = [node for node in nodes if is_article(node)]
        wanted = _page(address) if address else None
        at_home = (node for node in articles if wanted and wanted in _pages(node))
        return cls(next(at_home, articles[0] if articles else {}), nodes)


def is_article(node: Node) -> bool:
    """Return whether an object is an article, in whatever case its type is written."""
    return any(name.casefold() in _FOLDED for name in types_of(node))


def types_of(node: Node) -> tuple[str, ...]:
    """Return the schema.org types of an object, without the vocabulary's address."""
    value = node.get("@type")
    types = value if isinstance(value, list) else [value]
    return tuple(each.rsplit("/", 1)[-1] for each in types if isinstance(each, str))


def _values(text: str) -> Iterator[Any]:
    """Yield the values of one script: usually one, sometimes several in a row; 2.3 % of real ones need mending."""
    text = _unwrapped(text)
    decoder = json.JSONDecoder(strict=False)  # line breaks inside strings are the commonest fault
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        position, given = 0, False
        while position < len(attempt):
            try:
                value, position = decoder.raw_decode(attempt, position)
            except (ValueError, RecursionError):
                break
            given = True
            yield value
            while position < len(attempt) and attempt[position] in " \t\r\n,;":
                position += 1
        if given:
            return


def _unwrapped(text: str) -> str:
    """Take off the comments that hide a script from browsers of last century."""
    text = text.strip().removeprefix("//").removeprefix("/*").lstrip()
    text = text.removeprefix("<!--").removeprefix("<![CDATA[").removeprefix("*/")
    text = text.strip().removesuffix("*/").removesuffix("-->").removesuffix("]]>").rstrip()
    return text.removesuffix("//").removesuffix("/*").strip()


def _walk(value: Any, room: int) -> Iterator[Node]:
    """Yield the objects inside *value*, level by level, at most *room*."""
    level = [value]
    while level and room > 0:
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                room -= 1
                yield each
                below.extend(inner for inner in each.values() if isinstance(inner, dict | list))
            elif isinstance(each, list):
                below.extend(each)
            if room <= 0:
                return
        level = below


def _own(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_WIDEST]:
            yield from _own(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _INSIDE:
            if key in value:
                yield from _own(value[key], depth + 1)


def _pages(node: Node) -> set[str]:
    about = node.get("mainEntityOfPage")
    inner = about.get("@id") if isinstance(about, dict) else about
    return {_page(value) for value in (node.get("url"), node.get("@id"), inner) if isinstance(value, str)}


def _page(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{parts.path.rstrip('/')}"

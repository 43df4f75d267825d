"""JSON-LD: the page's own article among the blocks of a page, as names and URLs. Whatever is not JSON is passed over.

2.3 % of real blocks do not parse, and one may be nested as deep as its writer likes: depth and size are bounded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

_LONGEST: Final = 500_000  # characters of one block; the longest of 258 real pages has some 60,000
_DEEPEST: Final = 6  # levels of lists, @graph and mainEntity around an article
_MOST: Final = 500  # nodes looked at
_INSIDE: Final = (
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
)  # never itemListElement, hasPart, image: those are others'
_ARTICLES: Final = ("article", "posting", "report", "newsarticle")

Node = dict[str, Any]


def article_of(blocks: Sequence[str], *, address: str | None = None) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the fields of the page's article, each as (name, URL) pairs with "" for what is not said; {} without one.

    Of several articles it is the one at *address* (the canonical URL), else the first.
    """
    nodes = [node for block in blocks for node in _nodes(_loaded(block))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return {}
    article = next((node for node in articles if address and _page(address) in _pages(node)), articles[0])
    return {key: tuple(_named(value, by_id)) for key, value in article.items()}


def _loaded(block: str) -> object:
    text = block.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    if len(text) > _LONGEST:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    """Yield the objects that stand for the page or a thing it describes, outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_MOST]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _INSIDE:
            if key in value:
                yield from _nodes(value[key], depth + 1)


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.casefold().endswith(_ARTICLES) for kind in kinds)


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


def _named(value: object, by_id: Mapping[str, Node], depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the (name, URL) pairs of a field: a text, an object, a reference to another, or a list of those."""
    if depth > 2:
        return
    if isinstance(value, str):
        yield ("", value) if value.startswith(("http://", "https://")) else (" ".join(value.split()), "")
    elif isinstance(value, list):
        for item in value[:20]:
            yield from _named(item, by_id, depth + 1)
    elif isinstance(value, dict):
        node = by_id.get(value["@id"], value) if isinstance(value.get("@id"), str) and "name" not in value else value
        for name in _names(node.get("name")) or [""]:
            url = node.get("url") or node.get("@id")
            yield name, url if isinstance(url, str) and url.startswith("http") else ""


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [" ".join(name.split()) for name in values if isinstance(name, str) and name.strip()]

"""Times in a page's metadata: meta elements and JSON-LD, as they stand there. What they mean is for provenance to say.

Only times of the page's own article are read: in JSON-LD those of the first article that is not part of another thing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from crawler.pages.reading import DeclaredTime
from crawler.text.sanitize import sanitize

#: Names of meta elements (property, name or itemprop), lower-cased, and whether they state an update.
_METAS: Final[Mapping[str, bool]] = {
    "article:published_time": False, "og:published_time": False, "datepublished": False, "dc.date.issued": False,
    "dcterms.issued": False, "parsely-pub-date": False, "sailthru.date": False, "publish-date": False, "pubdate": False,
    "article:modified_time": True, "og:updated_time": True, "datemodified": True, "dcterms.modified": True, "last-modified": True,
}  # fmt: skip
_JSON_KEYS: Final = (("datePublished", False), ("dateModified", True))
_LARGEST: Final = 200_000  # characters of one JSON-LD block; the largest seen of an article has 60,000
_MOST: Final = 20  # elements of each kind looked at
_LONGEST: Final = 40  # characters of a time


def declared_times(root: etree._Element) -> tuple[DeclaredTime, ...]:
    """Return the times that the metadata of a page state, meta elements first, each once."""
    found = [*_in_metas(root), *_in_json(root)]
    return tuple(dict.fromkeys(time for time in found if 0 < len(time.text) <= _LONGEST))


def _in_metas(root: etree._Element) -> Iterator[DeclaredTime]:
    for meta in root.iter("meta"):
        names = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if names in _METAS:
            yield DeclaredTime(sanitize(meta.get("content") or "").strip(), _METAS[names])


def _in_json(root: etree._Element) -> Iterator[DeclaredTime]:
    scripts = (
        script for script in root.iter("script") if (script.get("type") or "").strip().lower() == "application/ld+json"
    )
    for script, _ in zip(scripts, range(_MOST), strict=False):
        article = next(_articles(_loaded(script.text or "")), None)
        if article is not None:  # the page's own stands first
            yield from _stated(article)
            return


def _stated(article: Mapping[str, object]) -> Iterator[DeclaredTime]:
    for key, modified in _JSON_KEYS:
        value = article.get(key)
        if isinstance(value, str):
            yield DeclaredTime(sanitize(value).strip(), modified)


def _loaded(text: str) -> object:
    """Return the value of a JSON-LD block; None for one that is too long, broken (2 in 100 are) or nested thousands deep."""
    if len(text) > _LARGEST:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _articles(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the articles among a block's top-level things: a thing, a list of things, or a graph of them."""
    things: Sequence[object] = value if isinstance(value, list) else [value]
    for thing in things[:_MOST]:
        if not isinstance(thing, dict):
            continue
        graph = thing.get("@graph")
        for each in [thing, *(graph[: 5 * _MOST] if isinstance(graph, list) else [])]:
            if isinstance(each, dict) and _is_article(each.get("@type")):
                yield each


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and each.endswith(("Article", "BlogPosting", "Report")) for each in kinds)

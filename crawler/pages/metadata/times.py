"""Times in a page's metadata: meta elements and JSON-LD, as they stand there. What they mean is for provenance to say.

Only times of the page's own article are read: in JSON-LD those of the one at its address, else the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from crawler.pages.metadata.jsonld import Node
from crawler.pages.reading import DeclaredTime
from crawler.text.sanitize import sanitize

#: Names of meta elements (property, name or itemprop), lower-cased, and whether they state an update.
_METAS: Final[Mapping[str, bool]] = {
    "article:published_time": False, "og:published_time": False, "datepublished": False, "dc.date.issued": False,
    "dcterms.issued": False, "parsely-pub-date": False, "sailthru.date": False, "publish-date": False, "pubdate": False,
    "article:modified_time": True, "og:updated_time": True, "datemodified": True, "dcterms.modified": True, "last-modified": True,
}  # fmt: skip
_JSON_KEYS: Final = (("datePublished", False), ("dateModified", True))
_LONGEST: Final = 40  # characters of a time


def declared_times(root: etree._Element, article: Node) -> tuple[DeclaredTime, ...]:
    """Return the times that the metadata of a page state, each once: meta elements first, then its *article* in JSON-LD."""
    found = [*_in_metas(root), *_stated(article)]
    return tuple(dict.fromkeys(time for time in found if 0 < len(time.text) <= _LONGEST))


def _in_metas(root: etree._Element) -> Iterator[DeclaredTime]:
    for meta in root.iter("meta"):
        names = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if names in _METAS:
            yield DeclaredTime(sanitize(meta.get("content") or "").strip(), _METAS[names])


def _stated(article: Mapping[str, object]) -> Iterator[DeclaredTime]:
    for key, modified in _JSON_KEYS:
        value = article.get(key)
        if isinstance(value, str):
            yield DeclaredTime(sanitize(value).strip(), modified)

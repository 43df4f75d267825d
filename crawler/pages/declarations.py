"""Declarations: what a page says of its origin outside its text. JSON-LD, meta elements, the canonical link, marked-up authors.

Only the page's own article is read: not the authors of pictures, nor those of other articles that it lists. What they
mean is for `provenance`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import regex
from lxml import etree

from crawler.pages.json_ld import article_of
from crawler.provenance.evidence import Declared, Field

_LONGEST: Final = 300  # characters of a value; a name or a URL
_MOST: Final = 40  # declarations of one page
_META: Final[Mapping[str, Field]] = {
    "author": Field.AUTHOR,
    "article:author": Field.AUTHOR,
    "article:author_name": Field.AUTHOR,
    "byl": Field.AUTHOR,
    "byline": Field.AUTHOR,
    "dc.creator": Field.AUTHOR,
    "dcterms.creator": Field.AUTHOR,
    "parsely-author": Field.AUTHOR,
    "sailthru.author": Field.AUTHOR,
    "publisher": Field.PUBLISHER,
    "dc.publisher": Field.PUBLISHER,
    "dcterms.publisher": Field.PUBLISHER,
    "source": Field.SOURCE_ORGANIZATION,
    "news_source": Field.SOURCE_ORGANIZATION,
    "dc.source": Field.SOURCE_ORGANIZATION,
    "dcterms.source": Field.SOURCE_ORGANIZATION,
    "copyright": Field.COPYRIGHT_HOLDER,
    "dcterms.rightsholder": Field.COPYRIGHT_HOLDER,
    "syndication-source": Field.SYNDICATION_SOURCE,
    "original-source": Field.ORIGINAL_SOURCE,
}
_JSON_LD: Final[Mapping[str, Field]] = {
    "author": Field.AUTHOR,
    "creator": Field.AUTHOR,
    "publisher": Field.PUBLISHER,
    "creditText": Field.CREDIT_TEXT,
    "sourceOrganization": Field.SOURCE_ORGANIZATION,
    "provider": Field.SOURCE_ORGANIZATION,
    "isBasedOn": Field.IS_BASED_ON,
    "copyrightHolder": Field.COPYRIGHT_HOLDER,
}
_WITH_URLS: Final = frozenset({Field.PUBLISHER, Field.IS_BASED_ON})
_COPYRIGHT: Final = regex.compile(r"^\W*(?:copyright|\(c\)|©)?\W*(?:\d{4}\W*)?", regex.IGNORECASE)


def declarations_of(root: etree._Element) -> tuple[Declared, ...]:
    """Return what the page of *root* declares, each once: JSON-LD first, then meta elements, the canonical link, bylines."""
    canonical = _first(root, "//link[translate(@rel, 'CANONIL', 'canonil') = 'canonical']/@href")
    address = canonical or _first(root, "//meta[@property='og:url']/@content")
    found: dict[Declared, None] = {}
    for declared in (*_json_ld(root, address), *_meta(root), *_marked(root)):
        if len(found) < _MOST:
            found[declared] = None
    if canonical:
        found[Declared(Field.CANONICAL, canonical)] = None
    return tuple(found)


def _json_ld(root: etree._Element, address: str | None) -> Iterator[Declared]:
    blocks = [
        script.text or ""
        for script in root.iter("script")
        if "ld+json" in (script.get("type") or "").casefold()
    ]  # fmt: skip
    article = article_of(blocks, address=address)
    for key, field in _JSON_LD.items():
        for name, url in article.get(key, ()):
            if name:
                yield Declared(field, name[:_LONGEST])
            if url and field in _WITH_URLS:
                yield Declared(field, url[:_LONGEST])


def _meta(root: etree._Element) -> Iterator[Declared]:
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().casefold()
        value = _one_line(element.get("content") or "")
        field = _META.get(name)
        if field is Field.COPYRIGHT_HOLDER:
            value = _COPYRIGHT.sub("", value)
        if field is not None and value and not (field is Field.AUTHOR and value.startswith("http")):
            yield Declared(field, value)


def _marked(root: etree._Element) -> Iterator[Declared]:
    """Yield the authors that are marked up inside the page's only article."""
    articles = root.xpath("//article[not(ancestor::article)]")
    if not isinstance(articles, list) or len(articles) != 1:
        return
    for element in articles[0].xpath(".//*[@rel='author' or @itemprop='author'][count(ancestor::article) = 1]")[:5]:
        value = _one_line("".join(element.itertext()))
        if value and len(value) <= _LONGEST // 2:
            yield Declared(Field.AUTHOR, value)


def _first(root: etree._Element, path: str) -> str | None:
    found = root.xpath(path)
    return (
        next((_one_line(str(value)) for value in found if str(value).strip()), None)
        if isinstance(found, list)
        else None
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]

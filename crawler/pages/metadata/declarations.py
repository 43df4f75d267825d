"""Declarations: what a page says of its origin outside its text. JSON-LD, meta elements, the canonical link, marked-up authors.

Only the page's own article is read: not the authors of pictures, nor those of other articles that it lists. What they
mean is for `provenance`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import regex
from lxml import etree

from crawler.pages.metadata.canonical import canonical_hrefs
from crawler.pages.metadata.jsonld import Node, OwnArticle
from crawler.provenance.wires.evidence import Declared, Field

_LONGEST: Final = 300  # characters of a value; a name or a URL
_MOST: Final = 40  # declarations of one page
_NESTED: Final = 2  # lists inside lists of names
_LISTED: Final = 20  # names of one list
_META: Final[Mapping[str, Field]] = {
    "byl": Field.AUTHOR,
    "byline": Field.AUTHOR,
    "dc.creator": Field.AUTHOR,
    "dcterms.creator": Field.AUTHOR,
    "publisher": Field.PUBLISHER,
    "dc.publisher": Field.PUBLISHER,
    "dcterms.publisher": Field.PUBLISHER,
    "provider": Field.SOURCE_ORGANIZATION,
    "source": Field.SOURCE_ORGANIZATION,
    "dc.source": Field.SOURCE_ORGANIZATION,
    "dcterms.source": Field.SOURCE_ORGANIZATION,
    "copyright": Field.COPYRIGHT_HOLDER,
    "dcterms.rightsholder": Field.COPYRIGHT_HOLDER,
    "syndication-source": Field.SYNDICATION_SOURCE,
    "original-source": Field.ORIGINAL_SOURCE,
}
# Content systems name the same two things in a hundred ways ("articleAuthor", "cXenseParse:author", "article:author_name",
# "sailthru.author", "news_agency", "contentSource"): by words, not of pictures, accounts, campaigns or profiles' addresses.
_AUTHOR: Final = regex.compile(r"(?:authors?|byline|writer)(?:[._:-]?names?)?(?:[._:-]?\d)?")
_PREFIX: Final = regex.compile(
    r"^(?!(?:twitter|image|video|avatar|photo|profile|book|music)[._:-])(?:(?:[a-z0-9]+[._:-])*(?:article|content|story|news|post|page|og|cms)?[._:-]?)(?=(?:author|byline|writer))|^(?:[a-z0-9]+[._:-])*?(?=(?:news|article|content|story|copy|text|recs|wire)[._:-]?(?:source|provider|agency|service))"
)
_AGENCY: Final = regex.compile(
    r"(?:(?:news|article|content|story|copy|text|recs|wire)[._:-]?)(?:sources?|provider|agency)(?:[._:-]?names?)?|(?:wire|news)[._:-]?(?:agency|service)|agency|newswire|wire|credit[._:-]?line"
)
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


def declarations_of(root: etree._Element, own: OwnArticle) -> tuple[Declared, ...]:
    """Return what the page of *root* declares, each once: its *own* article in JSON-LD, meta elements, the canonical link, bylines."""
    canonical = canonical_link(root)
    found: dict[Declared, None] = {}
    for declared in (*_json_ld(own), *_meta(root), *_marked(root)):
        if len(found) < _MOST:
            found[declared] = None
    if canonical:
        found[Declared(Field.CANONICAL, canonical)] = None
    return tuple(found)


def canonical_link(root: etree._Element) -> str | None:
    """Return the address that the page links as its canonical one."""
    return next((_one_line(href) for href in canonical_hrefs(root)), None)


def page_address(root: etree._Element) -> str | None:
    """Return the address that the page gives for itself."""
    metas = (meta for meta in root.iter("meta") if meta.get("property") == "og:url")
    return canonical_link(root) or next((url for meta in metas if (url := _one_line(meta.get("content") or ""))), None)


def _json_ld(own: OwnArticle) -> Iterator[Declared]:
    by_id = {node["@id"]: node for node in own.nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for key, field in _JSON_LD.items():
        for name, url in _named(own.article.get(key), by_id):
            if name:
                yield Declared(field, name[:_LONGEST])
            if url and field in _WITH_URLS:
                yield Declared(field, url[:_LONGEST])


def _named(value: object, by_id: Mapping[str, Node], depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the (name, URL) pairs of a field: a text, an object, a reference to another, or a list of those; "" is not said."""
    if depth > _NESTED:
        return
    if isinstance(value, str):
        yield ("", value) if value.startswith(("http://", "https://")) else (_one_line(value), "")
    elif isinstance(value, list):
        for item in value[:_LISTED]:
            yield from _named(item, by_id, depth + 1)
    elif isinstance(value, dict):
        node = by_id.get(value["@id"], value) if isinstance(value.get("@id"), str) and "name" not in value else value
        for name in _names(node.get("name")) or [""]:
            url = node.get("url") or node.get("@id")
            yield name, url if isinstance(url, str) and url.startswith("http") else ""


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [_one_line(name) for name in values if isinstance(name, str) and name.strip()]


def _meta(root: etree._Element) -> Iterator[Declared]:
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().casefold()
        value = _one_line(element.get("content") or "")
        field = _meta_field(name)
        if field is Field.COPYRIGHT_HOLDER:
            value = _COPYRIGHT.sub("", value)
        if field is not None and value and not (field is Field.AUTHOR and value.startswith("http")):
            yield Declared(field, value)


def _meta_field(name: str) -> Field | None:
    """Return what a meta element of this folded name says, whatever stands before its last words."""
    if field := _META.get(name):
        return field
    last = _PREFIX.sub("", name[:80])
    if _AUTHOR.fullmatch(last):
        return Field.AUTHOR
    return Field.SOURCE_ORGANIZATION if _AGENCY.fullmatch(last) else None


def _marked(root: etree._Element) -> Iterator[Declared]:
    """Yield the authors that are marked up inside the page's only article."""
    articles = root.xpath("//article[not(ancestor::article)]")
    if not isinstance(articles, list) or len(articles) != 1:
        return
    for element in articles[0].xpath(".//*[@rel='author' or @itemprop='author'][count(ancestor::article) = 1]")[:5]:
        value = _one_line("".join(element.itertext()))
        if value and len(value) <= _LONGEST // 2:
            yield Declared(Field.AUTHOR, value)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]

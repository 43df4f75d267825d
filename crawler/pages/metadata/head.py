"""Metadata: what an article's page says of itself in its head: JSON-LD first, then Open Graph and other meta elements.

Values as declared, nothing judged: which headline is right, who is an author and when that was is for others to say.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import regex
from lxml import etree

from crawler.pages.metadata.canonical import canonical_hrefs
from crawler.pages.metadata.jsonld import ARTICLE_TYPES, Node, is_article, nodes_of, types_of

_SAYS_ARTICLE: Final = regex.compile(rf"""["'](?:https?://schema\.org/)?(?:{"|".join(sorted(ARTICLE_TYPES))})["']""")
# Names of meta elements, the trade's own first; the spelling of real pages ("article:published:time") included.
_PUBLISHED: Final = ["article:published_time", "article:published:time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published_time", "published_time_telegram", "article_date_original", "originalpublicationdate", "article.published", "article.created", "analyticsattributes.articledate", "vr:published_time", "last_published_date", "date"]  # fmt: skip
# The same under any vendor's prefix ("shareaholic:article_published_time").
_SAYS_PUBLISHED: Final = regex.compile(
    r".*[:._-](?:article[:._-])?(?:date[:._-]?published|published?[:._-]?(?:time|date|at|on)|pub[:._-]?date|date[:._-]?issued)"
)
_MODIFIED: Final = [
    "article:modified_time",
    "article:modified:time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
    "last_updated_date",
    "revised",
    "article.updated",
    "vr:modified_time",
]
_AUTHOR: Final = [
    "author",
    "article:author",
    "parsely-author",
    "cxenseparse:author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "byline",
    "article.author",
    "og:article:author",
    "twitter:data1",
]
_TITLE: Final = [
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "cxenseparse:title",
    "dc.title",
    "dcterms.title",
    "title",
    "headline",
]
_DESCRIPTION: Final = ["og:description", "description", "twitter:description", "dc.description", "sailthru.description"]
_SITE: Final = [
    "og:site_name",
    "application-name",
    "al:iphone:app_name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "publisher",
]
_PAGES: Final = frozenset({"WebPage", "ItemPage", "AboutPage", "MedicalWebPage"})
_LONGEST: Final = 1_000  # characters of a declared value that is not the body


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page declares. Each list is in order of trust, without repeats; nothing is cleaned but space and entities.

    `body` is the longest `articleBody` of the page's JSON-LD.
    """

    headlines: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    canonical: str | None = None
    body: str = ""


def declares_article(root: etree._Element) -> bool:
    """Return whether a page says that it is an article, without reading what else it says."""
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().casefold()
        if name in {"article:published_time", "article:modified_time"}:
            return True
        if name == "og:type" and (element.get("content") or "").strip().casefold() in {"article", "news", "blog"}:
            return True
    scripts = (element for element in root.iter("script") if "ld+json" in (element.get("type") or "").lower())
    return any(_SAYS_ARTICLE.search(script.text or "") for script in scripts)


def read_metadata(root: etree._Element, json_ld: Sequence[Any]) -> Metadata:
    """Return what the head and the *json_ld* values of a page declare."""
    nodes = nodes_of(json_ld)
    named = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if is_article(node)]
    meta = _meta(root)
    article = _chosen(articles)
    return Metadata(
        headlines=_texts(article, "headline", "name"),
        titles=_metas(meta, _TITLE),
        authors=_distinct(_names(article.get("author") or article.get("creator"), named)),
        bylines=_metas(meta, _AUTHOR),
        published=_distinct(
            (
                *_texts(article, "datePublished", "dateCreated"),
                *_metas(meta, _PUBLISHED),
                *_metas(meta, filter(_SAYS_PUBLISHED.fullmatch, meta)),
                *_texts(_page_of(nodes), "datePublished"),
            )
        ),
        modified=(*_texts(article, "dateModified"), *_metas(meta, _MODIFIED)),
        descriptions=_distinct((*_metas(meta, _DESCRIPTION), *_texts(article, "description", "alternativeHeadline"))),
        sites=_distinct((*_metas(meta, _SITE), *_names(article.get("publisher"), named), *_sites(nodes))),
        canonical=_canonical(root, meta),
        body=max((text for node in articles if isinstance(text := node.get("articleBody"), str)), key=len, default=""),
    )


def _chosen(articles: Sequence[Node]) -> Node:
    """Return the article that the page is about: the first that says who wrote it or when, else the first."""
    told = (node for node in articles if node.get("datePublished") or node.get("author") or node.get("articleBody"))
    return next(told, articles[0] if articles else {})


def _page_of(nodes: Sequence[Node]) -> Node:
    """Return the page that declares itself: without an article of its own it may still say when it was published."""
    return next((node for node in nodes if _PAGES & set(types_of(node)) and node.get("datePublished")), {})


def _sites(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if "WebSite" in types_of(node):
            yield from _texts(node, "name", "alternateName")


def _names(value: Any, named: Mapping[str, Node]) -> Iterator[str]:
    """Yield the names of persons or organizations: texts, objects, lists of these, or references to objects of the page."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield from _clean((each,))
        elif isinstance(each, dict):
            told = named.get(str(each.get("@id")), each) if "name" not in each else each
            name = told.get("name") or " ".join(str(told.get(key) or "") for key in ("givenName", "familyName"))
            yield from _names(name, {})


def _texts(node: Node, *keys: str) -> tuple[str, ...]:
    values = (node.get(key) for key in keys)
    singles = (value[0] if isinstance(value, list) and value else value for value in values)
    return _distinct(_clean(value for value in singles if isinstance(value, str)))


def _meta(root: etree._Element) -> dict[str, list[str]]:
    """Return the contents of the page's meta elements by name, folded."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name:
            found.setdefault(name.strip().casefold(), []).append(content)
    return found


def _metas(meta: Mapping[str, Sequence[str]], names: Iterable[str]) -> tuple[str, ...]:
    return _distinct(_clean(value for name in names for value in meta.get(name, ())))


def _canonical(root: etree._Element, meta: Mapping[str, Sequence[str]]) -> str | None:
    for href in canonical_hrefs(root):
        return href[:_LONGEST]
    return next(iter(_clean(meta.get("og:url", ()))), None)


def _clean(values: Iterable[str]) -> Iterator[str]:
    """Yield *values* on one line, entities resolved (some pages escape twice), none empty or absurdly long."""
    for value in values:
        text = " ".join(html.unescape(html.unescape(value[:_LONGEST])).split())
        if text:
            yield text


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))

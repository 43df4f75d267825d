"""The provider of an article on a portal's own page: the outlet whose article it is, as far as the page declares or prints it.

A portal's page names itself as the site, and often as the publisher. The outlet behind it is declared as provider, source or
creator in JSON-LD, in a meta element, or printed: "Provided by ...", or as a logo above the headline.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import regex
from lxml import etree

from crawler.pages.blocks.line_roles import is_label
from crawler.pages.html.lines import Line
from crawler.pages.metadata.jsonld import Node, is_article, nodes_of, types_of
from crawler.pages.page import Page
from crawler.provenance.outlets.registry import Outlets

_KEYS: Final = ("provider", "sourceOrganization", "creator", "copyrightHolder", "publisher", "author")
_ORGANIZATIONS: Final = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "Brand"})
_PERSONAL: Final = frozenset({"creator", "author", "copyrightHolder"})  # keys that may name a person
_METAS: Final = frozenset(
    {"provider", "article:provider", "og:article:author:publisher", "source", "mediaid", "syndication-provider", "content-provider", "article:source"}
)  # fmt: skip
_PRINTED: Final = regex.compile(
    r"(?:provided by|story by|article (?:from|by)|source\s?:|quelle\s?:|fuente\s?:|fonte\s?:|bereitgestellt von|fourni par|来源\s?[:：]|来源于|出处\s?[:：]|提供\s?[:：]|제공\s?[:：]|出典\s?[:：]|配信\s?[:：])\s*+(?P<name>\S.{0,60}?)",
    regex.IGNORECASE,
)
_LOGO: Final = regex.compile(r"\s*+\b(?:logo|icon)\b\s*+", regex.IGNORECASE)
_NEAR = 12  # lines around the headline where a logo or a name without an introduction may be the provider's


def provider_of(page: Page, headline: str) -> str | None:
    """Return the name of the outlet that a portal's page shows the article of, or None. Raises nothing."""
    if page.tree is None or page.outlets is None:
        return None
    named = [
        name.strip(" []")
        for name in (*_declared(page.json_ld), *_in_metas(page.tree), *_printed(page, headline, page.outlets))
    ]
    portal = page.outlets.relay_for(page.url)
    own = portal.name.casefold() if portal else " "
    return next(
        (name for name in named if _is_outlet(name, page.outlets) and not name.casefold().startswith(own)), None
    )


def is_on_portal(page: Page) -> bool:
    """Return whether a page is on the host of a known aggregator."""
    return page.outlets is not None and page.outlets.relay_for(page.url) is not None


def _is_outlet(name: str, outlets: Outlets) -> bool:
    return is_label(name) and outlets.relay_named(name) is None and outlets.relay_for(f"https://{name}/") is None


def _declared(values: tuple[Any, ...]) -> Iterator[str]:
    for node in nodes_of(values):
        if is_article(node):
            for key in _KEYS:
                yield from _organizations(node.get(key), untyped=key not in _PERSONAL)


def _organizations(value: Any, *, untyped: bool) -> Iterator[str]:
    """Yield the names of a value's organizations; a name without a type counts where it is *untyped*: under a key that names no persons."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            node: Node = each
            name = node.get("name")
            if isinstance(name, str) and (_ORGANIZATIONS & set(types_of(node)) or (untyped and not types_of(node))):
                yield name.strip()
        elif isinstance(each, str) and untyped:
            yield each.strip()


def _in_metas(root: etree._Element) -> Iterator[str]:
    for element in root.iter("meta"):
        name = str(element.get("property") or element.get("name") or "").strip().casefold()
        content = str(element.get("content") or "").strip()
        if name in _METAS and content and len(content) <= 60:
            yield content


def _printed(page: Page, headline: str, outlets: Outlets) -> Iterator[str]:
    """Yield the names that are introduced as the source's, then those around the headline that the table knows."""
    for line in page.lines:
        if len(line.text) <= 100 and (found := _PRINTED.fullmatch(line.text)):
            yield found["name"].strip()
    at = next((number for number, line in enumerate(page.lines) if line.text == headline and not line.is_alt), None)
    if at is not None:
        for line in page.lines[max(0, at - _NEAR // 2) : at + _NEAR]:
            yield from _known(line, outlets)


def _known(line: Line, outlets: Outlets) -> Iterator[str]:
    name = _LOGO.sub("", line.text).strip()
    outlet = outlets.named(name) if len(name) <= 60 else None
    if outlet is not None and outlet.kind != "aggregator":
        yield name

"""JSON items: what an endpoint of infinite scroll answers. Items are objects with a headline and an address, outlet or time.

Keys are recognized by the table in `json_keys`; items may lie in cards within cards, or in strings of HTML. The next page is
an address or a token to ask with. An answer without items leads nowhere, so an endpoint that makes up cursors comes to an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import regex

from crawler.errors import UnreadablePage
from crawler.pages.blocks.record_parts import Parts, count
from crawler.pages.blocks.records import regions_of
from crawler.pages.blocks.sites import agrees, own_site, site_of
from crawler.pages.feeds.entry_html import holds_markup, one_line, text_of
from crawler.pages.html.hosts import host_of
from crawler.pages.html.markup import parse
from crawler.pages.metadata.json_keys import (
    ADDRESS,
    BODY,
    HEADLINE,
    MARKUP,
    NEXT,
    OUTLET,
    SUMMARY,
    TIME,
    folded,
    utc_word,
    word,
)
from crawler.pages.page import Page
from crawler.pages.reading import PageReading, RelatedBlock
from crawler.provenance.times.printed import looks_like_time

_MOST_OBJECTS = 20_000
_MOST_ITEMS = 1_000
_SEVERAL = 3  # items, outlets or sites of what a page's scripts hold
_NAIVE = regex.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")
_EPOCH = range(10**8, 5 * 10**9)  # seconds of the years 1973 to 2128
# A token is asked for under the name that the answer gives it, less its "next".
_PARAMETERS: Mapping[str, str] = {"nextcursor": "cursor", "endcursor": "cursor", "cursor": "cursor", "nextpage": "page", "next": "page", "nextpagetoken": "pageToken", "continuation": "continuation"}  # fmt: skip


class JsonItems:
    """The page object of JSON endpoints that list articles."""

    name = "json_items"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page is JSON that holds items, or has in its scripts several outlets' items."""
        if page.data is None:
            return False
        return next(_parts(page.data), None) is not None if page.tree is None else _are_others(page)

    def read(self, page: Page) -> PageReading:
        """Return the items as blocks, and the next page. Raises UnreadablePage("nothing-recognized")."""
        found: dict[Parts, None] = {}
        for parts in _parts(page.data):
            found[parts] = None
            if len(found) > _MOST_ITEMS:
                break
        items = list(found)[:_MOST_ITEMS]
        if not items:
            raise UnreadablePage("nothing-recognized")
        related = tuple(parts.block(at, page.resolve(parts.href)) for at, parts in enumerate(items))
        notes = ("json-too-long",) if len(found) > _MOST_ITEMS else ()
        return PageReading(layout=self.name, related=related, links=_links(page, related), notes=(*page.notes, *notes))


def _are_others(page: Page) -> bool:
    """Return whether a page's scripts hold items of several outlets: by their names, or by the sites they lead to."""
    items = list(islice(_parts(page.data), _MOST_ITEMS))
    names = {item.outlet for item in items if item.outlet and not agrees(item.outlet, page.host)}
    sites = {site_of(host_of(page.resolve(item.href))) for item in items if item.href} - {None, own_site(page)}
    named = sum(item.outlet is not None for item in items)
    return len(items) >= _SEVERAL and (len(sites) >= _SEVERAL or (len(names) >= _SEVERAL and 2 * named >= len(items)))


def _objects(data: Any) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield every object with its folded form, in the order of the document; what lies inside an item is not looked at."""
    waiting = [data]
    left = _MOST_OBJECTS
    while waiting and left > 0:
        value = waiting.pop()
        left -= 1
        if isinstance(value, dict):
            item = folded(value)
            yield value, item
            if _item(item) is None:
                waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _parts(data: Any) -> Iterator[Parts]:
    """Yield the items of *data*, and those in the strings of HTML that it holds."""
    for _, item in _objects(data):
        parts = _item(item)
        if parts is not None:
            yield parts
        else:
            for name in MARKUP:
                if isinstance(html := item.get(name), str) and holds_markup(html):
                    yield from _in_markup(html)


def _in_markup(html: str) -> Iterator[Parts]:
    root, _ = parse(html)
    for region in regions_of(root, fewest=1) if root is not None else ():
        yield from region.records


def _item(item: Mapping[str, Any]) -> Parts | None:
    """Return an item's parts, or None where the object is no item: no headline, or nothing else that an article has."""
    headline = one_line(word(item, HEADLINE) or "")
    address, outlet, time = (word(item, names) for names in (ADDRESS, OUTLET, TIME))
    text = text_of(word(item, BODY) or "") or text_of(word(item, SUMMARY) or "")
    has = [address is not None, outlet is not None, time is not None, bool(text)]
    if count(headline) < 2 or sum(has) < 2 or not (outlet or time):
        return None
    printed, declared = _times(time)
    if declared is not None and _NAIVE.fullmatch(declared) and utc_word(item, TIME):
        declared += "Z"
    return Parts(
        headline=headline,
        headed=True,
        outlet=one_line(outlet or "").removeprefix("www.") or None,
        time=printed,
        declared=declared,
        href=address,
        text=text,
    )


def _times(time: str | None) -> tuple[str | None, str | None]:
    """Return a time as printed and as declared: seconds or milliseconds since 1970 and ISO 8601 are declarations."""
    if time is None:
        return None, None
    digits = time.removesuffix(".0")
    if digits.isdigit():
        for seconds in (int(digits), int(digits) // 1000):
            if seconds in _EPOCH:
                return None, datetime.fromtimestamp(seconds, UTC).isoformat()
        return None, None
    if time[:4].isdigit() and time[4:5] == "-":
        return None, time
    return (time if looks_like_time(time) else None), None


def _links(page: Page, related: tuple[RelatedBlock, ...]) -> tuple[str, ...]:
    """Return the next page, then the items' addresses on the page's own host."""
    own = page.resolve(page.url)
    urls = (*_next_pages(page), *(block.url for block in related if block.url))
    return tuple(dict.fromkeys(url for url in urls if url != own and host_of(url) == page.host))


def _next_pages(page: Page) -> Iterator[str]:
    for _, item in _objects(page.data):
        for name in NEXT:
            if (token := word(item, (name,))) and (url := _next_page(page, name, token)):
                yield url
                return


def _next_page(page: Page, name: str, token: str) -> str | None:
    """Return where the next page is: *token* is its address, a query, or what to ask with."""
    if token.startswith(("http://", "https://", "/", "?", "./")):
        return page.resolve(token)
    parameter = _PARAMETERS.get(name)
    if parameter is None or page.url is None:
        return None
    parts = urlsplit(page.url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    asked[next((key for key in asked if key.lower() == parameter.lower()), parameter)] = token
    return page.resolve(parts._replace(query=urlencode(asked)).geturl())

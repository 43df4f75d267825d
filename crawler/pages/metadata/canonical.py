"""The canonical link of a page: from its head only, and only where it is an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex
from lxml import etree

_ADDRESS: Final = regex.compile(
    r"(?:https?:)?//[^\s{}<>]+|/[^\s{}<>]*+|[^\s{}<>:/]+(?:/[^\s{}<>:]*|\.\w{2,5})", regex.IGNORECASE
)
# Where the parser puts a head's links: one that breaks off early leaves the rest of them directly in the body.
_HEAD: Final = frozenset({"head", "html", "body"})


def canonical_hrefs(root: etree._Element) -> Iterator[str]:
    """Yield the addresses that the head of a page links as its canonical one, as written; no "null", no template's braces."""
    for link in root.iter("link"):
        parent = link.getparent()
        if parent is None or parent.tag not in _HEAD or "canonical" not in (link.get("rel") or "").lower().split():
            continue
        href = " ".join((link.get("href") or "").split())
        if _ADDRESS.fullmatch(href):
            yield href

"""Whether a text is the document of a feed or a sitemap, and of which kind. Linear in its length; nothing is parsed."""

from __future__ import annotations

import regex

from crawler.pages.feeds.text_list import is_text_list

_ROOTS = r"(?i:rss)|feed|rdf:RDF|(?:[\w.-]{1,20}:)?(?:urlset|sitemapindex)|[\w.-]{1,20}:feed"
_PROLOG = r"(?:<\?xml[^>]*+>|<!--.*?-->|<\?[^>]*+>|<!DOCTYPE\s++(?!html)[^>\[]*+(?:\[[^\]]*+\]\s*+)?>|\s++)*+"
_DOCUMENT = regex.compile(rf"\s*+{_PROLOG}<(?P<root>{_ROOTS})\b", regex.DOTALL)
# A program's warning printed before the declaration; prose that happens to name a tag has no declaration.
_JUNK = regex.compile(
    r"(?:(?!<(?:\?xml|html|!doctype|rss|feed)\b).){1,2000}?(?=<\?xml\b)", regex.DOTALL | regex.IGNORECASE
)
_JSON_FEED = "jsonfeed.org/version/1"


def document_in(text: str) -> str | None:
    """Return the document of a feed or a sitemap that *text* is, without junk before it; None when it is something else."""
    if _DOCUMENT.match(text) or is_json_feed(text) or is_text_list(text):
        return text
    junk = _JUNK.match(text)
    return text[junk.end() :] if junk and _DOCUMENT.match(text, junk.end()) else None


def is_json_feed(text: str) -> bool:
    """Return whether *text* is a JSON Feed."""
    return text.lstrip()[:1] == "{" and _JSON_FEED in text


def root_of(document: str) -> str:
    """Return the name of the root element with its prefix, or "" where there is none."""
    found = _DOCUMENT.match(document)
    return str(found["root"]) if found else ""

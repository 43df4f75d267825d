"""Whether an address is that of a story rather than of a front page, a section or a directory: by its path and query alone."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import regex

_SLUG = regex.compile(r"[^\W_]+(?:[-_+][^\W_]+){3,}")
_DATED = regex.compile(r"(?:^|/)(?:19|20)\d\d[/-]?(?:0?\d|1[0-2])(?:[/-]|\d\d)")
_NUMBERED = regex.compile(r"\d{4,}|[0-9a-f]{8}-[0-9a-f]{4}|(?=\w*\d)\w{10,}|[a-z]{1,3}\d{3,}", regex.IGNORECASE)
_FILE = regex.compile(r"[^/]+\.(?:s?html?|aspx?|php|jsp|story|cms|ece)\Z", regex.IGNORECASE)
_INDEX = regex.compile(r"(?:index|default|home|main)\.\w+", regex.IGNORECASE)
_LISTING = regex.compile(
    r"(?:^|/)(?:(?:index|default|home|main|news|archive)\.\w+|columnists?(?:-\d+)?|authors?|tags?|topics?|categor(?:y|ies)|sections?)(?:/|\Z)",
    regex.IGNORECASE,
)
_KINDS = regex.compile(
    r"(?:^|/)(?:articles?|artikel|story|stories|news-?detail|read|status|watch|post|p|a|posts|comments|abs|blog|wiki|pull|issues)/[^/]{3,}",
    regex.IGNORECASE,
)


_OUTBOUND = regex.compile(
    r"(?:^|/)(?:link|click|clk|out|outbound|outgoing|redirect|redir|goto|away)(?:\.\w+)?(?:/[^/]|/?\Z)",
    regex.IGNORECASE,
)
#: A packed address: long, of letters of both cases and digits, in one run, as no slug is.
_TOKEN = regex.compile(r"(?=[^a-z]*+[a-z])(?=[^A-Z]*+[A-Z])(?=\D*+\d)[\w=-]{0,2000}?[A-Za-z\d]{24,}[\w=-]*+")
_SHORTEST_TOKEN = 40


def leads_out(url: str) -> bool:
    """Return whether *url* is that of a counter, which leads on to an address it does not show ("/link/1234/web", "/read/CBMi...")."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if is_packed(url):
        return True
    return _OUTBOUND.search(parts.path) is not None and any(map(str.isdigit, f"{parts.path}?{parts.query}"))


def is_packed(url: str) -> bool:
    """Return whether the path of *url* ends in a packed address, as relays of news make them ("/read/CBMi...")."""
    try:
        last = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return False
    return len(last) >= _SHORTEST_TOKEN and _TOKEN.fullmatch(last) is not None


def has_slug(url: str) -> bool:
    """Return whether the path of *url* spells out a headline."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return False
    return _SLUG.search(path) is not None and _LISTING.search(path.strip("/")) is None


@lru_cache(maxsize=8192)
def is_story(url: str) -> bool:
    """Return whether *url* looks like the address of one story."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = parts.path.strip("/")
    if _LISTING.search(path):
        return False
    last = path.rpartition("/")[2]
    if not path or _INDEX.fullmatch(path):
        return _NUMBERED.search(parts.query) is not None
    if _SLUG.search(path) or _DATED.search(path) or _KINDS.search(path):
        return True
    return (
        _NUMBERED.search(last) is not None
        or _NUMBERED.search(parts.query) is not None
        or _FILE.search(last) is not None
    )

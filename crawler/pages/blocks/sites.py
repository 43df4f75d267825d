"""Sites: the part of a host that somebody owns, and whether a printed name can be that of a host."""

from __future__ import annotations

import regex

from crawler.pages.html.hosts import host_of
from crawler.pages.page import Page

_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "or", "ne", "edu", "go", "gob"})
_HOST = regex.compile(r"(?:[\w-]++\.)+[a-z]{2,24}(?:/\S*+)?", regex.IGNORECASE)
ARCHIVED = regex.compile(r"https?://[^/]++/web/\d{4,14}(?:[a-z]{2}_)?/(?P<url>https?:/.++)", regex.IGNORECASE)
#: Aggregators of the table on whose pages lists are their users': videos, posts, kept pages.
_PLATFORMS = frozenset({
    "facebook", "x-twitter", "youtube", "telegram", "linkedin", "instagram", "tiktok", "scribd", "issuu", "internet-archive",
})  # fmt: skip
_SHORTEST = 3  # letters of a name that can be looked for inside a host


def site_of(host: str | None) -> str | None:
    """Return the last two labels of a host, or three below the likes of "co.uk"; None for None."""
    if host is None:
        return None
    labels = host.split(".")
    return ".".join(labels[-3:] if labels[-2:-1] and labels[-2] in _SECOND_LEVEL else labels[-2:])


def own_site(page: Page) -> str | None:
    """Return the site that a page is of: of one kept by an archive that of the page it kept."""
    kept = ARCHIVED.match(page.url or "")
    return site_of(host_of(kept["url"].replace(":/", "://").replace(":///", "://")) if kept else page.host)


def is_relay(page: Page, url: str | None) -> bool:
    """Return whether *url* is an aggregator's: one that shows news, not what its users post or keep."""
    relay = page.outlets.relay_for(url) if page.outlets is not None else None
    return relay is not None and relay.key not in _PLATFORMS


def is_platform(page: Page) -> bool:
    """Return whether *page* is one of a platform's, whose lists are what its users post."""
    relay = page.outlets.relay_for(page.url) if page.outlets is not None else None
    return relay is not None and relay.key in _PLATFORMS


def is_host(text: str) -> bool:
    """Return whether *text* is a host as link sites print it ("tidepost.example", "github.com/name")."""
    return _HOST.fullmatch(text) is not None


def agrees(label: str, host: str | None) -> bool:
    """Return whether a printed name can be the name of the site on *host*: it is the host, its words are in it, or its initials are."""
    if not host:
        return False
    if is_host(label):
        return site_of(label.partition("/")[0].casefold().removeprefix("www.")) == site_of(host)
    names = [part for part in host.removeprefix("www.").split(".")[:-1] if part not in _SECOND_LEVEL]
    words = regex.findall(r"\w+", label.casefold().replace("&", " and "))
    plain = [word for word in words if word not in {"the", "www", "com", "online", "magazine", "news"}] or words
    folded, initials = "".join(plain), "".join(word[0] for word in words)
    for name in names:
        bare = name.replace("-", "")
        if len(folded) >= _SHORTEST and (folded in bare or (len(bare) >= _SHORTEST and bare in "".join(words))):
            return True
        if len(initials) >= _SHORTEST and bare.startswith(initials):
            return True
    return False

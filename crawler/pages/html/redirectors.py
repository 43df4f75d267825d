"""Redirectors: links that lead through a counter or a filter to the address written inside them. A table, and no guessing.

Short links and counters that keep the target to themselves (t.co, feedproxy) are followed by fetching them, not here.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Set
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_FEWEST_WRAPPED, _FEWEST_SITES = 5, 3  # links through a counter, and sites that they lead to
_SHARES: Final = re.compile(
    r"/(?:share\w*|sharer?|intent|submit|login|signin|auth|translate|cite|bookmark\w*|send|whatsapp|post)\b|//(?:api\.whatsapp|wa\.me|t\.me|telegram|bsky)",
    re.IGNORECASE,
)
_MOST: Final = 4096  # characters of an address; real wrapped ones have some hundreds

#: Host (or its end, after a dot), a path's beginning, the parameters that may hold the target.
_REDIRECTORS: Final = (
    (r"(?:www|news)\.google\.[a-z.]{2,6}", "/url", ("q", "url")),
    (r"news\.google\.[a-z.]{2,6}", "/news/url", ("url",)),
    (r"(?:plus\.url\.)?google\.[a-z.]{2,6}", "/url", ("q", "url")),
    (r"(?:lm?|www)\.facebook\.com", "/l.php", ("u",)),
    (r"l\.(?:instagram|messenger|threads)\.(?:com|net)", "/", ("u",)),
    (r"(?:www\.|m\.)?youtube\.com", "/redirect", ("q",)),
    (r"(?:www\.)?linkedin\.com", "/redir", ("url",)),
    (r"(?:www\.)?linkedin\.com", "/safety/go", ("url",)),
    (r"translate\.google\.[a-z.]{2,6}", "/translate", ("u",)),
    (r"click\.linksynergy\.com", "/deeplink", ("murl",)),
    (r"(?:www\.)?awin1\.com", "/cread.php", ("ued", "p")),
    (r"out\.reddit\.com", "/", ("url",)),
    (r"t\.umblr\.com", "/redirect", ("z",)),
    (r"(?:www\.|m\.)?vk\.(?:com|ru)", "/away.php", ("to",)),
    (r"away\.vk\.(?:com|ru)", "/", ("to",)),
    (r"(?:www\.)?bing\.com", "/news/apiclick", ("url",)),
    (r"(?:html\.)?duckduckgo\.com", "/l/", ("uddg",)),
    (r"[a-z0-9.-]+\.safelinks\.protection\.outlook\.com", "/", ("url",)),
    (r"slack-redir\.net", "/link", ("url",)),
    (r"steamcommunity\.com", "/linkfilter", ("u", "url")),
    (r"link\.zhihu\.com", "/", ("target",)),
    (r"(?:weibo\.cn|t\.cn)", "/sinaurl", ("u", "url")),
    (r"c\.pc\.qq\.com", "/", ("pfurl", "url")),
    (r"(?:www\.)?pinterest\.[a-z.]{2,6}", "/offsite", ("url",)),
    (r"disq\.us", "/url", ("url",)),
    (r"exit\.sc", "/", ("url",)),
    (r"click\.convertkit-mail2?\.com", "/", ("url",)),
    (r"flipboard\.com", "/redirect", ("url",)),
    (r"getpocket\.com", "/redirect", ("url",)),
    (r"go\.(?:redirectingat|skimresources)\.com", "/", ("url",)),
    (r"redirect\.viglink\.com", "/", ("u",)),
    (r"(?:www\.)?anrdoezrs\.net", "/links", ("url",)),
)
_TABLE: Final = tuple((re.compile(host), path, names) for host, path, names in _REDIRECTORS)
_YAHOO: Final = re.compile(r"/RU=(?P<target>https?(?:%3a|:)[^/]+)/R[KS]=", re.IGNORECASE)  # r.search.yahoo.com
_DEFENSE: Final = re.compile(r"/v3/__(?P<target>https?:/.+?)__;", re.IGNORECASE)  # urldefense.com
_PROOFPOINT: Final = str.maketrans({"-": "%", "_": "/"})  # urldefense.proofpoint.com, version 2
# Paths that hold the address packed in base64 among other things: items of Google News until 2024, links in newsletters.
_PACKED: Final = re.compile(
    r"(?:news\.google\.com/(?:rss/|__i/rss/rd/)?articles/|(?:[\w-]+\.)*substack\.com/redirect/\d/)(?P<packed>[A-Za-z0-9_-]{16,4096})"
)
_INSIDE: Final = re.compile(rb"https?://[!#-;=?-\[\]_a-z~]+")
_BARE: Final = re.compile(r"(?:href\.li|anon\.to|nullrefer\.com|dereferer\.me)")  # the target is the whole query
_TRANSLATED: Final = ".translate.goog"
_BING: Final = re.compile(r"a1(?P<packed>[A-Za-z0-9_-]+)")


def target_of(url: str) -> str | None:
    """Return the http(s) address inside a redirector's link, or None where *url* is no such link."""
    try:
        parts = urlsplit(url[:_MOST].strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    return _oddly_written(parts, host) or _in_a_parameter(parts, host)


def wrapped_in(url: str, host: str | None, counters: Set[str] = frozenset()) -> str | None:
    """Return the address of another site inside a link of the page's own *host* ("/out?url=https://...") or of one of its *counters*, or None.

    Only for the titles of lists: elsewhere such a parameter may be what is shared, or where a login leads back to.
    """
    try:
        own = urlsplit(url[:_MOST]).hostname
    except ValueError:
        return None
    if not host or own is None or (own not in counters and _last_two(own) != _last_two(host)):
        return None
    return _wrapped(url)


def counters_of(urls: Iterable[str]) -> frozenset[str]:
    """Return the hosts through which the links of a page lead to several other sites: counters of clicks, known or not.

    What is shared is wrapped alike ("/share?url="), and is none.
    """
    targets: dict[str, dict[str, str]] = {}
    for url in urls:
        if (target := _wrapped(url)) is not None and not _SHARES.search(url):
            targets.setdefault(urlsplit(url[:_MOST]).hostname or "", {})[url] = _last_two(
                urlsplit(target).hostname or ""
            )
    return frozenset(
        host
        for host, wrapped in targets.items()
        if len(wrapped) >= _FEWEST_WRAPPED and len(set(wrapped.values())) >= _FEWEST_SITES
    )


def _wrapped(url: str) -> str | None:
    """Return the first address of another site that is a value of a parameter of *url*."""
    try:
        parts = urlsplit(url[:_MOST])
        own = _last_two(parts.hostname or "")
        values = parse_qs(parts.query).values() if parts.query else ()
        targets = (target for value in values if (target := _address(value[0])))
        return next((target for target in targets if _last_two(urlsplit(target).hostname or "") != own), None)
    except ValueError:
        return None


def _last_two(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def _in_a_parameter(parts: SplitResult, host: str) -> str | None:
    query = parse_qs(parts.query)
    for pattern, path, names in _TABLE:
        if parts.path.startswith(path.rstrip("/")) and pattern.fullmatch(host):
            return next((target for name in names if (target := _address(query.get(name, [""])[0]))), None)
    return None


def _oddly_written(parts: SplitResult, host: str) -> str | None:
    """Return a target that is no plain value of a parameter: in the path, packed, or the whole query."""
    target = ""
    if _BARE.fullmatch(host):
        target = unquote(parts.query)
    elif host.endswith(_TRANSLATED) and "." not in (name := host.removesuffix(_TRANSLATED)):
        # dots are hyphens there, and hyphens are doubled
        target = parts._replace(netloc=name.replace("--", " ").replace("-", ".").replace(" ", "-")).geturl()
    elif host.endswith("search.yahoo.com") and (found := _YAHOO.search(parts.path)):
        target = unquote(found["target"])
    elif host.endswith("urldefense.com") and (found := _DEFENSE.search(parts.geturl())):
        target = re.sub(r"\A(https?):/+", r"\1://", found["target"])
    elif host == "urldefense.proofpoint.com" and parts.path.startswith("/v2/url"):
        target = unquote(parse_qs(parts.query).get("u", [""])[0].translate(_PROOFPOINT))
    elif found := _PACKED.match(f"{host}{parts.path}"):
        target = _inside(found["packed"])
    elif host.endswith("bing.com") and parts.path.startswith("/ck/a"):
        target = _unpacked(parse_qs(parts.query).get("u", [""])[0])
    return _address(target)


def _address(value: str) -> str | None:
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in {"http", "https"} and parts.hostname else None


def _inside(packed: str) -> str:
    """Return the first address in what is packed in base64, "" where it holds none."""
    try:
        found = _INSIDE.search(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except binascii.Error:
        return ""
    return found[0].decode() if found else ""


def _unpacked(value: str) -> str:
    """Return the address that Bing packs in base64 behind two characters, "" where there is none."""
    found = _BING.fullmatch(value)
    packed = found["packed"] if found else ""
    try:
        return base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""

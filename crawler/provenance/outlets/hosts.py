"""Hosts: whose site a URL is on, looked at through the caches, archives and translators that show other people's pages.

Pure functions of a string; nothing is looked up. Which part of a host is registered needs a list and lives elsewhere.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlsplit

_WRAPPED: Final = 3  # an archived copy of a translated AMP page is as deep as it goes
# Caches of AMP pages: the page's own address follows in the path, "s/" for https.
_AMP_HOST: Final = re.compile(
    r"(?:[a-z0-9-]+\.)?cdn\.ampproject\.org|(?:[a-z0-9-]+\.)?bing-amp\.com|(?:www\.)?google\.[a-z.]{2,6}"
)
_AMP_PATH: Final = re.compile(r"/(?:[cviwr]|amp)/(?:s/)?([^/?#]+\.[^/?#]+)")
# Archives: "/web/20260102030405id_/https://site/page", "/2026.01.02-030405/https://site/page".
_ARCHIVE_HOSTS: Final = frozenset(
    {"web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "archive.li", "archive.md", "archive.vn"}
)  # fmt: skip
_ARCHIVED: Final = re.compile(r"/(?:web/|o/)?[\w.*-]+/(?:(?P<scheme>https?):/{1,2})?(?P<host>[^/?#:]+\.[^/?#]+)")
# Pages that show, or lead to, the address in one of their parameters.
_PARAMETERS: Final = {
    "translate.google": ("u",),
    "translate.yandex": ("url",),
    "microsofttranslator": ("a",),
    "webcache.googleusercontent": ("q",),
    "google": ("q", "url"),
    "l.facebook": ("u",),
    "lm.facebook": ("u",),
}
_TRANSLATED: Final = ".translate.goog"


def host_of(url: str | None) -> str:
    """Return the host of an http(s) *url*, lower-case, in ASCII (punycode), without port and final dot; "" when it has none."""
    parts = _split(url)
    return _ascii((parts.hostname or "").rstrip(".")) if parts else ""


def site_host(url: str | None) -> str:
    """Return the host whose page *url* shows: behind an AMP cache, a web archive or a translator it is the page's own."""
    for _ in range(_WRAPPED):
        parts = _split(url)
        inner = _inside(parts) if parts else None
        if inner is None:
            break
        url = inner
    return host_of(url)


def _inside(parts: SplitResult) -> str | None:
    """Return the address of the page that another site shows here, or None when the site shows its own."""
    host = (parts.hostname or "").rstrip(".")
    if host.endswith(_TRANSLATED):
        name = host.removesuffix(_TRANSLATED).replace("--", "\0").replace("-", ".").replace("\0", "-")
        return f"https://{name}/"
    if _AMP_HOST.fullmatch(host) and (found := _AMP_PATH.match(parts.path)):
        return f"https://{found[1]}/"
    if host.removeprefix("www.") in _ARCHIVE_HOSTS:
        found = _ARCHIVED.match(parts.path)
        # What an archive was asked for may itself be wrapped: its path and query go along.
        return f"https://{parts.path[found.start('host') :].lstrip('/')}?{parts.query}" if found else None
    return _from_parameter(host, parts)


def _from_parameter(host: str, parts: SplitResult) -> str | None:
    owner = re.sub(r"^www\.", "", host)
    wanted = next((names for site, names in _PARAMETERS.items() if owner.startswith(f"{site}.")), ())
    if not wanted:
        return None
    if owner.startswith("google.") and parts.path != "/url":
        return None
    query = parse_qs(parts.query)
    for name in wanted:
        value = query.get(name, [""])[0].removeprefix("cache:")
        found = value if value.startswith(("http://", "https://")) else ""
        if found:
            return found
    return None


def _split(url: str | None) -> SplitResult | None:
    try:
        parts = urlsplit((url or "").strip())
        return parts if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
    except ValueError:  # a bracket that closes no address
        return None


def _ascii(host: str) -> str:
    """Return *host* as the resolver sees it; what is no internationalized name stays as it is."""
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()

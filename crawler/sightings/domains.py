"""Registered domains, by the public suffix list that ships with tldextract: nothing is fetched, nothing is cached on disk."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from crawler.provenance.outlets.hosts import site_host

if TYPE_CHECKING:
    import tldextract

_NUMBER: Final = re.compile(r"[0-9.]+|.*:.*")  # an IPv4 or IPv6 address is nobody's name


def registered_domain(url: str | None) -> str | None:
    """Return the part of the host of *url* that somebody registered ("news.site.co.uk" -> "site.co.uk"), or None.

    Blogs on a hosting platform are registered there ("tide.blogspot.com"). Caches, archives and translators are looked through.
    """
    host = site_host(url)
    if not host or _NUMBER.fullmatch(host):
        return None
    parts = _extract()(host)
    if parts.suffix:
        return f"{parts.domain}.{parts.suffix}" if parts.domain else None
    labels = host.split(".")  # a suffix the list has not, like those of tests and local networks
    return ".".join(labels[-2:]) if len(labels) > 1 and all(labels) else None


@cache
def _extract() -> tldextract.TLDExtract:
    import tldextract  # noqa: PLC0415  # loads requests, a tenth of a second that only an unknown host is worth

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

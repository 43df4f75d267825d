"""Hosts of addresses, and whether one belongs to a domain."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def host_of(url: str | None) -> str | None:
    """Return the host of *url*, lower-cased, or None."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:  # a bracket that is no IPv6 address
        return None


def is_at_home(host: str | None, domains: Iterable[str]) -> bool:
    """Return whether *host* is one of *domains* or below one."""
    return host is not None and any(host == domain or host.endswith("." + domain) for domain in domains)

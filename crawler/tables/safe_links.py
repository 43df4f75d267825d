"""Which addresses of hostile pages a report may turn into links."""

from __future__ import annotations

from urllib.parse import urlsplit

_LONGEST = 2_048


def safe_url(address: str | None) -> str | None:
    """Return *address* if a reader may click it (http or https, a host, no credentials, no odd characters), else None.

    ``javascript:``, ``data:`` and the like, and addresses that hide their host behind ``user@``, stay plain text.
    """
    if not address or len(address) > _LONGEST or not address.isascii() or not address.isprintable():
        return None
    if any(character in address for character in " \\\"'<>`{}|^"):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return address


def host_of(address: str | None) -> str:
    """Return the host of a safe address, to print as its name, or ""."""
    return (urlsplit(address).hostname or "") if address and safe_url(address) else ""

"""Reservations of text and data mining that come with a page itself: the TDMRep header and meta element, and "noai"."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: A meta element of the head; the first bytes of a page are enough to find it.
_LOOKED_AT = 64 * 1024
_META = re.compile(rb"<meta\b[^<>]{0,500}>", re.IGNORECASE)
_RESERVED = re.compile(rb"\bname\s*=\s*[\"']?tdm-reservation[\"'\s].{0,200}?\bcontent\s*=\s*[\"']?1\b|\bcontent\s*=\s*[\"']?1[\"'\s].{0,200}?\bname\s*=\s*[\"']?tdm-reservation\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
_NO_AI = re.compile(r"(?:\A|[,:\s])noai\b", re.IGNORECASE)


def is_reserved(tdm_header: str, robots_headers: Iterable[str], body: bytes) -> bool:
    """Return whether a page reserves its mining: ``tdm-reservation: 1`` as header or meta (TDMRep 3.3, 3.4), or ``noai``."""
    if tdm_header.strip() == "1" or any(_NO_AI.search(header) for header in robots_headers):
        return True
    return any(_RESERVED.search(tag[0]) for tag in _META.finditer(body[:_LOOKED_AT]))

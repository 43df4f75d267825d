"""Which hosts are places of the public internet: before one is crawled, a contact has to be given."""

from __future__ import annotations

import re

from crawler.permissions.global_addresses import is_global, number_of

_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")


def is_public(host: str) -> bool:
    """Return whether *host* is a place of the public internet: a name below a top-level domain, or a global number.

    Numbers in odd spellings (127.1, 0x7f000001) are none; what they lead to is for the resolver to judge.
    """
    if number_of(host) is not None:
        return is_global(host)
    last = host.rstrip(".").rpartition(".")[2]
    return "." in host and not host.endswith(".localhost") and not _NUMBER.fullmatch(last)

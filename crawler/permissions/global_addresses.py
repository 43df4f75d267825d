"""Which addresses are the public internet's. Ranges that embed or translate others are not: what they lead to is for others to say.

IANA's special-purpose registries (RFC 6890) as the standard library has them, and what it leaves open: it takes 6to4, NAT64 and
the deprecated ranges of RFC 4291 and RFC 3879 for global, and multicast, too.
"""

from __future__ import annotations

import ipaddress

_SHUT = tuple(
    ipaddress.ip_network(network)
    for network in (
        "::/96",  # IPv4-compatible, deprecated (RFC 4291, 2.5.5.1)
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated (RFC 2765)
        "64:ff9b::/96",  # NAT64 (RFC 6052)
        "64:ff9b:1::/48",  # NAT64 inside a network (RFC 8215)
        "2001::/32",  # Teredo (RFC 4380)
        "2002::/16",  # 6to4 (RFC 3056)
        "fec0::/10",  # site-local, deprecated (RFC 3879)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
    )
)
_ISATAP = (0x00005EFE, 0x02005EFE)  # the third quarter of an address that embeds an IPv4 one (RFC 5214, 6.1)


def is_global(address: str) -> bool:
    """Return whether *address* is one of the public internet's; text that is no address is not."""
    number = number_of(address)
    if number is None or not number.is_global or number.is_multicast or number.is_reserved:
        return False
    if any(number.version == network.version and number in network for network in _SHUT):
        return False
    return number.version == 4 or int(number) >> 32 & 0xFFFFFFFF not in _ISATAP


def number_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return *host* as an address; None for a name. The zone of a link's own address ("%eth0") is passed over."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None

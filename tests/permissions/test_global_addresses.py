"""Which addresses are the public internet's."""

import pytest

from crawler.crawling.middlewares.public_hosts import is_public
from crawler.permissions.global_addresses import is_global

INSIDE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "240.0.0.1",
    "198.18.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "203.0.113.1",
    "192.88.99.1",
    "::",
    "::1",
    "::127.0.0.1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2001::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "feff::1",
    "ff02::1",
    "2001:db8::1",
    "2606:4700::5efe:7f00:1",
    "2606:4700::200:5efe:a00:1",
]
OUTSIDE = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_that_lead_inside(address):
    """Private, special, or with another address inside."""
    assert not is_global(address)
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_public_internet(address):
    """Of both families."""
    assert is_global(address)
    assert is_public(address)


@pytest.mark.parametrize("name", ["news.example", "", "1.2.3", "0x7f000001", "1.2.3.4.5"])
def test_a_name_is_no_address(name):
    """Resolving it is somebody else's."""
    assert not is_global(name)

"""Outlets: known by name or host, never guessed, never merged."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from crawler.provenance.outlets import Outlet, Outlets, OutletsError, host_of


@cache
def bundled() -> Outlets:
    """Return the table that ships with the program."""
    return Outlets.from_toml(files("crawler.provenance").joinpath("outlets.toml").read_text(encoding="utf-8"))


PRINTED = {
    "misspelt": ("Time of India", "The Times of India"),
    "article left out": ("Indian Express", "The Indian Express"),
    "article in lower case": ("the guardian", "The Guardian"),
    "as it is": ("Business Standard", "Business Standard"),
    "spaces": ("  Business\u00a0  Standard ", "Business Standard"),
    "host as name": ("Reuters.com", "Reuters"),
    "written apart": ("News 24", "News24"),
    "accents dropped": ("El Pais", "El País"),
    "own script": ("朝日新聞", "The Asahi Shimbun"),
    "full-width": ("ＢＢＣ", "BBC"),
}


@pytest.mark.parametrize(("printed", "name"), PRINTED.values(), ids=PRINTED.keys())
def test_known_names(printed: str, name: str) -> None:
    """Names resolve through aliases and folding."""
    outlet = bundled().resolve(printed)
    assert outlet is not None
    assert (outlet.name, outlet.known) == (name, True)


def test_unknown_name_is_an_outlet_of_its_own() -> None:
    """A name that no table has keeps its print, gets a slug and is flagged."""
    assert bundled().resolve("The Gullhaven Tide!") == Outlet(
        "the-gullhaven-tide", "The Gullhaven Tide!", known=False, kind="outlet"
    )


@pytest.mark.parametrize("printed", [None, "", "  ", "•", "\u200b"])
def test_no_name_is_no_outlet(printed: str | None) -> None:
    """Where the page names nobody, nobody is named."""
    assert bundled().resolve(printed) is None


HOSTS = {
    "sister sites under one domain": ("https://economictimes.indiatimes.com/a", "The Economic Times"),
    "the longest host wins": ("https://timesofindia.indiatimes.com/a", "The Times of India"),
    "www and capitals": ("HTTPS://WWW.NYTimes.com/2026/a", "The New York Times"),
    "subdomain": ("https://cooking.nytimes.com/a", "The New York Times"),
    "port and final dot": ("https://www.bbc.co.uk.:443/news", "BBC"),
    "not a suffix of a word": ("https://notbbc.com/a", None),
    "name in the path only": ("https://x.example/bbc.com", None),
    "user part is no host": ("https://bbc.com@x.example/", None),
    "not http": ("ftp://bbc.com/a", None),
    "broken": ("https://[::1", None),
    "an aggregator's host names no outlet": ("https://www.msn.com/a", None),
}


@pytest.mark.parametrize(("url", "name"), HOSTS.values(), ids=HOSTS.keys())
def test_outlet_by_host(url: str, name: str | None) -> None:
    """Without a printed name a known host names the outlet, an unknown one nobody."""
    outlet = bundled().resolve(None, url=url)
    assert (outlet and outlet.name) == name


def test_a_known_host_beats_an_unknown_name_but_not_a_known_one() -> None:
    """ "ABC News" alone is two outlets; its own site says which. A block that prints a known name is that outlet's."""
    table = bundled()
    assert table.resolve("ABC News") == Outlet("abc-news", "ABC News", known=False, kind="outlet")
    by_host = table.resolve("ABC News", url="https://www.abc.net.au/news/a")
    assert by_host is not None
    assert by_host.country == "AU"
    by_name = table.resolve("The Hindu", url="https://www.bbc.com/a")
    assert by_name is not None
    assert by_name.name == "The Hindu"


RELAYS = {
    "Daily8": "https://www.daily8.com/en/article/0f",
    "Daily8, test host": "https://test.daily8.com/en/",
    "Daily8, mirror": "https://main.d1abc.amplifyapp.com/en/article/0f",
    "Daily8, the fixtures' mirror": "https://main.d3kx.amplifyapp.example/en/",
    "Pressboard": "https://www.pressboard.example/topic/a",
    "Yahoo": "https://finance.yahoo.com/news/a",
    "MSN": "https://www.msn.com/en-gb/a",
}


@pytest.mark.parametrize(("name", "url"), RELAYS.items(), ids=RELAYS.keys())
def test_relays(name: str, url: str) -> None:
    """Aggregators are known by host, mirrors included."""
    relay = bundled().relay_for(url)
    assert relay is not None
    assert (relay.name, relay.kind) == (name.split(",", maxsplit=1)[0], "aggregator")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://www.bbc.com/a",
        "https://amplifyapp.com/",
        "https://shop.d1abc.amplifyapp.com/",
        "https://x.example/",
    ],
)
def test_not_relays(url: str | None) -> None:
    """Outlets, unknown hosts and other people's apps relay nothing."""
    assert bundled().relay_for(url) is None


def test_bundled_facts_hold() -> None:
    """Every zone is a zone, every country has two letters, and the table is as large as promised."""
    outlets = set(bundled().by_name.values())
    assert len([outlet for outlet in outlets if outlet.kind == "outlet"]) >= 150
    assert len([outlet for outlet in outlets if outlet.kind == "agency"]) >= 25
    for outlet in outlets:
        assert outlet.timezone is None or ZoneInfo(outlet.timezone)
        assert outlet.country is None or (len(outlet.country) == 2 and outlet.country.isupper())


OURS = '[[outlet]]\nkey = "tide"\nname = "Tide"\naliases = ["The Old Tide"]\ndomains = ["tide.example"]\n'
USERS = '[[outlet]]\nkey = "tide"\nname = "Gullhaven Tide"\ndomains = ["tide.example", "*.tide.example"]\ndate_order = "MDY"\n'


def test_the_users_entry_replaces_ours() -> None:
    """A later table's entry of the same key wins whole: its names and hosts are the only ones left."""
    table = Outlets.from_toml(OURS, USERS)
    found = table.resolve("Gullhaven Tide")
    assert found is not None
    assert (found.key, found.known, found.date_order) == ("tide", True, "MDY")
    assert table.at("https://www.tide.example/a") == found
    assert table.resolve("Old Tide") == Outlet("old-tide", "Old Tide", known=False, kind="outlet")


BAD = {
    "not TOML": ("outlet = [", "not TOML"),
    "no name": ('[[outlet]]\nkey = "a"\n', "needs a key and a name"),
    "unknown field": ('[[outlet]]\nkey = "a"\nname = "A"\nalias = ["B"]\n', "unknown field alias"),
    "unknown kind": ('[[outlet]]\nkey = "a"\nname = "A"\nkind = "blog"\n', "kind is one of"),
    "unknown date order": ('[[outlet]]\nkey = "a"\nname = "A"\ndate_order = "YMD"\n', "date_order one of"),
    "a key twice": ('[[outlet]]\nkey = "a"\nname = "A"\n[[outlet]]\nkey = "a"\nname = "B"\n', "key a stands twice"),
    "a name twice": (
        '[[outlet]]\nkey = "a"\nname = "A"\n[[outlet]]\nkey = "b"\nname = "The A"\n',
        "name a stands twice",
    ),
    "a host twice": (
        '[[outlet]]\nkey = "a"\nname = "A"\ndomains = ["x.example"]\n[[outlet]]\nkey = "b"\nname = "B"\ndomains = ["www.x.example"]\n',
        "domain x.example stands twice",
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_table_is_refused(text: str, message: str) -> None:
    """What cannot be used is refused, with the entry named."""
    with pytest.raises(OutletsError, match=message):
        Outlets.from_toml(text)


def test_host_of() -> None:
    """The host is lower case, without port, user and final dot."""
    assert host_of(" https://Me@WWW.Example.COM.:8080/a ") == "www.example.com"
    assert host_of("mailto:a@b.example") == ""

"""Outlets: known by name or host, never guessed, never merged."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from crawler.provenance.outlets.merges import OutletMerge, merged_outlets
from crawler.provenance.outlets.registry import Outlet, Outlets, OutletsError, host_of


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
    "AMP cache": ("https://www-bbc-com.cdn.ampproject.org/c/s/www.bbc.com/news/a.amp", "BBC"),
    "AMP cache of Google": ("https://www.google.com/amp/s/www.bbc.co.uk/news/a", "BBC"),
    "AMP host": ("https://amp.economictimes.indiatimes.com/a", "The Economic Times"),
    "mobile host of one of many sites": ("https://m.timesofindia.indiatimes.com/a", "The Times of India"),
    "translated, by host": ("https://www-lemonde-fr.translate.goog/a?_x_tr_sl=fr", "Le Monde"),
    "translated, hyphens doubled": ("https://www-ouest--france-fr.translate.goog/a", "Ouest-France"),
    "translated, by parameter": (
        "https://translate.google.com/translate?sl=fr&u=https%3A%2F%2Fwww.lemonde.fr%2Fa",
        "Le Monde",
    ),
    "archived": ("https://web.archive.org/web/20260102030405id_/https://www.thehindu.com/a", "The Hindu"),
    "archived, a slash lost": ("http://web.archive.org/web/2026/http:/www.thehindu.com:80/a", "The Hindu"),
    "archived without scheme": ("https://archive.ph/2026.01.02-030405/thehindu.com/a", "The Hindu"),
    "archived AMP cache": (
        "https://web.archive.org/web/2026/https://www-bbc-com.cdn.ampproject.org/c/s/www.bbc.com/a",
        "BBC",
    ),
    "an archive's own page": ("https://web.archive.org/about", None),
    "search results": ("https://www.google.com/search?q=https://www.bbc.com/", None),
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


def zone_table(name: str, *columns: int) -> list[tuple[str, ...]]:
    """Return columns of a table of the tz database."""
    lines = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")[at] for at in columns) for line in lines if not line.startswith("#")]


#: ISO 639-1, as far as the table has need of it.
LANGUAGES = frozenset(
    [
        "ar",
        "bg",
        "bn",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "hi",
        "hr",
        "hu",
        "id",
        "is",
        "it",
        "ja",
        "ko",
        "lt",
        "lv",
        "ml",
        "nb",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "sw",
        "tr",
        "uk",
        "vi",
        "zh",
        "zu",
    ]
)


def test_bundled_facts_hold() -> None:
    """Countries are ISO 3166's, zones are those of the country, languages exist, and the table is as large as promised.

    That no name and no domain has two owners is refused on reading.
    """
    outlets = [entry.outlet for entry in bundled().by_key.values()]
    kinds = Counter(outlet.kind for outlet in outlets)
    assert kinds["outlet"] >= 450
    assert kinds["agency"] >= 60
    assert kinds["aggregator"] >= 30
    countries = {code for (code,) in zone_table("iso3166.tab", 0)}
    zones = [*zone_table("zone.tab", 0, 2), *zone_table("zone1970.tab", 0, 2)]
    homes = {(zone, code) for codes, zone in zones for code in codes.split(",")}
    elsewhere = {"the-moscow-times"}  # writes for Moscow from Amsterdam
    for outlet in outlets:
        assert outlet.country is None or outlet.country in countries, outlet
        assert outlet.timezone is None or (outlet.timezone, outlet.country) in homes or outlet.key in elsewhere, outlet
        assert outlet.language is None or outlet.language in LANGUAGES, outlet


def test_each_bundled_name_means_its_own_outlet() -> None:
    """Every name and every domain of the table leads back to the entry that has it."""
    table = bundled()
    for entry in table.by_key.values():
        assert {table.named(name) for name in entry.names} == {entry.outlet}
        assert {table.at(f"https://www.{host.replace('*', 'x')}/a") for host in entry.hosts} <= {entry.outlet}


def test_pages_of_known_collections_have_known_outlets(shared: Path) -> None:
    """Most publishers of the labelled pages are in the table by their domains."""
    pages = json.loads((shared / "data" / "pages" / "publishers" / "truth.json").read_text(encoding="utf-8"))
    strange = sorted({host_of(page["url"]) for page in pages.values() if bundled().at(page["url"]) is None})
    assert len(strange) <= 3, strange


OURS = '[[outlet]]\nkey = "tide"\nname = "Tide"\naliases = ["The Old Tide"]\ndomains = ["tide.example"]\n'
USERS = '[[outlet]]\nkey = "tide"\nname = "Gullhaven Tide"\ndomains = ["tide.example", "*.tide.example"]\ndate_order = "MDY"\n'


def test_the_users_entry_replaces_ours() -> None:
    """A later table's entry of the same key wins whole: its names and hosts are the only ones left."""
    table = Outlets.from_toml(OURS, USERS)
    found = table.resolve("Gullhaven Tide")
    assert found is not None
    assert (found.key, found.known, found.date_order) == ("tide", True, "MDY")
    assert table.at("https://www.tide.example/a") == found
    assert table.by_key["tide"].hosts == ("tide.example", "*.tide.example")
    assert table.resolve("Old Tide") == Outlet("old-tide", "Old Tide", known=False, kind="outlet")


def test_the_users_entry_without_a_name_adds_to_ours() -> None:
    """Names and domains are added, other keys replaced, the rest stays."""
    table = Outlets.from_toml(
        OURS, '[[outlet]]\nkey = "tide"\naliases = ["Tyde"]\ndomains = ["tide.test"]\ngroup = "Salt"\n'
    )
    found = table.resolve("The Tyde")
    assert found is not None
    assert (found.key, found.name, found.group) == ("tide", "Tide", "Salt")
    assert table.resolve("Old Tide") == table.at("https://tide.example/") == table.at("https://tide.test/") == found


def test_the_users_claim_wins_over_ours() -> None:
    """A name or domain that the user gives to another outlet is that outlet's, wherever the entries stand."""
    both = OURS + '[[outlet]]\nkey = "tyde"\nname = "Tyde"\ndomains = ["tyde.example"]\n'
    table = Outlets.from_toml(both, '[[outlet]]\nkey = "tide"\naliases = ["Tyde"]\ndomains = ["tyde.example"]\n')
    named, at = table.resolve("Tyde"), table.at("https://tyde.example/a")
    assert named is not None
    assert named == at
    assert named.key == "tide"


RELAYING = {
    "Yahoo": "https://news.yahoo.com/a",
    "Yahoo News": "https://uk.news.yahoo.com/a",
    "MSN": "https://www.msn.com/en-us/a",
    "NewsBreak": "https://www.newsbreak.com/a",
    "Google News": "https://news.google.com/articles/a",
    "Apple News": "https://apple.news/A1",
    "SmartNews": "https://www.smartnews.com/en-us/a",
    "Flipboard": "https://flipboard.com/article/a",
    "Dailyhunt": "https://m.dailyhunt.in/news/a",
    "Daily8": "https://www.daily8.com/en/article/0f",
}


@pytest.mark.parametrize(("name", "url"), RELAYING.items(), ids=RELAYING.keys())
def test_an_aggregator_is_never_an_outlet(name: str, url: str) -> None:
    """Neither its host nor its name in an outlet's place makes it the origin; what a page prints beside it does."""
    table = bundled()
    assert table.resolve(None, url=url) is None
    assert table.resolve(name, url=url) is None
    assert table.relay_for(url) == table.relay_named(name) is not None
    printed = table.resolve("Gulf News", url=url)
    assert printed is not None
    assert printed.key == "gulf-news"


BAD = {
    "not TOML": ("outlet = [", "not TOML"),
    "no name": ('[[outlet]]\nkey = "a"\n', "needs a key and a name"),
    "unknown field": ('[[outlet]]\nkey = "a"\nname = "A"\nalias = ["B"]\n', "outlet 1 .a.: alias: unknown field"),
    "unknown kind": ('[[outlet]]\nkey = "a"\nname = "A"\nkind = "blog"\n', "kind: 'blog' is not one of"),
    "unknown date order": (
        '[[outlet]]\nkey = "a"\nname = "A"\ndate_order = "YMD"\n',
        "date_order: 'YMD' is not one of",
    ),
    "no table of ours": ('[[outlets]]\nkey = "a"\n', "outlets: no such table"),
    "one bracket": ('[outlet]\nkey = "a"\n', "write .*two brackets"),
    "line, entry and key": (
        '# mine\n[[outlet]]\nkey = "a"\nname = "A"\n\n[[outlet]]\nkey = "b"\nname = "B"\ntimezone = "Europe/Atlantis"\n',
        "^line 6, outlet 2 .b.: timezone: 'Europe/Atlantis' is no time zone",
    ),
    "a key of capitals": ('[[outlet]]\nkey = "The A"\nname = "A"\n', "key: 'The A' must be words of small letters"),
    "no ISO country": ('[[outlet]]\nkey = "a"\nname = "A"\ncountry = "UK"\n', "country: 'UK' is no ISO 3166 code"),
    "a language in words": (
        '[[outlet]]\nkey = "a"\nname = "A"\nlanguage = "English"\n',
        "language: 'English' is no two-letter",
    ),
    "aliases as a text": ('[[outlet]]\nkey = "a"\nname = "A"\naliases = "B"\n', "aliases: 'B' must be a list"),
    "an alias of nothing": (
        '[[outlet]]\nkey = "a"\nname = "A"\naliases = ["?"]\n',
        "aliases: '.' must be a text with letters",
    ),
    "a domain with a path": (
        '[[outlet]]\nkey = "a"\nname = "A"\ndomains = ["x.example/a"]\n',
        "domains: 'x.example/a' is no host",
    ),
    "a name of a number": ('[[outlet]]\nkey = "a"\nname = 7\n', "name: must be a text"),
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


def merged(*merges: OutletMerge, text: str = "") -> Outlets:
    """A table with outlets made one."""
    return merged_outlets(Outlets.from_toml(text), merges)


HOME = '[[outlet]]\nkey = "echo"\nname = "Oldhaven Echo"\ndomains = ["echo.example"]\n'


def test_an_outlet_that_was_merged_brings_its_names_and_domains():
    """A stranger's into a known one, a known one's into a stranger, and what was merged goes on with it."""
    table = merged(OutletMerge("skerry-post", ("Skerry Post", "post.example"), "echo", "Oldhaven Echo"), text=HOME)
    assert {table.resolve(name).key for name in ("Skerry Post", "the skerry post", "Oldhaven Echo")} == {"echo"}
    assert table.resolve(None, url="https://www.post.example/a").key == "echo"
    away = merged(
        OutletMerge("a", ("A News",), "echo", "Oldhaven Echo"), OutletMerge("echo", (), "venn-herald", "Venn Herald"), text=HOME
    )  # fmt: skip
    assert {away.resolve(name).key for name in ("A News", "Oldhaven Echo", "Venn Herald")} == {"venn-herald"}
    assert away.resolve(None, url="https://echo.example/").name == "Venn Herald"
    assert "echo" not in away.by_key


def test_outlets_merged_in_a_ring_are_one():
    """A later decision follows what earlier ones made of an outlet, and a ring ends."""
    ring = merged(*(OutletMerge(a, (f"{a} News",), b, f"{b} News") for a, b in ("xy", "zx", "yx", "yz")))
    assert {ring.resolve(f"{each} News").key for each in "xyz"} == {"y"}

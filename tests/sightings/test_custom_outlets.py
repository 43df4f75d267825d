"""Custom outlets: kept in the store, applied to what is stored, reviewed; relays and domains of stored pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.sightings.domains import registered_domain
from tests import places
from tests.command import Command, Done

TIDE = (
    "The ferry between Oldhaven and Little Skerry will run every twenty minutes from Monday, the harbor office said. Two more boats "
    "were painted over the winter and passed their trials last week, and a single ticket stays at three crowns for everybody."
)
OWN = """\
[[outlet]]
key = "gullhaven-tide"
name = "Gullhaven Tide"
aliases = ["Gullheven Tide"]
domains = ["tide.example", "tide-mirror.example"]
group = "Salt Press"

[[outlet]]
key = "skerry-post"
name = "Skerry Post"
domains = ["skerrypost.example"]
group = "Salt Press"
"""


def an_article(number: int, **keys: object) -> dict[str, object]:
    """An article of the ferry story."""
    fetched = f"2026-11-22T0{number}:00:00Z"
    return {"id": f"n{number}", "text": TIDE, "title": "More ferries", "fetched_at": fetched, **keys}


ARTICLES = [
    an_article(1, outlet="Gullhaven Tide"),
    an_article(2, outlet="Gullheven Tide"),
    an_article(3, outlet="Skerry Post", url="https://www.skerrypost.example/a"),
    an_article(4, url="https://news.tide.example/ferries"),
    an_article(5, url="https://tide-mirror.example:8443/ferries"),
    an_article(6, url="https://www.msn.com/a", outlet="Skerry Post"),
    an_article(7, url="https://news.yahoo.com/a", outlet="Yahoo News"),
    an_article(8, url="https://dunes.example/a"),
]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with articles and an own file."""
    lines = (json.dumps(each) + "\n" for each in ARTICLES)
    (tmp_path / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    return tmp_path


def rows(wiretrace: Command, what: str, place: Path, store: str = "wiretrace.db") -> list[dict[str, object]]:
    """Records of a store."""
    done = wiretrace("export", what, "--store", store, cwd=place)
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def by_id(wiretrace: Command, what: str, place: Path, key: str) -> dict[str, object]:
    """One value of each record by its id."""
    return {str(row["id"]): row[key] for row in rows(wiretrace, what, place)}


@pytest.mark.slow
def test_outlets_by_domain_and_relays(wiretrace: Command, place: Path) -> None:
    """A host nobody knows gives its registered domain; an aggregator is recorded as relay, whatever is printed."""
    wiretrace("import", "articles.jsonl", cwd=place)
    outlets = by_id(wiretrace, "sightings", place, "outlet")
    assert [outlets[f"n{number}"] for number in range(3, 9)] == [
        "Skerry Post", "tide.example", "tide-mirror.example", "Skerry Post", None, "dunes.example",
    ]  # fmt: skip
    assert not any(by_id(wiretrace, "sightings", place, "outlet_known").values())
    assert {key: value for key, value in by_id(wiretrace, "sightings", place, "relay").items() if value} == {
        "n6": "MSN",
        "n7": "Yahoo",
    }
    assert by_id(wiretrace, "copies", place, "relays")["n7"] == ["Yahoo"]


@pytest.mark.slow
def test_a_changed_file_is_applied_to_what_is_stored(wiretrace: Command, place: Path) -> None:
    """track --outlets reads the stored pages again: the store is as if imported with that file; later runs keep to it."""
    wiretrace("import", "articles.jsonl", cwd=place)
    again = wiretrace("track", "--outlets", "own.toml", cwd=place)
    assert "read again: 8 captures" in again.out
    fresh = wiretrace("import", "articles.jsonl", "--outlets", "own.toml", "--store", "fresh.db", cwd=place)
    assert "read again" not in fresh.out
    for what in ("sightings", "copies", "links", "stories"):
        assert rows(wiretrace, what, place) == rows(wiretrace, what, place, "fresh.db")
    assert "read again" not in wiretrace("track", cwd=place).out
    assert by_id(wiretrace, "sightings", place, "outlet")["n2"] == "Gullhaven Tide"


@pytest.mark.slow
def test_the_file_is_kept_until_another_is_named(wiretrace: Command, place: Path) -> None:
    """An import without --outlets uses the kept file; `none` goes back to the bundled registry alone."""
    (place / "first.jsonl").write_text(json.dumps(ARTICLES[0]) + "\n", encoding="utf-8")
    wiretrace("import", "first.jsonl", "--outlets", "own.toml", cwd=place)
    (place / "own.toml").unlink()
    wiretrace("import", "articles.jsonl", cwd=place)
    assert by_id(wiretrace, "sightings", place, "outlet")["n2"] == "Gullhaven Tide"
    assert "read again: 8 captures" in wiretrace("track", "--outlets", "none", cwd=place).out
    assert by_id(wiretrace, "sightings", place, "outlet")["n2"] == "Gullheven Tide"


@pytest.mark.slow
def test_pages_read_with_several_files_are_read_again(wiretrace: Command, place: Path) -> None:
    """Imports that were not tracked may have used different files; the next tracking leaves no mixture."""
    wiretrace("import", "articles.jsonl", "--no-track", cwd=place)
    (place / "more.jsonl").write_text(json.dumps(an_article(9, outlet="Gullheven Tide")) + "\n", encoding="utf-8")
    wiretrace("import", "more.jsonl", "--outlets", "own.toml", "--no-track", cwd=place)
    assert "read again: 9 captures" in wiretrace("track", "--outlets", "none", cwd=place).out
    assert by_id(wiretrace, "sightings", place, "outlet")["n9"] == "Gullheven Tide"


@pytest.mark.slow
def test_a_command_that_only_looks_says_that_the_file_is_another(wiretrace: Command, place: Path) -> None:
    """report and export do not change the store for a file that they are given; they say how to."""
    wiretrace("import", "articles.jsonl", cwd=place)
    done = wiretrace("export", "links", "--outlets", "own.toml", cwd=place)
    assert "wiretrace track --outlets own.toml" in done.err
    assert "read with other outlets" not in wiretrace("export", "links", cwd=place).err


@pytest.mark.slow
def test_a_mirror_never_syndicates_itself_and_sisters_are_marked(wiretrace: Command, place: Path) -> None:
    """One outlet under two domains is one copy or its own versions; two outlets of a group are marked as such."""
    wiretrace("import", "articles.jsonl", "--outlets", "own.toml", cwd=place)
    tides = {"n1", "n2", "n4", "n5"}
    links = {(row["a"], row["b"]): row for row in rows(wiretrace, "links", place)}
    assert links
    for (a, b), row in links.items():
        assert row["same_outlet"] == ({a, b} <= tides or {a, b} <= {"n3", "n6"})
        assert row["same_group"] == (len({a, b} & tides) == 1 and len({a, b} & {"n3", "n6"}) == 1)
    assert by_id(wiretrace, "copies", place, "group")["n5"] == "Salt Press"
    assert rows(wiretrace, "stories", place)[0]["outlets"] == ["Gullhaven Tide", "Skerry Post", "dunes.example"]


BAD = {
    "not TOML": ("[[outlet]\n", "own.toml: not TOML:", "line 1"),
    "a wrong key": (
        '[[outlet]]\nkey = "a"\nname = "A"\nzone = "x"\n',
        "own.toml: line 1, outlet 1 (a): zone: unknown field",
        "timezone",
    ),
    "a wire nobody knows": (
        '[[outlet]]\nkey = "a"\nname = "A"\nwires = ["Reuter"]\n',
        "own.toml: outlet a: wires: 'Reuter'",
        "no wire",
    ),
}


@pytest.mark.parametrize(("text", "where", "what"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_told_in_one_line(wiretrace: Command, place: Path, text: str, where: str, what: str) -> None:
    """File, line, entry and key are named, it is a usage error, and no store is made."""
    (place / "own.toml").write_text(text, encoding="utf-8")
    done = wiretrace("import", "articles.jsonl", "--outlets", "own.toml", cwd=place)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert where in done.err
    assert what in done.err
    assert not (place / "wiretrace.db").exists()


def reviewed(wiretrace: Command, place: Path, *words: str) -> Done:
    """What `outlets review` says of a store without own file."""
    wiretrace("import", "articles.jsonl", cwd=place)
    return wiretrace("outlets", "review", *words, cwd=place)


@pytest.mark.slow
def test_review_lists_strangers_and_what_they_may_be(wiretrace: Command, place: Path) -> None:
    """Counts, first and last sight, examples; near names with the reason; nothing is merged by looking."""
    found = {
        row["name"]: row for row in map(json.loads, reviewed(wiretrace, place, "--format", "json").out.splitlines())
    }
    assert found.keys() == {
        "Gullhaven Tide",
        "Gullheven Tide",
        "Skerry Post",
        "tide.example",
        "tide-mirror.example",
        "dunes.example",
    }
    post = found["Skerry Post"]
    assert (post["sightings"], post["first_seen"], post["last_seen"]) == (
        2,
        "2026-11-22T03:00:00Z",
        "2026-11-22T06:00:00Z",
    )
    assert post["urls"] == ["https://www.msn.com/a", "https://www.skerrypost.example/a"]
    assert found["Gullhaven Tide"]["near"] == [
        {"key": "gullheven-tide", "name": "Gullheven Tide", "known": False, "why": "slip"}
    ]
    assert by_id(wiretrace, "sightings", place, "outlet")["n2"] == "Gullheven Tide"


@pytest.mark.slow
def test_review_as_text_and_toml(wiretrace: Command, place: Path) -> None:
    """The text names every stranger; the TOML can be used as it stands and joins what was proposed."""
    assert (
        "Gullhaven Tide: 1 sighting, 2026-11-22 to 2026-11-22\n    maybe Gullheven Tide (slip, unknown too)"
        in reviewed(wiretrace, place).out
    )
    toml = wiretrace("outlets", "review", "--format", "toml", cwd=place).out
    (place / "proposed.toml").write_text(toml, encoding="utf-8")
    assert wiretrace("track", "--outlets", "proposed.toml", cwd=place).code == 0
    outlets = by_id(wiretrace, "sightings", place, "outlet")
    assert outlets["n1"] == outlets["n2"] == "Gullhaven Tide"
    assert '# name = "dunes.example"' in toml
    assert "slip" not in wiretrace("outlets", "review", cwd=place).out


def test_review_proposes_known_outlets(wiretrace: Command, place: Path) -> None:
    """A stranger near to an outlet of the registry becomes an alias of it, without a copy of its entry."""
    line = json.dumps(an_article(1, outlet="The Hindustaan Times"))
    (place / "articles.jsonl").write_text(line + "\n", encoding="utf-8")
    toml = reviewed(wiretrace, place, "--format", "toml").out
    assert '[[outlet]]\nkey = "hindustan-times"\naliases = ["The Hindustaan Times"]\n' in toml


SHOWN = {
    "a misspelling": ("Time of India", "The Times of India (the-times-of-india): the registry has this name"),
    "an address": ("https://m.timesofindia.com/a", "its host is m.timesofindia.com"),
    "an aggregator": ("https://www.msn.com/a", "MSN: an aggregator; it relays and is never an outlet"),
    "an aggregator by name": ("Yahoo News", "Yahoo: an aggregator"),
    "an unknown address": (
        "https://a.tide.example/x",
        "tide.example (tide-example): the registered domain of a.tide.example",
    ),
    "an unknown name": ("The Hindustaan Times", "maybe Hindustan Times (slip)"),
    "nothing": ("!!", "no outlet"),
}


@pytest.mark.parametrize(("asked", "said"), SHOWN.values(), ids=SHOWN.keys())
def test_show(wiretrace: Command, tmp_path: Path, asked: str, said: str) -> None:
    """What a name or URL means is told with the reason; no store is needed, and none is made."""
    done = wiretrace("outlets", "show", asked, cwd=tmp_path)
    assert (done.code, said in done.out) == (0, True), done
    assert list(tmp_path.iterdir()) == []


def test_list(wiretrace: Command, place: Path) -> None:
    """Outlets are found by a part of a name, key or domain, and by country; the user's own are among them."""
    done = wiretrace("outlets", "list", "times", "--country", "in", "--format", "json", cwd=place)
    found = [json.loads(line) for line in done.out.splitlines()]
    assert {"the-times-of-india", "hindustan-times"} <= {row["key"] for row in found}
    assert {row["country"] for row in found} == {"IN"}
    assert "Skerry Post" in wiretrace("outlets", "list", "skerry", "--outlets", "own.toml", cwd=place).out


DOMAINS = {
    "two labels of suffix": ("https://news.tide.co.uk/a", "tide.co.uk"),
    "a blog on a platform": ("https://tide.blogspot.com/a", "tide.blogspot.com"),
    "a port": ("http://www.tide.com:8080/a", "tide.com"),
    "an international name": ("https://www.bücher.de/a", "xn--bcher-kva.de"),
    "an archive": ("https://web.archive.org/web/2026/https://www.tide.org/a", "tide.org"),
    "a suffix no list has": ("https://a.b.tide.example/", "tide.example"),
    "a suffix alone": ("https://co.uk/", None),
    "an address of numbers": ("http://192.0.2.7/a", None),
    "of six": ("http://[2001:db8::1]/a", None),
    "one label": ("http://localhost/a", None),
    "no page": ("mailto:a@tide.com", None),
}


@pytest.mark.parametrize(("url", "domain"), DOMAINS.values(), ids=DOMAINS.keys())
def test_registered_domains(url: str, domain: str | None) -> None:
    """The registered part of a host, by the bundled list."""
    assert registered_domain(url) == domain


@pytest.mark.slow
def test_no_list_is_fetched_and_none_is_kept(tmp_path: Path) -> None:
    """With no socket to be had the answer is the same, and nothing is written where tldextract would cache a list."""
    program = (
        "import socket\n"
        "def no(*_a, **_k): raise AssertionError('a socket was asked for')\n"
        "socket.socket.connect = socket.getaddrinfo = socket.create_connection = no\n"
        "from crawler.sightings.domains import registered_domain\n"
        "print(registered_domain('https://news.tide.co.uk/a'))"
    )
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "TLDEXTRACT_CACHE": str(tmp_path / "tld")}
    environment = {**os.environ, **home, "PYTHONPATH": str(places.PROJECT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "tide.co.uk"
    assert list(tmp_path.iterdir()) == []


PAGE = """\
Night boat returns
The night ferry between Oldhaven and Little Skerry will run again from Monday, the harbor office said on Friday.
Hashtags
#Ferry
Try Our AI Features
Explore what Daily8 AI can do for you:
Comments
No comments yet...
Related Articles
More boats painted
Gulf News
time17 minutes ago
More boats painted
Two more boats were painted over the winter and passed their trials last week, the harbor office said on Friday.
"""


def test_a_strange_host_that_shows_other_peoples_articles_relays_them(wiretrace: Command, tmp_path: Path) -> None:
    """A mirror that no table knows is recorded as relay by its domain; the outlets are the printed ones, none where none is."""
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    words = ("import", "page.txt", "--fetched-at", "2026-11-22T14:05:00Z", "--url", "https://en.copycat.example/a/1")
    assert wiretrace(*words, cwd=tmp_path).code == 0
    seen = rows(wiretrace, "sightings", tmp_path)
    assert [(row["role"], row["outlet"], row["relay"]) for row in seen] == [
        ("main", None, "copycat.example"), ("related", "Gulf News", "copycat.example"),
    ]  # fmt: skip


def test_the_report_says_which_links_stay_in_one_group(wiretrace: Command, place: Path) -> None:
    """report.json and links.csv mark the links between two outlets of one owner."""
    wiretrace("import", "articles.jsonl", "--outlets", "own.toml", cwd=place)
    wiretrace("report", "--out", "out", "--format", "json", "--format", "csv", cwd=place)
    links = json.loads((place / "out" / "report.json").read_text(encoding="utf-8"))["links"]
    inside = sum(link["same_group"] for link in links)
    assert 0 < inside < len(links)
    assert (place / "out" / "links.csv").read_text(encoding="utf-8").count(',"true"') == inside

"""The public module: what it offers, what importing it loads, what it returns and raises, and that type checkers see it all."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import wiretrace
from crawler import errors
from tests import places
from tests.factories import TEXT
from wiretrace import (
    InputError,
    Interval,
    OpenStore,
    Relation,
    StoreError,
    StoreMissing,
    TooShort,
    UnknownLayout,
    UnreadableFeed,
    UnreadablePage,
    UserError,
    name_wire,
    open_store,
    parse_time,
    read_feed,
    read_page,
)

FETCHED = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
WORLD = places.PROJECT / "fixtures" / "world"
OFFERED = {
    "COPY_RELATIONS", "AskedRule", "Attribution", "Comparison", "CopiesFound", "Copy", "Evidence", "EvidenceKind", "FeedEntry", "Hit",
    "Imported", "InputError", "Interval", "LayoutFileError", "Link", "Observation", "OpenStore", "OutletsError", "PrintedTime",
    "Registries", "Relation", "SharedPassage", "Sighting", "Span", "StoreCorrupt", "StoreError", "StoreMissing", "StoreTooNew",
    "StoreTooOld", "StoreUnavailable", "Story", "TextComparison", "TimeSource", "TooShort", "Tracked", "TrackingConfig",
    "UnknownLayout", "UnreadableFeed", "UnreadablePage", "UserError", "WiresError", "__version__", "compare", "find_copies",
    "load_registries", "name_wire", "open_store", "parse_time", "read_feed", "read_page",
}  # fmt: skip
SCRIPT = """
from datetime import UTC, datetime

import wiretrace
from wiretrace import Copy, Link, Relation, UserError, compare, find_copies, open_store, read_page

links, stories = find_copies({"a": "one text", "b": "another text"})
first: Link = links[0]
share: float = first.comparison.coverage_a
keys: list[str] = [key for story in stories for key in story.copies]
try:
    same: bool = compare("a", "b").relation is Relation.VERBATIM
    passages: list[str] = [each.a for each in compare("a", "b").passages]
    when = wiretrace.parse_time("an hour ago", fetched_at=datetime.now(UTC)).interval
    early: datetime | None = when.earliest if when else None
    with open_store("news.db") as store:
        copies: list[Copy] = store.copies()
        outlets: list[str | None] = [hit.copy.outlet for hit in store.find("text")]
    headlines: list[str] = [seen.headline for seen in read_page("<p>").sightings]
except UserError as error:
    print(error)
"""
WRONG = """
import wiretrace

wiretrace.compare("a")
wiretrace.no_such_name
number: int = wiretrace.name_wire("text").wire_service
wiretrace.open_store("news.db").copies().outlet
"""


def test_what_is_offered_is_what_the_list_says() -> None:
    """`__all__` is the contract: a name that goes or comes is decided on here. Each loads, and the module knows no other."""
    assert set(wiretrace.__all__) == OFFERED
    assert sorted(wiretrace.__all__) == sorted(set(wiretrace.__all__))
    for name in wiretrace.__all__:
        assert getattr(wiretrace, name) is not None, name
    assert set(wiretrace.__all__) <= set(dir(wiretrace))
    with pytest.raises(AttributeError, match="no attribute 'read_pages'"):
        wiretrace.read_pages  # noqa: B018


def test_a_type_checker_sees_the_same_homes() -> None:
    """What is imported for type checkers is what is loaded at run time, from the same modules."""
    tree = ast.parse(Path(wiretrace.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If) and isinstance(node.test, ast.Name))
    typed = {name.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert typed == wiretrace._HOMES


@pytest.mark.parametrize("name", sorted(OFFERED - {"__version__", "COPY_RELATIONS"}))
def test_everything_offered_is_documented(name: str) -> None:
    """Every function and class has a docstring, and so have the methods of an open store."""
    assert len(getattr(wiretrace, name).__doc__ or "") > 20
    if name == "OpenStore":
        assert all(getattr(OpenStore, each).__doc__ for each in vars(OpenStore) if not each.startswith("_"))


def test_every_error_offered_is_one_tree() -> None:
    """`except UserError` catches whatever the library raises on purpose."""
    offered = {name for name in OFFERED if isinstance(getattr(wiretrace, name), type) and name in vars(errors)}
    assert len(offered) >= 14
    assert all(issubclass(getattr(wiretrace, name), UserError) for name in offered)


@pytest.mark.slow
def test_importing_loads_nothing_heavy() -> None:
    """`import wiretrace` costs what its errors cost; a name loads what it needs and no more."""
    code = "import sys, wiretrace; {}; print(*sorted(sys.modules))"
    loaded = [
        set(
            subprocess.run(
                [sys.executable, "-c", code.format(use)], capture_output=True, text=True, check=True
            ).stdout.split()
        )
        for use in ("pass", "wiretrace.compare('a b', 'a b')", "wiretrace.parse_time('an hour ago')")
    ]
    heavy = {
        "numpy",
        "scipy",
        "scrapy",
        "sqlalchemy",
        "lxml",
        "trafilatura",
        "typer",
        "rich",
        "regex",
        "twisted",
        "alembic",
    }
    assert {name for name in loaded[0] if name.startswith("crawler")} == {"crawler", "crawler.errors"}
    assert loaded[0] & heavy == set()
    assert loaded[1] & heavy == {"numpy", "regex"}
    assert loaded[2] & {"scrapy", "sqlalchemy", "twisted", "alembic", "typer"} == set()


@pytest.mark.slow
def test_types_are_seen_by_a_users_type_checker(tmp_path: Path) -> None:
    """A script of a user passes mypy --strict where it is right, and what is wrong in one is found."""
    (tmp_path / "right.py").write_text(SCRIPT)
    (tmp_path / "wrong.py").write_text(WRONG)
    mypy = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--follow-imports",
        "silent",
        "--config-file",
        "",
    ]
    done = subprocess.run([*mypy, "right.py", "wrong.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("right.py")] == []
    found = [line.rsplit("[", 1)[1].rstrip("]") for line in lines if line.startswith("wrong.py")]
    assert found == ["call-arg", "attr-defined", "assignment", "attr-defined"], done.stdout


def test_a_page_gives_its_sightings() -> None:
    """Text and bytes give the same; outlets, times and wires are read with the bundled registries."""
    case = next(
        path for path in sorted((WORLD / "pages").iterdir()) if b"Related Articles" in (path / "page.html").read_bytes()
    )
    raw = (case / "page.html").read_bytes()
    seen = read_page(raw, url="https://www.daily8.com/en/article/1", fetched_at=FETCHED)
    assert seen.sightings
    assert seen.read_by == "daily8"
    assert all(each.fetched_at == FETCHED for each in seen.sightings)
    from_text = read_page(raw.decode(), url="https://www.daily8.com/en/article/1", fetched_at=FETCHED)
    assert [each.text for each in from_text.sightings] == [each.text for each in seen.sightings]


def test_what_cannot_be_read_is_an_error_with_a_reason() -> None:
    """Nothing is returned for a page or feed that is none: the reason is a slug."""
    with pytest.raises(UnreadablePage) as page:
        read_page("<html><body></body></html>")
    assert page.value.reason == "empty-page"
    with pytest.raises(UnreadableFeed) as feed:
        read_feed("<html><body><p>No feed.</p></body></html>")
    assert feed.value.reason == "no-known-feed"
    with pytest.raises(UnreadableFeed):
        read_feed("{}", wire="Harbour News Agency")
    with pytest.raises(UnknownLayout, match="daily8"):
        read_page("<p>Hello</p>", layout="no-such-layout")
    with pytest.raises(InputError, match="no time zone"):
        read_page("<p>Hello</p>", fetched_at=datetime(2026, 11, 22))  # noqa: DTZ001  # that is the case


def test_a_feed_gives_entries_and_whole_articles() -> None:
    """RSS lists what it names; an entry with its whole text is a sighting, and a wire's own feed is its originals."""
    body = f"<p>{TEXT}</p>" * 3
    rss = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Echo</title>'
        f"<item><title>Ferries</title><link>https://echo.example/ferries</link><content:encoded><![CDATA[{body}]]></content:encoded></item>"
        "<item><title>Fog</title><link>https://echo.example/fog</link></item></channel></rss>"
    )
    feed = read_feed(rss, url="https://echo.example/feed.xml", fetched_at=FETCHED)
    assert [entry.url for entry in feed.entries] == ["https://echo.example/ferries", "https://echo.example/fog"]
    assert [seen.headline for seen in feed.sightings] == ["Ferries"]
    items = read_feed(rss.replace("<title>Fog</title>", "<guid>2</guid><title>Fog</title>"), wire="Harbour News Agency")
    assert {seen.outlet for seen in items.sightings} == {"Harbour News Agency"}


def test_a_time_is_an_interval_or_a_reason() -> None:
    """The fetch time anchors; without it a relative time stays open, and what is no time says so."""
    exact = parse_time("41 minutes ago", fetched_at=FETCHED).interval
    assert isinstance(exact, Interval)
    assert (exact.earliest.minute, exact.latest.minute) == (23, 24)
    assert (parse_time("41 minutes ago").interval, parse_time("41 minutes ago").reason) == (None, "no-fetch-time")
    assert parse_time("The Sun").reason == "not-a-time"
    with pytest.raises(InputError):
        parse_time("an hour ago", fetched_at=datetime(2026, 11, 22))  # noqa: DTZ001  # that is the case


def test_a_wire_is_named_with_its_evidence() -> None:
    """The credit is quoted; on the agency's own site, and without a credit, no wire is credited."""
    credited = name_wire(f"OLDHAVEN (Reuters) - {TEXT}")
    assert credited.wire_service == "Reuters"
    assert "(Reuters)" in credited.evidence[0].text
    assert name_wire(TEXT).wire_service is None
    assert name_wire(f"OLDHAVEN (Reuters) - {TEXT}", url="https://www.reuters.com/a").kind == "own site"


@pytest.mark.slow
def test_a_store_is_read_and_written_by_five_methods(store_url: str) -> None:
    """Articles in, sightings, copies, links, stories and hits out, on both databases; a bad article is named and stops nothing."""
    articles = [
        {"id": "a", "outlet": "Oldhaven Echo", "text": f"OLDHAVEN (Reuters) - {TEXT}", "time": FETCHED},
        {"id": "b", "outlet": "Skerry Post", "text": TEXT, "time": "2026-11-22T15:00:00Z"},
        {"id": "c", "outlet": "Skerry Post"},
        {"id": "d", "text": TEXT, "time": Path("no JSON")},
    ]
    with open_store(store_url, make=True) as store:
        done = store.import_articles(articles, track_now=False)
        assert (done.new, [line.partition(":")[0] for line in done.problems]) == (2, ["record 3", "record 4"])
        assert (store.links(), store.track().links) == ([], 1)
        assert store.import_articles(articles).new == 0
        (link,) = store.links()
        assert link.comparison.relation is Relation.EDITED
        assert {seen.external_id for seen in store.sightings()} == {"a", "b"}
        assert {copy.external_id: copy.story_attribution.wire_service for copy in store.copies()} == {
            "a": None,
            "b": "Reuters",
        }
        assert repr(store.copies()[0]).startswith("<copy ")
        assert len(repr(store.sightings()[0])) < 200
        (story,) = store.stories()
        assert set(story.copies) == {link.a, link.b}
        assert [hit.copy.external_id for hit in store.find(TEXT)] == ["a", "b"] or len(store.find(TEXT)) == 2
        with pytest.raises(TooShort):
            store.find("too short")


def test_a_store_that_cannot_be_used_is_an_error_of_one_line(tmp_path: Path) -> None:
    """A missing file is not made unless asked for; a file that is none is a StoreError, whichever way it is named."""
    with pytest.raises(StoreMissing, match=r"news\.db"):
        open_store(tmp_path / "news.db")
    assert not (tmp_path / "news.db").exists()
    (tmp_path / "text.db").write_text("no database\n" * 100)
    with pytest.raises(StoreError) as wrong:
        open_store(f"sqlite:///{tmp_path / 'text.db'}")
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        pytest.param(lambda: wiretrace.open_store(""), wiretrace.StoreMissing, id="a-store-in-memory"),
        pytest.param(lambda: wiretrace.parse_time("2 days ago", fetched_at=datetime(1, 1, 1, tzinfo=UTC)), InputError, id="year-1"),
        pytest.param(lambda: wiretrace.open_store("a\0b"), wiretrace.StoreUnavailable, id="null-byte"),
        pytest.param(lambda: wiretrace.open_store("postgresql://a:bc/d"), wiretrace.StoreUnavailable, id="port-that-is-no-number"),
        pytest.param(lambda: wiretrace.parse_time("10:00", timezone="Mars/X"), wiretrace.UserError, id="unknown-zone"),
        pytest.param(lambda: wiretrace.read_page("<p>x", timezone="Mars/X"), wiretrace.UserError, id="unknown-zone-of-a-page"),
        pytest.param(lambda: wiretrace.read_page("<p>x", url="http://[::1"), wiretrace.UserError, id="no-address"),
        pytest.param(lambda: wiretrace.read_page("<p>x", fetched_at="2026-01-01"), wiretrace.UserError, id="text-for-a-time"),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_an_error_that_a_user_can_mend(call, error):
    """What a caller got wrong is in the tree of errors, one line each."""
    with pytest.raises(error) as caught:
        call()
    assert "\n" not in str(caught.value)


WRONG_VALUES = (7, None, ["a"], {"a": 7}, object())
TAKES_TEXT = {
    "compare": lambda value: wiretrace.compare(value, TEXT),
    "compare with": lambda value: wiretrace.compare(TEXT, value),
    "find_copies": wiretrace.find_copies,
    "find_copies of": lambda value: wiretrace.find_copies({"a": value}),
    "find_copies ids": lambda value: wiretrace.find_copies({7: TEXT, "b": str(value)}),
    "name_wire": wiretrace.name_wire,
    "name_wire headline": lambda value: wiretrace.name_wire(TEXT, headline=value),
    "open_store": wiretrace.open_store,
    "parse_time": wiretrace.parse_time,
    "read_feed": wiretrace.read_feed,
    "read_page": wiretrace.read_page,
}


@pytest.mark.parametrize("name", TAKES_TEXT)
def test_a_value_of_another_type_is_an_error_that_a_user_can_mend(name: str) -> None:
    """Numbers, None, lists and objects in place of a text or texts by their ids: one line, which names the argument."""
    for value in WRONG_VALUES:
        with pytest.raises(InputError, match=r"^\w+ must be .*, not \w+") as caught:
            TAKES_TEXT[name](value)
        assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_a_closed_store_answers_nothing(tmp_path: Path) -> None:
    """A store that was closed does not open itself again, and refuses what is no text and no article before."""
    with open_store(tmp_path / "news.db", make=True) as store:
        with pytest.raises(InputError, match="text must be str, not int"):
            store.find(7)  # type: ignore[arg-type]
        with pytest.raises(InputError, match="articles must be"):
            store.import_articles(7)  # type: ignore[arg-type]
        done = store.import_articles(
            [{"text": TEXT, "outlet": ["a"]}, {"text": TEXT, "title": True}, "abc", {"text": TEXT, "id": 5}]  # type: ignore[list-item]
        )
        assert done.problems == [
            'record 1: "outlet" must be a text, not list',
            'record 2: "title" must be a text, not bool',
            "record 3: must be a mapping, not str",
        ]
    assert "closed" in repr(store)
    for ask in (store.sightings, store.copies, store.links, store.stories, store.track, lambda: store.find(TEXT)):
        with pytest.raises(StoreError, match="was closed"):
            ask()

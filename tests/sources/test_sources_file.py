"""The sources file: every key, every error with file, line and key, and where things stand in a TOML text."""

import random
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import SourceError, SourcesError
from crawler.sources.reading import read_sources
from crawler.sources.revisit import Revisit
from crawler.sources.schedule import Schedule
from crawler.sources.source import Follow, Kind, Limits, Source, typed
from crawler.sources.steps import Step, Verb
from crawler.text.toml_lines import lines_of

WHOLE = """
[source.daily8]
kind = "page"
urls = ["https://www.daily8.com/en/", "https://www.daily8.com/en/hashtag/Whales"]
schedule = "every 15m"
layout = "daily8"
timezone = "Asia/Kolkata"
limits = { max_pages = 50, max_depth = 2, delay = 2.5 }
follow = { hosts = ["daily8.com"], links = "/en/article/", outlets = 5 }
respect_reservations = false
revisit = { first = "30m", factor = 2, longest = "14d", max_age = "60d", max_unchanged = 1, max_pages = 20 }

[source.echo-feed]
kind = "feed"
urls = ["https://echo.example/rss"]
schedule = "*/30 6-22 * * *"
outlet = "Oldhaven Echo"
browser = true
follow = false
revisit = false

[source.saved]
kind = "folder"
paths = ["pages", "more/pages"]
"""


def a_file(folder: Path, text: str | bytes) -> Path:
    """A sources file with *text*."""
    path = folder / "sources.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder: Path, text: str | bytes) -> list[str]:
    """What is wrong with a file, without the folder's name."""
    with pytest.raises(SourcesError) as wrong:
        read_sources(a_file(folder, text))
    return [problem.replace(f"{folder}/", "") for problem in wrong.value.problems]


def test_every_key_reaches_its_source(tmp_path):
    """A file with every key gives sources that say what it says, in its order; paths are beside the file."""
    daily8, feed, saved = read_sources(a_file(tmp_path, WHOLE)).values()
    assert daily8 == Source(
        name="daily8",
        urls=("https://www.daily8.com/en/", "https://www.daily8.com/en/hashtag/Whales"),
        schedule=Schedule("every 15m"),
        layout="daily8",
        timezone="Asia/Kolkata",
        limits=Limits(max_pages=50, max_depth=2, delay=2.5),
        follow=Follow(hosts=("daily8.com",), links="/en/article/", outlets=5),
        respect_reservations=False,
        revisit=Revisit(
            first=timedelta(minutes=30),
            factor=2,
            longest=timedelta(days=14),
            max_age=timedelta(days=60),
            max_unchanged=1,
            max_pages=20,
        ),
    )
    assert feed.revisit is None
    assert (feed.kind, feed.outlet, feed.browser, feed.follow, feed.depth) == (
        Kind.FEED,
        "Oldhaven Echo",
        True,
        None,
        0,
    )
    assert saved.paths == (tmp_path / "pages", tmp_path / "more" / "pages")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('[source.a\nkind = 1', "sources.toml:1: is no TOML: Expected ']' at the end of a table declaration", id="no-toml"),
        pytest.param('[source.a]\nkind = "page"\nkind = "feed"', "sources.toml:3: is no TOML: Cannot overwrite a value", id="key-twice"),
        pytest.param("", "sources.toml: names no source; a source is a table [source.NAME]", id="empty"),
        pytest.param("# nothing yet\n\n[sources.a]\n", "sources.toml:3: sources: is not known; did you mean source?", id="other-table"),
        pytest.param("source = 3", "sources.toml:1: source: must be tables, [source.NAME]", id="no-tables"),
        pytest.param("[source]\na = 3", "sources.toml:2: source.a: must be a table, [source.NAME]", id="no-table"),
        pytest.param('[source.a]\nurls = ["https://a.example/"]', "sources.toml:1: source.a: has no kind; it is one of: page, section, feed, sitemap, archive, folder", id="no-kind"),
        pytest.param('[source.a]\n\nkind = "fede"', "sources.toml:3: source.a.kind: 'fede' is no kind of source; did you mean feed?", id="unknown-kind"),
        pytest.param('[source.a]\nkind = 3', "sources.toml:2: source.a.kind: must be text, not 3", id="kind-of-another-type"),
        pytest.param('[source.a]\nkind = "page"\nurl = "https://a.example/"', "sources.toml:3: source.a.url: is not known; did you mean urls?", id="misspelt-key"),
        pytest.param('[source.a]\nkind = "page"\nurls = "https://a.example/"', "sources.toml:3: source.a.urls: must be a list of texts, not 'https://a.example/'", id="no-list"),
        pytest.param('[source.a]\nkind = "page"\nurls = [\n  "https://a.example/",\n  "a.example",\n]', "sources.toml:5: source.a.urls[1]: 'a.example' is no http(s) address", id="no-address"),
        pytest.param('[source.a]\nkind = "page"', "sources.toml:1: source.a.urls: a source of kind page needs urls", id="no-urls"),
        pytest.param('[source.a]\nkind = "folder"\nurls = ["https://a.example/"]', "sources.toml:3: source.a.urls: a source of kind folder has paths, no urls", id="urls-of-a-folder"),
        pytest.param('[source.a]\nkind = "archive"\npaths = ["x.warc.gz"]\nbrowser = true', "sources.toml:4: source.a.browser: means nothing for a source of kind archive", id="browser-for-an-archive"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nschedule = "every morning"', "sources.toml:4: source.a.schedule: 'every morning' is no schedule; write \"every 15m\", \"every 6h\", \"every 1d\" or a cron line of five fields", id="schedule"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nlayout = "dayly8"', "sources.toml:4: source.a.layout: no layout 'dayly8'; there are:", id="layout"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\ntimezone = "Europe/Lundon"', "sources.toml:4: source.a.timezone: 'Europe/Lundon' is no time zone", id="timezone"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\noutlet = "Echo"', "sources.toml:4: source.a.outlet: names the outlet of a section, a feed or a sitemap", id="outlet-of-an-aggregator"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\n[source.a.limits]\nmax_pages = 0', "sources.toml:5: source.a.limits.max_pages: must be 1 or more", id="limit"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nlimits = { delay = nan }', "sources.toml:4: source.a.limits.delay: must be between 0 and 3600 seconds", id="no-number"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nlimits = { max_pages = true }', "sources.toml:4: source.a.limits.max_pages: must be a whole number, not true", id="true-is-no-number"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nfollow.links = "("', "sources.toml:4: source.a.follow.links: is no regular expression: missing ), unterminated subpattern", id="pattern"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nfollow.hosts = ["b.example",\n "https://c.example/"]', "sources.toml:5: source.a.follow.hosts[1]: 'https://c.example/' is no host", id="host"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nfollow.outlets = -1', "sources.toml:4: source.a.follow.outlets: must be 0 or more", id="outlets"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nfollow = "no"', "sources.toml:4: source.a.follow: must be true, false or a table, not 'no'", id="follow"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nrevisit = "never"', "sources.toml:4: source.a.revisit: must be true, false or a table, not 'never'", id="revisit"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\n[source.a.revisit]\nfirts = "2h"', "sources.toml:5: source.a.revisit.firts: is not known; did you mean first?", id="misspelt-key-of-revisits"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nrevisit.longest = "30"', "sources.toml:4: source.a.revisit.longest: must be a length of time like \"90m\", \"6h\" or \"30d\", not '30'", id="length-without-a-unit"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nrevisit = { factor = 0.5 }', "sources.toml:4: source.a.revisit.factor: must be between 1 and 100", id="factor-that-shrinks"),
        pytest.param('[source.a]\nkind = "folder"\npaths = ["x"]\nrevisit = true', "sources.toml:4: source.a.revisit: means nothing for a source of kind folder", id="revisits-of-a-folder"),
        *(
            pytest.param(f'[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nbrowser = true\nsteps = [\n  {step}\n]', f"sources.toml:6: source.a.steps[0]{told}", id=name)
            for step, told, name in (
                ('{ clik = "More" }', ".clik: is not known; did you mean click?", "step-misspelt"),
                ('{ times = 3 }', ": must have one of dismiss, wait, scroll, click, and has none", "step-without-a-verb"),
                ('{ click = "More", scroll = 3 }', ": must have one of dismiss, wait, scroll, click, not 2 (click, scroll)", "step-with-two-verbs"),
                ('"scroll"', ': must be a table, like { click = "Load more", times = 5 }', "step-no-table"),
                ('{ scroll = true }', ".scroll: must be a whole number, not true", "scroll-of-another-type"),
                ('{ scroll = 0 }', ".scroll: must be between 1 and 200", "scroll-never"),
                ('{ scroll = 2, times = 3 }', ".times: means nothing with scroll", "scroll-with-times"),
                ('{ click = "More", times = 201 }', ".times: must be between 1 and 200", "click-too-often"),
                ('{ click = "More", times = 1.5 }', ".times: must be a whole number, not 1.5", "times-of-another-type"),
                ('{ click = " " }', ".click: names nothing; write words on the page, or css:SELECTOR", "click-on-nothing"),
                ('{ click = ["More"] }', ".click: must be words on the page, or css:SELECTOR, not ['More']", "click-of-another-type"),
                ('{ wait = "css:" }', ".wait: names nothing; write words on the page, or css:SELECTOR", "no-selector"),
                ('{ wait = "css:div >" }', ".wait: is no selector: it is not whole", "selector-not-whole"),
                ('{ wait = "css:[a=\'b" }', ".wait: is no selector: a quotation mark is not closed", "selector-quote"),
                ('{ wait = "css:a:not(.b" }', ".wait: is no selector: ( is not closed", "selector-open"),
                ('{ wait = "css:a)" }', ".wait: is no selector: ) closes nothing", "selector-closed-twice"),
                ('{ wait = "More", seconds = nan }', ".seconds: must be a number, not nan", "seconds-no-number"),
                ('{ wait = "More", seconds = 61 }', ".seconds: must be above 0 and at most 60 seconds", "seconds-too-many"),
                ('{ dismiss = "OK", optional = 1 }', ".optional: must be true or false, not 1", "optional"),
                ('{ dismiss = "OK", pages = "some" }', """.pages: must be "start" or "all", not 'some'""", "pages"),
            )
        ),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\n[[source.a.steps]]\nscroll = 2\n[[source.a.steps]]\nscrol = 2', "sources.toml:7: source.a.steps[1].scrol: is not known; did you mean scroll?", id="step-as-a-table-of-its-own"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nsteps = [{ scroll = 2 }]', "sources.toml:4: source.a.steps: are done in the browser; say browser = true, too", id="steps-without-a-browser"),
        pytest.param('[source.a]\nkind = "folder"\npaths = ["x"]\nsteps = [{ scroll = 2 }]', "sources.toml:4: source.a.steps: means nothing for a source of kind folder", id="steps-of-a-folder"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nbrowser = true\nsteps = { scroll = 2 }', "sources.toml:5: source.a.steps: must be a list of tables, not {'scroll': 2}", id="steps-no-list"),
        pytest.param('[source.a]\nkind = "feed"\nurls = ["https://a.example/"]\nbrowser = true\nsteps = [{ dismiss = "OK" }, { scroll = 2 }]', 'sources.toml:5: source.a.steps[1]: is for start pages, and that of a feed is no page to see; say pages = "all"', id="steps-on-a-feed"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nlimits = { page_seconds = 30 }', "sources.toml:4: source.a.limits.page_seconds: is for pages in the browser; say browser = true, too", id="page-seconds-without-a-browser"),
        pytest.param('[source.a]\nkind = "page"\nurls = ["https://a.example/"]\nbrowser = true\nlimits = { page_seconds = 100 }', "sources.toml:5: source.a.limits.page_seconds: must be between 5 and 80 seconds", id="page-seconds"),
        pytest.param('[source."a b"]\nkind = "page"\nurls = ["https://a.example/"]', "sources.toml:1: source.a b: 'a b' is no name", id="name"),
        pytest.param(b'[source.a]\n# caf\xe9\n', "sources.toml:2: is not UTF-8", id="not-utf-8"),
        pytest.param('[source.a]\r\nkind = "page"\r\nurl = 1\r\n', "sources.toml:3: source.a.url: is not known", id="windows-lines"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_and_key(tmp_path, text, expected):
    """Whatever is wrong is told with its place and what to write instead."""
    (problem,) = problems(tmp_path, text)
    assert problem.startswith(expected)


def test_steps_reach_their_source(tmp_path):
    """Each step is what its table says, with what is left out filled in; walls are looked for on every page."""
    text = """
[source.a]
kind = "page"
urls = ["https://a.example/"]
browser = true
limits = { page_seconds = 60 }
steps = [
  { dismiss = "Accept all" },
  { wait = "css:ul.stories:not(.empty, .old) > li", seconds = 20 },
  { scroll = 10, pages = "all" },
  { click = "Load more", times = 5, optional = true },
]
"""
    (source,) = read_sources(a_file(tmp_path, text)).values()
    dismiss, wait, scroll, click = source.steps
    assert dismiss == Step(verb=Verb.DISMISS, what="Accept all", seconds=1.0, optional=True, every_page=True)
    assert wait == Step(verb=Verb.WAIT, what="css:ul.stories:not(.empty, .old) > li", seconds=20.0)
    assert scroll == Step(verb=Verb.SCROLL, times=10, every_page=True)
    assert click == Step(verb=Verb.CLICK, what="Load more", times=5, seconds=5.0, optional=True)
    assert source.limits.page_seconds == 60
    assert source.steps_at(0) == source.steps
    assert source.steps_at(1) == (dismiss, scroll)


def test_all_sources_with_errors_are_told_at_once(tmp_path):
    """One run of the check is enough to see every source that needs mending."""
    told = problems(tmp_path, '[source.a]\nkind = "x"\n[source.b]\nkind = "y"\n')
    assert [problem.split(": ")[1] for problem in told] == ["source.a.kind", "source.b.kind"]


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("every 15m", timedelta(minutes=15)),
        ("every 6 h", timedelta(hours=6)),
        ("Every 1d", timedelta(days=1)),
        ("*/15 * * * *", None),
        ("0 6 * * MON-FRI", None),
    ],
)
def test_schedules_are_intervals_or_cron_lines(text, every):
    """Both ways of saying when are read."""
    assert Schedule(text).every == every


@pytest.mark.parametrize(
    "text", ["", "every 0m", "every", "15m", "61 * * * *", "* * * *", "* * * * * *", "@daily", "0 0 31 2 *"]
)
def test_what_is_no_schedule_is_refused(text):
    """Minutes that no hour has, days that no month has, seconds and nicknames are no schedule."""
    with pytest.raises(ValueError, match="is no schedule"):
        Schedule(text)


@pytest.mark.parametrize(
    ("follow", "url", "allowed"),
    [
        (Follow(), "https://a.example/x", True),
        (Follow(), "https://b.a.example/x", False),
        (Follow(hosts="any"), "https://b.example/x", True),
        (Follow(hosts=("a.example",)), "https://b.a.example/x", True),
        (Follow(hosts=("a.example",)), "https://nota.example/x", False),
        (Follow(links=r"/\d{4}/"), "https://a.example/2026/x", True),
        (Follow(links=r"/\d{4}/"), "https://a.example/tags", False),
        (Follow(), "https://[::1", False),
    ],
)
def test_follow_rules_choose_by_host_and_address(follow, url, allowed):
    """A link is followed when its host and its address are allowed."""
    assert follow.allows(url, found_on="https://a.example/") is allowed


def test_how_deep_a_source_goes_depends_on_its_kind():
    """Lists lead to articles and no further, pages to pages; the file may say otherwise."""
    urls = ("https://a.example/",)
    assert typed(urls).depth == 20
    assert Source(name="a", kind=Kind.SECTION, urls=urls).depth == 1
    assert Source(name="a", kind=Kind.SITEMAP, urls=urls, limits=Limits(max_depth=3)).depth == 3
    assert Source(name="a", urls=urls, follow=None).depth == 0


def test_a_source_checks_itself():
    """A wrong value cannot be made in a program either; the error knows its key."""
    with pytest.raises(SourceError) as wrong:
        Source(name="a", urls=("nowhere",))
    assert wrong.value.key == ("urls", 0)


TRICKY = r'''
# a comment with [brackets] = and "quotes"
title = "x # no comment" # a comment
[a."b.c".'d e']
plain = 1
dotted.key.deep = 2.5
"quo\"ted" = """
several [lines]
= 3
"""
literal = \'\'\'
more = 1
\'\'\'
list = [ 1, # one
  [2, 3],
  { x = 1, y = { z = "}" } },
  "a ] , b",
]
when = 1979-05-27 07:32:00.5Z
[[tables]]
n = 1
[[tables]]
n = 2
[tables.sub]
m = 3
'''.replace("\\'", "'")


def paths(value, path=()):
    """Every path of a parsed TOML value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from paths(inner, (*path, key))


def test_every_key_of_a_toml_text_has_its_line():
    """The reader of lines finds every path that tomllib finds, and none besides."""
    found = lines_of(TRICKY)
    assert set(found) == set(paths(tomllib.loads(TRICKY)))
    rows = TRICKY.split("\n")
    for path, key in [(("title",), "title"), (("a", "b.c", "d e", "when"), "when"), (("a", "b.c", "d e", "list", 3), '"a ]'),
                      (("a", "b.c", "d e", "list", 2, "y", "z"), "z ="), (("tables", 1, "n"), "n = 2"), (("tables", 1, "sub", "m"), "m = 3")]:  # fmt: skip
        assert key in rows[found[path] - 1], path


def test_lines_stay_right_whatever_stands_above():
    """Comments, blank lines and texts of several lines before a key do not shift its line."""
    choose = random.Random(7)
    fillers = [
        "# [x] = 1",
        "",
        "{n} = 'a # b'",
        '{n} = """\nx = 1\n"""',
        "{n} = [\n1,\n# 2,\n3]",
        "{n} = {{ a = [1], b = '' }}",
    ]
    for _ in range(200):
        above = "\n".join(
            choose.choice(fillers).replace("{n}", f"k{n}").replace("{{", "{").replace("}}", "}") for n in range(6)
        )
        text = f"{above}\n[source.a]\nwanted = 1\n"
        tomllib.loads(text)
        assert text.split("\n")[lines_of(text)["source", "a", "wanted"] - 1] == "wanted = 1"


def test_a_wrong_file_is_wrong_usage(wiretrace, tmp_path):
    """The command names every problem in one line each, writes no store and ends with 2."""
    a_file(tmp_path, '[source.a]\nkind = "x"\n[source.b]\nkind = "page"\nurls = []\n')
    done = wiretrace("crawl", "--all", cwd=tmp_path)
    assert done.code == 2
    assert "sources.toml:2: source.a.kind: 'x' is no kind of source" in done.err
    assert "sources.toml:5: source.b.urls: a source of kind page needs urls" in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "wiretrace.db").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("crawl", "dayly8"), "'dayly8' is neither a URL nor a source of sources.toml; did you mean daily8?", id="misspelt"),
        pytest.param(("crawl", "dayly8", "--sources", "x.toml"), "'dayly8' is no http(s) address; write it like https://www.daily8.com/en/ (and there is no x.toml that could name it a source)", id="no-file"),
        pytest.param(("crawl",), "name a source or a URL, or say --all", id="nothing"),
        pytest.param(("sources", "check", "zzz"), "'zzz' is neither a URL nor a source of sources.toml; there are: daily8, echo-feed, saved", id="unknown"),
        pytest.param(("sources", "list", "--sources", "x.toml"), "x.toml: No such file or directory", id="list-without-file"),
    ],
)  # fmt: skip
def test_a_name_that_is_nothing_is_told_in_one_line(wiretrace, tmp_path, words, told):
    """A word that is neither a URL nor a source is wrong usage."""
    a_file(tmp_path, WHOLE)
    done = wiretrace(*words, cwd=tmp_path)
    assert done.code == 2
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_sources_are_listed(wiretrace, tmp_path):
    """Name, kind, schedule and place of each, in the order of the file."""
    a_file(tmp_path, WHOLE)
    lines = wiretrace("sources", "list", cwd=tmp_path).out.splitlines()
    assert lines[0].startswith("daily8  page  every 15m  https://www.daily8.com/en/, ")
    assert lines[1] == "echo-feed  feed  */30 6-22 * * *  https://echo.example/rss"
    assert lines[2].startswith("saved  folder  by hand  ")

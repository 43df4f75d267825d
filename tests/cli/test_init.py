"""`wiretrace init`: four questions or four options, and a sources file that crawls."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tomllib

import pytest

from crawler.errors import InputError
from crawler.provenance.outlets.registry import Outlets
from crawler.sources.reading import read_sources
from crawler.sources.source import Kind
from crawler.sources.starter import Beginning, addresses, kind_of, schedule_from, starter_text
from tests import places
from tests.cli.test_cli_failures import read_all
from tests.command import environment
from tests.site import Site, page

KNOWN = Outlets.from_toml(
    """[[outlet]]
key = "echo"
name = "Oldhaven Echo"
domains = ["echo.example"]
[[outlet]]
key = "wall"
name = "Harbour Wall"
domains = ["wall.example"]
kind = "aggregator"
"""
)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://echo.example/", Kind.SECTION),
        ("https://echo.example/rss.xml", Kind.FEED),
        ("https://any.example/feed/", Kind.FEED),
        ("https://any.example/feedback", Kind.PAGE),
        ("https://any.example/news-sitemap.xml.gz", Kind.SITEMAP),
        ("https://wall.example/top", Kind.PAGE),
        ("https://nobody.example/", Kind.PAGE),
    ],
)
def test_an_address_is_taken_for_what_it_looks_like(url, kind):
    """Feeds and sitemaps by their address, sections where the registry knows whose host it is, else a page."""
    assert kind_of(url, KNOWN) is kind


def test_the_file_is_a_sources_file_that_says_all_that_was_answered(tmp_path):
    """Two sources on one host have two names; contact, schedule, zone and outlet are in it, and comments for what was not said."""
    urls = ["https://echo.example/", "https://echo.example/feed.xml", "https://wall.example/top"]
    given = Beginning(urls=urls, contact="desk@news.example", schedule="every 15m", timezone="Europe/London")
    (tmp_path / "sources.toml").write_text(starter_text(given, KNOWN))
    read = read_sources(tmp_path / "sources.toml")
    assert list(read) == ["echo", "echo-2", "wall"]
    assert {source.contact for source in read.values()} == {"desk@news.example"}
    assert {source.schedule.text for source in read.values()} == {"every 15m"}
    assert {source.timezone for source in read.values()} == {"Europe/London"}
    assert [source.outlet for source in read.values()] == ["Oldhaven Echo", "Oldhaven Echo", None]


def test_every_comment_of_the_file_is_a_setting_that_can_be_taken(tmp_path):
    """Each commented key is right as it is: without its # the file is still a sources file."""
    given = Beginning(urls=["https://wall.example/top"], contact=None, schedule=None, timezone=None)
    text = starter_text(given, KNOWN)
    keys = ("contact", "schedule", "timezone", "limits", "follow")
    opened = text
    for key in keys:
        assert f"# {key} = " in text
        opened = opened.replace(f"# {key} = ", f"{key} = ")
    (tmp_path / "sources.toml").write_text(opened)
    assert set(tomllib.loads(opened)["source"]["wall"]) >= {"schedule", "timezone", "limits", "follow"}
    assert read_sources(tmp_path / "sources.toml")["wall"].limits.max_pages == 50


@pytest.mark.parametrize(
    ("text", "means"), [("6h", "every 6h"), ("every 15m", "every 15m"), ("0 6 * * *", "0 6 * * *"), ("by hand", None)]
)
def test_schedules_are_said_as_people_say_them(text, means):
    """A bare length of time will do, and so will no schedule at all."""
    assert schedule_from(text) == means


def test_answers_that_are_none_are_refused():
    """One line says what is wrong; an address without a scheme gets one."""
    assert addresses("echo.example, https://wall.example/top") == ["https://echo.example", "https://wall.example/top"]
    for wrong in ("", "ftp://echo.example/", "nothing at all"):
        with pytest.raises(InputError):
            addresses(wrong)
    with pytest.raises(InputError):
        schedule_from("when I like")


def test_nobody_to_ask_is_one_clear_line(wiretrace, tmp_path, monkeypatch):
    """Without a terminal and without addresses, or for a public host without a contact: exit code 2, and no file."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    done = wiretrace("init", cwd=tmp_path)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "--contact desk@news.example" in done.err
    done = wiretrace("init", "https://news.example/", cwd=tmp_path)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "--contact" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays(wiretrace, tmp_path):
    """Exit code 1, and the line names the command that adds to it."""
    (tmp_path / "sources.toml").write_text("mine")
    done = wiretrace("init", "https://news.example/", "--contact", "a@b.example", cwd=tmp_path)
    assert done.code == 1
    assert "sources discover" in done.err
    assert (tmp_path / "sources.toml").read_text() == "mine"


@pytest.mark.slow
def test_four_questions_on_a_terminal_leave_a_file_that_crawls(tmp_path):
    """Wrong answers are asked for again; what comes out is crawled with the contact that is in it."""
    seen = environment() | {"PYTHONPATH": str(places.PROJECT), "TERM": "xterm"}
    ours, theirs = os.openpty()
    with (
        Site({"/en/": page(1)}) as site,
        subprocess.Popen(
            [sys.executable, "-m", "crawler", "init"],
            cwd=tmp_path,
            env=seen,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as process,
    ):
        os.close(theirs)
        answers = ["nothing at all", f"{site.url}/en/ https://news.example/feed", "nobody", "desk@news.example", "6h", "Mars", "Europe/London"]  # fmt: skip
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        said = read_all(ours).decode()
        assert process.wait() == 0, said
        assert said.count("1 of 4.") == said.count("2 of 4.") == said.count("4 of 4.") == 2
        read = read_sources(tmp_path / "sources.toml")
        assert [source.kind for source in read.values()] == [Kind.PAGE, Kind.FEED]
        name = next(iter(read))
        words = [sys.executable, "-m", "crawler", "crawl", name, "--delay", "0"]
        done = subprocess.run(words, cwd=tmp_path, env=seen, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "desk@news.example" in site.asked("/en/")[0].user_agent

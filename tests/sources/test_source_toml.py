"""New sources as text: what stands in the file stays, names are free, addresses are written once, titles break out of no comment."""

import pytest

from crawler.errors import SourcesError
from crawler.sources.opml import Subscription, read_opml
from crawler.sources.reading import read_sources
from crawler.sources.source import Kind
from crawler.sources.source_toml import Proposal, name_from, with_sources


def a_proposal(**changes) -> Proposal:
    """A feed to add."""
    return Proposal(**{"name": "post-feed", "kind": Kind.FEED, "url": "https://post.example/rss", **changes})


def test_what_stands_there_stays_and_what_is_new_comes_behind(tmp_path):
    """The old text is the beginning of the new one; the result is a sources file."""
    old = '# ours\n[source.post-feed]  # the wire desk\nkind = "feed"\nurls = ["https://post.example/old"]'
    text, added = with_sources(old, [a_proposal(outlet='The "Post"', comments=("5 entries",))], heading="Found.")
    assert text.startswith(old + "\n\n# Found.\n\n[source.post-feed-2]\n# 5 entries\n")
    assert [proposal.name for proposal in added] == ["post-feed-2"]
    (tmp_path / "sources.toml").write_text(text)
    first, second = read_sources(tmp_path / "sources.toml").values()
    assert (first.urls, second.urls, second.outlet) == (("https://post.example/old",), ("https://post.example/rss",), 'The "Post"')  # fmt: skip


def test_an_address_is_written_once_in_whatever_spelling():
    """What the file has is left out, and so is what is proposed twice."""
    old = '[source.a]\nkind = "feed"\nurls = ["https://POST.example:443/rss?utm_source=x"]\n'
    assert with_sources(old, [a_proposal()]) == (old, [])
    assert len(with_sources("", [a_proposal(), a_proposal()])[1]) == 1


def test_a_title_breaks_out_of_no_comment(tmp_path):
    """Line breaks and control characters of a page's title stay in its comment."""
    text, _ = with_sources("", [a_proposal(comments=('News\n[source.evil]\nkind = "page"\x00\u2028x',), outlet="A\nB")])
    (tmp_path / "sources.toml").write_text(text)
    (source,) = read_sources(tmp_path / "sources.toml").values()
    assert source.outlet == "A B"


def test_windows_lines_stay_windows_lines():
    """A file has one kind of line end."""
    text, _ = with_sources('[source.a]\r\nkind = "page"\r\nurls = ["https://a.example/"]\r\n', [a_proposal()])
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    ("old", "problem"),
    [
        pytest.param("[source.a\n", "is no TOML", id="no-toml"),
        pytest.param("source = 3\n", "must be tables", id="no-tables"),
        pytest.param('source = { a = { kind = "page", urls = ["https://a.example/"] } }\n', "is no TOML|in one line", id="inline"),
    ],
)  # fmt: skip
def test_a_file_that_nothing_can_be_added_to_is_refused(old, problem):
    """One line says why."""
    with pytest.raises(SourcesError, match=problem):
        with_sources(old, [a_proposal()])


@pytest.mark.parametrize(
    ("url", "words", "name"),
    [
        ("https://www.harbourpost.example/", ("feed",), "harbourpost-feed"),
        ("https://news.post.co.uk/x", ("coast", "feed"), "news-post-coast-feed"),
        ("http://127.0.0.1:8000/", ("feed", "feed"), "127-0-0-1-feed"),
        ("https://echo.example/", ("Écho du Port", "echo"), "echo-cho-du-port"),
        ("https://пример.example/", (), "source"),
    ],
)
def test_names_come_from_the_host(url, words, name):
    """Without www and the top-level domain, in letters that a name may have."""
    assert name_from(url, *words) == name


OPML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="2.0"><head><title>Desk</title></head><body>
<outline text="Coast">
  <outline text="North"><outline type="rss" text="Küste" xmlUrl="https://a.example/rss?a=1&b=2" htmlUrl="https://a.example/"/></outline>
  <outline title="Echo" xmlURL="https://b.example/feed"/>
</outline>
<outline type="link" text="A page" url="https://c.example/"/>
<outline type="rss" text="Old" url="https://d.example/feed"/>
<outline text="" xmlUrl="feed:e"/>
</body></opml>"""


def test_folders_of_a_list_are_followed_in_any_version():
    """Nested outlines, attributes in any case, titles of version 1, ampersands that nobody escaped, a declared charset."""
    assert read_opml(OPML.encode("latin-1")) == [
        Subscription("https://a.example/rss?a=1&b=2", "Küste", ("Coast", "North")),
        Subscription("https://b.example/feed", "Echo", ("Coast",)),
        Subscription("https://d.example/feed", "Old", ()),
        Subscription("feed:e", "", ()),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(OPML.replace("</body>", ""), r"line 10: is no XML: Opening and ending tag mismatch: body line 2 and opml", id="cut"),
        pytest.param("", "line 1: is no XML: Document is empty", id="empty"),
        pytest.param("<html><body></body></html>", "is no OPML: its root is <html>", id="other"),
        pytest.param('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "declares entities of its own", id="entities"),
        pytest.param("<opml><body>" + "<outline text='a'>" * 5000, "is no XML", id="deep"),
    ],
)  # fmt: skip
def test_a_broken_list_is_one_line(text, problem):
    """Where it is broken, or what it is instead."""
    with pytest.raises(SourcesError, match=problem) as wrong:
        read_opml(text.encode())
    assert len(wrong.value.problems) == 1
    assert "\n" not in str(wrong.value)

"""Reservations of text and data mining: every carrier of every signal, which of them overrule others, and which stop us."""

import json

import pytest

from crawler.permissions.reservations import of_page, of_site, read_tdmrep
from crawler.permissions.robots import Robots

URL = "https://gulls.example/nests/12.html"
POLICY = "https://gulls.example/mining"


def a_page(*metas: str, body: str = "") -> str:
    """A page with meta tags."""
    return f"<html><head><title>Gulls</title>{''.join(metas)}</head><body>{body}</body></html>"


def signals(headers=(), html=None, **site) -> list[str]:
    """What is recorded of a page."""
    robots = Robots.parse(site.get("robots", b""))
    ai_txt = Robots.parse(site["ai_txt"]) if "ai_txt" in site else None
    said = of_site(URL, robots=robots, tdmrep=read_tdmrep(json.dumps(site.get("tdmrep", [])).encode()), ai_txt=ai_txt)
    return [str(each) for each in of_page(said, headers, html)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([{"location": "/", "tdm-reservation": 1}], ["tdmrep-file"], id="everything"),
        pytest.param([{"location": "/nests/", "tdm-reservation": 1, "tdm-policy": POLICY}], [f"tdmrep-file {POLICY}"], id="policy"),
        pytest.param([{"location": "/eggs/", "tdm-reservation": 1}], [], id="another-folder"),
        pytest.param([{"location": "/nests/*.html", "tdm-reservation": 1}], ["tdmrep-file"], id="star"),
        pytest.param([{"location": "/*.pdf$", "tdm-reservation": 1}], [], id="end"),
        pytest.param([{"location": "/", "tdm-reservation": 1}, {"location": "/nests/", "tdm-reservation": 0}], [], id="longer-yes"),
        pytest.param([{"location": "/", "tdm-reservation": 0}, {"location": "/nests/", "tdm-reservation": 1}], ["tdmrep-file"], id="longer-no"),
        pytest.param([{"location": "/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}], ["tdmrep-file"], id="no-wins-a-tie"),
        pytest.param([{"location": "/", "tdm-reservation": "1"}], ["tdmrep-file"], id="number-as-text"),
        pytest.param([{"location": "/", "tdm-reservation": 7}], [], id="neither-0-nor-1"),
        pytest.param([{"location": 4, "tdm-reservation": 1}, "no row", None], [], id="rows-that-are-none"),
        pytest.param({"location": "/", "tdm-reservation": 1}, ["tdmrep-file"], id="one-row-without-a-list"),
    ],
)  # fmt: skip
def test_the_file_reserves_by_location(rows, found):
    """The most particular location of tdmrep.json speaks for a page."""
    assert signals(tdmrep=rows) == found


@pytest.mark.parametrize("body", [b"", b"<html>gone</html>", b"[", b"\xff\xfe", b"[" * 200_000, b"3"], ids=repr)
def test_a_file_that_is_none_reserves_nothing(body):
    """Servers answer anything with a page of theirs."""
    assert read_tdmrep(body[:300_000]) == ()


@pytest.mark.parametrize(
    ("headers", "html", "found"),
    [
        pytest.param([], None, ["tdmrep-file"], id="the-file-alone"),
        pytest.param([("TDM-Reservation", "0")], None, [], id="a-header-lifts-the-file"),
        pytest.param([("tdm-reservation", "1"), ("tdm-policy", POLICY)], None, [f"tdmrep-header {POLICY}"], id="a-header-speaks-for-the-file"),
        pytest.param([("tdm-reservation", "1")], a_page('<meta name="tdm-reservation" content="0">'), [], id="a-meta-tag-lifts-a-header"),
        pytest.param([("tdm-reservation", "0")], a_page('<META NAME="TDM-Reservation" CONTENT="1"><meta name="tdm-policy" content="https://gulls.example/mining">'),
                     [f"tdmrep-meta {POLICY}"], id="a-meta-tag-overrules-a-header"),
        pytest.param([("tdm-reservation", "maybe")], None, ["tdmrep-file"], id="a-header-that-says-nothing"),
        pytest.param([], a_page("<!-- <meta name='tdm-reservation' content='0'> -->"), ["tdmrep-file"], id="a-comment-is-no-tag"),
        pytest.param([], a_page(body="They set tdm-reservation to 0."), ["tdmrep-file"], id="words-of-the-text-are-no-tag"),
    ],
)  # fmt: skip
def test_what_is_nearer_to_the_text_speaks(headers, html, found):
    """Meta tags overrule headers, and headers the file of the site."""
    assert signals(headers, html, tdmrep=[{"location": "/", "tdm-reservation": 1}]) == found


@pytest.mark.parametrize(
    ("headers", "html", "found"),
    [
        pytest.param([("X-Robots-Tag", "noai, noimageai")], None, ["noai-header", "noimageai-header"], id="header"),
        pytest.param([("X-Robots-Tag", "noindex"), ("X-Robots-Tag", "NoAI")], None, ["noai-header"], id="second-header"),
        pytest.param([("X-Robots-Tag", "gullbot: noai")], None, [], id="said-to-another"),
        pytest.param([("X-Robots-Tag", "wiretrace: noai")], None, ["noai-header"], id="said-to-us"),
        pytest.param([("X-Robots-Tag", "unavailable_after: 25 Jun 2027, noai")], None, ["noai-header"], id="a-directive-with-a-colon"),
        pytest.param([("X-Robots-Tag", "noaircraft")], None, [], id="another-word"),
        pytest.param([], a_page('<meta name="robots" content="noai,noimageai">'), ["noai-meta", "noimageai-meta"], id="meta"),
        pytest.param([], a_page('<meta name="gullbot" content="noai">'), [], id="meta-for-another"),
        pytest.param([], a_page('<meta content="NOAI" name="Robots"/>'), ["noai-meta"], id="meta-in-capitals"),
    ],
)  # fmt: skip
def test_robots_tags(headers, html, found):
    """noai and noimageai are recorded apart, from headers and from tags, when they are said to everybody or to us."""
    assert signals(headers, html) == found


@pytest.mark.parametrize(
    ("site", "found"),
    [
        pytest.param({"ai_txt": b"User-Agent: *\nDisallow: /\n"}, ["ai.txt"], id="ai-txt"),
        pytest.param({"ai_txt": b"User-Agent: *\nDisallow: *.html\n"}, ["ai.txt"], id="ai-txt-by-kind"),
        pytest.param({"ai_txt": b"User-Agent: *\nDisallow: *.jpg\nAllow: *.html\n"}, [], id="ai-txt-pictures-only"),
        pytest.param({"ai_txt": b"<html>not found</html>"}, [], id="ai-txt-that-is-a-page"),
        pytest.param({"robots": b"License: https://gulls.example/l.xml\nUser-agent: *\nAllow: /"}, ["rsl https://gulls.example/l.xml"], id="rsl"),
        pytest.param({"robots": b"User-agent: GPTBot\nUser-agent: ccbot\nDisallow: /"}, ["robots-ai CCBot, GPTBot"], id="robots-ai"),
        pytest.param({"robots": b"User-agent: *\nContent-Signal: search=yes, AI-train=no,ai-input = no\nAllow: /"}, ["content-signal ai-input, ai-train"], id="content-signal"),
        pytest.param({"robots": b"User-agent: GPTBot\nContent-Signal: ai-train=no\nDisallow: /eggs"}, [], id="content-signal-to-another"),
        pytest.param({"robots": b"User-agent: *\nContent-Signal: search=yes, ai-train, =no\nAllow: /"}, [], id="content-signal-without-a-no"),
        pytest.param({"robots": b"User-agent: GPTBot\nDisallow: /eggs"}, [], id="robots-ai-elsewhere"),
        pytest.param({"robots": b"User-agent: *\nDisallow: /"}, [], id="robots-for-everyone-is-no-reservation"),
    ],
)  # fmt: skip
def test_files_of_the_site(site, found):
    """ai.txt, License lines and groups for crawlers of AI are recorded where they cover the page."""
    assert signals(**site) == found


def test_which_signals_stop_us():
    """What is said to everybody about text stops us; what is said to crawlers by name, or about pictures, is recorded."""
    found = of_page(
        of_site(URL, robots=Robots.parse(b"User-agent: GPTBot\nDisallow: /\nUser-agent: *\nContent-Signal: ai-train=no\nAllow: /\nLicense: https://gulls.example/l.xml"),
                tdmrep=read_tdmrep(b'[{"location": "/", "tdm-reservation": 1}]'), ai_txt=Robots.parse(b"User-agent: *\nDisallow: /")),
        [("X-Robots-Tag", "noai, noimageai")], None,
    )  # fmt: skip
    assert {each.signal: each.stops_us for each in found} == {
        "ai.txt": True, "content-signal": False, "noai-header": True, "noimageai-header": False, "robots-ai": False, "rsl": True, "tdmrep-file": True,
    }  # fmt: skip

"""The HTML report: self-contained, hostile text inert, complete and the same every time."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from dataclasses import replace

import lxml.html
import pytest

from crawler.findings.counting import RunFacts
from crawler.reports.build.build import build
from crawler.reports.html.environment import clip
from crawler.reports.html.render import render
from crawler.reports.model import Limits
from crawler.reports.renderers import RENDERERS
from crawler.tables.safe_links import safe_url
from tests.factories import a_copy, a_report_input, a_story, at, compared
from tests.reports.report_world import HOSTILE, a_hostile_world, a_world

CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@pytest.fixture(scope="module")
def page() -> str:
    return render(build(a_world()))["report.html"]


@pytest.fixture(scope="module")
def hostile() -> str:
    return render(build(a_hostile_world()))["report.html"]


@pytest.fixture(params=["page", "hostile"])
def tree(request) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(request.getfixturevalue(request.param))


def test_nothing_in_it_can_run_or_load(tree):
    """A strict policy, no script, no frame, no form, no handler, and no address but links and the empty icon."""
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [CSP]
    assert not tree.xpath(
        "//script | //iframe | //object | //embed | //form | //img | //base | //foreignObject | //style[position()>1]"
    )
    assert not [
        name for element in tree.iter() for name in element.attrib if name.lower().startswith("on") or name == "style"
    ]
    assert tree.xpath(
        "//link/@href | //*/@src | //*/@srcset | //*/@action | //*/@xlink:href",
        namespaces={"xlink": "http://www.w3.org/1999/xlink"},
    ) == ["data:,"]
    assert not re.search(r"@import|url\((?!#)", tree.xpath("string(//style)"))


def test_links_go_to_web_pages_or_within(tree):
    """Every link is http, https or an anchor that exists."""
    ids = set(tree.xpath("//@id"))
    for address in tree.xpath("//a/@href"):
        assert address[1:] in ids if address.startswith("#") else safe_url(address) == address


def test_hostile_text_is_printed_as_text(hostile):
    """Every hostile string stands there to read, without its control characters, and none of it is markup."""
    tree = lxml.html.document_fromstring(hostile)
    headline = tree.xpath("//article//h3")[0].text_content()
    for text in HOSTILE[:10]:
        assert text in headline
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\ud800-\udfff]", hostile)
    assert "49" not in headline  # {{ 7*7 }} was not evaluated


def test_hostile_addresses_are_not_linked(hostile):
    """A javascript: address is shown as text and named as such."""
    tree = lxml.html.document_fromstring(hostile)
    assert not [address for address in tree.xpath("//a/@href") if not address.startswith("#")]
    assert "not a web address, not linked" in tree.text_content()


ADDRESSES = [
    pytest.param("https://www.echo.example/a?b=1#c", True, id="https"),
    pytest.param("HTTP://echo.example/", True, id="upper-case-scheme"),
    pytest.param("javascript:alert(1)", False, id="javascript"),
    pytest.param("JaVaScRiPt:alert(1)", False, id="mixed-case"),
    pytest.param(" https://echo.example/", False, id="leading-space"),
    pytest.param("java\nscript:alert(1)", False, id="newline-inside"),
    pytest.param("data:text/html,x", False, id="data"),
    pytest.param("file:///etc/passwd", False, id="file"),
    pytest.param("//echo.example/", False, id="no-scheme"),
    pytest.param("https://", False, id="no-host"),
    pytest.param("https://bank.example@evil.example/", False, id="credentials"),
    pytest.param("https://[::1", False, id="broken-bracket"),
    pytest.param("https://echo.example:99999/", False, id="impossible-port"),
    pytest.param('https://echo.example/" onclick=x', False, id="quote"),
    pytest.param("https://echo.example/<b>", False, id="angle"),
    pytest.param("https://\u0435cho.example/", False, id="look-alike-letter"),
    pytest.param("https://echo.example/" + "a" * 3000, False, id="endless"),
    pytest.param("", False, id="empty"),
    pytest.param(None, False, id="none"),
]


@pytest.mark.parametrize(("address", "safe"), ADDRESSES)
def test_only_plain_web_addresses_may_be_clicked(address, safe):
    """http and https with a host and nothing odd; everything else stays text."""
    assert (safe_url(address) is not None) == safe


def test_it_says_what_the_report_holds(page):
    """Every story, outlet, wire, quoted evidence, order, rule, caveat and limit is printed."""
    text = " ".join(lxml.html.document_fromstring(page).text_content().split())
    report = build(a_world())
    for story in report.stories:
        assert story.headline in text
        for row in story.rows:
            assert row.outlet in text
            assert all(each.capture[:12] in text for each in row.seen)
        for wire in story.wires:
            assert wire.evidence[0].quote in text
            assert wire.evidence[0].kind in text
    for phrase in (
        "As of 22 Nov 2026, 12:00 UTC",
        "First among the 9 copies with a known time: The Harbour Post.",
        "Time unknown: City Lantern",
        "uncredited in this rendering",
        "61 seen = 52 stored + 4 refused + 3 failed + 2 pending",
        "taboola-widget",
        "paraphrase is not",
        "told Reuters",
        "inferred from a copy that credits it",
        "spelt otherwise",
    ):
        assert phrase in text, phrase


def test_an_account_that_does_not_add_up_is_said_loudly():
    """A lost request is not hidden behind an equals sign."""
    html = render(build(a_report_input(facts=RunFacts(requests_seen=5, stored=3))))["report.html"]
    text = " ".join(lxml.html.document_fromstring(html).text_content().split())
    assert "5 seen ≠ 3 stored" in text
    assert "2 requests unaccounted for" in text


def test_it_can_be_read_without_eyes_or_color(tree):
    """Landmarks, one h1, no heading level skipped, named figures, scoped headers, a language for every part."""
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == len(tree.xpath("//header[@class='masthead']")) == 1
    levels = [int(element.tag[1]) for element in tree.iter("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for figure in tree.xpath("//svg[@role='img']"):
        assert figure.get("aria-label") or set(figure.get("aria-labelledby").split()) <= set(tree.xpath("//@id"))
    assert not tree.xpath("//th[not(@scope)]")
    assert len(tree.xpath("//@id")) == len(set(tree.xpath("//@id")))
    assert not tree.xpath("//summary[not(normalize-space())]")


def test_a_timeline_draws_intervals_as_bars_and_exact_times_as_ticks(page):
    """The first story has four broad bars, four narrow ones, one exact line."""
    story = lxml.html.document_fromstring(page).get_element_by_id("story-1")
    count = {name: len(story.find_class(name)) for name in ("bar", "tight", "exact")}
    assert count == {"bar": 4, "tight": 4, "exact": 1}


@pytest.mark.slow
def test_beyond_the_limits_stories_are_listed_and_it_says_so():
    """A thousand stories: forty in full, the others in a table, and the file stays readable."""
    copies, stories = [], []
    for number in range(1000):
        text = f"Story {number} tells of harbour number {number} and of the {number} gulls that live in it without paying rent."
        pair = [
            a_copy(key=f"{number:04}{side}", outlet_key=side, outlet=side, text=text, published=at(number))
            for side in "ab"
        ]
        copies += pair
        stories.append(a_story(*pair, key=f"s{number:04}"))
    same = compared(copies[0].text, copies[0].text)
    against = {f"{story.key}:{key}": same for story in stories for key in story.copies if key != story.fullest}
    report = build(a_report_input(copies=copies, stories=stories, against_measure=against))
    html = render(report)["report.html"]
    assert html.count('<article class="story"') == 40
    assert "The first 40 stories are told in full above." in html
    assert html.count('<tr id="story-') == 960
    assert len(html) < 1_500_000


@pytest.mark.slow
def test_a_wire_at_thousands_of_outlets_stays_readable():
    """Three thousand copies of one text: the first rows in full, the rest counted."""
    copies = [a_copy(key=f"{n:05}", outlet_key=f"o{n}", outlet=f"Outlet {n}", published=at(n)) for n in range(3000)]
    story = a_story(*copies)
    same = compared(copies[0].text, copies[0].text)
    world = a_report_input(
        copies=copies, stories=(story,), against_measure={f"story-a:{copy.key}": same for copy in copies}
    )
    html = render(build(world, Limits(rows_per_story=50)))["report.html"]
    assert html.count('<li class="copy"') == 50
    assert "2,950 further copies of this story: see copies.csv." in html
    assert len(html) < 400_000


def test_an_empty_report_renders_in_every_format():
    """Nothing seen is said in words, in every format."""
    for render_one in RENDERERS.values():
        assert all(render_one(build(a_report_input(as_of=None, window_hours=None))).values())


def test_a_fullest_copy_that_nobody_compared_is_no_reason_to_fail():
    """Rows without a comparison say so."""
    one, two = a_copy(key="a"), a_copy(key="b", outlet_key="post", headline="")
    html = render(build(a_report_input(copies=(one, two), stories=(a_story(one, two),), against_measure={})))[
        "report.html"
    ]
    assert "Not compared with the fullest copy." in html


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_on_any_hash_seed_and_clock_zone():
    """Three processes with other hash seeds, zones and locales write identical files."""
    program = (
        "import hashlib; from crawler.reports.build.build import build; from crawler.reports.renderers import RENDERERS;"
        "from tests.reports.report_world import a_world; report = build(a_world());"
        "print(hashlib.sha256(repr([sorted(r(report).items()) for r in RENDERERS.values()]).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu"), ("77", "America/St_Johns"))
    }  # fmt: skip
    assert len(digests) == 1


def test_a_clipped_text_shows_that_it_was():
    """An ellipsis stands for what is missing."""
    assert (clip("abcdef", 6), clip("abcdefg", 6)) == ("abcdef", "abcde…")


def test_the_sample_world_fits_in_170_kilobytes(page):
    """A report of seven stories in full stays small enough to mail."""
    assert len(page.encode()) < 170_000


def test_the_title_is_the_pages_title():
    """The report's own title heads the page and names the window."""
    tree = lxml.html.document_fromstring(render(build(replace(a_world(), title="A & B <week>")))["report.html"])
    assert tree.findtext(".//title") == tree.findtext(".//h1") == "A & B <week>"

"""Order, lags, flow and uncredited copies as a reader sees them: stated with bounds, readable without eyes, caveat printed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import lxml.html
import pytest

from crawler.findings.credit import Credit
from crawler.findings.lag import Lag
from crawler.reports import render_csv, render_json
from crawler.reports.build.build import build
from crawler.reports.html import render as render_html
from crawler.reports.html.lag_plot import Axis, axis_of, lag_plot
from crawler.reports.markdown import render as render_markdown
from crawler.reports.wording.words import CAVEAT, lag_words, span
from tests.factories import a_copy, a_report_input, a_sighting, a_story, at, credited, inferred
from tests.reports.report_world import a_hostile_world, a_world


@pytest.fixture(scope="module")
def report():
    return build(a_world())


@pytest.fixture(scope="module")
def page(report) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render_html.render(report)["report.html"])


def words_of(page: lxml.html.HtmlElement, part: str) -> str:
    """Return the text of one section, spaces folded."""
    return " ".join(page.get_element_by_id(part).text_content().split())


def minutes(shortest: float, longest: float) -> Lag:
    """Return a lag in minutes."""
    return Lag(timedelta(minutes=shortest), timedelta(minutes=longest))


@pytest.mark.parametrize("world", [a_world, a_hostile_world])
def test_every_uncredited_copy_is_listed_once_with_who_names_the_wire(world):
    """The list is as long as the figure in the masthead, in every format, and quotes evidence for each."""
    built = build(world())
    assert len(built.parts["uncredited"]) == built.overview.uncredited > 0
    assert len({each.row.key for each in built.parts["uncredited"]}) == len(built.parts["uncredited"])
    assert all(each.evidence and each.row.credit is Credit.UNCREDITED for each in built.parts["uncredited"])
    table = list(csv.DictReader(io.StringIO(render_csv.render(built)["uncredited.csv"])))
    document = json.loads(render_json.render(built)["report.json"])
    assert len(table) == len(document["uncredited"]["copies"]) == len(built.parts["uncredited"])


def test_every_wire_and_outlet_that_ran_it_is_a_row_of_the_files():
    """wires.csv and report.json say of each what the wire's page says: stories, copies, credited, share, lag with bounds."""
    built = build(a_world())
    table = list(csv.DictReader(io.StringIO(render_csv.render(built)["wires.csv"])))
    rows = json.loads(render_json.render(built)["report.json"])["wires"]
    found = [(use.wire, each) for use in built.parts["wires"] for each in use.outlets]
    assert [(row["wire"], row["outlet_key"], row["copies"], row["credited"]) for row in rows] == [
        (wire, each.outlet_key, each.copies, each.credited) for wire, each in found
    ]
    assert [(row["wire"], row["outlet"], int(row["words"])) for row in table] == [
        (wire, each.outlet, each.words) for wire, each in found
    ]
    timed = [(row, each.median_lag) for row, (_, each) in zip(rows, found, strict=True) if each.median_lag]
    assert timed
    for row, lag in timed:
        assert row["median_lag_shortest_seconds"] == lag.shortest.total_seconds()
        assert row["median_lag_longest_seconds"] == lag.longest.total_seconds()


def test_the_caveat_is_printed_wherever_copies_are_called_uncredited(report, page):
    """In the page's own section, in Markdown, in JSON, and in every row of the table."""
    assert CAVEAT in words_of(page, "uncredited")
    assert CAVEAT in render_markdown.render(report)["report.md"]
    assert json.loads(render_json.render(report)["report.json"])["uncredited"]["caveat"] == CAVEAT
    table = csv.DictReader(io.StringIO(render_csv.render(report)["uncredited.csv"]))
    assert {row["caveat"] for row in table} == {"\u201cUncredited\u201d always means: in this rendering"}


def test_every_uncredited_outlet_stands_in_the_page_with_its_quotes(report, page):
    """Nothing is behind a hover: what names the wire is printed text."""
    text = words_of(page, "uncredited")
    for each in report.parts["uncredited"]:
        assert each.row.outlet in text
        assert each.evidence[0].quote in text


def test_every_piece_of_evidence_can_be_opened_and_printed(report, page):
    """A copy with several pieces, or whose wire only its siblings name, quotes them all in a fold of its own."""
    folds = [
        " ".join(fold.text_content().split()) for fold in page.xpath("//details[summary[starts-with(., 'Evidence')]]")
    ]
    rows = [row for story in report.stories for row in story.rows]
    wanted = [row for row in rows if len(row.evidence) > 1 or row.credit is Credit.UNCREDITED]
    assert len(folds) == len(wanted) > 0
    for fold, row in zip(folds, wanted, strict=True):
        assert all(" ".join(line.quote.split()) in fold and line.kind in fold for line in row.evidence)


def test_who_was_first_is_stated_only_where_it_is_certain(report, page):
    """Each story that travelled has a row; an outlet is sure only where no copy of unknown time may be earlier."""
    rows = {row.xpath("string(th)").strip(): row for row in page.xpath("//*[@id='first']//tbody/tr")}
    travelled = [story for story in report.stories if story.travelled]
    assert len(rows) == len(travelled)
    said = {story.headline: " ".join(rows[story.headline].text_content().split()) for story in travelled}
    for story in travelled:
        assert ("surely" in said[story.headline]) == bool(story.first.outlet and not story.first.undated)
        assert ("Cannot tell" in said[story.headline]) == (story.first.outlet is None)
    assert any("surely" in each for each in said.values())
    assert any("of those with a known time" in each for each in said.values())


def test_a_plot_can_be_read_without_eyes(report, page):
    """Each plot's label counts runs within each stop of the axis, surely and possibly, and all together are a table, too."""
    labels = page.xpath("//svg[@class='lags']/@aria-label | //*[local-name()='svg'][@class='lags']/@aria-label")
    everything = [lag for profile in report.parts["flow"].outlets for lag in profile.lags]
    assert labels[0].startswith(f"Of {len(everything)} runs, ")
    assert "within 1 h" in labels[0]
    plotted = [profile for profile in report.parts["flow"].outlets if len(profile.lags) > 1]
    assert len(labels) == len(plotted) + 1
    (last,) = page.xpath("//*[@id='outlets']//figure//tbody/tr[last()]")
    assert last.xpath("td/text()") == [str(len(everything))] * 2


def test_every_outlet_has_its_figures(report, page):
    """Output, agency share and order of every outlet are in the page, in Markdown and in the table alike."""
    text = words_of(page, "outlets")
    markdown = render_markdown.render(report)["report.md"]
    table = {row["outlet_key"]: row for row in csv.DictReader(io.StringIO(render_csv.render(report)["outlets.csv"]))}
    assert len(report.parts["flow"].outlets) > 10
    for profile in report.parts["flow"].outlets:
        name = report.parts["flow"].names[profile.outlet]
        assert name in text
        assert f"Surely first in {profile.first} of {profile.stories} stor" in text or not profile.stories
        assert name.replace("&", "\\&") in markdown
        assert int(table[profile.outlet]["cannot_tell"]) == profile.cannot_tell


def test_the_same_input_in_another_order_gives_the_same_files(report):
    """Profiles, edges, lags and lists do not depend on the order of what is handed in."""
    world = a_world()
    turned = replace(
        world,
        copies=world.copies[::-1],
        sightings=world.sightings[::-1],
        stories=world.stories[::-1],
        links=world.links[::-1],
    )
    for renderer in (render_html, render_json, render_csv, render_markdown):
        assert renderer.render(build(turned)) == renderer.render(report)


def test_without_a_wire_the_first_outlet_is_named_with_its_caveat():
    """Two outlets, no wire, an order: an edge from the first to the later, and the sentence that it need not have written it."""
    copies = [a_copy(key="1", outlet="Echo", outlet_key="echo", published=at(0)),
              a_copy(key="2", outlet="Post", outlet_key="post", published=at(90))]  # fmt: skip
    built = build(a_report_input(copies=copies, stories=[a_story(*copies)]))
    page = lxml.html.document_fromstring(render_html.render(built)["report.html"])
    assert "Post after Echo: 1 story" in words_of(page, "flow")
    assert "need not have written it" in words_of(page, "flow")
    assert "| Echo | Post | 1 |" in render_markdown.render(built)["report.md"]


def test_copies_seen_without_a_relay_are_told_apart():
    """What came through aggregators alone makes every share without relays 0; what an own page showed is counted beside."""
    copies = [a_copy(key="1", outlet="Echo", outlet_key="echo", attribution=credited(), published=at(0)),
              a_copy(key="2", outlet="Post", outlet_key="post", story_attribution=inferred(), published=at(9))]  # fmt: skip
    texts = []
    for relay in ("Daily8", None):
        seen = [a_sighting(copy="1", relay=relay)]
        built = build(a_report_input(copies=copies, sightings=seen, stories=[a_story(*copies)]))
        page = lxml.html.document_fromstring(render_html.render(built)["report.html"])
        texts.append((words_of(page, "flow"), words_of(page, "outlets")))
    (relayed, _), (direct, outlets) = texts
    assert "without relays every share is 0" in relayed
    assert "without relays every share is 0" not in direct
    assert "Echo1 (all direct) Post1 (0 credited)" in direct
    assert "Direct: seen on the outlet’s own page, without a relay." in direct
    assert "Direct:" not in relayed
    assert "Without relays: 1 of 1." in outlets


def test_an_empty_report_has_the_parts_and_says_so():
    """No outlet, no wire, no story: sentences, not empty tables."""
    page = lxml.html.document_fromstring(render_html.render(build(a_report_input()))["report.html"])
    assert "No story ran at two named outlets." in words_of(page, "first")
    assert "No outlet is named." in words_of(page, "outlets")
    assert "No wire is known." in words_of(page, "flow")
    assert words_of(page, "uncredited").endswith("None.")


AXES = {
    "nothing": ([], "1 d"),
    "minutes": ([minutes(1, 2)], "1 d"),
    "more than a day": ([minutes(1, 1500)], "7 d"),
    "years": ([minutes(1, 9_999_999)], "365 d"),
}


@pytest.mark.parametrize(("lags", "last"), AXES.values(), ids=AXES.keys())
def test_the_axis_holds_every_lag(report, lags, last):
    """A day at least, and as far as the longest lag; what is beyond the last stop stands at the end."""
    axis = axis_of([replace(report.parts["flow"].outlets[0], lags=tuple(lags))])
    assert axis.ticks[-1] == (100.0, last)
    assert all(0 <= axis.at(lag.longest) <= 100 for lag in lags)


def test_a_plot_steps_up_between_its_bounds():
    """One lag of 5 to 35 minutes on an axis of 10 minutes and an hour: possible from 25 %, sure from 75 %."""
    axis = Axis((timedelta(0), timedelta(minutes=10), timedelta(hours=1)))
    drawn = lag_plot([minutes(5, 35)], axis)
    assert drawn.possibly == "M0 100 25 100 25 0 100 0"
    assert drawn.surely == "M0 100 75 100 75 0 100 0"
    assert [(label, step.surely, step.possibly) for label, step in drawn.within] == [("10 min", 0, 1), ("1 h", 1, 1)]


WORDS = {
    "exact": (minutes(90, 90), "1 h 30 min"),
    "both ends": (minutes(59.5, 61.2), "59 min to 1 h 2 min"),
    "from nothing": (minutes(0, 44), "up to 44 min"),
    "the first itself": (minutes(0, 0), "none"),
    "seconds": (minutes(0, 0.5), "up to 30 s"),
    "days are rounded outwards": (minutes(1440, 1441), "1 d to 1 d 1 h"),
    "unknown": (None, "unknown"),
}


@pytest.mark.parametrize(("lag", "words"), WORDS.values(), ids=WORDS.keys())
def test_a_lag_in_words_is_never_tighter_than_it_is(lag, words):
    """The lower end is rounded down, the upper end up."""
    assert lag_words(lag) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (59, "59 s"), (600, "10 min"), (21600, "6 h"), (93600, "1 d 2 h")]
)
def test_a_span_is_written_in_two_units(seconds, words):
    """The two largest units that there are."""
    assert span(timedelta(seconds=seconds)) == words

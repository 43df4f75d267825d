"""The report as data: order, figures, who was first, credit, matrix, account."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from crawler.findings.counting import RunFacts
from crawler.findings.credit import Credit
from crawler.provenance.wires.attribution import Attribution, Evidence, EvidenceKind
from crawler.reports.build.build import build
from crawler.reports.model import Limits, Report
from crawler.reports.wording.words import who_first
from crawler.tracking.relation import Relation
from tests.factories import TEXT, a_copy, a_cut, a_link, a_report_input, a_sighting, a_story, at, credited, inferred
from tests.reports.report_world import a_world


@pytest.fixture(scope="module")
def report() -> Report:
    return build(a_world())


def _one_story(*copies, **changes):
    return build(a_report_input(copies=copies, stories=(a_story(*copies),), **changes)).stories[0]


def _pair(**changes):
    """Two outlets' copies of one text; *changes* go to the second."""
    first = a_copy(key="a", outlet="Echo", outlet_key="echo")
    return first, a_copy(**{"key": "b", "outlet": "Post", "outlet_key": "post", **changes})


def test_stories_go_by_distinct_outlets_then_time_then_key(report):
    """The widest-travelled story comes first, ties go to the earlier one."""
    ranks = [(-story.outlets, story.earliest, story.key) for story in report.stories]
    assert ranks == sorted(ranks)
    assert [story.key for story in report.stories] == ["bell", "tram", "cheese", "light", "bees", "cat", "gulls"]


def test_rows_go_by_time_and_undated_ones_come_last(report):
    """A copy that nobody can place in time stands after all that can be placed."""
    for story in report.stories:
        dated = [row.published.earliest for row in story.rows if row.published]
        assert dated == sorted(dated)
        assert [row.published is None for row in story.rows] == sorted(row.published is None for row in story.rows)


def test_the_overview_counts_what_the_world_holds(report):
    """Headline figures agree with a count by hand over the made-up world."""
    overview = report.overview
    world = a_world()
    assert (overview.stories, overview.copies, overview.sightings) == (7, len(world.copies), len(world.sightings))
    assert overview.outlets == len({copy.outlet_key for copy in world.copies if copy.outlet_key})
    assert overview.wires == 6
    assert overview.republished == sum(len(story.rows) for story in report.stories if story.outlets > 1)
    assert overview.republished_share == overview.republished / overview.copies
    assert overview.ran_once == len(report.parts["once"]) == 5
    assert overview.undated == 3


def test_two_versions_at_one_outlet_are_not_republication():
    """A story of one outlet's own versions counts as a story, its copies not as republished."""
    one, two = _pair(outlet="Echo", outlet_key="echo")
    overview = build(a_report_input(copies=(one, two), stories=(a_story(one, two),))).overview
    assert (overview.stories, overview.republished) == (1, 0)


def test_a_copy_in_two_stories_counts_once_but_is_compared_in_each():
    """A text merged of two wires has a row, with its own figures, in both stories."""
    rain = "It rained on the pier for nine hours and the band played on under one very large umbrella until the tide came in."
    one = a_copy(key="a", outlet_key="echo")
    two = a_copy(key="b", outlet_key="post", text=rain)
    both = a_copy(key="m", outlet_key="anchor", text=f"{TEXT}\n{rain}")
    stories = (a_story(one, both, key="x", fullest="a"), a_story(two, both, key="y", fullest="b"))
    report = build(a_report_input(copies=(one, two, both), stories=stories))
    assert report.overview.republished == 3
    rows = [row for story in report.stories for row in story.rows if row.key == "m"]
    assert len(rows) == 2
    assert rows[0].comparison != rows[1].comparison
    assert [row.ran for row in rows] == [1.0, 1.0]
    assert all(0.2 < row.own < 0.8 for row in rows)


FIRST = [
    pytest.param([at(0), at(5)], "Outlet 0", "First: Outlet 0.", id="apart"),
    pytest.param([at(0, wide=30), at(5)], None, "Cannot tell who was first", id="overlap"),
    pytest.param([at(0, wide=5), at(5)], "Outlet 0", "First: Outlet 0.", id="touching-ends-do-not-overlap"),
    pytest.param([at(0, wide=0), at(0, wide=0)], None, "Cannot tell", id="equal-instants"),
    pytest.param([at(0, wide=0), at(-1, wide=1)], "Outlet 1", "First: Outlet 1.", id="half-open-before-an-instant"),
    pytest.param([at(0), None], "Outlet 0", "Only Outlet 0 has a known time.", id="one-unknown-of-two"),
    pytest.param(
        [at(0), at(5), None], "Outlet 0", "First among the 2 copies with a known time", id="one-unknown-of-three"
    ),
    pytest.param([None, None], None, "no copy has a known time", id="all-unknown"),
    pytest.param([at(0, wide=90), at(5), at(60)], None, "Outlet 0 and Outlet 1 overlap", id="third-surely-later"),
]


@pytest.mark.parametrize(("times", "outlet", "sentence"), FIRST)
def test_who_was_first_is_said_only_where_intervals_do_not_overlap(times, outlet, sentence):
    """From intervals alone: a name when one is surely before all others, else who may have been."""
    copies = [
        a_copy(key=f"c{place}", outlet=f"Outlet {place}", outlet_key=f"o{place}", published=when)
        for place, when in enumerate(times)
    ]
    first = _one_story(*copies).first
    assert first.outlet == outlet
    assert sentence in who_first(first)
    assert ("may be earlier" in who_first(first)) == (None in times and first.dated > 0)


def test_two_copies_of_unnamed_outlets_cannot_be_one_first():
    """ "Outlet not named" twice is not one outlet, so overlapping ones leave it open."""
    copies = [a_copy(key=key, outlet=None, outlet_key="", published=at(0, wide=9)) for key in "ab"]
    assert _one_story(*copies).first.outlet is None


def test_two_overlapping_versions_at_one_outlet_leave_no_doubt_about_the_outlet():
    """The outlet is surely first though nobody can tell which of its own versions was."""
    mine = [a_copy(key=key, outlet="Echo", outlet_key="echo", published=at(0, wide=9)) for key in "ab"]
    story = _one_story(*mine, a_copy(key="c", outlet="Post", outlet_key="post", published=at(60)))
    assert (story.first.outlet, story.first.copy) == ("Echo", None)


CREDITS = [
    pytest.param({"attribution": credited()}, Credit.SHOWN, id="credit-line"),
    pytest.param({"attribution": credited(kind=EvidenceKind.DATELINE)}, Credit.SHOWN, id="dateline"),
    pytest.param({"attribution": credited(kind=EvidenceKind.BYLINE)}, Credit.SHOWN, id="byline"),
    pytest.param({"attribution": credited(kind=EvidenceKind.METADATA)}, Credit.DECLARED, id="metadata-only"),
    pytest.param({"attribution": credited(kind=EvidenceKind.SELF_REFERENCE)}, Credit.NAMED, id="self-reference"),
    pytest.param({"story_attribution": inferred()}, Credit.UNCREDITED, id="inferred-alone"),
    pytest.param({"story_attribution": inferred(), "outlet": "Reuters"}, Credit.OWN, id="own-page"),
    pytest.param({}, Credit.NO_WIRE, id="nothing"),
    pytest.param(
        {
            "story_attribution": inferred(),
            "attribution": Attribution(None, None, (Evidence("Reuters", EvidenceKind.CITATION, "Reuters reported"),)),
        },
        Credit.UNCREDITED,
        id="citation-credits-nothing",
    ),
    pytest.param(
        {
            "story_attribution": inferred(),
            "attribution": Attribution(None, None, (Evidence("Reuters", EvidenceKind.SELF_REFERENCE, "told Reuters"),)),
        },
        Credit.NAMED,
        id="weak-self-reference-still-names-it",
    ),
]


@pytest.mark.parametrize(("changes", "credit"), CREDITS)
def test_credit_says_what_this_rendering_shows(changes, credit):
    """Only a copy whose wire is known from siblings alone is called uncredited."""
    story = _one_story(*_pair(**changes))
    row = next(row for row in story.rows if row.key == "b")
    assert row.credit is credit
    assert story.uncredited == (credit is Credit.UNCREDITED)


def test_a_conflict_of_wires_is_shown_not_settled(report):
    """Two copies of one text that credit two agencies give two findings, each with its quote."""
    cat = next(story for story in report.stories if story.key == "cat")
    assert {(wire.wire_service, wire.evidence[0].quote) for wire in cat.wires} == {
        ("PTI", "LOWER TARN, Nov 20 (PTI)"),
        ("Reuters", "Source: Reuters"),
    }


def test_citations_are_no_evidence_for_a_storys_wire(report):
    """A wire that is merely cited is not among a story's findings."""
    light = next(story for story in report.stories if story.key == "light")
    assert [wire.wire_service for wire in light.wires] == ["Reuters"]
    assert all(line.kind != "citation" for line in light.wires[0].evidence)


def test_the_matrix_adds_up_to_the_copies(report):
    """Every copy stands in exactly one cell of outlets by wires."""
    assert sum(sum(line.counts) for line in report.parts["matrix"].outlets) == report.overview.copies
    assert all(sum(line.counts) == line.copies for line in report.parts["matrix"].outlets)
    assert sum(line.uncredited for line in report.parts["matrix"].outlets) == report.overview.uncredited


ACCOUNTS = [
    pytest.param(
        RunFacts(requests_seen=10, stored=6, refused={"robots": 2}, failed={"http-404": 1}, pending=1), 0, id="adds-up"
    ),
    pytest.param(RunFacts(requests_seen=10, stored=6), 4, id="four-lost"),
    pytest.param(RunFacts(requests_seen=1, stored=1, failed={"timeout": 1}), -1, id="counted-twice"),
]


@pytest.mark.parametrize(("facts", "missing"), ACCOUNTS)
def test_the_account_says_what_the_equation_leaves_over(facts, missing):
    """seen = stored + refused + failed + pending, or the difference is reported."""
    assert build(a_report_input(facts=facts)).parts["run"].missing == missing


def test_boilerplate_is_counted_by_rule_over_all_sightings():
    """Cuts, words and outlets touched, most words first, with the longest text as example."""
    seen = (
        a_sighting(id="1", removed=(a_cut("widget", "one two three"), a_cut("promo", "four"))),
        a_sighting(id="2", outlet_key="other", removed=(a_cut("widget", "five"),)),
    )
    lines = build(a_report_input(sightings=seen)).parts["boilerplate"]
    assert [(line.rule, line.cuts, line.words, line.outlets, line.example) for line in lines] == [
        ("widget", 2, 4, 2, "one two three"),
        ("promo", 1, 1, 1, "four"),
    ]


def test_passages_and_form_stories_stand_apart(report):
    """They are listed by themselves and join nothing."""
    assert [link.comparison.relation for link in report.parts["shared"].passages] == [Relation.PASSAGE]
    assert [link.comparison.relation for link in report.parts["shared"].templates] == [Relation.TEMPLATE]


def test_a_passage_inside_one_story_is_not_listed_as_unrelated_sharing():
    """Two excerpts of one text may share a mere passage; their story already joins them."""
    one, two = _pair()
    link = a_link(one, two, Relation.PASSAGE)
    report = build(a_report_input(copies=(one, two), stories=(a_story(one, two),), links=(link,)))
    assert report.parts["shared"].passages == ()
    assert len(report.parts["shared"].links) == 1


def test_any_order_of_the_input_gives_the_same_report():
    """The report sorts by itself: shuffled records change nothing."""
    world, shuffled = a_world(), a_world()
    dice = random.Random(7)
    parts = {name: list(getattr(world, name)) for name in ("copies", "sightings", "stories", "links")}
    for part in parts.values():
        dice.shuffle(part)
    parts["stories"] = [replace(story, copies=tuple(reversed(story.copies))) for story in parts["stories"]]
    assert build(replace(world, **parts)) == build(shuffled)


def test_limits_leave_out_diffs_but_no_story():
    """Beyond the limits stories keep their rows and figures and lose only the word diffs."""
    report = build(a_world(), Limits(stories_in_full=1, diffs_per_story=2))
    assert [story.in_full for story in report.stories] == [True] + [False] * 6
    diffs = [row.differences is not None for story in report.stories for row in story.rows if not row.fullest]
    assert sum(diffs) == 1  # the story's first two rows, one of them the fullest copy
    assert sum(len(story.rows) for story in report.stories) == sum(len(story.copies) for story in a_world().stories)


def test_stories_are_told_in_full_until_the_rows_are_used_up():
    """The story that uses up the rows is still told in full, those after it are not."""
    report = build(a_world(), Limits(rows_in_full=11))
    assert [story.in_full for story in report.stories] == [True, True, False, False, False, False, False]


@pytest.mark.parametrize("name", ["stories_in_full", "rows_in_full", "diffs_per_story", "rows_per_story", "table_rows"])
def test_a_limit_cannot_be_negative(name):
    """The limits check themselves."""
    with pytest.raises(ValueError, match="negative"):
        Limits(**{name: -1})


def test_records_that_are_not_given_are_left_out():
    """A story or link that names an absent copy does not break the report."""
    one, two = _pair()
    report = build(
        a_report_input(copies=(one,), stories=(a_story(one, two),), links=(a_link(one, two),), against_measure={})
    )
    assert (report.stories, report.parts["shared"].links) == ((), ())
    assert [once.row.key for once in report.parts["once"]] == ["a"]


def test_an_empty_store_gives_an_empty_report():
    """Nothing seen is a report too."""
    report = build(a_report_input())
    assert (report.overview.copies, report.overview.republished_share, report.stories) == (0, 0.0, ())

"""Words with a direction: what a copy is beside the fullest one, who credits a wire, what is no syndication."""

from __future__ import annotations

import lxml.html
import pytest

from crawler.findings.stories.shared_passages import shared_passages
from crawler.reports.build.build import build
from crawler.reports.html.render import render
from crawler.reports.renderers import RENDERERS
from crawler.reports.wording.credit_sentence import credit_sentence
from crawler.reports.wording.relation_sentence import relation_sentence
from crawler.reports.wording.words import order_of
from crawler.tracking.relation import Comparison, Relation
from tests.factories import TEXT, a_copy, a_link, a_report_input, a_story, compared
from tests.reports.report_world import a_world

OWN = "The mayor, who owns a rubber boat, told this newspaper that she will row to work from now on and bring her dog."


def _comparison(relation: Relation, *, here: tuple[int, int], there: tuple[int, int], changed: int = 0) -> Comparison:
    """A comparison of a copy with (covered, all) words *here* to a fullest copy with (covered, all) words *there*."""
    return Comparison(
        relation=relation, rule="by hand", coverage_a=here[0] / here[1], coverage_b=there[0] / there[1],
        resemblance=0.5, containment_a=0.5, containment_b=0.5, words=here[0] - changed, longest_run=9,
        words_a=here[1], words_b=there[1],
    )  # fmt: skip


BESIDE = [
    pytest.param(_comparison(Relation.VERBATIM, here=(300, 300), there=(300, 300)), "Verbatim", "the same words", id="verbatim"),
    pytest.param(_comparison(Relation.EDITED, here=(298, 300), there=(298, 300), changed=4), "Edited", "the whole text with small changes; 4 words changed in passing", id="edited"),
    pytest.param(_comparison(Relation.EDITED, here=(240, 240), there=(240, 300)), "Trimmed", "left out 60 of 300 words (20.0\u00a0%)", id="trimmed"),
    pytest.param(_comparison(Relation.EDITED, here=(300, 340), there=(300, 300)), "Extended", "by 40 words that are not in the fullest copy", id="extended"),
    pytest.param(_comparison(Relation.EDITED, here=(240, 260), there=(240, 300)), "Reworked", "left out 60 of 300 words (20.0\u00a0%) and has 20 others of its own", id="reworked"),
    pytest.param(_comparison(Relation.EXTENDED, here=(100, 100), there=(100, 180)), "Trimmed", "left out 80 of 180 words (44.4\u00a0%)", id="the-fullest-extends-it"),
    pytest.param(_comparison(Relation.EXTENDED, here=(256, 472), there=(256, 585)), "Mixed", "256 of its 472 words stand in the fullest copy, 216 come from elsewhere", id="mixed"),
    pytest.param(_comparison(Relation.EXCERPT, here=(100, 100), there=(100, 400)), "Excerpt", "a part of the fullest text and nothing else", id="excerpt"),
    pytest.param(_comparison(Relation.EXCERPT, here=(99, 100), there=(99, 400)), "Excerpt", "a part of the fullest text, with 1 word besides", id="excerpt-and-a-word"),
    pytest.param(_comparison(Relation.EXCERPT, here=(100, 400), there=(100, 100)), "Extended", "by 300 words that are not in the fullest copy", id="holds-the-fullest"),
    pytest.param(_comparison(Relation.MERGED, here=(100, 200), there=(100, 100)), "Merged", "the fullest text joined with another wire\u2019s", id="merged"),
    pytest.param(_comparison(Relation.MERGED, here=(100, 100), there=(100, 200)), "Merged", "the fullest copy joins this text with another wire\u2019s", id="merged-into"),
    pytest.param(_comparison(Relation.PASSAGE, here=(30, 300), there=(30, 300)), "Joined", "little in common with the fullest copy; it joins this story through another copy", id="joined-through-another"),
]  # fmt: skip


@pytest.mark.parametrize(("comparison", "name", "figures"), BESIDE)
def test_a_relation_has_a_direction_and_counts_words(comparison, name, figures):
    """The reader learns which of two texts was cut or grew, and by how many words."""
    said = relation_sentence(comparison)
    assert (said.name, said.figures) == (name, figures)


def test_a_real_comparison_is_worded_with_its_own_figures():
    """A copy with a local paragraph is extended by exactly the words of that paragraph."""
    said = relation_sentence(compared(f"{TEXT} {OWN}", TEXT))
    assert said.name == "Extended"
    assert f"{len(OWN.split())} words" in said.figures


def test_every_copy_that_names_a_wire_is_counted_once():
    """The sentence about credits adds up to the rows that it speaks of."""
    for story in build(a_world()).stories:
        for wire in story.wires:
            sentence = credit_sentence(story.rows, wire.wire_service)
            numbers = [int(word.strip(",")) for word in sentence.split() if word.strip(",").isdigit()]
            numbers.remove(len(story.rows))
            assert sum(numbers) == sum(row.wire_service == wire.wire_service for row in story.rows)


def _versions():
    """Two versions of one outlet, and a story of two outlets."""
    ours = [a_copy(key=key, outlet="Echo", outlet_key="echo", text=OWN) for key in "ab"]
    shared = [a_copy(key=key, outlet=key.upper(), outlet_key=key) for key in "cd"]
    return build(
        a_report_input(
            copies=[*ours, *shared], stories=(a_story(*ours, key="own"), a_story(*shared, key="shared", fullest="c"))
        )
    )


def test_one_outlets_versions_are_never_called_syndication():
    """They have a section of their own, outside the ranking and the figure of stories at several outlets."""
    report = _versions()
    assert (report.overview.stories, report.overview.travelled) == (2, 1)
    tree = lxml.html.document_fromstring(render(report)["report.html"])
    assert tree.xpath("//*[@class='ranking']//li/a/@href") == ["#story-1"]
    places = [element.get("id") for element in tree.iter("section", "article") if element.get("id")]
    assert places.index("story-1") < places.index("versions") < places.index("story-2")
    assert "this is no syndication" in tree.get_element_by_id("story-2").text_content()
    assert "no syndication" not in tree.get_element_by_id("story-1").text_content()


@pytest.mark.parametrize("name", ["md", "csv", "json"])
def test_other_formats_say_so_too(name):
    """Each format carries the sentence for the versions and not for the shared story."""
    assert sum(text.count("this is no syndication") for text in RENDERERS[name](_versions()).values()) == 1


def test_an_unnamed_outlet_claims_nothing():
    """One named outlet and one that the page did not name may be the same one."""
    copies = (a_copy(key="a", outlet_key="echo"), a_copy(key="b", outlet=None, outlet_key=""))
    story = build(a_report_input(copies=copies, stories=(a_story(*copies),))).stories[0]
    assert order_of(story) == "Fewer than two outlets are named, so this is not counted as syndication."


def test_pairs_are_gathered_around_the_copy_that_shares_most():
    """A round-up that quotes three stories heads them once, most words first, and no pair is lost or doubled."""
    texts = [f"{OWN} Sentence {n} is about the number {n} and nothing else at all." for n in range(4)]
    copies = [a_copy(key=f"k{n}", outlet=f"Outlet {n}", outlet_key=f"o{n}", text=text) for n, text in enumerate(texts)]
    links = [a_link(copies[2], copies[at], relation=Relation.PASSAGE) for at in (0, 1, 3)]
    report = build(a_report_input(copies=copies, links=links))
    groups = shared_passages(report.parts["shared"].passages)
    assert [(group.outlet, [other.outlet for other in group.others]) for group in groups] == [
        ("Outlet 2", ["Outlet 0", "Outlet 1", "Outlet 3"])
    ]
    words = [other.words for other in groups[0].others]
    assert words == sorted(words, reverse=True)


def test_a_copy_that_ran_once_but_shares_a_passage_is_marked():
    """ "Ran once" does not claim that nobody has any of its words."""
    one, two, alone = (a_copy(key=key, outlet=key, outlet_key=key) for key in ("one", "two", "alone"))
    report = build(a_report_input(copies=(one, two, alone), links=[a_link(one, two, relation=Relation.PASSAGE)]))
    assert {once.row.key: once.shares for once in report.parts["once"]} == {"one": True, "two": True, "alone": False}
    text = " ".join(lxml.html.document_fromstring(render(report)["report.html"]).text_content().split())
    assert "Those marked * share a passage or a form with another copy" in text


def test_spelling_alone_makes_no_row():
    """Words that are only spelt otherwise are listed once, and the text around them is folded as the same."""
    there = " ".join(f"Sentence {n} says the harbour has a colour." for n in range(9))
    copies = (a_copy(key="a", text=there), a_copy(key="b", outlet_key="b", text=there.replace("our", "or")))
    story = a_story(*copies, key="s", fullest="a")
    html = render(build(a_report_input(copies=copies, stories=(story,))))["report.html"]
    tree = lxml.html.document_fromstring(html)
    assert not tree.xpath("//*[@class='diff']//*[@class='row']")
    said = tree.xpath("string(//*[@class='diff']//p[@class='same'])")
    assert " ".join(said.split()) == "Spelt otherwise: harbour → harbor, colour → color"


ONE_SIDED = [
    pytest.param(TEXT.replace("dogs travel", "well-behaved dogs travel"), "ins", "well-behaved", id="gained"),
    pytest.param(TEXT.replace("the harbour office said", "the office said"), "del", "harbour", id="lost"),
]


@pytest.mark.parametrize(("here", "tag", "word"), ONE_SIDED)
def test_a_sentence_that_only_lost_or_only_gained_words_is_shown_once(here, tag, word):
    """The words stand marked in their sentence, across both columns."""
    copies = (a_copy(key="a"), a_copy(key="b", outlet_key="b", text=here))
    story = a_story(*copies, key="s", fullest="a")
    tree = lxml.html.document_fromstring(render(build(a_report_input(copies=copies, stories=(story,))))["report.html"])
    rows = tree.xpath("//*[@class='diff']//*[@class='row']")
    assert [row.tag for row in rows] == ["p"]
    assert [mark.text_content().strip() for mark in rows[0].iter(tag)] == [word]

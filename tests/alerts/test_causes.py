"""What sets off an alert, rule by rule: told under one key however often it is looked for, and not for less than was asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.alerts.causes.apart import statements, yields
from crawler.alerts.causes.coverage import new_outlets, uncredited
from crawler.alerts.causes.stories import reach, watched_story, watched_text
from crawler.alerts.rules import Rule, When
from crawler.alerts.scene import Found, Scene, Watched
from crawler.provenance.wires.attribution import Attribution
from crawler.sightings.record import Kind
from crawler.sources.runs import FINISHED, Run
from crawler.tracking.relation import Relation
from tests.factories import NOON, TEXT, a_copy, a_link, a_report_input, a_story, at, compared, credited, inferred

QUOTE = "“Nobody in this harbour has ever asked a boat to be quiet, and nobody is going to begin with mine tonight,” said Ilse Marchetti."


def ran(key: str, outlet: str, minutes: float | None = 0, **changes):
    """A copy at an outlet."""
    known = {
        "outlet": outlet,
        "outlet_key": outlet.lower(),
        "published": None if minutes is None else at(minutes),
        "attribution": credited("Reuters"),
        "urls": (f"https://{outlet.lower()}.example/ferries",),
    }
    return a_copy(key=key, **{**known, **changes})


def a_scene(*copies, former=None, watched=None, **changes) -> Scene:
    """A store of one story."""
    data = a_report_input(copies=copies, stories=[a_story(*copies)], **changes)
    return Scene(data, former=former or {}, watched=watched or {})


def a_rule(when: When, **changes) -> Rule:
    """A rule of a kind."""
    return Rule(name="r", when=when, **changes)


SILENT = {"attribution": Attribution(), "story_attribution": inferred("Reuters")}


def test_an_outlet_is_new_to_a_wire_once():
    """The first copy of each outlet is told, with its evidence; another copy of the same outlet is no new cause; another wire is not meant."""
    scene = a_scene(
        ran("a", "Echo"), ran("b", "Post", 5), ran("c", "Post", 1), ran("d", "Bell", attribution=credited("AFP"))
    )
    rule = a_rule(When.NEW_OUTLET, wire="reuters")
    causes = list(new_outlets(rule, scene))
    assert [cause.title for cause in causes] == [
        "Echo runs Reuters: “More ferries for Little Skerry”",
        "Post runs Reuters: “More ferries for Little Skerry”",
    ]
    assert "evidence for Reuters, credit: “(Reuters)”" in causes[0].facts[1].replace("explicit ", "")
    assert causes[1].places[0].url == "https://post.example/ferries"
    fewer = a_scene(ran("c", "Post", 1), ran("a", "Echo"))
    assert [cause.key for cause in new_outlets(rule, fewer)] == [cause.key for cause in causes]


def test_a_wires_own_page_is_no_outlet_that_runs_it():
    """Reuters runs Reuters: nobody wants to be told."""
    assert list(new_outlets(a_rule(When.NEW_OUTLET, wire="Reuters"), a_scene(ran("a", "Reuters")))) == []


def test_a_silent_copy_is_told_if_enough_is_shared():
    """A credited one is not, nor one below the limit; the message has the words in common and says what uncredited means."""
    scene = a_scene(ran("a", "Echo"), ran("b", "Post", **SILENT), ran("c", "Bell", text=TEXT[:150], **SILENT))
    (bell, post) = uncredited(a_rule(When.UNCREDITED), scene)
    assert post.title == "Post ran Reuters without naming it: “More ferries for Little Skerry”"
    assert bell.title.startswith("Bell")
    assert any("this rendering" in fact for fact in post.facts)
    assert any("100 % of" in fact for fact in bell.facts)
    half = replace(
        scene.data,
        against_measure={
            key: replace(each, coverage_a=0.5, coverage_b=0.4) for key, each in scene.data.against_measure.items()
        },
    )
    assert half.against_measure.keys() == scene.data.against_measure.keys()
    assert list(uncredited(a_rule(When.UNCREDITED, coverage=0.51), Scene(half))) == []
    assert len(list(uncredited(a_rule(When.UNCREDITED, coverage=0.5), Scene(half)))) == 2


def test_a_silent_copy_is_the_same_cause_when_its_story_became_part_of_another():
    """Its key under the story's former name is one of the keys under which it may have been told."""
    scene = a_scene(ran("a", "Echo"), ran("b", "Post", **SILENT))
    (before,) = uncredited(a_rule(When.UNCREDITED), scene)
    moved = replace(scene.data, stories=[replace(scene.data.stories[0], key="s-new")], against_measure={
        key.replace("story-a:", "s-new:"): each for key, each in scene.data.against_measure.items()})  # fmt: skip
    (after,) = uncredited(a_rule(When.UNCREDITED), Scene(moved, former={"s-new": ["story-a"]}))
    assert after.key != before.key
    assert before.key in after.former


@pytest.mark.parametrize(
    ("minutes", "within", "told"),
    [
        pytest.param((0, 10, 19), 20, True, id="three outlets surely within"),
        pytest.param((0, 10, 19.5), 20, False, id="the last may have been a minute late"),
        pytest.param((0, 10, None), 20, False, id="one of unknown time is not counted"),
        pytest.param((0, 500, 505, 510), 20, True, id="not the first three, but the last"),
    ],
)
def test_reach_counts_what_surely_lies_within(minutes, within, told):
    """Times are intervals one minute wide: the end of the last must lie within the time from the beginning of the first."""
    copies = [ran(str(place), f"Outlet{place}", minute) for place, minute in enumerate(minutes)]
    rule = a_rule(When.REACH, outlets=3, within=timedelta(minutes=within))
    assert bool(list(reach(rule, a_scene(*copies)))) is told


def test_reach_counts_outlets_not_copies_and_goes_by_the_wire_asked_for():
    """Two copies of one outlet are one; another wire's story is not told; without a time every copy counts."""
    copies = [ran("a", "Echo"), ran("b", "Echo", 1), ran("c", "Post", None)]
    assert list(reach(a_rule(When.REACH, outlets=3), a_scene(*copies))) == []
    (cause,) = reach(a_rule(When.REACH, outlets=2), a_scene(*copies))
    assert cause.title == "“More ferries for Little Skerry” ran at 2 outlets (2 outlets in all)"
    assert list(reach(a_rule(When.REACH, outlets=2, wire="AFP"), a_scene(*copies))) == []


def test_a_wires_own_item_is_no_outlet():
    """The original counts for nobody."""
    item = ran("a", "Reuters", kind=Kind.WIRE)
    assert list(reach(a_rule(When.REACH, outlets=2), a_scene(item, ran("b", "Post")))) == []


def test_a_watched_story_is_told_for_each_outlet_under_its_former_name_too():
    """With or without "s-"; keys do not depend on what the story is called now."""
    scene = a_scene(ran("a", "Echo"), ran("b", "Post"))
    causes = list(watched_story(a_rule(When.STORY, story="s-story-a"), scene))
    assert [cause.title.split(" runs")[0] for cause in causes] == ["Echo", "Post"]
    moved = Scene(
        replace(scene.data, stories=[replace(scene.data.stories[0], key="s-new")], against_measure={}),
        former={"s-new": ["story-a"]},
    )
    assert [cause.key for cause in watched_story(a_rule(When.STORY, story="story-a"), moved)] == [
        cause.key for cause in causes
    ]
    assert list(watched_story(a_rule(When.STORY, story="other"), scene)) == []


def test_a_watched_text_is_told_for_each_outlet_and_proved_by_its_words():
    """The words in common are quoted from the copy; another text under the same rule is another cause."""
    echo = ran("a", "Echo", text=f"New today. {TEXT}")
    found = [Found(echo, compared(TEXT, echo.text))]
    rule = a_rule(When.TEXT, file="release.txt")
    (cause,) = watched_text(rule, a_scene(echo, watched={"r": Watched("d1", found)}))
    assert cause.title == "Echo ran your text “r”: “More ferries for Little Skerry”"
    assert cause.passages[0].startswith("The ferry between Oldhaven")
    (other,) = watched_text(rule, a_scene(echo, watched={"r": Watched("d2", found)}))
    assert other.key != cause.key
    few = [Found(echo, replace(found[0].comparison, coverage_a=0.1, coverage_b=0.2))]
    assert list(watched_text(rule, a_scene(echo, watched={"r": Watched("d1", few)}))) == []


def quoting(key: str, outlet: str, before: str, after: str, story: bool = False):
    """A copy that prints the quotation among other words."""
    return ran(key, outlet, text=f"{before} {QUOTE} {after}", attribution=Attribution())


def test_a_statement_is_told_once_however_many_print_it():
    """Siblings in a story of a copy that prints it count where they print it, too; more outlets keep one of the keys."""
    copies = [
        quoting("a", "Echo", "The council met on Tuesday about the noise of engines.", "It adjourned at nine."),
        quoting(
            "b",
            "Post",
            "A petition reached the harbour office with forty names.",
            "No answer is expected before spring.",
        ),
        quoting("c", "Bell", "Residents of the quay have slept badly since the summer.", "Earplugs are sold out."),
    ]
    twin = quoting("d", "Twin", "Residents of the quay have slept badly since the summer.", "Earplugs are sold out.")
    mute = ran("e", "Mute", text="Residents of the quay have slept badly since the summer. Earplugs are sold out.")
    links = [a_link(copies[0], copies[1], Relation.QUOTATION), a_link(copies[0], copies[2], Relation.QUOTATION)]
    story = a_story(copies[2], twin, mute)
    everyone = [*copies, twin, mute]
    scene = Scene(a_report_input(copies=everyone, stories=[story], links=links))
    (statement,) = scene.statements
    assert statement.outlets == ("bell", "echo", "post", "twin")
    assert statement.text.startswith("Nobody in this harbour")
    (cause,) = statements(a_rule(When.STATEMENT, outlets=4), scene)
    assert cause.title.startswith("4 outlets printed the same statement: “Nobody in this harbour")
    assert list(statements(a_rule(When.STATEMENT, outlets=5), scene)) == []
    rule = a_rule(When.STATEMENT, outlets=3)
    (fewer,) = statements(rule, Scene(a_report_input(copies=copies, stories=[], links=links)))
    (more,) = statements(rule, scene)
    assert fewer.key == more.key


def a_run(number: int, *drift: str) -> Run:
    """A run that ended."""
    start = NOON + timedelta(hours=number)
    return Run(
        id=number, key="front", source="front", started_at=start, finished_at=start, beat_at=start, holder="h:1",
        outcome=FINISHED, exit_code=0, settings="x", drift=drift,
    )  # fmt: skip


def test_a_yield_that_collapsed_is_told_once_while_it_lasts():
    """One key for the runs of one alarm, another for the next alarm; nothing when the last run is well."""
    well, ill = a_run(1), [a_run(number, f"daily8: blocks a page 0.{number}, was 5.9") for number in (2, 3)]
    rule = a_rule(When.YIELD)
    first, longer = ([*yields(rule, a_scene(ran("a", "Echo"), runs=[well, *ill[:count]]))] for count in (1, 2))
    assert [cause.key for cause in first] == [cause.key for cause in longer]
    assert "0.3" in longer[0].title
    assert [*yields(rule, a_scene(ran("a", "Echo"), runs=[well, *ill, a_run(4)]))] == []
    (again,) = yields(rule, a_scene(ran("a", "Echo"), runs=[well, *ill, a_run(4), a_run(5, "daily8: x")]))
    assert again.key != first[0].key
    assert [*yields(a_rule(When.YIELD, sources=("other",)), a_scene(ran("a", "Echo"), runs=ill))] == []

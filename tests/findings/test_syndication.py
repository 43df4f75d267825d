"""From copies and stories to runs: versions together, merged texts under each story's wire, releases with their source."""

from __future__ import annotations

from crawler.findings.syndication import Syndication, seen_directly
from crawler.provenance.wires.attribution import Attribution, Evidence, EvidenceKind
from tests.factories import a_copy, a_sighting, a_story, at, credited, inferred


def a_run_of(key: str, outlet: str, **changes: object):
    """Return a copy of an outlet that goes by its key."""
    return a_copy(**{"key": key, "outlet": outlet, "outlet_key": outlet, **changes})


def dateline(wire: str, quote: str) -> Attribution:
    """Return what a dateline shows."""
    return Attribution(wire, EvidenceKind.DATELINE, (Evidence(wire, EvidenceKind.DATELINE, quote, 0, len(quote)),))


def test_versions_of_one_outlet_are_one_run():
    """Two versions count as one run that began with the first of them and credits the wire if either does."""
    one, two = a_run_of("1", "a", published=at(30)), a_run_of("2", "a", published=at(0), attribution=credited())
    other = a_run_of("3", "b", published=at(60), story_attribution=inferred())
    known = Syndication.of([one, two, other], [a_story(one, two, other)], frozenset())
    run_a, run_b = known.stories["story-a"]
    assert (run_a.copies, run_a.published, run_a.wire, run_a.credited) == (("1", "2"), at(0), "Reuters", True)
    assert (run_b.wire, run_b.credited) == ("Reuters", False)
    assert known.origin("story-a") == "2"
    assert known.possibly_first("story-a") == ("2",)


def test_a_text_made_of_two_wires_counts_under_each_storys_own():
    """The merged copy credits Reuters only; in the story of AFP it is AFP's words all the same, known from its neighbors."""
    merged = a_run_of("m", "a", attribution=credited("Reuters"))
    reuters, afp = a_run_of("r", "b", attribution=credited("Reuters")), a_run_of("f", "c", attribution=credited("AFP"))
    stories = [a_story(merged, reuters, key="one"), a_story(merged, afp, key="two")]
    known = Syndication.of([merged, reuters, afp], stories, frozenset())
    at_a = {key: next(run for run in runs if run.outlet == "a") for key, runs in known.stories.items()}
    assert {key: (run.wire, run.credited) for key, run in at_a.items()} == {
        "one": ("Reuters", True),
        "two": ("AFP", False),
    }
    profile = next(profile for profile in known.profiles if profile.outlet == "a")
    assert (profile.copies, profile.agency_copies) == (1, 1)


def test_a_copy_in_no_story_is_a_run_by_itself():
    """What ran once counts for the output of its outlet and of its wire."""
    known = Syndication.of([a_run_of("1", "a", attribution=credited("AFP"))], [], frozenset())
    (edge,) = known.flow.edges
    assert (edge.source, edge.target, edge.stories, edge.of_source) == ("AFP", "a", 1, 1.0)


def test_only_a_page_without_relay_is_seen_directly():
    """An aggregator's page dates and shows a copy, but it is not the outlet's."""
    seen = [a_sighting(copy="1"), a_sighting(copy="1", id="s2", relay=None), a_sighting(copy="2", id="s3")]
    assert seen_directly(seen) == {"1"}


def test_a_wires_own_page_is_its_release():
    """The agency's own page gives the time, and it is no outlet that ran its own words."""
    own = a_run_of("w", "Reuters", published=at(0, wide=0), story_attribution=inferred())
    ran = a_run_of("1", "a", published=at(10), attribution=dateline("Reuters", "OLDHAVEN, Nov 21 (Reuters) -"))
    known = Syndication.of([own, ran], [a_story(own, ran)], frozenset())
    release = known.release("story-a")
    assert (release.wire, release.interval, release.source) == ("Reuters", at(0, wide=0), "own page")
    assert [edge.target for edge in known.flow.edges] == ["a"]


def test_a_datelines_day_is_the_release_where_all_agree():
    """Two copies whose datelines name the same day give it; another day is a contradiction, and nothing is stated."""
    copies = [
        a_run_of(str(day), outlet, attribution=dateline("AP", f"OLDHAVEN, Nov {day} (AP) \u2014"))
        for day, outlet in ((20, "a"), (21, "b"), (17, "c"))
    ]
    both = Syndication.of(copies[:2], [a_story(*copies[:2])], frozenset()).release("story-a")
    assert (both.source, both.quote) == ("dateline", "OLDHAVEN, Nov 20 (AP) \u2014")
    assert Syndication.of(copies, [a_story(*copies)], frozenset()).release("story-a") is None


def test_two_wires_give_no_release():
    """Where the copies name different wires nobody's release is the story's."""
    copies = [
        a_run_of("1", "a", attribution=dateline("AP", "X, Nov 20 (AP) -")),
        a_run_of("2", "b", attribution=credited("AFP")),
    ]
    assert Syndication.of(copies, [a_story(*copies)], frozenset()).release("story-a") is None

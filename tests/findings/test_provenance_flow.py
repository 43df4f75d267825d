"""Flow and profiles: first match only, versions counted once, wires' own pages and relays apart, unknown counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.findings.flow import EdgeKind, flow
from crawler.findings.lag import Lag
from crawler.findings.outlet_runs import CopyFacts, Run, first_of
from crawler.findings.profiles import MOST_PAIRED, Pair, profiles, run_lags, shared, too_wide
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.times.order import Order

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def minutes(low: float, high: float | None = None) -> Interval:
    """Return the interval from *low* to *high* minutes after noon; one instant without *high*."""
    end = low if high is None else high
    return Interval(NOON + timedelta(minutes=low), NOON + timedelta(minutes=end), TimeSource.ABSOLUTE)


def a_run(outlet: str, published: Interval | None = None, **changes: object) -> Run:
    """Return an outlet's run of story "s": one copy, named after the outlet."""
    fields: dict[str, object] = {"story": "s", "outlet": outlet, "copies": (f"{outlet}-1",), "published": published}
    return Run(**{**fields, **changes})  # type: ignore[arg-type]


def facts_of(stories: dict[str, list[Run]], **changes: object) -> list[CopyFacts]:
    """Return the copies of some runs, a hundred words each."""
    return [
        CopyFacts(
            key=key, outlet=run.outlet, words=100, published=run.published, wire=run.wire, credited=run.credited,
            own=run.own, direct=run.direct, relays=run.relays,
        )
        for runs in stories.values() for run in runs for key in run.copies
    ]  # fmt: skip


def edges_of(stories: dict[str, list[Run]]) -> set[tuple[str, str, str, int]]:
    """Return the flow of some stories as (kind, source, target, stories)."""
    found = flow(facts_of(stories), stories).edges
    return {(edge.kind.value, edge.source, edge.target, edge.stories) for edge in found}


FLOWS = {
    "a known wire is everyone's source, whoever was first": (
        [a_run("a", minutes(0), wire="AFP"), a_run("b", minutes(9), wire="AFP")],
        {("wire", "AFP", "a", 1), ("wire", "AFP", "b", 1)}, 0,
    ),
    "no wire: the surely first outlet, and no chain": (
        [a_run("a", minutes(0)), a_run("b", minutes(5)), a_run("c", minutes(9))],
        {("first", "a", "b", 1), ("first", "a", "c", 1)}, 1,
    ),
    "no wire and an overlap in front: nobody can tell": (
        [a_run("a", minutes(0, 3)), a_run("b", minutes(2, 4)), a_run("c", minutes(9))], set(), 3,
    ),
    "an unknown time may be the first": ([a_run("a", minutes(0)), a_run("b", minutes(5)), a_run("c")], set(), 3),
    "a wire's own page is no outlet of its": (
        [a_run("afp", minutes(0), wire="AFP", own=True), a_run("b", minutes(5), wire="AFP")], {("wire", "AFP", "b", 1)}, 0,
    ),
    "two wires: each run under its own": (
        [a_run("a", minutes(0), wire="AFP"), a_run("b", minutes(9), wire="dpa")],
        {("wire", "AFP", "a", 1), ("wire", "dpa", "b", 1)}, 0,
    ),
    "a copy without an outlet is no target, but it can be first": (
        [a_run("", minutes(0), copies=("x",)), a_run("b", minutes(5))], set(), 1,
    ),
    "versions at one outlet alone go nowhere": ([a_run("a", minutes(0), copies=("a-1", "a-2"))], set(), 0),
    "a relay shows what came to the outlet": (
        [a_run("a", minutes(0), wire="AFP", relays=("Daily8",))], {("wire", "AFP", "a", 1), ("relay", "a", "Daily8", 1)}, 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "expected", "unknown"), FLOWS.values(), ids=FLOWS.keys())
def test_every_run_has_at_most_one_source(runs, expected, unknown) -> None:
    """The wire where one is known, else the outlet that was surely first of all, else none, and that is counted."""
    assert edges_of({"s": runs}) == expected
    assert flow(facts_of({"s": runs}), {"s": runs}).unknown == unknown


def test_shares_are_of_what_was_seen_with_and_without_relays() -> None:
    """Of four stories of a wire an outlet ran three, two seen on its own pages; of its five copies four are that wire's."""
    afp = {"wire": "AFP", "credited": True}
    stories = {
        "1": [a_run("a", minutes(0), copies=("1a", "1b"), direct=True, **afp)],
        "2": [a_run("a", minutes(0), copies=("2a",), direct=True, **afp)],
        "3": [a_run("a", minutes(0), copies=("3a",), wire="AFP", relays=("Daily8",))],
        "4": [a_run("b", minutes(0), copies=("4b",), **afp)],
        "5": [a_run("a", minutes(0), copies=("5a",), direct=True)],
    }
    edges = {(edge.kind, edge.target): edge for edge in flow(facts_of(stories), stories).edges}
    ran = edges[EdgeKind.WIRE, "a"]
    assert (ran.stories, ran.copies, ran.credited, ran.inferred, ran.direct) == (3, 4, 2, 1, 2)
    assert (ran.of_source, ran.of_target) == (3 / 4, 4 / 5)
    assert (ran.direct_of_source, ran.direct_of_target) == (2 / 4, 3 / 4)
    assert edges[EdgeKind.WIRE, "b"].direct_of_target is None
    shown = edges[EdgeKind.RELAY, "Daily8"]
    assert (shown.copies, shown.of_source, shown.of_target, shown.direct_of_source) == (1, 1 / 4, 1, None)


def test_a_run_begins_with_the_first_of_its_copies() -> None:
    """The first of two versions lies before the end of either; where one has no time, nobody knows."""
    first = first_of([minutes(5, 9), minutes(0, 20)])
    assert (first.earliest, first.latest) == (minutes(0, 9).earliest, minutes(0, 9).latest)
    assert first_of([minutes(5), None]) is None
    assert first_of([]) is None


ORDERS = {
    "one surely first": ({"a": minutes(0), "b": minutes(1, 5), "c": minutes(2, 9)}, "first later later"),
    "two may be, the third is surely not": ({"a": minutes(0, 4), "b": minutes(1, 5), "c": minutes(9)}, "? ? later"),
    "one without a time": ({"a": minutes(0), "b": minutes(5), "c": None}, "? later ?"),
    "nobody has a time": ({"a": None, "b": None}, "? ?"),
}
WORDS = {"first": Order.SURELY_FIRST, "later": Order.SURELY_LATER, "?": Order.CANNOT_TELL}


@pytest.mark.parametrize(("times", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_first_runs_are_counted_with_what_nobody_can_tell(times, expected) -> None:
    """Every run of a shared story is surely first, surely later, or cannot be told; the three add up."""
    stories = {"s": [a_run(outlet, published) for outlet, published in times.items()]}
    assert [entry.order for entry in run_lags(stories)] == [WORDS[word] for word in expected.split()]
    for profile in profiles(facts_of(stories), stories):
        assert profile.first + profile.later + profile.cannot_tell == profile.stories == 1


def test_a_wires_own_page_starts_the_clock_but_is_no_rival() -> None:
    """The outlet is the first outlet, and ten minutes behind the wire."""
    stories = {"s": [a_run("afp", minutes(0), wire="AFP", own=True), a_run("a", minutes(10)), a_run("b", minutes(30))]}
    a, b = run_lags(stories)
    assert (a.outlet, a.order, a.lag) == ("a", Order.SURELY_FIRST, Lag(timedelta(minutes=10), timedelta(minutes=10)))
    assert b.lag == Lag(timedelta(minutes=30), timedelta(minutes=30))


def test_a_profile_says_what_an_outlet_is_made_of() -> None:
    """Agency copy by wire, credited or not, in copies and words; copies of unknown time; lags only where both ends are known."""
    stories = {
        "1": [
            a_run("a", minutes(10), copies=("1a",), wire="AFP", credited=True),
            a_run("b", minutes(0), copies=("1b",)),
        ],
        "2": [a_run("a", None, copies=("2a",), wire="dpa"), a_run("b", minutes(0), copies=("2b",))],
        "3": [a_run("a", minutes(0), copies=("3a",))],
    }
    a = next(profile for profile in profiles(facts_of(stories), stories) if profile.outlet == "a")
    assert (a.copies, a.words, a.agency_copies, a.agency_words, a.credited, a.undated) == (3, 300, 2, 200, 1, 1)
    assert [(share.wire, share.copies, share.credited) for share in a.by_wire] == [("AFP", 1, 1), ("dpa", 1, 0)]
    assert (a.stories, a.first, a.later, a.cannot_tell) == (2, 0, 1, 1)
    assert a.lags == (a.median_lag,) == (Lag(timedelta(minutes=10), timedelta(minutes=10)),)
    assert a.pairs == (Pair("b", 2, 0, 1, 1),)


def test_a_story_of_one_outlet_is_not_shared() -> None:
    """Versions, a copy nobody named and the wire's own page make no second outlet."""
    alone = [a_run("a", minutes(0)), a_run("", minutes(1), copies=("x",)), a_run("afp", minutes(2), own=True)]
    assert shared({"s": alone}) == {}
    assert run_lags({"s": alone}) == ()


def test_many_outlets_are_ordered_but_not_paired() -> None:
    """Beyond the limit each outlet is still first or later; pairs, which grow with the square, are left out and counted."""
    runs = [a_run(f"o{number:03}", minutes(number)) for number in range(MOST_PAIRED + 1)]
    found = profiles(facts_of({"s": runs}), {"s": runs})
    assert sum(profile.first for profile in found) == 1
    assert sum(profile.later for profile in found) == MOST_PAIRED
    assert {profile.pairs for profile in found} == {()}
    assert too_wide({"s": runs}) == 1
    assert too_wide({"s": runs[1:]}) == 0

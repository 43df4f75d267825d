"""When a page is due again: growing pauses, changes, age, and the reasons to stop. No clock, no store."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from crawler.errors import SourceError
from crawler.sources.revisit import Revisit, Standing, Stop, VisitResult
from tests.factories import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def looks(policy: Revisit, found: VisitResult, *, most: int = 40, **begun: object) -> tuple[list[float], Stop | None]:
    """Return the hours after NOON at which a page is looked at that always gives the same answer, and why that ends."""
    standing = policy.first_standing(first_seen_at=NOON, **begun)  # type: ignore[arg-type]
    at: list[float] = []
    while len(at) < most:
        due = policy.next_visit(standing)
        if isinstance(due, Stop):
            return at, due
        at.append((due - NOON) / HOUR)
        standing = policy.after(standing, found, at=due)
    return at, None


def test_a_page_that_stays_as_it_is_is_looked_at_ever_more_seldom_and_given_up() -> None:
    """Nine tenths of 1 h, 3 h, 9 h, 27 h, 81 h, 10 d, and 30 d twice; then it has been the same for long enough."""
    at, stop = looks(Revisit(), VisitResult.UNCHANGED)
    pauses = [round((after - before) / 0.9) for before, after in pairwise([0.0, *at])]
    assert pauses == [1, 3, 9, 27, 81, 243, 720, 720]
    assert stop is Stop.UNCHANGED


def test_a_page_that_always_changes_is_still_looked_at_ever_more_seldom() -> None:
    """Never before a tenth of its age has passed: a widget that changes at every view costs some sixty looks, not two thousand."""
    at, stop = looks(Revisit(), VisitResult.CHANGED, most=500)
    assert stop is Stop.OLD
    assert at[:5] == pytest.approx([0.9, 1.8, 2.7, 3.6, 4.5])
    assert len(at) < 100
    assert at[-1] < 90 * 24


def test_a_change_shortens_the_pause_by_one_step() -> None:
    """After a change the page is fresher than its age: the pause shrinks by the factor, never below the first."""
    policy = Revisit()
    standing = Standing(first_seen_at=NOON, looked_at=NOON + DAY, steps=3)
    changed = policy.after(standing, VisitResult.CHANGED, at=NOON + 2 * DAY)
    assert (policy.pause(standing.steps), policy.pause(changed.steps)) == (27 * HOUR, 9 * HOUR)
    assert policy.after(Standing(first_seen_at=NOON, looked_at=NOON), VisitResult.CHANGED, at=NOON).steps == 0
    tired = Standing(first_seen_at=NOON, looked_at=NOON, steps=7)
    assert policy.pause(policy.after(tired, VisitResult.CHANGED, at=NOON).steps) < policy.longest


@pytest.mark.parametrize(
    ("age", "first_pause"),
    [
        pytest.param(timedelta(0), 1, id="new"),
        pytest.param(timedelta(minutes=50), 1, id="an hour old"),
        pytest.param(5 * HOUR, 9, id="five hours old"),
        pytest.param(4 * DAY, 243, id="four days old"),
        pytest.param(-2 * HOUR, 1, id="stated in the future"),
        pytest.param(None, 1, id="no time known"),
    ],
)
def test_a_page_that_was_old_when_it_was_found_waits_longer(age: timedelta | None, first_pause: int) -> None:
    """An article of last week is not likely to change within the hour."""
    policy = Revisit()
    standing = policy.first_standing(first_seen_at=NOON, published_by=None if age is None else NOON - age)
    assert policy.pause(standing.steps) == first_pause * HOUR


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        pytest.param({"gone": 3, "steps": 4}, Stop.GONE, id="gone three times in a row"),
        pytest.param({"steps": 8}, Stop.UNCHANGED, id="the same twice at the longest pause"),
        pytest.param({"steps": 8, "gone": 1}, NOON + 27 * DAY, id="gone once: whether it comes back is worth a look"),
        pytest.param({"published_by": NOON - 100 * DAY}, Stop.OLD, id="too old"),
        pytest.param({"steps": 2}, NOON + 9 * HOUR * 0.9, id="due"),
        pytest.param({"published_by": NOON - 10 * DAY}, NOON + DAY * 0.9, id="a tenth of its age"),
    ],
)
def test_stop_rules_and_due_moments(standing: dict[str, object], expected: object) -> None:
    """Each reason to stop by itself, and the moment when there is none."""
    assert Revisit().next_visit(Standing(first_seen_at=NOON, looked_at=NOON, **standing)) == expected  # type: ignore[arg-type]


def test_a_failure_says_nothing_of_the_page() -> None:
    """The pause stays as it is: neither unchanged nor gone."""
    standing = Standing(first_seen_at=NOON, looked_at=NOON, steps=2, gone=1)
    failed = Revisit().after(standing, VisitResult.FAILED, at=NOON + HOUR)
    assert (failed.steps, failed.gone, failed.looked_at) == (2, 1, NOON + HOUR)


def test_a_page_that_is_there_again_is_not_gone_any_more() -> None:
    """Only looks in a row count."""
    standing = Standing(first_seen_at=NOON, looked_at=NOON, steps=2, gone=2)
    assert Revisit().after(standing, VisitResult.UNCHANGED, at=NOON).gone == 0


def test_a_page_that_was_given_up_is_looked_at_when_linked_after_the_longest_pause() -> None:
    """A front page that links an old page all year costs one request a month."""
    policy = Revisit()
    old = Standing(first_seen_at=NOON - 200 * DAY, looked_at=NOON)
    assert policy.next_visit_when_linked(old) == NOON + policy.longest
    fresh = Standing(first_seen_at=NOON, looked_at=NOON)
    assert policy.next_visit_when_linked(fresh) == policy.next_visit(fresh)


@pytest.mark.parametrize(
    ("policy", "pauses"),
    [
        pytest.param(Revisit(factor=1, first=2 * HOUR), [2, 2, 2], id="always the same"),
        pytest.param(
            Revisit(factor=3, first=HOUR, longest=9 * HOUR), [1, 3, 9, 9], id="the longest is a power of the factor"
        ),
        pytest.param(Revisit(factor=2, first=HOUR, longest=HOUR), [1, 1], id="first and longest alike"),
        pytest.param(Revisit(factor=100, longest=DAY), [1, 24, 24], id="one big step"),
    ],
)
def test_pauses_grow_by_the_factor_up_to_the_longest(policy: Revisit, pauses: list[int]) -> None:
    """No rounding makes a step too many."""
    assert [policy.pause(step) / HOUR for step in range(len(pauses))] == pauses
    assert policy.top == max(0, len(set(pauses)) - 1)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"factor": 0.5}, "factor"),
        ({"factor": float("nan")}, "factor"),
        ({"first": timedelta(0)}, "first"),
        ({"longest": timedelta(minutes=1)}, "longest"),
        ({"max_age": timedelta(days=99999)}, "max_age"),
        ({"max_unchanged": 0}, "max_unchanged"),
        ({"max_pages": 0}, "max_pages"),
    ],
)
def test_what_cannot_be_a_policy_is_refused_with_its_key(wrong: dict[str, object], key: str) -> None:
    """The value checks itself; the error names the key of the sources file."""
    with pytest.raises(SourceError) as error:
        Revisit(**wrong)  # type: ignore[arg-type]
    assert error.value.key == (key,)

"""When a source is due: pure, from its schedule, its last run and the present moment."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.sources.due import next_run, next_runs
from crawler.sources.runs import FINISHED, INTERRUPTED, STOPPED, Run
from crawler.sources.schedule import Schedule
from crawler.sources.source import Source

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_source(name: str = "echo", schedule: str | None = "every 1h", **changes) -> Source:
    """A source with a schedule."""
    given = {"urls": ("https://echo.example/",), "schedule": Schedule(schedule) if schedule else None}
    return Source(name=name, **given | changes)


def a_run(started_at: datetime, *, key: str = "echo", outcome: str | None = FINISHED) -> Run:
    """A run of ten minutes."""
    ended = started_at + timedelta(minutes=10) if outcome else None
    return Run(
        id=1, key=key, source=key, started_at=started_at, finished_at=ended, beat_at=started_at, holder="desk:1",
        outcome=outcome, exit_code=0, settings="",
    )  # fmt: skip


def at(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("schedule", "last", "due"),
    [
        pytest.param("every 1h", "2026-11-23T11:30:00Z", "2026-11-23T12:30:00Z", id="interval from the last start"),
        pytest.param("every 1h", "2026-11-20T03:00:00Z", "2026-11-20T04:00:00Z", id="missed for days: due, once"),
        pytest.param("*/15 * * * *", "2026-11-23T12:00:02Z", "2026-11-23T12:15:00Z", id="cron after the last start"),
        pytest.param("*/15 * * * *", "2026-11-23T12:07:00Z", "2026-11-23T12:15:00Z", id="cron after a run by hand"),
        pytest.param("0 3 * * 1", "2026-11-23T03:00:00Z", "2026-11-30T03:00:00Z", id="weekly"),
    ],
)
def test_the_next_run_follows_from_the_last(schedule, last, due):
    """Only the last run is needed, so a restart changes nothing."""
    assert next_run(Schedule(schedule), a_run(at(last)), zone=None, known_since=NOON) == at(due)


def test_missed_runs_are_made_up_for_by_one():
    """After a night without the scheduler an hourly source is due once, and then an hour later."""
    source = a_source(schedule="0 * * * *")
    (due,) = next_runs([source], {"echo": a_run(at("2026-11-23T02:00:01Z"))}, known_since={}, now=NOON)
    assert due.at == at("2026-11-23T03:00:00Z")
    (due,) = next_runs([source], {"echo": a_run(NOON)}, known_since={}, now=NOON)
    assert due.at == NOON + timedelta(hours=1)


def test_a_source_that_never_ran():
    """An interval begins at once, a cron line waits for its time, counted from when its schedule was first seen."""
    assert next_run(Schedule("every 1d"), None, zone=None, known_since=NOON) == NOON
    assert next_run(Schedule("0 3 * * *"), None, zone=None, known_since=NOON) == at("2026-11-24T03:00:00Z")
    seen = {"echo": NOON - timedelta(days=2)}
    (due,) = next_runs([a_source(schedule="0 3 * * *")], {}, known_since=seen, now=NOON)
    assert due.at == at("2026-11-22T03:00:00Z")


@pytest.mark.parametrize("outcome", [INTERRUPTED, STOPPED])
@pytest.mark.parametrize("schedule", ["every 1d", "0 3 * * *"])
def test_a_run_that_was_cut_off_is_taken_up_soon_but_not_at_once(outcome, schedule):
    """Five minutes after its start: what is left of it must not wait a day, and a crash must not loop."""
    found = next_run(Schedule(schedule), a_run(NOON, outcome=outcome), zone=None, known_since=NOON)
    assert found == NOON + timedelta(minutes=5)


def test_what_runs_or_has_no_schedule_is_not_due():
    """And what is due is told soonest first."""
    sources = [a_source("going"), a_source("late"), a_source("later"), a_source("by-hand", None)]
    last = {
        "going": a_run(NOON - timedelta(days=1), key="going", outcome=None),
        "late": a_run(NOON - timedelta(hours=3), key="late"),
        "later": a_run(NOON - timedelta(hours=2), key="later"),
    }
    assert [due.source.name for due in next_runs(sources, last, known_since={}, now=NOON)] == ["late", "later"]


@pytest.mark.parametrize(
    ("line", "after", "due"),
    [
        pytest.param("0 3 * * *", "2026-11-22T12:00:00Z", "2026-11-23T02:00:00Z", id="winter: an hour before UTC"),
        pytest.param("0 3 * * *", "2026-07-01T12:00:00Z", "2026-07-02T01:00:00Z", id="summer: two hours before UTC"),
        pytest.param("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", id="gap: right after it"),
        pytest.param("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", id="fold: the first time"),
        pytest.param("30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", id="fold: not the second time"),
        pytest.param("30 2 * * *", "2026-10-25T01:10:00Z", "2026-10-26T01:30:00Z", id="fold: started between the two"),
        pytest.param("30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", id="every hour: in both of them"),
        pytest.param("30 * * * *", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", id="every hour: none is left out"),
    ],
)
def test_the_clock_on_the_wall_is_the_sources(line, after, due):
    """Europe/Berlin: 02:00-03:00 is skipped on 29 March 2026 and comes twice on 25 October."""
    found = next_run(Schedule(line), a_run(at(after)), zone="Europe/Berlin", known_since=NOON)
    assert found == at(due)


def test_a_line_that_seldom_comes_is_waited_for_and_one_that_never_does_is_refused():
    """29 February comes, the thirtieth does not."""
    assert next_run(Schedule("0 0 29 2 *"), a_run(NOON), zone=None, known_since=NOON) == at("2028-02-29T00:00:00Z")
    with pytest.raises(ValueError, match="no schedule"):
        Schedule("0 0 30 2 *")

"""The timeline's geometry and the words for times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.provenance.times.interval import Interval, TimeSource
from crawler.reports.build.build import build
from crawler.reports.html.timeline import build_overview, build_timeline
from crawler.reports.wording.words import instant, interval, percent, short_interval
from tests.factories import NOON, a_copy, a_report_input, a_story, at
from tests.reports.report_world import a_world


def _rows(*times):
    copies = [
        a_copy(key=f"c{n}", outlet_key=f"o{n}", outlet=f"Outlet {n}", published=when) for n, when in enumerate(times)
    ]
    return build(a_report_input(copies=copies, stories=(a_story(*copies),))).stories[0].rows


def _day(days: float) -> Interval:
    start = NOON + timedelta(days=days)
    return Interval(start, start + timedelta(hours=1), TimeSource.METADATA)


SPANS = [
    pytest.param((at(0, wide=0), at(0, wide=0)), id="one-instant"),
    pytest.param((at(0), at(3)), id="minutes"),
    pytest.param((at(0), at(400)), id="hours"),
    pytest.param((_day(0), _day(9)), id="days"),
    pytest.param((_day(0), _day(3000)), id="years"),
    pytest.param((Interval(datetime(1, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC), TimeSource.METADATA), at(0)), id="all-of-time"),
    pytest.param((Interval(datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), TimeSource.METADATA),) * 2, id="end-of-time"),
    pytest.param((at(0), None), id="one-undated"),
]  # fmt: skip


@pytest.mark.parametrize("times", SPANS)
def test_everything_stays_inside_the_figure(times):
    """Bars and ticks lie between 0 and 100 percent, ticks in order and few enough for a phone."""
    drawn = build_timeline(_rows(*times))
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in drawn.bars)
    places = [tick.x for tick in drawn.ticks]
    assert places == sorted(places)
    assert len(places) <= 6
    assert all(0 <= x <= 100 for x in places)
    assert len(drawn.bars) + len(drawn.undated) == len(times)


def test_an_exact_time_is_a_tick_and_an_interval_a_bar():
    """Uncertainty is drawn as wide as it is; a bar too narrow to see is widened and marked so."""
    exact, wide, narrow = build_timeline(_rows(at(0, wide=0), at(10, wide=300), at(400, wide=1))).bars
    assert (exact.exact, exact.width) == (True, 0)
    assert wide.width == pytest.approx(300 / 401 * 94, abs=0.01)
    assert (narrow.widened, wide.widened) == (True, False)


def test_bars_keep_the_order_and_the_overlaps_of_their_intervals():
    """Two intervals overlap in the figure exactly when they overlap in time."""
    one, two, three = build_timeline(_rows(at(0, wide=60), at(30, wide=60), at(120, wide=60))).bars
    assert two.x < one.x + one.width
    assert three.x > two.x + two.width


def test_undated_copies_are_listed_apart():
    """A copy without a known time has no bar."""
    drawn = build_timeline(_rows(at(0), None))
    assert [row.outlet for row in drawn.undated] == ["Outlet 1"]
    assert build_timeline(_rows(None, None)).bars == ()


def test_the_overview_puts_all_stories_on_one_axis():
    """Each story has a lane; its dots stand where the story's own copies stand in time."""
    stories = build(a_world()).stories
    drawn = build_overview(stories)
    assert [len(lane) for lane in drawn.lanes] == [sum(bool(row.published) for row in story.rows) for story in stories]
    earliest = [min(dot.x for dot in lane) for lane in drawn.lanes]
    by_time = sorted(range(len(stories)), key=lambda place: stories[place].earliest)
    assert [earliest[place] for place in by_time] == sorted(earliest)


TIMES = [
    pytest.param(None, "time unknown", "time unknown", id="unknown"),
    pytest.param(at(0, wide=0), "21 Nov 2026, 12:00 UTC", "12:00", id="exact"),
    pytest.param(at(0.5, wide=0), "21 Nov 2026, 12:00:30 UTC", "12:00:30", id="exact-seconds"),
    pytest.param(at(-40.5, wide=1), "21 Nov 2026, 11:19:30\u201311:20:30 UTC", "11:19:30\u201311:20:30", id="half-minutes"),
    pytest.param(at(700, wide=60), "21 Nov 2026, 23:40 \u2013 22 Nov 2026, 00:40 UTC", "21 Nov 23:40 \u2013 22 Nov 00:40", id="over-midnight"),
    pytest.param(at(-720, wide=1440), "21 Nov 2026 UTC, hour unknown", "21 Nov 00:00 \u2013 22 Nov 00:00", id="a-day"),
]  # fmt: skip


@pytest.mark.parametrize(("when", "long", "short"), TIMES)
def test_times_are_worded_as_exactly_as_they_are_known(when, long, short):
    """Seconds are printed where an end has any, so that ends that touch read the same."""
    assert (interval(when), short_interval(when)) == (long, short)


SHARES = [(0.0, "0 %"), (1.0, "100 %"), (0.99999, "99.9 %"), (0.00001, "0.1 %"), (0.8712, "87.1 %")]


@pytest.mark.parametrize(("share", "words"), SHARES)
def test_a_share_reads_whole_only_when_it_is(share, words):
    """99.999 % is not "100 %"."""
    assert percent(share) == words


def test_an_unknown_instant_is_said_to_be():
    """None is never now."""
    assert instant(None) == "time unknown"

"""The geometry of a story's timeline: bars for intervals, ticks for exact times, an axis in UTC. Numbers, no markup.

All horizontal places are percentages of the figure's width, so that it fits a phone and a wide screen alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.findings.credit import CREDITED
from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.stories import StoryFinding
from crawler.reports.wording.words import clock, day

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_DAYS = (1, 2, 5, 10, 30, 90, 180, 365, 730, 1825, 3_650, 36_500, 365_000, 1_000_000)
_STEPS = tuple(timedelta(minutes=each) for each in _MINUTES) + tuple(timedelta(days=each) for each in _DAYS)
_DAY = timedelta(days=1)
#: Five labels of five characters fit a phone.
_MOST_TICKS = 5
_MARGIN = 3.0
_NARROWEST = 0.7  # percent: a narrower bar could not be seen; the figure says so
_SHORTEST = timedelta(minutes=10)
_MOST_DOTS = 60
LANES = 4
_APART = 3.4  # percent between two dots of a lane: their round ends


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on the axis; `date` is printed under the first tick and where the day changes."""

    x: float
    label: str
    date: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One copy's interval. `flip` says that its label is set against the bar's right end, for want of room."""

    row: CopyFinding
    x: float
    width: float
    exact: bool
    widened: bool
    flip: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A figure's worth of bars in order of time, the axis, and the copies whose time nobody knows."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    undated: tuple[CopyFinding, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A copy's interval in the overview, from `x` to `end` percent, in one of `LANES` lanes, credited or not."""

    x: float
    end: float
    lane: int
    credited: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """All stories on one axis: the dots of each, in the stories' order."""

    ticks: tuple[Tick, ...]
    lanes: tuple[tuple[Dot, ...], ...]


def build_overview(stories: Sequence[StoryFinding]) -> Overview:
    """Lay out every story's dated copies on one common axis, at most `_MOST_DOTS` of each."""
    dated = [[row for row in story.rows if row.published][:_MOST_DOTS] for story in stories]
    scale = _scale([row for rows in dated for row in rows])
    if scale is None:
        return Overview((), tuple(() for _ in stories))
    return Overview(_ticks(scale), tuple(_dots(rows, scale) for rows in dated))


def build_timeline(rows: Sequence[CopyFinding]) -> Timeline:
    """Lay out *rows* (already sorted by time)."""
    dated = [row for row in rows if row.published]
    undated = tuple(row for row in rows if not row.published)
    scale = _scale(dated)
    if scale is None:
        return Timeline((), (), undated)
    return Timeline(tuple(_bar(row, scale) for row in dated), _ticks(scale), undated)


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def at(self, instant: datetime) -> float:
        """Return the place of *instant* in percent."""
        return _MARGIN + (instant - self.start) / (self.end - self.start) * (100 - 2 * _MARGIN)


def _scale(rows: Sequence[CopyFinding]) -> _Scale | None:
    """Return the scale that holds every dated row, never shorter than `_SHORTEST`."""
    times = [row.published for row in rows if row.published]
    if not times:
        return None
    start, end = min(when.earliest for when in times), max(when.latest for when in times)
    start = min(start, datetime.max.replace(tzinfo=UTC) - _SHORTEST)
    return _Scale(start, max(end, start + _SHORTEST))


def _dots(rows: Sequence[CopyFinding], scale: _Scale) -> tuple[Dot, ...]:
    """Lay the dots of one story into lanes, so that they hide each other only when there are too many."""
    taken = [-_APART] * LANES
    dots: list[Dot] = []
    for row in rows:
        if row.published is None:
            continue
        x, end = scale.at(row.published.earliest), scale.at(row.published.latest)
        free = [lane for lane in range(LANES) if taken[lane] + _APART <= x]
        lane = free[0] if free else min(range(LANES), key=lambda each: (taken[each], each))
        taken[lane] = max(taken[lane], end)
        dots.append(Dot(round(x, 2), round(end, 2), lane, row.credit in CREDITED))
    return tuple(dots)


def _bar(row: CopyFinding, scale: _Scale) -> Bar:
    if row.published is None:
        raise ValueError("a bar needs a time")
    x, end = scale.at(row.published.earliest), scale.at(row.published.latest)
    exact = row.published.earliest == row.published.latest
    width = end - x
    widened = not exact and width < _NARROWEST
    if widened:
        x, width = x - (_NARROWEST - width) / 2, _NARROWEST
    return Bar(row, round(x, 2), round(width, 2), exact, widened, x + width / 2 > 50)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    step = next((step for step in _STEPS if (scale.end - scale.start) / step <= _MOST_TICKS), _STEPS[-1])
    first = -(-(scale.start - _EPOCH) // step)
    ticks: list[Tick] = []
    shown = ""
    for index in range(first, (scale.end - _EPOCH) // step + 1):
        instant = _EPOCH + index * step
        hour, date = (clock(instant), day(instant)[:-5]) if step < _DAY else (day(instant)[:-5], day(instant)[-4:])
        ticks.append(Tick(round(scale.at(instant), 2), hour, date if date != shown else ""))
        shown = date
    return tuple(ticks)

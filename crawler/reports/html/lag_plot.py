"""The geometry of a lag plot: the distribution of lags between its lower and upper bound, as steps. Numbers, no markup.

The axis is piecewise: equal room for 0 to 10 minutes, to 1 hour, to 6 hours, to a day, since most news travels within
hours and some of it for weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from crawler.findings.lag import Lag, Step, at_most, curves
from crawler.findings.profiles import Profile
from crawler.reports.wording.words import span

_STOPS = tuple(timedelta(hours=each) for each in (0, 1 / 6, 1, 6, 24, 168, 720, 8_760))
_LEAST_STOPS = 5
_HEIGHT = 100.0


@dataclass(frozen=True, slots=True)
class Axis:
    """The stops of a plot's axis, common to all plots of a report, with their places in percent of its width."""

    stops: tuple[timedelta, ...]

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Places and labels of the stops."""
        return tuple((self.at(stop), span(stop) if stop else "0") for stop in self.stops)

    def at(self, lag: timedelta) -> float:
        """Return the place of a lag, 0 to 100: linear between two stops; what is beyond the last stands at the end."""
        step = 100 / (len(self.stops) - 1)
        for number, (start, end) in enumerate(zip(self.stops, self.stops[1:], strict=False)):
            if lag <= end:
                return round((number + (lag - start) / (end - start)) * step, 1)
        return 100.0


@dataclass(frozen=True, slots=True)
class Plot:
    """Paths in a box of 100 by 100: the band between the bounds, and its two edges. `within` reads it off in words."""

    band: str
    surely: str
    possibly: str
    runs: int
    within: tuple[tuple[str, Step], ...]


def axis_of(profiles: Iterable[Profile]) -> Axis:
    """Return the axis that holds every lag of *profiles*, at least a day long."""
    longest = max((lag.longest for profile in profiles for lag in profile.lags), default=timedelta(0))
    needed = next((at for at, stop in enumerate(_STOPS) if stop >= longest), len(_STOPS) - 1)
    return Axis(_STOPS[: max(needed + 1, _LEAST_STOPS)])


def lag_plot(lags: Sequence[Lag], axis: Axis) -> Plot:
    """Lay out some lags, of which there must be one."""
    steps = curves(lags)
    possibly = _stairs([(axis.at(step.at), step.possibly / len(lags)) for step in steps])
    surely = _stairs([(axis.at(step.at), step.surely / len(lags)) for step in steps])
    return Plot(
        band=f"M{_path(possibly)}L{_path(surely[::-1])}z",
        surely=f"M{_path(surely)}",
        possibly=f"M{_path(possibly)}",
        runs=len(lags),
        within=tuple((span(stop), at_most(lags, stop)) for stop in axis.stops[1:]),
    )


def _stairs(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of a step function that starts at nothing, drawn downwards from the top."""
    corners = [(0.0, _HEIGHT)]
    at_last = {x: share for x, share in points}  # noqa: C416  # of several steps that are drawn at one place the last
    for x, share in at_last.items():
        y = round(_HEIGHT * (1 - share), 1)
        if y != corners[-1][1]:
            corners += [(x, corners[-1][1]), (x, y)]
    return [*corners, (100.0, corners[-1][1])]


def _path(corners: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g} {y:g}" for x, y in corners)

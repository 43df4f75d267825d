"""When a source is due next, from its schedule and its last run. Pure: the present instant is an argument.

Cron lines follow the clock on the wall of the source's zone (UTC without one), as Debian's cron does: a fixed hour that the
clock skips in spring is run right after the gap, one that comes twice in autumn is run the first time only; lines with
`*` hours go by elapsed time, so nothing is skipped and nothing doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim

from crawler.sources.runs import CUT_OFF, Run
from crawler.sources.schedule import Schedule
from crawler.sources.source import Source

#: A run that was cut off is taken up again after so long from its start, not at its next regular time: soon, but a crawl
#: that kills its process must not be begun again without end.
TAKEN_UP_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Due:
    """When a source is due: `at` is in the past when it is late. However many runs were missed, one is due."""

    source: Source
    at: datetime


def next_runs(
    sources: Iterable[Source], last: Mapping[str, Run], *, known_since: Mapping[str, datetime], now: datetime
) -> list[Due]:
    """Return when each scheduled source is due, soonest first.

    *last* has the newest run of each source; *known_since* says since when a schedule has been looked after, for
    sources that never ran: an interval is then due at once, a cron line at its next time. One that is running is left out.
    """
    upcoming = []
    for source in sources:
        run = last.get(source.name)
        if source.schedule is None or (run is not None and run.finished_at is None):
            continue
        at = next_run(
            source.schedule, run, zone=source.timezone, known_since=min(known_since.get(source.name, now), now)
        )
        if at is not None:
            upcoming.append(Due(source, at))
    return sorted(upcoming, key=lambda due: (due.at, due.source.name))


def next_run(schedule: Schedule, last: Run | None, *, zone: str | None, known_since: datetime) -> datetime | None:
    """Return the first instant after the last run at which a source is due; None for a cron line that never comes."""
    if last is None:
        return known_since if schedule.every else _cron(schedule.text, known_since, zone)
    regular = last.started_at + schedule.every if schedule.every else _cron(schedule.text, last.started_at, zone)
    if last.outcome in CUT_OFF:
        soon = last.started_at + TAKEN_UP_AFTER
        return min(regular, soon) if regular else soon
    return regular


def _cron(line: str, after: datetime, zone: str | None) -> datetime | None:
    """Return the first time of a cron line that is really later: in the second of two equal hours cronsim starts from the first."""
    for at in CronSim(line, after.astimezone(ZoneInfo(zone) if zone else UTC)):
        if at.astimezone(UTC) > after:
            return at.astimezone(UTC)
    return None

"""Schedules for other programs: crontab lines, and service and timer units of systemd. Text only; nothing is installed.

Both start `wiretrace crawl NAME` for one source. What they cannot say as the schedule does is said in a comment or refused.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from cronsim import CronSim

from crawler.errors import NoEquivalent
from crawler.sources.schedule import Schedule
from crawler.sources.source import Source

_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001  # what a line means depends on no day
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def crontab(sources: Iterable[Source], command: Sequence[str], folder: str) -> str:
    """Return crontab lines, each for one source, to be run in *folder*. Raises NoEquivalent."""
    lines = ["# Printed by `wiretrace schedule print --cron`; install with: crontab -e"]
    zone = None
    for source in sorted(sources, key=lambda source: (source.timezone or "UTC", source.name)):
        if source.schedule is None:
            continue
        if zone != (source.timezone or "UTC"):
            zone = source.timezone or "UTC"
            lines.append(f"CRON_TZ={zone}")
        call = f"cd {shlex.quote(folder)} && {shlex.join([*command, source.name])}"
        lines.append(f"{_cron_line(source.schedule)} {_cron_quoted(call)}")
    return "\n".join(lines) + "\n"


def systemd_units(source: Source, command: Sequence[str], folder: str) -> dict[str, str]:
    """Return the service and the timer of one source by the name of their files. Raises NoEquivalent."""
    if source.schedule is None:
        raise NoEquivalent(f"{source.name} has no schedule")
    name = f"wiretrace-{source.name}"
    service = [
        "[Unit]",
        f"Description=Wiretrace: crawl {source.name}",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={_path_quoted(folder)}",
        f"ExecStart={' '.join(map(_unit_quoted, [*command, source.name]))}",
        "KillSignal=SIGTERM",
        "TimeoutStopSec=90",
    ]
    timer = [
        "[Unit]",
        f"Description=Wiretrace: when to crawl {source.name}",
        "",
        "[Timer]",
        *_timer_lines(source.schedule, source.timezone or "UTC"),
        f"Unit={name}.service",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return {f"{name}.service": "\n".join(service) + "\n", f"{name}.timer": "\n".join(timer) + "\n"}


def _cron_line(schedule: Schedule) -> str:
    """Return the five fields. Cron counts within the hour and the day: an interval must part them evenly."""
    if schedule.every is None:
        return " ".join(schedule.text.split())
    minutes = int(schedule.every / timedelta(minutes=1))
    if minutes < 60 and 60 % minutes == 0:
        return f"*/{minutes} * * * *" if minutes > 1 else "* * * * *"
    hours, rest = divmod(minutes, 60)
    if rest == 0 and hours < 24 and 24 % hours == 0:
        return f"0 */{hours} * * *" if hours > 1 else "0 * * * *"
    if minutes == 24 * 60:
        return "0 0 * * *"
    raise NoEquivalent(
        f'cron has no "{schedule.text}": it parts the hour or the day evenly (every 15m, 20m, 6h, 1d); use --systemd or `wiretrace schedule run`'
    )


def _timer_lines(schedule: Schedule, zone: str) -> list[str]:
    if schedule.every is not None:
        seconds = int(schedule.every.total_seconds())
        return ["OnBootSec=2min", f"OnUnitActiveSec={seconds}s", "AccuracySec=1s"]
    return [f"OnCalendar={calendar} {zone}" for calendar in _calendars(schedule.text)] + [
        "Persistent=true",
        "AccuracySec=1s",
    ]


def _calendars(line: str) -> list[str]:
    """Return a cron line as calendar events. Where day and weekday are both given, either will do, as in cron: two events."""
    fields = CronSim(line, _ANY_DAY)
    if any(not isinstance(day, int) or day < 0 for day in (*fields.days, *fields.weekdays)):
        raise NoEquivalent(f'systemd has no "{line}": L and # are cron\'s own; use --cron or `wiretrace schedule run`')
    month, hour, minute = (_listed(values, all_of) for values, all_of in (
        (fields.months, range(1, 13)), (fields.hours, range(24)), (fields.minutes, range(60)),
    ))  # fmt: skip
    days = _listed(fields.days, range(1, 32))
    weekdays = sorted({(day - 1) % 7 for day in fields.weekdays if isinstance(day, int)})
    named = "" if len(weekdays) == 7 else ",".join(_DAYS[day] for day in weekdays) + " "
    time = f"{hour}:{minute}:00"
    if named and days != "*" and not fields.day_and:
        return [f"*-{month}-{days} {time}", f"{named}*-{month}-* {time}"]
    return [f"{named}*-{month}-{days} {time}"]


def _listed(values: Iterable[object], span: range) -> str:
    numbers = sorted(value for value in values if isinstance(value, int))
    return "*" if numbers == list(span) else ",".join(f"{number:02}" for number in numbers)


def _cron_quoted(command: str) -> str:
    """In a crontab an unescaped % is a line's end, whatever quotes are around it."""
    if "\n" in command or "\r" in command:
        raise NoEquivalent("a crontab line cannot hold a line break")
    return command.replace("%", "\\%")


def _unit_quoted(word: str) -> str:
    """Quote a word of ExecStart: % and $ are systemd's, too."""
    if any(ord(letter) < 32 for letter in word):
        raise NoEquivalent("a unit file cannot hold a control character")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _path_quoted(path: str) -> str:
    """Escape a path that stands alone in its line, without quotes: only % means something in it."""
    if any(ord(letter) < 32 for letter in path):
        raise NoEquivalent("a unit file cannot hold a control character")
    return path.replace("%", "%%")

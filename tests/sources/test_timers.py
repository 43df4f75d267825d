"""`wiretrace schedule print`: crontab lines and systemd units that mean what the schedule says, whatever the names are."""

import shlex
import shutil
import subprocess

import pytest

from crawler.errors import NoEquivalent
from crawler.sources.schedule import Schedule
from crawler.sources.source import Source
from crawler.sources.timers import crontab, systemd_units
from tests.command import wiretrace

FILE = """
[source.front]
kind = "page"
urls = ["https://news.example/en/"]
schedule = "*/30 6-22 * * 1-5"
timezone = "Europe/Berlin"

[source.feed]
kind = "feed"
urls = ["https://news.example/feed.xml"]
schedule = "every 45m"

[source.by-hand]
kind = "page"
urls = ["https://news.example/other"]
"""
COMMAND = ["/opt/news desk/100%/wiretrace", "crawl", "--store", "sqlite:////srv/a $HOME.db"]


def a_source(schedule: str, *, timezone: str | None = None) -> Source:
    """A source that is due so."""
    return Source(name="echo", urls=("https://echo.example/",), schedule=Schedule(schedule), timezone=timezone)


def lines(schedule: str, **more: str) -> list[str]:
    """The timer's own lines."""
    timer = systemd_units(a_source(schedule, **more), COMMAND, "/srv")["wiretrace-echo.timer"]
    return [line for line in timer.splitlines() if line.startswith("On")]


@pytest.mark.parametrize(
    ("schedule", "fields"),
    [
        ("every 1m", "* * * * *"),
        ("every 15m", "*/15 * * * *"),
        ("every 60m", "0 * * * *"),
        ("every 6h", "0 */6 * * *"),
        ("every 24h", "0 0 * * *"),
        ("every 1d", "0 0 * * *"),
        ("5  3 * *  1", "5 3 * * 1"),
    ],
)
def test_a_crontab_line_means_the_schedule(schedule, fields):
    """Intervals that part the hour or the day; cron lines as they are, in the zone of the source."""
    head, zone, line = crontab([a_source(schedule, timezone="Europe/Berlin")], COMMAND, "/srv").splitlines()
    assert head.startswith("#")
    assert zone == "CRON_TZ=Europe/Berlin"
    assert line.startswith(f"{fields} cd /srv && ")


@pytest.mark.parametrize("schedule", ["every 45m", "every 7h", "every 2d", "every 90m"])
def test_what_cron_cannot_say_is_refused(schedule):
    """Cron would start over with each hour or day; systemd can count."""
    with pytest.raises(NoEquivalent, match="--systemd"):
        crontab([a_source(schedule)], COMMAND, "/srv")
    assert "OnUnitActiveSec" in lines(schedule)[1]


def test_a_crontab_command_survives_the_shell_and_cron():
    """Cron turns an unescaped percent sign into a line's end; the shell gets each word back as it was."""
    line = crontab([a_source("every 1h")], COMMAND, "/srv/it's here").splitlines()[-1]
    command = line.split(" ", 5)[5]
    assert "%" not in command.replace("\\%", "")
    assert shlex.split(command.replace("\\%", "%")) == ["cd", "/srv/it's here", "&&", *COMMAND, "echo"]
    with pytest.raises(NoEquivalent, match="line break"):
        crontab([a_source("every 1h")], COMMAND, "/srv\n* * * * * evil")


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("every 45m", ["OnBootSec=2min", "OnUnitActiveSec=2700s"]),
        ("0 3 * * *", ["OnCalendar=*-*-* 03:00:00 UTC"]),
        ("*/20 * * * *", ["OnCalendar=*-*-* *:00,20,40:00 UTC"]),
        ("0 3 * * 1-5", ["OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 03:00:00 UTC"]),
        ("0 3 * * 0", ["OnCalendar=Sun *-*-* 03:00:00 UTC"]),
        ("0 3 1,15 2 *", ["OnCalendar=*-02-01,15 03:00:00 UTC"]),
        ("0 3 13 * 5", ["OnCalendar=*-*-13 03:00:00 UTC", "OnCalendar=Fri *-*-* 03:00:00 UTC"]),
    ],
)
def test_a_timer_means_the_schedule(schedule, expected):
    """Day and weekday together mean either, as in cron: two events."""
    assert lines(schedule) == expected


@pytest.mark.parametrize("schedule", ["0 3 L * *", "0 3 * * 1#2"])
def test_what_systemd_cannot_say_is_refused(schedule):
    """The last day of a month and the second Monday are cron's."""
    with pytest.raises(NoEquivalent, match="--cron"):
        systemd_units(a_source(schedule), COMMAND, "/srv")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
@pytest.mark.parametrize(
    "schedule", ["every 45m", "*/30 6-22 * * 1-5", "0 3 13 * 5"], ids=["interval", "cron", "two events"]
)
def test_systemd_reads_the_units_as_they_are_meant(tmp_path, schedule):
    """systemd-analyze finds no fault in the files, and understands every calendar event."""
    program = tmp_path / "news desk 100%"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    units = systemd_units(a_source(schedule, timezone="Europe/Berlin"), [str(program), *COMMAND[1:]], str(tmp_path))
    for name, text in units.items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "wiretrace-echo" not in done.stderr, done.stderr
    for line in units["wiretrace-echo.timer"].splitlines():
        if line.startswith("OnCalendar="):
            event = line.removeprefix("OnCalendar=")
            assert (
                subprocess.run(["systemd-analyze", "calendar", event], check=False, capture_output=True).returncode == 0
            ), event


@pytest.mark.slow
def test_the_command_prints_what_can_be_installed(tmp_path):
    """Sources with a schedule only; the store and the sources file by their whole path."""
    (tmp_path / "sources.toml").write_text(FILE)
    done = wiretrace("schedule", "print", "--systemd", "--out", "units", cwd=tmp_path)
    assert done.code == 0, done.err
    names = sorted(path.name for path in (tmp_path / "units").iterdir())
    assert names == [f"wiretrace-{name}.{kind}" for name in ("feed", "front") for kind in ("service", "timer")]
    service = (tmp_path / "units" / "wiretrace-feed.service").read_text()
    assert f'"sqlite:///{tmp_path / "wiretrace.db"}" "feed"' in service
    assert f'"{tmp_path / "sources.toml"}"' in service
    refused = wiretrace("schedule", "print", "--cron", cwd=tmp_path)
    assert (refused.code, refused.out) == (1, "")
    assert "every 45m" in refused.err
    assert wiretrace("schedule", "print", cwd=tmp_path).code == 2

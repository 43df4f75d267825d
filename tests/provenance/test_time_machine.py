"""Times are the same on every machine: any zone, locale and hash seed, clock changes, and hostile lines in linear time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.provenance.times.declared import parse_declared_time
from crawler.provenance.times.printed import looks_like_time, parse_printed_time, split_time
from crawler.provenance.times.urls import day_in_url

_READ_ALL = """
from datetime import UTC, datetime
from crawler.provenance.times.declared import parse_declared_time
from crawler.provenance.times.urls import day_in_url
from crawler.provenance.times.printed import parse_printed_time
from tests.provenance.time_wordings import WORDINGS
texts = [text for row in WORDINGS.values() for text in row.split("|")]
texts += ["03/04/2025", "23 avril 2025 à 14:05", "Yesterday", "Fri", "İ 5 MIN", "20 KASIM 2026", "29-03-2026 02:30", "Nov 21, 2026, 2:05 PM EST"]
fetched = datetime(2026, 11, 22, 12, tzinfo=UTC)
for text in texts:
    for zone in (None, "Europe/Istanbul", "America/New_York"):
        print(ascii(parse_printed_time(text, fetched_at=fetched, timezone=zone)))
for text in ("2026-11-20T14:05:00", "Fri, 20 Nov 2026 14:05:00 GMT", "20 Nov 2026 14:05:00", "2026-11-20"):
    print(parse_declared_time(text))
print(day_in_url("https://tide.example/2026/nov/20/x"))
"""
MACHINES = {
    "Istanbul, Turkish": {"TZ": "Europe/Istanbul", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    "Line Islands, C": {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
    "Arabic digits, negative zone": {"TZ": "America/St_Johns", "LANG": "ar_EG.UTF-8", "LC_TIME": "ar_EG.UTF-8", "PYTHONHASHSEED": "3"},
    "nonsense": {"TZ": ":no/such", "LANG": "xx_XX", "PYTHONHASHSEED": "4"},
}  # fmt: skip


def read_all(machine: dict[str, str]) -> str:
    """Read some thousand times in a process of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "TZ", "PYTHONHASH"))}
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL], env=kept | machine, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.slow
def test_every_machine_reads_the_same() -> None:
    """Not a byte depends on the machine's zone, language or hash seed."""
    here = read_all({"TZ": "UTC", "LANG": "en_US.UTF-8", "PYTHONHASHSEED": "0"})
    assert here.count("Interval(") > 3000
    for name, machine in MACHINES.items():
        assert read_all(machine) == here, name


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "Europe/Dublin"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ZONES)
def test_a_printed_local_time_holds_the_instant_it_was_printed_at(name: str) -> None:
    """Every three hours of two years, across gaps and folds: what a clock in the zone shows is read back to hold the instant."""
    zone, fetched = ZoneInfo(name), datetime(2027, 1, 1, tzinfo=UTC)
    moment = datetime(2025, 1, 1, 0, 30, tzinfo=UTC)
    while moment < fetched - timedelta(days=1):
        local = moment.astimezone(zone)
        read = parse_printed_time(f"{local:%Y-%m-%d %H:%M}", fetched_at=fetched, timezone=name)
        assert read.interval is not None
        assert read.interval.earliest <= moment <= read.interval.latest, local
        assert read.interval.width <= timedelta(hours=1, minutes=1)
        moment += timedelta(hours=3)


@pytest.mark.parametrize(
    ("name", "day"),
    [("Europe/Berlin", "2026-10-25"), ("America/New_York", "2026-11-01"), ("Australia/Lord_Howe", "2026-04-05")],
)
def test_every_minute_of_a_night_that_repeats_itself(name: str, day: str) -> None:
    """Where the clock is set back, each minute shown twice spans both instants."""
    zone, fetched = ZoneInfo(name), datetime(2027, 1, 1, tzinfo=UTC)
    start = datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(UTC)
    shown: dict[str, list[datetime]] = {}
    for minute in range(5 * 60):
        moment = start + timedelta(minutes=minute)
        shown.setdefault(f"{moment.astimezone(zone):%d-%m-%Y %H:%M}", []).append(moment)
    assert any(len(moments) == 2 for moments in shown.values())
    for text, moments in shown.items():
        read = parse_printed_time(text, fetched_at=fetched, timezone=name, date_order="DMY")
        assert read.interval is not None
        assert all(read.interval.earliest <= moment < read.interval.latest for moment in moments), text


HOSTILE = {
    "digits": "1" * 300_000,
    "slashes": "/" * 300_000,
    "dates": "2026/11/21/" * 30_000,
    "spaces": " " * 300_000 + "ago",
    "phrases": "an hour ago " * 30_000,
    "labels": "Updated " * 40_000,
    "months": "nov-" * 80_000,
    "marks": "2025-" * 70_000,
    "another script": "\u0661/" * 150_000,
    "combining": "a" + "\u0301" * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_cost_nothing(text: str) -> None:
    """Length is looked at before anything else, in every reader of times."""
    started = time.process_time()
    assert not looks_like_time(text)
    assert split_time(text) is None
    assert parse_printed_time(text, fetched_at=None).interval is None
    assert parse_declared_time(text).interval is None
    day_in_url("https://tide.example/" + text)
    assert time.process_time() - started < 0.5

"""When a source is due: a cron line or an interval. It is checked here and run elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from cronsim import CronSim, CronSimError

_EVERY = re.compile(r"every\s+(?P<length>.+)", re.IGNORECASE)
_UNITS = {"m": timedelta(minutes=1), "min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_LENGTH = re.compile(r"(?P<number>[1-9]\d{0,4})\s*(?P<unit>m|min|h|d)", re.IGNORECASE)
_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001  # whether a cron line can be read depends on no zone


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule as written; `every` is its interval, or None when it is a cron line of five fields.

    Raises ValueError when *text* is neither ("every 15m", "every 6h", "every 1d", "*/15 * * * *").
    """

    text: str

    def __post_init__(self) -> None:
        if self.every is None and not _is_cron(self.text):
            raise ValueError(
                f'{self.text!r} is no schedule; write "every 15m", "every 6h", "every 1d" or a cron line of five fields'
            )

    @property
    def every(self) -> timedelta | None:
        """The interval between two runs."""
        match = _EVERY.fullmatch(self.text.strip())
        return length(match["length"]) if match else None


def length(text: str) -> timedelta | None:
    """Parse a length of time ("15m", "6h", "30d"); None for anything else."""
    match = _LENGTH.fullmatch(text.strip())
    return int(match["number"]) * _UNITS[match["unit"].lower()] if match else None


def _is_cron(text: str) -> bool:
    if len(text.split()) != 5:  # cronsim also reads six, with seconds
        return False
    try:
        CronSim(text, _ANY_DAY)
    except CronSimError:
        return False
    return True

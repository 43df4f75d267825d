"""What a tortured process is started with: a clock that stands still, pages that are all of one instant, and a death at its n-th SQL statement.

The module is copied to a folder of its own as `sitecustomize.py`, so that it is there before the program is.
"""

import os
import signal
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from crawler import clock, settings

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_left = int(os.environ.get("TORTURE_KILL_AT", "0"))


def _stopped_clock() -> datetime:
    return NOON + timedelta(minutes=int(os.environ.get("TORTURE_MINUTES", "0")))


def page_clock(_url: str) -> datetime:
    """Return the instant at which every page counts as fetched."""
    return NOON


def _count(*_arguments: object) -> None:
    global _left  # noqa: PLW0603  # one number for the process
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


clock.system_clock = _stopped_clock
settings.WIRETRACE_CLOCK = "sitecustomize.page_clock"
if _left:
    for _name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(sa.engine.Engine, _name, _count)

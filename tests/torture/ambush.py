"""What a tortured process is started with: a clock that stands still, and a death at its n-th SQL statement.

The module is copied to a folder of its own as `sitecustomize.py`, so that it is there before the program is.
"""

import os
import signal
from datetime import UTC, datetime

import sqlalchemy as sa

from crawler import clock

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_left = int(os.environ.get("TORTURE_KILL_AT", "0"))


def _stopped_clock() -> datetime:
    return NOON


def _count(*_arguments: object) -> None:
    global _left  # noqa: PLW0603  # one number for the process
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


clock.system_clock = _stopped_clock
if _left:
    for _name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(sa.engine.Engine, _name, _count)

"""Being stopped from outside: SIGINT (Ctrl-C) and SIGTERM end a command alike, wherever it is, and its exit code says which it was.

A process that was started with SIGINT ignored, as a shell does in the background, goes on ignoring it.
"""

from __future__ import annotations

import signal
from contextlib import suppress
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_received: list[int] = []


def listen() -> None:
    """Let either signal raise KeyboardInterrupt from now on. Outside the main thread signals stay with whoever has them."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(ValueError):
                signal.signal(number, _stop)


def ignore() -> None:
    """Let neither do anything: the command ends in any case, with the code that it says.

    Python remembers a KeyboardInterrupt that left code run from text, as `dataclass` and `namedtuple` run theirs, even if it was
    caught further out, and then ends `python -m` by SIGINT whatever code was asked for. Running any other text makes it forget.
    """
    for number in SIGNALS:
        with suppress(ValueError):
            signal.signal(number, signal.SIG_IGN)
    exec("")  # noqa: S102


def note(number: int) -> None:
    """Remember a signal that somebody else caught."""
    _received.append(number)


def forget() -> None:
    """Remember none, as before."""
    _received.clear()


def were_received() -> bool:
    """Return whether either signal came."""
    return bool(_received)


def exit_code() -> int:
    """Return what the command ends with: 130 after SIGINT, 143 after SIGTERM, as a shell counts."""
    return 128 + (_received[0] if _received else signal.SIGINT)


def _stop(number: int, _frame: FrameType | None) -> None:
    note(number)
    raise KeyboardInterrupt

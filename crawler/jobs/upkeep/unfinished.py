"""Work on a store that is to be done again or was stopped: how much, why, and whether tracking came to its end."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from crawler.store.settings import drop_setting, get_setting, put_setting
from crawler.store.wordings import count_unworded

_UNFINISHED = "tracking_unfinished"


@dataclass(frozen=True, slots=True)
class Due:
    """So many things are to be done again, for a reason."""

    number: int
    why: str


def begin(connection: Connection) -> bool:
    """Remember that tracking has begun. Returns whether an earlier one did not come to its end."""
    stopped = is_unfinished(connection)
    put_setting(connection, _UNFINISHED, "1")
    return stopped


def end(connection: Connection) -> None:
    """Remember that tracking came to its end."""
    drop_setting(connection, _UNFINISHED)


def is_unfinished(connection: Connection) -> bool:
    """Whether tracking has begun and not come to its end: it goes on now, or was stopped."""
    return get_setting(connection, _UNFINISHED) is not None


def is_left(connection: Connection) -> bool:
    """Whether there is something to track: copies that no tracking has seen, or one that did not come to its end."""
    return is_unfinished(connection) or count_unworded(connection) > 0

"""The outbox: messages that were written, sent and told, so that nothing is told twice and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.store.schema import alert_message, alert_told, story_event
from crawler.store.statements import chunks, insert_new

#: A message that was claimed so long ago is taken to have been left by a process that was killed. Sending takes a minute at most.
CLAIM = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message in the outbox. `body` is what was written; `delivered_at` and `given_up_at` are None while it waits."""

    id: str
    channel: str
    rule: str
    made_at: datetime
    due_at: datetime
    attempts: int
    delivered_at: datetime | None
    given_up_at: datetime | None
    error: str | None
    body: Mapping[str, Any]


def told_of(connection: Connection, channel: str, keys: Collection[str]) -> set[str]:
    """Return those of *keys* that were told on a channel."""
    told: set[str] = set()
    for part in chunks(sorted(keys)):
        query = sa.select(alert_told.c.cause).where(alert_told.c.channel == channel, alert_told.c.cause.in_(part))
        told.update(connection.execute(query).scalars())
    return told


def post(
    connection: Connection,
    *,
    message_id: str,
    channel: str,
    rule: str,
    causes: Sequence[str],
    body: Mapping[str, Any],
    now: datetime,
) -> None:
    """Put a message into the outbox and note its causes as told; one that is there already is left as it is."""
    row = {
        "id": message_id, "channel": channel, "rule": rule, "made_at": now, "due_at": now, "attempts": 0, "body": dict(body),
    }  # fmt: skip
    insert_new(connection, alert_message, [row])
    note_told(connection, channel, causes, now=now, message_id=message_id)


def note_told(
    connection: Connection, channel: str, causes: Collection[str], *, now: datetime, message_id: str | None = None
) -> None:
    """Note causes as told on a channel; without a message they are those that nobody wants to hear of."""
    rows = [{"cause": key, "channel": channel, "message": message_id, "told_at": now} for key in dict.fromkeys(causes)]
    for part in chunks(rows):
        insert_new(connection, alert_told, part)


def claim(connection: Connection, channels: Collection[str], *, now: datetime) -> Waiting | None:
    """Claim the next message that is due on one of *channels*; None when there is none. Two processes never get the same one."""
    free = sa.and_(
        alert_message.c.delivered_at.is_(None),
        alert_message.c.given_up_at.is_(None),
        sa.or_(alert_message.c.claimed_at.is_(None), alert_message.c.claimed_at < now - CLAIM),
    )
    due = sa.select(alert_message).where(
        free, alert_message.c.due_at <= now, alert_message.c.channel.in_(sorted(channels))
    )
    for row in connection.execute(due.order_by(alert_message.c.due_at, alert_message.c.id).limit(8)).all():
        taken = alert_message.update().where(alert_message.c.id == row.id, free)
        if connection.execute(taken.values(claimed_at=now, attempts=row.attempts + 1)).rowcount:
            return _waiting(row)
    return None


def mark_delivered(connection: Connection, message_id: str, *, now: datetime) -> None:
    """Note that a message has arrived."""
    values = {"delivered_at": now, "claimed_at": None, "error": None}
    connection.execute(alert_message.update().where(alert_message.c.id == message_id).values(**values))


def mark_failed(
    connection: Connection, message_id: str, *, error: str, now: datetime, again_at: datetime | None
) -> None:
    """Note that a message could not be sent: it is tried again then, or never when *again_at* is None."""
    values: dict[str, Any] = {"claimed_at": None, "error": error}
    values |= {"given_up_at": now} if again_at is None else {"due_at": again_at}
    connection.execute(alert_message.update().where(alert_message.c.id == message_id).values(**values))


def make_due(connection: Connection, *, now: datetime) -> None:
    """Let everything that was not delivered be tried again now, what was given up too."""
    waiting = alert_message.update().where(alert_message.c.delivered_at.is_(None))
    connection.execute(waiting.values(due_at=now, given_up_at=None, attempts=0))


def next_due(connection: Connection, channels: Collection[str]) -> datetime | None:
    """Return when the next message on *channels* is to be tried, None when none waits."""
    waiting = sa.and_(alert_message.c.delivered_at.is_(None), alert_message.c.given_up_at.is_(None))
    times = connection.execute(
        sa.select(alert_message.c.due_at, alert_message.c.claimed_at).where(
            waiting, alert_message.c.channel.in_(sorted(channels))
        )
    )
    return min((max(due, claimed + CLAIM) if claimed else due for due, claimed in times), default=None)


def messages(
    connection: Connection, *, channel: str | None = None, delivered: bool | None = None, most: int | None = None
) -> list[Waiting]:
    """Return messages, newest first."""
    query = sa.select(alert_message).order_by(alert_message.c.made_at.desc(), alert_message.c.id).limit(most)
    if channel is not None:
        query = query.where(alert_message.c.channel == channel)
    if delivered is not None:
        sent = alert_message.c.delivered_at
        query = query.where(sent.is_not(None) if delivered else sent.is_(None))
    return [_waiting(row) for row in connection.execute(query)]


def merged_stories(connection: Connection) -> dict[str, list[str]]:
    """Return the stories that have become part of each one, directly or by way of others."""
    merged = sa.select(story_event.c.story, story_event.c.other).where(story_event.c.what == "merged")
    into = {row.story: row.other for row in connection.execute(merged.order_by(story_event.c.id))}
    former: dict[str, list[str]] = {}
    for story in into:
        home, seen = story, {story}
        while home in into and into[home] not in seen:
            home = into[home]
            seen.add(home)
        former.setdefault(home, []).append(story)
    return former


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        id=row.id, channel=row.channel, rule=row.rule, made_at=row.made_at, due_at=row.due_at, attempts=row.attempts,
        delivered_at=row.delivered_at, given_up_at=row.given_up_at, error=row.error, body=row.body,
    )  # fmt: skip

"""Sending what waits in the outbox: claimed, sent, marked; what fails is tried again after growing pauses.

A process that is killed after a message went out and before that was marked leaves its claim; when that has run out the message
is sent again, under the same id. A file and a feed keep it once; a webhook's receiver and a mail reader can tell by the id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crawler.alerts.channels.files import atom_feed
from crawler.alerts.channels.send import send
from crawler.alerts.message import Message
from crawler.alerts.rules import Channel, Way
from crawler.clock import Clock
from crawler.errors import NotSent
from crawler.jobs.alerts.checking import message_from
from crawler.jobs.atomic_write import replacing
from crawler.store.alerts import outbox
from crawler.store.store import Store

Notify = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    """The pauses between tries; after the last one a message is given up, some three days after it was written."""

    pauses: tuple[timedelta, ...] = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 720, 1440, 1440))

    def again_at(self, attempts: int, now: datetime) -> datetime | None:
        """Return when a message that failed *attempts* times is tried again, None for never."""
        return now + self.pauses[attempts - 1] if attempts <= len(self.pauses) else None


@dataclass(frozen=True, slots=True)
class Sent:
    """How sending went: messages delivered, to be tried again, given up."""

    delivered: int
    failed: int
    given_up: int


def send_waiting(
    store: Store,
    channels: Mapping[str, Channel],
    environment: Mapping[str, str],
    *,
    clock: Clock,
    notify: Notify,
    retries: Retries | None = None,
) -> Sent:
    """Send every message that is due on *channels*. *notify* is called with a line for each that fails."""
    retries = retries or Retries()
    delivered = failed = given_up = 0
    while (claimed := _claim(store, channels, clock())) is not None:
        try:
            _deliver(store, channels[claimed.channel], message_from(claimed), environment, at=clock())
        except NotSent as problem:
            again_at = None if problem.lasting else retries.again_at(claimed.attempts + 1, clock())
            with store.write() as connection:
                outbox.mark_failed(connection, claimed.id, error=str(problem), now=clock(), again_at=again_at)
            failed, given_up = failed + (again_at is not None), given_up + (again_at is None)
            when = (
                f"again at {again_at:%Y-%m-%d %H:%M} UTC"
                if again_at
                else "given up; `wiretrace alerts send --now` tries it again"
            )
            notify(f"{claimed.channel}: {problem}; {when}")
        else:
            delivered += 1
    return Sent(delivered, failed, given_up)


def _claim(store: Store, channels: Mapping[str, Channel], now: datetime) -> outbox.Waiting | None:
    with store.write() as connection:
        return outbox.claim(connection, channels, now=now)


def _deliver(store: Store, channel: Channel, message: Message, environment: Mapping[str, str], *, at: datetime) -> None:
    """Send one message and mark it. A feed is written whole, from what the outbox has delivered and this message."""
    if channel.kind is not Way.ATOM:
        send(channel, message, environment, at=at)
    elif channel.path is not None:
        _write_feed(store, channel, channel.path, message)
    with store.write() as connection:
        outbox.mark_delivered(connection, message.id, now=at)


def _write_feed(store: Store, channel: Channel, path: Path, message: Message) -> None:
    with store.read() as connection:
        kept = outbox.messages(connection, channel=channel.name, delivered=True, most=channel.entries)
    entries = {each.id: _entry(message_from(each)) for each in kept} | {message.id: _entry(message)}
    newest = sorted(entries.values(), key=lambda entry: (entry["at"], entry["id"]), reverse=True)[: channel.entries]
    updated = max([message.at, *(each.made_at for each in kept)])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(atom_feed(f"Wiretrace: {channel.name}", channel.name, newest, updated=updated).encode())
    except OSError as problem:
        raise NotSent(f"{path}: {problem.strerror}") from None


def _entry(message: Message) -> dict[str, str]:
    return {"id": message.id, "title": message.title, "at": message.at.isoformat(), "html": message.html}

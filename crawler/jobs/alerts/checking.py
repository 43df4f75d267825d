"""Checking a store for causes, and writing what is new of them into the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from crawler.alerts.cause import Cause
from crawler.alerts.check import causes_of
from crawler.alerts.message import Message, message_of
from crawler.alerts.rules import Alerts, Rule, Way, When
from crawler.alerts.scene import Found, Scene, Watched
from crawler.errors import AlertsError
from crawler.jobs.finding import find
from crawler.jobs.reporting import report_input
from crawler.sightings.registries import Registries
from crawler.store.alerts import outbox
from crawler.store.store import Store
from crawler.text.words import read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest

#: Channels that bundle what one rule found: nobody wants forty mails.
BUNDLING = frozenset({Way.MAIL, Way.APPRISE})


@dataclass(frozen=True, slots=True)
class News:
    """A cause that a rule found, and the channels on which it was not told yet."""

    rule: Rule
    cause: Cause
    channels: tuple[str, ...]


def look(store: Store, registries: Registries, config: TrackingConfig, alerts: Alerts) -> list[News]:
    """Return what the rules find that was not told yet on every one of their channels, in the order of the file."""
    if not alerts.rules:
        return []
    scene = _scene(store, registries, config, alerts.rules)
    found = causes_of(alerts.rules, scene)
    with store.read() as connection:
        return [
            News(rule, cause, left)
            for rule, causes in found
            for cause, left in _untold(connection, causes, alerts.channels_of(rule))
        ]


def post(store: Store, alerts: Alerts, news: Sequence[News], *, now: datetime) -> int:
    """Write messages about *news* into the outbox, those of a bundling channel one per rule. Returns how many."""
    posted = 0
    with store.write() as connection:
        for name, channel in alerts.channels.items():
            for rule, causes in _by_rule(news, name):
                fresh = [
                    cause for cause, _ in _untold(connection, causes, (name,))
                ]  # another process may have been faster
                bundles = [fresh] if channel.kind in BUNDLING and fresh else [[cause] for cause in fresh]
                for bundle in bundles:
                    _post(
                        connection,
                        message_of(bundle, rule=rule.name, when=rule.when, channel=name, at=now),
                        bundle,
                        now,
                    )
                posted += len(bundles)
    return posted


def skip(store: Store, news: Sequence[News], *, now: datetime) -> int:
    """Note *news* as told without telling it. Returns how many causes that were."""
    with store.write() as connection:
        for each in news:
            for channel in each.channels:
                outbox.note_told(connection, channel, [each.cause.key], now=now)
    return len({each.cause.key for each in news})


def body_of(message: Message) -> dict[str, object]:
    """Return a message as the outbox keeps it."""
    return {"title": message.title, "text": message.text, "html": message.html, "data": message.data}


def message_from(waiting: outbox.Waiting) -> Message:
    """Return the message that the outbox keeps."""
    body = waiting.body
    return Message(
        id=waiting.id, channel=waiting.channel, rule=waiting.rule, at=waiting.made_at, title=body["title"], text=body["text"],
        html=body["html"], data=dict(body["data"]),
    )  # fmt: skip


def _post(connection: Connection, message: Message, causes: Sequence[Cause], now: datetime) -> None:
    outbox.post(
        connection,
        message_id=message.id,
        channel=message.channel,
        rule=message.rule,
        causes=[cause.key for cause in causes],
        body=body_of(message),
        now=now,
    )


def _by_rule(news: Iterable[News], channel: str) -> Iterator[tuple[Rule, list[Cause]]]:
    by_rule: dict[str, tuple[Rule, list[Cause]]] = {}
    for each in news:
        if channel in each.channels:
            by_rule.setdefault(each.rule.name, (each.rule, []))[1].append(each.cause)
    yield from by_rule.values()


def _untold(
    connection: Connection, causes: Sequence[Cause], channels: Sequence[str]
) -> Iterator[tuple[Cause, tuple[str, ...]]]:
    """Give the causes that were not told on every one of *channels*, under none of their keys, and on which they were not."""
    keys = {key for cause in causes for key in (cause.key, *cause.former)}
    told = {channel: outbox.told_of(connection, channel, keys) for channel in channels}
    for cause in causes:
        left = tuple(channel for channel in channels if told[channel].isdisjoint((cause.key, *cause.former)))
        if left or not channels:
            yield cause, left


def _scene(store: Store, registries: Registries, config: TrackingConfig, rules: Sequence[Rule]) -> Scene:
    data = report_input(store, registries, config, title="")
    watched = {
        rule.name: _watched(store, registries, config, rule.file)
        for rule in rules
        if rule.when is When.TEXT and rule.file
    }
    with store.read() as connection:
        former = outbox.merged_stories(connection)
    return Scene(data, watched=watched, former=former)


def _watched(store: Store, registries: Registries, config: TrackingConfig, file: Path) -> Watched:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AlertsError((f"{file}: is not UTF-8 text",)) from None
    hits = find(store, text, registries, config).hits
    return Watched(wording_digest(read_words(text).folded), [Found(hit.copy, hit.comparison) for hit in hits])

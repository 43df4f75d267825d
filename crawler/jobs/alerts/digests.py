"""Digests: built from a store, and posted to channels when their schedule says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from crawler.alerts.cause import key_of
from crawler.alerts.channels.files import atom_feed
from crawler.alerts.message import Message
from crawler.alerts.rules import Alerts, DigestRule
from crawler.jobs.alerts.checking import body_of
from crawler.jobs.reporting import report_input
from crawler.reports.digest.build import Digest, build_digest
from crawler.reports.digest.render import digest_html, digest_markdown, digest_page
from crawler.sightings.registries import Registries
from crawler.sources.due import next_run
from crawler.store.alerts import outbox
from crawler.store.settings import get_setting, put_setting
from crawler.store.store import Store
from crawler.tables.instants import iso
from crawler.tracking.config import TrackingConfig

TITLE = "What ran where"
FORMATS = ("md", "html", "atom")


def digest_of(
    store: Store, registries: Registries, config: TrackingConfig, *, since: datetime, title: str = TITLE
) -> Digest:
    """Return the digest of what a store has from *since* on."""
    return build_digest(report_input(store, registries, config, title=title, since=since), since=since)


def rendered(digest: Digest, form: str) -> str:
    """Return a digest in one of FORMATS; the Atom feed has an entry for each finding."""
    if form == "md":
        return digest_markdown(digest)
    if form == "html":
        return digest_page(digest)
    at = digest.as_of or digest.since
    entries = [
        {
            "id": key_of("digest", part.heading, line.key, line.name),
            "title": line.name,
            "at": iso(at),
            "html": digest_html(
                Digest(title=line.name, since=digest.since, as_of=digest.as_of, figures=line.facts, parts=())
            ),
        }
        for part in digest.parts
        for line in part.lines
    ]
    return atom_feed(digest.title, f"digest:{digest.title}", entries, updated=at)


def digest_message(digest: Digest, *, channel: str, rule: str, subject: str, at: datetime) -> Message:
    """Return the message that a digest makes; *subject* says which digest it is."""
    identity = key_of("message", channel, subject)
    title = f"{digest.title}, from {digest.since:%Y-%m-%d} on"
    lines = [
        {"part": part.heading, "title": line.name, "facts": list(line.facts), "url": line.url}
        for part in digest.parts
        for line in part.lines
    ]
    data = {
        "id": identity,
        "rule": rule,
        "when": "digest",
        "at": iso(at),
        "title": title,
        "since": iso(digest.since),
        "lines": lines,
    }
    return Message(
        id=identity, channel=channel, rule=rule, at=at, title=title, text=digest_markdown(digest), html=digest_html(digest), data=data,
    )  # fmt: skip


def post_digest(
    store: Store, digest: Digest, *, channels: tuple[str, ...], rule: str, subject: str, now: datetime
) -> int:
    """Put a digest into the outbox of some channels, unless it is there. Returns on how many it is new."""
    posted = 0
    with store.write() as connection:
        for channel in channels:
            if outbox.told_of(connection, channel, [subject]):
                continue
            message = digest_message(digest, channel=channel, rule=rule, subject=subject, at=now)
            outbox.post(
                connection, message_id=message.id, channel=channel, rule=rule, causes=[subject], body=body_of(message), now=now
            )  # fmt: skip
            posted += 1
    return posted


def begin_digests(store: Store, alerts: Alerts, *, now: datetime) -> None:
    """Note since when each digest's schedule is known: an interval is then due at once, a cron line at its next time."""
    with store.write() as connection:
        for rule in alerts.digests:
            if _last(connection, rule) is None:
                _note(connection, rule, now - (rule.schedule.every or timedelta(0)))


def due_digests(store: Store, alerts: Alerts, *, now: datetime) -> list[tuple[DigestRule, datetime]]:
    """Return the digests that are due, and since when; of those that were missed meanwhile the last one alone counts."""
    with store.read() as connection:
        found = [(rule, _due_at(rule, _last(connection, rule))) for rule in alerts.digests]
    return [(rule, at) for rule, at in found if at is not None and at <= now]


def post_due(store: Store, registries: Registries, config: TrackingConfig, alerts: Alerts, *, now: datetime) -> int:
    """Write the digests that are due into the outbox. Returns how many messages that makes."""
    begin_digests(store, alerts, now=now)
    posted = 0
    for rule, at in due_digests(store, alerts, now=now):
        digest = digest_of(store, registries, config, since=now - rule.since, title=rule.name)
        subject = key_of("digest", rule.name, at.isoformat())
        posted += post_digest(
            store, digest, channels=alerts.channels_of(rule), rule=rule.name, subject=subject, now=now
        )
        with store.write() as connection:
            _note(connection, rule, now)
    return posted


def _last(connection: Connection, rule: DigestRule) -> datetime | None:
    """Return when a digest was last written, or its schedule first known; None for another schedule than before."""
    last, _, line = (get_setting(connection, f"digest:{rule.name}") or "").partition(" ")
    return datetime.fromisoformat(last) if last and line == rule.schedule.text else None


def _note(connection: Connection, rule: DigestRule, at: datetime) -> None:
    put_setting(connection, f"digest:{rule.name}", f"{at.isoformat()} {rule.schedule.text}")


def _due_at(rule: DigestRule, last: datetime | None) -> datetime | None:
    if last is None:
        return None
    every = rule.schedule.every
    return last + every if every else next_run(rule.schedule, None, zone=rule.timezone, known_since=last)

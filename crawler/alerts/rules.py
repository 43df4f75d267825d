"""What an alerts file holds: rules, digests and channels. Plain values that check themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import AlertError
from crawler.provenance.notices.form import NoticeKind
from crawler.sources.schedule import Schedule


class When(StrEnum):
    """What a rule waits for."""

    NEW_OUTLET = "new-outlet"  # an outlet runs a wire for the first time in this store
    UNCREDITED = "uncredited"  # a copy of a known wire that does not name it
    REACH = "reach"  # a story at so many outlets, within so long
    STALE = "stale"  # a copy that still carries what its wire corrected, killed or withdrew
    STATEMENT = "statement"  # somebody's words, printed by so many outlets
    YIELD = "yield"  # a source gives far less than before
    TEXT = "text"  # a text of yours turns up
    STORY = "story"  # a watched story turns up at another outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `to` names channels, none means all. Shares are 0..1. Raises AlertError.

    `wire` is the wire service meant, None for any; `coverage` the least share of the shorter text that must be shared;
    `outlets` and `within` bound `reach` (without `within`: at any time), `outlets` also `statement`; `kinds` are the notices that
    `stale` minds, `sources` those that `yield` watches (none: all); `file` and `story` are what `text` and `story` watch.
    """

    name: str
    when: When
    to: tuple[str, ...] = ()
    wire: str | None = None
    coverage: float = 0.6
    outlets: int = 3
    within: timedelta | None = None
    kinds: tuple[NoticeKind, ...] = ()
    sources: tuple[str, ...] = ()
    file: Path | None = None
    story: str | None = None

    def __post_init__(self) -> None:
        if not 0 < self.coverage <= 1:
            raise AlertError("must be a share above 0 and up to 1", "coverage")
        if self.outlets < 2:
            raise AlertError("must be 2 or more", "outlets")
        for needed in NEEDED.get(self.when, ()):
            if getattr(self, needed) is None:
                raise AlertError(f'is needed by when = "{self.when}"', needed)


#: What each kind of rule may say, in addition to `when` and `to`.
ALLOWED: Mapping[When, tuple[str, ...]] = {
    When.NEW_OUTLET: ("wire",),
    When.UNCREDITED: ("wire", "coverage"),
    When.REACH: ("wire", "outlets", "within"),
    When.STALE: ("wire", "kinds"),
    When.STATEMENT: ("outlets",),
    When.YIELD: ("sources",),
    When.TEXT: ("file", "coverage"),
    When.STORY: ("story",),
}
#: What it must say.
NEEDED: Mapping[When, tuple[str, ...]] = {
    When.NEW_OUTLET: ("wire",),
    When.TEXT: ("file",),
    When.STORY: ("story",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRule:
    """A digest that goes out on a schedule, over the time `since` before it. `to` as in rules."""

    name: str
    schedule: Schedule
    since: timedelta
    to: tuple[str, ...] = ()
    timezone: str | None = None


class Way(StrEnum):
    """What a channel is."""

    FILE = "file"  # a line of JSON per message
    ATOM = "atom"  # a feed file
    WEBHOOK = "webhook"  # signed JSON over HTTP
    MAIL = "mail"  # SMTP
    APPRISE = "apprise"  # whatever Apprise knows


class Security(StrEnum):
    """How a mail server is spoken to."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # for a server on this machine


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
#: What each kind of channel must say.
CHANNEL_NEEDS: Mapping[Way, tuple[str, ...]] = {
    Way.FILE: ("path",),
    Way.ATOM: ("path",),
    Way.WEBHOOK: ("url", "secret_env"),
    Way.MAIL: ("host", "sender", "recipients"),
    Way.APPRISE: ("url_env",),
}
#: And what it may say.
CHANNEL_ALLOWED: Mapping[Way, tuple[str, ...]] = {
    Way.FILE: ("path",),
    Way.ATOM: ("path", "entries"),
    Way.WEBHOOK: ("url", "secret_env"),
    Way.MAIL: ("host", "port", "security", "sender", "recipients", "user_env", "password_env", "ca_file"),
    Way.APPRISE: ("url_env",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way out. Secrets are never in the file: `*_env` name the variables of the environment that hold them. Raises AlertError.

    `ca_file` is a certificate authority of your own for the mail server, `entries` how many messages an Atom feed keeps.
    """

    name: str
    kind: Way
    path: Path | None = None
    entries: int = 100
    url: str | None = None
    secret_env: str | None = None
    host: str | None = None
    port: int = 0
    security: Security = Security.STARTTLS
    sender: str | None = None
    recipients: tuple[str, ...] = ()
    user_env: str | None = None
    password_env: str | None = None
    ca_file: Path | None = None
    url_env: str | None = None

    def __post_init__(self) -> None:
        for needed in CHANNEL_NEEDS[self.kind]:
            if not getattr(self, needed):
                raise AlertError(f'is needed by kind = "{self.kind}"', needed)
        for key, address in (("sender", self.sender), *(("recipients", each) for each in self.recipients)):
            if address is not None and not _is_address(address):
                raise AlertError(f"{address!r} is no mail address", key)
        if self.url is not None and not _is_web(self.url):
            raise AlertError("must be an http(s) address without a user in it", "url")
        if self.entries < 1:
            raise AlertError("must be 1 or more", "entries")
        if not 0 <= self.port < 65_536:
            raise AlertError("must be a port, 1 to 65535", "port")
        if self.security is Security.NONE and self.user_env:
            raise AlertError('cannot go with security = "none": a password would be sent in the clear', "user_env")

    @property
    def mail_port(self) -> int:
        """The port of the mail server."""
        return self.port or _PORTS[self.security]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """A whole alerts file."""

    rules: tuple[Rule, ...]
    digests: tuple[DigestRule, ...] = ()
    channels: Mapping[str, Channel] = field(default_factory=dict)

    def channels_of(self, rule: Rule | DigestRule) -> tuple[str, ...]:
        """Return the names of the channels on which a rule's messages go."""
        return rule.to or tuple(self.channels)


def _is_address(text: str) -> bool:
    name, _, domain = text.rpartition("@")
    return bool(name and domain) and text.isascii() and text.isprintable() and not set(' <>,;:"()[]\\') & set(text)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc and url.isprintable()

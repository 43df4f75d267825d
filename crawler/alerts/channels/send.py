"""Sending one message on its channel. Secrets come from the environment that is handed in, never from a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crawler.alerts.channels.apprise import send_by_apprise
from crawler.alerts.channels.files import append_line
from crawler.alerts.channels.mail import send_mail
from crawler.alerts.channels.webhook import send_webhook
from crawler.alerts.message import Message
from crawler.alerts.rules import Channel, Way
from crawler.errors import NotSent

Environment = Mapping[str, str]


def send(channel: Channel, message: Message, environment: Environment, *, at: datetime) -> None:
    """Send *message* on any channel but an Atom feed, which is written whole. Raises NotSent."""
    if channel.kind is Way.FILE and channel.path is not None:
        try:
            append_line(channel.path, message)
        except OSError as problem:
            raise NotSent(f"{channel.path}: {problem.strerror}") from None
    elif channel.kind is Way.WEBHOOK and channel.url is not None:
        send_webhook(channel.url, secret(environment, channel.secret_env), message, at=at)
    elif channel.kind is Way.MAIL:
        user = secret(environment, channel.user_env) if channel.user_env else None
        password = secret(environment, channel.password_env) if channel.password_env else None
        send_mail(channel, message, user=user, password=password, at=at)
    elif channel.kind is Way.APPRISE:
        send_by_apprise(secret(environment, channel.url_env), message)


def secret(environment: Environment, name: str | None) -> str:
    """Return what a variable holds. Raises NotSent for one that is not set: it can be set before the next try."""
    if not name or not environment.get(name):
        raise NotSent(f"the environment has no {name}")
    return environment[name]

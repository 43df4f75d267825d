"""Commands of alerts: what would be told, tell it, what was told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, note, say
from crawler.cli.lazy import loading
from crawler.clock import system_clock
from crawler.errors import AlertsError, NotSent

if TYPE_CHECKING:
    from crawler.alerts.rules import Alerts
    from crawler.jobs.alerts.checking import News
    from crawler.store.store import Store

DEFAULT_RULES = Path("alerts.toml")
RulesOption = Annotated[
    Path, typer.Option("--rules", envvar="WIRETRACE_ALERTS", help="The alerts file, see docs/alerts.md.", dir_okay=False)
]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    alerts = typer.Typer(
        no_args_is_help=True,
        help="Be told of what you asked for: by file, feed, webhook, mail, or whatever Apprise knows.",
    )
    alerts.command("check")(check)
    alerts.command("send")(send)
    alerts.command("skip")(skip)
    alerts.command("list")(list_messages)
    alerts.command("test")(try_channel)
    app.add_typer(alerts, name="alerts")


def check(
    rules: RulesOption = DEFAULT_RULES,
    store: options.StoreOption = options.DEFAULT_STORE,
    outlets: options.OutletsOption = None,
) -> None:
    """Print what the rules find that was not told yet, with its evidence. Sends nothing, changes nothing.

    Example: **wiretrace alerts check --rules alerts.toml --store news.db**
    """
    with _looked(rules, store, outlets) as (_, _, news):
        for each in news:
            say(f"{each.rule.name}: {each.cause.title}")
            for fact in each.cause.facts:
                say(f"   {fact}")
            for passage in each.cause.passages:
                say(f"   in common: “{passage}”")
            for place in each.cause.places:
                if place.url:
                    say(f"   {place.name}: {place.url}")
            say(f"   to {', '.join(each.channels) or 'no channel: the file has none'}")
        note(f"{counted(len(news), 'finding')} not told yet")


def send(
    rules: RulesOption = DEFAULT_RULES,
    store: options.StoreOption = options.DEFAULT_STORE,
    outlets: options.OutletsOption = None,
    now: Annotated[
        bool, typer.Option("--now", help="Also try what failed before, without waiting for its time.")
    ] = False,
) -> None:
    """Look for what the rules ask for and tell each cause once: on every channel of its rule, in one message or, by mail, in one per rule.

    Digests of the file that are due are sent, too.

    What cannot be delivered is tried again by later calls, after growing pauses for three days; the exit code is 1 as long as something
    fails. **schedule run --alerts FILE** calls this after each crawl.

    For example:

    * **wiretrace alerts send --rules alerts.toml --store news.db**
    * **wiretrace alerts send --now**
    """
    with loading():
        from crawler.jobs.alerts.checking import post
        from crawler.jobs.alerts.digests import post_due
        from crawler.jobs.alerts.sending import send_waiting
        from crawler.store.alerts import outbox

    with _looked(rules, store, outlets) as (opened, alerts, news):
        posted = post(opened, alerts, news, now=system_clock())
        known, config = options.registries_of(opened, outlets, warn=False), options.kept_config(opened)
        posted += post_due(opened, known, config, alerts, now=system_clock())
        if now:
            with opened.write() as connection:
                outbox.make_due(connection, now=system_clock())
        done = send_waiting(opened, alerts.channels, os.environ, clock=system_clock, notify=error)
    say(
        f"{counted(posted, 'new message')}, {done.delivered} delivered, {done.failed} to be tried again, {done.given_up} given up"
    )
    if done.failed or done.given_up:
        raise typer.Exit(1)


def skip(
    rules: RulesOption = DEFAULT_RULES,
    store: options.StoreOption = options.DEFAULT_STORE,
    outlets: options.OutletsOption = None,
) -> None:
    """Count everything that the rules find now as told, so that only what comes from here on is.

    Example: **wiretrace alerts skip --rules alerts.toml --store news.db**
    """
    with loading():
        from crawler.jobs.alerts.checking import skip as skip_news

    with _looked(rules, store, outlets) as (opened, _, news):
        say(f"{counted(skip_news(opened, news, now=system_clock()), 'finding')} counted as told")


def list_messages(
    store: options.StoreOption = options.DEFAULT_STORE,
    most: Annotated[int, typer.Option("--most", min=1, help="Show at most so many, the newest first.")] = 50,
) -> None:
    """List the messages, with what became of each. Times are UTC.

    Example: **wiretrace alerts list --store news.db**
    """
    from crawler.store.alerts import outbox

    with options.opened(store) as opened, opened.read() as connection:
        kept = outbox.messages(connection, most=most)
    for each in kept:
        if each.delivered_at is not None:
            state = f"delivered {each.delivered_at:%Y-%m-%d %H:%M}"
        elif each.given_up_at is not None:
            state = f"given up after {counted(each.attempts, 'try')}: {each.error}"
        else:
            state = f"waits for {each.due_at:%Y-%m-%d %H:%M}" + (f": {each.error}" if each.error else "")
        say(f"{each.made_at:%Y-%m-%d %H:%M}  {each.channel}  {each.rule}  {state}  {each.body['title']}")


def try_channel(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="A channel of the alerts file.")],
    rules: RulesOption = DEFAULT_RULES,
) -> None:
    """Send a message that says that it is a test to one channel, and say at once whether that worked. Needs no store.

    Example: **wiretrace alerts test desk --rules alerts.toml**
    """
    with loading():
        from crawler.alerts.cause import Cause, key_of
        from crawler.alerts.channels.send import send as send_message
        from crawler.alerts.message import message_of
        from crawler.alerts.rules import Way

    alerts, at = read_rules(rules), system_clock()
    if channel not in alerts.channels:
        raise typer.BadParameter(f"{rules} has no channel {channel!r}", param_hint="CHANNEL")
    if alerts.channels[channel].kind is Way.ATOM:
        raise typer.BadParameter("a feed holds what was delivered; there is nothing to try", param_hint="CHANNEL")
    cause = Cause(
        key=key_of("test", channel, at.isoformat()),
        title="Wiretrace: a test",
        facts=("Messages of this channel arrive.",),
    )
    message = message_of([cause], rule="test", when="test", channel=channel, at=at)
    try:
        send_message(alerts.channels[channel], message, os.environ, at=at)
    except NotSent as problem:
        error(f"{channel}: {problem}")
        raise typer.Exit(1) from None
    say(f"{channel}: sent")


@contextmanager
def _looked(rules: Path, store: str, outlets: Path | None) -> Iterator[tuple[Store, Alerts, list[News]]]:
    """Give the open store, the alerts file, and what is not told yet."""
    with loading():
        from crawler.jobs.alerts.checking import look

    alerts = read_rules(rules)
    options.registries(outlets)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        yield opened, alerts, look(opened, known, options.kept_config(opened), alerts)


def read_rules(rules: Path) -> Alerts:
    """Read the alerts file; each mistake in it is printed on a line of its own, and they are a usage error."""
    from crawler.alerts.reading import read_alerts

    try:
        return read_alerts(rules)
    except AlertsError as wrong:
        for problem in wrong.problems:
            error(problem)
        raise typer.Exit(2) from None
    except OSError as wrong:
        raise typer.BadParameter(f"{rules}: {wrong.strerror}", param_hint="--rules") from None

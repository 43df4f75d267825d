"""The command digest: what was new, in one mail's length."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from crawler.cli import options
from crawler.cli.alerts import DEFAULT_RULES, RulesOption, read_rules
from crawler.cli.console import error, say
from crawler.cli.lazy import loading
from crawler.clock import system_clock

DigestFormat = Literal["md", "html", "atom"]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("digest")(digest_command)


def digest_command(
    store: options.StoreOption = options.DEFAULT_STORE,
    since: Annotated[str, typer.Option("--since", help="From then on: 24h, 7d or 2026-11-22.")] = "7d",
    form: Annotated[
        DigestFormat, typer.Option("--format", help="Markdown, the HTML of a mail, or an Atom feed.")
    ] = "md",
    out: Annotated[
        Path | None, typer.Option("--out", help="A file; standard output when left out.", dir_okay=False)
    ] = None,
    title: Annotated[str, typer.Option("--title", help="The title of the digest.")] = "What ran where",
    send: Annotated[
        list[str] | None, typer.Option("--send", metavar="CHANNEL", help="Send it on this channel of the alerts file.")
    ] = None,
    rules: RulesOption = DEFAULT_RULES,
    outlets: options.OutletsOption = None,
) -> None:
    """Say what was new: stories that spread, copies without credit, stale copies, statements, sources that give less.

    For example:

    * **wiretrace digest --since 7d**
    * **wiretrace digest --since 24h --format html --out today.html**
    * **wiretrace digest --since 7d --send desk --rules alerts.toml**
    """
    with loading():
        from crawler.alerts.cause import key_of
        from crawler.jobs.alerts.digests import digest_of, post_digest, rendered
        from crawler.jobs.alerts.sending import send_waiting
        from crawler.jobs.atomic_write import replacing

    channels = read_rules(rules).channels if send else {}
    for name in send or ():
        if name not in channels:
            raise typer.BadParameter(f"{rules} has no channel {name!r}", param_hint="--send")
    earliest, now = options.since(since), system_clock()
    if earliest is None:
        raise typer.BadParameter("a digest begins somewhere: say 24h, 7d or 2026-11-22", param_hint="--since")
    options.registries(outlets)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        digest = digest_of(opened, known, options.kept_config(opened), since=earliest, title=title)
        if send:
            subject = key_of("digest", title, now.isoformat())
            post_digest(opened, digest, channels=tuple(send), rule="digest", subject=subject, now=now)
            chosen = {name: channels[name] for name in send}
            done = send_waiting(opened, chosen, os.environ, clock=system_clock, notify=error)
            say(f"{done.delivered} delivered, {done.failed} to be tried again, {done.given_up} given up")
            if done.failed or done.given_up:
                raise typer.Exit(1)
            return
    text = rendered(digest, form)
    if out is None:
        sys.stdout.write(text)
        return
    with replacing(out) as file:
        file.write(text.encode())
    say(str(out))

"""Commands of the schedule: run sources when they are due, list when that is, print it for cron or systemd."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from crawler.alerts.rules import Alerts
from crawler.cli import options
from crawler.cli.alerts import read_rules
from crawler.cli.console import error, say
from crawler.cli.program import installed_program, this_program
from crawler.cli.sources import DEFAULT_FILE, SourcesOption, named, politeness_settings
from crawler.clock import system_clock
from crawler.crawling.session.processes import is_alive
from crawler.errors import NoEquivalent, Stopped, StoreMissing
from crawler.interrupts import SIGNALS, note, were_received
from crawler.jobs.alerts.digests import begin_digests, due_digests
from crawler.jobs.fleet.worker import Duties, work
from crawler.jobs.follow_ups import Begin, FollowUps
from crawler.jobs.scheduling import Scheduler, scheduled
from crawler.sources.due import next_runs
from crawler.sources.runs import INTERRUPTED, Run
from crawler.sources.source import Source
from crawler.sources.timers import crontab, systemd_units
from crawler.store.alerts.outbox import next_due
from crawler.store.runs import last_runs
from crawler.store.store import Store
from crawler.store.visited.pages import count_due


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    schedule = typer.Typer(no_args_is_help=True, help="Crawl the sources of your sources file when they are due.")
    schedule.command("run")(run)
    schedule.command("list")(list_schedule)
    schedule.command("print")(print_schedule)
    app.add_typer(schedule, name="schedule")
    app.command("worker")(worker)


def run(
    sources: SourcesOption = DEFAULT_FILE,
    store: options.StoreOption = options.DEFAULT_STORE,
    once: Annotated[bool, typer.Option("--once", help="Run what is due now and end, as for cron.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="How many crawls may go on at once.")] = 2,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write the report to this folder after each crawl.", file_okay=False)
    ] = None,
    alerts: Annotated[
        Path | None,
        typer.Option(
            "--alerts", help="Send alerts by this file after each crawl, and when a message is due.", dir_okay=False
        ),
    ] = None,
    outlets: options.OutletsOption = None,
    contact: options.ContactOption = None,
    proxy: options.ProxyOption = None,
) -> None:
    """Crawl each source of the sources file when its schedule says so, until stopped. One process per crawl.

    Never two crawls of one source or one host at a time; runs that were missed are made up for by one. What has to be
    remembered is in the store: end it and start it again at any time. Ctrl-C and SIGTERM stop the crawls and wait for them.

    For example:

    * **wiretrace schedule run --sources newsroom.toml --store news.db --report reports/latest**
    * **wiretrace schedule run --alerts alerts.toml**
    * **wiretrace schedule run --once**
    """
    known = _scheduled(sources, outlets, contact, proxy)
    common = {"--store": options.store_url(store), "--outlets": outlets}
    told = read_rules(alerts) if alerts is not None else None
    calls = _Calls(common | {"--sources": sources, "--contact": contact, "--proxy": proxy}, common, report, alerts)
    stop = Event()
    _set_when_stopped(stop)
    with options.opened(store, make=True) as opened:
        if told is not None:
            begin_digests(opened, told, now=system_clock())
        due = {"alerts": lambda: _messages_due(opened, told)} if told else {}
        after = FollowUps(begin=calls.after(), notify=_say_when, due=due)
        scheduler = Scheduler(
            store=opened, sources=known, start=calls.crawl, notify=_say_when, jobs=jobs, after=after,
            clock=system_clock, beats=system_clock,
        )  # fmt: skip
        scheduler.run(stop, once=once)
    if stop.is_set():
        raise Stopped("stopped, and so are its crawls; what was fetched is kept, run the same command to go on")


def worker(
    sources: SourcesOption = DEFAULT_FILE,
    store: options.StoreOption = options.DEFAULT_STORE,
    once: Annotated[bool, typer.Option("--once", help="Do what is due and what waits, and end.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="How many jobs at once.")] = 2,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="Take on reports, too, and write them to this folder.", file_okay=False),
    ] = None,
    alerts: Annotated[
        Path | None, typer.Option("--alerts", help="Take on alerts, too, by this file.", dir_okay=False)
    ] = None,
    outlets: options.OutletsOption = None,
    contact: options.ContactOption = None,
    proxy: options.ProxyOption = None,
) -> None:
    """Take on the work of a store that many share: crawl the sources that are due, track, report, alert, until stopped.

    The store is in PostgreSQL, and so is the queue of jobs. Start as many workers on as many machines as you like, each with
    the same sources file; no host is visited by two at once. The jobs of a worker that is gone are handed out again.

    Example: **wiretrace worker --store postgresql+psycopg://desk@db.example/news --report reports/latest**
    """
    known = {source.name: source for source in _scheduled(sources, outlets, contact, proxy)}
    if alerts is not None:
        read_rules(alerts)
    common = {"--store": options.store_url(store), "--outlets": outlets}
    calls = _Calls(common | {"--sources": sources, "--contact": contact, "--proxy": proxy}, common, report, alerts)
    with options.opened(store, make=True) as opened:
        duties = Duties(
            sources=known, crawl=lambda source: [*calls.crawling_words(source), "--no-track"],
            track=[*this_program(), "track", *_options(common)], after=calls.following_words(),
        )  # fmt: skip
        failed = work(opened, duties, jobs=jobs, once=once, clock=system_clock, notify=_say_when)
    if were_received():
        raise Stopped("stopped; its jobs are handed out again, and what was fetched is kept")
    if failed:
        raise typer.Exit(1)


def _scheduled(sources: Path, outlets: Path | None, contact: str | None, proxy: str | None) -> list[Source]:
    """Return the sources that have a schedule. A wrong word is reported now, not by every crawl."""
    known = scheduled(named(sources))
    if not known:
        raise typer.BadParameter(f"no source of {sources} has a schedule", param_hint="--sources")
    options.registries(outlets)
    politeness_settings(contact, proxy, known)
    return known


def _set_when_stopped(stop: Event) -> None:
    def ask(number: int, _frame: object) -> None:
        note(number)
        stop.set()

    for number in SIGNALS:
        signal.signal(number, ask)


def list_schedule(sources: SourcesOption = DEFAULT_FILE, store: options.StoreOption = options.DEFAULT_STORE) -> None:
    """List the sources with when they are due, and how their last run went. Times are UTC.

    Sources without a schedule are listed when they have run. “due” in the column of the next run is now.

    Example: **wiretrace schedule list --store news.db**
    """
    known = named(sources)
    now = system_clock()
    last, pages_due = _last_runs(store, now)
    upcoming = {due.source.name: due.at for due in next_runs(known.values(), last, known_since={}, now=now)}
    rows = [("source", "schedule", "next", "last", "outcome", "exit", "pages", "sightings", "seconds", "pages due")]
    for source in known.values():
        run = last.get(source.name)
        if source.schedule is None and run is None:
            continue
        at = upcoming.get(source.name)
        due = "due" if at is not None and at <= now else _minute(at)
        visits = str(pages_due.get(source.name, 0)) if source.revisit else "-"
        when = source.schedule.text if source.schedule else "by hand"
        rows.append((source.name, when, due, *_ended(run, now), visits))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def print_schedule(
    sources: SourcesOption = DEFAULT_FILE,
    store: options.StoreOption = options.DEFAULT_STORE,
    systemd: Annotated[bool, typer.Option("--systemd", help="As service and timer units.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="As lines of a crontab.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the units into this folder.", file_okay=False)
    ] = None,
) -> None:
    """Print the schedule for cron or systemd, which then start each crawl instead of **schedule run**. Installs nothing.

    For example:

    * **wiretrace schedule print --cron**
    * **wiretrace schedule print --systemd --out units/**
    """
    if systemd == cron:
        raise typer.BadParameter("say --systemd or --cron", param_hint="--systemd")
    if out is not None and cron:
        raise typer.BadParameter("is for --systemd; a crontab is printed", param_hint="--out")
    known = scheduled(named(sources))
    words = [*installed_program(), "crawl", "--sources", str(sources.resolve())]
    words += ["--store", _absolute(options.store_url(store))]
    try:
        if cron:
            typer.echo(crontab(known, words, str(Path.cwd())), nl=False)
            return
        units = {name: text for source in known for name, text in systemd_units(source, words, str(Path.cwd())).items()}
    except NoEquivalent as problem:
        error(str(problem))
        raise typer.Exit(1) from None
    for name, text in units.items():
        if out is None:
            typer.echo(f"# {name}\n{text}")
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(text, encoding="utf-8")
            say(str(out / name))


@dataclass(slots=True)
class _Calls:
    """The command lines of crawls and reports. Each crawl has a session of its own: a Ctrl-C in the terminal is for the scheduler alone."""

    crawling: Mapping[str, object]
    reporting: Mapping[str, object]
    folder: Path | None
    alerts: Path | None

    def crawling_words(self, source: Source) -> list[str]:
        """Return the words that crawl a source."""
        return [*this_program(), "crawl", source.name, *_options(self.crawling)]

    def following_words(self) -> dict[str, list[str]]:
        """Return the words of what follows a crawl."""
        common = _options(self.reporting)
        report = [*this_program(), "report", "--out", str(self.folder), *common]
        send = [*this_program(), "alerts", "send", "--rules", str(self.alerts), *common]
        return ({"report": report} if self.folder else {}) | ({"alerts": send} if self.alerts else {})

    def crawl(self, source: Source, run_id: int) -> subprocess.Popen[bytes]:
        """Begin the crawl of a source."""
        environment = os.environ | {"WIRETRACE_RUN": str(run_id)}
        return subprocess.Popen(self.crawling_words(source), env=environment, start_new_session=True)  # noqa: S603  # ourselves

    def after(self) -> dict[str, Begin]:
        """Return what follows a crawl."""
        return {name: partial(_begin, words) for name, words in self.following_words().items()}


def _begin(words: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  # ourselves


def _messages_due(store: Store, alerts: Alerts) -> bool:
    """Whether a message waits whose time has come, or a digest is due."""
    now = system_clock()
    with store.read() as connection:
        at = next_due(connection, alerts.channels)
    return (at is not None and at <= now) or bool(alerts.digests and due_digests(store, alerts, now=now))


def _options(values: Mapping[str, object]) -> list[str]:
    return [word for name, value in values.items() if value is not None for word in (name, str(value))]


def _absolute(url: str) -> str:
    """Return a store's URL with its whole path, as another program's files need it."""
    prefix = "sqlite:///"
    return f"{prefix}{Path(url.removeprefix(prefix)).resolve()}" if url.startswith(prefix) else url


def _last_runs(store: str, now: datetime) -> tuple[dict[str, Run], dict[str, int]]:
    """Return the last run of each source, and how many of its pages are due to be looked at again."""
    try:
        opened = Store(options.store_url(store), make=False)
    except StoreMissing:
        return {}, {}
    try:
        with opened.read() as connection:
            return last_runs(connection), count_due(connection, at=now)
    finally:
        opened.close()


def _ended(run: Run | None, now: datetime) -> tuple[str, str, str, str, str, str]:
    if run is None:
        return ("never", "-", "-", "-", "-", "-")
    outcome = run.outcome or ("running" if is_alive(run, now=now) else INTERRUPTED)
    seconds = f"{run.duration.total_seconds():.0f}" if run.duration is not None else "-"
    pages, sightings = (str(run.counts.pages), str(run.counts.sightings)) if run.counts else ("-", "-")
    code = "-" if run.exit_code is None else str(run.exit_code)
    return (_minute(run.started_at), outcome, code, pages, sightings, seconds)


def _minute(instant: datetime | None) -> str:
    return f"{instant:%Y-%m-%d %H:%M}" if instant else "-"


def _say_when(text: str) -> None:
    say(f"{system_clock():%Y-%m-%dT%H:%M:%SZ} {text}")
    sys.stdout.flush()

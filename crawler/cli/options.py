"""Options that several commands share, and how their text becomes values. A wrong one is a usage error (exit code 2).

Help needs this module and nothing of what it opens and reads, so that is imported where it is used.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from crawler.cli.console import error, note
from crawler.clock import system_clock
from crawler.errors import LayoutFileError, NotAPageError, OutletsError, StoreMissing, UnknownLayout

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from crawler.pages.custom.layout import CustomLayout
    from crawler.sightings.registries import Registries
    from crawler.store.store import Store
    from crawler.tracking.config import TrackingConfig

StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="WIRETRACE_STORE",
        help="Where everything is kept: sqlite:///FILE.db or postgresql+psycopg://USER@HOST/NAME.",
        show_default=True,
    ),
]
DEFAULT_STORE = "sqlite:///wiretrace.db"

OutletsOption = Annotated[
    Path | None,
    typer.Option(
        "--outlets",
        envvar="WIRETRACE_OUTLETS",
        help="A TOML file of custom outlets and wires, added to the bundled registry; none: the bundled one alone. Kept in the store.",
        show_default="what the store keeps",
        dir_okay=False,
    ),
]
LayoutsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--layouts",
        envvar="WIRETRACE_LAYOUTS",
        help="A custom layout file (TOML), or a folder of them; may be repeated; none: the bundled ones alone. Kept in the store.",
        show_default="what the store keeps",
    ),
]
WindowOption = Annotated[
    str,
    typer.Option(
        "--window",
        help="How far apart two copies may be: 72h, 7d, or none. Kept in the store.",
        show_default="what the store keeps, 72h at first",
    ),
]
KEPT = "kept"
_AGO, _DAY = re.compile(r"[0-9.]+[hd]"), re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST_WINDOW = 100 * 366 * 24.0  # hours; beyond that there is "none"
FetchedAtOption = Annotated[
    str | None,
    typer.Option(
        "--fetched-at", help="When the pages were fetched, like 2026-11-22T14:05:00Z. Anchors “41 minutes ago”."
    ),
]
LayoutOption = Annotated[
    str | None, typer.Option("--layout", help="Read every page with this layout instead of recognizing it.")
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact",
        envvar="WIRETRACE_CONTACT",
        help="A URL or mail address in the user agent, for webmasters; no public host is crawled without.",
    ),
]
ProxyOption = Annotated[
    str | None,
    typer.Option("--proxy", envvar="WIRETRACE_PROXY", help="Send every request through http://HOST:PORT."),
]
WireOption = Annotated[
    str | None,
    typer.Option(
        "--wire", help="These are this wire service's own items (feeds or JSONL), where they do not say whose they are."
    ),
]


def store_url(text: str) -> str:
    """Return the URL of a store; a bare file name means a SQLite file."""
    url = text if "://" in text or text.startswith("sqlite:") else f"sqlite:///{text}"
    if url in {"sqlite:", "sqlite://", "sqlite:///", "sqlite:///:memory:"}:
        raise typer.BadParameter(
            "a store in memory is gone when the command ends; name a file, like wiretrace.db", param_hint="--store"
        )
    return url


@contextmanager
def opened(text: str, *, make: bool = False, upgrade: bool = False) -> Iterator[Store]:
    """Open the store of a command and close it after; only commands that bring something in *make* one."""
    from crawler.store.store import Store

    store = Store(store_url(text), make=make, upgrade=upgrade)
    try:
        yield store
    finally:
        store.close()


def registries(extra: Path | None, layouts: Sequence[Path] | None = None) -> Registries:
    """Read the registries with the user's files ("none": without any); one that cannot be read is a usage error."""
    from crawler.sightings.registries import custom_outlets_text, registries_with

    custom_layouts = _packed(layouts) if layouts else ""
    try:
        return registries_with(custom_outlets_text(extra) if extra is not None else "", custom_layouts)
    except (OSError, ValueError) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) else wrong
        raise typer.BadParameter(f"{extra}: {why}", param_hint="--outlets") from None


def _packed(layouts: Sequence[Path]) -> str:
    """Return the text of layout files. Each mistake in them is printed on a line of its own, and they are a usage error."""
    from crawler.pages.custom.bundle import pack

    try:
        return pack(layouts)
    except LayoutFileError as wrong:
        for problem in wrong.problems:
            error(problem)
        raise typer.Exit(2) from None
    except OSError as wrong:
        raise typer.BadParameter(f"{wrong.filename}: {wrong.strerror}", param_hint="--layouts") from None


def kept_config(store: Store) -> TrackingConfig:
    """Return the configuration of tracking with the window that the store keeps."""
    from crawler.store.settings import stored_window
    from crawler.tracking.config import TrackingConfig

    with store.read() as connection:
        return TrackingConfig(window_hours=stored_window(connection))


def registries_of(
    store: Store, extra: Path | None, layouts: Sequence[Path] | None = None, *, warn: bool = True
) -> Registries:
    """Read the registries with the user's files, or where none are named with those that *store* keeps.

    A command that changes nothing should *warn* where the store was read with others.
    """
    from crawler.store.registry import is_stale, registries_chosen

    given = registries(extra, layouts)
    with store.read() as connection:
        try:
            known = registries_chosen(
                connection,
                given.custom_outlets if extra is not None else None,
                given.custom_layouts if layouts else None,
            )
        except (OutletsError, LayoutFileError) as wrong:  # kept by another version of the program
            hint = "--outlets" if isinstance(wrong, OutletsError) else "--layouts"
            raise typer.BadParameter(f"what {store.shown} keeps: {wrong}", param_hint=hint) from None
        if warn:
            _warn_of_older_work(connection)
        if warn and extra is not None and is_stale(connection, known):
            note(f"what is stored was read with other outlets; `wiretrace track --outlets {extra}` reads it again")
    return known


def _warn_of_older_work(connection: Connection) -> None:
    from crawler.jobs.upkeep.judging import is_judged_by_other_rules
    from crawler.jobs.upkeep.unfinished import is_unfinished
    from crawler.store.registry import is_outdated

    if is_unfinished(connection):
        note("tracking has not come to its end; `wiretrace track` goes on with it")
    elif is_outdated(connection):
        note("what is stored was read by another version of wiretrace; `wiretrace track` reads it again")
    elif is_judged_by_other_rules(connection):
        note("what is stored was judged by another version of wiretrace; `wiretrace track` judges it again")


def window(text: str, *, hint: str = "--window") -> float | str | None:
    """Return hours, None for "none", or "kept"."""
    from crawler.tracking.config import TrackingConfig

    cleaned = text.strip().lower()
    if cleaned == KEPT:
        return KEPT
    if cleaned == "none":
        return None
    number, unit = (cleaned[:-1], cleaned[-1]) if cleaned[-1:] in {"h", "d"} else (cleaned, "h")
    try:
        hours = float(number) * (24 if unit == "d" else 1)
        if hours <= _LONGEST_WINDOW:  # which "nan" is not
            return TrackingConfig(window_hours=hours).window_hours
    except ValueError:
        pass
    raise typer.BadParameter(f"{text!r} is no length of time; say 72h, 7d or none", param_hint=hint)


def instant(text: str | None, *, hint: str) -> datetime | None:
    """Return an instant with its zone."""
    from crawler.sightings.import_records import fetched_time

    if text is None:
        return None
    try:
        return fetched_time(text)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong), param_hint=hint) from None


def page_url(text: str | None, *, hint: str, like: str = "https://www.daily8.com/en/") -> str | None:
    """Return the address of a page."""
    from crawler.pages.html.addresses import canonicalize

    if text is not None:
        try:
            canonicalize(text)
        except NotAPageError:
            raise typer.BadParameter(f"{text!r} is no http(s) address; write it like {like}", param_hint=hint) from None
    return text


def zone(name: str | None) -> str | None:
    """Return the name of a time zone that exists."""
    if name is not None:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise typer.BadParameter(
                f"{name!r} is no time zone; write it like Europe/London", param_hint="--timezone"
            ) from None
    return name


def wire(name: str | None) -> str | None:
    """Return the name of a wire service, on one line and with a letter in it."""
    from crawler.text.sanitize import sanitize

    if name is not None and not any(map(str.isalnum, name)):
        raise typer.BadParameter(f"{name!r} names no wire service", param_hint="--wire")
    return " ".join(sanitize(name).split()) if name is not None else None


def since(text: str | None) -> datetime | None:
    """Return the instant that "24h", "7d" or an ISO 8601 date or instant means."""
    from crawler.sightings.import_records import fetched_time

    if text is None:
        return None
    if _AGO.fullmatch(text):
        hours = window(text, hint="--since")
        return system_clock() - timedelta(hours=hours) if isinstance(hours, float) else None
    try:
        return fetched_time(f"{text}T00:00:00Z" if _DAY.fullmatch(text) else text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no time; say 24h, 7d, 2026-11-22 or 2026-11-22T14:05:00Z", param_hint="--since"
        ) from None


def layout(name: str | None, layouts: Sequence[Path] | None, store: str) -> str | None:
    """Return the name of a layout that exists: one of ours, in the user's files, or in those that the store keeps."""
    from crawler.pages.registry import layout_named

    if name is None:
        return None
    custom = registries(None, layouts).layouts if layouts else _kept_layouts(store)
    try:
        layout_named(name, custom)
    except UnknownLayout as wrong:
        raise typer.BadParameter(str(wrong), param_hint="--layout") from None
    return name


def _kept_layouts(store: str) -> Sequence[CustomLayout]:
    try:
        with opened(store) as there:
            return registries_of(there, None, warn=False).layouts
    except StoreMissing:
        return ()


def contact(text: str | None, sources: Sequence[str]) -> str | None:
    """Return what the user agent says of who we are; without it only private hosts are crawled."""
    from crawler.crawling.middlewares.public_hosts import is_public
    from crawler.sources.source import is_contact

    if text is not None and not is_contact(text):
        raise typer.BadParameter(
            f"{text!r} must be a URL or a mail address, in plain characters", param_hint="--contact"
        )
    public = [source for source in sources if is_public(urlsplit(source).hostname or "")]
    if public and not text:
        raise typer.BadParameter(
            f"say who crawls {urlsplit(public[0]).hostname}: a URL or mail address for its webmaster (also WIRETRACE_CONTACT, or contact in the sources file)",
            param_hint="--contact",
        )
    return text


def archive(where: Path) -> Path:
    """Return the folder or file that a crawl archives in, which must be one it can write."""
    from crawler.crawling.archive.file import is_file_name

    folder = where.parent if is_file_name(where) else where
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK) or (is_file_name(where) and where.is_dir()):
        raise typer.BadParameter(f"{where} is no folder or file that can be written", param_hint="--warc")
    return where

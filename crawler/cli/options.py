"""Options that several commands share, and how their words become values. A wrong word is a usage error (exit code 2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from crawler.crawling.session import system_clock
from crawler.pages.layout import UnknownLayout
from crawler.pages.registry import layout_named
from crawler.sightings.observe import fetched_time
from crawler.sightings.registries import Registries, load_registries
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
        help="A TOML file of your own outlets, added to the bundled registry.",
        dir_okay=False,
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
FetchedAtOption = Annotated[
    str | None,
    typer.Option(
        "--fetched-at", help="When the pages were fetched, like 2026-11-22T14:05:00Z. Anchors “41 minutes ago”."
    ),
]
LayoutOption = Annotated[
    str | None, typer.Option("--layout", help="Read every page with this layout instead of recognizing it.")
]


def open_store(url: str, *, upgrade: bool = False) -> Store:
    """Open the store of a command."""
    return Store(url if "://" in url or url.startswith("sqlite:") else f"sqlite:///{url}", upgrade=upgrade)


def registries(extra: Path | None) -> Registries:
    """Read the registries; a file of the user's that cannot be read is a usage error."""
    try:
        return load_registries(extra)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{extra}: {error}", param_hint="--outlets") from None


def window(text: str) -> float | str | None:
    """Return hours, None for "none", or "kept"."""
    cleaned = text.strip().lower()
    if cleaned == KEPT:
        return KEPT
    if cleaned == "none":
        return None
    number, unit = (cleaned[:-1], cleaned[-1]) if cleaned[-1:] in {"h", "d"} else (cleaned, "h")
    try:
        hours = float(number) * (24 if unit == "d" else 1)
        return TrackingConfig(window_hours=hours).window_hours
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no window; say 72h, 7d or none", param_hint="--window") from None


def instant(text: str | None, *, hint: str) -> datetime | None:
    """Return an instant with its zone."""
    if text is None:
        return None
    try:
        return fetched_time(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=hint) from None


def since(text: str | None) -> datetime | None:
    """Return the instant that "24h", "7d" or an ISO 8601 date or instant means."""
    if text is None:
        return None
    hours = window(text) if text[-1:] in {"h", "d"} and text[:-1].replace(".", "", 1).isdigit() else None
    if isinstance(hours, float):
        return system_clock("") - timedelta(hours=hours)
    return instant(f"{text}T00:00:00+00:00" if len(text) == 10 else text, hint="--since")


def layout(name: str | None) -> str | None:
    """Return the name of a layout that exists."""
    if name is not None:
        try:
            layout_named(name)
        except UnknownLayout as error:
            raise typer.BadParameter(str(error), param_hint="--layout") from None
    return name

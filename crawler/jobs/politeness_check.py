"""Checking that a crawl would be polite: how it identifies itself, how it reads robots.txt and reservations, which hosts are leased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scrapy.settings import Settings

from crawler import settings as project_settings
from crawler.errors import StoreError
from crawler.permissions.reservations import STOPPING, TOKEN, of_site, read_tdmrep
from crawler.permissions.robots import Robots
from crawler.store import hosts
from crawler.store.store import Store
from crawler.store.visited.ahead import moments_ahead

_PAGE = "https://news.example/drafts/1.html"
_SHUT = f"User-agent: {TOKEN}\nDisallow: /drafts\n".encode()
_RESERVED = b'[{"location": "/drafts/*", "tdm-reservation": 1}]'


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, whether it passed, what was found, whether the program works without it."""

    name: str
    good: bool
    finding: str
    optional: bool = False


def check_politeness(store_url: str, *, contact: str | None, now: datetime) -> list[Check]:
    """Check the settings a crawl would have, try the parsers, and count the hosts that are leased or paused."""
    settings = Settings()
    settings.setmodule(project_settings, priority="project")
    return [
        _contact(contact),
        _robots(settings),
        _reservations(settings),
        _leases(store_url, settings, now),
        _clock(store_url, now),
    ]


def _contact(contact: str | None) -> Check:
    if contact:
        return Check("contact", good=True, finding=contact)
    advice = "not set; set WIRETRACE_CONTACT to a URL or mail address, public hosts are not crawled without it"
    return Check("contact", good=False, finding=advice, optional=True)


def _robots(settings: Settings) -> Check:
    keeps_out = not Robots.parse(_SHUT).allowed(_PAGE, TOKEN)
    mounted = (
        settings.getdict("DOWNLOADER_MIDDLEWARES").get("crawler.crawling.middlewares.robots.StrictRobots") is not None
    )
    good = keeps_out and mounted and settings.getbool("ROBOTSTXT_OBEY")
    finding = f'obeyed as "{TOKEN}"; a 5xx or no answer disallows everything; fetched again after 24 h'
    return Check(
        "robots.txt", good=good, finding=finding if good else "not obeyed: ROBOTSTXT_OBEY or StrictRobots is off"
    )


def _reservations(settings: Settings) -> Check:
    reservations = of_site(_PAGE, robots=Robots.parse(b""), tdmrep=read_tdmrep(_RESERVED))
    good = any(reservation.stops_us for reservation in reservations)
    obeyed = settings.getbool("WIRETRACE_RESPECT_RESERVATIONS")
    finding = (
        f"recorded, {'obeyed' if obeyed else 'not obeyed'} unless --ignore-reservations: {', '.join(sorted(STOPPING))}"
    )
    return Check("reservations", good=good and obeyed, finding=finding)


def _clock(store_url: str, now: datetime) -> Check:
    """Tell of moments in the store that a wrong clock wrote, or that the present clock is behind."""
    try:
        store = Store(store_url, make=False)
    except StoreError:
        return Check("clock", good=True, finding=f"{now:%Y-%m-%d %H:%M} UTC", optional=True)
    with store.read() as connection:
        ahead = moments_ahead(connection, now=now)
    store.close()
    if not ahead:
        return Check("clock", good=True, finding=f"{now:%Y-%m-%d %H:%M} UTC")
    counted = ", ".join(f"{what} {number}" for what, number in ahead.items())
    finding = (
        f"it is {now:%Y-%m-%d %H:%M} UTC by this machine, and the store has moments days ahead of that ({counted}): "
    )
    return Check(
        "clock",
        good=False,
        finding=finding + "a clock was wrong; waits and pauses among them are passed over",
        optional=True,
    )


def _leases(store_url: str, settings: Settings, now: datetime) -> Check:
    if settings.get("DOWNLOADER") != "crawler.crawling.middlewares.leases.LeasedDownloader":
        return Check("leases", good=False, finding="hosts are not leased: DOWNLOADER is not LeasedDownloader")
    try:
        store = Store(store_url, make=False)
    except StoreError:  # reported by the check of the store
        return Check("leases", good=True, finding="one request per host at a time; no store yet", optional=True)
    with store.read() as connection:
        counts = hosts.counts(connection, now=now)
    store.close()
    finding = f"{counts.held} hosts leased now, {counts.paused} paused, {counts.expired} left by a crawl that died (free again)"
    return Check("leases", good=True, finding=finding)

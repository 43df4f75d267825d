"""Pages that only a browser can open: scrapy-playwright with the system's Chromium. An extra; off unless asked for.

Here is what a crawl says of the browser, without the extra itself: its settings, its flags, what a request carries, which of
a page's own requests are not made. browser_handler opens the pages, browser_visit holds them to the rules of the crawl,
browser_steps does what their source declares. Decision 0010 lists what a browser cannot be held to.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request

from crawler.crawling.middlewares.private_addresses import leads_inside
from crawler.errors import BrowserMissing
from crawler.sightings.claims import IN_BROWSER
from crawler.sources.source import UNSEEN, Source
from crawler.sources.steps import Step

_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--blink-settings=imagesEnabled=false",  # pictures are most of the work and none of the text (measured: 7x)
    "--deny-permission-prompts",
    "--disable-shared-workers",  # what they ask for passes by every fence
    "--js-flags=--max-old-space-size=512",  # megabytes; a page that wants more crashes alone
)
#: What a text does not need. Everything else a page may ask for: scripts bring the blocks.
_NOT_TEXT = frozenset({"image", "media", "font", "texttrack", "eventsource", "websocket", "manifest", "ping"})
_CLIPPED = "???.???"  # in Chromium's patterns a "?" is one character or none
#: Hosts that no name is asked for: private, shared, link-local and loopback numbers, as Chromium spells them.
_INSIDE = (
    "localhost", "*.localhost", f"0.???.{_CLIPPED}", f"10.???.{_CLIPPED}", f"127.???.{_CLIPPED}", f"169.254.{_CLIPPED}",
    f"192.168.{_CLIPPED}", *(f"172.{n}.{_CLIPPED}" for n in range(16, 32)), *(f"100.{n}.{_CLIPPED}" for n in range(64, 128)),
    "[::]", "[::1]", "[::ffff:*", "[fc*", "[fd*", "[fe8*", "[fe9*", "[fea*", "[feb*",
)  # fmt: skip
_SECONDS = 45.0  # a page may take, with all its steps
BROWSER_ERROR = "browser-error"  # why a crawl ends when no browser starts
COUNTED = "wiretrace/browser/"  # how the names of the counts begin of what was refused and what could not be done
SENT_ON = "sent-on"  # the flag of a response that no server gave: the page's script said where it is
_ASKED = "wiretrace_browser"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserAsked:
    """What a request asks of the browser: the steps to do on the page, and the seconds that all of it may take."""

    steps: tuple[Step, ...] = ()
    seconds: float = _SECONDS


def browser_meta(source: Source | None, depth: int, *, enabled: bool, listed: bool = False) -> dict[str, Any]:
    """Return the request meta that sends a page through the browser, or none.

    The start page of a feed or a sitemap, and a sitemap that another one *listed*, is fetched plainly: a browser shows its
    own rendering of it.
    """
    unseen = source is not None and source.kind in UNSEEN and (depth == 0 or listed)
    if not enabled or unseen:
        return {}
    if source is None:
        return {"playwright": True, _ASKED: BrowserAsked()}
    seconds = source.limits.page_seconds or _SECONDS
    return {"playwright": True, _ASKED: BrowserAsked(steps=source.steps_at(depth), seconds=seconds)}


def asked_of(request: Request) -> BrowserAsked:
    """Return what *request* asks of the browser."""
    asked = request.meta.get(_ASKED)
    return asked if isinstance(asked, BrowserAsked) else BrowserAsked()


def note_done(request: Request, notes: Sequence[str]) -> None:
    """Keep with *request* what was done on its page."""
    if notes:
        request.meta[IN_BROWSER] = list(notes)


def with_done(claims: Mapping[str, object], request: Request | None) -> dict[str, object]:
    """Return *claims* with what the browser did on the page, which is stored with them."""
    done = request.meta.get(IN_BROWSER) if request is not None else None
    return {**claims, IN_BROWSER: done} if done else dict(claims)


def browser_settings(start_urls: Sequence[str] = (), proxy: str = "") -> dict[str, Any]:
    """Return the Scrapy settings for crawling with Chromium. Raises BrowserMissing with one line that says what to do.

    Hosts of *start_urls* that are numbers or localhost are allowed, as the user named them.
    """
    if importlib.util.find_spec("scrapy_playwright") is None:
        raise BrowserMissing("the browser extra is missing; install it: pip install 'wiretrace[browser]'")
    handler = "crawler.crawling.browser.handler.BrowserHandler"
    launch: dict[str, Any] = {"executable_path": find_chromium(), "args": chromium_flags([*start_urls, proxy])}
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "file": None, "ftp": None, "data": None, "s3": None},
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch | ({"proxy": {"server": proxy}} if proxy else {}),
        "CONCURRENT_REQUESTS": 4,  # pages open at once; each holds its host until it is read
        "WIRETRACE_BROWSER": True,
    }


def find_chromium() -> str:
    """Return the path of a Chromium on this machine. Raises BrowserMissing when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    raise BrowserMissing("there is no Chromium on this machine; install it (Debian: apt-get install chromium)")


def chromium_flags(named: Sequence[str] = ()) -> list[str]:
    """Return the flags Chromium is started with; the places of the URLs *named* by the user are let through.

    The sandbox is not available to root.
    """
    places = sorted({place for url in named if (place := _place(url))})
    # The first rule that fits counts. An exception (EXCLUDE) would let every port of the host through.
    rules = [*(f"MAP {place} {place}" for place in places), *(f"MAP {pattern} ~NOTFOUND" for pattern in _INSIDE)]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*_FLAGS, f"--host-resolver-rules={','.join(rules)}", *(["--no-sandbox"] if root else [])]


async def refuse_request(request: Any) -> bool:
    """Say which of a page's own requests are not made: what the text does not need, and what leads to a private address."""
    return request.resource_type in _NOT_TEXT or is_needless(request.headers) or await leads_inside(request.url)


def is_needless(headers: Mapping[str, str]) -> bool:
    """Say whether a request is for a page's icon, or for something that may be wanted later."""
    return headers.get("accept", "").startswith("image/") or "prefetch" in headers.get("sec-purpose", "")


def _place(url: str) -> str | None:
    """Return host and port of *url*."""
    parts = urlsplit(url)
    if not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{parts.port or (443 if parts.scheme == 'https' else 80)}"

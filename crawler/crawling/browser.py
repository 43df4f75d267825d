"""Pages that only a browser can open: scrapy-playwright with the system's Chromium. An extra; off unless asked for.

A page's own requests are held to the rules of the crawl as far as the browser lets us: pictures, media and fonts are
never asked for, downloads and service workers are off, and what leads to a private address is refused, by name in
`refuse_request` and by number, redirects and sockets included, in Chromium's own resolver. What it does not do, the
decision 0010 tells.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from crawler.crawling.addresses import leads_inside
from crawler.told import Told

_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--blink-settings=imagesEnabled=false",  # pictures are most of the work and none of the text (measured: 7x)
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
_SETTLE = 10_000  # milliseconds a page gets to fall silent; one that never does is read as it stands


class BrowserMissing(Told):
    """There is no browser to open pages in; the message says what to install."""


def browser_meta(*, enabled: bool) -> dict[str, Any]:
    """Return the request meta that sends a page through the browser and waits for its blocks, or none."""
    if not enabled:
        return {}
    from scrapy_playwright.page import PageMethod  # noqa: PLC0415  # an extra

    return {"playwright": True, "playwright_page_methods": [PageMethod(settled)]}


def browser_settings(start_urls: Sequence[str] = (), proxy: str = "") -> dict[str, Any]:
    """Return the Scrapy settings for crawling with Chromium. Raises BrowserMissing with one line that says what to do.

    Hosts of *start_urls* that are numbers or localhost are allowed, as the user named them.
    """
    if importlib.util.find_spec("scrapy_playwright") is None:
        raise BrowserMissing("the browser extra is missing; install it: pip install 'wiretrace[browser]'")
    handler = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
    launch: dict[str, Any] = {"executable_path": find_chromium(), "args": chromium_flags([*start_urls, proxy])}
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "file": None, "ftp": None, "data": None, "s3": None},
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch | ({"proxy": {"server": proxy}} if proxy else {}),
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 4,
        "PLAYWRIGHT_CONTEXTS": {"default": {"service_workers": "block", "accept_downloads": False}},
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 30_000,
        "PLAYWRIGHT_ABORT_REQUEST": refuse_request,
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

    The sandbox cannot be had as root.
    """
    places = sorted({place for url in named if (place := _place(url))})
    # The first rule that fits counts. An exception (EXCLUDE) would let every port of the host through.
    rules = [*(f"MAP {place} {place}" for place in places), *(f"MAP {pattern} ~NOTFOUND" for pattern in _INSIDE)]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*_FLAGS, f"--host-resolver-rules={','.join(rules)}", *(["--no-sandbox"] if root else [])]


async def refuse_request(request: Any) -> bool:
    """Say which of a page's own requests are not made: what the text does not need, and what leads to a private address."""
    return request.resource_type in _NOT_TEXT or await leads_inside(request.url)


async def settled(page: Any) -> None:
    """Wait until the scripts of *page* have asked for all they want, or long enough."""
    from playwright.async_api import TimeoutError as TookTooLong  # noqa: PLC0415  # an extra

    try:
        await page.wait_for_load_state("networkidle", timeout=_SETTLE)
    except TookTooLong:  # a page that never falls silent is read as it stands
        return


def _place(url: str) -> str | None:
    """Return host and port of *url*."""
    parts = urlsplit(url)
    if not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{parts.port or (443 if parts.scheme == 'https' else 80)}"

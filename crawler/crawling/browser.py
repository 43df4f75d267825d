"""Pages that only a browser can open: scrapy-playwright with the system's Chromium. An extra; off unless asked for."""

from __future__ import annotations

import importlib.util
import os
import shutil
from typing import Any

_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--blink-settings=imagesEnabled=false",  # pictures are most of the work and none of the text (measured: 7x)
)


class BrowserMissing(Exception):
    """There is no browser to open pages in; the message says what to install."""


def browser_meta(*, enabled: bool) -> dict[str, Any]:
    """Return the request meta that sends a page through the browser, or none."""
    return {"playwright": True} if enabled else {}


def browser_settings() -> dict[str, Any]:
    """Return the Scrapy settings for crawling with Chromium. Raises BrowserMissing with one line that says what to do."""
    if importlib.util.find_spec("scrapy_playwright") is None:
        raise BrowserMissing("the browser extra is missing; install it: pip install 'wiretrace[browser]'")
    handler = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "file": None, "ftp": None, "data": None, "s3": None},
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": find_chromium(), "args": chromium_flags()},
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 4,
        "PLAYWRIGHT_CONTEXTS": {"default": {"service_workers": "block", "accept_downloads": False}},
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 30_000,
        "PLAYWRIGHT_ABORT_REQUEST": abort_request,
        "WIRETRACE_BROWSER": True,
    }


def find_chromium() -> str:
    """Return the path of a Chromium on this machine. Raises BrowserMissing when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    raise BrowserMissing("there is no Chromium on this machine; install it (Debian: apt-get install chromium)")


def chromium_flags() -> list[str]:
    """Return the flags Chromium is started with; the sandbox cannot be had as root."""
    return [*_FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


def abort_request(request: Any) -> bool:
    """Say which of a page's own requests are not made: media, fonts, and anything the text does not need."""
    return request.resource_type in {"image", "media", "font", "texttrack", "eventsource", "websocket", "manifest"}

"""One reason for every page that did not come, from whatever exception Scrapy or Twisted raised.

IgnoreRequest (Scrapy)
├── Refused     we chose not to fetch or not to read: robots.txt, a private address, a reservation
└── ComeBack    the server asked us to wait (Retry-After)
    └── NoBrowser   no browser starts on this machine
GaveUp          a page in the browser cannot be read
"""

from __future__ import annotations

import zlib
from datetime import datetime
from gzip import BadGzipFile

import brotli
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectionRefusedError as TwistedRefused
from twisted.internet.error import DNSLookupError
from twisted.internet.error import TimeoutError as TwistedTimeout
from twisted.python.failure import Failure

from crawler.crawling.answers import HeadersTooLarge
from crawler.faults import PROGRAM_ERROR, fault
from crawler.store.queue import FAILED, REFUSED


class Refused(IgnoreRequest):
    """We do not fetch this page; `reason` is the slug that is counted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ComeBack(IgnoreRequest):
    """The server asked us not to come back before an instant; `counts` is false where this very page was not requested."""

    def __init__(self, not_before: datetime, *, counts: bool = True) -> None:
        super().__init__(f"not before {not_before.isoformat()}")
        self.not_before = not_before
        self.counts = counts


class NoBrowser(ComeBack):
    """No browser starts. The page is not to blame: it stays pending."""


class GaveUp(Exception):
    """A page in the browser cannot be read; `reason` is the slug that is counted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_BY_TYPE: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((CannotResolveHostError, DNSLookupError), "host-not-found"),
    ((DownloadTimeoutError, TwistedTimeout), "timeout"),
    ((DownloadConnectionRefusedError, TwistedRefused), "connection-refused"),
    ((ResponseDataLossError,), "cut-off"),
    ((DownloadCancelledError,), "too-large"),
    ((NotSupported, UnsupportedURLSchemeError), "unsupported-scheme"),
    ((DownloadFailedError,), "connection-broken"),
    ((EOFError, BadGzipFile, zlib.error, brotli.error), "bad-encoding"),
)


_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)

_BY_WORDS = {
    "net::ERR_NAME_NOT_RESOLVED": "host-not-found",
    "net::ERR_CONNECTION_REFUSED": "connection-refused",
    "net::ERR_TIMED_OUT": "timeout",
    "Timeout ": "timeout",
    "net::ERR_TOO_MANY_REDIRECTS": "redirects",
    "net::ERR_": "connection-broken",
    "crashed": "page-crashed",  # the page's own event may come after the failure of what was asked of it
    "Execution context was destroyed": "left-the-web",  # by what its script put in its place
}


def _ignored(message: str) -> tuple[str, str]:
    """Scrapy says why it ignores a request only in words."""
    if "DOWNLOAD_MAXSIZE" in message:
        return FAILED, "too-large"
    return REFUSED, "redirects" if "redirect" in message else "ignored"


def outcome(failure: Failure) -> tuple[str, str]:
    """Return the state and the reason of a page that did not come."""
    error = failure.value
    if isinstance(error, Refused):
        return REFUSED, error.reason
    if isinstance(error, GaveUp):
        return FAILED, error.reason
    if isinstance(error, HttpError):
        return FAILED, f"http-{error.response.status}"
    if isinstance(error, IgnoreRequest):
        return _ignored(str(error))
    return FAILED, _by_type(error) or _fault(error) or _by_words(str(error)) or f"network-{type(error).__name__}"


def _by_type(error: BaseException | None) -> str | None:
    if HeadersTooLarge.__name__ in str(error):  # Scrapy keeps only the words of what failed
        return "headers-too-large"
    return next((reason for types, reason in _BY_TYPE if isinstance(error, types)), None)


def _fault(error: BaseException | None) -> str | None:
    """Return the reason for what a network does not raise, where it comes through code of ours."""
    ours = isinstance(error, _FAULTS) and fault(error) != type(error).__name__
    return PROGRAM_ERROR if ours else None


def _by_words(message: str) -> str | None:
    """Return the reason that a browser gives in words."""
    return next((reason for words, reason in _BY_WORDS.items() if words in message), None)

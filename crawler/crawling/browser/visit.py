"""One page open in the browser: what it may ask for, where it may go, and what is read of it. Only with the browser extra.

Wherever a page wants to go, be it by its server's redirect or by its script, it does not go by itself: the visit ends, and
the new address passes the rules of the crawl (robots.txt, private addresses, leases, delays) as any other.

Exception
├── Answered     the server redirects, or has no page: status and headers
├── SentOn       the page's script leads to another address
├── NotHtml      the server sends something else than a page that a browser could show
└── GaveUp       (reasons.py) it cannot be read, with the reason that is counted
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin

from playwright.async_api import CDPSession, Frame, Page, Route
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Request as Asked
from playwright.async_api import Response as Answer
from scrapy import Request
from scrapy.http import Headers

from crawler.crawling.browser.settings import is_needless, refuse_request
from crawler.crawling.browser.steps import Outcome, Walk
from crawler.crawling.session.reasons import GaveUp
from crawler.sources.steps import Step, Verb

_POLL_EVERY = 0.05  # seconds between two looks
_SILENT = 0.5  # seconds without a request under way that mean the scripts have asked for all they want
_CAUSE_COMES = 0.3  # seconds after a failure in which its cause is reported
_MOST_REQUESTS = 1_000  # of one page; a big front page without its pictures makes some 200
_HTML = ("text/html", "application/xhtml+xml")
_PLAIN = (
    "text/",
    "application/json",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/feed+json",
)
#: Chromium's own Fetch domain, next to Playwright's: it alone sees redirects, downloads and every icon in time.
_WATCHED = [
    {"urlPattern": "*", "resourceType": "Document", "requestStage": "Request"},
    {"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"},
    {"urlPattern": "*", "resourceType": "Other", "requestStage": "Request"},
]


class Answered(Exception):
    """The server answers with something else than a page: a redirect, an error. The headers are (name, value) pairs."""

    def __init__(self, status: int, headers: list[tuple[str, str]]) -> None:
        super().__init__(status)
        self.status, self.headers = status, headers


class SentOn(Exception):
    """The page's script says that it is somewhere else."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class NotHtml(Exception):
    """The server sends something else than a page; it is to be fetched without a browser."""


@dataclass(kw_only=True, eq=False)  # no slots: Playwright writes on what listens to it
class Visit:
    """A page being opened. `count` is called with what was refused, `largest` is a limit in characters."""

    page: Page
    request: Request
    largest: int
    count: Callable[[str], None]
    ended: asyncio.Future[Exception] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    frame: str = ""
    underway: set[Asked] = field(default_factory=set)
    asked: int = 0
    opened: bool = False
    arrived: bool = False
    stays: bool = False
    dismissing: bool = False
    crashed: bool = False

    async def prepare(self) -> None:
        """Set the fences up."""
        page = self.page
        page.on("crash", lambda _page: self._end(GaveUp("page-crashed"), crashed=True))
        page.on("framenavigated", self._on_arrival)
        page.on("popup", self._on_popup)
        page.on("download", lambda _download: self.count("download refused"))
        page.on("request", self._on_started)
        page.on("requestfinished", self._on_over)
        page.on("requestfailed", self._on_over)
        await page.route("**", self._on_request)
        chromium = await page.context.new_cdp_session(page)
        chromium.on("Fetch.requestPaused", lambda event: asyncio.ensure_future(self._on_paused(chromium, event)))
        self.frame = (await chromium.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        await chromium.send("Fetch.enable", {"patterns": _WATCHED})

    async def open(self, seconds: float) -> Answer:
        """Ask for the page; return its server's answer when its document begins to come. Raises SentOn, NotHtml, GaveUp, PlaywrightError."""
        try:
            answer = await self.page.goto(self.request.url, wait_until="commit", timeout=seconds * 1000)
        except PlaywrightError:
            if self.ended.done():  # the fences broke it off
                raise self.ended.result() from None
            raise
        if answer is None:
            raise GaveUp("connection-broken")
        self.arrived = True
        return answer

    async def settled(self, seconds: float) -> None:
        """Wait until the document is complete and its scripts have requested all they want, which may take *seconds* from then on.

        A script can open a complete document again and write on. One that never closes it is never complete, whether it
        began before the first look or after: its page meets its deadline. Raises SentOn, GaveUp.
        """
        clock = asyncio.get_running_loop().time
        complete_since = quiet_since = clock()
        while clock() - complete_since < seconds and clock() - quiet_since < _SILENT:
            await self._unless_ended(asyncio.sleep(_POLL_EVERY))
            if await self._unless_ended(self.page.evaluate("document.readyState")) == "loading":
                complete_since = quiet_since = clock()
            elif self.underway:
                quiet_since = clock()

    async def walked(self, steps: tuple[Step, ...], *, until: float) -> Outcome:
        """Do *steps* until the event loop's clock says *until*; from then on the page stays where it is. Raises SentOn, GaveUp."""
        walk = Walk(self.page, until, lambda: bool(self.underway))
        outcome: Outcome = await self._unless_ended(walk.through(steps, self._begin)) if steps else Outcome()
        self.stays = True
        return outcome

    async def content(self) -> str:
        """Return the page as it is now. Raises GaveUp when it is too large."""
        size = await self._unless_ended(
            self.page.evaluate("() => (document.documentElement || {outerHTML: ''}).outerHTML.length")
        )
        if size > self.largest:
            raise GaveUp("too-large")
        html: str = await self._unless_ended(self.page.content())
        return html

    def _begin(self, step: Step) -> None:
        """Say where the page may go: a cookie wall may lead elsewhere and back, and send a form; scrolling leads nowhere."""
        self.dismissing = step.verb is Verb.DISMISS
        self.stays = step.verb in {Verb.SCROLL, Verb.CLICK}

    async def _unless_ended(self, waiting: Coroutine[Any, Any, Any]) -> Any:
        """Wait for *waiting*; raise what ended the visit meanwhile."""
        task = asyncio.ensure_future(waiting)
        try:
            await asyncio.wait({task, self.ended}, return_when=asyncio.FIRST_COMPLETED)
            if task.done() and isinstance(
                task.exception(), PlaywrightError
            ):  # what broke it is reported a little later
                await asyncio.wait({self.ended}, timeout=_CAUSE_COMES)
        finally:
            if not task.done():
                task.cancel()
        if self.ended.done():
            raise self.ended.result()
        return task.result()

    def _end(self, why: Exception, *, crashed: bool = False) -> None:
        self.crashed = self.crashed or crashed
        if not self.ended.done():
            self.ended.set_result(why)

    def _on_arrival(self, frame: Frame) -> None:
        """End the visit when the page has put something in its place that came from no server: about:blank, a blob."""
        if self.arrived and frame.parent_frame is None and not frame.url.startswith(("http://", "https://")):
            self._end(GaveUp("left-the-web"))

    def _on_started(self, asked: Asked) -> None:
        self.underway.add(asked)

    def _on_over(self, asked: Asked) -> None:
        self.underway.discard(asked)

    async def _on_popup(self, popup: Page) -> None:
        """Close a window that the page opened; its first request was refused by the context."""
        self.count("window refused")
        try:
            await popup.close()
        except PlaywrightError:  # gone already
            return

    async def _on_request(self, route: Route) -> None:
        """Let a request of the page pass, or refuse it."""
        asked = route.request
        self.asked += 1
        try:
            if self.asked > _MOST_REQUESTS:
                self.count("request beyond the limit refused")
                await route.abort()
            elif not self._may_go(asked):
                await route.abort("aborted")  # anything else would put an error page in the place of the page
            elif await refuse_request(asked):
                await route.abort()
            elif self._is_document(asked) and asked.method == "GET":
                await route.continue_(headers=_as_text(self.request.headers))
            else:
                await route.continue_()
        except PlaywrightError:  # the page was closed meanwhile
            return

    def _is_document(self, asked: Asked) -> bool:
        return asked.is_navigation_request() and asked.frame.parent_frame is None

    def _may_go(self, asked: Asked) -> bool:
        """Return whether a request stays on the page. One that does ends the visit, or is refused."""
        if not self._is_document(asked):
            return True
        if not self.opened:
            self.opened = True
            return True
        if asked.method != "GET":
            return self.dismissing
        again = urldefrag(asked.url)[0] == urldefrag(self.request.url)[0]
        reloaded = again and self.request.url in self.request.meta.get("redirect_urls", ())
        if self.stays or reloaded:  # the second time it is read as it is
            self.count("navigation refused")
        else:
            self._end(SentOn(asked.url))
        return False

    async def _on_paused(self, chromium: CDPSession, event: dict[str, Any]) -> None:
        """Look at a document of the page or its frames before it is asked for, and before its answer is taken; and at icons."""
        verdict = self._verdict(event)
        if verdict is not None:
            self._end(verdict)
        icon = event["resourceType"] == "Other" and is_needless(_lowered(event["request"]["headers"].items()))
        refused = verdict is not None or icon or "networkId" not in event  # a download that the page began has none
        try:
            if refused:
                await chromium.send("Fetch.failRequest", {"requestId": event["requestId"], "errorReason": "Aborted"})
            else:
                await chromium.send("Fetch.continueRequest", {"requestId": event["requestId"]})
        except PlaywrightError:  # the page was closed meanwhile
            return

    def _verdict(self, event: dict[str, Any]) -> Exception | None:
        """Return what ends the visit, if this document is the page's own."""
        if "responseStatusCode" not in event or event["frameId"] != self.frame:
            return None
        status = event["responseStatusCode"]
        headers = [(header["name"], header["value"]) for header in event.get("responseHeaders", ())]
        if (
            event["request"]["method"] != "GET"
        ):  # the form of a wall was sent: on to where it leads, or back to the page
            target = _lowered(headers).get("location" if 300 <= status < 400 else "", self.request.url)
            return SentOn(urljoin(event["request"]["url"], target))
        return _unreadable(status, headers, self.largest)


def _as_text(headers: Headers) -> dict[str, str]:
    return {str(name): str(value) for name, value in headers.to_unicode_dict().items()}


def _lowered(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def _unreadable(status: int, headers: list[tuple[str, str]], largest: int) -> Exception | None:
    """Return why an answer is nothing for a browser to show."""
    if status >= 300:
        return Answered(status, headers)
    lowered = _lowered(headers)
    kind = lowered.get("content-type", "text/html").partition(";")[0].strip().lower()
    length = lowered.get("content-length", "").strip()
    if length.isascii() and length.isdigit() and int(length) > largest:
        return GaveUp("too-large")
    if lowered.get("content-disposition", "").strip().lower().startswith("attachment"):
        return GaveUp("download")
    if kind in _HTML and status != 204:
        return None
    return NotHtml() if kind.startswith(_PLAIN) or status == 204 else GaveUp("download")

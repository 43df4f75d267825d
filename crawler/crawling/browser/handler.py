"""Scrapy's download handler for pages in the browser: scrapy-playwright's, held to time, memory and the rules of a crawl.

Loaded by name when a crawl uses the browser. A context of the browser is closed after some pages, so that memory does not
grow with the crawl; a page that takes too long, crashes or takes the browser along is given up alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, ClassVar

from playwright._impl._errors import TargetClosedError
from playwright.async_api import Browser, Page, Route, WebSocketRoute
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Response as Answer
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, HtmlResponse, Response
from scrapy.utils.httpobj import urlparse_cached
from scrapy_playwright._utils import _encode_body
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.crawling.browser.lanes import Lane, Lanes
from crawler.crawling.browser.memory import watch_memory
from crawler.crawling.browser.settings import BROWSER_ERROR, COUNTED, SENT_ON, asked_of, note_done
from crawler.crawling.browser.visit import Answered, NotHtml, SentOn, Visit
from crawler.crawling.session.clock import clock_of
from crawler.crawling.session.reasons import GaveUp, NoBrowser

logger = logging.getLogger(__name__)
_ATTEMPTS = 3  # times a page is opened when the browser goes away under it
_OPENING = 20.0  # seconds that a new page gets to be there; a browser that takes longer hangs
_CLOSING = 5.0  # seconds that a page gets to close; a renderer that spins is ended in half of one
_ANSWER = 30.0  # seconds that a server gets for its answer, as without a browser
_SETTLE, _SETTLING = (
    10.0,
    0.4,
)  # seconds a page gets to fall silent, and the share of its time; then it is read as it is
_READING = 0.15  # share of a page's time that is reserved for reading it after its steps
_CONTEXT = {"service_workers": "block", "accept_downloads": False, "reduced_motion": "reduce"}
#: Takes rules for speculative loading out before they are read: what they fetch passes by every fence.
_NO_SPECULATION = """new MutationObserver(changes => {
  for (const change of changes) for (const node of change.addedNodes)
    if (node.localName === "script" && node.type === "speculationrules") node.remove();
}).observe(document, {childList: true, subtree: true})"""


class BrowserLost(Exception):
    """The browser does not answer any more."""


class BrowserHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # it has no types
    """One for a crawl, whatever the scheme of its pages: each would start a browser of its own."""

    _made: ClassVar[dict[Crawler, BrowserHandler]] = {}

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self.lanes = Lanes(settings.getint("CONCURRENT_REQUESTS"), settings.getint("WIRETRACE_BROWSER_PAGES"))
        self.largest = settings.getint("DOWNLOAD_MAXSIZE")
        self.broken = False
        self.watch: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BrowserHandler:
        """Return the handler of a crawler, the same one each time."""
        if crawler not in cls._made:
            cls._made[crawler] = cls(crawler)
        return cls._made[crawler]

    async def download_request(self, request: Request) -> Response:
        """Open a page in the browser; fetch it plainly if that is asked for, or if a browser has nothing to show of it.

        Raises GaveUp, NoBrowser, PlaywrightError.
        """
        if not request.meta.get("playwright"):
            return await self._plainly(request)
        for attempt in range(_ATTEMPTS):
            try:
                return await self._opened(request)
            except NotHtml:
                return await self._plainly(request)
            except (TargetClosedError, BrowserLost):  # by this page or by another
                self._count("page lost with the browser")
                await asyncio.sleep(0.5 * (attempt + 1))
        raise GaveUp("browser-crashed")

    async def close(self) -> None:
        """Close the browser; one that is gone already is no reason to complain."""
        if self._made.pop(self._crawler, None) is not None:
            with suppress(PlaywrightError):
                await super().close()

    async def _plainly(self, request: Request) -> Response:
        response: Response = await HTTP11DownloadHandler.download_request(self, request)
        return response

    async def _opened(self, request: Request) -> Response:
        """Open a page in a lane, and close it whatever comes of it."""
        lane, page, visit = self._lane(request), None, None
        try:
            page = await self._new_page(request)
            visit = Visit(page=page, request=request, largest=self.largest, count=self._count)
            async with asyncio.timeout(asked_of(request).seconds):
                return await self._visited(visit)
        except Answered as answered:
            return _response(request, answered.status, answered.headers)
        except SentOn as sent:
            return _response(request, 302, [("Location", sent.url)], SENT_ON)
        except TimeoutError:
            raise GaveUp("deadline") from None
        except PlaywrightError:
            if visit is not None and visit.crashed:
                raise GaveUp("page-crashed") from None
            raise
        finally:
            await self._leave(lane, page)

    def _lane(self, request: Request) -> Lane:
        """Choose the lane for a page, and say so in its request."""
        again = request.meta.get("playwright_context") if request.meta.get("redirect_times") else None
        lane = self.lanes.take(urlparse_cached(request).netloc, again=again)
        agent = (request.headers.get("User-Agent") or b"").decode("latin-1")
        request.meta["playwright_context"] = lane.context
        request.meta["playwright_context_kwargs"] = {**_CONTEXT, **({"user_agent": agent} if agent else {})}
        return lane

    async def _new_page(self, request: Request) -> Page:
        await (
            self._maybe_launch_browser()
        )  # within a time of its own: a busy machine takes longer to start one than to open a page
        try:
            async with asyncio.timeout(_OPENING):
                page: Page = await self._create_page(request=request, spider=self._crawler.spider)
        except TimeoutError:
            await self._forget_browser()
            raise BrowserLost from None
        return page

    async def _visited(self, visit: Visit) -> Response:
        """Open the page, do its steps, read it."""
        request, clock = visit.request, asyncio.get_running_loop().time
        asked, began = asked_of(request), clock()
        await visit.prepare()
        answer = await visit.open(min(_ANSWER, asked.seconds))
        request.meta["download_latency"] = clock() - began  # what the server took, not its scripts
        await visit.settled(min(_SETTLE, asked.seconds * _SETTLING))
        outcome = await visit.walked(asked.steps, until=began + asked.seconds * (1 - _READING))
        note_done(request, [*outcome.done, *outcome.missed])
        for missed in outcome.missed:
            self._count(missed)
        return await _html_response(request, answer, await visit.content())

    async def _leave(self, lane: Lane, page: Page | None) -> None:
        """Close a page, and the contexts that are used up."""
        if page is not None and not await _within(_CLOSING, page.close()):
            await self._forget_browser()
        self.lanes.give_back(lane)
        while self.lanes.left:
            wrapper = self.context_wrappers.get(self.lanes.left.pop())
            if wrapper is not None and not await _within(_CLOSING, wrapper.context.close()):
                await self._forget_browser()

    async def _forget_browser(self) -> None:
        """End a browser that does not respond; the next page starts another."""
        self._count("browser that hung ended")
        browser: Browser | None = getattr(self, "browser", None)
        if browser is not None:
            await _within(_CLOSING, browser.close())
            self._browser_disconnected_callback(browser)

    def _browser_disconnected_callback(self, browser: Browser) -> None:
        """Forget a browser that ended, with its contexts."""
        if getattr(self, "browser", None) is browser:
            del self.browser
            self.context_wrappers.clear()
            self.lanes.lose()

    async def _maybe_launch_browser(self) -> None:
        """Start the browser unless it runs. When it does not start, the crawl ends and can be taken up again."""
        running = getattr(self, "browser", None)
        try:
            await super()._maybe_launch_browser()
            if self.browser is not running:
                self.watch = asyncio.ensure_future(watch_memory(self.browser, self._count))
        except PlaywrightError as error:
            if not self.broken:
                self.broken = True
                logger.error("the browser does not start: %s", str(error).splitlines()[0])  # noqa: TRY400  # one line
                self._crawler.engine.close_spider(self._crawler.spider, BROWSER_ERROR)
            raise NoBrowser(clock_of(self._crawler.settings)(), counts=False) from error

    async def _create_browser_context(self, *arguments: Any, **named: Any) -> Any:
        """Make a context, with a fence around what opens in it apart from our pages."""
        wrapper = await super()._create_browser_context(*arguments, **named)
        await wrapper.context.route("**", _refused)
        await wrapper.context.route_web_socket("**", _unconnected)
        await wrapper.context.add_init_script(_NO_SPECULATION)
        return wrapper

    def _count(self, what: str) -> None:
        self.stats.inc_value(COUNTED + what)


async def _refused(route: Route) -> None:
    """Refuse the request of a window that a page opened: ours have a rule of their own."""
    with suppress(PlaywrightError):
        await route.abort()


async def _unconnected(socket: WebSocketRoute) -> None:
    await socket.close()


async def _within(seconds: float, closing: Coroutine[Any, Any, None]) -> bool:
    """Say whether *closing* ended in time. What is closed already counts as closed."""
    try:
        async with asyncio.timeout(seconds):
            await closing
    except TimeoutError:
        return False
    except PlaywrightError:
        return True
    return True


def _response(request: Request, status: int, headers: list[tuple[str, str]], *flags: str) -> Response:
    """Return an answer without a page."""
    result = Headers()
    for name, value in headers:
        if name.lower() != "content-encoding":
            result.appendlist(name, value)
    return Response(request.url, status=status, headers=result, request=request, flags=["playwright", *flags])


async def _html_response(request: Request, answer: Answer, html: str) -> HtmlResponse:
    """Return the page as it is, under the address that was requested: scripts may write another one into the bar."""
    headers = Headers(await answer.all_headers())
    headers.pop("Content-Encoding", None)
    body, encoding = _encode_body(headers=headers, text=html)
    address = None
    with suppress(PlaywrightError, KeyError, TypeError, ValueError):
        address = ip_address((await answer.server_addr())["ipAddress"])  # type: ignore[index]  # None is a TypeError
    return HtmlResponse(
        request.url, status=answer.status, headers=headers, body=body, request=request, flags=["playwright"],
        encoding=encoding, ip_address=address,
    )  # fmt: skip

"""The extension that feeds Scrapy from the store's queue: no request exists that is not a row first."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider, NotConfigured
from scrapy.http import Response
from twisted.internet.task import LoopingCall
from twisted.python.failure import Failure

from crawler.crawling.log_secrets import redact_log
from crawler.crawling.session.clock import clock_of, page_clock_of
from crawler.crawling.session.fingerprint import fingerprint
from crawler.crawling.session.limits import Limits
from crawler.crawling.session.outcomes import Missed
from crawler.crawling.session.session import Session
from crawler.crawling.shared import Shared
from crawler.errors import StoreError, UserError
from crawler.faults import PROGRAM_ERROR, fault_note
from crawler.sources.source import Source
from crawler.store.queue import FAILED
from crawler.store.visited.ahead import moments_ahead

logger = logging.getLogger(__name__)
_BEAT = 60.0  # seconds between two signs of life of a run
_ROOM = 256  # pages handed to Scrapy at a time: some of each of many hosts, few enough to hold in memory


class StoreFrontier:
    """Opens the crawl when the spider opens, feeds it when something is settled or nothing is left, closes it at the end."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.broken = False
        self.shared: Shared | None = getattr(crawler.spider, "shared", None)
        self.own = self.shared is None  # nobody else will close what this crawl opens
        self.heart = LoopingCall(self.beat)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the spider's life. Spiders without a session of ours are left alone (`scrapy shell`, other people's)."""
        if crawler.spidercls is None or not hasattr(crawler.spidercls, "session"):
            raise NotConfigured
        redact_log()
        frontier = cls(crawler)
        connect = crawler.signals.connect
        connect(frontier.open, signals.spider_opened)
        connect(frontier.feed, signals.item_scraped)
        connect(frontier.fail, signals.item_error)
        connect(frontier.fault, signals.spider_error)
        connect(frontier.idle, signals.spider_idle)
        connect(frontier.close, signals.spider_closed)
        return frontier

    def open(self, spider: Spider) -> None:
        """Begin the crawl, or take it up where an earlier run left it. What prevents it is kept as the spider's trouble."""
        try:
            self._open(spider)
        except UserError as error:
            spider.trouble = str(error)  # type: ignore[attr-defined]  # ours, see from_crawler
            raise

    def _open(self, spider: Spider) -> None:
        if self.shared is None:
            self.shared = spider.shared = Shared()  # type: ignore[attr-defined]  # ours, see from_crawler
        spider.session = open_session(self.crawler, spider, self.shared)  # type: ignore[attr-defined]  # ours, see from_crawler
        if self.session is not None:
            self.session.begin()
            self._tell_wrong_clock(self.session)
            self.heart.start(_BEAT, now=False)

    def _tell_wrong_clock(self, session: Session) -> None:
        if self.shared is None or self.shared.runs - {session.run.id}:  # the first crawl of this process looks for all
            return
        with session.store.read() as connection:
            ahead = moments_ahead(connection, now=session.now())
        if ahead:
            counted = ", ".join(f"{what} {number}" for what, number in ahead.items())
            logger.warning(
                "the store has moments days ahead of this clock (%s): waits among them are passed over", counted
            )

    def beat(self) -> None:
        """Give a sign of life: a run without one for long may be closed by the next."""
        try:
            if self.session is not None:
                self.session.beat()
        except StoreError as error:  # what was fetched meanwhile is worth more than one beat
            logger.warning("no sign of life could be written: %s", error)

    @property
    def session(self) -> Session | None:
        """The spider's session, if it has start pages."""
        return getattr(self.crawler.spider, "session", None)

    def feed(self, spider: Spider) -> None:
        """Hand the next pages to the engine, as long as there is room."""
        session, engine = self.session, self.crawler.engine
        if session is None or engine is None or self.broken:
            return
        for page in session.queue.next_pages(_ROOM - len(session.queue.in_flight)):
            engine.crawl(spider.page_request(page))  # type: ignore[attr-defined]

    def fail(self, item: object, failure: Failure, spider: Spider) -> None:
        """Stop when the store took no outcome: the page stays pending, nothing is lost. Any other failure is that page's own."""
        if isinstance(failure.value, UserError):
            self.broken = True
            logger.error("an outcome could not be written to the store; the crawl stops and can be taken up again")
        else:
            self._give_up(getattr(item, "request_id", 0), failure, spider)

    def fault(self, failure: Failure, response: Response | Failure, spider: Spider) -> None:
        """Give up a page whose answer could not be handed over: without an outcome the crawl would wait for it forever."""
        asked = response.request  # type: ignore[union-attr]  # Scrapy sets it on both
        self._give_up(asked.cb_kwargs.get("request_id", 0) if asked else 0, failure, spider)

    def _give_up(self, request_id: int, failure: Failure, spider: Spider) -> None:
        logger.error("%s, before the page was stored", fault_note(failure.value))
        try:
            if self.session is not None and request_id:
                self.session.settle(Missed(request_id=request_id, state=FAILED, reason=PROGRAM_ERROR))
        except StoreError:
            self.broken = True
        self.feed(spider)

    def idle(self, spider: Spider) -> None:
        """Feed; when nothing is due, wait for a server that asked us to, or let the spider close."""
        session = self.session
        if session is None:
            return
        if self.broken:
            raise CloseSpider("store-error")
        self.feed(spider)
        if session.queue.in_flight or self._worth_waiting(session):
            raise DontCloseSpider

    def close(self, reason: str) -> None:
        """End the crawl in the store, and close the database if it is this crawl's alone."""
        session = self.session
        if self.heart.running:
            self.heart.stop()
        if session is not None and not self.broken and session.run.id and session.queue.crawl_id:
            session.end(reason)
        if self.own and self.shared is not None:
            self.shared.close()

    def _worth_waiting(self, session: Session) -> bool:
        due = session.queue.next_due()
        if due is None or session.queue.is_used_up():
            return False
        wait = (due - session.now()).total_seconds()
        return wait <= self.crawler.settings.getfloat("WIRETRACE_MAX_WAIT")


def open_session(crawler: Crawler, spider: Spider, shared: Shared) -> Session | None:
    """Make the session that the settings and the spider's source describe; None for a spider without one. Raises StoreError."""
    source: Source | None = getattr(spider, "source", None)
    if source is None:
        return None
    settings = crawler.settings
    return Session(
        store=shared.store(settings),
        registries=shared.registries(settings),
        source=source,
        now=clock_of(settings),
        clock=page_clock_of(settings),
        layout=settings.get("WIRETRACE_LAYOUT") or None,
        again=settings.getbool("WIRETRACE_AGAIN"),
        settings=fingerprint(source, settings),
        run_id=settings.getint("WIRETRACE_RUN"),
        siblings=shared.runs,
        limits=Limits(
            pages=settings.getint("WIRETRACE_MAX_PAGES"),
            follow=settings.getint("WIRETRACE_FOLLOW") or (source.follow.outlets if source.follow else 0),
            depth=min(settings.getint("DEPTH_LIMIT"), source.depth),
            url_length=settings.getint("URLLENGTH_LIMIT"),
        ),
    )

"""The Scrapy add-on: items of any project go into a store as articles, and are tracked when the spider ends.

    ADDONS = {"wiretrace.addon.Wiretrace": 300}

It listens and changes nothing: every item goes on to the project's own exports. What it did is in the crawl's stats, under
`wiretrace/`.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.clock import Clock
from crawler.errors import InputError, StoreError, StoreMissing, StoreUnavailable
from crawler.jobs.open_store import store_url
from crawler.jobs.spider_items.fields import Fields
from crawler.jobs.spider_items.store_items import REFUSED, STORED, ItemStore
from crawler.sightings.registries import custom_outlets_text
from crawler.store.registry import registries_chosen
from crawler.store.store import Store

logger = logging.getLogger("wiretrace")
_SHOWN = 12  # fields of items without a text that are named


class Wiretrace:
    """Takes a crawler's items into the store that WIRETRACE_STORE names.

    A setting that is wrong, or a store that cannot be opened, ends the program before anything is fetched, with one line.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._fields = Fields({})
        self._store: ItemStore | None = None
        self._broken = False
        self._textless: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the add-on of a crawler."""
        return cls(crawler)

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Check what the project says, before Scrapy begins to log."""
        _check(settings)

    def update_settings(self, settings: BaseSettings) -> None:
        """Read the settings, a spider's own included, and listen to the crawler."""
        self._fields = _check(settings)
        self.crawler.signals.connect(self.item_scraped, signals.item_scraped)
        self.crawler.signals.connect(self.spider_closed, signals.spider_closed)

    def item_scraped(self, item: Any, response: Response | None, spider: Spider) -> None:
        """Store an item that has come through all pipelines, and count what became of it."""
        if self._broken:
            return
        if not ItemAdapter.is_item(item):
            self._count("not-an-item")
            return
        record = self._fields.record(item)
        if record is None:
            self._count("no-text")
            self._textless.update(list(ItemAdapter(item).field_names())[:_SHOWN])
            return
        if response is not None:
            record.setdefault("url", response.url)
        record.setdefault("fetched_at", self._clock().isoformat())
        record.setdefault("spider", spider.name)
        try:
            became, why = self._opened().add(record)
        except StoreError as error:
            self._give_up(spider, error)
            return
        self._count(became)
        if became == REFUSED:
            logger.warning("an item of %s was not stored: %s", record.get("url"), why)

    def spider_closed(self, spider: Spider, reason: str) -> None:  # noqa: ARG002  # Scrapy's signal
        """Track what is new, and close the store."""
        if self._textless and not self._counted(STORED):
            logger.warning(
                "no item was stored: WIRETRACE_FIELDS takes the text from %s, and items have %s",
                " or ".join(self._fields.names["text"]), ", ".join(sorted(self._textless)[:_SHOWN]),
            )  # fmt: skip
        if self._store is None:
            return
        try:
            if self._counted(STORED) and self.crawler.settings.getbool("WIRETRACE_TRACK", default=True):
                tracked = self._store.track()
                self._set("links", tracked.links)
                self._set("stories", tracked.stories)
        except StoreError as error:
            self._count("store-error")
            logger.warning("not tracked: %s; `wiretrace track` does it later", error)
        finally:
            self._store.close()

    def _opened(self) -> ItemStore:
        if self._store is None:
            settings = self.crawler.settings
            store = Store(store_url(_place(settings)))
            with store.read() as connection:
                registries = registries_chosen(connection, _outlets(settings))
            self._store = ItemStore(store, registries)
        return self._store

    def _give_up(self, spider: Spider, error: StoreError) -> None:
        """End a crawl whose items go nowhere."""
        self._broken = True
        self._count("store-error")
        logger.error("wiretrace: %s", error)
        if self.crawler.engine is not None:
            self.crawler.engine.close_spider(spider, "wiretrace-store-error")

    def _clock(self) -> Any:
        clock: Clock = load_object(self.crawler.settings.get("WIRETRACE_NOW") or "crawler.clock.system_clock")
        return clock()

    def _count(self, what: str) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"wiretrace/{what}")

    def _counted(self, what: str) -> int:
        return int(self.crawler.stats.get_value(f"wiretrace/{what}", 0)) if self.crawler.stats is not None else 0

    def _set(self, what: str, number: int) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.set_value(f"wiretrace/{what}", number)


def _place(settings: BaseSettings) -> str:
    return str(settings.get("WIRETRACE_STORE") or "sqlite:///wiretrace.db")


def _outlets(settings: BaseSettings) -> str | None:
    file = settings.get("WIRETRACE_OUTLETS")
    return custom_outlets_text(Path(file)) if file else None


def _check(settings: BaseSettings) -> Fields:
    """Return the mapping of the fields. Ends the program with one line where a setting is wrong: Scrapy would print a traceback."""
    try:
        fields = Fields.from_setting((settings.get("WIRETRACE_FIELDS") and settings.getdict("WIRETRACE_FIELDS")) or {})
    except (InputError, ValueError, TypeError) as error:
        raise SystemExit(f"wiretrace: WIRETRACE_FIELDS: {error}") from None
    try:
        _outlets(settings)
    except (OSError, ValueError) as error:
        raise SystemExit(f"wiretrace: WIRETRACE_OUTLETS: {error}") from None
    try:
        url = store_url(_place(settings))
        try:
            Store(url, make=False).close()
        except StoreMissing:  # it is made for the first item
            folder = Path(url.removeprefix("sqlite:///")).parent
            if not folder.is_dir():
                raise StoreUnavailable(f"there is no folder {folder}") from None
    except StoreError as error:
        raise SystemExit(f"wiretrace: WIRETRACE_STORE: {error}") from None
    return fields

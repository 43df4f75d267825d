"""The Scrapy add-on: `ADDONS = {"wiretrace.addon.Wiretrace": 300}`. See docs/scrapy.md."""

from __future__ import annotations

from crawler.jobs.spider_items.addon import Wiretrace

__all__ = ["Wiretrace"]

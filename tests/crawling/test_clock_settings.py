"""The clock of a crawl comes from its settings: a part that Scrapy builds asks no other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from warcio.archiveiterator import ArchiveIterator

from crawler import settings as project_settings
from crawler.clock import system_clock
from crawler.crawling.archive.responses import ArchiveResponses
from crawler.crawling.middlewares.retry_after import RetryAfter
from crawler.crawling.session.clock import clock_of, page_clock_of
from crawler.crawling.session.reasons import ComeBack
from crawler.spiders.aggregator import AggregatorSpider
from tests.factories import NOON

URL = "https://news.example/a"


def a_crawler(**changes: object) -> Crawler:
    """A crawler with the project's settings and some changes, at noon."""
    settings = Settings()
    settings.setmodule(project_settings, priority="project")
    settings.setdict({"WIRETRACE_NOW": lambda: NOON} | changes, priority="cmdline")
    return Crawler(AggregatorSpider, settings)


def test_the_projects_settings_name_the_systems_clock():
    """What plain `scrapy crawl` gets."""
    settings = Settings()
    settings.setmodule(project_settings, priority="project")
    assert clock_of(settings) is system_clock


def test_a_page_is_fetched_now_unless_pages_have_a_clock_of_their_own():
    """WIRETRACE_CLOCK is asked by address; without it the present instant counts."""
    assert page_clock_of(a_crawler().settings)(URL) == NOON
    by_url = a_crawler(WIRETRACE_CLOCK=lambda url: NOON + timedelta(hours=len(url)))
    assert page_clock_of(by_url.settings)(URL) == NOON + timedelta(hours=len(URL))


def test_retry_after_counts_from_the_crawls_clock():
    """A server that asks for two minutes is left alone until two minutes past noon."""
    middleware = RetryAfter.from_crawler(a_crawler())
    with pytest.raises(ComeBack) as wait:
        middleware.process_response(Request(URL), Response(URL, status=503, headers={"Retry-After": "120"}))
    assert wait.value.not_before == NOON + timedelta(minutes=2)


def test_an_archive_is_dated_by_the_crawls_clock(tmp_path: Path):
    """Its first record, too, which says which program wrote it."""
    path = tmp_path / "a.warc.gz"
    archive = ArchiveResponses.from_crawler(a_crawler(WIRETRACE_WARC=str(path)))
    archive.process_response(Request(URL), Response(URL, status=404))
    assert archive.archive is not None
    archive.archive.close()
    with path.open("rb") as file:
        dates = {record.rec_headers.get_header("WARC-Date") for record in ArchiveIterator(file)}
    assert dates == {f"{NOON:%Y-%m-%dT%H:%M:%S}.000000Z"}

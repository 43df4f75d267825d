"""A crawl at any moment: the session and a real server, with a plain client between them where Scrapy would be."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import datetime
from email.message import Message
from pathlib import Path
from urllib.parse import urljoin

from crawler.clock import system_clock
from crawler.crawling.session.limits import Limits
from crawler.crawling.session.outcomes import Fetched, Freshness, Missed, Unchanged
from crawler.crawling.session.session import Session
from crawler.sightings.registries import load_registries
from crawler.sources.source import Source
from crawler.store.queue import FAILED, Pending
from crawler.store.store import Store

_MOST_HOPS = 5


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def crawl_at(
    folder: Path, source: Source, at: datetime, *, again: bool = False, pages: int = 0, follow: int = 0
) -> Session:
    """Crawl *source* into the folder's news.db as if it were that moment; return the session, which tells what it did."""
    store = Store(f"sqlite:///{folder / 'news.db'}")
    session = Session(
        store=store, registries=load_registries(None), source=source, now=system_clock, clock=lambda _url: at, again=again,
        limits=Limits(depth=source.depth, pages=pages, follow=follow),
    )  # fmt: skip
    session.begin()
    while due := session.queue.next_pages(8):
        for page in due:
            session.settle(_answer(session, page, at))
    session.end("finished")
    store.close()
    return session


def _answer(session: Session, page: Pending, at: datetime) -> Fetched | Missed | Unchanged:
    url = page.url
    for _ in range(_MOST_HOPS):
        status, headers, body = _get(session, url)
        fresh = Freshness(etag=headers.get("ETag", ""), last_modified=headers.get("Last-Modified", ""))
        about = {"request_id": page.id, "url": url, "depth": page.depth, "fetched_at": at, "asked": page.url}
        if status in {301, 302, 303, 307, 308}:
            url = urljoin(url, headers["Location"])
        elif status == 304:
            return Unchanged(**about, headers=fresh)
        elif status != 200:
            return Missed(request_id=page.id, state=FAILED, reason=f"http-{status}")
        else:
            kind, said = "html", dict(page.claims or {})
            return Fetched(**about, raw=body, kind=kind, content_type="text/html", claims=said, headers=fresh)
    return Missed(request_id=page.id, state=FAILED, reason="redirects")


def _get(session: Session, url: str) -> tuple[int, Message, bytes]:
    visit = None if session.again else session.last_visit(url)
    headers = {"If-None-Match": visit.etag} if visit is not None and visit.etag else {}
    try:
        with _OPENER.open(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()

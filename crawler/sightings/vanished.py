"""Vanished pages: an article was at an address and is not there any more. How that shows, and when it is no disappearance at all.

404 and 410 say so themselves. A server that sends the reader to its home page, a section or a search instead says the same; so
does one that leads many articles to one address. A wall (log in, consent, captcha) hides a page, it does not take it away; nor does a
failure of the network or the server.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from crawler.errors import NotAPageError
from crawler.pages.html.addresses import canonicalize
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.sightings.record import Role, Sighting

#: Addresses of articles that lead to one and the same page: fewer may be a story that was merged into another.
MANY = 3
#: The reason of a page that was read and says that it is not there.
SOFT = "page-not-found"
_WALL = re.compile(
    r"(?:^|[/.?&=_-])(?:log-?in|sign-?in|sign-?up|consents?|accounts?|auth|oauth|sso|subscribe|subscriptions?|register|registration|paywall"
    r"|captcha|challenge|cookies?|gdpr|privacy|geo|geoblock(?:ed)?|blocked|denied|verify|maintenance)(?:$|[/.?&=_-])"
)
_SEARCH = frozenset({"search", "suche", "suchen", "recherche", "rechercher", "buscar", "busca", "busqueda", "ricerca", "cerca", "zoeken", "sok", "szukaj"})  # fmt: skip
_SEARCHED = frozenset({"q", "s", "query", "search", "keyword", "keywords"})
_SECTION_WORD = re.compile(r"[^\W\d]+(?:-[^\W\d]+){0,2}")
_LONGEST_SECTION_WORD = 30
_DEEPEST_SECTION = 3


class How(StrEnum):
    """How an address says that its page is gone."""

    NOT_FOUND = "gone-404"
    GONE = "gone-410"
    REDIRECT = "gone-redirect"  # it leads to a home page, a section, a search, or where many others lead
    SOFT = "gone-soft"  # the server says 200, the page says that there is none


#: What the reasons of requests that failed say of the page.
BY_REASON: Mapping[str, How] = {"http-404": How.NOT_FOUND, "http-410": How.GONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """One disappearance: the page (its canonical address, and as it was asked for), last seen, first and last found gone.

    `led_to` is where its address led instead. `back_at` is when it was seen there again, None while it is gone.
    """

    address: str
    url: str
    how: How
    last_seen_at: datetime
    gone_at: datetime
    looked_at: datetime
    led_to: str | None = None
    back_at: datetime | None = None


def leads_to_a_hub(old: str, reached: str, *, is_article: bool, others: int = 0) -> bool:
    """Return whether *reached*, where the address *old* of an article leads now, means that the page is gone.

    Both are canonical. *is_article* says that another article was read there, *others* how many other articles' addresses lead
    there, too.
    """
    there, here = urlsplit(reached), urlsplit(old)
    if reached == old or _WALL.search(reached.partition("://")[2].lower()):
        return False
    segments = [part for part in there.path.lower().split("/") if part]
    before = [part for part in here.path.lower().split("/") if part]
    if others + 1 >= MANY or not segments or _is_search(segments, there.query):
        return True
    above = len(segments) < len(before) and before[: len(segments)] == segments
    return _is_section(segments) and not _is_section(before) and (above or not is_article)


def vanished_copies(seen: Iterable[Sighting], gone: Iterable[Vanished]) -> dict[str, tuple[Vanished, ...]]:
    """Return, by copy, the disappearances of the pages that showed it as their own article, in the order of *gone*."""
    gone = list(gone)
    if not gone:
        return {}
    showing: dict[str, set[str]] = defaultdict(set)
    for sighting in seen:
        if sighting.role is not Role.RELATED and sighting.page_url is not None:
            showing[_canonical(sighting.page_url)].add(sighting.copy)
    vanished: dict[str, list[Vanished]] = defaultdict(list)
    for page in gone:
        for copy in sorted(showing.get(page.address, ())):
            vanished[copy].append(page)
    return {copy: tuple(pages) for copy, pages in sorted(vanished.items())}


def taken_away(seen: Iterable[Sighting], gone: Collection[Vanished]) -> dict[str, Interval]:
    """Return between which instants each copy was taken off its outlet's own page, as long as it was not seen since.

    What an aggregator takes down says nothing of the outlet's page.
    """
    if not gone:
        return {}
    articles = [sighting for sighting in seen if sighting.role is Role.ARTICLE]
    last: dict[str, datetime] = {}
    for sighting in articles:
        if sighting.fetched_at is not None:
            last[sighting.copy] = max(sighting.fetched_at, last.get(sighting.copy, sighting.fetched_at))
    intervals: dict[str, Interval] = {}
    for copy, pages in vanished_copies(articles, gone).items():
        page = max(pages, key=lambda page: page.gone_at)
        if page.back_at is None and (copy not in last or last[copy] <= page.gone_at):
            intervals[copy] = Interval(page.last_seen_at, page.gone_at, TimeSource.METADATA)
    return intervals


def _is_search(segments: list[str], query: str) -> bool:
    asked = {name.lower() for name, value in parse_qsl(query) if value}
    return any(part in _SEARCH for part in segments) or bool(asked & _SEARCHED)


def _is_section(segments: list[str]) -> bool:
    """Say whether a path is made of a few plain words, as sections are: no number, no headline."""
    plain = (len(part) <= _LONGEST_SECTION_WORD and _SECTION_WORD.fullmatch(part) for part in segments)
    return 0 < len(segments) <= _DEEPEST_SECTION and all(plain)


def _canonical(url: str) -> str:
    try:
        return canonicalize(url)
    except NotAPageError:
        return url

"""Which of the addresses that a page or a feed names become requests, with what is claimed of each. Pure: no store, no Scrapy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from crawler.errors import NotAPageError
from crawler.pages.feeds.entries import FeedEntry
from crawler.pages.html.addresses import canonicalize
from crawler.sightings.claims import Claims
from crawler.sightings.observation import Observation
from crawler.sightings.renderings import outlet_links
from crawler.sources.source import Source
from crawler.store.queue import Target

#: Kept with the request for a sitemap of an index: an index may hold no index.
IN_A_LIST = "in_a_list"
#: How long the page of an entry without a date is taken to be the one that was stored.
_UNDATED_STANDS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page to fetch, or with `refused_for` only to count. `entry` is what a feed says of it.

    `changed`: the feed says that it changed after it was last seen. `revisit`: it was seen before.
    """

    target: Target
    depth: int
    refused_for: str | None = None
    entry: Claims | None = None
    changed: bool = False
    revisit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where links were found: the page's address and depth, and what was claimed of it in turn."""

    url: str
    depth: int
    claims: Mapping[str, object] = field(default_factory=dict)


def pages_to_follow(
    observation: Observation, place: Place, source: Source, *, depth_limit: int, url_length: int
) -> Iterator[Found]:
    """Give what *observation* leads to by the rules of *source*, in order: lists first, then entries, then other links.

    A page that no layout reads leads on where the user named it, so that a front page is not the end; further pages do not.
    """
    if source.follow is None or (observation.unreadable and place.depth > 0):
        return
    entries = [
        entry for entry in observation.entries if entry.url and source.follow.allows(entry.url, found_on=place.url)
    ]
    for entry in sorted(entries, key=lambda entry: not entry.is_list):
        link = _entry(entry, place, source)
        yield _limited(link, entry.url or "", depth_limit, url_length)
    if observation.entries:  # the links of a feed are its entries
        return
    for url in observation.links:
        if source.follow.allows(url, found_on=place.url):
            link = Found(target=Target(url, url), depth=place.depth + 1)
            yield _limited(link, url, depth_limit, url_length)


def outlet_pages(
    observation: Observation, place: Place, *, most: int, depth_limit: int, url_length: int
) -> Iterator[Found]:
    """Give the outlets' own pages of the articles on an aggregator's page; those beyond *most* are only counted."""
    for number, url in enumerate(outlet_links(place.url, observation.sightings)):
        over = "follow-limit" if number >= most else None
        link = Found(target=Target(url, url), depth=place.depth + 1, refused_for=over)
        yield _limited(link, url, depth_limit, url_length)


def unless_known(link: Found, seen_at: datetime | None, *, now: datetime, timezone: str | None) -> Found | None:
    """Return None when the article of an entry is here as the feed describes it: seen after it is said to have changed last."""
    if link.entry is None or seen_at is None:
        return link
    changed = link.entry.changed(timezone=timezone)
    if changed is None or changed.interval is None:
        return None if now - seen_at < _UNDATED_STANDS else link
    return None if changed.interval.latest <= seen_at else replace(link, changed=True)


def _entry(entry: FeedEntry, place: Place, source: Source) -> Found:
    url = entry.url or ""
    if not entry.is_list:
        claims = Claims.of_entry(entry, feed=place.url, outlet=source.outlet)
        return Found(target=Target(url, url, dict(claims.texts)), depth=place.depth + 1, entry=claims)
    nested = IN_A_LIST in place.claims and entry.position == 0  # a first entry that is a list: an index in an index
    refused = "sitemap-index-in-an-index" if nested else None
    return Found(target=Target(url, url, {IN_A_LIST: place.url}), depth=place.depth, refused_for=refused)


def _limited(link: Found, url: str, depth_limit: int, url_length: int) -> Found:
    """Put the page's identity in, and the reason if it is only to be counted."""
    refused = link.refused_for
    identity = url
    if len(url) > url_length:
        url = identity = url[:url_length]
        refused = "url-too-long"
    else:
        try:
            identity = canonicalize(url)
        except NotAPageError:  # a hostile link: a port of 99999, a host of dots
            refused = "not-an-address"
    if refused is None and link.depth > depth_limit:
        refused = "depth-limit"
    return replace(link, target=Target(url, identity, link.target.claims), refused_for=refused)

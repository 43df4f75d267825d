"""How sure a reading by structure alone is: counted shares of what news items have, and nothing else.

`complete` is the mean of three shares of the records: with a time, with a headline that is a heading or a link, with a source
(an outlet's name, or a link that leads to another site). A forum, a shop or one outlet's own section can have all three, so
that counts half; the other half has to be *vouched* for: a record's outlet is one that the registry knows by name or that sounds like one, and not the
page's own, or it links to one of two and more other sites. Every second record vouched for is enough:

    sure = complete * (1 + min(1, 2 * vouched)) / 2

It is 0 where fewer than two sources differ. Complete records that nobody vouches for reach .5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.pages.blocks.record_parts import Parts
from crawler.pages.blocks.sites import agrees
from crawler.pages.html.hosts import host_of
from crawler.pages.page import Page
from crawler.provenance.outlets.press_words import sounds_like_outlet

#: Below this a page is not read by structure: of complete records one in five has to be vouched for, of others more.
THRESHOLD = 0.7
_FEWEST_NAMES = 3  # different names that sound like outlets
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "or", "ne"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was counted: shares of `records`, and how many sources differ."""

    records: int
    time: float
    headline: float
    source: float
    vouched: float
    sources: int

    @property
    def complete(self) -> float:
        """The mean of the shares of what every news item has; 0 where fewer than two sources differ."""
        return (self.time + self.headline + self.source) / 3 if self.sources > 1 else 0.0

    @property
    def sure(self) -> float:
        """How sure the reading is, 0 to 1."""
        return self.complete * (1 + min(1.0, 2 * self.vouched)) / 2


def weigh(records: Sequence[Parts], page: Page) -> Evidence:
    """Count the evidence of *records*, found on *page*."""
    abroad = [_site_abroad(record, page) for record in records]
    several = len({site for site in abroad if site}) > 1
    named = [bool(record.outlet) or bool(site) for record, site in zip(records, abroad, strict=True)]
    named_so = _sounding(records, page)
    vouched = [
        bool(site and several) or _is_known(record, page) or record.outlet in named_so
        for record, site in zip(records, abroad, strict=True)
    ]
    return Evidence(
        records=len(records),
        time=_share([bool(record.time or record.declared) for record in records]),
        headline=_share([record.headed for record in records]),
        source=_share(named),
        vouched=_share(vouched),
        sources=len(
            {site or (record.outlet or "").casefold() for record, site in zip(records, abroad, strict=True)} - {""}
        ),
    )


def _share(counted: Sequence[bool]) -> float:
    return sum(counted) / len(counted) if counted else 0.0


def _is_known(record: Parts, page: Page) -> bool:
    """Return whether the registry knows the outlet that a record prints, and it is not the page's own: its sections print it too."""
    if page.outlets is None or not record.outlet:
        return False
    outlet, own = page.outlets.resolve(record.outlet), page.outlets.at(page.url)
    return outlet is not None and outlet.known and outlet.kind != "aggregator" and outlet != own


def _sounding(records: Sequence[Parts], page: Page) -> frozenset[str]:
    """Return the printed names that sound like outlets, none where only one or two do."""
    names = {record.outlet for record in records if record.outlet}
    found = frozenset(name for name in names if sounds_like_outlet(name) and not agrees(name, page.host))
    return found if len(found) >= _FEWEST_NAMES else frozenset()


def _site_abroad(record: Parts, page: Page) -> str | None:
    """Return the site that a record links to where that is not the page's own."""
    host = host_of(page.resolve(record.href))
    if host is None or page.host is None:
        return None
    site = _site(host)
    return None if site == _site(page.host) else site


def _site(host: str) -> str:
    """Return the last two labels of a host, or three below the likes of "co.uk"."""
    labels = host.split(".")
    return ".".join(labels[-3:] if labels[-2:-1] and labels[-2] in _SECOND_LEVEL else labels[-2:])

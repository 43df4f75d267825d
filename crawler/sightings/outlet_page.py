"""An outlet's own page: whose it is, and when it says it was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from crawler.errors import UnknownZoneError
from crawler.pages.reading import Article, DeclaredTime, Particulars
from crawler.provenance.outlets.registry import Outlet, host_of
from crawler.provenance.times.zones import load_zone
from crawler.sightings.registries import Registries


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What an article's own page says of itself, resolved. `timezone` is the page's IANA zone, if the capture knows it."""

    article: Article
    particulars: Particulars
    registries: Registries
    timezone: str | None = None

    @property
    def outlet_printed(self) -> str | None:
        """The name of the outlet that a portal's page gives as its article's, else the site's, if the page has either."""
        return self.article.outlet_printed or self.particulars.site

    @property
    def outlet(self) -> Outlet | None:
        """The outlet that owns the page's host, else that of its canonical address, else the one that the page names.

        On a page of its own the host wins over the name: Yahoo's pages give the agency as publisher. On an aggregator's
        host the canonical address names the origin (4 of 4 saved MSN pages).
        """
        for url in (self.article.url, self.particulars.canonical):
            owner = self.registries.outlets.at(url)
            if owner is not None and owner.kind != "aggregator":
                return owner
        return self.registries.outlet_of(self.outlet_printed, url=self.article.url or self.particulars.canonical)

    @property
    def times(self) -> tuple[DeclaredTime, ...]:
        """The declared times; one without a zone is in the page's or its outlet's, if either is known."""
        stated = ((self.particulars.published, False), (self.particulars.modified, True))
        return tuple(DeclaredTime(_in_zone(text, self._zone), modified) for text, modified in stated if text)

    @property
    def data(self) -> Mapping[str, object]:
        """What was declared, as JSON values; what was not is left out."""
        particulars = self.particulars
        values = {
            "authors": list(particulars.authors),
            "published": particulars.published,
            "modified": particulars.modified,
            "canonical": particulars.canonical,
            "site": particulars.site
            or host_of(self.article.url or particulars.canonical or "").removeprefix("www.")
            or None,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def _zone(self) -> ZoneInfo | None:
        known = self.outlet.timezone if self.outlet is not None else None
        try:
            return load_zone(self.timezone or known or "")
        except UnknownZoneError:
            return None


def _in_zone(text: str, zone: ZoneInfo | None) -> str:
    """Return a time of day without a zone as one of *zone*; anything else as it is."""
    if zone is None or len(text) <= 10:
        return text
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if instant.tzinfo is not None else instant.replace(tzinfo=zone).isoformat()

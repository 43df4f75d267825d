"""What a page or a record says of one article, before any of it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from crawler.pages.feeds.entries import FeedEntry
from crawler.pages.reading import Article, Dateline, DeclaredTime, RelatedBlock
from crawler.provenance.wires.evidence import Declared
from crawler.sightings.outlet_page import OwnPage
from crawler.sightings.record import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One article as it is printed: `raw` is its text, boilerplate included, `times` what metadata or a record state.

    `date_order` is that of its numeric dates where the page shows it, `lines` may be bylines, `declared` is what is said of its origin, `particulars` what else its own page says, `extra` what is stored as it came.
    """

    role: Role
    headline: str
    raw: str
    position: int = 0
    outlet: str | None = None
    time: str | None = None
    times: tuple[DeclaredTime, ...] = ()
    date_order: str | None = None
    lines: tuple[str, ...] = ()
    url: str | None = None
    byline: str | None = None
    external_id: str | None = None
    headings: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    dateline: Dateline | None = None
    declared: tuple[Declared, ...] = ()
    particulars: Mapping[str, object] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)


def of_main_article(article: Article, declared: tuple[Declared, ...]) -> Printed:
    """Return what an aggregator's page prints of its main article."""
    return Printed(
        role=Role.MAIN,
        headline=article.headline,
        raw=article.body,
        outlet=article.outlet_printed,
        time=article.time_printed,
        times=article.times,
        url=article.url,
        byline=article.byline,
        headings=article.headings,
        summary=article.summary,
        hashtags=article.hashtags,
        dateline=article.dateline,
        declared=declared,
    )


def of_own_page(article: Article, page: OwnPage, declared: tuple[Declared, ...], *, outlet: str | None) -> Printed:
    """Return what an outlet's own page prints of its article; *outlet* is the user's word on whose page it is."""
    return Printed(
        role=Role.ARTICLE,
        headline=article.headline,
        raw=article.body,
        outlet=outlet or page.outlet_printed,
        time=article.time_printed,
        times=(*page.times, *article.times),
        date_order=article.date_order,
        lines=article.byline_lines,
        url=article.url,
        byline=article.byline,
        headings=article.headings,
        dateline=article.dateline,
        declared=declared,
        particulars=page.data,
        extra={"updates": [asdict(update) for update in article.updates]} if article.updates else {},
    )


def of_block(block: RelatedBlock) -> Printed:
    """Return what an aggregator's page prints of another outlet's article."""
    return Printed(
        role=Role.RELATED,
        position=block.position,
        headline=block.headline,
        raw=block.body,
        outlet=block.outlet_printed,
        time=block.time_printed,
        times=block.times,
        url=block.url,
        byline=block.byline,
        summary=block.summary,
        date_order=block.date_order,
        extra={"cluster": {"number": block.cluster[0], "headline": block.cluster[1]}} if block.cluster else {},
    )


def of_entry(entry: FeedEntry) -> Printed:
    """Return the article that an entry of a feed carries whole; what the entry says of it is its claims."""
    return Printed(
        role=Role.ARTICLE, position=entry.position, headline=entry.title, raw=entry.body, url=entry.url
    )  # fmt: skip

"""Lists: the items of other outlets that a page lists, and how sure that is, by evidence over all rows of each list.

    sure = foreign * newsy

*foreign* says that the rows are other outlets': their links lead to several other sites, or their labels are outlets that the
table knows or that the markup calls sources, or the page belongs to a known aggregator. *newsy* says that they are news items: they print a time,
an outlet, or headlines that lead to addresses of stories. Both are "noisy ors" of shares that are counted, so that
one strong sign is enough and none is needed. A list that prints neither time nor outlet on a page with one that does is
another kind of list (most read, a directory).
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import regex
from lxml import etree

from crawler.pages.blocks.clusters import clusters_of
from crawler.pages.blocks.columns import FEWEST, Column, columns_of, is_headline, stories_among
from crawler.pages.blocks.lead_items import leads_of
from crawler.pages.blocks.list_fields import Fields, fields_of
from crawler.pages.blocks.list_rows import Row, rows_of
from crawler.pages.blocks.record_parts import Parts, count
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import is_platform, is_relay, own_site, site_of
from crawler.pages.blocks.story_links import is_packed, is_story, leads_out
from crawler.pages.blocks.time_labels import time_in
from crawler.pages.blocks.titles_beside import are_sources, titled
from crawler.pages.html.hosts import host_of
from crawler.pages.page import Page
from crawler.provenance.times.printed import LONGEST

#: Below this nothing of a list is stored.
SURE_ENOUGH = 0.7
MOST_ELEMENTS = 40_000
_FEWEST_WORDS = 3  # the median headline of a list; in menus it has one or two
_DISTINCT = 0.6
_MANY_SITES = 10  # so many in one column of bare links: a page of links
_FEWEST_COUNTED = 5  # links through a counter
_MOSTLY = 0.5
_NEARLY_ALL = 0.8
_PRICE = regex.compile(
    r"(?:from|ab|dès|desde|da|von)?\s?(?:[€$£¥₹₽₩]|USD|EUR|GBP|kr\.?|zł|Rs\.?)\s?[\d.,]{1,12}|[\d.,]{1,12}\s?(?:[€$£¥₹₽₩元円]|USD|EUR|GBP|kr\.?|zł|Kč|руб\.?|TL)",
    regex.IGNORECASE,
)
_WORK = regex.compile(
    r"\W*(?:full|part)[- ]time\W*(?:\w+\W*)?|\W*(?:vollzeit|teilzeit|festanstellung|temps (?:plein|partiel)|tiempo completo|media jornada|jornada completa|tempo (?:pieno|integral|parcial)|voltijd|deeltijd|полная занятость|tam zamanlı|正社員|正职|全职|정규직|دوام كامل)\W*|.*\([mfwhdx](?:[/|][mfwhdx]){1,2}\).*",
    regex.IGNORECASE,
)
_WORK_PATH = regex.compile(
    r"//(?:jobs?|careers?|karriere|empleos?|stellen\w*)\.|/(?:jobs?|careers?|vacanc(?:y|ies)|stellenangebote?|stellenanzeigen?|empleos?|emplois?|offre-emploi|lavoro|vagas|apply)/",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class NewsList:
    """One list: its column, its rows, what they say, and the counted shares that make it sure."""

    sheet: Sheet
    column: Column
    rows: Sequence[Row]
    fields: Fields
    share: float
    vouched: frozenset[str] = frozenset()  # outlets that other lists of the page name, case folded

    @cached_property
    def time(self) -> float:
        """The share of rows with a time."""
        return _share([bool(parts.time or parts.declared) for parts in self.fields.parts])

    @cached_property
    def label(self) -> float:
        """The share of rows with an outlet's name."""
        return _share([bool(parts.outlet) for parts in self.fields.parts])

    @cached_property
    def sites(self) -> Sequence[str]:
        """The sites other than the page's own that rows link to; an aggregator's links and a counter's may lead to any, so each is one."""
        own = own_site(self.sheet.page)
        links = [row.link.url for row in self.fields.rows]
        return [
            url if url in self.outbound or is_relay(self.sheet.page, url) else site
            for url in links
            if (site := site_of(host_of(url))) is not None and (site != own or url in self.outbound)
        ]

    @cached_property
    def outbound(self) -> Set[str]:
        """The links of rows that lead out through a counter, where most of them do."""
        links = [row.link.url for row in self.fields.rows]
        counted = frozenset(filter(leads_out, links))
        fewest = FEWEST if all(map(is_packed, counted)) else _FEWEST_COUNTED
        return counted if len(counted) >= max(fewest, _NEARLY_ALL * len(links)) else frozenset()

    @cached_property
    def story(self) -> float:
        """The share of rows that lead to the address of a story, as what a counter leads to is taken for one."""
        return _share([is_story(row.link.url) or row.link.url in self.outbound for row in self.fields.rows])

    @property
    def foreign(self) -> float:
        """How sure it is that the rows are other outlets'."""
        rows = len(self.fields.rows)
        if is_platform(self.sheet.page) and not self.sites:
            return 0.0
        abroad = len(self.sites) / rows * min(1.0, len(set(self.sites)) / 3)
        named = max(min(1.0, 2 * self.fields.known), 0.8 * self.fields.marked) * min(1.0, 2 * self.label)
        relay = 0.9 * is_relay(self.sheet.page, self.sheet.page.url)
        return 1 - (1 - abroad) * (1 - named) * (1 - relay)

    @property
    def newsy(self) -> float:
        """How sure it is that the rows are news items."""
        wordy = min(1.0, self.column.words / 5)
        bare = self.story * wordy * min(1.0, 2 * self.share) * 0.85
        named = self.label * max(_MOSTLY, self.story, 1.0 if self.time >= _MOSTLY else 0.0)
        return 1 - (1 - 0.9 * self.time * wordy) * (1 - 0.85 * named * wordy) * (1 - bare)

    @cached_property
    def priced(self) -> float:
        """The share of rows with a price: goods."""
        texts = self.sheet.texts
        return _share([any(_PRICE.fullmatch(texts[at].text[:30]) for at in row.numbers) for row in self.fields.rows])

    @cached_property
    def hiring(self) -> float:
        """The share of rows that offer work: their link or one of their labels says so."""
        texts = self.sheet.texts
        return _share([
            _WORK_PATH.search(row.link.url) is not None
            or _WORK.fullmatch(row.link.headline) is not None
            or any(_WORK.fullmatch(texts[at].text[:60]) for at in row.numbers)
            for row in self.fields.rows
        ])  # fmt: skip

    @cached_property
    def cards(self) -> Set[etree._Element]:
        """The links of rows that hold more than their titles: whole cards."""
        return {link.element for link in self.column.links if link.element.tag == "a"}

    @property
    def offers(self) -> bool:
        """Whether the rows are goods, or adverts for work."""
        return max(self.priced, self.hiring) >= _MOSTLY

    @property
    def sure(self) -> float:
        """How sure the list is one of other outlets' items, 0 to 1."""
        if not self.fields.rows or self.offers:
            return 0.0
        if self.column.beside and max(self.time, self.label) < _MOSTLY:
            return 0.0
        return self.foreign * self.newsy


def lists_of(page: Page) -> Sequence[NewsList]:
    """Return every candidate list of *page*, in page order, the sure ones and the others."""
    if "lists" not in page.memo:
        page.memo["lists"] = _lists_of(page)
    lists: Sequence[NewsList] = page.memo["lists"]
    return lists


def _lists_of(page: Page) -> Sequence[NewsList]:
    if page.tree is None or next(islice(page.tree.iter(), MOST_ELEMENTS, None), None) is not None:
        return ()
    sheet = Sheet.of(page)
    columns = [titles for column in columns_of(sheet) if (titles := _titles(sheet, column)) is not None]
    links = sum(len(column.links) for column in columns)
    found = []
    for column in columns:
        rows = rows_of(sheet, column)
        found.append(NewsList(sheet, column, rows, fields_of(sheet, rows), len(column.links) / links))
    return found


def sure_lists(page: Page) -> Sequence[NewsList]:
    """Return the lists of *page* that are surely other outlets' items, in page order, each row in one of them only."""
    if "sure lists" not in page.memo:
        page.memo["sure lists"] = _sure_lists(page)
    sure: Sequence[NewsList] = page.memo["sure lists"]
    return sure


def _sure_lists(page: Page) -> Sequence[NewsList]:
    sure = _with_vouched(lists_of(page))
    chosen: list[NewsList] = []
    for candidate in sorted(sure, key=_title_score, reverse=True):
        if not any(_is_part_of(candidate, other) for other in chosen):
            chosen.append(candidate)
    complete = [found for found in chosen if max(found.time, found.label) >= _MOSTLY]
    if complete:
        chosen = complete
    timed = [found for found in chosen if min(found.time, found.label) >= _MOSTLY]
    if timed:
        chosen = [found for found in chosen if found in timed or any(_is_nested(found, other) for other in timed)]
    chosen.sort(key=lambda found: found.rows[0].first)
    return [_settled(found, chosen) for found in chosen]


def _with_vouched(lists: Sequence[NewsList]) -> list[NewsList]:
    """Return the sure lists, and those that are sure once the outlets of the others are known names."""
    sure = [found for found in lists if found.sure >= SURE_ENOUGH]
    vouched = frozenset(parts.outlet.casefold() for found in sure for parts in found.fields.parts if parts.outlet)
    if not vouched:
        return sure
    named = []
    for found in lists:
        again = found if found.label >= _MOSTLY else _read_again(found, sure, vouched)
        if again.sure >= SURE_ENOUGH and (found.sure >= SURE_ENOUGH or again.label >= _MOSTLY):
            named.append(again)
    return named


def _read_again(found: NewsList, others: Sequence[NewsList], vouched: frozenset[str]) -> NewsList:
    inner = _inner(found, others)
    fields = fields_of(found.sheet, found.rows, inner, vouched=vouched)
    again = replace(found, fields=fields, vouched=vouched)
    return again if again.label >= _MOSTLY else found


def _inner(found: NewsList, others: Sequence[NewsList]) -> frozenset[int]:
    """Return the numbers of the texts in the rows of *found* that belong to rows of lists inside them."""
    nested = (other for other in others if _is_nested(other, found))
    return frozenset(at for other in nested for row in other.rows for at in range(row.first, row.end))


def items_of(page: Page) -> Sequence[Parts]:
    """Return the items of the sure lists of *page*, in page order; one that is listed twice counts once."""
    lists = sure_lists(page)
    placed = [(row, parts) for found in lists for row, parts in zip(found.fields.rows, found.fields.parts, strict=True)]
    if any(min(found.time, found.label) >= _MOSTLY for found in lists):
        vouched = {parts.outlet.casefold() for _, parts in placed if parts.outlet}
        placed += leads_of(lists[0].sheet, [row for found in lists for row in found.rows], vouched)
    placed.sort(key=lambda each: each[0].first)
    items: dict[tuple[str, str | None], tuple[Row, Parts]] = {}
    for row, parts in placed:
        items.setdefault((parts.headline, parts.href), (row, parts))
    if not items:
        return []
    clusters = clusters_of(lists[0].sheet, [row for row, _ in items.values()])
    return [
        replace(parts, cluster=(cluster.number, cluster.headline)) if (cluster := clusters.get(at)) else parts
        for at, (_, parts) in enumerate(items.values())
    ]


def story_links(page: Page) -> tuple[str, ...]:
    """Return the addresses of the stories that *page* leads to, in page order: what its lists' headlines link to on its own site."""
    here, own = page.resolve(page.url), own_site(page)
    titles = sorted(
        (link for found in lists_of(page) for link in found.column.links), key=lambda link: min(link.numbers)
    )
    stories = (
        link.url for link in titles if link.heading or is_story(link.url) or is_headline(link.headline, link.url)
    )
    return tuple(dict.fromkeys(url for url in stories if url != here and site_of(host_of(url)) == own))


def offered(page: Page) -> Set[str]:
    """Return the titles of the goods and of the adverts for work that *page* lists."""
    return {row.link.headline for found in lists_of(page) if found.offers for row in found.rows}


def _titles(sheet: Sheet, column: Column) -> Column | None:
    """Return the column if its links could be titles, or have titles beside them; of bare links that lead to many sites those that read like headlines."""
    if _may_be_titles(column):
        return column
    page = sheet.page
    sites = {site_of(host_of(link.url)) for link in column.links} - {own_site(page)}
    stories = stories_among(column) if len(sites) >= _MANY_SITES else None
    if stories and len(stories.links) >= _MANY_SITES and _may_be_titles(stories):
        return stories
    return titled(sheet, column)


def _may_be_titles(column: Column) -> bool:
    if column.words < _FEWEST_WORDS or column.distinct < _DISTINCT or are_sources(column):
        return False
    short = [link.headline for link in column.links if len(link.headline) <= LONGEST]
    times = sum(time_in(text) is not None for text in short)
    return times < _MOSTLY * len(column.links)


def _title_score(found: NewsList) -> float:
    """Return how much a list's links look like the titles of its rows: headings, and the longest links that are no teasers."""
    words = found.column.words
    headings = _share([link.heading for link in found.column.links])
    return min(words, 12) + 6 * headings - max(0, words - 20) + 2 * len(found.column.links) / 10


def _is_part_of(candidate: NewsList, other: NewsList) -> bool:
    """Return whether a list's links are no titles but further links of another list's rows: one in each, or to the same address."""
    rows = {at: row for row in other.rows for at in range(row.first, row.end)}
    inside = [(link, rows[link.first]) for link in candidate.column.links if link.first in rows]
    if len(inside) < _MOSTLY * len(candidate.column.links):
        return False
    same = sum(link.url == row.link.url for link, row in inside)
    return same >= _MOSTLY * len(inside) or len({row.first for _, row in inside}) > 0.9 * len(inside)


def _is_nested(candidate: NewsList, other: NewsList) -> bool:
    spans = [(row.first, row.end) for row in other.rows]
    inside = sum(any(first <= row.first < end for first, end in spans) for row in candidate.rows)
    return candidate is not other and inside >= _MOSTLY * len(candidate.rows)


def _settled(found: NewsList, chosen: Sequence[NewsList]) -> NewsList:
    """Return a list without the texts of others inside its rows, and without rows that lack what nearly all have."""
    fields = found.fields
    if inner := _inner(found, chosen):
        fields = fields_of(found.sheet, found.rows, inner, vouched=found.vouched)
    complete = [
        (row, parts)
        for row, parts in zip(fields.rows, fields.parts, strict=True)
        if not _lacks(parts, time=found.time, label=found.label)
    ]
    fields = replace(fields, rows=[row for row, _ in complete], parts=[parts for _, parts in complete])
    return replace(found, fields=fields)


def _lacks(parts: Parts, *, time: float, label: float) -> bool:
    """Return whether a row prints neither time nor outlet in a list where nearly all do: a button, an advertisement."""
    if parts.time or parts.declared or parts.outlet:
        return False
    return max(time, label) >= _NEARLY_ALL or (max(time, label) < _MOSTLY and not _reads_as_story(parts))


def _reads_as_story(parts: Parts) -> bool:
    return is_story(parts.href or "") or count(parts.headline) >= 2 * _FEWEST_WORDS


def _share(counted: Sequence[bool]) -> float:
    return sum(counted) / len(counted) if counted else 0.0

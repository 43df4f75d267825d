"""What the sections of a report are built of: one input, indexed, and the figures that more than one of them looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.findings.credit import Credit, conclusion, credit_of, name_of
from crawler.findings.notices import Notices
from crawler.findings.stale_copies import build_notices
from crawler.findings.syndication import Syndication, seen_directly
from crawler.reports.build.rows import Records, build_row
from crawler.reports.build.stories import build_stories
from crawler.reports.inputs import ReportInput
from crawler.reports.model import FlowSummary, Limits, LinkRow, OnceRun, Overview, StoryReport
from crawler.reports.wording.stale_copies import caveats_on
from crawler.sightings.copies import sisters
from crawler.sightings.record import Copy, Kind
from crawler.sightings.vanished import taken_away
from crawler.tracking.relation import Link, Relation


@dataclass(frozen=True)
class Basis:
    """One input. Every figure is computed when it is first asked for, and once."""

    given: ReportInput
    limits: Limits

    @cached_property
    def notices(self) -> Notices | None:
        """What wires announced, and what became of it."""
        gone = taken_away(self.given.sightings, self.given.vanished)
        return build_notices(self.given.copies, self.given.stories, self.given.pickups, gone=gone)

    @cached_property
    def records(self) -> Records:
        """The records by key, with what is to be said of each copy."""
        return Records.of(self.given, caveats_on(self.notices))

    @cached_property
    def syndication(self) -> Syndication:
        """Runs, flow, profiles and lags."""
        direct = seen_directly(self.given.sightings)
        return Syndication.of(self.given.copies, self.given.stories, direct, earlier=self.records.earlier)

    @cached_property
    def flow_summary(self) -> FlowSummary:
        """Whose words went where and how fast, with the outlets' names."""
        known = self.syndication
        return FlowSummary(
            names=known.names,
            outlets=known.profiles,
            flow=known.flow,
            lags=known.lags,
            too_wide=known.too_wide,
            releases={story.key: story.release for story in self.stories},
        )

    @cached_property
    def stories(self) -> tuple[StoryReport, ...]:
        """The stories of two copies or more."""
        return build_stories(self.records, self.given.stories, self.limits, self.syndication)

    @cached_property
    def links(self) -> tuple[LinkRow, ...]:
        """Every link between copies that are here."""
        return _links(self.records.copies, self.given.links)

    @cached_property
    def links_apart(self) -> tuple[LinkRow, ...]:
        """The links between copies that no story joins: two excerpts of one text may share a mere passage."""
        homes: dict[str, set[str]] = {}
        for story in self.stories:
            for row in story.rows:
                homes.setdefault(row.key, set()).add(story.key)
        return tuple(link for link in self.links if not homes.get(link.a, set()) & homes.get(link.b, set()))

    @cached_property
    def ran(self) -> tuple[Copy, ...]:
        """What outlets ran: a wire's own items are nobody's copies, and an article in two versions is run once."""
        every = self.records.copies.items()
        return tuple(copy for key, copy in every if copy.kind is Kind.OUTLET and key not in self.records.earlier)

    @cached_property
    def in_stories(self) -> frozenset[str]:
        """The keys of all copies that a story has."""
        return frozenset(row.key for story in self.stories for row in story.rows)

    @cached_property
    def ran_once(self) -> tuple[OnceRun, ...]:
        """The copies in no story of two or more, by outlet and headline."""
        return _ran_once(self)

    @cached_property
    def overview(self) -> Overview:
        """The headline figures."""
        return _overview(self)


def _overview(basis: Basis) -> Overview:
    copies = basis.ran
    seen = [each for each in basis.records.sightings.values() if each.item is None]
    keys = {copy.key for copy in copies}
    shared = {row.key for story in basis.stories if story.travelled for row in story.rows} & keys
    relations = Counter(link.comparison.relation for link in basis.links_apart)
    return Overview(
        stories=len(basis.stories),
        travelled=sum(story.travelled for story in basis.stories),
        copies=len(copies),
        sightings=len(seen),
        outlets=len({copy.outlet_key for copy in copies if copy.outlet_key}),
        wires=len({conclusion(copy).wire_service for copy in copies} - {None}),
        republished=len(shared),
        republished_share=len(shared) / len(copies) if copies else 0.0,
        uncredited=sum(credit_of(copy) is Credit.UNCREDITED for copy in copies),
        ran_once=len(keys - basis.in_stories),
        passages=relations[Relation.PASSAGE],
        templates=relations[Relation.TEMPLATE],
        undated=sum(copy.published is None for copy in copies),
        removed_words=sum(each.raw_words - each.words for each in seen),
        wires_own=any(copy.kind is Kind.WIRE for copy in basis.records.copies.values()),
    )


def _ran_once(basis: Basis) -> tuple[OnceRun, ...]:
    alone = {key: story.key for story in basis.given.stories for key in story.copies if len(set(story.copies)) == 1}
    sharing = {key for link in basis.links_apart for key in (link.a, link.b)}
    once = [
        OnceRun(row=build_row(basis.records, copy), story=alone.get(copy.key), shares=copy.key in sharing)
        for copy in basis.ran
        if copy.key not in basis.in_stories
    ]
    return tuple(sorted(once, key=lambda each: (each.row.outlet.casefold(), each.row.headline, each.row.key)))


def _links(copies: Mapping[str, Copy], links: Sequence[Link]) -> tuple[LinkRow, ...]:
    rows = [
        LinkRow(
            a=link.a,
            b=link.b,
            outlet_a=name_of(copies[link.a]),
            outlet_b=name_of(copies[link.b]),
            headline_a=copies[link.a].headline,
            headline_b=copies[link.b].headline,
            comparison=link.comparison,
            proposed_by=tuple(sorted(link.proposed_by)),
            same_group=sisters(copies[link.a], copies[link.b]),
        )
        for link in links
        if link.a in copies and link.b in copies
    ]
    return tuple(sorted(rows, key=lambda row: (row.a, row.b)))

"""The report, built as data from frozen input values. Same input, in any order, gives the same report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from crawler.reports.build.counting import build_account, build_boilerplate, build_matrix
from crawler.reports.build.credit import build_uncredited
from crawler.findings.credit import conclusion, credit_of
from crawler.reports.health import source_health
from crawler.reports.inputs import ReportInput
from crawler.reports.model import Limits, LinkRow, Movement, OnceRun, Overview, Report, StoryReport
from crawler.findings.credit import Credit
from crawler.findings.pickups import build_our_stories
from crawler.reports.build.rows import Records, build_row
from crawler.findings.credit import name_of
from crawler.findings.stale_copies import build_notices
from crawler.reports.wording.stale_copies import remarks_on
from crawler.reports.build.stories import build_stories
from crawler.findings.syndication import Syndication, seen_directly
from crawler.reports.build.edits import told_edits
from crawler.sightings.copies import sisters
from crawler.sightings.record import Copy, Kind
from crawler.sightings.vanished import taken_away
from crawler.tracking.relation import Link, Relation


def build(given: ReportInput, limits: Limits | None = None) -> Report:
    """Return the report of *given*. Stories and links that name copies which are not given leave those out."""
    limits = limits or Limits()
    notices = build_notices(
        given.copies, given.stories, given.pickups, gone=taken_away(given.sightings, given.vanished)
    )
    records = Records.of(given, remarks_on(notices))
    direct = seen_directly(given.sightings)
    known = Syndication.of(given.copies, given.stories, direct, earlier=records.earlier)
    stories = build_stories(records, given.stories, limits, known)
    links = _links(records.copies, given.links)
    apart = _apart(links, stories)
    ran_once = _ran_once(records, given, stories, sharing={key for link in apart for key in (link.a, link.b)})
    passages = tuple(link for link in apart if link.comparison.relation is Relation.PASSAGE)
    templates = tuple(link for link in apart if link.comparison.relation is Relation.TEMPLATE)
    return Report(
        title=given.title,
        as_of=given.as_of,
        window_hours=given.window_hours,
        limits=limits,
        overview=_overview(records, stories, apart),
        stories=stories,
        ran_once=ran_once,
        uncredited=build_uncredited(stories),
        movement=Movement(
            names=known.names, outlets=known.profiles, flow=known.flow, lags=known.lags, too_wide=known.too_wide
        ),
        passages=passages,
        templates=templates,
        links=links,
        matrix=build_matrix(_ran(records)),
        our_stories=build_our_stories(given.copies, given.pickups, given.skipped),
        notices=notices,
        boilerplate=build_boilerplate(list(records.sightings.values())),
        account=build_account(given.facts),
        health=source_health(given.runs),
        edits=told_edits(given.histories, records.copies.keys(), stories),
    )


def _apart(links: Sequence[LinkRow], stories: Sequence[StoryReport]) -> list[LinkRow]:
    """Return the links between copies that no story joins: two excerpts of one text may share a mere passage."""
    told: dict[str, set[str]] = {}
    for story in stories:
        for row in story.rows:
            told.setdefault(row.key, set()).add(story.key)
    return [link for link in links if not told.get(link.a, set()) & told.get(link.b, set())]


def _ran(records: Records) -> list[Copy]:
    """Return what outlets ran: a wire's own items are nobody's copies, and an article in two versions is run once."""
    return [copy for key, copy in records.copies.items() if copy.kind is Kind.OUTLET and key not in records.earlier]


def _overview(records: Records, stories: Sequence[StoryReport], apart: Sequence[LinkRow]) -> Overview:
    copies = _ran(records)
    seen = [each for each in records.sightings.values() if each.item is None]
    keys = {copy.key for copy in copies}
    shared = {row.key for story in stories if story.travelled for row in story.rows} & keys
    in_story = {row.key for story in stories for row in story.rows}
    relations = Counter(link.comparison.relation for link in apart)
    return Overview(
        stories=len(stories),
        travelled=sum(story.travelled for story in stories),
        copies=len(copies),
        sightings=len(seen),
        outlets=len({copy.outlet_key for copy in copies if copy.outlet_key}),
        wires=len({conclusion(copy).wire_service for copy in copies} - {None}),
        republished=len(shared),
        republished_share=len(shared) / len(copies) if copies else 0.0,
        uncredited=sum(credit_of(copy) is Credit.UNCREDITED for copy in copies),
        ran_once=len(keys - in_story),
        passages=relations[Relation.PASSAGE],
        templates=relations[Relation.TEMPLATE],
        undated=sum(copy.published is None for copy in copies),
        removed_words=sum(each.raw_words - each.words for each in seen),
    )


def _ran_once(
    records: Records, given: ReportInput, stories: Sequence[StoryReport], *, sharing: Set[str]
) -> tuple[OnceRun, ...]:
    """Return the copies in no story of two or more, by outlet and headline; *sharing* have words in common all the same."""
    told = {row.key for story in stories for row in story.rows}
    alone = {key: story.key for story in given.stories for key in story.copies if len(set(story.copies)) == 1}
    once = [
        OnceRun(row=build_row(records, copy), story=alone.get(copy.key), shares=copy.key in sharing)
        for copy in _ran(records)
        if copy.key not in told
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

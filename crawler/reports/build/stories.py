"""Stories as a report shows them: sorted, told who was first, with their wires and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from crawler.findings.credit import Credit
from crawler.findings.syndication import Syndication
from crawler.provenance.times.order import Order, order
from crawler.reports.build.credit import wires_of
from crawler.reports.build.rows import Records, build_row, row_order
from crawler.reports.model import CopyRow, FirstRun, Limits, StoryReport
from crawler.reports.wording.words import NO_HEADLINE
from crawler.sightings.record import Copy, Kind
from crawler.tracking.relation import Story

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def build_stories(
    records: Records, stories: Sequence[Story], limits: Limits, known: Syndication
) -> tuple[StoryReport, ...]:
    """Return the stories of two copies or more, by distinct outlets (most first), earliest time, then key.

    Differences are computed only for the stories and rows that *limits* shows in full.
    """
    told = [(story, _keys(records, story)) for story in stories]
    several = sorted(((story, keys) for story, keys in told if len(keys) > 1), key=lambda pair: _rank(records, *pair))
    built: list[StoryReport] = []
    rows_left = limits.rows_in_full
    for place, (story, keys) in enumerate(several):
        in_full = place < limits.stories_in_full and rows_left > 0
        rows_left -= min(len(keys), limits.rows_per_story) if in_full else rows_left
        diffs = limits.diffs_per_story if in_full else None
        told_one = _build_story(records, story, keys, diffs=diffs, place=place)
        built.append(replace(told_one, release=known.release(story.key)))
    return tuple(built)


def _keys(records: Records, story: Story) -> list[str]:
    return sorted({key for key in story.copies if key in records.copies})


def _rank(records: Records, story: Story, keys: Sequence[str]) -> tuple[int, datetime, str]:
    copies = [records.copies[key] for key in keys]
    outlets = _outlets(copies)
    earliest = min((copy.published.earliest for copy in copies if copy.published), default=_END_OF_TIME)
    return -len(outlets), earliest, story.key


def _outlets(copies: Sequence[Copy]) -> set[str]:
    """Return the named outlets that ran a story, without a wire whose own item it is."""
    named = {copy.outlet_key for copy in copies if copy.outlet_key}
    return named - {copy.outlet_key for copy in copies if copy.kind is Kind.WIRE}


def _build_story(records: Records, story: Story, keys: Sequence[str], *, diffs: int | None, place: int) -> StoryReport:
    """Return one story; *diffs* is how many rows get a word diff, or None when the story is not told in full."""
    rows = sorted((build_row(records, records.copies[key], story) for key in keys), key=row_order)
    if diffs is not None:
        rows = [
            build_row(records, records.copies[row.key], story, with_differences=True) if at < diffs else row
            for at, row in enumerate(rows)
        ]
    dated = [row.published for row in rows if row.published]
    fullest = records.copies.get(story.fullest)
    return StoryReport(
        key=story.key,
        anchor=f"story-{place + 1}",
        headline=(fullest.headline if fullest else "") or rows[0].headline or NO_HEADLINE,
        outlets=len(_outlets([records.copies[key] for key in keys])),
        originals=sum(records.copies[key].kind is Kind.WIRE for key in keys),
        unnamed=sum(not row.outlet_key for row in rows),
        wires=wires_of(rows),
        first=_first(rows),
        release=None,
        earliest=min((when.earliest for when in dated), default=None),
        latest=max((when.latest for when in dated), default=None),
        uncredited=sum(row.credit is Credit.UNCREDITED for row in rows),
        rows=tuple(rows),
        in_full=diffs is not None,
    )


def _first(rows: Sequence[CopyRow]) -> FirstRun:
    """Return who was surely first among the dated rows, or everyone who may have been."""
    dated = [row for row in rows if row.published]
    if not dated:
        return FirstRun(outlet=None, copy=None, contenders=(), dated=0, undated=len(rows))
    # Whoever ends first bounds everyone: a row is out once it surely comes later than that one.
    bound = min(dated, key=lambda row: row_order(row)[1::-1])
    contenders = [row for row in dated if order(row.published, bound.published) is not Order.SURELY_LATER]
    names = tuple(dict.fromkeys(row.outlet for row in contenders))
    # Two copies of one outlet leave no doubt about the outlet; two of outlets that nobody named do.
    one = len(contenders) == 1 or len({row.outlet_key or row.key for row in contenders}) == 1
    sure = contenders[0] if one else None
    return FirstRun(
        outlet=sure.outlet if sure else None,
        copy=sure.key if sure and len(contenders) == 1 else None,
        contenders=names,
        dated=len(dated),
        undated=len(rows) - len(dated),
    )

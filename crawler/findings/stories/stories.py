"""Stories: who ran each, who was first, whose words it is, how much every copy ran."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from crawler.faults import Faults
from crawler.findings.credit import Credit
from crawler.findings.release import Release
from crawler.findings.stories.copies import CopyFinding, copy_finding, in_time
from crawler.findings.stories.corpus import Corpus
from crawler.findings.stories.headline import story_headline
from crawler.findings.stories.measure import Measure, measure_of
from crawler.findings.stories.wires import WireFinding, wires_of
from crawler.findings.syndication import Syndication
from crawler.provenance.times.order import Order, order
from crawler.sightings.record import Copy, Kind
from crawler.tracking.relation import Story

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRun:
    """Who ran a story first, from intervals alone: `outlet` and `copy` are None when nobody can tell.

    `contenders` are the outlets that may have been first, `undated` counts copies without any time, which may be
    earlier than all others.
    """

    outlet: str | None
    copy: str | None
    contenders: tuple[str, ...]
    dated: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFinding:
    """A story of two copies or more. `rows` go by time (undated last), `outlets` counts distinct named outlets.

    `place` counts stories from 1, in their order. `release` is the wire's own, where a page of its own or a dateline gives it.
    `measure` is what the rows are measured against, None where that is not known. `originals` counts items of wires' own feeds; the wire is none of the outlets that ran it.
    """

    key: str
    place: int
    headline: str
    outlets: int
    unnamed: int
    wires: tuple[WireFinding, ...]
    first: FirstRun
    release: Release | None
    earliest: datetime | None
    latest: datetime | None
    uncredited: int
    rows: tuple[CopyFinding, ...]
    originals: int = 0
    measure: Measure | None = None

    @property
    def travelled(self) -> bool:
        """Whether two named outlets ran it, or one a wire's item: one outlet's own versions are no syndication."""
        return self.outlets > (0 if self.originals else 1)


def stories_of(
    corpus: Corpus, stories: Iterable[Story], known: Syndication, faults: Faults
) -> tuple[StoryFinding, ...]:
    """Return the stories of two copies or more, by distinct outlets (most first), earliest time, then key; those that *faults* does not count."""
    several = [(story, keys) for story in stories if len(keys := _keys(corpus, story)) > 1]
    found: list[StoryFinding] = []
    for story, keys in sorted(several, key=lambda pair: _rank(corpus, *pair)):
        with faults.excused():
            made = _story(corpus, story, keys)
            found.append(replace(made, place=len(found) + 1, release=known.release(story.key)))
    return tuple(found)


def _keys(corpus: Corpus, story: Story) -> list[str]:
    return sorted({key for key in story.copies if key in corpus.copies})


def _rank(corpus: Corpus, story: Story, keys: Sequence[str]) -> tuple[int, datetime, str]:
    copies = [corpus.copies[key] for key in keys]
    outlets = _outlets(copies)
    earliest = min((copy.published.earliest for copy in copies if copy.published), default=_END_OF_TIME)
    return -len(outlets), earliest, story.key


def _outlets(copies: Sequence[Copy]) -> set[str]:
    """Return the named outlets that ran a story, without a wire whose own item it is."""
    named = {copy.outlet_key for copy in copies if copy.outlet_key}
    return named - {copy.outlet_key for copy in copies if copy.kind is Kind.WIRE}


def _story(corpus: Corpus, story: Story, keys: Sequence[str]) -> StoryFinding:
    measure = measure_of(story, corpus.copies, corpus.rods)
    rows = sorted((copy_finding(corpus, corpus.copies[key], story, measure) for key in keys), key=in_time)
    dated = [row.published for row in rows if row.published]
    return StoryFinding(
        key=story.key,
        place=0,
        headline=story_headline([corpus.copies[key] for key in keys], story.fullest),
        outlets=len(_outlets([corpus.copies[key] for key in keys])),
        originals=sum(corpus.copies[key].kind is Kind.WIRE for key in keys),
        unnamed=sum(not row.outlet_key for row in rows),
        wires=wires_of(rows),
        first=_first(rows),
        release=None,
        earliest=min((when.earliest for when in dated), default=None),
        latest=max((when.latest for when in dated), default=None),
        uncredited=sum(row.credit is Credit.UNCREDITED for row in rows),
        rows=tuple(rows),
        measure=measure,
    )


def _first(rows: Sequence[CopyFinding]) -> FirstRun:
    """Return who was surely first among the dated rows, or everyone who may have been."""
    dated = [row for row in rows if row.published]
    if not dated:
        return FirstRun(outlet=None, copy=None, contenders=(), dated=0, undated=len(rows))
    # Whoever ends first bounds everyone: a row is out once it surely comes later than that one.
    bound = min(dated, key=lambda row: in_time(row)[1::-1])
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

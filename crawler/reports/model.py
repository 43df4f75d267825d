"""A report as data: everything a renderer prints, already sorted, counted and worded where a verdict is worded.

Texts in here are page text and hostile; each renderer escapes them for its own format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.findings.credit import Credit, EvidenceLine
from crawler.findings.flow import Flow
from crawler.findings.profiles import Profile, RunLag
from crawler.findings.release import Release
from crawler.findings.word_diff import Piece
from crawler.provenance.times.interval import Interval
from crawler.tracking.relation import Comparison, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a report shows in full; what goes beyond is listed shortly and said so.

    Raises ValueError for a negative limit.
    """

    stories_in_full: int = 40
    rows_in_full: int = 800  # over all stories: some 4 kilobytes of HTML each
    diffs_per_story: int = 40
    rows_per_story: int = 80
    table_rows: int = 1000

    def __post_init__(self) -> None:
        if min(self.stories_in_full, self.rows_in_full, self.diffs_per_story, self.rows_per_story, self.table_rows) < 0:
            raise ValueError("limits cannot be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFinding:
    """A wire that a story's copies name, the strongest kind of evidence, and how many copies name it by themselves."""

    wire_service: str
    kind: str
    copies: int
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One sighting of a copy: where and when. Addresses are as recorded; renderers link http(s) only."""

    sighting: str
    page_url: str | None
    url: str | None
    relay: str | None
    outlet_printed: str | None
    time_printed: str | None
    fetched_at: datetime | None
    capture: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Boilerplate taken out of a copy's renderings: the rule, the text, in how many sightings."""

    rule: str
    text: str
    sightings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """One copy in one story. Shares are 0..1: `ran` of the fullest text's words, `own` of this copy's words not there.

    `comparison` is None for the fullest copy and for one nobody compared (then `relation`, `ran` and `own` are None
    too, but for the fullest, whose `ran` is 1). `differences` is None when no diff was made (see Limits).
    `modified` is the last update that was stated, `caveats` what is odd or uncertain about the copy, in sentences.
    """

    key: str
    external_id: str | None
    outlet: str
    outlet_key: str
    headline: str
    headline_changed: bool
    words: int
    text: str
    fullest: bool
    relation: Relation | None
    ran: float | None
    own: float | None
    comparison: Comparison | None
    published: Interval | None
    first_fetched_at: datetime | None
    wire_service: str | None
    wire_kind: str | None
    credit: Credit
    evidence: tuple[EvidenceLine, ...]
    modified: Interval | None = None
    caveats: tuple[str, ...] = ()
    seen: tuple[Seen, ...]
    urls: tuple[str, ...]
    removed: tuple[Removed, ...]
    differences: tuple[Piece, ...] | None


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
class StoryReport:
    """A story of two copies or more. `rows` go by time (undated last), `outlets` counts distinct named outlets.

    `release` is the wire's own, where a page of its own or a dateline gives it.
    `originals` counts items of wires' own feeds; the wire is none of the outlets that ran it.
    """

    key: str
    anchor: str
    headline: str
    outlets: int
    unnamed: int
    wires: tuple[WireFinding, ...]
    first: FirstRun
    release: Release | None
    earliest: datetime | None
    latest: datetime | None
    uncredited: int
    rows: tuple[CopyRow, ...]
    in_full: bool
    originals: int = 0

    @property
    def travelled(self) -> bool:
        """Whether two named outlets ran it, or one a wire's item: one outlet's own versions are no syndication."""
        return self.outlets > (0 if self.originals else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceRun:
    """A copy in no story. `shares` says that it has a passage or a form in common with another, listed apart."""

    row: CopyRow
    story: str | None
    shares: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """The stories of two copies or more, and the copies in none."""

    every: tuple[StoryReport, ...]
    ran_once: tuple[OnceRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncredited:
    """A copy whose rendering names no wire, in a story whose wire others name: `evidence` quotes them."""

    story: str
    anchor: str
    headline: str
    row: CopyRow
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSummary:
    """Whose words went where and how fast: `names` are the outlets' by their keys.

    `lags` holds an entry for each outlet's run of a story that another ran, too; `too_wide` counts stories at too many
    outlets for their pairs to be counted. `releases` are the wires' own, by story.
    """

    names: Mapping[str, str]
    outlets: tuple[Profile, ...]
    flow: Flow
    lags: tuple[RunLag, ...]
    too_wide: int
    releases: Mapping[str, Release | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A link and the names of its two copies. `same_group`: two outlets of one owner ran them."""

    a: str
    b: str
    outlet_a: str
    outlet_b: str
    headline_a: str
    headline_b: str
    comparison: Comparison
    proposed_by: tuple[str, ...]
    same_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """One outlet's copies by wire: `counts` go with the matrix's `wires`; the last entry counts copies of no known wire."""

    outlet: str
    outlet_key: str
    counts: tuple[int, ...]
    copies: int
    uncredited: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outlets by wires, in copies. `wires` by number of copies; outlets likewise."""

    wires: tuple[str, ...]
    outlets: tuple[OutletLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """What one boilerplate rule took out, over all sightings: cuts, words, outlets touched, the longest example."""

    rule: str
    cuts: int
    words: int
    outlets: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Requests by outcome. `missing` is what the equation seen = stored + refused + failed + pending leaves over."""

    requests_seen: int
    stored: int
    refused: tuple[tuple[str, int], ...]
    failed: tuple[tuple[str, int], ...]
    pending: int
    pages: int
    blocks: int
    unreadable: tuple[tuple[str, int], ...]
    imported: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Headline figures. `republished` counts copies in a story of two named outlets or more; shares are 0..1.

    Of `stories`, all in two copies or more, `travelled` ran at two named outlets or more; the rest are versions.
    `wires_own` says that items of a wire's own feed are among the records.
    """

    stories: int
    travelled: int
    copies: int
    sightings: int
    outlets: int
    wires: int
    republished: int
    republished_share: float
    uncredited: int
    ran_once: int
    passages: int
    templates: int
    undated: int
    removed_words: int
    wires_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Pairs of copies: those that share a passage or a form and no story, and every link there is."""

    passages: tuple[LinkRow, ...]
    templates: tuple[LinkRow, ...]
    links: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report. `stories` by distinct outlets (most first), then earliest time, then key.

    `parts` holds the value of every section by its key (see `sections.SECTIONS`), None for one that is left out.
    """

    title: str
    as_of: datetime | None
    window_hours: float | None
    limits: Limits
    overview: Overview
    stories: tuple[StoryReport, ...]
    parts: Mapping[str, Any]

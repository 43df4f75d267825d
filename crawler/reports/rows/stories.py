"""Stories and copies as rows: `...Row` in report.json, `...Line` in the CSV files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from crawler.findings.credit import Credit
from crawler.findings.release import ReleaseSource
from crawler.findings.stories.copies import Removed, Seen
from crawler.findings.stories.wires import WireFinding
from crawler.findings.word_diff import Change, Piece
from crawler.provenance.times.interval import TimeSource
from crawler.provenance.wires.evidence import EvidenceKind
from crawler.reports.model import CopyRow as ShownCopy
from crawler.reports.model import OnceRow as ShownOnce
from crawler.reports.model import Stories, StoryReport
from crawler.reports.rows.figures import (
    ComparisonRow,
    EvidenceRow,
    first_safe,
    listed_cell,
    quoted_cell,
    safe_urls,
    yes_or_no,
)
from crawler.reports.wording.words import order_of
from crawler.tables.record import Count, From, Instant, Row, Share, plain, row_of, shapes_of
from crawler.tables.safe_links import safe_url
from crawler.tables.shapes import Shape
from crawler.tables.syndication_rows import rounded
from crawler.tracking.relation import Relation
from crawler.tracking.rods.rod import RodKind


def _changes(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.change is not Change.SAME]


class SeenRow(Row, frozen=True):
    """One sighting of a copy."""

    sighting: str
    page_url: Annotated[str | None, From(via=safe_url)]
    relay: str | None
    outlet_printed: str | None
    time_printed: str | None
    fetched_at: Instant | None
    capture: str


class RemovedRow(Row, frozen=True):
    """Boilerplate taken out of a copy's renderings."""

    rule: str
    text: str
    sightings: Count


class ChangeRow(Row, frozen=True):
    """A stretch that differs between a copy (`here`) and the text that it is measured against (`there`)."""

    change: Change
    here: str
    there: str


class CopyRow(Row, frozen=True):
    """One copy in one story."""

    copy: Annotated[str, "the copy's key", From("key")]
    id: Annotated[str | None, "the identifier that came with an imported article", From("external_id")]
    outlet: Annotated[str, "its name"]
    outlet_key: Annotated[str, "its key in the registry; empty when the page named none"]
    headline: str
    headline_changed: Annotated[
        bool, "whether it differs from that of the text it is measured against in more than case and punctuation"
    ]
    words: Annotated[Count, "after boilerplate was removed"]
    fullest: Annotated[bool, "whether it is the copy that holds most of the story"]
    relation: Annotated[Relation | None, "to the text that it is measured against"]
    ran: Annotated[Share | None, "share of the words it is measured against that are in this one", From(via=rounded)]
    own: Annotated[Share | None, "share of this copy's words that are not among those", From(via=rounded)]
    comparison: Annotated[ComparisonRow | None, "the figures; a is this copy, b what it is measured against"]
    published_earliest: Annotated[Instant | None, "it appeared not before", From("published.earliest")]
    published_latest: Annotated[Instant | None, "nor after", From("published.latest")]
    time_source: Annotated[TimeSource | None, "where that is known from", From("published.source")]
    first_fetched_at: Annotated[Instant | None, "when it was first seen"]
    wire: Annotated[str | None, "whose words", From("wire_service")]
    wire_kind: Annotated[EvidenceKind | None, "by which kind of evidence"]
    credit: Annotated[Credit, "what this rendering shows"]
    evidence: Annotated[list[EvidenceRow], "the words that say so"]
    modified_earliest: Annotated[Instant | None, "the last update stated: not before", From("modified.earliest")]
    modified_latest: Annotated[Instant | None, "nor after", From("modified.latest")]
    remarks: Annotated[list[str], "what is odd or uncertain about the copy, in sentences", From("caveats")]
    urls: Annotated[list[str], "its addresses", From(via=safe_urls)]
    seen: Annotated[list[SeenRow], "where and when"]
    removed: Annotated[list[RemovedRow], "what was cut out of it"]
    changes: Annotated[
        list[ChangeRow] | None,
        "what differs from the text it is measured against; null where no diff was made",
        From("differences", _changes),
    ]


class FirstRow(Row, frozen=True):
    """Who ran a story first."""

    outlet: str | None
    copy: str | None
    contenders: list[str]
    dated: Count
    undated: Count
    sentence: str


class WireRow(Row, frozen=True):
    """A wire that a story's copies name."""

    wire: Annotated[str, From("wire_service")]
    kind: str
    copies: Count
    evidence: list[EvidenceRow]


class SentenceRow(Row, frozen=True):
    """A sentence of a reconstructed text."""

    text: str
    outlets: Annotated[Count, "how many independent owners printed it", From("owners")]


class StoryRow(Row, frozen=True):
    """A story with its copies in full."""

    story: Annotated[str, "the story's key", From("key")]
    headline: Annotated[str, "the wire's own, else the one that most of its outlets carry"]
    outlets: Annotated[Count, "distinct named outlets"]
    outlets_unnamed: Annotated[Count, "copies whose outlet the page did not name", From("unnamed")]
    uncredited: Annotated[Count, "copies whose wire is known from sibling copies alone"]
    earliest: Annotated[Instant | None, "the earliest end of all known times"]
    latest: Annotated[Instant | None, "the latest end of them"]
    first: FirstRow
    release_earliest: Annotated[Instant | None, "the wire's release", From("release.interval.earliest")]
    release_latest: Annotated[Instant | None, "the same", From("release.interval.latest")]
    release_source: Annotated[ReleaseSource | None, "where that is known from", From("release.source")]
    release_quote: Annotated[str | None, "the words that say so", From("release.quote")]
    wires: list[WireRow]
    measured_against: Annotated[
        RodKind | None,
        "`item`: the wire's own, `reconstructed`: the sentences that independent outlets share, `fullest`: the fullest copy",
        From("measure.kind"),
    ]
    measure_copy: Annotated[
        str | None, "the key of the copy whose text that is; null of a reconstructed one", From("measure.copy")
    ]
    measure_sentences: Annotated[
        list[SentenceRow] | None, "what a reconstructed text is made of, in order", From("measure.sentences")
    ]
    copies: Annotated[list[CopyRow], From("rows")]


class OnceRow(Row, frozen=True):
    """What is said of a copy in no story, before the copy."""

    story: Annotated[str | None, "its key as a story of one copy"]
    shares: Annotated[bool, "whether a passage or a form is shared with another copy"]


class StoryLine(Row, frozen=True):
    """A line of stories.csv."""

    story: Annotated[str, "the story's key, the same in every file", From("key")]
    headline: Annotated[str, "the wire's own, else the one that most of its outlets carry"]
    outlets: Annotated[Count, "distinct named outlets"]
    outlets_unnamed: Annotated[Count, "copies whose outlet the page did not name", From("unnamed")]
    copies: Annotated[Count, "how many copies", From("rows", len)]
    wires: Annotated[
        str, "wires that its copies name, most copies first; more than one is a conflict, shown and not settled"
    ]
    wire_kinds: Annotated[str, "the strongest kind of evidence for each, in the same order"]
    earliest: Annotated[Instant | None, "the earliest end of all known times"]
    latest: Annotated[Instant | None, "the latest end of them"]
    first_outlet: Annotated[
        str | None, "who surely ran it first; empty when that cannot be known", From("first.outlet")
    ]
    first_sentence: Annotated[
        str,
        "the same in words, with the copies of unknown time counted; of one outlet's own versions, that they are not syndication",
    ]
    uncredited: Annotated[Count, "copies whose wire is known from sibling copies alone"]
    release_earliest: Annotated[
        Instant | None,
        "the wire's own release, where its own page or a dateline gives it; a dateline's day is as wide as all time zones",
        From("release.interval.earliest"),
    ]
    release_latest: Annotated[Instant | None, "its end", From("release.interval.latest")]
    release_source: Annotated[ReleaseSource | None, "`own feed`, `own page` or `dateline`", From("release.source")]
    release_quote: Annotated[str | None, "the words that say so", From("release.quote")]
    measured_against: Annotated[
        RodKind | None,
        "what its copies are measured against: `item`, `reconstructed` or `fullest`",
        From("measure.kind"),
    ]


class CopyLine(Row, frozen=True):
    """A line of copies.csv."""

    story: Annotated[str | None, "the story's key"]
    copy: Annotated[str, "the copy's key", From("key")]
    id: Annotated[str | None, "the identifier that came with an imported article", From("external_id")]
    outlet: Annotated[str, "its name"]
    outlet_key: Annotated[str, "its key in the registry; empty when the page named none"]
    headline: Annotated[str, "as printed"]
    headline_changed: Annotated[
        str,
        "`yes` when it differs from that of the text it is measured against in more than case and punctuation",
        From(via=yes_or_no),
    ]
    words: Annotated[Count, "after boilerplate was removed"]
    fullest: Annotated[str, "`yes` for the copy that holds most of the story", From(via=yes_or_no)]
    measured_against: Annotated[
        RodKind | None,
        "where the text is from that it is measured against: `item`, the wire's own; `reconstructed`, the sentences that independent outlets share; `fullest`, the fullest copy",
    ]
    relation: Annotated[Relation | None, "to that text (see below)"]
    rule: Annotated[str | None, "the rule that decided", From("comparison.rule")]
    ran: Annotated[Share | None, "share of the words it is measured against that are in this one", From(via=rounded)]
    own: Annotated[Share | None, "share of this copy's words that are not among those", From(via=rounded)]
    longest_run: Annotated[Count | None, "longest run of equal words", From("comparison.longest_run")]
    numbers_changed: Annotated[Count | None, "numbers that were replaced", From("comparison.numbers_changed")]
    published_earliest: Annotated[Instant | None, "it appeared not before", From("published.earliest")]
    published_latest: Annotated[Instant | None, "nor after", From("published.latest")]
    time_source: Annotated[
        TimeSource | None,
        "`relative`, `absolute`, `metadata`, `feed` (a feed or sitemap says so) or `unanchored`",
        From("published.source"),
    ]
    first_fetched_at: Annotated[Instant | None, "when it was first seen"]
    wire: Annotated[str | None, "whose words", From("wire_service")]
    wire_kind: Annotated[EvidenceKind | None, "by which kind of evidence"]
    credit: Annotated[Credit, "what this rendering shows (see below)"]
    evidence: Annotated[str, "the words that say so, each with its kind", From(via=quoted_cell)]
    url: Annotated[str | None, "the copy's address", From("urls", first_safe)]
    page_url: Annotated[str | None, "the page it was seen on"]
    capture: Annotated[str | None, "SHA-256 key of the stored capture of that page"]
    sightings: Annotated[Count, "how often it was seen", From("seen", len)]
    removed_rules: Annotated[str, "rules that removed boilerplate from it", From("removed")]


#: A copy in no story.
RAN_ONCE: Shape = {**shapes_of(OnceRow), **shapes_of(CopyRow)}


def story_rows(stories: Stories) -> Iterator[StoryRow]:
    """Yield the stories with their copies in full."""
    for story in stories.every:
        yield row_of(StoryRow, story, first=row_of(FirstRow, story.first, sentence=order_of(story)))


def ran_once(copies: Iterable[ShownOnce]) -> Iterator[dict[str, Any]]:
    """Yield the copies in no story."""
    return ({**plain(row_of(OnceRow, once)), **plain(row_of(CopyRow, once.row))} for once in copies)


def story_lines(stories: Stories) -> Iterator[StoryLine]:
    """Yield a line per story."""
    return map(_story_line, stories.every)


def copy_lines(stories: Stories) -> Iterator[CopyLine]:
    """Yield a line per copy in a story, then one per copy in none."""
    for story in stories.every:
        yield from (_copy_line(story.key, row) for row in story.rows)
    for once in stories.once:
        yield _copy_line(once.story, once.row)


def _story_line(story: StoryReport) -> StoryLine:
    wires = _of_each(story.wires)
    return row_of(StoryLine, story, wires=wires[0], wire_kinds=wires[1], first_sentence=order_of(story))


def _of_each(wires: Iterable[WireFinding]) -> tuple[str, str]:
    every = list(wires)
    return listed_cell(wire.wire_service for wire in every), listed_cell(wire.kind for wire in every)


def _copy_line(story: str | None, row: ShownCopy) -> CopyLine:
    return row_of(
        CopyLine,
        row,
        story=story,
        page_url=first_safe(seen.page_url for seen in row.seen),
        capture=_capture(row.seen),
        removed=_rules(row.removed),
    )


def _capture(seen: tuple[Seen, ...]) -> str | None:
    return seen[0].capture if seen else None


def _rules(removed: Iterable[Removed]) -> str:
    return listed_cell(dict.fromkeys(cut.rule for cut in removed))

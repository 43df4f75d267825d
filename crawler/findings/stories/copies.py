"""One copy in one story: how much it ran, when, credited or not, and what was removed from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.findings.credit import Credit, EvidenceLine, conclusion, credit_of, name_of
from crawler.findings.stories.corpus import Corpus
from crawler.findings.stories.measure import Measure
from crawler.findings.stories.wires import evidence_lines
from crawler.provenance.times.interval import Interval
from crawler.sightings.record import Copy, Sighting
from crawler.text.words import words
from crawler.tracking.relation import Comparison, Relation, Story
from crawler.tracking.rods.rod import RodKind

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


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
class CopyFinding:
    """One copy in one story, or in none. Shares are 0..1.

    `ran` is of the words of the text that the story is measured against (`measured_against` says where that is from), `own` of this copy's words that are not there.
    `comparison` is None for the copy whose text that is (`measure`) and for one nobody compared (then `relation`, `ran` and
    `own` are None too, but for the former, whose `ran` is 1). `modified` is the last update that was stated.
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
    measure: bool
    measured_against: RodKind | None
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
    seen: tuple[Seen, ...]
    urls: tuple[str, ...]
    removed: tuple[Removed, ...]
    incomplete: bool = False


def copy_finding(corpus: Corpus, copy: Copy, story: Story | None = None, measure: Measure | None = None) -> CopyFinding:
    """Return what is known of *copy* in *story*, which is measured against *measure*, or in none."""
    is_measure = measure is not None and measure.copy == copy.key
    comparison = corpus.against_measure.get(f"{story.key}:{copy.key}") if story and not is_measure else None
    concluded = conclusion(copy)
    seen = _seen(corpus, copy)
    outlet = name_of(copy)
    return CopyFinding(
        key=copy.key,
        external_id=copy.external_id,
        outlet=outlet,
        outlet_key=copy.outlet_key,
        headline=copy.headline,
        headline_changed=measure is not None and not is_measure and _changed(copy.headline, measure.headline),
        words=copy.words,
        text=copy.text,
        fullest=story is not None and story.fullest == copy.key,
        measure=is_measure,
        measured_against=measure.kind if measure else None,
        relation=comparison.relation if comparison else None,
        ran=1.0 if is_measure else comparison.coverage_b if comparison else None,
        own=0.0 if is_measure else 1.0 - comparison.coverage_a if comparison else None,
        comparison=comparison,
        published=copy.published,
        first_fetched_at=copy.first_fetched_at,
        wire_service=concluded.wire_service,
        wire_kind=concluded.kind.value if concluded.kind else None,
        credit=credit_of(copy),
        evidence=evidence_lines((*copy.attribution.evidence, *copy.story_attribution.evidence), outlet),
        modified=copy.modified,
        seen=seen,
        urls=_addresses(copy, seen),
        removed=_removed(corpus, copy),
        incomplete=copy.incomplete,
    )


def in_time(row: CopyFinding) -> tuple[datetime, datetime, str, str, str]:
    """Return what sorts copies by time, undated ones last, then by name."""
    earliest = row.published.earliest if row.published else _END_OF_TIME
    latest = row.published.latest if row.published else _END_OF_TIME
    return earliest, latest, row.outlet.casefold(), row.outlet_key, row.key


def _changed(headline: str, original: str) -> bool:
    """Whether two headlines differ in more than case, looks and punctuation."""
    return words(headline) != words(original)


def _sightings(corpus: Corpus, copy: Copy) -> list[Sighting]:
    return [corpus.sightings[each] for each in sorted(set(copy.sightings)) if each in corpus.sightings]


def _seen(corpus: Corpus, copy: Copy) -> tuple[Seen, ...]:
    seen = [
        Seen(
            sighting=each.id,
            page_url=each.page_url,
            url=each.url,
            relay=each.relay,
            outlet_printed=each.outlet_printed,
            time_printed=each.time_printed,
            fetched_at=each.fetched_at,
            capture=each.capture,
        )
        for each in _sightings(corpus, copy)
    ]
    return tuple(sorted(seen, key=lambda each: (each.fetched_at or _END_OF_TIME, each.page_url or "", each.sighting)))


def _addresses(copy: Copy, seen: Sequence[Seen]) -> tuple[str, ...]:
    """Return the copy's own addresses at outlets or aggregators (not the pages that related it), sorted."""
    return tuple(sorted({*copy.urls, *(each.url for each in seen if each.url)}))


def _removed(corpus: Corpus, copy: Copy) -> tuple[Removed, ...]:
    counted = Counter(
        found for each in _sightings(corpus, copy) for found in {(cut.rule, cut.text) for cut in each.removed}
    )
    return tuple(Removed(rule, text, times) for (rule, text), times in sorted(counted.items()))

"""One copy in one story, as a row: how much it ran, when, credited or not, what was removed and what it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.findings.credit import conclusion, credit_of, name_of
from crawler.findings.versions import superseded
from crawler.findings.word_diff import Piece, differences
from crawler.reports.build.credit import evidence_lines
from crawler.reports.inputs import ReportInput
from crawler.reports.model import CopyRow, Removed, Seen
from crawler.reports.wording.caveats import caveats_of, caveats_of_versions
from crawler.sightings.record import Copy, Sighting
from crawler.sightings.vanished import vanished_copies
from crawler.text.words import words
from crawler.tracking.relation import Comparison, Relation, Story

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)
_NO_CAVEATS: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class Records:
    """The input's records by key. `earlier` are copies that are no more than earlier versions of another one that is here."""

    copies: Mapping[str, Copy]
    sightings: Mapping[str, Sighting]
    against_fullest: Mapping[str, Comparison]
    earlier: frozenset[str]
    caveats: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, given: ReportInput, caveats: Mapping[str, Sequence[str]] = _NO_CAVEATS) -> Records:
        """Index the records of one input; *caveats* are what else is to be said of copies, by key."""
        copies = {copy.key: copy for copy in given.copies}
        known = [each for each in given.histories if each.versions[-1].copy in copies]
        of_versions = caveats_of_versions(copies, given.histories, vanished_copies(given.sightings, given.vanished))
        return cls(
            copies,
            {sighting.id: sighting for sighting in given.sightings},
            given.against_fullest,
            superseded(known) & copies.keys(),
            {key: (*caveats.get(key, ()), *of_versions.get(key, ())) for key in {*caveats, *of_versions}},
        )


def build_row(records: Records, copy: Copy, story: Story | None = None, *, with_differences: bool = False) -> CopyRow:
    """Return the row of *copy* in *story*, or on its own."""
    fullest = records.copies.get(story.fullest) if story else None
    is_fullest = fullest is not None and fullest.key == copy.key
    comparison = records.against_fullest.get(f"{story.key}:{copy.key}") if story and not is_fullest else None
    concluded = conclusion(copy)
    seen = _seen(records, copy)
    outlet = name_of(copy)
    return CopyRow(
        key=copy.key,
        external_id=copy.external_id,
        outlet=outlet,
        outlet_key=copy.outlet_key,
        headline=copy.headline,
        headline_changed=bool(fullest)
        and not is_fullest
        and _changed(copy.headline, fullest.headline if fullest else ""),
        words=copy.words,
        text=copy.text,
        fullest=is_fullest,
        relation=comparison.relation if comparison else None,
        ran=1.0 if is_fullest else comparison.coverage_b if comparison else None,
        own=0.0 if is_fullest else 1.0 - comparison.coverage_a if comparison else None,
        comparison=comparison,
        published=copy.published,
        first_fetched_at=copy.first_fetched_at,
        wire_service=concluded.wire_service,
        wire_kind=concluded.kind.value if concluded.kind else None,
        credit=credit_of(copy),
        evidence=evidence_lines((*copy.attribution.evidence, *copy.story_attribution.evidence), outlet),
        modified=copy.modified,
        caveats=(*records.caveats.get(copy.key, ()), *caveats_of(copy, fullest=fullest)),
        seen=seen,
        urls=_addresses(copy, seen),
        removed=_removed(records, copy),
        differences=_differences(copy, fullest, comparison) if with_differences else None,
    )


def row_order(row: CopyRow) -> tuple[datetime, datetime, str, str, str]:
    """Sort rows by time, undated ones last, then by name."""
    earliest = row.published.earliest if row.published else _END_OF_TIME
    latest = row.published.latest if row.published else _END_OF_TIME
    return earliest, latest, row.outlet.casefold(), row.outlet_key, row.key


def _changed(headline: str, fullest: str) -> bool:
    """Whether two headlines differ in more than case, looks and punctuation."""
    return words(headline) != words(fullest)


def _differences(copy: Copy, fullest: Copy | None, comparison: Comparison | None) -> tuple[Piece, ...] | None:
    if fullest is None or comparison is None or comparison.relation is Relation.UNRELATED:
        return None
    return differences(copy.text, fullest.text, comparison.spans)


def _sightings(records: Records, copy: Copy) -> list[Sighting]:
    return [records.sightings[each] for each in sorted(set(copy.sightings)) if each in records.sightings]


def _seen(records: Records, copy: Copy) -> tuple[Seen, ...]:
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
        for each in _sightings(records, copy)
    ]
    return tuple(sorted(seen, key=lambda each: (each.fetched_at or _END_OF_TIME, each.page_url or "", each.sighting)))


def _addresses(copy: Copy, seen: Sequence[Seen]) -> tuple[str, ...]:
    """Return the copy's own addresses at outlets or aggregators (not the pages that related it), sorted."""
    return tuple(sorted({*copy.urls, *(each.url for each in seen if each.url)}))


def _removed(records: Records, copy: Copy) -> tuple[Removed, ...]:
    counted = Counter(
        found for each in _sightings(records, copy) for found in {(cut.rule, cut.text) for cut in each.removed}
    )
    return tuple(Removed(rule, text, times) for (rule, text), times in sorted(counted.items()))

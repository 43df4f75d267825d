"""Records for tests: each factory makes a plausible one, and a test states only what matters to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.findings.counting import RunFacts
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.wires.attribution import Attribution, Evidence, EvidenceKind
from crawler.reports.inputs import ReportInput
from crawler.sightings.record import Copy, Role, Sighting
from crawler.text.cuts import Cut
from crawler.text.words import count_words, read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Comparison, Link, Relation, Story
from crawler.tracking.verdict import compare

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TEXT = (
    "The ferry between Oldhaven and Little Skerry will run every twenty minutes from Monday, the harbour office said. "
    "Two more boats were painted over the winter and passed their trials last week. "
    "A single ticket stays at three crowns, and dogs travel free."
)


def sha(*parts: str) -> str:
    """Return a stable made-up key."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def at(minutes: float, *, wide: float = 1.0, source: TimeSource = TimeSource.RELATIVE) -> Interval:
    """Return an interval that begins *minutes* after noon and is *wide* minutes wide (0: exact)."""
    start = NOON + timedelta(minutes=minutes)
    return Interval(start, start + timedelta(minutes=wide), source)


def credited(wire: str = "Reuters", quote: str = "(Reuters)", kind: EvidenceKind = EvidenceKind.CREDIT) -> Attribution:
    """Return an attribution that rests on one piece of evidence."""
    return Attribution(wire, kind, (Evidence(wire, kind, quote, 0, len(quote)),))


def inferred(wire: str = "Reuters", quote: str = "(Reuters)") -> Attribution:
    """Return what a copy inherits from a sibling that credits *wire*."""
    return credited(wire, quote, EvidenceKind.INFERRED)


def a_sighting(**changes: object) -> Sighting:
    """Return a sighting of TEXT at the Oldhaven Echo; *changes* replace any field."""
    text = str(changes.get("text", TEXT))
    fields: dict[str, object] = {
        "id": "s1",
        "capture": sha("capture", str(changes.get("id", "s1"))),
        "role": Role.RELATED,
        "position": 0,
        "headline": "More ferries for Little Skerry",
        "text": text,
        "words": count_words(text),
        "raw_words": count_words(text) + sum(count_words(cut.text) for cut in changes.get("removed", ())),  # type: ignore[attr-defined]
        "copy": "c1",
        "page_url": "http://www.daily8.example/en/article/0123456789abcdef0123456789abcdef",
        "relay": "Daily8",
        "outlet_printed": "Oldhaven Echo",
        "outlet": "Oldhaven Echo",
        "outlet_key": "oldhaven-echo",
        "outlet_known": True,
        "time_printed": "an hour ago",
        "published": at(0),
        "time_source": "relative",
        "fetched_at": NOON + timedelta(hours=1),
    }
    return Sighting(**{**fields, **changes})  # type: ignore[arg-type]


def a_copy(**changes: object) -> Copy:
    """Return the Oldhaven Echo's copy of TEXT; *changes* replace any field, and `words` follows `text`."""
    text = str(changes.get("text", TEXT))
    fields: dict[str, object] = {
        "key": "c1",
        "outlet": "Oldhaven Echo",
        "outlet_key": "oldhaven-echo",
        "headline": "More ferries for Little Skerry",
        "text": text,
        "words": count_words(text),
        "sightings": (),
        "published": at(0),
        "first_fetched_at": NOON + timedelta(hours=1),
        "last_fetched_at": NOON + timedelta(hours=1),
        "urls": ("https://www.oldhaven-echo.example/ferries",),
    }
    return Copy(**{**fields, **changes})  # type: ignore[arg-type]


def a_story(*copies: Copy, key: str = "story-a", fullest: str | None = None) -> Story:
    """Return the story of *copies*; the longest is the fullest unless one is named."""
    longest = max(copies, key=lambda copy: (copy.words, copy.key)).key
    return Story(key, tuple(copy.key for copy in copies), fullest or longest)


def compared(a: str, b: str, relation: Relation | None = None, **changes: object) -> Comparison:
    """Return the exact comparison of two texts; *relation* and *changes* replace what was found."""
    found = compare(read_words(a).folded, read_words(b).folded, TrackingConfig())
    return replace(found, **({"relation": relation} if relation else {}), **changes)  # type: ignore[arg-type]


def a_link(a: Copy, b: Copy, relation: Relation | None = None) -> Link:
    """Return the link of two copies, keys in order."""
    first, second = sorted((a, b), key=lambda copy: copy.key)
    return Link(first.key, second.key, compared(first.text, second.text, relation), ("passage",))


def a_cut(rule: str = "taboola-widget", text: str = "Undo You May Like These Garden Sheds") -> Cut:
    """Return a piece of boilerplate at the start of a text."""
    return Cut(rule, 0, len(text), text)


def against_measure(stories: Sequence[Story], copies: Sequence[Copy]) -> dict[str, Comparison]:
    """Return every story's copies compared with its fullest one."""
    by_key: Mapping[str, Copy] = {copy.key: copy for copy in copies}
    return {
        f"{story.key}:{key}": compared(by_key[key].text, by_key[story.fullest].text)
        for story in stories
        for key in story.copies
        if key != story.fullest
    }


def a_report_input(**changes: object) -> ReportInput:
    """Return the input of a report; comparisons against the fullest copies are made unless given."""
    fields: dict[str, object] = {
        "title": "Syndication report",
        "as_of": NOON + timedelta(days=1),
        "window_hours": 72.0,
        "sightings": (),
        "copies": (),
        "links": (),
        "stories": (),
        "facts": RunFacts(),
    }
    fields |= changes
    if "against_measure" not in changes:
        fields["against_measure"] = against_measure(fields["stories"], fields["copies"])  # type: ignore[arg-type]
    return ReportInput(**fields)  # type: ignore[arg-type]

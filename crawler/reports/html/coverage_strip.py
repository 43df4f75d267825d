"""Which parts of the text that a story is measured against a copy ran, as segments of a strip that stands for that text from start to end."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.findings.stories.copies import CopyFinding

#: Segments closer than this (percent of the strip) are drawn as one.
_JOIN = 0.4
_MOST = 160


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of that text, in percent of its words."""

    x: float
    width: float


def coverage_strip(row: CopyFinding) -> tuple[Segment, ...]:
    """Return the segments of the text that stand in *row*'s copy, in order, never overlapping."""
    if row.measure:
        return (Segment(0.0, 100.0),)
    comparison = row.comparison
    if comparison is None or not comparison.words_b:
        return ()
    places: list[tuple[float, float]] = []
    for span in sorted(comparison.spans, key=lambda span: (span.b_start, span.b_end)):
        start, end = (max(0.0, min(100.0, at * 100 / comparison.words_b)) for at in (span.b_start, span.b_end))
        if places and start - places[-1][1] <= _JOIN:
            places[-1] = (places[-1][0], max(places[-1][1], end))
        else:
            places.append((start, end))
    return tuple(Segment(round(start, 2), round(end - start, 2)) for start, end in places[:_MOST])

"""Whose words two texts share: the narrator's, or somebody else's whom both quote.

A word is somebody else's where either text has it in quotation marks: many a page loses them. So is a whole span where
either text introduces it (a colon, a dash, a heading in capitals), prints speakers' names in it, or where the marks of the
two disagree: a note that one quotes and the other prints in full. It goes on after a small gap, until the narrator returns.
A span in which both texts open and close the same marks several times is a narrator's report with quotes in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.text.voice import Voice, voices_of
from crawler.tracking.alignment import Alignment
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Span

# As plain integers: an operation on a flag costs twenty times as much, and there is one for every word of a pair.
_QUOTED, _INTRODUCED, _SPEAKER = int(Voice.QUOTED), int(Voice.INTRODUCED), int(Voice.SPEAKER)


@dataclass(frozen=True, slots=True)
class VoicedSpan:
    """An aligned span: its matched words, those of them in the narrator's voice, and where it starts in each text (0 to 1)."""

    words: int
    narrator: int
    start_a: float
    start_b: float

    @property
    def early(self) -> float:
        """Where it starts in the text in which it starts earlier."""
        return min(self.start_a, self.start_b)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the voices of both texts say of one span's matched words."""

    words: int
    either: int  # in quotation marks in one text or both
    disagree: int  # in one and not in the other
    stretches: int  # of words that both have in quotation marks
    opens: bool  # the first words are in quotation marks in one of them


def voiced_spans(
    a: Sequence[str], b: Sequence[str], alignment: Alignment, config: TrackingConfig
) -> tuple[VoicedSpan, ...]:
    """Return the spans of *alignment* with the words in the narrator's voice, in order of a."""
    voices_a, voices_b = voices_of(a), voices_of(b)
    if not any(voices_a) and not any(voices_b):
        return tuple(_span(span, sum(map(_length, runs)), None, a, b) for span, runs in _runs_of(alignment))
    found: list[VoicedSpan] = []
    before: Span | None = None  # the span before, where it was somebody else's
    for span, runs in _runs_of(alignment):
        marks = _marks(runs, voices_a, voices_b, config)
        others = _is_others(span, marks, voices_a, voices_b, config) or _goes_on(before, span, marks, config)
        found.append(_span(span, marks.words, 0 if others else marks.words - marks.either, a, b))
        before = span if others else None
    return tuple(found)


def _runs_of(alignment: Alignment) -> Iterator[tuple[Span, list[Span]]]:
    for span in alignment.spans:
        yield (
            span,
            [
                run
                for run in alignment.runs
                if span.a_start <= run.a_start < span.a_end and span.b_start <= run.b_start < span.b_end
            ],
        )


def _length(run: Span) -> int:
    return run.a_end - run.a_start


def _span(span: Span, words: int, narrator: int | None, a: Sequence[str], b: Sequence[str]) -> VoicedSpan:
    return VoicedSpan(words, words if narrator is None else narrator, span.a_start / len(a), span.b_start / len(b))


def _marks(runs: Sequence[Span], voices_a: bytes, voices_b: bytes, config: TrackingConfig) -> _Marks:
    pairs = [
        (x & _QUOTED, y & _QUOTED)
        for run in runs
        for x, y in zip(
            voices_a[run.a_start : run.a_end], voices_b[run.b_start : run.b_start + _length(run)], strict=True
        )
    ]
    both = [x and y for x, y in pairs]
    return _Marks(
        words=len(pairs),
        either=sum(1 for x, y in pairs if x or y),
        disagree=sum(1 for x, y in pairs if x != y),
        stretches=sum(1 for at, quoted in enumerate(both) if quoted and not (at and both[at - 1])),
        opens=any(x or y for x, y in pairs[: config.voice_opening]),
    )


def _is_others(span: Span, marks: _Marks, voices_a: bytes, voices_b: bytes, config: TrackingConfig) -> bool:
    """Return whether a whole span is somebody else's by what is before it or in it."""
    early = min(span.a_start / len(voices_a), span.b_start / len(voices_b)) < config.voice_lead
    if not early and not _narrates(marks, config):
        by_a, by_b = _introduced(voices_a, span.a_start, config), _introduced(voices_b, span.b_start, config)
        # A text that is little else than those words, and does not introduce them, is where they are the narrator's.
        if (by_a or by_b) and not (
            (not by_b and marks.words >= config.voice_whole * len(voices_b))
            or (not by_a and marks.words >= config.voice_whole * len(voices_a))
        ):
            return True
    speakers = max(_speakers(voices_a, span.a_start, span.a_end), _speakers(voices_b, span.b_start, span.b_end))
    if speakers >= config.voice_speakers + marks.words / config.voice_speaker_words:
        return True
    if marks.words >= config.passage_run and marks.disagree >= config.voice_disagree * marks.words:
        return True
    return marks.opens and marks.either >= config.voice_quoted * marks.words


def _narrates(marks: _Marks, config: TrackingConfig) -> bool:
    return marks.stretches >= max(config.voice_stretches, marks.words / config.voice_stretch_words)


def _introduced(voices: bytes, start: int, config: TrackingConfig) -> bool:
    near = voices[max(0, start - config.voice_before) : start + config.voice_opening]
    return any(voice & _INTRODUCED for voice in near)


def _speakers(voices: bytes, start: int, end: int) -> int:
    return sum(1 for voice in voices[start:end] if voice & _SPEAKER)


def _goes_on(before: Span | None, span: Span, marks: _Marks, config: TrackingConfig) -> bool:
    """Return whether somebody else goes on speaking after a small gap in both texts."""
    if before is None or _narrates(marks, config):
        return False
    return all(0 <= gap <= config.voice_gap for gap in (span.a_start - before.a_end, span.b_start - before.b_end))

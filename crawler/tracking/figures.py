"""The figures that a verdict looks at, all counted on one alignment of two texts."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Final, Generic, NamedTuple, TypeVar

from crawler.text.numbers import is_number, same_number, scanned_alike
from crawler.text.once import once_a_text
from crawler.text.voice import voices_of
from crawler.tracking.alignment import Alignment, align
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Span
from crawler.tracking.substitutions import Gap, is_slot, stands_in, substituted
from crawler.tracking.typos import Mended, join_typos, mend
from crawler.tracking.voices import VoicedSpan, voiced_spans

#: What people call the figures that rules look at.
FIGURES: Final[Mapping[str, str]] = {
    "coverage_short": "coverage of the shorter text",
    "coverage_long": "coverage of the longer text",
    "coverage_least": "coverage of the text that is covered less",
    "kept_both_ways": "least coverage of either text, words replaced by as many others counted in",
    "size": "length of the shorter text against the longer",
    "words": "words matched",
    "runs": "runs of equal words",
    "longest_run": "longest run of equal words",
    "solid_words": "words, numbers aside, in runs that only copying leaves",
    "solid_share": "share of the shorter text in runs that only copying leaves",
    "longest_solid": "longest run that only copying leaves, numbers aside",
    "slots": "words or phrases changed between runs",
    "numbers_kept": "numbers kept",
    "numbers_replaced": "numbers replaced in place",
    "numbers_refilled": "numbers replaced in sentences filled in again",
    "numbers_filled_in": "numbers replaced in place or in sentences filled in again",
    "numbers_near": "unequal numbers beside or between runs",
    "numbers_unequal": "numbers replaced in place, and unequal ones beside or between runs",
    "replaced_share": "share of the numbers that was replaced in place",
    "kept_share": "share of the numbers in and beside runs that was kept",
    "names_substituted": "names substituted throughout",
    "substituted_share": "names substituted throughout, for each place changed",
    "names_places": "places, no number beside them, where a name substituted throughout replaces another",
    "subjects_substituted": "names substituted throughout, the first words of the texts among them",
    "typos": "places between runs that differ as scanning differs",
    "typo_share": "share of the places between runs that differ as scanning differs",
    "mended_share": "share of the shorter text's words matched, typos between runs included",
    "others_changed": "words changed, numbers aside",
    "others_lost": "words of either text that the other has not, numbers aside, where they are fewer",
    "matched_long": "share of the longer text's words matched",
    "others_words": "words matched that are somebody else's",
    "others_longest": "most words of somebody else in one span",
    "narrator_words": "words matched in the narrator's voice",
    "narrator_share": "share of the shorter text matched in the narrator's voice",
    "narrator_longest": "most words in the narrator's voice in one span",
    "narrator_front": "words in the narrator's voice in spans that begin in the first part of either text",
    "narrator_lead": "most words in the narrator's voice in one span that begins in the lead of either text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What two texts have in common, in words.

    Coverage is the share of a text inside aligned spans. *Solid* runs are those of at least `solid_run` words, typos
    joined; their words are counted without numbers, because tables and form stories are made of numbers.
    """

    coverage_a: float
    coverage_b: float
    length_a: int
    length_b: int
    words: int  # matched
    longest_run: int
    runs: int
    solid_words: int
    solid_share: float  # of the shorter text
    longest_solid: int
    slots: int  # short gaps, in both texts, between runs
    numbers_kept: int  # equal in both
    numbers_replaced: int  # in a slot where the other text has another number
    numbers_refilled: int  # in a longer gap with as many numbers as the other text's and none of the same
    numbers_near: int  # unequal ones beside or between the runs, in the text that has fewer
    names_substituted: int  # words that appear wherever the other text has certain others
    parallel_a: int  # words of a between runs, too far apart to bridge, where b has about as many others
    parallel_b: int
    others_changed: int  # words other than numbers outside all runs, in the text that has more
    others_lost: int  # the same in the text that has fewer, and numbers in letters are numbers, too
    names_places: int = 0  # slots where one of them is; a word beside a number is a unit or the head of a row
    subjects_substituted: int = 0  # of names_substituted, those before the first run
    mended_a: int = 0  # words between runs that are equal or typos
    mended_b: int = 0
    typos: int = 0  # places between runs that differ as scanning differs
    rewritten: int = 0  # places between runs that differ otherwise
    others_words: int = 0  # matched, quoted or introduced in either text
    others_longest: int = 0
    narrator_longest: int = 0
    narrator_front: int = 0
    narrator_lead: int = 0

    @property
    def coverage_short(self) -> float:
        """The share of the shorter text that is covered."""
        return self.coverage_a if self.length_a <= self.length_b else self.coverage_b

    @property
    def coverage_long(self) -> float:
        """The share of the longer text that is covered."""
        return self.coverage_b if self.length_a <= self.length_b else self.coverage_a

    @property
    def matched_long(self) -> float:
        """The words matched against the length of the longer text."""
        return self.words / max(self.length_a, self.length_b, 1)

    @property
    def narrator_words(self) -> int:
        """Words matched in the narrator's voice."""
        return self.words - self.others_words

    @property
    def narrator_share(self) -> float:
        """Words matched in the narrator's voice against the length of the shorter text."""
        return self.narrator_words / max(min(self.length_a, self.length_b), 1)

    @property
    def typo_share(self) -> float:
        """Of the places between runs that differ, the share that differs as scanning differs."""
        return self.typos / max(self.typos + self.rewritten, 1)

    @property
    def mended_share(self) -> float:
        """Words of the shorter text that are matched, or are typos between runs, against its length."""
        return self.mended_share_a if self.length_a <= self.length_b else self.mended_share_b

    @property
    def mended_share_a(self) -> float:
        """The same of a."""
        return (self.words + self.mended_a) / max(self.length_a, 1)

    @property
    def mended_share_b(self) -> float:
        """The same of b."""
        return (self.words + self.mended_b) / max(self.length_b, 1)

    @property
    def coverage_least(self) -> float:
        """The share of the text that is covered less."""
        return min(self.coverage_a, self.coverage_b)

    @property
    def kept_both_ways(self) -> float:
        """The share of the text that keeps less, words put in place of as many others counted as kept.

        A scan or a reworded text has others' words where an extended text has more of its own.
        """
        kept_a = max(self.coverage_a + self.parallel_a / max(self.length_a, 1), self.mended_share_a)
        return min(kept_a, max(self.coverage_b + self.parallel_b / max(self.length_b, 1), self.mended_share_b))

    @property
    def size(self) -> float:
        """The length of the shorter text against the longer."""
        return min(self.length_a, self.length_b) / max(self.length_a, self.length_b, 1)

    @property
    def replaced_share(self) -> float:
        """Of the numbers of aligned sentences, the share that was replaced in place."""
        return self.numbers_replaced / max(self.numbers_kept + self.numbers_replaced, 1)

    @property
    def numbers_filled_in(self) -> int:
        """Numbers replaced, in slots or in sentences filled in again."""
        return self.numbers_replaced + self.numbers_refilled

    @property
    def numbers_unequal(self) -> int:
        """Numbers replaced in place and unequal ones beside the runs; one number may be both."""
        return self.numbers_replaced + self.numbers_near

    @property
    def numbers_differing(self) -> int:
        """How many numbers differ at least, however counted."""
        return max(self.numbers_replaced, self.numbers_near)

    @property
    def substituted_share(self) -> float:
        """How many names were substituted throughout, per short gap between runs."""
        return self.names_substituted / max(self.slots, 1)

    @property
    def kept_share(self) -> float:
        """Of the numbers in and beside aligned runs, the share that is equal in both texts."""
        seen = self.numbers_kept + self.numbers_near
        return self.numbers_kept / seen if seen else 1.0


class _Numbers(NamedTuple):
    """The numbers of one gap: those equal in both texts, those in the place of another, and those of a sentence that keeps none."""

    kept: int
    changed: int
    refilled: int


_NO_NUMBERS: Final = _Numbers(0, 0, 0)
N = TypeVar("N")


class _Counted(Generic[N]):
    """A figure that is counted when it is asked for first, and kept. `functools.cached_property` takes a lock each time."""

    def __init__(self, count: Callable[[Any], N]) -> None:
        self._count = count
        self.__doc__ = count.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, counts: Any, owner: type | None = None) -> N:
        found = counts.__dict__[self._name] = self._count(counts)
        return found


class Counts(Figures):
    """The figures of two texts, given as folded words, each counted when a rule first asks for it.

    A pair of nearly identical texts is decided by few of them, and most pairs of a story are such.
    """

    def __init__(self, a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> None:
        self.__dict__.update(a=a, b=b, config=config, alignment=align(a, b, config))  # the class is frozen

    a: Sequence[str]
    b: Sequence[str]
    config: TrackingConfig
    alignment: Alignment

    @_Counted
    def _coverage(self) -> tuple[float, float]:
        return _coverage(self.alignment, len(self.a), len(self.b))

    @_Counted
    def coverage_a(self) -> float:
        return self._coverage[0]

    @_Counted
    def coverage_b(self) -> float:
        return self._coverage[1]

    @_Counted
    def length_a(self) -> int:
        return len(self.a)

    @_Counted
    def length_b(self) -> int:
        return len(self.b)

    @_Counted
    def words(self) -> int:
        return self.alignment.words

    @_Counted
    def longest_run(self) -> int:
        return self.alignment.longest_run

    @_Counted
    def runs(self) -> int:
        return len(self.alignment.runs)

    @_Counted
    def _solid(self) -> list[Span]:
        joined = join_typos(self.alignment.runs, self.a, self.b, self.config)
        return [span for span in joined if span.a_end - span.a_start >= self.config.solid_run]

    @_Counted
    def _solid_text(self) -> list[int]:
        numbers = _running(self.a)
        return [_text_words(numbers, span.a_start, span.a_end) for span in self._solid]

    @_Counted
    def solid_words(self) -> int:
        return sum(self._solid_text)

    @_Counted
    def solid_share(self) -> float:
        return _solid_share(self._solid, len(self.a), len(self.b))

    @_Counted
    def longest_solid(self) -> int:
        return max(self._solid_text, default=0)

    @_Counted
    def _places(self) -> list[Span]:
        return _places(self.alignment.runs, len(self.a), len(self.b))

    @_Counted
    def _gaps(self) -> list[Gap]:
        return [_words(place, self.a, self.b) for place in self._places]

    @_Counted
    def slots(self) -> int:
        return sum(is_slot(gap, self.config) for gap in self._gaps[1:-1])

    @_Counted
    def _mended(self) -> Mended:
        return mend((gap for gap in self._gaps if _may_be_scanned(gap, self.config)), self.config)

    @_Counted
    def mended_a(self) -> int:
        return self._mended.words_a

    @_Counted
    def mended_b(self) -> int:
        return self._mended.words_b

    @_Counted
    def typos(self) -> int:
        return self._mended.typos

    @_Counted
    def rewritten(self) -> int:
        return self._mended.rewritten

    @_Counted
    def _numbers(self) -> list[_Numbers]:
        every_a, every_b = _running_spelled(self.a), _running_spelled(self.b)
        found = [_NO_NUMBERS] * len(self._places)
        for at, place in enumerate(self._places):
            if every_a[place.a_end] > every_a[place.a_start] and every_b[place.b_end] > every_b[place.b_start]:
                scanned = self.typos >= self.config.scan_typos and self.typos >= self.rewritten
                found[at] = _compare_numbers(place, self.a, self.b, self.config, scanned=scanned)
        return found

    @_Counted
    def _replaced(self) -> tuple[int, int]:
        return _replaced(self._gaps[1:-1], self._numbers[1:-1], self.config)

    @_Counted
    def numbers_kept(self) -> int:
        numbers = _running(self.a)
        return sum(_numbers(numbers, run.a_start, run.a_end) for run in self.alignment.runs)

    @_Counted
    def numbers_replaced(self) -> int:
        return self._replaced[0]

    @_Counted
    def numbers_refilled(self) -> int:
        return self._replaced[1]

    @_Counted
    def numbers_near(self) -> int:
        runs, places, numbers = self.alignment.runs, self._places, self._numbers
        in_a, in_b = [(run.a_start, run.a_end) for run in runs], [(run.b_start, run.b_end) for run in runs]
        return min(
            _numbers_near(in_a, _running(self.a), _kept_a(places, numbers), self.config),
            _numbers_near(in_b, _running(self.b), _kept_b(places, numbers), self.config),
        )

    @_Counted
    def _names(self) -> set[tuple[str, str]]:
        return substituted(self._gaps, self.a, self.b, self.config)

    @_Counted
    def names_substituted(self) -> int:
        return len(self._names)

    @_Counted
    def names_places(self) -> int:
        numbers = _running_spelled(self.a)
        return sum(
            any(stands_in(x, gap[0]) and stands_in(y, gap[1]) for x, y in self._names)
            and not _numbers(numbers, max(0, place.a_start - 1), min(place.a_end + 1, len(self.a)))
            for place, gap in zip(self._places[1:-1], self._gaps[1:-1], strict=True)
        )

    @_Counted
    def subjects_substituted(self) -> int:
        first = self._gaps[0]
        return sum(stands_in(x, first[0]) and stands_in(y, first[1]) for x, y in self._names)

    @_Counted
    def _parallel(self) -> list[Gap]:
        return [gap for gap in _gaps(self.alignment.spans, self.a, self.b) if _parallel(gap, self.config)]

    @_Counted
    def parallel_a(self) -> int:
        return sum(len(gap) for gap, _ in self._parallel)

    @_Counted
    def parallel_b(self) -> int:
        return sum(len(gap) for _, gap in self._parallel)

    @_Counted
    def others_changed(self) -> int:
        outside = max(len(self.a) - _running(self.a)[-1], len(self.b) - _running(self.b)[-1])
        return outside - (self.words - self.numbers_kept)

    @_Counted
    def others_lost(self) -> int:
        every_a, every_b = _running_spelled(self.a), _running_spelled(self.b)
        return min(
            sum(_text_words(every_a, place.a_start, place.a_end) for place in self._places),
            sum(_text_words(every_b, place.b_start, place.b_end) for place in self._places),
        )

    @_Counted
    def _voiced(self) -> tuple[VoicedSpan, ...]:
        return voiced_spans(self.a, self.b, self.alignment, self.config)

    @_Counted
    def _is_voiced(self) -> bool:
        return _has_voices(self.a) or _has_voices(self.b)

    @_Counted
    def others_words(self) -> int:
        return sum(span.words - span.narrator for span in self._voiced) if self._is_voiced else 0

    @_Counted
    def others_longest(self) -> int:
        return max((span.words - span.narrator for span in self._voiced), default=0) if self._is_voiced else 0

    @_Counted
    def narrator_longest(self) -> int:
        return max((span.narrator for span in self._voiced), default=0)

    @_Counted
    def narrator_front(self) -> int:
        front, least = self.config.voice_front, self.config.passage_run
        return sum(span.narrator for span in self._voiced if span.early <= front and span.words >= least)

    @_Counted
    def narrator_lead(self) -> int:
        return max((span.narrator for span in self._voiced if span.early <= self.config.lead_part), default=0)


def _solid_share(solid: Sequence[Span], length_a: int, length_b: int) -> float:
    """Return the share of the shorter text in solid runs, counted there: typos joined may differ by a word between the two."""
    if length_a <= length_b:
        return sum(span.a_end - span.a_start for span in solid) / max(length_a, 1)
    return sum(span.b_end - span.b_start for span in solid) / max(length_b, 1)


@once_a_text
def _has_voices(words: Sequence[str]) -> bool:
    """Return whether any word of a text is somebody else's, as far as the text alone shows it."""
    return any(voices_of(words))


@once_a_text
def _running(words: Sequence[str]) -> Sequence[int]:
    """Return how many numbers in digits precede each place of a text, its end included: every count below is a difference.

    Spelled out, a number is a fact only where another has taken its place: "one of them" is no figure that was kept.
    """
    return array("i", accumulate((word[0].isdigit() for word in words), initial=0))


@once_a_text
def _running_spelled(words: Sequence[str]) -> Sequence[int]:
    """Return the same of numbers in digits or letters."""
    return array("i", accumulate(map(is_number, words), initial=0))


def _numbers(running: Sequence[int], start: int, end: int) -> int:
    return running[end] - running[start]


def _text_words(running: Sequence[int], start: int, end: int) -> int:
    return end - start - _numbers(running, start, end)


def _places(runs: Sequence[Span], length_a: int, length_b: int) -> list[Span]:
    """Return where the gaps before, between and after runs are; one that has no place in b, for b's order differs, is empty there."""
    edges = [Span(0, 0, 0, 0), *runs, Span(length_a, length_a, length_b, length_b)]
    return [Span(x.a_end, y.a_start, x.b_end, max(x.b_end, y.b_start)) for x, y in pairwise(edges)]


def _words(place: Span, a: Sequence[str], b: Sequence[str]) -> Gap:
    return a[place.a_start : place.a_end], b[place.b_start : place.b_end]


def _may_be_scanned(gap: Gap, config: TrackingConfig) -> bool:
    """Return whether a gap has some words in both texts, about as many, and no more than a long sentence."""
    shorter, longer = sorted(map(len, gap))
    return 0 < longer <= config.reworded_words and longer - shorter <= max(
        config.parallel_words, longer // config.scan_part
    )


def _compare_numbers(
    place: Span, a: Sequence[str], b: Sequence[str], config: TrackingConfig, *, scanned: bool
) -> _Numbers:
    """Compare the numbers of a gap in order: equal ones are taken out first, the rest stands against each other.

    A gap longer than a sentence has none that belong together.
    """
    if max(place.a_end - place.a_start, place.b_end - place.b_start) > config.reworded_words:
        return _NO_NUMBERS
    mine = _places_of_numbers(a, place.a_start, place.a_end)
    others = _places_of_numbers(b, place.b_start, place.b_end)
    if not mine or not others:
        return _NO_NUMBERS
    differing = sum(not same_number(a, x, b, y) for x, y in zip(mine, others, strict=False))
    only, rest = _only(mine, others, lambda x, y: same_number(a, x, b, y))
    against = list(zip(only, rest, strict=False))
    typos = sum(scanned_alike(a[x], b[y]) for x, y in against) if scanned else 0
    kept = len(mine) - len(only) + typos
    changed = min(differing, len(against)) - typos
    return _Numbers(
        kept=kept, changed=max(changed, 0), refilled=differing if len(mine) == len(others) == differing - typos else 0
    )


def _places_of_numbers(words: Sequence[str], start: int, end: int) -> list[int]:
    running = _running_spelled(words)
    return [at for at in range(start, end) if running[at + 1] > running[at]] if running[end] > running[start] else []


def _only(mine: Sequence[int], others: Sequence[int], same: Callable[[int, int], bool]) -> tuple[list[int], list[int]]:
    """Return what is left of either when what is the same in both, in order, is taken out."""
    only: list[int] = []
    rest: list[int] = []
    start = 0
    for x in mine:
        found = next((at for at in range(start, len(others)) if same(x, others[at])), None)
        if found is None:
            only.append(x)
        else:
            rest.extend(others[start:found])
            start = found + 1
    return only, [*rest, *others[start:]]


def _gaps(runs: Sequence[Span], a: Sequence[str], b: Sequence[str]) -> Iterable[Gap]:
    for before, after in pairwise(runs):
        yield a[before.a_end : after.a_start], b[before.b_end : after.b_start]


def _parallel(gap: Gap, config: TrackingConfig) -> bool:
    """Return whether a gap has about as many words in either text, no more than a sentence."""
    shorter, longer = sorted(map(len, gap))
    slack = max(config.parallel_words, longer // config.parallel_part)
    return 0 < longer <= config.reworded_words and longer - shorter <= slack


def _replaced(gaps: Sequence[Gap], numbers: Sequence[_Numbers], config: TrackingConfig) -> tuple[int, int]:
    """Return how many numbers differ in slots, and how many in sentences filled in again.

    Such a sentence has as many numbers in both texts and keeps none: who rewrites a sentence keeps its numbers.
    """
    replaced, refilled = 0, 0
    for gap, found in zip(gaps, numbers, strict=True):
        longest = max(map(len, gap))
        if longest <= config.slot_words:
            replaced += found.changed
        elif longest <= config.reworded_words and found.refilled >= config.refilled_numbers:
            refilled += found.refilled
    return replaced, refilled


def _kept_a(places: Sequence[Span], numbers: Sequence[_Numbers]) -> Mapping[int, int]:
    """Return how many numbers are equal in the gap that begins at each place of a."""
    return {place.a_start: found.kept for place, found in zip(places, numbers, strict=True)}


def _kept_b(places: Sequence[Span], numbers: Sequence[_Numbers]) -> Mapping[int, int]:
    return {place.b_start: found.kept for place, found in zip(places, numbers, strict=True)}


def _numbers_near(
    places: Sequence[tuple[int, int]], running: Sequence[int], kept: Mapping[int, int], config: TrackingConfig
) -> int:
    """Count numbers in the gaps of at most `near_words` words before, between and after the runs of one text.

    Those that the same gap of the other text has are not unequal.
    """
    near, end, length = 0, 0, len(running) - 1
    for start, stop in [*sorted(places), (length, length)]:
        if 0 < start - end <= config.near_words:
            near += max(0, _numbers(running, end, start) - kept.get(end, 0))
        end = max(end, stop)
    return near


def _coverage(alignment: Alignment, length_a: int, length_b: int) -> tuple[float, float]:
    # A bridged gap of one span may hold a run of another (moved text), so words are marked, not added up.
    inside_a, inside_b = bytearray(length_a), bytearray(length_b)
    for span in alignment.spans:
        inside_a[span.a_start : span.a_end] = b"\x01" * (span.a_end - span.a_start)
        inside_b[span.b_start : span.b_end] = b"\x01" * (span.b_end - span.b_start)
    return inside_a.count(1) / max(length_a, 1), inside_b.count(1) / max(length_b, 1)

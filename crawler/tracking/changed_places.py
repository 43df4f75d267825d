"""Places where a new wording of a text differs from the old one, and which of the two another text carries there.

Words only, folded as `crawler.text.words` folds them: typography and spelling make no place. A place is known by the words around
it that both wordings share; a text that has neither those nor the words between says nothing, and nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from crawler.tracking.alignment import align
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Span

Words = Sequence[str]


class Side(StrEnum):
    """Which wording a text carries at a place."""

    OLD = "old"
    NEW = "new"
    OTHER = "other"  # the passage is there, in words of neither
    ABSENT = "absent"  # the passage is not there, or too reworded to be known


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its words in both wordings, where they begin in each (words), and the shared words around it."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    old_start: int
    new_start: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    def names(self) -> frozenset[str]:
        """Return the words that one wording has here and the other has not."""
        return frozenset(self.old) ^ frozenset(self.new)


@dataclass(frozen=True, slots=True)
class Match:
    """What a text carries at a place: words start..end of it; both 0 where the place is absent."""

    side: Side
    start: int = 0
    end: int = 0


class Searchable:
    """The words of one text, to be looked up again and again."""

    def __init__(self, words: Words) -> None:
        self.words = tuple(words)
        self._line = f" {' '.join(self.words)} "
        at = 1
        self._starts: list[int] = []
        for word in self.words:
            self._starts.append(at)
            at += len(word) + 1

    def positions(self, run: Words) -> list[int]:
        """Return the words at which *run* begins; none for an empty run."""
        wanted, found = f" {' '.join(run)} ", []
        at = self._line.find(wanted) if run else -1
        while at >= 0:
            found.append(bisect_left(self._starts, at + 1))
            at = self._line.find(wanted, at + 1)
        return found


def changed_places(
    old: Words, new: Words, config: TrackingConfig, *, old_lines: Sequence[int] = (), new_lines: Sequence[int] = ()
) -> tuple[Place, ...]:
    """Return where *new* differs from *old*, in order, as far as each place can be recognized in both.

    *old_lines* and *new_lines* are the words at which lines begin: a line that was inserted ends a place.
    """
    in_old, in_new = Searchable(old), Searchable(new)
    found: list[Place] = []
    for gap in _gaps(old, new, config):
        for part in _by_lines(gap, old_lines, new_lines):
            place = _place(old, new, part, config)
            if (
                place is not None
                and side_of(place, in_old, config).side is Side.OLD
                and side_of(place, in_new, config).side is Side.NEW
            ):
                found.append(place)
    return tuple(found[: config.most_places])


def side_of(place: Place, text: Searchable, config: TrackingConfig) -> Match:
    """Return which wording *text* carries at *place*. A text that has both, at different spots, has neither for certain."""
    matches = list(_between(place, text, config)) or list(_next_to(place, text, config))
    sides = {match.side for match in matches} - {Side.OTHER}
    if len(sides) == 1:
        return next(match for match in matches if match.side in sides)
    return Match(Side.OTHER, matches[0].start, matches[0].end) if matches else Match(Side.ABSENT)


def _gaps(old: Words, new: Words, config: TrackingConfig) -> Iterator[Span]:
    """Yield what lies between the runs of equal words that are in the same order in both."""
    kept: list[tuple[int, int, int, int]] = []
    for run in sorted(align(old, new, config).runs, key=lambda run: (run.a_start - run.a_end, run.a_start)):
        mine = (run.a_start, run.a_end, run.b_start, run.b_end)
        at = bisect_left(kept, mine)
        if (at == 0 or kept[at - 1][3] <= mine[2]) and (at == len(kept) or mine[3] <= kept[at][2]):
            insort(kept, mine)
    edges = [(0, 0, 0, 0), *kept, (len(old), len(old), len(new), len(new))]
    for left, right in pairwise(edges):
        yield Span(left[1], right[0], left[3], right[2])


def _by_lines(gap: Span, old_lines: Sequence[int], new_lines: Sequence[int]) -> Iterator[Span]:
    """Split a gap at the first line that begins inside it, on either side: what follows is a passage of its own."""
    old_break = next((at for at in old_lines if gap.a_start < at < gap.a_end), gap.a_end)
    new_break = next((at for at in new_lines if gap.b_start < at < gap.b_end), gap.b_end)
    yield Span(gap.a_start, old_break, gap.b_start, new_break)
    if (old_break, new_break) != (gap.a_end, gap.b_end):
        yield Span(old_break, gap.a_end, new_break, gap.b_end)


def _place(old: Words, new: Words, gap: Span, config: TrackingConfig) -> Place | None:
    a, b = tuple(old[gap.a_start : gap.a_end]), tuple(new[gap.b_start : gap.b_end])
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    start, other = gap.a_start + head, gap.b_start + head
    a, b = a[head : len(a) - tail], b[head : len(b) - tail]
    if "".join(a) == "".join(b) or not _is_local(len(a), len(b), config):
        return None
    most = config.place_one_side
    before = _common(old[:start][: -most - 1 : -1], new[:other][: -most - 1 : -1])
    old_end, new_end = start + len(a), other + len(b)
    after = _common(old[old_end : old_end + most], new[new_end : new_end + most])
    return Place(a, b, start, other, tuple(old[start - before : start]), tuple(old[old_end : old_end + after]))


def _is_local(old: int, new: int, config: TrackingConfig) -> bool:
    """Return whether a change is small enough to be a place and not a passage rewritten or added."""
    if not old:
        return new <= config.place_addition
    return old <= config.place_cut if not new else max(old, new) <= config.place_longest


def _between(place: Place, text: Searchable, config: TrackingConfig) -> Iterator[Match]:
    """Yield what is between the words before and the words after a place."""
    needed = config.place_both_sides
    left, right = place.before[-needed:], place.after[:needed]
    if min(len(left), len(right)) < needed:
        return
    ends = text.positions(right)
    reach = max(len(place.old), len(place.new)) + config.place_slack
    for at in text.positions(left):
        start = at + len(left)
        end = next((end for end in ends if start <= end <= start + reach), None)
        if end is not None:
            yield Match(_side(place, text.words[start:end], config), start, end)


def _next_to(place: Place, text: Searchable, config: TrackingConfig) -> Iterator[Match]:
    """Yield what follows the words before a place, or precedes those after it, where the other side is not there."""
    least = min(config.place_one_side, max(len(place.before), len(place.after)))
    if least < config.place_both_sides:
        return
    longest = max(len(place.old), len(place.new))
    if len(place.before) >= least:
        for at in text.positions(place.before[-least:]):
            start = at + least
            yield _touching(place, text, start, range(start, start + longest))
    if len(place.after) >= least:
        for at in text.positions(place.after[:least]):
            yield _touching(place, text, at, range(max(0, at - longest), at))


def _touching(place: Place, text: Searchable, edge: int, window: range) -> Match:
    """Return which wording touches an anchor: both must have words, or a text that merely ends there would carry one."""
    sides: dict[Side, int] = {}
    for side, words in ((Side.OLD, place.old), (Side.NEW, place.new)):
        start = edge if window.start == edge else edge - len(words)
        if words and start >= 0 and text.words[start : start + len(words)] == words:
            sides[side] = start
    if not place.old or not place.new or not sides:
        return Match(Side.OTHER, window.start, min(window.stop, len(text.words)))
    # Of a wording that is a part of the other, the longer one decides.
    side = max(sides, key=lambda carried: len(place.old if carried is Side.OLD else place.new))
    return Match(side, sides[side], sides[side] + len(place.old if side is Side.OLD else place.new))


def _side(place: Place, here: Words, config: TrackingConfig) -> Side:
    """Return whose words are between the words around a place; the outlet may have put others among them."""
    if tuple(here) == place.old:
        return Side.OLD
    if tuple(here) == place.new:
        return Side.NEW
    words, old, new = set(here), set(place.old), set(place.new)
    of_old, of_new = old - new, new - old
    if _most(of_old, words, config) and not of_new & words:
        return Side.OLD
    return Side.NEW if _most(of_new, words, config) and not of_old & words else Side.OTHER


def _most(wanted: AbstractSet[str], words: AbstractSet[str], config: TrackingConfig) -> bool:
    """Return whether *words* hold all of a few wanted ones, or nearly all of a long passage's."""
    least = len(wanted) if len(wanted) <= config.place_few else config.place_nearly * len(wanted)
    return bool(wanted) and len(wanted & words) >= least


def _common(one: Words, other: Words) -> int:
    return next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))

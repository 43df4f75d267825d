"""Boilerplate: what pages leave inside an article's text that is not the article. Cut by rule, and every cut is logged.

The rules are data (`boilerplate_rules.py`) or modules of their own (`widget_runs.py`, `kicker.py`). Each is a pure function
from a text to cuts; here they are put together. Furniture that one outlet repeats is learned elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import regex

from crawler.text.boilerplate_rules import LABELS, LINES, LIVE_EVENTS, NAMES_A_FIRM, PHRASES, RUNS, SHARE_RUN, TOPICS
from crawler.text.cuts import Cleaned, Cut, apply_cuts
from crawler.text.kicker import kicker_cuts
from crawler.text.sentence_edges import begins_sentence, end_of_headline, end_of_phrase
from crawler.text.widget_runs import widget_cuts

# A longer line has something else on it.
_LINE_LENGTH = 200
_LINES = tuple((rule, regex.compile(pattern, regex.IGNORECASE)) for rule, pattern in LINES)
_RUNS = tuple((rule, regex.compile(pattern)) for rule, pattern in RUNS)
_PHRASES = tuple((rule, regex.compile(rf"(?<!\w)(?:{pattern})")) for rule, pattern in PHRASES)
_LABELS = tuple((rule, regex.compile(rf"(?<!\w)(?:{pattern})")) for rule, pattern in LABELS)


def cut_boilerplate(raw: str, *, credits: Collection[str] = ()) -> Cleaned:  # noqa: A002 - the trade's word
    """Return *raw* without its boilerplate, and the log: rule and exact text of every cut, in order, none overlapping.

    *credits* are agencies' names as printed; one that stands between a kicker and the lead is cut with the kicker.
    Linear in the length of *raw*.
    """
    certain = (*kicker_cuts(raw, credits), *widget_cuts(raw), *_run_cuts(raw), *_line_cuts(raw))
    cuts = (*certain, *_cuts_at_edges(raw, certain))
    return apply_cuts(raw, tuple(_apart(cuts)))


def _run_cuts(text: str) -> Iterator[Cut]:
    """Yield what has the shape of furniture wherever it stands."""
    for rule, pattern in _RUNS:
        for match in pattern.finditer(text):
            yield _cut(rule, text, *match.span())
    for match in TOPICS.finditer(text):
        if match["counts"]:
            yield _cut("topic-widget", text, *match.span())


def _cuts_at_edges(text: str, certain: Iterable[Cut]) -> Iterator[Cut]:
    """Yield what is furniture only between two sentences, or next to furniture; first come, first cut."""
    starts = sorted(cut.start for cut in certain)
    ends = {cut.start + len(cut.text.rstrip()) for cut in certain}
    covered = 0
    for start, end, rule, end_of in sorted(_candidates(text), key=lambda candidate: candidate[:2]):
        before = start - len(text[max(0, start - 9) : start]) + len(text[max(0, start - 9) : start].rstrip())
        if start < covered or not (before in ends or begins_sentence(text, start)):
            continue
        if (stop := end_of(text, start, end, starts)) is not None:
            covered = stop
            ends.add(start + len(text[start:stop].rstrip()))
            yield _cut(rule, text, start, stop)


_EndOf = Callable[[str, int, int, Sequence[int]], int | None]


def _candidates(text: str) -> Iterator[tuple[int, int, str, _EndOf]]:
    for rule, pattern in _PHRASES:
        yield from ((*match.span(), rule, _end_of_phrase) for match in pattern.finditer(text))
    for rule, pattern in _LABELS:
        yield from ((*match.span(), rule, _end_of_label) for match in pattern.finditer(text))
    yield from ((*match.span(), "share-bar", _end_of_title) for match in SHARE_RUN.finditer(text))
    yield from (
        (*match.span(), "topic-widget", _end_of_title) for match in TOPICS.finditer(text) if not match["counts"]
    )
    yield from ((*match.span(), "events-widget", _end_of_events) for match in LIVE_EVENTS.finditer(text))


def _end_of_phrase(text: str, _start: int, end: int, _starts: Sequence[int]) -> int:
    return end_of_phrase(text, end)


def _end_of_label(text: str, _start: int, end: int, starts: Sequence[int]) -> int:
    stop = end_of_headline(text, end)
    other = bisect_left(starts, end)
    return min(stop, starts[other]) if other < len(starts) else stop


def _end_of_title(text: str, _start: int, end: int, starts: Sequence[int]) -> int | None:
    """Return the end of a widget's title where it stands between two sentences and begins neither."""
    rest = text[end : end + 20].partition("\n")[0].lstrip()
    begin = end + text[end : end + 20].find(rest)
    goes_on = not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"'“‘([—–-"
    return end if goes_on or _holds(starts, begin) else None


def _end_of_events(text: str, start: int, end: int, starts: Sequence[int]) -> int | None:
    return None if NAMES_A_FIRM.match(text, end) else _end_of_title(text, start, end, starts)


def _holds(ordered: Sequence[int], value: int) -> bool:
    place = bisect_left(ordered, value)
    return place < len(ordered) and ordered[place] == value


def _line_cuts(text: str) -> Iterator[Cut]:
    """Yield the lines that are furniture as a whole; a text of one line is no line of furniture."""
    if "\n" not in text:
        return
    position = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped and len(stripped) <= _LINE_LENGTH:
            rule = next((rule for rule, pattern in _LINES if pattern.fullmatch(stripped)), None)
            if rule is not None:
                start = position + line.index(stripped)
                yield _cut(rule, text, start, start + len(stripped))
        position += len(line) + 1


def _apart(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Yield *cuts* in order, each reduced to what no earlier one covers, without the space around it."""
    covered = 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        start = max(cut.start, covered)
        text = cut.text[start - cut.start :]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if text and start + len(text) > covered:
            covered = start + len(text)
            yield Cut(cut.rule, start, covered, text)


def _cut(rule: str, text: str, start: int, end: int) -> Cut:
    return Cut(rule, start, end, text[start:end])

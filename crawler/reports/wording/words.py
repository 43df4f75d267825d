"""How a report words what it knows: times, shares, relations. English, fixed digits, no locale."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.findings.credit import Credit
from crawler.findings.lag import Lag
from crawler.findings.stories.stories import FirstRun, StoryFinding
from crawler.provenance.times.interval import Interval
from crawler.reports.model import Report
from crawler.tracking.relation import Relation

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

NO_HEADLINE = "(no headline)"
#: What "uncredited" means: printed wherever copies are called so.
CAVEAT = "\u201cUncredited\u201d always means: in this rendering. On the page that was captured, no credit line, dateline, byline or metadata names the wire, and the text does not refer to it; other copies of the same text do. The outlet\u2019s own page may carry a credit that an aggregator dropped, so look there before you accuse anyone."
#: What pairs are that were run again, in HTML and in Markdown.
RUN_AGAIN = (
    "Nearly the same text, further apart in time than the window: a reprint, an evergreen, or a hoax that returns."
)
TIME_UNKNOWN = "time unknown"

RELATIONS: dict[Relation, str] = {
    Relation.VERBATIM: "the same words",
    Relation.EDITED: "the same text with changes",
    Relation.EXCERPT: "one is a part of the other, little else",
    Relation.EXTENDED: "one holds most of the other and a good deal more",
    Relation.MERGED: "one holds the other and another wire\u2019s text besides",
    Relation.QUOTATION: "both print the same words of somebody else: reported, never counted as republication",
    Relation.PASSAGE: "a shared paragraph: reported, never counted as republication",
    Relation.TEMPLATE: "a form story, the same sentences with other numbers: never counted as republication",
    Relation.UNRELATED: "nothing in common that proves copying",
}
CREDITS: dict[Credit, str] = {
    Credit.SHOWN: "credited",
    Credit.DECLARED: "declared in metadata only",
    Credit.NAMED: "no credit line; the text names the wire",
    Credit.UNCREDITED: "uncredited in this rendering",
    Credit.OWN: "the wire's own page",
    Credit.NO_WIRE: "no wire known",
}


def percent(share: float) -> str:
    """Return 0.8712 as "87.1 %"; only the exact ends read 0 % and 100 %."""
    if share in {0.0, 1.0}:
        return f"{share * 100:.0f} %"
    return f"{min(max(share * 100, 0.1), 99.9):.1f} %"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return "1 copy", "2,345 copies"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number(value: int) -> str:
    """Return 2345 as "2,345", as every count is printed."""
    return f"{value:,}"


def listed(names: tuple[str, ...], *, most: int = 4) -> str:
    """Return "A, B and C", or "A, B, C and 9 more"."""
    if len(names) > most:
        names = (*names[: most - 1], f"{len(names) - most + 1} more")
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))


def day(at: datetime) -> str:
    """Return "22 Nov 2026"."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year:04d}"


def clock(at: datetime) -> str:
    """Return "08:41", with seconds only where there are any."""
    return f"{at:%H:%M:%S}" if at.second or at.microsecond else f"{at:%H:%M}"


def instant(at: datetime | None) -> str:
    """Return "22 Nov 2026, 08:41 UTC"."""
    return TIME_UNKNOWN if at is None else f"{day(at)}, {clock(at)} UTC"


def interval(when: Interval | None) -> str:
    """Return an interval in words. Ends keep their seconds: rounded, two intervals that touch would seem to overlap."""
    if when is None:
        return TIME_UNKNOWN
    if when.earliest == when.latest:
        return instant(when.earliest)
    start, end = when.earliest, when.latest
    if start.date() == end.date():
        return f"{day(start)}, {clock(start)}\u2013{clock(end)} UTC"
    if end - start == timedelta(days=1) and start == start.replace(hour=0, minute=0, second=0, microsecond=0):
        return f"{day(start)} UTC, hour unknown"
    return f"{day(start)}, {clock(start)} \u2013 {day(end)}, {clock(end)} UTC"


def span(length: timedelta) -> str:
    """Return a length of time in the two largest units that fit: "45 s", "12 min", "3 h 20 min", "2 d 4 h"."""
    seconds = int(length.total_seconds())
    days, hours, minutes = seconds // 86_400, seconds % 86_400 // 3_600, seconds % 3_600 // 60
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else f"{seconds} s"


def lag_words(found: Lag | None) -> str:
    """Return a lag in words: "1 h to 1 h 30 min", "none" for the first, "unknown". Ends are rounded away from each other."""
    if found is None:
        return "unknown"
    if found.longest <= timedelta(0):
        return "none"
    longest = _up(found.longest)
    if found.shortest <= timedelta(0):
        return f"up to {span(longest)}"
    return span(found.shortest) if found.shortest == found.longest else f"{span(found.shortest)} to {span(longest)}"


def _up(length: timedelta) -> timedelta:
    """Round up to what `span` shows, so that no bound is printed tighter than it is."""
    unit = timedelta(hours=1) if length >= timedelta(days=1) else timedelta(minutes=1)
    return length if length < timedelta(minutes=1) else -(-length // unit) * unit


def who_first(first: FirstRun) -> str:
    """Return the sentence that says who ran a story first, or that nobody can tell."""
    if not first.dated:
        return "Cannot tell who was first: no copy has a known time."
    rest = (
        f" {count(first.undated, 'copy has', 'copies have')} no known time and may be earlier." if first.undated else ""
    )
    if first.outlet is not None and first.dated == 1:
        return f"Only {first.outlet} has a known time.{rest}"
    if first.outlet is not None:
        scope = "" if not first.undated else f" among the {first.dated} copies with a known time"
        return f"First{scope}: {first.outlet}. Its copy was out before any other can have appeared.{rest}"
    names = listed(first.contenders)
    tail = f": the times of {names} overlap" if len(first.contenders) > 1 else ""
    return f"Cannot tell who was first{tail}.{rest}"


def order_of(story: StoryFinding) -> str:
    """Return who ran a story first; of one outlet's own versions only that they are no syndication."""
    if story.travelled:
        return who_first(story.first)
    if story.unnamed:
        return "Fewer than two outlets are named, so this is not counted as syndication."
    outlet = story.rows[0].outlet
    return f"{outlet} ran this text in {count(len(story.rows), 'version')} of its own. No other outlet was seen with it: this is no syndication."


def window(hours: float | None) -> str:
    """Return how far apart two copies could be published and still be compared."""
    return "at any distance in time" if hours is None else f"when they appeared at most {hours:g} hours apart"


def short_interval(when: Interval | None) -> str:
    """Return an interval as it fits beside a bar: "08:41", "08:41\u201308:42"; days only where it crosses midnight."""
    if when is None:
        return TIME_UNKNOWN
    if when.earliest == when.latest:
        return clock(when.earliest)
    start, end = when.earliest, when.latest
    if start.date() == end.date():
        return f"{clock(start)}\u2013{clock(end)}"
    return f"{day(start)[:-5]} {clock(start)} \u2013 {day(end)[:-5]} {clock(end)}"


def deck(report: Report) -> str:
    """Return the report in one or two sentences."""
    overview = report.overview
    if not overview.copies:
        return "Nothing was seen yet: this report holds no copies."
    if not overview.travelled:
        return f"{count(overview.copies, 'copy', 'copies')} from {count(overview.outlets, 'outlet')}, and no two outlets share their text."
    top = report.stories[0]
    reach = f"The widest-travelled text reached {count(top.outlets, 'outlet')}"
    owner = f" and came from {listed(tuple(wire.wire_service for wire in top.wires))}" if top.wires else ""
    shared = f"{count(overview.republished, 'copy', 'copies')} of {overview.copies:,} share their words with {shared_with(report)}, in {count(overview.travelled, 'story', 'stories')}"
    return f"{shared}. {reach}{owner}."


def shared_with(report: Report) -> str:
    """Return whose words a copy counts as sharing when its story travelled."""
    own = "" if not report.overview.wires_own else " or a wire\u2019s own item"
    return f"another outlet\u2019s{own}"


def notes(window_hours: float | None) -> tuple[str, ...]:
    """Return what a reader must know before quoting the report: the method, and what it cannot see."""
    return (
        f"Two texts are compared word by word, with case, spelling variants and punctuation folded. Shares are exact counts of words in aligned runs; a run may bridge a few changed words, which are counted beside it and marked. Copies were compared {window(window_hours)}.",
        "Copies are measured against the wire\u2019s own item where there is one; else, where three independent outlets or more ran a story, against the sentences that they share, those of one owner counted once; else against the fullest copy, the one that holds most of the story and no other wire\u2019s text. What outlets share is as near to the wire\u2019s text as copies lead, not the original; from the fullest copy nobody need have copied.",
        "Copying is seen, paraphrase is not: a story rewritten in other words stays out of sight.",
        "A time is an interval, as wide as what the page gives. Order is stated only where intervals do not overlap.",
        "A wire is named only with evidence, and the kind of evidence is printed.",
        CAVEAT,
        "Who ran a text first need not have written it, and who ran it later need not have taken it from them.",
        "A lag is counted from the first copy of the story whose time is known, as an interval; medians and curves have a lower and an upper bound, between which the truth lies. A dateline\u2019s day is the wire\u2019s claim, as wide as all time zones together.",
        "A wire\u2019s output is what was seen of it here, not all that it sent. A text is agency copy as a whole, whatever the outlet added to it.",
    )

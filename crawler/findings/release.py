"""When a wire released a text, as its copies claim: the day in a dateline. A claim, kept as wide as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from crawler.provenance.times.interval import Interval
from crawler.provenance.times.printed import parse_printed_time

# "QUILLHAVEN, Nov 20 (Reuters) -", "PARIS, 3 May 2026 (AFP) -": the day stands after the place's comma, before the slot.
_DAY: Final = re.compile(
    r",\s(?P<day>[^\W\d_]{3,10}\.?\s\d{1,2}(?:,\s\d{4})?|\d{1,2}\.?\s[^\W\d_]{3,10}\.?(?:\s\d{4})?),?\s?\("
)

#: Where a release is known from, the surest first: the wire's own feed, a page of its own, the day in a dateline.
ReleaseSource = Literal["own feed", "own page", "dateline"]
SOURCES: Final = get_args(ReleaseSource)


@dataclass(frozen=True, slots=True)
class Release:
    """When a wire released a text, as far as anything says: `source` is one of SOURCES, `quote` its words."""

    wire: str
    interval: Interval
    source: str
    quote: str


def dateline_day(dateline: str, *, fetched_at: datetime | None) -> Interval | None:
    """Return the day that *dateline* claims, or None where it names none.

    As wide as all time zones together, since a dateline names none; a day without a year is the last one before
    *fetched_at* (aware), and none at all without it.
    """
    found = _DAY.search(dateline)
    return parse_printed_time(found["day"], fetched_at=fetched_at).interval if found else None


def agreed(claims: Iterable[Interval]) -> Interval | None:
    """Return what all *claims* allow; None where there is none, or where two contradict each other."""
    known: Interval | None = None
    for claim in claims:
        known = claim if known is None else known.intersect(claim)
        if known is None:
            return None
    return known

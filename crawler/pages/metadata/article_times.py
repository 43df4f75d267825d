"""When an article's page says it was published: the best of all it declares, as ISO 8601 or as it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import regex

from crawler.pages.metadata.head import Metadata
from crawler.provenance.times.declared import is_day
from crawler.provenance.times.instants import instant_of_clock, is_clock_zero, mail_date
from crawler.provenance.times.within import dates_within

_ZONE_WITHOUT_COLON = regex.compile(r"(?<=\d)\s*+([+-]\d{2})(\d{2})$")
_SPACED_ZONE = regex.compile(r"(?<=\d) (?=[+-]\d{2}:?\d{2}$|Z$)")
_SLASHES = regex.compile(r"^(\d{4})[/.](\d{2})[/.](\d{2})(?=\D|$)")
_URL_DATE = regex.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=\D)")
_URL_MONTH = regex.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])(?=/)")
_ONE_DIGIT = regex.compile(r"(?<=[T:\s-])(\d)(?=[-T:\s Z+]|$)")  # "2022-1-26T14:32:6+02:00"
_COLON_MILLISECONDS = regex.compile(r"(?<=T\d\d:\d\d:\d\d):(?=\d{3}(?:\D|$))")  # "2022-01-10T22:06:08:684Z"
_UTC = regex.compile(r"\s*+(?:UTC|GMT)$")


def published_of(metadata: Metadata, marked: Callable[[], Sequence[str]] = tuple) -> str | None:
    """Return when the page says it was published, in ISO 8601 as precisely as it says, or None.

    JSON-LD and meta elements in order of trust, then what is *marked* up at the article, which is asked for only where what is
    declared is no instant. A later one that says the same with a time of day, or with its zone, is taken for it.
    """
    declared = [time for text in metadata.published if (time := iso_time(text))]
    if declared and _is_instant(declared[0]):
        return declared[0]
    return best(declared, [time for text in marked() if (time := iso_time(text))])


def written_of(metadata: Metadata, marked: Sequence[str]) -> str | None:
    """Return the first declared or *marked* time of publication that is no ISO 8601 but holds a full date, as written, or None."""
    return next((text for text in (*metadata.published, *marked) if len(list(dates_within(text))) == 1), None)


def day_in_address(url: str | None) -> str | None:
    """Return the day in the path of *url* as YYYY-MM-DD, or None."""
    found = _URL_DATE.search(url or "")
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def month_in_address(url: str | None) -> str | None:
    """Return the month in the path of *url* as YYYY-MM, as blogs have it, or None."""
    found = _URL_MONTH.search(url or "")
    return f"{found[1]}-{int(found[2]):02}" if found else None


def modified_of(metadata: Metadata) -> str | None:
    """Return when the page says it was last changed, in ISO 8601, or None."""
    declared = [time for text in metadata.modified if (time := iso_time(text))]
    return best(declared, ())


def best(declared: Sequence[str], printed: Sequence[str]) -> str | None:
    """Return the first of *declared*, else of *printed*, said as precisely as any of them says the same."""
    first = next(iter((*declared, *printed)), None)
    if first is None:
        return None
    others = [other for other in (*declared, *printed) if _says_more(other, first)]
    return others[0] if others else first


def iso_time(text: str) -> str | None:
    """Return *text* as ISO 8601 with the zone it names, if any, or None for what is no date."""
    stripped = text.strip()[:60]
    for candidate in (stripped, _mended(stripped)):
        try:
            instant = instant_of_clock(candidate) or datetime.fromisoformat(candidate)
        except ValueError:
            continue
        return _shown(instant, day_only=is_day(candidate))
    try:
        instant = mail_date(stripped)  # RFC 5322: "Fri, 03 May 2024 15:47:42 GMT"
    except ValueError:
        return None
    return _shown(instant, day_only=is_day(stripped))


def _shown(instant: datetime, *, day_only: bool) -> str | None:
    if is_clock_zero(instant):
        return None
    return instant.date().isoformat() if day_only else instant.isoformat()


def _is_instant(time: str) -> bool:
    return len(time) > 10 and datetime.fromisoformat(time).tzinfo is not None


def _mended(text: str) -> str:
    text = _ONE_DIGIT.sub(r"0\1", text) if text[:4].isdecimal() else text
    text = _COLON_MILLISECONDS.sub(".", text)
    text = _SLASHES.sub(r"\1-\2-\3", _UTC.sub("Z", text))
    text = _SPACED_ZONE.sub("", text)
    return _ZONE_WITHOUT_COLON.sub(r"\1:\2", text)


def _says_more(other: str, first: str) -> bool:
    """Return whether *other* is *first* with a time of day, or with a zone."""
    if len(first) <= 10:
        return len(other) > 10 and other[:10] == first
    a, b = datetime.fromisoformat(first), datetime.fromisoformat(other)
    return (
        a.tzinfo is None and b.tzinfo is not None and b.replace(tzinfo=None, microsecond=0) == a.replace(microsecond=0)
    )

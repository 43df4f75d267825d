"""When an article's page says it was published: the best of all it declares, as ISO 8601."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

import regex
from lxml import etree

from crawler.pages.metadata.head import Metadata

_ZONE_WITHOUT_COLON = regex.compile(r"(?<=\d)\s*+([+-]\d{2})(\d{2})$")
_SPACED_ZONE = regex.compile(r"(?<=\d) (?=[+-]\d{2}:?\d{2}$|Z$)")
_SLASHES = regex.compile(r"^(\d{4})[/.](\d{2})[/.](\d{2})(?=\D|$)")
_URL_DATE = regex.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=\D)")
_UTC = regex.compile(r"\s*+(?:UTC|GMT)$")


def published_of(metadata: Metadata, root: etree._Element, url: str | None = None) -> str | None:
    """Return when the page was published, in ISO 8601 as precisely as it says, or None.

    JSON-LD and meta elements in order of trust, then the page's time elements, then a date in the address. A later one
    that says the same with a time of day, or with its zone, is taken for it.
    """
    declared = [time for text in metadata.published if (time := iso_time(text))]
    printed = [time for text in _time_elements(root) if (time := iso_time(text))]
    chosen = best(declared, printed)
    if chosen is None and url and (found := _URL_DATE.search(url)):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return chosen


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
            return _shown(datetime.fromisoformat(candidate), candidate)
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(stripped).isoformat()  # RFC 5322: "Fri, 03 May 2024 15:47:42 GMT"
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _shown(moment: datetime, text: str) -> str:
    return moment.isoformat() if len(text) > 10 else moment.date().isoformat()


def _mended(text: str) -> str:
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


def _time_elements(root: etree._Element) -> Iterator[str]:
    """Yield the moments of elements that say they are the publication's, then that of the first time element."""
    marked = (e for e in root.iter("time", "span", "meta", "div", "p") if "datePublished" in (e.get("itemprop") or ""))
    yield from _values(marked)
    yield from _values(e for e in root.iter("time") if e.get("pubdate") is not None)
    yield from list(_values(root.iter("time")))[:1]


def _values(elements: Iterable[etree._Element]) -> Iterator[str]:
    for element in elements:
        value = element.get("datetime") or element.get("content")
        if value:
            yield value

"""Times that a page marks up at its article: attributes of time elements, microdata and microformats, the surest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import regex
from lxml import etree

from crawler.pages.metadata.article_frame import Frame, is_running_text
from crawler.provenance.times.dates import read_civil
from crawler.provenance.times.within import LONGEST_LINE, dates_within

_ATTRIBUTES: Final = (
    "datetime",
    "content",
    "title",
    "data-datetime",
    "data-date",
    "data-time",
    "data-timestamp",
    "data-utime",
    "data-published",
)
_PUBLISHED: Final = regex.compile(
    r"datepublished|datecreated|pubdate|published|dt-published|entry-date|posted|dc(?:terms)?:(?:date|issued|created)",
    regex.IGNORECASE,
)
_MODIFIED: Final = regex.compile(r"modified|updated|dateline-updated|dt-updated", regex.IGNORECASE)
_TAGS: Final = ("time", "span", "abbr", "meta", "div", "p", "li", "small", "a", "relative-time", "time-ago")
_ENTRIES: Final = frozenset({"hentry", "entry", "post", "h-entry"})
_DAY: Final = regex.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
_MOST: Final = 40  # elements with times that are looked at


def marked_times(frame: Frame) -> list[str]:
    """Return the attributes of the article's elements that mark a time of publication, as written, the surest first."""
    ranked: list[tuple[int, int, str]] = []
    for rank, value in _weighed(frame):
        ranked.append((rank, len(ranked), value))
        if len(ranked) >= _MOST:
            break
    return [value for _, _, value in sorted(ranked)]


def _weighed(frame: Frame) -> Iterator[tuple[int, str]]:
    """Yield (rank, value): microdata first, then a time element at the headline, above it, elsewhere at the article."""
    places = {owner: frame.place(number) for number, (_, owner) in reversed(list(enumerate(frame.lines)))}
    for element in frame.root.iter(*_TAGS):
        names = " ".join(filter(None, (element.get("itemprop"), element.get("property"), element.get("class"))))
        marked = _PUBLISHED.search(names) is not None or element.get("pubdate") is not None
        update = not marked and _MODIFIED.search(names) is not None
        if update and not _is_entrys_only_date(element):
            continue
        if not (marked or update or element.tag in {"time", "relative-time", "time-ago"}):
            continue
        value = next((value for name in _ATTRIBUTES if (value := (element.get(name) or "").strip())), "")
        if (
            not value
            or not any(map(str.isdigit, value))
            or _prints_another_day(element, value)
            or not frame.has(element, place=_place(element, places))
        ):
            continue
        microdata = "datepublished" in (element.get("itemprop") or "").casefold()
        place = _place(element, places)
        if microdata or (place and (marked or not _in_running_text(element))):
            yield (0 if microdata else 1 if marked and place >= 3 else 6 - place), value


def _prints_another_day(element: etree._Element, value: str) -> bool:
    """Return whether an element prints as the day of publication another one than its attribute has, as of an update."""
    printed = [
        found
        for found in dates_within("".join(element.itertext())[:LONGEST_LINE])
        if found.labeled and not found.modified
    ]
    civil = read_civil(printed[0].text) if len(printed) == 1 else None
    marked = _DAY.match(value)
    if civil is None or marked is None or civil.swapped is not None or not (civil.year and civil.month and civil.day):
        return False
    day = date(int(marked[1]), int(marked[2]), int(marked[3]))
    return abs(date(civil.year, civil.month, civil.day) - day) > timedelta(days=1)


def _is_entrys_only_date(element: etree._Element) -> bool:
    """Return whether an element is an hAtom entry's "updated" and the entry says no more: it is then when it was published (hAtom 0.1)."""
    if "updated" not in (element.get("class") or "").split() or element.tag == "time":
        return False
    entry = next((each for each in element.iterancestors() if _ENTRIES & set((each.get("class") or "").split())), None)
    return entry is not None and not any(
        _PUBLISHED.search(each.get("class") or "") for each in entry.iter(*_TAGS) if each is not element
    )


def _place(element: etree._Element, places: dict[etree._Element, int]) -> int:
    """Return the place of the line that an element stands in; of one that prints nothing that of its neighbourhood."""
    for each in (element, *element.iterancestors()):
        if each in places:
            return places[each]
        inner = next((places[below] for below in each.iter() if below in places), None)
        if inner is not None:
            return inner
    return 0


def _in_running_text(element: etree._Element) -> bool:
    holder = next((each for each in element.iterancestors() if each.tag in {"p", "li", "blockquote", "td"}), None)
    return holder is not None and is_running_text(" ".join("".join(holder.itertext()).split()))

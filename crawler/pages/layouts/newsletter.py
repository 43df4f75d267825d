"""Newsletters: a digest of items that each end with their source ("— Harbour Post, Nov 20"), and the index of past issues.

Recognized by what a newsletter says of itself in its title and headings ("Issue 14", "Weekly digest"), or by a mail's own lines
("View in browser", "Unsubscribe"). Read by lines, so captured text will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from crawler.errors import UnreadablePage
from crawler.pages.blocks.line_roles import is_label
from crawler.pages.blocks.next_links import links_of, next_pages
from crawler.pages.blocks.page_words import says
from crawler.pages.blocks.record_parts import Parts, count, is_prose
from crawler.pages.html.hosts import host_of
from crawler.pages.html.lines import Kind, Line
from crawler.pages.page import Page
from crawler.pages.reading import PageReading
from crawler.provenance.times.printed import looks_like_time, split_time

_WORDS = regex.compile(
    r"\b(?:newsletter|unsubscribe|view (?:this (?:e-?mail )?)?in (?:your )?browser|issue (?:no\.? ?|#)?\d+|(?:daily|weekly|morning|evening) (?:digest|briefing|round-?up)|abbestellen|se désabonner|boletín)\b|النشرة|إلغاء الاشتراك",
    regex.IGNORECASE,
)
# Lines of a mail's own furniture; a link to "newsletters" stands on every news site.
_MAIL = regex.compile(
    r".{0,80}\b(?:unsubscribe|view (?:this (?:e-?mail |issue )?)?in (?:your )?browser|abbestellen|se désabonner)\b.{0,40}|.{0,60}إلغاء الاشتراك.{0,40}",
    regex.IGNORECASE,
)
#: Each match of it has one of these in lower case.
_IN_MAIL = ("unsubscribe", "browser", "abbestellen", "désabonner", "إلغاء الاشتراك")
_ARCHIVE = regex.compile(
    r"\b(?:archive[sd]?|past (?:issues|editions)|(?:all|back|previous) (?:issues|editions)|archiv|ausgaben|archivo)\b|الأرشيف",
    regex.IGNORECASE,
)
_SOURCE = regex.compile(
    r"\(?(?:[-–—]{1,2}\s*+|(?:source|via|from|quelle|المصدر)(?:\s?:)?\s++)(?P<said>[^()]{2,80}?)(?:\s*+\((?P<time>[^()]{3,40})\))?\)?",
    regex.IGNORECASE,
)
_BETWEEN = " ,،·|–—-"
_FEWEST = 2  # items of a digest, and issues of an archive


@dataclass(frozen=True, slots=True)
class Source:
    """A source line: its line's number, and the outlet, time and link on it."""

    line: int
    outlet: str | None
    time: str | None
    href: str | None


class Newsletter:
    """The page object of newsletters on the web."""

    name = "newsletter"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page calls itself a newsletter and holds items with sources, or issues."""
        if not says(page, _WORDS) and not any(map(_is_of_a_mail, page.lines)):
            return False
        return len(_items(page.lines)) >= _FEWEST or (not page.says_article and len(_issues(page)) > _FEWEST)

    def read(self, page: Page) -> PageReading:
        """Return the items as blocks; of an archive the issues as links. Raises UnreadablePage("nothing-recognized")."""
        items = _items(page.lines)
        if len(items) >= _FEWEST:
            related = tuple(parts.block(at, page.resolve(parts.href)) for at, parts in enumerate(items))
            return PageReading(layout=self.name, related=related, links=links_of(page), notes=page.notes)
        links = tuple(dict.fromkeys((*_own(page, next_pages(page)), *_issues(page))))
        if not links:
            raise UnreadablePage("nothing-recognized")
        return PageReading(layout=self.name, links=links, notes=page.notes)


def _is_of_a_mail(line: Line) -> bool:
    if len(line.text) > 160:
        return False
    folded = line.text.lower()
    return any(word in folded for word in _IN_MAIL) and _MAIL.fullmatch(line.text) is not None


def _items(lines: Sequence[Line]) -> Sequence[Parts]:
    """Return the items: from below one source line to the next. Where hardly any source says when, these are signatures."""
    lines = [line for line in lines if not line.is_alt]
    sources = [source for at, line in enumerate(lines) if (source := _source(line, at))]
    if 2 * sum(source.time is not None for source in sources) < len(sources):
        return ()
    starts = (0, *(source.line + 1 for source in sources))
    items = (_item(lines[start : source.line], source) for start, source in zip(starts, sources, strict=False))
    return [item for item in items if item is not None]


def _source(line: Line, at: int) -> Source | None:
    found = _SOURCE.fullmatch(line.text) if len(line.text) <= 120 else None
    if found is None or line.kind is Kind.HEADING:
        return None
    outlet, time = found["said"].strip(), found["time"]
    if time is not None and not looks_like_time(time):
        return None
    if time is None:
        outlet, time = _parted(outlet)
    if outlet and (not is_label(outlet) or count(outlet) > 6):
        return None
    return Source(at, outlet or None, time, line.href) if outlet or time else None


def _parted(said: str) -> tuple[str, str | None]:
    """Part "Harbour Post, Nov 20" into outlet and time; each may be missing."""
    if looks_like_time(said):
        return "", said
    for at, character in enumerate(said):
        if character in ",،·|" and looks_like_time(rest := said[at + 1 :].strip(_BETWEEN)):
            return said[:at].strip(_BETWEEN), rest
    before_and_time = split_time(said)
    return (before_and_time[0].strip(_BETWEEN), before_and_time[1]) if before_and_time else (said, None)


def _item(lines: Sequence[Line], source: Source) -> Parts | None:
    """Return the item that *lines* hold: the last heading, or else the line before the first sentence, and the sentences."""
    headings = [at for at, line in enumerate(lines) if line.kind is Kind.HEADING and count(line.text) >= 3]
    first = next(
        (
            at
            for at, line in enumerate(lines)
            if is_prose(line.text) and line.kind is not Kind.HEADING and not _is_title(line)
        ),
        len(lines),
    )
    titles = [at for at in range(first) if _is_title(lines[at])]
    head = next(iter(headings[-1:] or titles[-1:]), None)
    if head is None:
        return None
    told = lines[head + 1 :]
    sentences = [at for at, line in enumerate(told) if is_prose(line.text)]
    text = "\n".join(line.text for line in told[: sentences[-1] + 1]) if sentences else ""
    href = lines[head].href or source.href or next((line.href for line in told if line.href), None)
    return Parts(headline=lines[head].text, headed=True, outlet=source.outlet, time=source.time, href=href, text=text)


def _is_title(line: Line) -> bool:
    return count(line.text) >= 3 and len(line.text) <= 160 and line.text[-1] not in ".…:;"


def _issues(page: Page) -> Sequence[str]:
    """Return the links of an archive's issues: those whose line or text names a day or a number."""
    if not says(page, _ARCHIVE):
        return ()
    dated = {line.href for line in page.lines if line.href and _names_issue(line)}
    return tuple(
        _own(page, (url for anchor in page.anchors if anchor.href in dated and (url := page.resolve(anchor.href))))
    )


def _names_issue(line: Line) -> bool:
    pieces = (line.text, *line.pieces)
    return any(looks_like_time(piece) or split_time(piece) for piece in pieces) or bool(
        regex.search(r"\b(?:issue|edition|no\.?|ausgabe) ?#?\d+", line.text, regex.IGNORECASE)
    )


def _own(page: Page, urls: Iterator[str]) -> Iterator[str]:
    own = page.resolve(page.url)
    return (url for url in urls if url != own and host_of(url) == page.host)

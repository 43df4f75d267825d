"""The parts of one record: headline, outlet, time, text and link, told apart by how lines look and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex
from lxml import etree

from crawler.pages.blocks.line_roles import Mark, Role, is_duration, is_label, marks_of, same_headline
from crawler.pages.blocks.sites import site_of
from crawler.pages.html.hosts import host_of
from crawler.pages.html.lines import Kind, Line
from crawler.pages.metadata.date_order import date_order_of, is_open
from crawler.pages.page import Page
from crawler.pages.reading import DeclaredTime, RelatedBlock

#: Words up to which a text may be a teaser; those seen in lists and feeds end at some sixty.
TEASER = 60
_LONGEST_HEADLINE = 250
_TEASER_END = regex.compile(r"(?:…|\.\.\.|\[\.\.\.\])\s*+(?:(?:read|see) (?:more|on)|continue reading|weiterlesen)?\W*+\Z", regex.IGNORECASE)  # fmt: skip
# Buttons and counts, which name neither an outlet nor a category.
BUTTON = regex.compile(
    r"\W*+(?:share|save|print|follow|subscribe|more|see more|read more|read on|continue reading|full (?:story|coverage|article)|read the full (?:story|article)\b.{0,60}"
    r"|show (?:more|less)|bookmark|like|reply|report|hide|listen|watch|video|photos?|live|new|breaking|advertisement|sponsored|ad"
    r"|add to .{1,20}|[\d.,]+\s?k?(?: (?:comments?|shares?|likes?|views?|replies|points?|min(?:utes?)? read))?)\W*+",
    regex.IGNORECASE,
)
SOURCE = regex.compile(
    r"(?:(?:source|via|from|quelle|fuente|المصدر)(?:\s?:)?|(?:published|provided)\s(?:by|in|on)|veröffentlicht\s(?:von|bei|in)|publié\s(?:par|dans|sur)"
    r"|publicado\s(?:por|en|em)|pubblicato\s(?:da|su)|(?:read|continue|weiterlesen|lire|leer|leggi|lees)(?:\s(?:more|on|it|full story|the (?:full )?(?:story|article|rest)|la suite|más|mehr))?\s(?:at|on|in|bei|auf|sur|en|su|op))\s++(?=\S)",
    regex.IGNORECASE,
)
_BYLINE = regex.compile(r"(?i:by|von|par|por)\s++\p{Lu}")
PARTED = regex.compile(r"\s++[·•|]\s++")
LOGO = regex.compile(r"\s*+\b(?:logo|icon|favicon)\b\s*+", regex.IGNORECASE)
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What one record says. `headed`: its headline is a heading or a link, not just a line that could be one."""

    headline: str
    headed: bool
    outlet: str | None = None
    time: str | None = None
    declared: str | None = None
    href: str | None = None
    text: str = ""
    byline: str | None = None
    cluster: tuple[int, str] | None = None

    @property
    def is_teaser(self) -> bool:
        """Whether the text is too short for an article, and so no evidence of republication."""
        return is_teaser(self.text)

    def block(self, position: int, url: str | None) -> RelatedBlock:
        """Return the record as a block; a teaser goes to its summary and leaves the body empty."""
        teaser = self.is_teaser
        return RelatedBlock(
            position=position,
            headline=self.headline,
            body="" if teaser else self.text,
            summary=tuple(self.text.split("\n")) if teaser and self.text else (),
            outlet_printed=self.outlet,
            time_printed=self.time,
            times=(DeclaredTime(self.declared),) if self.declared else (),
            url=url,
            byline=self.byline,
            cluster=self.cluster,
        )


def blocks(records: Sequence[Parts], page: Page) -> tuple[RelatedBlock, ...]:
    """Return *records* as the blocks of *page*; one that stands there twice counts once."""
    found = dict.fromkeys((record, page.resolve(record.href)) for record in records)
    order = _date_order([record.time for record in records if record.time], page)
    return tuple(replace(record.block(position, url), date_order=order) for position, (record, url) in enumerate(found))


def _date_order(times: Sequence[str], page: Page) -> str | None:
    """Return the order of the numbers in printed dates that could be read in two, where the page shows it."""
    unsettled = next((time for time in times if is_open(time)), None)
    if unsettled is None or page.tree is None:
        return None
    return date_order_of(unsettled, page.tree, page.lines, page.host)


def is_teaser(text: str) -> bool:
    """Return whether *text* is a teaser rather than an article: at most TEASER words, or twice that with an open end."""
    words = count(text)
    return words <= TEASER or (words <= 2 * TEASER and _TEASER_END.search(text[-60:]) is not None)


def count(text: str) -> int:
    """Return the number of words; in scripts without spaces every second character is one."""
    spaced = len(text.split())
    return spaced if text.isascii() else spaced + len(_WIDE.findall(text)) // 2


def is_headed(lines: Sequence[Line]) -> bool:
    """Return whether *lines* hold a heading or link that reads like a headline."""
    return any((line.kind is Kind.HEADING or line.href) and _titles(line.text) for line in lines if not line.is_alt)


def read_parts(lines: Sequence[Line], element: etree._Element | None = None) -> Parts | None:
    """Return the parts of the record that *lines* are, or None where no line could be its headline."""
    marks = [mark for mark in marks_of(lines) if not BUTTON.fullmatch(mark.text)]
    time_at = next((at for at, mark in enumerate(marks) if mark.role is Role.TIME), None)
    head_at = _headline_at(marks, time_at)
    if head_at is None:
        return None
    head = marks[head_at]
    label = _outlet_mark(marks, head_at, time_at)
    href = head.href or next((mark.href for mark in marks if mark.href), None)
    headed = head.heading or head.href is not None
    numbers = dict.fromkeys(mark.line for mark in _prose(marks, head_at, label))
    return Parts(
        headline=head.text,
        headed=headed,
        outlet=name_of(label.text) if label else None,
        time=marks[time_at].text if time_at is not None else None,
        declared=declared_time(element),
        href=href,
        text="\n".join(lines[number].text for number in numbers),
    )


def source_of(lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Return the outlet and the time that *lines* print together ("Harbour Post · Culture · 2 hours ago"), None for what is not there."""
    marks = [mark for mark in marks_of(lines) if not BUTTON.fullmatch(mark.text)]
    names = [mark for mark in marks if _may_name(mark)]
    sourced = [mark for mark in names if SOURCE.match(mark.text)]
    printed = [mark for mark in names if mark.role is not Role.ALT]
    best = next(iter((*sourced, *printed, *names)), None)
    return (
        (name_of(best.text) or None) if best else None,
        next((mark.text for mark in marks if mark.role is Role.TIME), None),
    )


def _headline_at(marks: Sequence[Mark], time_at: int | None) -> int | None:
    titles = [at for at, mark in enumerate(marks) if mark.role is Role.TEXT and _titles(mark.text)]
    beside = {time_at - 1, time_at + 1} if time_at is not None else set()
    names = {
        at
        for at in beside & set(titles)
        if is_label(marks[at].text) and not marks[at].heading and count(marks[at].text) <= 4
    }
    likely = [at for at in titles if at not in names] or titles
    linked = [at for at in likely if marks[at].href]
    headings = [at for at in likely if marks[at].heading]
    above = [at for at in headings if time_at is not None and at < time_at]
    for choice in (above[-1:], headings, linked if len(linked) < len(likely) else []):
        if choice:
            return choice[0]
    return next((at for at in likely if marks[at].text[-1] not in ".;:,"), next(iter(likely), None))


def _outlet_mark(marks: Sequence[Mark], head_at: int, time_at: int | None) -> Mark | None:
    """Return the label that names the outlet: beside the time where there is one, else the one nearest to the headline."""
    head = marks[head_at]
    labels = [
        at
        for at, mark in enumerate(marks)
        if at != head_at
        and (not mark.heading or _is_masthead(mark, head))
        and _may_name(mark)
        and not same_headline(mark.text, head.text)
    ]
    if not labels:
        return None
    sourced = [at for at in labels if SOURCE.match(marks[at].text)]
    anchor = head_at if time_at is None else time_at

    def rank(at: int) -> tuple[bool, bool, int, bool]:
        mark = marks[at]
        return (mark.role is Role.ALT, mark.line != marks[anchor].line, abs(at - anchor), at > anchor)

    # On one line the first label is the outlet and what follows a category: "Harbour Post · Culture · 2 hours ago".
    best = marks[min(sourced or labels, key=rank)]
    same_line = [at for at in labels if marks[at].line == best.line and best.role is not Role.ALT]
    return marks[min(same_line)] if same_line and not sourced else best


def _is_masthead(mark: Mark, head: Mark) -> bool:
    """Return whether a heading names the site that the headline leads to, as a planet prints a blog's name above its entry."""
    site = site_of(host_of(head.href))
    return site is not None and mark.href is not None and site == site_of(host_of(mark.href)) and count(mark.text) <= 4


def _may_name(mark: Mark) -> bool:
    text = name_of(mark.text)
    plain = mark.role in {Role.TEXT, Role.BULLET, Role.ALT} and is_label(text) and count(text) <= 6
    return plain and not _BYLINE.match(text) and (mark.role is not Role.ALT or LOGO.search(mark.text) is not None)


def name_of(text: str) -> str:
    """Return the name of an outlet that a label prints, without "Source:", "logo" and what stands beside it."""
    first = PARTED.split(SOURCE.sub("", text, count=1).strip(" -–—·|"))[0]
    return LOGO.sub("", first).strip(" -–—·|")


def _prose(marks: Sequence[Mark], head_at: int, label: Mark | None) -> Iterator[Mark]:
    """Yield the marks of the text: from the first sentence after the headline on, without labels before it and at its end."""
    after = [
        mark
        for mark in marks[head_at + 1 :]
        if mark.role in {Role.TEXT, Role.BULLET}
        and mark is not label
        and not same_headline(mark.text, marks[head_at].text)
    ]
    sentences = [at for at, mark in enumerate(after) if is_prose(mark.text)]
    if sentences:
        yield from after[sentences[0] : sentences[-1] + 1]


def is_prose(text: str) -> bool:
    """Return whether a line is a sentence rather than a label."""
    return count(text) >= 7 or (count(text) >= 3 and text[-1] in '.!?…"”’»。؟')


def _titles(text: str) -> bool:
    """Return whether a line could be a headline: three words or more, not as long as a paragraph."""
    return count(text) >= 3 and len(text) <= _LONGEST_HEADLINE and not is_duration(text) and not BUTTON.fullmatch(text)


def declared_time(element: etree._Element | None) -> str | None:
    """Return the first time that the markup declares by ``<time datetime>``."""
    if element is None:
        return None
    times = (each.get("datetime") for each in element.iter("time"))
    return next((time.strip() for time in times if time and time.strip()[:4].isdigit()), None)

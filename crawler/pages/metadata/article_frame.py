"""The frame of an article on its page: where its headline and its text stand, and what on the page is at it and what is not.

A time in navigation, in another story's teaser, in a promo or a comment is not the article's; only what stands in or at it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

import regex
from lxml import etree

from crawler.pages.html.content_root import content_root, count_prose, is_comments, is_link
from crawler.pages.html.lines import Line

# Names that page makers give to what surrounds an article, as whole words of class or id.
_ELSEWHERE: Final = regex.compile(
    r"(?<![^\s_-])(?:related|recommend\w*+|teasers?|sidebar|side-?bar|aside|widgets?|most-?(?:read|popular|viewed)|popular|ticker|promo\w*+|newsletter|latest|recent|trending"
    r"|carousel|slider|archives?|calendar|events?|nav|navigation|navbar|menu|breadcrumbs?|(?<!article[_-])(?<!post[_-])(?<!entry[_-])(?<!asset[_-])(?<!content[_-])(?<!story[_-])footer|more-?(?:news|stories|posts|articles)|read-?next|next-?(?:post|article)|prev\w*+|pagination"
    r"|copyright|cookie|tweet|twitter|facebook|instagram|outbrain|taboola|advert\w*+|banner|search|weather|login|feed-?item|playlist|tags?-?cloud|blogroll|podcast-?list)(?![^\s_-])",
    regex.IGNORECASE,
)
# Of these, what is not the article's even between its headline and its text.
_SURELY_ELSEWHERE: Final = regex.compile(
    r"(?<![^\s_-])(?:related|recommend\w*+|most-?(?:read|popular|viewed)|popular|latest|recent|ticker|carousel|newsletter|trending|read-?next|outbrain|taboola|advert\w*+|tweet|weather)(?![^\s_-])",
    regex.IGNORECASE,
)
_ABOVE, _BELOW = 10, 14  # lines above the headline and below the text that are looked at
# Elements that elsewhere hold what is not the article's, by place.
_ALLOWED: Final = {4: ("aside", "a", "article"), 3: ("aside", "a")}
LEAD: Final = 3  # lines behind the first of the text, which may be a standfirst
_PROSE: Final = 12  # words of a line that is running text
_LONGEST_LINK: Final = 80  # characters of a link that may hold a date of the article, as permalinks of blogs do


@dataclass(frozen=True)
class Frame:
    """An article on its page: the page's *root*, its *headline*, the element that holds its text, and the page's lines.

    *lines* are those of the whole page, each with the innermost element that holds all of it.
    """

    root: etree._Element
    headline: str
    content: etree._Element
    lines: Sequence[tuple[Line, etree._Element]]

    @classmethod
    def of(
        cls,
        root: etree._Element,
        headline: str,
        lines: Sequence[Line],
        owners: Sequence[etree._Element],
        content: etree._Element | None = None,
    ) -> Frame:
        """Frame the article of a page with these *lines* and their *owners*; the element with the text is found unless it is given."""
        held = content_root(root)[0] if content is None else content
        return cls(root, headline, held, tuple(zip(lines, owners, strict=True)))

    @cached_property
    def head(self) -> int | None:
        """The number of the headline's line, if it is printed."""
        wanted = _fold(self.headline)
        matches = [
            n for n, (line, _) in enumerate(self.lines) if not line.is_alt and wanted and _is_folded(line.text, wanted)
        ]
        heads = (n for n in matches if is_inside(self.lines[n][1], {"h1", "h2"}))
        ones = (n for n, (_, owner) in enumerate(self.lines) if is_inside(owner, {"h1"}))
        found = next(chain(heads, matches, ones), None)
        first = self._text(found)[:1]
        return found if found is None or not first or first[0] - found <= 40 else None

    @cached_property
    def text(self) -> tuple[int, int] | None:
        """The numbers of the first and the last line of running text; None where there is neither text nor headline."""
        numbers = self._text(self.head)
        if numbers:
            return numbers[0], numbers[-1]
        return None if self.head is None else (self.head + 8, self.head + 8)

    def _text(self, head: int | None) -> list[int]:
        return [number for number in self._prose if head is None or number > head]

    @cached_property
    def _prose(self) -> list[int]:
        within = set(self.content.iter())
        return [
            number
            for number, (line, owner) in enumerate(self.lines)
            if owner in within and not line.is_alt and count_prose(line.text) >= _PROSE
        ]

    def place(self, number: int) -> int:
        """Return what a line's place says: 4 between headline and text, 3 just above them or behind the lead, 2 further above or below, 1 inside the text, else 0."""
        if self.text is None:
            return 0
        first, last = self.text
        if self.head is not None and self.head <= number <= first:
            return 4
        start = self.head if self.head is not None else first
        if start - _ABOVE <= number < start:
            return 3 if start - number <= 4 else 2
        if first < number <= last:
            return 3 if number <= first + LEAD else 1
        return 2 if last < number <= last + _BELOW else 0

    def has(self, element: etree._Element, *, place: int = 0) -> bool:
        """Return whether *element*, which stands at *place*, is in the article or at it."""
        names = _SURELY_ELSEWHERE if place >= 3 else _ELSEWHERE
        around = self._around
        for each in (element, *element.iterancestors()):
            if each in around:
                return True
            if _is_elsewhere(each, names) and (each.tag not in _ALLOWED.get(place, ()) or _is_named(each, names)):
                return False
        return True

    @cached_property
    def _around(self) -> set[etree._Element]:
        lines = [each for each in (self.head, self.text and self.text[0]) if each is not None]
        owners = [self.lines[number][1] for number in lines if number < len(self.lines)]
        return {each for start in (self.content, *owners) for each in (start, *start.iterancestors())}


def is_inside(element: etree._Element, tags: set[str]) -> bool:
    """Return whether an element or one above it has a name of *tags*."""
    return any(each.tag in tags for each in (element, *element.iterancestors()))


def is_running_text(text: str) -> bool:
    """Return whether a line is a paragraph rather than a byline or a label."""
    words = count_prose(text)
    return words >= 2 * _PROSE or (words >= _PROSE and text.rstrip().endswith((".", "!", "?", "\u3002")))


def _is_elsewhere(element: etree._Element, names: regex.Pattern[str]) -> bool:
    tag = element.tag
    if tag in {"nav", "aside", "article"} or is_comments(element, str(tag)):
        return True
    if tag == "footer" and names is _ELSEWHERE and not is_inside(element, {"article"}):
        return True
    if is_link(element) and len("".join(element.itertext())) > _LONGEST_LINK:
        return True
    return _is_named(element, names)


def _is_named(element: etree._Element, names: regex.Pattern[str]) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    return len(named) > 1 and names.search(named) is not None


def _is_folded(text: str, wanted: str) -> bool:
    """Return whether *text* folds to *wanted*; most texts begin otherwise."""
    return next(filter(str.isalnum, text.casefold()), "") == wanted[0] and _fold(text) == wanted


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))

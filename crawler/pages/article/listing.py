"""Listings: pages of teasers, each under a headline that leads to its story, and pages of names with what is told of each. None is one article.

What tells an article with related stories below from a section with an introduction above is a date: articles have one, at
their headline, in their address or declared, and a text of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import takewhile

import regex
from lxml import etree

from crawler.pages.article.headline import headings_of
from crawler.pages.article.signs import DATED_PATH, is_article_page
from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.lists import NewsList, lists_of, sure_lists
from crawler.pages.blocks.record_parts import count, is_prose
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.texts import Text
from crawler.pages.html.content_root import densest_prose
from crawler.pages.html.lines import Kind
from crawler.pages.metadata.article_frame import is_inside
from crawler.pages.page import Page
from crawler.provenance.times.printed import LONGEST
from crawler.provenance.times.within import dates_within

_FEWEST = 4  # teasers
_LABEL, _TEASER = 6, 10  # words of what may stand before a title, and of the least that follows it
# Shares of a page's text outside of links that its teasers hold. On 235 pages of articles none that does not declare one has
# over .45 in rows with headings; of those that do, one that goes on with ten further articles has .61.
_MOSTLY, _NEARLY_ALL = 0.6, 0.85
_OWN = 65  # words of an article's own text, outside of all teasers
_BEFORE, _BEHIND = 2, 6  # texts around the headline among which an article's date stands
_NAME = 4  # words of the title of a section, a person, a show
_FEWEST_TITLES = 6  # bare ones, below what is told of a section or a person
_FEWEST_TEXTS, _MOST_TEXTS = 3, 12  # of an entry: title, date, sentences
_INTRODUCED = 200  # words of that
_LISTS = regex.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|people|staff|team|profiles?|contributors?|columnists?|categor(?:y|ies|ia)|kategorien?|rubri\w+|secci\w+|sections?|tags?|topics?|themen?|temas?|shows?|podcasts?|series|reviews)/[^/]+/?\Z",
    regex.IGNORECASE,
)


def outweighs_lists(page: Page) -> bool:
    """Return whether a page that looks like an article has more prose than the lists of other outlets' items around it say.

    Of 22 real aggregators' pages none has; of article pages with such lists in the margin all have.
    """
    if page.tree is None or not is_article_page(page):
        return False
    rows = [(found.sheet.texts, row) for found in sure_lists(page) for row in found.fields.rows]
    words = sum(count(text.text) for texts, row in rows for text in texts[row.first : row.end])
    return 0 < words < densest_prose(page.tree)


def is_listing(page: Page) -> bool:
    """Return whether most of what a page says is teasers of other pages, or it is the page of a section, a person or a staff.

    A page that declares to be an article and has a date is one unless nearly all of it is teasers.
    """
    if page.says_article and _is_mostly_one_text(page):
        return False
    lists, dated = lists_of(page), _is_dated(page)
    wanted = _NEARLY_ALL if page.says_article and dated else _MOSTLY
    for found in lists:
        mostly = _is_teasers(found, declared=page.says_article) and _share_of_text(found) >= wanted
        if mostly and not (dated and _own_words(found) >= _OWN):
            return True
    if dated or page.says_article:
        return False
    sheet = lists[0].sheet if lists else Sheet.of(page)
    named = _is_named(page) and (any(map(_follows, lists)) or _are_parts(sheet, _tells_of_a_name))
    return named or _are_parts(sheet, _is_entry)


def _is_dated(page: Page) -> bool:
    """Return whether a page's address or metadata name a day, or a date stands at its only first-rank heading."""
    if page.times or DATED_PATH.search(page.url or ""):
        return True
    owned = enumerate(zip(page.lines, page.owners, strict=False))  # captured text has no owners
    heads = [at for at, (line, owner) in owned if not line.is_alt and is_inside(owner, {"h1"})]
    if len({page.owners[at] for at in heads}) != 1:
        return False
    near = range(max(0, heads[0] - _BEFORE), min(len(page.lines), heads[-1] + 1 + _BEHIND))
    own = [at for at in near if at >= heads[0] or not _is_in_masthead(page, at, heads[0])]
    told = [at for at in own if is_prose(page.lines[at].text) and page.lines[at].kind is not Kind.HEADING]
    ends = {at for at in own if page.lines[at].kind is Kind.HEADING and page.lines[at].href is not None} | {*told[1:]}
    return any(any(dates_within(page.lines[at].text)) for at in takewhile(lambda at: at not in ends, own))


def _is_in_masthead(page: Page, at: int, head: int) -> bool:
    """Return whether a line stands in a header that the headline is not in: today's date may."""
    return is_inside(page.owners[at], {"header"}) and not is_inside(page.owners[head], {"header"})


def _own_words(found: NewsList) -> int:
    """Return how many words of sentences a page has outside of a list's rows, and of links."""
    inside = {at for row in found.rows for at in range(row.first, row.end)}
    own = (text for at, text in enumerate(found.sheet.texts) if at not in inside and text.anchor is None)
    return sum(count(text.text) for text in own if is_prose(text.text))


def _is_named(page: Page) -> bool:
    """Return whether a page is called by a name rather than by a headline, or its address is that of a section, a person, a show."""
    heads = headings_of(page.tree)[:1] if page.tree is not None else []
    return any(count(head) <= _NAME for head in heads) or _LISTS.search(page.url or "") is not None


def _follows(found: NewsList) -> bool:
    """Return whether a list of stories is what a page is for: titles of as many words as are told above it."""
    told = _own_words(found)
    titles = sum(count(link.headline) for link in found.column.links)
    return len(found.rows) >= _FEWEST_TITLES and told <= min(titles, _INTRODUCED)


def _are_parts(sheet: Sheet, is_part: Callable[[Sequence[Text]], bool]) -> bool:
    """Return whether most of a page is told in parts that are alike: people, shops, shows; episodes, posts."""
    parts: dict[tuple[etree._Element | None, str], list[tuple[int, int]]] = defaultdict(list)
    for element, span in sheet.spans.items():
        if is_part(sheet.texts[slice(*span)]):
            parts[element.getparent(), sheet.signature(element)].append(span)
    told = sum(count(text.text) for text in sheet.texts if text.anchor is None)
    most = max(parts.values(), key=len, default=[])
    inside = sum(count(text.text) for span in most for text in sheet.texts[slice(*span)] if text.anchor is None)
    return len(most) >= _FEWEST and inside >= _MOSTLY * told


def _tells_of_a_name(texts: Sequence[Text]) -> bool:
    return texts[0].heading and count(texts[0].text) <= _NAME and any(is_prose(text.text) for text in texts)


def _is_entry(texts: Sequence[Text]) -> bool:
    """Return whether a part has a title, sentences and one date of its own."""
    if not _FEWEST_TEXTS <= len(texts) <= _MOST_TEXTS or not any(is_prose(text.text) for text in texts):
        return False
    return sum(any(dates_within(text.text)) for text in texts if len(text.text) <= LONGEST) == 1


def _is_mostly_one_text(page: Page) -> bool:
    """Return whether half of what a page says stands between two headlines that lead elsewhere: then its teasers cannot hold most of it.

    A fraction of the cost of looking for lists, and true of nearly every article. Text inside links counts only in sentences.
    """
    if page.tree is None or page.tree.find(".//*[@role='heading']") is not None:
        return False
    runs = [0]
    for line in page.lines:
        if line.kind is Kind.HEADING and line.href is not None:
            runs.append(0)
        elif not line.is_alt and (line.href is None or is_prose(line.text)):
            runs[-1] += count(line.text)
    return 2 * max(runs) > sum(runs)


def _is_teasers(found: NewsList, *, declared: bool) -> bool:
    """Return whether the rows of a list are teasers: their titles are headings, or come first in rows that go on with sentences.

    A title that stands beside its link ("Read more") is a section's of an article where the page declares to be one.
    """
    if len(found.rows) < _FEWEST or (found.column.beside and declared):
        return False
    headings = sum(link.heading for link in found.column.links)
    return 2 * headings >= len(found.rows) or sum(_opens(found, row) for row in found.rows) >= _MOSTLY * len(found.rows)


def _opens(found: NewsList, row: Row) -> bool:
    """Return whether a title comes first in its row, but for a label or a date, and sentences follow that are no links elsewhere."""
    texts, first = found.sheet.texts, min(row.link.numbers, default=row.first)
    before = sum(count(texts[at].text) for at in range(row.first, first))
    after = sum(count(texts[at].text) for at in row.numbers if at > first and _is_teaser(found, at))
    return before <= _LABEL and after >= _TEASER


def _is_teaser(found: NewsList, at: int) -> bool:
    """Return whether a text is in no link, or in one that is a whole card, beside its title."""
    anchor = found.sheet.texts[at].anchor
    return anchor is None or anchor in found.cards


def _share_of_text(found: NewsList) -> float:
    words = [count(text.text) if _is_teaser(found, at) else 0 for at, text in enumerate(found.sheet.texts)]
    inside = {at for row in found.rows for at in range(row.first, row.end)}
    return sum(words[at] for at in inside) / max(1, sum(words))

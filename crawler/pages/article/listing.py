"""Listings: pages of teasers, each under a headline that leads to its story. None of them is one article."""

from __future__ import annotations

from crawler.pages.article.signs import is_article_page
from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.lists import NewsList, lists_of, sure_lists
from crawler.pages.blocks.record_parts import count, is_prose
from crawler.pages.html.content_root import densest_prose
from crawler.pages.html.lines import Kind
from crawler.pages.page import Page

_FEWEST = 4  # teasers
_LABEL, _TEASER = 6, 10  # words of what may stand before a title, and of the least that follows it
# Shares of a page's text outside of links that its teasers hold. On 235 pages of articles none that does not declare one has
# over .45 in rows with headings; of those that do, one that goes on with ten further articles has .61.
_MOSTLY, _NEARLY_ALL = 0.6, 0.85


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
    """Return whether most of what a page says is teasers of other pages, nearly all if it declares to be an article."""
    if page.says_article and _is_mostly_one_text(page):
        return False
    wanted = _NEARLY_ALL if page.says_article else _MOSTLY
    declared = page.says_article
    return any(_is_teasers(found, declared=declared) and _share_of_text(found) >= wanted for found in lists_of(page))


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

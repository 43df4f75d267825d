"""An outlet's own page of one article, whatever the outlet: text by trafilatura, the rest from what the page declares.

JSON-LD, then Open Graph and other meta elements, then what is printed. No outlet has rules of its own here.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from crawler.errors import UnreadablePage
from crawler.pages.article.dateline import parse_dateline
from crawler.pages.article.extractor import extract_text
from crawler.pages.article.headline import choose_headline, headings_of
from crawler.pages.article.own_dates import own_dates
from crawler.pages.article.particulars import canonical_of
from crawler.pages.article.passages import passages_of
from crawler.pages.article.provider import is_on_portal, provider_of
from crawler.pages.article.scripted_body import scripted_body
from crawler.pages.article.signs import is_article_page
from crawler.pages.article.standfirst import standfirst_lines
from crawler.pages.article.text import Clues, Text, mend
from crawler.pages.blocks.lists import items_of
from crawler.pages.blocks.record_parts import blocks
from crawler.pages.blocks.sites import own_site, site_of
from crawler.pages.html.content_root import content_root, repeated_words
from crawler.pages.html.hosts import host_of
from crawler.pages.metadata.article_frame import LEAD, Frame
from crawler.pages.metadata.byline_lines import byline_lines
from crawler.pages.metadata.head import Metadata, read_metadata
from crawler.pages.page import Page
from crawler.pages.reading import Article, PageReading, RelatedBlock

_BYLINE = regex.compile(r"(?:by|von|par|por|di|door|av|af)\b:? \p{Lu}[^.?!]{2,80}", regex.IGNORECASE)
#: The note of a page whose repeated items say more than its text: it may not have been told from them.
OUTWEIGHED = "repeated-items-outweigh-text"
_FEWEST_REPEATED = 100  # words
_WORDS_WITH_LINK = 14  # of a line with a link in it that may be a standfirst
_SHOWS_NONE = 25  # words of a page whose text its scripts make
_BELOW_HEADLINE = 20  # lines in which a byline is looked for


class ArticlePage:
    """The page object of an outlet's own article."""

    name = "article"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page shows one article of its own."""
        return is_article_page(page)

    def read(self, page: Page) -> PageReading:
        """Return the article. Raises UnreadablePage("nothing-recognized" or "no-article-text")."""
        if page.tree is None:
            raise UnreadablePage("nothing-recognized")
        metadata = read_metadata(page.tree, page.json_ld)
        headline = choose_headline(metadata, page.tree)
        content, prose = content_root(page.tree)
        frame = Frame.of(page.tree, headline, page.lines, page.owners, content)
        text = _text(page, frame, metadata, prose)
        if not text.text or not headline:
            raise UnreadablePage("no-article-text" if headline else "nothing-recognized")
        dates = own_dates(page, frame, metadata)
        portal = is_on_portal(page)
        article = Article(
            headline=headline,
            body=text.text,
            dateline=parse_dateline(text.text),
            headings=text.headings,
            time_printed=dates.printed,
            times=dates.written,
            date_order=dates.order,
            outlet_printed=provider_of(page, headline) if portal else None,
            byline=_byline(page, frame),
            byline_lines=byline_lines(frame),
            url=page.resolve(page.url) or canonical_of(page, metadata),
            particulars=dates.particulars,
        )
        related = _others(page, article.url) if portal else ()
        notes = (*page.notes, OUTWEIGHED) if _is_outweighed(page) else page.notes
        return PageReading(layout=self.name, article=article, related=related, notes=notes)


def _is_outweighed(page: Page) -> bool:
    """Return whether repeated items, as comments and sliders are made of, say more than the rest of the page's prose."""
    if page.tree is None:
        return False
    repeated, every = repeated_words(page.tree)
    return repeated >= _FEWEST_REPEATED and 2 * repeated > every


def _others(page: Page, url: str | None) -> tuple[RelatedBlock, ...]:
    """Return the items of other outlets that a portal lists around its article: those that name one, or lead to one."""
    own = own_site(page)
    others = (item for item in items_of(page) if page.resolve(item.href) != url)
    return blocks([item for item in others if item.outlet or site_of(host_of(item.href)) != own], page)


def _text(page: Page, frame: Frame, metadata: Metadata, prose: int) -> Text:
    titles = (frame.headline, *metadata.headlines, *metadata.titles, *headings_of(frame.root))
    body = metadata.body or (scripted_body(frame.root, titles) if prose < _SHOWS_NONE else "")
    clues = Clues(titles=titles, descriptions=metadata.descriptions, body=body)
    end = frame.text[0] + LEAD if frame.text else 0
    above = (
        line.text
        for line in page.lines[: end or None]  # a site's own description below the text is no standfirst
        if not line.is_alt and (line.href is None or len(line.text.split()) >= _WORDS_WITH_LINK)
    )
    between = standfirst_lines(frame)
    return mend(extract_text(frame.content, prose), passages_of(frame.content), clues, above=above, between=between)


def _byline(page: Page, frame: Frame) -> str | None:
    """Return the byline printed below the headline, if it says that it is one ("By Reuters")."""
    return next(_bylines(page, frame), None)


def _bylines(page: Page, frame: Frame) -> Iterator[str]:
    headline = frame.headline
    start = next((number for number, line in enumerate(page.lines) if line.text == headline and not line.is_alt), None)
    if start is not None:
        for line in page.lines[start + 1 : start + 1 + _BELOW_HEADLINE]:
            says_by = not line.is_alt and len(line.text) <= 100 and _BYLINE.fullmatch(line.text)
            if says_by and _is_at_article(frame, line.text):
                yield line.text


def _is_at_article(frame: Frame, text: str) -> bool:
    """Return whether a line with *text* stands at the article, not in a list of other stories next to it."""
    owned = [(number, owner) for number, (line, owner) in enumerate(frame.lines) if line.text == text]
    return not owned or any(frame.has(owner, place=frame.place(number)) for number, owner in owned)

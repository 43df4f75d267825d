"""Headlines: which of the titles that a page declares and prints is its article's, without the site's name at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex
from lxml import etree

from crawler.pages.metadata.head import Metadata

_SEPARATED = regex.compile(r"\s+[|–—»›·:•-]\s+|\s*\|\s*")


def choose_headline(metadata: Metadata, root: etree._Element) -> str:
    """Return the article's headline: JSON-LD's, else the declared title that a heading confirms, else either; "" for none."""
    headings = headings_of(root)
    title = next((text for element in root.iter("title") if (text := _text(element))), "")
    declared = next(iter((*metadata.headlines[:1], *metadata.titles)), None)
    if declared is not None:
        return without_site(declared, sites=metadata.sites, headings=[*headings, *metadata.headlines, *metadata.titles])
    if headings:
        longer = next((each for each in headings if len(each.split()) > 1), None)
        return _confirmed(headings, title) or longer or _confirmed(headings_of(root, "h2", "h3"), title) or headings[0]
    return without_site(title, sites=metadata.sites, headings=headings)


def _confirmed(headings: Sequence[str], title: str) -> str | None:
    """Return the longest heading of several words that stands in the page's title, else one that it begins with; others are the site's or a section's."""
    within = [each for each in headings if len(each.split()) > 1 and _fold(each) in _fold(title)]
    return max(within, key=len, default=next((each for each in headings if title.startswith(each)), None))


def headings_of(root: etree._Element, *ranks: str) -> list[str]:
    """Return the page's headings of these *ranks*, those of the first unless any is named."""
    return [text for element in root.iter(*(ranks or ("h1",))) if (text := _text(element))]


def without_site(title: str, *, sites: Iterable[str], headings: Sequence[str]) -> str:
    """Return *title* without what follows its headline, where there is evidence of where that ends.

    Evidence: a heading or another title that *title* begins with and a separator follows, or a last part that is the
    site's name.
    """
    ends = list(_SEPARATED.finditer(title))
    folded = {_fold(heading) for heading in headings}
    for match in ends:
        if _fold(title[: match.start()]) in folded and len(title[: match.start()].split()) > 1:
            return title[: match.start()].strip()
    names = {_fold(site) for site in sites}
    while ends and _fold(title[ends[-1].end() :]) in names:
        title = title[: ends.pop().start()]
    return title.strip()


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))

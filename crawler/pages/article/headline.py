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
        return next((each for each in headings if title.startswith(each)), headings[0])
    return without_site(title, sites=metadata.sites, headings=headings)


def headings_of(root: etree._Element) -> list[str]:
    """Return the page's first-rank headings."""
    return [text for element in root.iter("h1") if (text := _text(element))]


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

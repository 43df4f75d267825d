"""Renderings: one article as its outlet's own page shows it and as aggregators do. Which belong together, and how they differ.

An aggregator's rendering belongs to the copy of the own page that it links to or, without such a link, to that of the same
outlet with nearly the same words. Own pages are never joined with each other: texts that differ are versions. So what comes
out depends on the sightings alone, not on their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.errors import NotAPageError
from crawler.pages.html.addresses import canonicalize
from crawler.pages.html.hosts import host_of
from crawler.sightings.identity import copy_text
from crawler.sightings.record import Rendering, Role, Sighting
from crawler.text.words import words

_RUN = 5  # words of a shingle: shorter ones are shared by articles on one matter
_SHARED = 0.8  # of the shingles of either text, for one article without a common address
_LEAST = 20  # shingles of a text that words alone can identify


def outlet_links(page_url: str, seen: Sequence[Sighting]) -> list[str]:
    """Return the addresses of the articles on an aggregator's page that are on other hosts, in page order, each once."""
    here = host_of(page_url)
    aggregated = (sighting for sighting in seen if sighting.role is not Role.ARTICLE)
    return list(
        dict.fromkeys(sighting.url for sighting in aggregated if sighting.url and host_of(sighting.url) != here)
    )


def is_own_page(seen: Sighting) -> bool:
    """Return whether a sighting is of an article on its outlet's own page."""
    return seen.role is Role.ARTICLE and bool(seen.particulars) and seen.external_id is None


def renderings_of(ordered: Iterable[Sighting]) -> tuple[Rendering, ...]:
    """Return the renderings of a copy, each once, in the order of its sightings."""
    shown = (
        Rendering(
            # A portal shows other outlets' articles on pages of its own: that is none of theirs.
            role=(Role.MAIN if seen.relay and seen.role is Role.ARTICLE else seen.role).value,
            url=seen.page_url or seen.url,
            words=seen.words,
            credited=seen.attribution.wire_service is not None,
            wire=seen.attribution.wire_service,
        )
        for seen in ordered
    )
    return tuple(dict.fromkeys(shown))


def homes(seen: Iterable[Sighting]) -> dict[str, str]:
    """Return, by the id of each aggregator's sighting that belongs to an own page, the copy of that page.

    `copy` of each sighting has to be the one that its own words make.
    """
    articles: list[Sighting] = []
    relayed: list[Sighting] = []
    for sighting in sorted(seen, key=lambda sighting: sighting.id):
        if is_own_page(sighting):
            articles.append(sighting)
        elif sighting.role is not Role.ARTICLE and sighting.external_id is None:
            relayed.append(sighting)
    pages = _Pages.of(articles)
    pairs = ((sighting.id, pages.home(sighting)) for sighting in relayed)
    return {key: home for key, home in pairs if home is not None}


@dataclass(frozen=True, slots=True)
class _Pages:
    """Own pages by address and by their outlet's shingles."""

    by_address: Mapping[str, Sequence[Sighting]]
    by_shingle: Mapping[tuple[str, ...], frozenset[str]]
    sizes: Mapping[str, int]

    @classmethod
    def of(cls, articles: Sequence[Sighting]) -> _Pages:
        by_address: dict[str, list[Sighting]] = defaultdict(list)
        by_shingle: dict[tuple[str, ...], set[str]] = defaultdict(set)
        sizes: dict[str, int] = {}
        for page in articles:
            for address in _addresses(page):
                by_address[address].append(page)
            if page.copy not in sizes:
                shingles = _shingles(page)
                sizes[page.copy] = len(shingles)
                for shingle in shingles if page.outlet_key else ():
                    by_shingle[page.outlet_key, *shingle].add(page.copy)
        return cls(by_address, {shingle: frozenset(copies) for shingle, copies in by_shingle.items()}, sizes)

    def home(self, relayed: Sighting) -> str | None:
        """Return the copy that an aggregator's sighting belongs to: of several, the one with most words in common."""
        shingles = _shingles(relayed)
        shared: Counter[str] = Counter()
        for shingle in shingles:
            shared.update(self.by_shingle.get((relayed.outlet_key, *shingle), ()))
        linked = {
            page.copy
            for address in _addresses(relayed)
            for page in self.by_address.get(address, ())
            if _may_be_one(relayed, page)
        }
        alike = {
            copy
            for copy, count in shared.items()
            if len(shingles) >= _LEAST and count >= _SHARED * max(len(shingles), self.sizes[copy])
        }
        return min(linked or alike, key=lambda copy: (-shared[copy], copy), default=None)


def _may_be_one(relayed: Sighting, page: Sighting) -> bool:
    """Return whether both may be the same outlet's: two known outlets have to be one, an unknown name may be misprinted."""
    return relayed.outlet_key == page.outlet_key or not (relayed.outlet_known and page.outlet_known)


def _addresses(seen: Sighting) -> Iterator[str]:
    """Yield the canonical forms of the article's address, and of the one that its page gives itself on the same host."""
    canonical = str(seen.particulars.get("canonical") or "")
    same_host = host_of(canonical) is not None and host_of(canonical) == host_of(seen.url)
    for url in dict.fromkeys((seen.url, canonical if same_host else None)):
        try:
            if url:
                yield canonicalize(url)
        except NotAPageError:
            continue


def _shingles(seen: Sighting) -> set[tuple[str, ...]]:
    folded = words(copy_text(seen.text, seen.headings))
    return {tuple(folded[start : start + _RUN]) for start in range(len(folded) - _RUN + 1)}

"""Versions: the texts that one address showed of an outlet's article, in order of fetch, and when each change was made.

Like is compared with like: what the outlet's own page showed with what it showed before, an aggregator's block with its block, so
that an aggregator's shortened rendering is no version. Texts that have nothing in common are two articles at one address (a front
page shows a new one every day). What changes nothing but boilerplate, case, typography or a printed time is the same version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from crawler.errors import NotAPageError
from crawler.pages.html.addresses import canonicalize
from crawler.provenance.times.printed import looks_like_time
from crawler.sightings.identity import copy_text
from crawler.sightings.record import Role, Sighting
from crawler.sightings.renderings import is_own_page
from crawler.text.words import words

_RUN = 5  # words of a shingle, as `renderings` takes them
_SHARED = 0.3  # of the shorter text's shingles, where the headline is another one


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """One version of a text: the first sighting of it and that one's copy, and when it was first and last seen to stand."""

    number: int
    copy: str
    sighting: str
    headline: str
    text: str
    words: int
    seen_at: datetime
    still_at: datetime
    headlines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One change: made after `after`, when the earlier text still stood, and before `before`, when the later one did."""

    earlier: TextVersion
    later: TextVersion

    @property
    def after(self) -> datetime:
        """The last instant at which the earlier text was seen to stand."""
        return self.earlier.still_at

    @property
    def before(self) -> datetime:
        """The first instant at which the later text was seen."""
        return self.later.seen_at


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All versions of one article at one address, oldest first, as one kind of page showed it.

    `address` is canonical, `url` as it was last seen. `relay` is the aggregator whose rendering it is, None on the outlet's own page,
    in a feed or an import.
    """

    address: str
    url: str
    outlet: str | None
    outlet_key: str
    role: Role
    relay: str | None
    versions: tuple[TextVersion, ...]

    @property
    def changes(self) -> tuple[TextChange, ...]:
        """The changes between the versions, oldest first."""
        return tuple(TextChange(earlier=a, later=b) for a, b in pairwise(self.versions))


def histories(
    seen: Iterable[Sighting], still: Mapping[str, datetime] | None = None, *, least: int = 1
) -> list[History]:
    """Return the history of every article whose address and fetch times are known and that has *least* versions, by address.

    *still* gives, by the key of a capture, when its server last said that the page stands as it came (304). Wires' own items
    have versions of their own and are left out.
    """
    confirmed = still or {}
    by_place: dict[tuple[str, str, str, str], list[Sighting]] = defaultdict(list)
    for each in seen:
        address = _address(each)
        if address is not None and each.fetched_at is not None and each.item is None:
            by_place[address, each.outlet_key, each.relay or "", _showing(each)].append(each)
    return [
        history
        for (address, *_), some in sorted(by_place.items())
        if len(some) >= least
        for history in _histories_at(address, sorted(some, key=_order), confirmed)
        if len(history.versions) >= least
    ]


def changes_of(known: Iterable[History]) -> list[tuple[History, TextChange]]:
    """Return every change between two copies: the earlier one's copy is an older version of the later one's."""
    return [(each, change) for each in known for change in each.changes if change.earlier.copy != change.later.copy]


def superseded(known: Iterable[History]) -> frozenset[str]:
    """Return the copies that are no more than earlier versions of another copy: no article's address shows them any more."""
    every = list(known)
    current = {each.versions[-1].copy for each in every}
    return frozenset(version.copy for each in every for version in each.versions[:-1]) - current


def _address(seen: Sighting) -> str | None:
    """Return the canonical address of a sighting's article: its own, else that of the page whose main article it is."""
    url = seen.url or (seen.page_url if seen.role is not Role.RELATED else None)
    try:
        return canonicalize(url) if url else None
    except NotAPageError:
        return None


def _showing(seen: Sighting) -> str:
    """Return what kind of page showed it: an article that came by itself came on its page, in a feed or in an import."""
    if seen.role is not Role.ARTICLE:
        return seen.role.value
    return "own" if is_own_page(seen) else "import" if seen.external_id is not None else "feed"


def _order(seen: Sighting) -> tuple[str, int, str]:
    return seen.fetched_at.isoformat() if seen.fetched_at else "", seen.position, seen.id


@dataclass(slots=True)
class _OpenVersion:
    """A version that is being followed."""

    first: Sighting
    text_words: list[str]
    since: datetime
    until: datetime
    headlines: list[str]


def _histories_at(address: str, ordered: Sequence[Sighting], still: Mapping[str, datetime]) -> Iterator[History]:
    chain: list[_OpenVersion] = []
    for each in _one_a_page(ordered):
        text_words = _text_words(each)
        if each.fetched_at is None or not text_words:
            continue
        until = max(each.fetched_at, still.get(each.capture, each.fetched_at))
        if chain and chain[-1].text_words == text_words:
            chain[-1].until = max(chain[-1].until, until)
            chain[-1].headlines.append(each.headline)
            continue
        if chain and not _one_article(chain[-1], each, text_words):
            yield _history(address, chain)
            chain = []
        chain.append(_OpenVersion(each, text_words, each.fetched_at, until, [each.headline]))
    if chain:
        yield _history(address, chain)


def _one_a_page(ordered: Sequence[Sighting]) -> list[Sighting]:
    """Return the first of what one capture shows of the article: a page may print a block twice."""
    return list({each.capture: each for each in reversed(ordered)}.values())[::-1]


def _text_words(seen: Sighting) -> list[str]:
    """Return the words of a text without its headings and the times that a page prints between its lines."""
    lines = copy_text(seen.text, seen.headings).split("\n")
    return words("\n".join(line for line in lines if not looks_like_time(line)))


def _one_article(before: _OpenVersion, after: Sighting, text_words: Sequence[str]) -> bool:
    if words(before.first.headline) == words(after.headline):
        return True
    old, new = _shingles(before.text_words), _shingles(text_words)
    return len(old & new) >= _SHARED * max(1, min(len(old), len(new)))


def _shingles(text_words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(text_words[start : start + _RUN]) for start in range(max(1, len(text_words) - _RUN + 1))}


def _history(address: str, chain: Sequence[_OpenVersion]) -> History:
    last = chain[-1].first
    # A page that came again with an older answer (a proxy's) does not make time run backwards.
    versions = tuple(
        TextVersion(
            number=number,
            copy=each.first.copy,
            sighting=each.first.id,
            headline=each.first.headline,
            text=copy_text(each.first.text, each.first.headings),
            words=len(each.text_words),
            seen_at=each.since,
            still_at=min(each.until, chain[number].since) if number < len(chain) else each.until,
            headlines=tuple(dict.fromkeys(each.headlines)),
        )
        for number, each in enumerate(chain, 1)
    )
    return History(
        address=address,
        url=last.url or last.page_url or address,
        outlet=last.outlet,
        outlet_key=last.outlet_key,
        role=last.role,
        relay=last.relay,
        versions=versions,
    )

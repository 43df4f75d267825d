"""Tracking texts in memory: words, keys, candidates, verification, stories. What a store gives for the same texts, without one.

Everything is held at once: for a corpus that grows, or is larger than memory, a store does the same in steps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from crawler.text.segments import Masks, Segment, segments, without_boilerplate
from crawler.text.voice import read_voiced
from crawler.tracking.candidates import Keys, Pair, candidates, sharing_enough
from crawler.tracking.common_source import BY_COMMON_SOURCE, CommonSources
from crawler.tracking.compiled import signer_for
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import (
    Dated,
    Edition,
    Likeness,
    copy_links,
    edition_links,
    editions_of,
    spread,
    wording_digest,
)
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.identity import identify
from crawler.tracking.learned_boilerplate import repeated_segments
from crawler.tracking.relation import COPY_RELATIONS, Link, Relation, Story
from crawler.tracking.signatures import band_keys
from crawler.tracking.stories import Grouping, group
from crawler.tracking.verdict import compare
from crawler.tracking.window import Times, runs_again, within

Wordings = Mapping[str, Sequence[str]]  # digest -> folded words


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text to be tracked: its key, its outlet ("" for unknown), and when it may have been published, if that is known."""

    key: str
    text: str
    outlet: str = ""
    times: Times = (None, None)


class CopiesFound(NamedTuple):
    """Links in order of their keys, and stories, those of one text included; a text made of two wires is in two."""

    links: tuple[Link, ...]
    stories: tuple[Story, ...]


def track_texts(
    documents: Sequence[Document], config: TrackingConfig, *, never_learned: Collection[str] = ()
) -> CopiesFound:
    """Link and group *documents*, whose keys differ. What comes out does not depend on their order.

    Lines that one outlet repeats over unrelated texts, and nobody else carries, are left out of account; the outlets of
    *never_learned* are spared that.
    """
    masks = _learn(documents, config, never_learned)
    words = {d.key: read_voiced(without_boilerplate(d.text, d.outlet, masks).text) for d in documents}
    digests = {key: wording_digest(folded) for key, folded in words.items()}
    wordings = {digests[key]: folded for key, folded in words.items()}
    dated = [Dated(d.key, digests[d.key], len(words[d.key]), d.times) for d in documents]
    editions = editions_of(dated, config)
    alike = _compare(wordings, editions, config)
    return _grouped(alike, editions, config)


def _learn(documents: Iterable[Document], config: TrackingConfig, never: Collection[str]) -> Masks:
    """Return what each outlet repeats over texts of different stories, and no other outlet carries."""
    pages: dict[str, dict[int, list[Segment]]] = defaultdict(dict)
    carriers: dict[int, set[str]] = defaultdict(set)
    for number, document in enumerate(sorted(documents, key=lambda each: each.key)):
        pages[document.outlet][number] = found = list(segments(document.text))
        for segment in found:
            carriers[segment.digest].add(document.outlet)
    masks: dict[str, dict[int, bool]] = {}
    for outlet in pages.keys() - {"", *never}:
        distinct = {n: sorted({(s.digest, s.words) for s in found}) for n, found in pages[outlet].items()}
        repeated = repeated_segments(distinct, config)
        masks[outlet] = {digest: many for digest, many in repeated.items() if carriers[digest] == {outlet}}
    return masks


def _compare(wordings: Wordings, editions: Sequence[Edition], config: TrackingConfig) -> list[Likeness]:
    """Return every two wordings that have something to do with each other, in order."""
    keys = _keys(wordings, config)
    may_meet = _Window(editions, config)
    every = candidates(keys, config)
    proposed = {pair: why for pair, why in every.items() if may_meet(pair) or _share_a_band(pair, keys)}
    found = {pair: each for pair, why in proposed.items() if (each := _verified(pair, why, wordings, config))}
    found = {p: each for p, each in found.items() if may_meet(p) or runs_again(each.comparison, config)}
    copies = (pair for pair, each in found.items() if each.comparison.relation in COPY_RELATIONS)
    for pair in sorted(_by_common_source(copies, but=proposed, keys=keys, config=config)):
        if may_meet(pair) and (each := _verified(pair, BY_COMMON_SOURCE, wordings, config)):
            found[pair] = each
    return [found[pair] for pair in sorted(found)]


def _share_a_band(pair: Pair, keys: Mapping[str, Keys]) -> bool:
    """Return whether two wordings may be nearly identical, so that one may run the other again."""
    return not keys[pair[0]].bands.isdisjoint(keys[pair[1]].bands)


def _keys(wordings: Wordings, config: TrackingConfig) -> dict[str, Keys]:
    """Return the keys of each wording; one that is too short to accuse anyone with has none."""
    signer = signer_for(len(wordings), config)
    return {
        digest: Keys(frozenset(band_keys(signer(folded), config.bands)), frozenset(passage_keys(folded, config)))
        for digest, folded in wordings.items()
        if len(folded) >= config.min_words
    }


class _Window:
    """Whether any two editions of two wordings are near enough in time."""

    def __init__(self, editions: Sequence[Edition], config: TrackingConfig) -> None:
        self._hours = config.window_hours
        self._editions: dict[str, list[Edition]] = defaultdict(list)
        for edition in editions:
            self._editions[edition.wording].append(edition)

    def __call__(self, pair: Pair) -> bool:
        some, others = (self._editions[digest] for digest in pair)
        return any(within(x.times, y.times, hours=self._hours) for x in some for y in others)


def _verified(pair: Pair, why: tuple[str, ...], wordings: Wordings, config: TrackingConfig) -> Likeness | None:
    comparison = compare(wordings[pair[0]], wordings[pair[1]], config)
    return None if comparison.relation is Relation.UNRELATED else Likeness(*pair, comparison, why)


def _by_common_source(
    copies: Iterable[Pair], *, but: Collection[Pair], keys: Mapping[str, Keys], config: TrackingConfig
) -> set[Pair]:
    """Return the pairs that a text speaks for which both copy; tracking asks of rows, so wordings are numbered in order."""
    names = sorted(keys)
    number = {digest: row for row, digest in enumerate(names)}
    sources = CommonSources([(number[a], number[b]) for a, b in copies], config)
    asked = {(names[a], names[b]) for a, b in sources.pairs_involving(range(len(names)))}
    return sharing_enough(asked - set(but), keys, config)


def _grouped(alike: Sequence[Likeness], editions: Sequence[Edition], config: TrackingConfig) -> CopiesFound:
    grouping = group(edition_links(alike, editions, config), {each.key: each.words for each in editions}, config)
    links = copy_links(_with_merged(alike, grouping, editions), editions, config)
    named = identify(spread(grouping.stories, editions), (), {})
    return CopiesFound(tuple(sorted(links, key=lambda link: (link.a, link.b))), named.stories)


def _with_merged(alike: Iterable[Likeness], grouping: Grouping, editions: Sequence[Edition]) -> list[Likeness]:
    """Return likenesses with those of a merged text and its sources named so."""
    wording = {edition.key: edition.wording for edition in editions}
    rules = {tuple(sorted((wording[x.a], wording[x.b]))): x.comparison.rule for x in grouping.merged}
    return [
        replace(each, comparison=replace(each.comparison, relation=Relation.MERGED, rule=rules[each.a, each.b]))
        if (each.a, each.b) in rules
        else each
        for each in alike
    ]

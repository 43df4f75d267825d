"""The wordings of a store that share text with one that need not be in it: keys propose, exact comparison decides.

With a limit, what shares most keys is compared first, and what shares few only while something comes of it: of a story of two
hundred copies and three hundred texts with a phrase in common, a reader sees the best twenty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from crawler.store.learned_boilerplate import texts_of_wordings
from crawler.store.lookup import Shared, sharing_keys
from crawler.store.statements import chunks
from crawler.store.wordings import sizes
from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.relation import Comparison, Relation
from crawler.tracking.signatures import band_keys, sign
from crawler.tracking.verdict import compare

_TRIED = 2  # wordings compared for each copy that is asked for: keys say only roughly who holds most of a text
_FEW = 4  # wordings that share little and are compared together; where none of them is related, the rest is left


@dataclass(frozen=True, slots=True)
class Matches:
    """Comparisons with the related wordings (a = the text), by row, and the wordings that were left out.

    Those `left` share as much as tracking asks of a candidate, those `slight` less: a phrase or two.
    """

    related: Mapping[int, Comparison]
    left: Sequence[int] = ()
    slight: Sequence[int] = ()


def matches(connection: Connection, folded: tuple[str, ...], config: TrackingConfig, limit: int | None) -> Matches:
    """Compare a text, given as voiced words, with the wordings that it shares keys with: all of them, or the best for *limit* copies."""
    shared = _proposed(connection, folded, config)
    if limit is None:
        return Matches(_related(connection, folded, sorted(shared), config))
    ranked = sorted(shared, key=lambda row: (-_rank(shared[row], folded, config), row))
    words = sizes(connection, ranked)
    slight = [row for row in ranked if _is_slight(shared[row], min(len(folded), words[row]), config)]
    few = {*slight}
    ample = [row for row in ranked if row not in few]
    tried, left = ample[: _TRIED * limit], ample[_TRIED * limit :]
    related = _related(connection, folded, tried, config)
    rest = iter(chunks([] if left else slight, _FEW))
    looked_at = 0
    for part in rest:
        if len(related) >= limit:
            break
        found = _related(connection, folded, part, config)
        looked_at += len(part)
        related |= found
        if not found:
            break
    return Matches(related, left, slight[looked_at:])


def likely_wordings(connection: Connection, folded: tuple[str, ...], config: TrackingConfig) -> list[int]:
    """Return the wordings that share a signature band with the text, or as many passages as any copy has to."""
    return sorted(_proposed(connection, folded, config))


def _proposed(connection: Connection, folded: tuple[str, ...], config: TrackingConfig) -> dict[int, Shared]:
    bands = band_keys(sign(folded, config), config.bands)
    shared = sharing_keys(connection, passage_keys(folded, config), bands, common_key=config.common_key)
    return {row: each for row, each in shared.items() if each.bands or each.passages >= config.min_shared_passages}


def _rank(shared: Shared, folded: Sequence[str], config: TrackingConfig) -> float:
    """Return what puts wordings in order: shares of the text's keys. Of a story of many copies the common passages do not count, bands do."""
    return shared.passages * config.passage_sample / len(folded) + shared.bands / config.bands


def _is_slight(shared: Shared, words: int, config: TrackingConfig) -> bool:
    """Return whether a wording shares less than tracking asks of two texts, the smaller of which has *words*."""
    return not shared.bands and shared.passages < config.passage_share * words / config.passage_sample


def _related(
    connection: Connection, folded: tuple[str, ...], rows: Sequence[int], config: TrackingConfig
) -> dict[int, Comparison]:
    texts = texts_of_wordings(connection, rows)
    return {row: each for row, each in _compared(folded, texts, config) if each.relation is not Relation.UNRELATED}


def _compared(
    folded: tuple[str, ...], texts: Mapping[int, str], config: TrackingConfig
) -> Iterator[tuple[int, Comparison]]:
    for row, text in texts.items():
        yield row, compare(folded, read_voiced(text), config)

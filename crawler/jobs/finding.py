"""Finding: who ran this text, how much of it, and where? For a text that need not be in the store."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from crawler.errors import TooShort
from crawler.jobs.attributed import attributed_copies
from crawler.sightings.record import Copy
from crawler.sightings.registries import Registries
from crawler.store import wordings
from crawler.store.learned_boilerplate import masks, texts_of_wordings
from crawler.store.lookup import sharing_bands, sharing_passages
from crawler.store.store import Store
from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.relation import Comparison, Relation
from crawler.tracking.signatures import band_keys, sign
from crawler.tracking.verdict import compare


@dataclass(frozen=True, slots=True)
class Hit:
    """A copy in the store that shares text with the one asked for (a = the text asked for, b = the copy)."""

    copy: Copy
    comparison: Comparison


def find(store: Store, text: str, registries: Registries, config: TrackingConfig) -> list[Hit]:
    """Return the copies that share text with *text*, those that hold most of it first.

    Raises TooShort for a text of fewer words than tracking compares.
    """
    folded = read_voiced(text)
    if len(folded) < config.min_words:
        raise TooShort(f"the text has {len(folded)} words; {config.min_words} are needed to look for copies")
    with store.read() as connection:
        candidates = likely_wordings(connection, folded, config)
        texts = texts_of_wordings(connection, candidates, masks(connection))
        compared = {row: compare(folded, read_voiced(texts[row]), config) for row in candidates}
        related = {row: c for row, c in compared.items() if c.relation is not Relation.UNRELATED}
        copies = wordings.copies_of(connection, related)
        by_row = attributed_copies(connection, [row for rows in copies.values() for row in rows], registries.wires)
    hits = [Hit(by_row[row], related[wording]) for wording, rows in copies.items() for row in rows]
    return sorted(hits, key=lambda hit: (-hit.comparison.coverage_a, hit.copy.key))


def likely_wordings(connection: Connection, folded: tuple[str, ...], config: TrackingConfig) -> list[int]:
    """Return the wordings that share enough keys with the text, as tracking would propose them."""
    keys = passage_keys(folded, config)
    proposed = sharing_bands(connection, band_keys(sign(folded, config), config.bands))
    counts = sharing_passages(connection, keys, common_key=config.common_key)
    proposed.update(row for row, common in counts.items() if common >= config.min_shared_passages)
    return sorted(proposed)

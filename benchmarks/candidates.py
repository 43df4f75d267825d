"""Candidate recall: which labelled pairs the index brings together, and how many pairs a document it costs."""

import json
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from crawler.store import index
from crawler.store import links as stored
from crawler.store.schema import copy, wording
from crawler.store.store import Store
from crawler.tracking.common_source import BY_COMMON_SOURCE, CommonSources
from crawler.tracking.config import TrackingConfig


@dataclass(frozen=True)
class Candidates:
    """Share of the labelled pairs that are candidates, and candidate pairs a document, whatever the window."""

    recall: float
    pairs: float


def measure(url: str, labels: Path) -> Candidates:
    """Ask the index of a tracked store for every pair it proposes, by keys and by common sources."""
    config, store = TrackingConfig(), Store(url)
    with store.read() as connection:
        rows = dict(connection.execute(sa.select(copy.c.external_id, copy.c.wording_id)).all())
        every = list(connection.execute(sa.select(wording.c.id)).scalars())
        found = {pair for pair, _ in index.proposals(connection, every, config, {})}
        copies = stored.judged_pairs(connection)
        by_keys = (pair for pair, each in copies.items() if each.is_copy and each.proposed_by != BY_COMMON_SOURCE)
        sources = CommonSources(by_keys, config)
        found |= index.sharing_enough(connection, sources.pairs_involving(every) - found, config)
    store.close()
    wanted = [index.ordered(rows[a], rows[b]) for a, b in json.loads(labels.read_text())["positive"]]
    recall = sum(a == b or (a, b) in found for a, b in wanted) / len(wanted)
    return Candidates(recall, len(found) / len(rows))

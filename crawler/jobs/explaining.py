"""Explaining one pair: what each text is, what would propose it, and which rule decides, linked or not."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from crawler.errors import NoSuchCopy
from crawler.jobs.asking.attributed import attributed_copies
from crawler.jobs.compared import Compared, against_measure
from crawler.sightings.record import Copy
from crawler.sightings.registries import Registries
from crawler.store.links import links_between
from crawler.store.lookup import find_copies
from crawler.store.records import copies_by_id, removed_from, rows_of
from crawler.store.rods.stored import rods
from crawler.store.store import Store
from crawler.store.stories import stories
from crawler.text.cuts import Cut
from crawler.text.shingles import shingle_set
from crawler.text.voice import voiced
from crawler.text.words import Words, read_words, words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.relation import Comparison, Link
from crawler.tracking.rods.rod import RodKind
from crawler.tracking.signatures import band_keys, sign
from crawler.tracking.verdict import AskedRule, compare, rules_asked
from crawler.tracking.window import within


@dataclass(frozen=True, slots=True)
class Shares:
    """How much two copies ran (0..1) of what a story that both are in is measured against."""

    story: str
    kind: RodKind
    ran_a: float
    ran_b: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All there is to know about a pair. `resemblance_as_spelt` is Broder's resemblance before spelling is folded.

    `removed_a` and `removed_b` were left out of the texts before they were compared.
    """

    a: Copy
    b: Copy
    removed_a: tuple[Cut, ...]
    removed_b: tuple[Cut, ...]
    words_a: Words
    words_b: Words
    comparison: Comparison
    link: Link | None
    shared_bands: int
    bands: int
    shared_passages: int
    passages: int
    passages_needed: int
    rules: tuple[AskedRule, ...]
    in_window: bool
    resemblance_as_spelt: float
    containment_as_spelt: tuple[float, float]
    shares: tuple[Shares, ...]

    @property
    def proposed(self) -> bool:
        """Whether keys of the index bring the two together, without the help of a common source."""
        return self.shared_bands > 0 or self.shared_passages >= self.passages_needed


def explain(store: Store, a: str, b: str, registries: Registries, config: TrackingConfig) -> Proof:
    """Return the proof for the copies that *a* and *b* mean. Raises NoSuchCopy."""
    with store.read() as connection:
        keys = [one_copy(connection, name) for name in (a, b)]
        if keys[0] == keys[1]:
            raise NoSuchCopy(f"{a} and {b} are the same copy")
        rows = {key: rows_of(connection, [key])[0] for key in keys}
        found = attributed_copies(connection, sorted(rows.values()), registries.wires)
        removed = [removed_from(connection, rows[key]) for key in keys]
        by_key = {copy.key: copy for copy in found.values()}
        link = links_between(connection, *sorted(keys))
        shares = _shares(connection, (keys[0], keys[1]), rows.values(), config)
    proof = proof_of((by_key[keys[0]], by_key[keys[1]]), (removed[0], removed[1]), link, config)
    return replace(proof, shares=shares)


def _shares(
    connection: Connection, keys: tuple[str, str], rows: Collection[int], config: TrackingConfig
) -> tuple[Shares, ...]:
    """Return how much two copies ran of the stories that both are in, as a report says it."""
    both = [story for story in stories(connection, holding=sorted(rows)) if {*keys} <= {*story.copies}]
    measured = rods(connection, {story.key for story in both})
    wanted = {key: {*keys, rod.copy or keys[0]} for key, rod in measured.items()}
    small = [replace(s, copies=tuple(sorted(wanted.get(s.key, {*keys, s.fullest})))) for s in both]
    copies = {
        copy.key: copy
        for copy in copies_by_id(connection, rows_of(connection, {key for s in small for key in s.copies})).values()
    }
    against = against_measure(small, copies, measured, Compared(connection, config))
    ran = [[against[at].coverage_b if (at := f"{s.key}:{key}") in against else 1.0 for key in keys] for s in small]
    kinds = [measured[s.key].kind if s.key in measured else RodKind.FULLEST for s in small]
    return tuple(Shares(s.key, kind, a, b) for s, kind, (a, b) in zip(small, kinds, ran, strict=True))


def one_copy(connection: Connection, name: str) -> str:
    """Return the key of the copy that *name* means. Raises NoSuchCopy where it means none, or several."""
    found = find_copies(connection, name)
    if not found:
        raise NoSuchCopy(f"no copy is called {name!r}; `wiretrace export copies` lists ids, keys and URLs")
    if len(found) > 1:
        raise NoSuchCopy(f"{name!r} means {len(found)} copies: {', '.join(found[:5])}; say which")
    return found[0]


def proof_of(
    copies: tuple[Copy, Copy],
    removed: tuple[tuple[Cut, ...], tuple[Cut, ...]],
    link: Link | None,
    config: TrackingConfig,
) -> Proof:
    """Return the proof for two copies, of whose texts *removed* was cut before, and their link if there is one."""
    a, b = copies
    words_a, words_b = read_words(a.text), read_words(b.text)
    voiced_a, voiced_b = voiced(a.text, words_a), voiced(b.text, words_b)
    bands = [set(band_keys(sign(w.folded, config), config.bands)) for w in (words_a, words_b)]
    passages = [set(passage_keys(w.folded, config)) for w in (words_a, words_b)]
    spelt = [shingle_set(words(copy.text), config.shingle_words) for copy in (a, b)]
    common = len(spelt[0] & spelt[1])
    fewer = min(map(len, passages))
    times = [(c.published.earliest, c.published.latest) if c.published else (None, None) for c in (a, b)]
    return Proof(
        a=a,
        b=b,
        removed_a=removed[0],
        removed_b=removed[1],
        words_a=words_a,
        words_b=words_b,
        comparison=compare(voiced_a, voiced_b, config),
        link=link,
        shared_bands=len(bands[0] & bands[1]),
        bands=config.bands,
        shared_passages=len(passages[0] & passages[1]),
        passages=fewer,
        passages_needed=max(config.min_shared_passages, math.ceil(config.passage_share * fewer)),
        rules=rules_asked(voiced_a, voiced_b, config),
        in_window=within(times[0], times[1], hours=config.window_hours),
        resemblance_as_spelt=common / max(len(spelt[0] | spelt[1]), 1),
        shares=(),
        containment_as_spelt=(common / max(len(spelt[0]), 1), common / max(len(spelt[1]), 1)),
    )

"""Gathering a case from a store: the copies of a story or a pair, every proof, every capture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from crawler import __version__
from crawler.errors import NoSuchCopy, NoSuchStory
from crawler.evidence.case import Case, Pair
from crawler.findings.credit import name_of
from crawler.jobs.asking.attributed import attributed_copies
from crawler.jobs.explaining import Proof, one_copy, proof_of
from crawler.sightings.record import Copy
from crawler.sightings.registries import Registries
from crawler.sightings.version import READING_VERSION
from crawler.store.captures import captures_called
from crawler.store.links import links_between
from crawler.store.records import removed_from, rows_of, sightings_called
from crawler.store.store import Store
from crawler.store.stories import told_stories
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Comparison
from crawler.tracking.version import RULES_VERSION


def gather(store: Store, what: Sequence[str], registries: Registries, config: TrackingConfig, *, now: datetime) -> Case:
    """Return the case of one story or of two copies, by their names. Raises NoSuchStory, NoSuchCopy."""
    with store.read() as connection:
        name, keys, anchor = _pair(connection, what) if len(what) == 2 else _story(connection, what[0])
        rows = {key: rows_of(connection, [key])[0] for key in keys}
        by_key = {
            copy.key: copy for copy in attributed_copies(connection, sorted(rows.values()), registries.wires).values()
        }
        proofs = [_proof(connection, by_key[key], by_key[anchor], rows, config) for key in keys if key != anchor]
        copies = sorted((by_key[key] for key in keys), key=_in_time)
        sightings = sightings_called(connection, sorted({each for copy in copies for each in copy.sightings}))
        wanted = sorted({sighting.capture for sighting in sightings})
        captures = captures_called(connection, wanted)
    kept = {capture.key for capture in captures}
    return Case(
        name=name,
        title=f"Proof of {name}: {by_key[anchor].headline or name_of(by_key[anchor])}",
        copies=copies,
        pairs=[as_pair(proof) for proof in proofs],
        sightings=sightings,
        captures=captures,
        gone=[key for key in wanted if key not in kept],
        about=_about(registries, config),
        made_at=now,
    )


def _pair(connection: Connection, what: Sequence[str]) -> tuple[str, list[str], str]:
    a, b = (one_copy(connection, name) for name in what)
    if a == b:
        raise NoSuchCopy(f"{what[0]} and {what[1]} are the same copy")
    return f"{a[:12]} and {b[:12]}", [a, b], b


def _story(connection: Connection, name: str) -> tuple[str, list[str], str]:
    story = next((each for each in told_stories(connection) if name in {each.key, each.key.removeprefix("s-")}), None)
    if story is None:
        raise NoSuchStory(f"there is no story {name}; `wiretrace export stories` names them; a pair is two copies")
    return story.key, list(story.copies), story.fullest


def _proof(connection: Connection, a: Copy, b: Copy, rows: dict[str, int], config: TrackingConfig) -> Proof:
    removed = removed_from(connection, rows[a.key]), removed_from(connection, rows[b.key])
    return proof_of((a, b), removed, links_between(connection, *sorted((a.key, b.key))), config)


def _in_time(copy: Copy) -> tuple[bool, str, str]:
    return copy.published is None, copy.published.earliest.isoformat() if copy.published else "", copy.key


def as_pair(proof: Proof) -> Pair:
    """Return a proof as evidence shows it."""
    linked = f"yes, brought together by {', '.join(proof.link.proposed_by)}" if proof.link else "no"
    return Pair(
        a=proof.a, b=proof.b, words_a=proof.words_a, words_b=proof.words_b, comparison=_decided(proof), rules=proof.rules,
        removed_a=proof.removed_a, removed_b=proof.removed_b, linked=linked,
    )  # fmt: skip


def _decided(proof: Proof) -> Comparison:
    """Return the comparison as the link has it: a merged text, or what a person decided, is no verdict on two texts alone."""
    if proof.link is None:
        return proof.comparison
    link = proof.link.comparison
    return replace(proof.comparison, relation=link.relation, rule=link.rule)


def _about(registries: Registries, config: TrackingConfig) -> dict[str, Any]:
    return {
        "program": f"wiretrace {__version__}",
        "rules_version": RULES_VERSION,
        "reading_version": READING_VERSION,
        "registries": registries.digest,
        "settings": asdict(config),
    }

"""A case: what a bundle proves, gathered from a store. Values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.sightings.record import Capture, Copy, Sighting
from crawler.text.cuts import Cut
from crawler.text.words import Words
from crawler.tracking.relation import Comparison
from crawler.tracking.verdict import AskedRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two copies, compared: with the rules that were asked of them in order, and what was left out of either text before."""

    a: Copy
    b: Copy
    words_a: Words
    words_b: Words
    comparison: Comparison
    rules: tuple[AskedRule, ...]
    removed_a: tuple[Cut, ...]
    removed_b: tuple[Cut, ...]
    linked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One story, or one pair. `captures` have their raw bytes; the bytes of `gone` captures (by key) were let go.

    `about` are versions and settings, as the manifest has them; `made_at` is when the bundle was made.
    """

    name: str
    title: str
    copies: Sequence[Copy]
    pairs: Sequence[Pair]
    sightings: Sequence[Sighting]
    captures: Sequence[Capture]
    gone: Sequence[str]
    about: Mapping[str, Any]
    made_at: datetime

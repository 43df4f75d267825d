"""Finding: who ran this text, how much of it, and where? For a text that need not be in the store, and for a few words of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.errors import InputError, TooShort
from crawler.jobs.asking.attributed import attributed_copies
from crawler.jobs.asking.text_matches import matches
from crawler.sightings.record import Copy
from crawler.sightings.registries import Registries
from crawler.store import wordings
from crawler.store.search.query import Search, copies_with, read_search, search
from crawler.store.store import Store
from crawler.text.voice import read_voiced
from crawler.text.words import Words, read_words, words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Comparison

_AROUND = 70  # characters on either side of words that were looked for
_ASKED_FOR = 40  # words of a text that are counted in the store, the longest first: long words are rare ones


@dataclass(frozen=True, slots=True)
class Hit:
    """A copy in the store that shares text with the one asked for (a = the text asked for, b = the copy)."""

    copy: Copy
    comparison: Comparison
    shared: str  # the longest run of words of both, as it stands in the text asked for


@dataclass(frozen=True, slots=True)
class Found:
    """The copies that share text with the one asked for, those that hold most of it first.

    `more` others share as many keys with it as copies do, `slight` ones only a phrase or two; with a limit they may be left out.
    """

    hits: tuple[Hit, ...]
    more: int = 0
    slight: int = 0


@dataclass(frozen=True, slots=True)
class WordHits:
    """The copies that have some words, those published first before others: `copies` is a part of `total`.

    `counts` says of each word as it was typed how many copies have it, and `apart` how many have them all, phrases or not.
    """

    asked: Search
    copies: tuple[Copy, ...]
    total: int
    counts: Mapping[str, int]
    apart: int


def find_words(store: Store, text: str, registries: Registries, *, limit: int, start: int = 0) -> WordHits:
    """Return *limit* of the copies that have what a person's words ask for (`crawler.store.search.query.read_search`), from the one at *start*.

    Raises InputError where there is nothing to look for.
    """
    asked = read_search(text)
    if not asked.wanted:
        raise InputError(f"{text!r} has no word to look for")
    with store.read() as connection:
        rows = search(connection, asked)
        part = rows[start : start + limit]
        by_row = attributed_copies(connection, part, registries.wires)
        counts = {} if rows else {term: len(copies_with(connection, [term])) for term in asked.terms}
        apart = len(rows) if rows else len(copies_with(connection, asked.terms))
    return WordHits(asked, tuple(by_row[row] for row in part if row in by_row), len(rows), counts, apart)


def around(copy: Copy, asked: Search) -> str:
    """Return what stands around the first of the longest run asked for, on one line; the beginning where it is not in the text as typed."""
    run = max(asked.wanted, key=lambda run: sum(map(len, run)))
    found = re.search(r"\W+".join(map(re.escape, run)), copy.text, re.IGNORECASE)
    if found is None:  # in the headline, or spelled otherwise
        return " ".join(copy.text[: 2 * _AROUND].split()) + (" …" if len(copy.text) > 2 * _AROUND else "")
    start, end = max(found.start() - _AROUND, 0), found.end() + _AROUND
    start = copy.text.find(" ", start, found.start()) + 1 or start if start else 0  # not in the middle of a word
    end = max(copy.text.rfind(" ", found.end(), end), found.end()) if end < len(copy.text) else end
    flat = " ".join(copy.text[start:end].split())
    return f"{'… ' if start else ''}{flat}{' …' if end < len(copy.text) else ''}"


def rarest_words(store: Store, text: str, *, most: int = 4) -> dict[str, int]:
    """Return the words of *text* that fewest copies have, and at least one has, with how many those are."""
    longest = sorted(set(words(text)), key=lambda word: (-len(word), word))[:_ASKED_FOR]
    with store.read() as connection:
        counts = {word: len(copies_with(connection, [word])) for word in longest}
    known = sorted((number, word) for word, number in counts.items() if number)
    return {word: number for number, word in known[:most]}


def find(store: Store, text: str, registries: Registries, config: TrackingConfig, *, limit: int | None = None) -> Found:
    """Return the copies that share text with *text*, those that hold most of it first: all, or *limit* of the best.

    Raises TooShort for a text of fewer words than tracking compares.
    """
    folded, places = read_voiced(text), read_words(text)
    if len(folded) < config.min_words:
        raise TooShort(f"the text has {len(folded)} words; {config.min_words} are needed to look for copies")
    with store.read() as connection:
        found = matches(connection, folded, config, limit)
        ran = wordings.copies_of(connection, found.related)
        ranked = sorted(ran, key=lambda each: (-found.related[each[2]].coverage_a, each[1]))
        chosen = [(row, found.related[wording]) for row, _, wording in ranked[:limit]]
        by_row = attributed_copies(connection, [row for row, _ in chosen], registries.wires)
        more = len(ranked) - len(chosen) + wordings.count_copies_of(connection, found.left)
        slight = wordings.count_copies_of(connection, found.slight)
    hits = (Hit(by_row[row], each, _longest(text, places, each)) for row, each in chosen if row in by_row)
    return Found(tuple(hits), more, slight)


def _longest(text: str, places: Words, comparison: Comparison) -> str:
    if not comparison.spans:
        return ""
    span = max(comparison.spans, key=lambda span: (span.a_end - span.a_start, -span.a_start))
    return text[places.starts[span.a_start] : places.ends[span.a_end - 1]]

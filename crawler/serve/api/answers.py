"""The answers: rows of the exports, made for the entries that are asked for and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException

from crawler.errors import InputError, TooShort
from crawler.jobs.finding import around, find_words
from crawler.serve.api.rows import DecisionRow, HitRow, RanRow
from crawler.serve.forms import LONGEST_TEXT
from crawler.serve.pages import who_ran
from crawler.serve.served import Served, State
from crawler.sightings.record import Copy
from crawler.store.runs import all_runs
from crawler.tables.copy_rows import CopyRow, copy_rows
from crawler.tables.link_rows import link_rows
from crawler.tables.record import Row, row_of
from crawler.tables.run_rows import run_rows
from crawler.tables.story_rows import StoryRow, story_rows
from crawler.tables.syndication_rows import outlet_row
from crawler.text.sanitize import sanitize
from crawler.tracking.relation import Story


@dataclass(frozen=True, slots=True)
class Answer:
    """A row, or a part of a list of `total` entries; `note` says what a person should know of it."""

    rows: Sequence[Row]
    total: int
    note: str | None = None


def stories(held: Served, part: Any, _: str) -> Answer:
    """Return stories."""
    state = held.state()
    every = state.data.stories
    return Answer(_story_rows(state, every[part.offset : part.offset + part.limit]), len(every))


def story(held: Served, _: Any, key: str) -> Answer:
    """Return one story. Raises HTTPException (404)."""
    state = held.state()
    if (found := state.stories.get(key)) is None:
        raise HTTPException(404)
    return Answer(_story_rows(state, [found]), 1)


def copies(held: Served, part: Any, _: str) -> Answer:
    """Return copies."""
    state = held.state()
    every = list(state.copies.values())
    return Answer(_copy_rows(state, every[part.offset : part.offset + part.limit]), len(every))


def copy(held: Served, _: Any, name: str) -> Answer:
    """Return one copy. Raises HTTPException (404)."""
    state = held.state()
    if name not in state.by_name:
        raise HTTPException(404)
    return Answer(_copy_rows(state, [state.copies[state.by_name[name]]]), 1)


def links(held: Served, part: Any, _: str) -> Answer:
    """Return links; none of a copy that is not there."""
    state = held.state()
    every = state.links_of.get(state.by_name.get(part.copy, ""), ()) if part.copy else state.data.links
    chosen = every[part.offset : part.offset + part.limit]
    return Answer(list(link_rows(chosen, state.copies, state.names)), len(every))


def outlets(held: Served, part: Any, _: str) -> Answer:
    """Return outlets."""
    state = held.state()
    known = state.model.basis.syndication
    chosen = known.profiles[part.offset : part.offset + part.limit]
    return Answer([outlet_row(profile, known.names) for profile in chosen], len(known.profiles))


def runs(held: Served, part: Any, _: str) -> Answer:
    """Return runs."""
    with held.store.read() as connection:
        every = all_runs(connection)
    return Answer(list(run_rows(every[part.offset : part.offset + part.limit])), len(every))


def decisions(held: Served, part: Any, _: str) -> Answer:
    """Return decisions."""
    every = held.state().data.decisions
    chosen = every[part.offset : part.offset + part.limit]
    return Answer([row_of(DecisionRow, each.decision, idle=each.idle) for each in chosen], len(every))


def search(held: Served, part: Any, _: str) -> Answer:
    """Return the copies that have some words."""
    state = held.state()
    try:
        hits = find_words(held.store, sanitize(part.q), state.registries, limit=part.limit, start=part.offset)
    except InputError:
        return Answer([], 0, "there is no word in that to look for")
    rows = [_of_copy(HitRow, state, found, around=around(found, hits.asked)) for found in hits.copies]
    return Answer(rows, hits.total)


def find_text(held: Served, asked: Any, _: str) -> Answer:
    """Return the copies that share text with a text."""
    if len(asked.text) > LONGEST_TEXT:
        raise HTTPException(413, f"a text of more than {LONGEST_TEXT:,} characters")
    state = held.state()
    try:
        found = who_ran(held, state, asked.text, limit=asked.limit)
    except TooShort as problem:
        return Answer([], 0, str(problem))
    rows = [
        _of_copy(
            RanRow,
            state,
            hit.copy,
            relation=hit.comparison.relation,
            coverage_text=hit.comparison.coverage_a,
            coverage_copy=hit.comparison.coverage_b,
            words=hit.comparison.words,
            rule=hit.comparison.rule,
            shared=hit.shared,
        )
        for hit in found.hits
    ]
    return Answer(rows, len(rows) + found.more)


def _of_copy(kind: type[HitRow] | type[RanRow], state: State, found: Copy, **values: object) -> Row:
    homes = [home.key for home in state.stories_with.get(found.key, ())]
    return row_of(kind, found, id=state.names.get(found.key, found.key), stories=homes, **values)


def _story_rows(state: State, chosen: Iterable[Story]) -> list[StoryRow]:
    return list(story_rows(chosen, state.model.basis.syndication, state.names, state.data.rods))


def _copy_rows(state: State, chosen: Sequence[Copy]) -> list[CopyRow]:
    around_them = {home.key: home for each in chosen for home in state.stories_with.get(each.key, ())}
    return list(copy_rows(chosen, around_them.values(), state.names))

"""Looking for words: all of them, "phrases" as they are, none of those with a minus. The index proposes, the texts decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import copy
from crawler.store.statements import chunks
from crawler.text.words import words

_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb", '"""""')
_SIMPLE: sa.ColumnElement[str] = sa.literal_column("'simple'::regconfig")
_MATCH = sa.text("SELECT rowid FROM copy_search WHERE copy_search MATCH :match")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: runs of folded words that must all be there (a word is a run of one), and some that must not.

    `terms` are the wanted words as they were typed, each once.
    """

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...] = ()
    terms: tuple[str, ...] = ()


def read_search(text: str) -> Search:
    """Return what a person's words ask for: `night ferry "harbour office" -cat`.

    Words of scripts without spaces are looked for as they are written, a letter after the other.
    """
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    terms: list[str] = []
    for minus, phrase, word in _PART.findall(text.translate(_QUOTES)):
        run = tuple(words(phrase or word))
        if run and minus:
            unwanted.append(run)
        elif run:
            wanted.append(run)
            terms += [term for term in (phrase or word).split() if words(term)]
    return Search(tuple(dict.fromkeys(wanted)), tuple(unwanted), tuple(dict.fromkeys(terms)))


def search(connection: Connection, asked: Search) -> list[int]:
    """Return the rows of the copies that have what is asked for in headline or text, those that were published first before others."""
    if not asked.wanted:
        return []
    found = copies_with(connection, asked.terms)
    if any(len(run) > 1 for run in asked.wanted) or asked.unwanted or connection.dialect.name == "postgresql":
        found = [row for row, text in _texts(connection, found) if _fits(text, asked)]
    return _in_order(connection, found)


def copies_with(connection: Connection, terms: Sequence[str]) -> list[int]:
    """Return the rows of the copies that have all of some words, by the index alone."""
    if connection.dialect.name == "postgresql":
        return _of_postgresql(connection, terms)
    match = " AND ".join(f'"{word}"' for word in dict.fromkeys(word for term in terms for word in words(term)))
    rows = _MATCH.bindparams(match=match).columns(sa.column("rowid", sa.Integer))
    return list(connection.execute(sa.select(copy.c.id).where(copy.c.id.in_(rows))).scalars())


def _of_postgresql(connection: Connection, terms: Sequence[str]) -> list[int]:
    """Ask for every word in the cases that a server without a locale takes for different words."""
    query = sa.select(copy.c.id)
    entry = sa.func.wiretrace_words(copy.c.headline, copy.c.text)
    for term in terms:
        cases = sorted({term, term.lower(), term.upper(), term.title()})
        queries = [sa.func.phraseto_tsquery(_SIMPLE, sa.func.wiretrace_spaced(case)) for case in cases]
        query = query.where(sa.or_(*(entry.op("@@")(asked) for asked in queries)))
    return list(connection.execute(query).scalars())


def _texts(connection: Connection, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    for part in chunks(rows):
        query = sa.select(copy.c.id, copy.c.headline, copy.c.text).where(copy.c.id.in_(part))
        for row, headline, text in connection.execute(query):
            yield row, f"{headline}\n{text}"


def _fits(text: str, asked: Search) -> bool:
    there = f" {' '.join(words(text))} "

    def has(run: Iterable[str]) -> bool:
        return f" {' '.join(run)} " in there

    return all(map(has, asked.wanted)) and not any(map(has, asked.unwanted))


def _in_order(connection: Connection, rows: Sequence[int]) -> list[int]:
    dated: list[tuple[bool, str, int]] = []
    for part in chunks(rows):
        for row, earliest in connection.execute(sa.select(copy.c.id, copy.c.earliest).where(copy.c.id.in_(part))):
            dated.append((earliest is None, earliest.isoformat() if earliest else "", row))
    return [row for _, _, row in sorted(dated)]

"""Pairs of copies: every verified link, and those that share words without being copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.findings.credit import name_of
from crawler.findings.stories.stories import StoryFinding
from crawler.sightings.copies import sisters
from crawler.sightings.record import Copy
from crawler.tracking.relation import Comparison, Link, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLink:
    """A link and the names of its two copies. `same_group`: two outlets of one owner ran them.

    `again_after`: days after which one ran nearly the same text as the other again, None for copies of one time.
    """

    a: str
    b: str
    outlet_a: str
    outlet_b: str
    headline_a: str
    headline_b: str
    comparison: Comparison
    proposed_by: tuple[str, ...]
    same_group: bool = False
    again_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Pairs of copies: those that share a passage or a form and no story, texts run again, and every link there is."""

    quotations: tuple[CopyLink, ...]
    passages: tuple[CopyLink, ...]
    templates: tuple[CopyLink, ...]
    again: tuple[CopyLink, ...]
    links: tuple[CopyLink, ...]


def copy_links(copies: Mapping[str, Copy], links: Iterable[Link]) -> tuple[CopyLink, ...]:
    """Return the links whose copies are both among *copies*, in order of their keys."""
    named = [
        CopyLink(
            a=link.a,
            b=link.b,
            outlet_a=name_of(copies[link.a]),
            outlet_b=name_of(copies[link.b]),
            headline_a=copies[link.a].headline,
            headline_b=copies[link.b].headline,
            comparison=link.comparison,
            proposed_by=tuple(sorted(link.proposed_by)),
            same_group=sisters(copies[link.a], copies[link.b]),
            again_after=link.again_after,
        )
        for link in links
        if link.a in copies and link.b in copies
    ]
    return tuple(sorted(named, key=lambda link: (link.a, link.b)))


def links_apart(links: Iterable[CopyLink], stories: Iterable[StoryFinding]) -> tuple[CopyLink, ...]:
    """Return the links between copies that no story joins: two excerpts of one text may share a mere passage."""
    homes: dict[str, set[str]] = {}
    for story in stories:
        for row in story.rows:
            homes.setdefault(row.key, set()).add(story.key)
    return tuple(link for link in links if not homes.get(link.a, set()) & homes.get(link.b, set()))


def shared_words(links: tuple[CopyLink, ...], apart: Iterable[CopyLink]) -> Shared:
    """Return the quotations, passages, forms and texts run again among the links *apart*, and every link."""
    every = tuple(apart)
    return Shared(
        quotations=tuple(link for link in every if link.comparison.relation is Relation.QUOTATION),
        passages=tuple(link for link in every if link.comparison.relation is Relation.PASSAGE),
        templates=tuple(link for link in every if link.comparison.relation is Relation.TEMPLATE),
        again=tuple(link for link in every if link.again_after is not None),
        links=links,
    )

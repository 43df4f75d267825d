"""Copies in no story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.findings.stories.copies import CopyFinding, copy_finding
from crawler.findings.stories.corpus import Corpus
from crawler.findings.stories.links import CopyLink
from crawler.findings.stories.stories import StoryFinding
from crawler.tracking.relation import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceRun:
    """A copy in no story. `shares` says that it has a passage or a form in common with another, listed apart."""

    row: CopyFinding
    story: str | None
    shares: bool


def ran_once(
    corpus: Corpus, stories: Iterable[Story], several: Iterable[StoryFinding], apart: Iterable[CopyLink]
) -> tuple[OnceRun, ...]:
    """Return the copies in no story of two or more (*several*), by outlet and headline; *apart* are the links that join no story."""
    alone = {key: story.key for story in stories for key in story.copies if len(set(story.copies)) == 1}
    in_stories = {row.key for story in several for row in story.rows}
    sharing = {key for link in apart for key in (link.a, link.b)}
    once = [
        OnceRun(row=copy_finding(corpus, copy), story=alone.get(copy.key), shares=copy.key in sharing)
        for copy in corpus.ran
        if copy.key not in in_stories
    ]
    return tuple(sorted(once, key=lambda each: (each.row.outlet.casefold(), each.row.headline, each.row.key)))

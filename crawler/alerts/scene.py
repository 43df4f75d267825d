"""What rules look at: the findings of one state of the store, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from crawler.findings.statements import Statement
from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.stories import StoryFinding
from crawler.reports.build.basis import Basis
from crawler.reports.inputs import ReportInput
from crawler.reports.model import Limits
from crawler.sightings.record import Copy, Kind
from crawler.tracking.relation import Comparison


@dataclass(frozen=True, slots=True)
class Found:
    """A copy in which a watched text turned up (the text is a of the comparison)."""

    copy: Copy
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Watched:
    """A watched text: a digest of its words, by which it is known, and where it turned up, the fullest copies first."""

    digest: str
    found: Sequence[Found]


@dataclass(frozen=True)
class Scene:
    """One state of the store. `watched` are the texts that rules watch, by the rule's name, `former` stories that became part of another one."""

    data: ReportInput
    watched: Mapping[str, Watched] = field(default_factory=dict)
    former: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def basis(self) -> Basis:
        """The findings."""
        return Basis(self.data, Limits(stories_in_full=0, rows_in_full=0))

    @property
    def stories(self) -> Sequence[StoryFinding]:
        """The stories of two copies or more."""
        return self.basis.story_findings

    @cached_property
    def copies(self) -> Mapping[str, Copy]:
        """Every copy."""
        return self.basis.corpus.copies

    @property
    def statements(self) -> Sequence[Statement]:
        """Who printed whose words."""
        return self.basis.statements

    def ran(self, story: StoryFinding) -> list[CopyFinding]:
        """Return what outlets ran of a story: neither a wire's own items nor what is no more than an earlier version."""
        earlier = self.basis.corpus.earlier
        return [row for row in story.rows if self.copies[row.key].kind is Kind.OUTLET and row.key not in earlier]

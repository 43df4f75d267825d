"""What the sections of a report are built of: one input, and the findings that more than one of them looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from crawler.faults import Faults, Unexcused
from crawler.findings.flow_summary import FlowSummary, flow_summary
from crawler.findings.notices import Notices
from crawler.findings.stale_copies import build_notices
from crawler.findings.statements import Statement, statements_of
from crawler.findings.stories.corpus import Corpus
from crawler.findings.stories.links import CopyLink, copy_links, links_apart
from crawler.findings.stories.overview import Overview, overview_of
from crawler.findings.stories.ran_once import ran_once
from crawler.findings.stories.stories import StoryFinding, stories_of
from crawler.findings.stories.wire_use import WireUse, wire_use
from crawler.findings.syndication import Syndication, seen_directly
from crawler.reports.build.shown import shown_once, shown_stories, shown_story
from crawler.reports.inputs import ReportInput
from crawler.reports.model import Limits, OnceRow, StoryReport
from crawler.reports.wording.caveats import caveats_of_versions
from crawler.reports.wording.stale_copies import caveats_of_notices
from crawler.sightings.vanished import taken_away, vanished_copies
from crawler.tracking.relation import Relation

_OF_NO_LIMITS = (
    "corpus", "notices", "syndication", "story_findings", "flow_summary", "wire_use", "statements", "links", "links_apart", "overview", "_caveats",
)  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """One input. Every finding is made when it is first asked for, and once."""

    data: ReportInput
    limits: Limits
    faults: Faults = field(default_factory=Unexcused)  # of what the report goes on without

    @cached_property
    def corpus(self) -> Corpus:
        """The records by key."""
        data = self.data
        return Corpus.of(data.copies, data.sightings, data.against_measure, data.histories, data.rods)

    @cached_property
    def notices(self) -> Notices | None:
        """What wires announced, and what became of it."""
        gone = taken_away(self.data.sightings, self.data.vanished)
        return build_notices(self.data.copies, self.data.stories, self.data.pickups, gone=gone)

    @cached_property
    def syndication(self) -> Syndication:
        """Runs, flow, profiles and lags."""
        direct = seen_directly(self.data.sightings)
        return Syndication.of(self.data.copies, self.data.stories, direct, earlier=self.corpus.earlier)

    @cached_property
    def story_findings(self) -> tuple[StoryFinding, ...]:
        """The stories of two copies or more."""
        return stories_of(self.corpus, self.data.stories, self.syndication, self.faults)

    @cached_property
    def stories(self) -> tuple[StoryReport, ...]:
        """The same as they are shown."""
        return shown_stories(self.story_findings, self.corpus, self._caveats, self.limits, self.faults)

    @cached_property
    def flow_summary(self) -> FlowSummary:
        """Whose words went where and how fast, with the outlets' names."""
        return flow_summary(self.syndication, self.story_findings)

    @cached_property
    def wire_use(self) -> tuple[WireUse, ...]:
        """Who ran each wire's words."""
        return wire_use(self.story_findings, self.syndication.lags, earlier=self.corpus.earlier)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The words of somebody else that several copies print, those of most outlets first."""
        quotations = [link for link in self.links if link.comparison.relation is Relation.QUOTATION]
        return statements_of(self.corpus.copies, quotations, self.data.stories)

    @cached_property
    def links(self) -> tuple[CopyLink, ...]:
        """Every link between copies that are here."""
        return copy_links(self.corpus.copies, self.data.links)

    @cached_property
    def links_apart(self) -> tuple[CopyLink, ...]:
        """The links between copies that no story joins."""
        return links_apart(self.links, self.story_findings)

    @cached_property
    def once(self) -> tuple[OnceRow, ...]:
        """The copies in no story, as they are shown."""
        alone = ran_once(self.corpus, self.data.stories, self.story_findings, self.links_apart)
        return shown_once(alone, self.corpus, self._caveats)

    @cached_property
    def overview(self) -> Overview:
        """The headline figures."""
        return overview_of(self.corpus, self.story_findings, self.links_apart)

    def with_limits(self, limits: Limits) -> Basis:
        """Return the same findings, to be shown within other limits: what was found is not looked for again."""
        other = Basis(self.data, limits, self.faults)
        for name in _OF_NO_LIMITS:
            other.__dict__[name] = getattr(self, name)
        return other

    def with_differences(self, story: StoryReport, *, most: int) -> StoryReport:
        """Return *story* with the word diffs of its first *most* copies."""
        return shown_story(story, self.corpus, self._caveats, diffs=most, in_full=True)

    @cached_property
    def _caveats(self) -> Mapping[str, tuple[str, ...]]:
        gone = vanished_copies(self.data.sightings, self.data.vanished)
        of_versions = caveats_of_versions(self.corpus.copies, self.data.histories, gone)
        of_notices = caveats_of_notices(self.notices)
        keys = {*of_versions, *of_notices}
        return {key: (*of_notices.get(key, ()), *of_versions.get(key, ())) for key in keys}

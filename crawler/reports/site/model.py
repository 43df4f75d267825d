"""What a site is made of: one report, and who ran what, by story, day, outlet and wire. Everything is made when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from crawler.findings.profiles import Profile
from crawler.findings.stories.wire_use import WireUse
from crawler.reports.build.basis import Basis
from crawler.reports.build.build import report_of
from crawler.reports.model import CopyRow, Limits, Report, StoryReport

#: Every story has its page, so lists leave nothing out; word diffs are made page by page.
SITE_LIMITS = Limits(
    stories_in_full=1_000_000, rows_in_full=100_000_000, diffs_per_story=0, rows_per_story=60, table_rows=1_000_000
)
_DIFFS = 60  # word diffs on one page: those of the first copies in time
UNDATED = "time unknown"


@dataclass(frozen=True, slots=True)
class Ran:
    """One copy of one story at an outlet."""

    story: StoryReport
    row: CopyRow


@dataclass(frozen=True)
class SiteModel:
    """A report and what its pages look up. `render.render_page` makes any page of it."""

    basis: Basis

    @cached_property
    def report(self) -> Report:
        """The report, with nothing left out of its lists."""
        return report_of(self.basis)

    @cached_property
    def by_key(self) -> Mapping[str, StoryReport]:
        """The stories by their keys."""
        return {story.key: story for story in self.report.stories}

    @cached_property
    def by_place(self) -> Mapping[int, StoryReport]:
        """The stories by their places in the report's order."""
        return {story.place: story for story in self.report.stories}

    @cached_property
    def travelled(self) -> tuple[StoryReport, ...]:
        """The stories that two outlets ran, most outlets first."""
        return tuple(story for story in self.report.stories if story.travelled)

    @cached_property
    def days(self) -> Mapping[str, tuple[StoryReport, ...]]:
        """Stories that travelled by the day, in UTC, on which they may first have appeared; those of unknown time last."""
        by_day: dict[str, list[StoryReport]] = defaultdict(list)
        for story in self.travelled:
            by_day[f"{story.earliest:%Y-%m-%d}" if story.earliest else UNDATED].append(story)
        return {day: tuple(by_day[day]) for day in sorted(by_day)}

    @cached_property
    def outlets(self) -> Mapping[str, Profile]:
        """The outlets by their keys, those with most copies first."""
        return {profile.outlet: profile for profile in self.basis.flow_summary.outlets}

    @cached_property
    def wires(self) -> Mapping[str, WireUse]:
        """The wires by name, those with most copies first."""
        return {use.wire: use for use in self.basis.wire_use}

    @cached_property
    def ran_by(self) -> Mapping[str, tuple[Ran, ...]]:
        """What each outlet ran of stories, in the stories' order."""
        by_outlet: dict[str, list[Ran]] = defaultdict(list)
        for story in self.report.stories:
            for row in story.rows:
                by_outlet[row.outlet_key].append(Ran(story, row))
        return {key: tuple(runs) for key, runs in by_outlet.items()}

    def name_of(self, outlet: str) -> str:
        """Return an outlet's name by its key."""
        return self.basis.flow_summary.names.get(outlet, outlet)

    def story(self, key: str) -> StoryReport:
        """Return one story with its word diffs. Raises KeyError for a story that the report does not hold."""
        return self.basis.with_differences(self.by_key[key], most=_DIFFS)

"""How flow is worded: agency copy, order, lags."""

from __future__ import annotations

from crawler.findings.flow_summary import FlowSummary, leaders
from crawler.findings.lag import Step
from crawler.findings.profiles import Profile
from crawler.findings.stories.stories import StoryFinding
from crawler.reports.wording.words import count, interval, listed, percent


def mostly_after(profile: Profile, summary: FlowSummary) -> str:
    """Return whom an outlet came after in most of the stories both ran, in words, or ""."""
    names = summary.names
    return listed(
        tuple(f"{names.get(pair.other, pair.other)} ({pair.later} of {pair.stories})" for pair in leaders(profile))
    )


def agency_words(profile: Profile) -> str:
    """Return how much of an outlet's output is agency copy, in words."""
    if not profile.agency_copies:
        return "No copy of a known wire."
    copies = f"{profile.agency_copies} of {count(profile.copies, 'copy', 'copies')} ({percent(profile.agency_copies / profile.copies)})"
    words = f", {percent(profile.agency_words / profile.words)} of the words" if profile.words else ""
    return f"{copies}{words}; {profile.credited or 'none'} credited."


def released(story: StoryFinding) -> str:
    """Return when a story's wire released it, in words, or a dash."""
    return interval(story.release.interval) if story.release else "\u2013"


def between_bounds(step: Step) -> str:
    """Return how many lags are within a limit: "3 to 4"."""
    return str(step.surely) if step.surely == step.possibly else f"{step.surely} to {step.possibly}"

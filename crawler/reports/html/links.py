"""Where a link to a story, an outlet or a wire leads: within one page, or from page to page of a site."""

from __future__ import annotations

from typing import Protocol

from crawler.reports.model import Report


class Links(Protocol):
    """Addresses for templates. None: there is nothing to link to, and the name stays plain text."""

    def story(self, place: int) -> str | None:
        """Return the address of the story at *place* in the report's order."""

    def outlet(self, key: str) -> str | None:
        """Return the address of an outlet's page by its key."""

    def wire(self, name: str) -> str | None:
        """Return the address of a wire's page."""

    def section(self, key: str) -> str | None:
        """Return the address of a section."""


class InOnePage:
    """Anchors of the one-file report, for what that file shows."""

    def __init__(self, report: Report) -> None:
        listed = [story.place for story in report.stories if not story.in_full][: report.limits.table_rows]
        self._places = {story.place for story in report.stories if story.in_full} | set(listed)

    def story(self, place: int) -> str | None:
        """Return the anchor of a story that is shown or listed."""
        return f"#story-{place}" if place in self._places else None

    def outlet(self, key: str) -> None:  # as `Links` has it
        """Return None: outlets have no pages here."""

    def wire(self, name: str) -> None:
        """Return None: wires have no pages here."""

    def section(self, key: str) -> str | None:
        """Return the anchor of a section."""
        return f"#{key}"

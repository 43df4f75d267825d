"""What was changed after publication: the versions of each text at one address, in the order of the stories."""

from __future__ import annotations

from dataclasses import replace

from crawler.findings.edits import Edit
from crawler.reports.build.basis import Basis


def build_edits(basis: Basis) -> tuple[Edit, ...] | None:
    """Return the changes of texts that have a copy here, those of the first stories first, each with its story's anchor."""
    anchors = {row.key: story.anchor for story in reversed(basis.stories) if story.in_full for row in story.rows}
    place = {story.anchor: number for number, story in enumerate(basis.stories)}
    here = (
        edit for edit in basis.given.edits if any(one.copy in basis.records.copies for one in edit.history.versions)
    )
    found = [replace(each, anchor=anchors.get(each.later.copy) or anchors.get(each.earlier.copy)) for each in here]
    return tuple(sorted(found, key=lambda each: place.get(each.anchor or "", len(place)))) or None

"""What was changed after publication, as far as a report's records go."""

from __future__ import annotations

from crawler.findings.edits import Edit, in_order_of_stories
from crawler.reports.build.basis import Basis


def build_edits(basis: Basis) -> tuple[Edit, ...] | None:
    """Return the changes of texts that have a copy here, those of the first stories first; None where there is none."""
    here = (edit for edit in basis.data.edits if any(one.copy in basis.corpus.copies for one in edit.history.versions))
    return in_order_of_stories(here, [story for story in basis.stories if story.in_full]) or None

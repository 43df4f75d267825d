"""Precision and recall of one conclusion a case: for labelled cases of which each has one answer or none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """How often something was concluded rightly, wrongly, and not though there was one."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Right of all concluded."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Right of all there were."""
        return self.right / (self.right + self.missed)

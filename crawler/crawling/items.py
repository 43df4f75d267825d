"""What the spider hands to the pipeline: a fetched page, or the reason there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True, kw_only=True)
class Fetched:
    """A page as it came. `kind` is "html" for anything made of text and "binary" for the rest."""

    request_id: int
    url: str
    depth: int
    raw: bytes
    kind: str
    content_type: str | None
    fetched_at: datetime


@dataclass(slots=True, kw_only=True)
class Missed:
    """A page that did not come: its final state ("refused" or "failed") and one reason."""

    request_id: int
    state: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Deferred:
    """A page whose server asked to come back not before a moment."""

    request_id: int
    not_before: datetime

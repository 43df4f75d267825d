"""What the spider hands to the pipeline: a fetched page, or the reason there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """The headers that say which version of a page this is, and for how long it is good; "" where there is none."""

    etag: str = ""
    last_modified: str = ""
    cache_control: str = ""
    age: str = ""


@dataclass(slots=True, kw_only=True)
class Fetched:
    """A page as it came. `kind` is "html" for anything made of text and "binary" for the rest.

    `asked` is the address of the queue, which a redirect may have led away from; `claims` is what a feed says of the page.
    """

    request_id: int
    url: str
    depth: int
    raw: bytes = field(repr=False)
    kind: str
    content_type: str | None
    fetched_at: datetime
    asked: str = ""
    claims: Mapping[str, object] = field(default_factory=dict)
    headers: Freshness = field(default_factory=Freshness)
    reservations: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Unchanged:
    """The server says that the page has not changed since it last sent it (304). `asked` is as in Fetched."""

    request_id: int
    url: str
    depth: int
    fetched_at: datetime
    headers: Freshness
    asked: str = ""


@dataclass(slots=True, kw_only=True)
class Missed:
    """A page that did not come: its final state ("refused" or "failed") and one reason."""

    request_id: int
    state: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Deferred:
    """A page whose server asked us not to come back before an instant; `counts` is false where this very page was not requested."""

    request_id: int
    not_before: datetime
    counts: bool = True

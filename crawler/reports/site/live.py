"""What a server adds to the pages of a site: pages of its own in the contents, and a search in all texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """A page that only a server has: its kind, its path below the site, its name in the contents."""

    kind: str
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Live:
    """The pages of a server, and what its search was asked."""

    entries: tuple[LiveEntry, ...]
    asked: str = ""

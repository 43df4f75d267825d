"""What flow and profiles are counted from: copies, and the runs of a story, one for each outlet that ran it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.provenance.times.interval import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """One copy: `outlet` is a key ("" where none is named), `wire` whose words it runs, None where nobody knows.

    `credited` says that one of its own renderings names the wire, `own` that the wire itself published it, `direct`
    that it was seen elsewhere than on an aggregator; `relays` are the aggregators that showed it.
    """

    key: str
    outlet: str
    words: int
    published: Interval | None = None
    wire: str | None = None
    credited: bool = False
    own: bool = False
    direct: bool = False
    relays: tuple[str, ...] = ()

    @property
    def agency(self) -> bool:
        """Whether it is somebody else's wire copy."""
        return self.wire is not None and not self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One outlet's copies of one story, versions together; a copy whose outlet nobody named is a run by itself.

    `published` is when the first of them appeared, None where the time of any is unknown. `wire` is whose words this
    story is, as far as this outlet's copies tell or inherit.
    """

    story: str
    outlet: str
    copies: tuple[str, ...]
    published: Interval | None = None
    wire: str | None = None
    credited: bool = False
    own: bool = False
    direct: bool = False
    relays: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its name within its story."""
        return self.copies[0]


def first_of(published: list[Interval | None]) -> Interval | None:
    """Return when the first of several publications was; None where one of them is unknown, which may be the first."""
    dated = [each for each in published if each is not None]
    if not dated or len(dated) < len(published):
        return None
    bound = min(dated, key=lambda each: (each.latest, each.earliest))
    return Interval(min(each.earliest for each in dated), bound.latest, bound.source)

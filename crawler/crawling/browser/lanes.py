"""Which context of the browser a page is opened in. Pure: it names contexts, and opens none.

A lane shows one page at a time: of two pages of one context only one is in front, and what lies behind is not drawn, so that
nothing comes when it is scrolled. A lane keeps to a host, so that cookies are seen by the site that gave them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count


@dataclass(slots=True, eq=False)
class Lane:
    """A context in use: its name, the host it is for, how many pages it showed, whether one is open. `last` orders lanes by use."""

    context: str
    host: str
    shown: int = 0
    busy: bool = False
    last: int = 0


@dataclass(slots=True)
class Lanes:
    """The lanes of a browser: as many as pages are open at once, *most* if there is a choice.

    After *pages* pages, or for another host, a lane gets a new context; the names of those it leaves wait in `left`.
    """

    most: int
    pages: int
    lanes: list[Lane] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _uses: count[int] = field(default_factory=lambda: count(1))

    def take(self, host: str, *, again: str | None = None) -> Lane:
        """Return a lane for a page of *host*; the one of context *again* if it can be, where a redirect goes on with its cookies."""
        free = sorted((lane for lane in self.lanes if not lane.busy), key=lambda lane: lane.last)
        same = [lane for lane in free if lane.context == again] or [lane for lane in free if lane.host == host]
        if same:
            lane = same[-1]
        elif free and len(self.lanes) >= self.most:
            lane = free[0]
            self._renew(lane, host)
        else:
            lane = Lane(self._name(), host)
            self.lanes.append(lane)
        lane.busy, lane.last, lane.shown = True, next(self._uses), lane.shown + 1
        return lane

    def give_back(self, lane: Lane) -> None:
        """Free a lane after its page; a context that is used up is left."""
        lane.busy = False
        if lane.shown >= self.pages:
            self._renew(lane, lane.host)

    def lose(self) -> None:
        """Forget every context: their browser is gone."""
        self.left.clear()
        for lane in self.lanes:
            lane.context, lane.shown = self._name(), 0

    def _renew(self, lane: Lane, host: str) -> None:
        self.left.append(lane.context)
        lane.context, lane.host, lane.shown = self._name(), host, 0

    def _name(self) -> str:
        return f"wiretrace-{next(self._numbers)}"

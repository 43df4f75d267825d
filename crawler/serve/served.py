"""What a server serves: one state of the store, made again when something was written, and everything pages look up in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock, Thread

from crawler.errors import StoreUnavailable
from crawler.jobs.deciding.queue import CloseCall, OneLink, close_calls, held_by_one_link, settled_links
from crawler.jobs.exports.outline import names_of
from crawler.jobs.reporting import report_input
from crawler.jobs.reviewing import Stranger, review_of
from crawler.jobs.upkeep.unfinished import is_unfinished
from crawler.reports.build.basis import Basis
from crawler.reports.inputs import ReportInput
from crawler.reports.site.model import SITE_LIMITS, SiteModel
from crawler.reports.site.pages import Page, pages
from crawler.sightings.record import Copy
from crawler.sightings.registries import Registries
from crawler.store.registry import stored_registries
from crawler.store.settings import stored_window
from crawler.store.store import Store
from crawler.store.whole.changes import Changes
from crawler.store.wordings import dated_copies
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import ABOUT_OUTLETS
from crawler.tracking.relation import Link, Story

_AT_ONCE = 1.5  # seconds that a request waits for a newer state; of a larger store it gets the last one
_REST, _LONGEST_REST = 10.0, 60.0  # times what a state took, between two; but no more seconds than these
_LOOK = 0.2  # seconds between two looks whether the server stops


@dataclass(frozen=True)
class State:
    """One state of the store, as pages and answers show it. What nothing asks for is not made."""

    stamp: str
    data: ReportInput
    registries: Registries
    config: TrackingConfig
    wordings: Mapping[str, str]  # of copies, by their keys; only where a person decided something

    @cached_property
    def model(self) -> SiteModel:
        """The report's site."""
        return SiteModel(Basis(self.data, SITE_LIMITS))

    @cached_property
    def paths(self) -> Mapping[str, Page]:
        """The site's pages by their paths."""
        return {page.path: page for page in pages(self.model)}

    @cached_property
    def copies(self) -> Mapping[str, Copy]:
        """The copies by their keys."""
        return {copy.key: copy for copy in sorted(self.data.copies, key=lambda copy: copy.key)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each copy is called, by its key: the id it was imported with, else its key."""
        return names_of(list(self.data.copies))

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """The keys of copies by what they are called, and by themselves."""
        return {name: key for key, name in self.names.items()} | {key: key for key in self.names}

    @cached_property
    def stories(self) -> Mapping[str, Story]:
        """Every story by its key, those of one copy included, in their order."""
        return {story.key: story for story in self.data.stories}

    @cached_property
    def stories_with(self) -> Mapping[str, tuple[Story, ...]]:
        """The stories that hold a copy, by its key."""
        homes: dict[str, list[Story]] = defaultdict(list)
        for story in self.data.stories:
            for key in story.copies:
                homes[key].append(story)
        return {key: tuple(held) for key, held in homes.items()}

    @cached_property
    def close_calls(self) -> Sequence[CloseCall]:
        """The verdicts that a little more or less would have turned: the rules are asked again for them, which takes a second or two."""
        return close_calls(self.data.links, self.copies, self.config, self._settled)

    @cached_property
    def bridges(self) -> Sequence[OneLink]:
        """The stories that one link holds together."""
        return held_by_one_link(self.data.stories, self.data.links, self._settled)

    @cached_property
    def strangers(self) -> Sequence[Stranger]:
        """The outlets that no table knows, with those that each may be."""
        held = [each.decision for each in self.data.decisions if each.decision.undone_at is None]
        settled = {frozenset((each.a[0], each.b[0])) for each in held if each.ruling in ABOUT_OUTLETS}
        return review_of(self.data.sightings, self.registries, settled).strangers

    @cached_property
    def _settled(self) -> set[Link]:
        return settled_links(self.data.links, self.wordings, self.data.decisions)

    @cached_property
    def links_of(self) -> Mapping[str, tuple[Link, ...]]:
        """The links of a copy, by its key."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.data.links:
            found[link.a].append(link)
            found[link.b].append(link)
        return {key: tuple(links) for key, links in found.items()}


@contextmanager
def writing(held: Served) -> Iterator[Store]:
    """Open what is served for a change."""
    store = Store(held.store.engine.url.render_as_string(hide_password=False), make=False)
    try:
        yield store
    finally:
        store.close()


class Served:
    """A store that is only read, and its newest state.

    States are made by a thread that nothing waits for when the program ends: making one may take longer than a stop may.
    """

    def __init__(self, store: Store, title: str, clock: Callable[[], datetime]) -> None:
        self.store = store
        self._title = title
        self._clock = clock
        self._changes = Changes(store)
        self._state: State | None = None
        self._lock = Lock()
        self._making: Future[State] | None = None
        self._closing = False
        self._cost = 0.0  # seconds that the last state took
        self._made = clock()

    def state(self, *, newest: bool = False) -> State:
        """Return the state of the store.

        A store that is being written all the time is not read all the time: the last state is given meanwhile, unless the
        *newest* is asked for. Raises StoreError.
        """
        held = self._state
        if held is not None and self._cost > _AT_ONCE and not newest:
            if self._seconds_since(self._made) > min(self._cost * _REST, _LONGEST_REST) and self._is_old(held):
                self._begin()
            return held
        if held is not None and not self._is_old(held):
            return held
        made = self._wait(self._begin())
        return self._wait(self._begin()) if newest and self._is_old(made) else made

    def prepare(self) -> None:
        """Begin to make the first state, before anyone asks for it: of a large store it takes many seconds."""
        self._begin()

    def close(self) -> None:
        """Let go of the store; whoever waits for a state gets none."""
        self._closing = True
        self._changes.close()
        self.store.close()

    def _is_old(self, state: State) -> bool:
        return state.stamp != self._changes.stamp() and not self._is_in_between()

    def _is_in_between(self) -> bool:
        """Whether tracking is at work, or was stopped: sightings, links and stories may be missing until it ends."""
        with self.store.read() as connection:
            return is_unfinished(connection)

    def _seconds_since(self, instant: datetime) -> float:
        return abs((self._clock() - instant).total_seconds())

    def _begin(self) -> Future[State]:
        """Begin to make a state, unless one is being made."""
        with self._lock:
            if self._making is None or self._making.done():
                self._making = Future()
                Thread(target=self._make, args=(self._making,), name="newer state", daemon=True).start()
            return self._making

    def _wait(self, making: Future[State]) -> State:
        while True:
            try:
                return making.result(timeout=_LOOK)
            except TimeoutError:
                if self._closing:
                    raise StoreUnavailable("the server is being stopped") from None

    def _make(self, making: Future[State]) -> None:
        try:
            began = self._clock()
            stamp = self._changes.stamp()
            with self.store.read() as connection:
                known, hours = stored_registries(connection), stored_window(connection)
            config = TrackingConfig(window_hours=hours)
            data = report_input(self.store, known, config, title=self._title, spans=True)
            state = State(stamp, data, known, config, self._wordings() if data.decisions else {})
            if self._state is not None and self._is_in_between():  # since it was begun
                state = self._state
            _ = state.paths  # most of what a first page needs
            self._state, self._cost, self._made = state, self._seconds_since(began), self._clock()
        except Exception as problem:  # noqa: BLE001  # whoever waits is told
            making.set_exception(problem)
        else:
            making.set_result(state)
            _look_ahead(state)

    def _wordings(self) -> Mapping[str, str]:
        with self.store.read() as connection:
            return {each.key: each.wording for each in dated_copies(connection)}


def _look_ahead(state: State) -> None:
    """Make what the review page shows while nobody waits for it. What goes wrong, whoever opens that page is told."""
    with suppress(Exception):
        _ = state.strangers, state.close_calls, state.bridges

"""Looking for who ran a text: what a limit leaves out is counted, and what it shows is what looking without one shows."""

from __future__ import annotations

import pytest

from crawler.jobs.finding import Found, find
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Relation
from tests.tracking.test_incremental import arrive
from tests.tracking.test_tracking import text

ANY_TIME = TrackingConfig(window_hours=None)
ASKED = text(1, 200)
COPIES = 24


def article(name: str, words: list[str]) -> dict[str, str]:
    """An article of an outlet of its own."""
    return {"id": name, "outlet": f"Outlet {name}", "title": name, "text": " ".join(words)}


@pytest.fixture
def crowded(store, tmp_path) -> Store:
    """A store with copies of one text that end earlier and earlier, and other texts with a phrase or two of it."""
    copies = [article(f"copy-{n:02}", [*ASKED[: 200 - 5 * n], *text(100 + n, 30)]) for n in range(COPIES)]
    phrases = [article(f"phrase-{n}", [*text(200 + n, 400), *ASKED[n : n + 11], *text(300 + n, 9)]) for n in range(40)]
    arrive(store, [*copies, *phrases], tmp_path, TrackingConfig())
    return store


def looked_for(store: Store, limit: int | None = None) -> Found:
    """Return who ran the text."""
    return find(store, " ".join(ASKED), load_registries(), ANY_TIME, limit=limit)


def names(found: Found) -> list[str | None]:
    """Return the copies found, in order."""
    return [hit.copy.external_id for hit in found.hits]


def test_a_limit_shows_the_first_of_all(crowded):
    """They hold most of the text, compare as they do without a limit, and what else there may be is counted."""
    every, first = looked_for(crowded), looked_for(crowded, 5)
    assert names(every)[:COPIES] == [f"copy-{n:02}" for n in range(COPIES)]
    assert (every.more, every.slight) == (0, 0)
    assert first.hits == every.hits[:5]
    assert first.more == COPIES - 5
    assert first.slight > 0


def test_what_shares_a_phrase_is_looked_at_while_something_comes_of_it(crowded):
    """Where few copies are there, texts that share little with it are compared, too, until some in a row are unrelated."""
    every, most = looked_for(crowded), looked_for(crowded, COPIES + 20)
    assert names(most)[:COPIES] == names(every)[:COPIES]
    assert most.more == 0
    assert all(hit.comparison.relation is not Relation.UNRELATED for hit in most.hits)
    unread = len(every.hits) - len(most.hits)
    assert 0 <= unread <= most.slight

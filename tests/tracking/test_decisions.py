"""Decisions of people: tracking applies them whatever happened before, a rebuild gives the same, undone is as if never decided."""

from __future__ import annotations

import random
import re
from contextlib import suppress

import pytest

from crawler.errors import InputError
from crawler.jobs.deciding.applying import decide_about_outlets, track_again
from crawler.jobs.reviewing import OutletSeen, outlet_seen
from crawler.jobs.track import track
from crawler.jobs.upkeep.rereading import reread
from crawler.sightings.copies import assemble_all
from crawler.store.decisions.stored import decide, decisions, effects, undo
from crawler.store.records import sightings
from crawler.store.registry import stored_registries
from crawler.store.store import Store
from crawler.store.stories import stories
from crawler.store.wordings import dated_copies
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import ABOUT_OUTLETS, Decision, Decisions, Ruling
from crawler.tracking.relation import Relation
from tests.factories import NOON, TEXT, compared
from tests.serve.serving import CLOCK, FERRY, fill
from tests.stores import rows_of

CONFIG = TrackingConfig()
ROWS = [
    {"id": name, "outlet": f"Outlet {name}", "text": text, "time": "2026-11-20T08:00:00Z"}
    for name, text in {
        "a": FERRY, "b": f"{FERRY} The Post will be on board.", "c": FERRY[:230], "d": CLOCK, "e": f"{CLOCK} The Echo has no clock.",
        "f": f"{FERRY} {CLOCK}",
    }.items()
]  # fmt: skip


@pytest.fixture
def news(store_url):
    """A store of two stories and a text that holds both, on each database in turn."""
    fill(store_url, ROWS)
    opened = Store(store_url)
    yield opened
    opened.close()


def digests(store: Store) -> dict[str, str]:
    """The wording of each copy, by its id."""
    names = {row["key"]: row["id"] for row in rows_of(store, "copies")}
    with store.read() as connection:
        return {names[each.key]: each.wording for each in dated_copies(connection)}


def told(store: Store) -> tuple[list[list[str]], list[dict]]:
    """The stories as sets of copies, and the links."""
    names = {row["key"]: row["id"] for row in rows_of(store, "copies")}
    with store.read() as connection:
        grouped = sorted(sorted(names[key] for key in each.copies) for each in stories(connection))
    of = [[row["id"], row["outlet"]] for row in rows_of(store, "copies")]
    return [*grouped, *of], [{**row, "proposed_by": []} for row in rows_of(store, "links")]


def decided(store: Store, ruling: Ruling, a: str, b: str) -> int:
    """Decide about copies by their ids ("ab": two of them), and track."""
    known = digests(store)
    with store.write() as connection:
        number = decide(
            connection, ruling, [known[each] for each in a], [known[each] for each in b], who="Ada", why="I asked them", about="", now=NOON
        )  # fmt: skip
    track(store, CONFIG)
    return number


def relations(store: Store) -> dict[str, str]:
    """The relation of each pair of ids."""
    return {
        row["a"] + row["b"] if row["a"] < row["b"] else row["b"] + row["a"]: row["relation"]
        for row in rows_of(store, "links")
    }


def test_a_pair_that_is_not_a_copy_is_reported_apart(news):
    """It shares words, and is in no story together; the rule names who decided and what the rules say."""
    assert ["a", "b", "c", "f"] in told(news)[0]
    decided(news, Ruling.NOT_A_COPY, "a", "b")
    assert relations(news)["ab"] == "passage"
    assert not any({"a", "b"} <= set(each) for each in told(news)[0])
    (rule,) = [row["rule"] for row in rows_of(news, "links") if {row["a"], row["b"]} == {"a", "b"}]
    assert re.match(r"decided by Ada: not a copy; the rules say (extended|edited): ", rule)


def test_copies_are_split_from_a_story_and_stories_are_merged(news):
    """Their links stay what they are: what they share is counted, not decided."""
    links = told(news)[1]
    decided(news, Ruling.SPLIT, "c", "ab")
    assert ["c"] in told(news)[0] or ["c", "f"] in told(news)[0]
    decided(news, Ruling.MERGE, "a", "d")
    grouped = told(news)[0]
    assert any({"a", "b", "d", "e"} <= set(each) and "c" not in each for each in grouped)
    assert [{k: v for k, v in row.items() if k not in {"relation", "rule"}} for row in told(news)[1]] == [
        {k: v for k, v in row.items() if k not in {"relation", "rule"}} for row in links
    ]


def test_undone_is_as_if_never_decided(news):
    """Stories, links, rules."""
    before = told(news)
    numbers = [
        decided(news, Ruling.NOT_A_COPY, "a", "b"),
        decided(news, Ruling.MERGE, "a", "d"),
        decided(news, Ruling.SPLIT, "c", "ab"),
    ]
    assert told(news) != before
    with news.write() as connection:
        assert [undo(connection, number, now=NOON) for number in numbers] == [True, True, True]
        assert not undo(connection, numbers[0], now=NOON)
    track(news, CONFIG)
    assert told(news) == before
    with news.read() as connection:
        assert [each.undone_at for each in decisions(connection)] == [NOON] * 3


def outlet(store: Store, key: str) -> OutletSeen:
    """An outlet of the store. Raises InputError for one that is another one by now."""
    with store.read() as connection:
        seen, known = list(assemble_all(sightings(connection))), stored_registries(connection)
    return outlet_seen(seen, known.outlets, key)


@pytest.mark.parametrize("seed", range(4))
def test_a_rebuild_gives_the_same(tmp_path, seed):
    """Whatever was decided in whatever order, and tracked after each or once."""
    choose = random.Random(seed)
    url = f"sqlite:///{tmp_path / 'news.db'}"
    fill(url, ROWS)
    store = Store(url)
    for _ in range(5):
        ruling = choose.choice(list(Ruling))
        a, b, *more = choose.sample("abcdef", 4)
        if ruling in ABOUT_OUTLETS:
            with suppress(InputError):  # an outlet that is another one by now
                x, y = (outlet(store, f"outlet-{each}") for each in (a, b))
                decide_about_outlets(store, ruling, x, y, who="Ada", why="", now=NOON)
                track_again(store)
            continue
        decided(store, ruling, a, b if ruling is not Ruling.SPLIT else "".join((b, *more)))
    step_by_step = told(store)
    with store.read() as connection:
        known = stored_registries(connection)
    reread(store, known)
    track(store, CONFIG)
    assert told(store) == step_by_step
    store.close()


def test_a_decision_about_texts_that_vanished_does_nothing_and_says_so(news):
    """It stays where it is, and tracking goes on."""
    decided(news, Ruling.NOT_A_COPY, "a", "b")
    with news.write() as connection:
        decide(connection, Ruling.NOT_A_COPY, ["gone"], ["too"], who="Ada", why="", about="", now=NOON)
        decide(
            connection,
            Ruling.MERGE,
            ["gone"],
            ["too"],
            who="Ada",
            why="",
            about="",
            now=NOON,
        )
    track(news, CONFIG)
    with news.read() as connection:
        found = effects(connection, decisions(connection))
    assert list(found.values()) == [
        None,
        "its texts are no longer in the store",
        "its texts are no longer in the store",
    ]


def test_of_two_decisions_about_one_pair_the_later_counts(news):
    """The earlier one is listed as without effect where something else holds its texts."""
    decided(news, Ruling.SPLIT, "c", "ab")
    decided(news, Ruling.MERGE, "a", "c")
    assert any({"a", "c"} <= set(each) for each in told(news)[0])
    decided(news, Ruling.SPLIT, "c", "ab")
    assert not any({"a", "c"} <= set(each) for each in told(news)[0])
    with news.read() as connection:
        found = list(effects(connection, decisions(connection)).values())
    assert found == [None, "a later decision keeps them apart", None]


def a_decision(ruling: Ruling) -> Decision:
    """A decision about the texts x and y."""
    return Decision(id=1, ruling=ruling, a=("y",), b=("x",), who="Ada", why="", about="", decided_at=NOON)


def test_a_verdict_that_a_person_shares_keeps_its_rule():
    """Accepted is what the rules say; a copy that they do not see becomes an edited one."""
    same = compared(TEXT, TEXT)
    passage = compared(TEXT, TEXT, Relation.PASSAGE)
    accepted = Decisions([a_decision(Ruling.COPY)])
    assert accepted.applied("x", "y", same) is same
    assert accepted.applied("x", "y", passage).relation is Relation.EDITED
    assert accepted.applied("x", "z", passage) is passage
    assert Decisions([a_decision(Ruling.NOT_A_COPY)]).applied("x", "y", passage) is passage

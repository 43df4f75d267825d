"""Tracking as copies arrive: the same links and stories as in one batch, names that last, equal words compared once."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.jobs import track as tracking
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.track import settle_window, track
from crawler.jobs.tracking import comparing, grouping, learning, rods
from crawler.jobs.upkeep.rereading import reread
from crawler.pool.workers import Workers
from crawler.sightings.registries import load_registries
from crawler.store import index, wordings
from crawler.store.links import links
from crawler.store.records import sightings
from crawler.store.store import Store
from crawler.store.stories import stories
from crawler.tracking.common_source import BY_COMMON_SOURCE
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Dated, editions_of
from crawler.tracking.identity import identify
from crawler.tracking.relation import Story
from tests.tracking.test_tracking import text

# Keys are called common very early, so that a small set of texts meets every way of becoming so.
CROWDED = TrackingConfig(common_key=4, crowded_band=3, common_source_copies=3)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def family(seed: int, members: int) -> list[dict]:
    """A wire and copies of it: verbatim, trimmed, extended, edited."""
    choose = random.Random(seed)
    wire = text(seed, 150)
    made = []
    for n in range(members):
        words = list(wire)
        kind = choose.choice(("verbatim", "trimmed", "extended", "edited"))
        if kind == "trimmed":
            words = words[: choose.randint(60, 140)]
        elif kind == "extended":
            words += text(1000 * seed + n, 40)
        elif kind == "edited":
            words = [word if choose.random() > 0.05 else "edited" for word in words]
        made.append({"id": f"{seed:02d}-{n:02d}", "outlet": f"Outlet {n}", "title": kind, "text": " ".join(words)})
    return made


def scans(seed: int) -> list[dict]:
    """A wire and three scans of it, which share little with each other and much with the wire."""
    choose = random.Random(seed)
    wire = text(seed, 240)
    texts = [wire, *([word if choose.random() > 0.28 else f"{word}x{n}" for word in wire] for n in range(3))]
    return [{"id": f"s{seed}-{n}", "title": "scan", "text": " ".join(words)} for n, words in enumerate(texts)]


def documents() -> list[dict]:
    """Twelve families, some with a stock passage in common, some merged with the next, at scattered hours."""
    choose = random.Random(7)
    stock = text(999, 30)
    found = []
    for seed in range(12):
        members = family(seed, choose.randint(1, 9))
        if seed % 2:
            members = [{**m, "text": f"{m['text']} {' '.join(stock)}"} for m in members]
        found.extend(members)
    found.extend(
        {
            "id": f"m-{seed}",
            "outlet": "Round-up",
            "title": "both",
            "text": " ".join(text(seed, 150) + text(seed + 1, 150)),
        }
        for seed in range(0, 10, 3)
    )
    found.extend(scan for seed in range(50, 56) for scan in scans(seed))
    for n, document in enumerate(found):
        outlet = choose.randrange(5)
        document["outlet"] = f"Outlet {outlet}"
        footer = [" ".join(text(5000 + outlet * 10 + line, 7)) for line in range(5)]
        if n % 9 == 0:  # what one outlet repeats another carries now and then: it is no boilerplate after all
            footer.append(" ".join(text(5000 + choose.randrange(5) * 10, 7)))
        document["text"] = "\n".join([document["text"], *footer])
        if n % 5:
            document["time"] = (NOON + timedelta(hours=choose.randint(0, 150))).isoformat()
    return found


def arrive(store: Store, documents: list[dict], folder: Path, config: TrackingConfig) -> None:
    """Import documents and track."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{random.random()}.jsonl"
    file.write_text("".join(json.dumps(document) + "\n" for document in documents))
    import_paths(store, [file], load_registries(), defaults=Defaults())
    track(store, config)


def outcome(store: Store) -> tuple[list, list]:
    """What tracking came to: links with their figures, stories by their copies."""
    with store.read() as connection:
        found = [(link.a, link.b, replace(link.comparison, spans=())) for link in links(connection)]
        return found, [story.copies for story in stories(connection)]


def by_common_source(store: Store) -> set[tuple[str, str]]:
    """The links that only a common source brought together."""
    with store.read() as connection:
        return {(link.a, link.b) for link in links(connection) if link.proposed_by == BY_COMMON_SOURCE}


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """The outcome of everything at once."""
    folder = tmp_path_factory.mktemp("batch")
    store = Store(f"sqlite:///{folder / 'batch.db'}")
    arrive(store, documents(), folder, CROWDED)
    yield (*outcome(store), by_common_source(store))
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize("order", range(6))
def test_any_order_of_arrival_gives_what_one_batch_gives(batch, tmp_path, order):
    """Copies that come in any order, in parts of any size, end with the links and stories of one batch."""
    choose = random.Random(order)
    waiting = documents()
    choose.shuffle(waiting)
    store = Store(f"sqlite:///{tmp_path / 'parts.db'}")
    while waiting:
        size = choose.randint(1, 25)
        part, waiting = waiting[:size], waiting[size:]
        arrive(store, part, tmp_path / "parts", CROWDED)
    found, by_source = outcome(store), by_common_source(store)
    store.close()
    assert found == batch[:2]
    assert by_source == batch[2]


class Killed(Exception):
    """What stands for the end of the process."""


@pytest.mark.slow
@pytest.mark.parametrize("order", range(4))
def test_a_tracking_that_is_killed_is_gone_on_with(batch, tmp_path, monkeypatch, order):
    """Wherever a tracking ends before its time, between any two of its transactions, the next ones come to what one batch gives."""
    choose = random.Random(100 + order)
    store = Store(f"sqlite:///{tmp_path / 'killed.db'}")
    left = [-1]  # transactions until the process ends; below zero, it does not

    def write(self):
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return kept(self)

    kept = Store.write
    monkeypatch.setattr(Store, "write", write)
    monkeypatch.setattr(index, "_ROWS", 400)  # so that keys are written in several transactions
    waiting = documents()
    choose.shuffle(waiting)
    killed = 0
    while waiting:
        size = choose.randint(5, 25)
        part, waiting = waiting[:size], waiting[size:]
        file = tmp_path / "part.jsonl"
        file.write_text("".join(json.dumps(document) + "\n" for document in part))
        left[0] = -1
        import_paths(store, [file], load_registries(), defaults=Defaults())
        left[0] = choose.randint(0, 30)
        try:
            track(store, CROWDED)
        except Killed:
            killed += 1
    left[0] = -1
    done = track(store, CROWDED)
    found, by_source = outcome(store), by_common_source(store)
    store.close()
    assert killed >= 3
    assert found == batch[:2]
    assert by_source == batch[2]
    assert (done.links, done.stories) == (len(batch[0]), len(batch[1]))


@pytest.mark.slow
@pytest.mark.parametrize("killed", [False, True])
def test_other_processes_come_to_what_one_comes_to(batch, tmp_path, monkeypatch, killed):
    """Texts cut, read, signed and compared by three others, in small parts, also where one of them is killed on the way."""
    for module, name in ((learning, "_COPIES"), (tracking, "_PART"), (comparing, "_PAIRS"), (rods, "_TEXTS")):
        monkeypatch.setattr(module, name, 5)
    parts = []

    def asked(process, work, part, waiting):
        parts.append(work.__name__)
        if killed and len(parts) % 7 == 0:
            process.process.kill()
            process.process.join()
        send(process, work, part, waiting)

    send = Workers._ask
    monkeypatch.setattr(Workers, "_ask", staticmethod(asked))
    folder = tmp_path / "in"
    store = Store(f"sqlite:///{tmp_path / 'many.db'}")
    monkeypatch.setattr(tracking, "_worth", lambda _store, _processes: 3)
    arrive(store, documents(), folder, CROWDED)
    found, by_source = outcome(store), by_common_source(store)
    store.close()
    assert set(parts) == {"cut_into_lines", "read_and_sign", "compare_pairs", "put_together"}
    assert found == batch[:2]
    assert by_source == batch[2]


@pytest.mark.slow
def test_only_touched_stories_are_written(tmp_path, monkeypatch):
    """A new copy has the stories of its own wire grouped again and no others; the counts are of the whole store."""
    everything = documents()
    store = Store(f"sqlite:///{tmp_path / 'touched.db'}")
    arrive(store, everything[1:], tmp_path / "in", TrackingConfig())
    saved: list[str] = []
    kept = grouping.stories.save_stories

    def save(connection, found, *others):
        saved.extend(key for each in found for key in each.copies)
        kept(connection, found, *others)

    monkeypatch.setattr(grouping.stories, "save_stories", save)
    track(store, TrackingConfig())
    assert saved == []
    arrive(store, everything[:1], tmp_path / "in", TrackingConfig())
    with store.read() as connection:
        assert 0 < len(saved) < len(everything) / 4
        assert wordings.count_links(connection) == len(links(connection))
    store.close()


@pytest.mark.slow
def test_the_batch_meets_what_it_is_there_to_test(batch):
    """The documents make keys common, texts merge, stories of several sizes, and pairs that only a common source proposes."""
    assert any(comparison.relation == "merged" for _, _, comparison in batch[0])
    assert {len(copies) for copies in batch[1]} >= {1, 2, 7}
    assert len(batch[2]) >= 3


@pytest.mark.slow
def test_boilerplate_is_learned_and_shown(store, tmp_path):
    """What an outlet repeats under its stories is cut from copies and logged; what others carry, too, is not."""
    arrive(store, documents(), tmp_path / "in", CROWDED)
    with store.read() as connection:
        cuts = [cut for seen in sightings(connection) for cut in seen.removed]
    assert {cut.rule for cut in cuts} == {"learned-furniture"}
    footers = {" ".join(text(5000 + outlet * 10 + line, 7)) for outlet in range(5) for line in range(5)}
    assert {cut.text for cut in cuts} <= footers
    assert len({cut.text for cut in cuts}) >= 15


@pytest.mark.slow
def test_boilerplate_that_another_outlet_turns_out_to_carry_is_text_again(tmp_path):
    """Learning is undone when it was wrong: the line comes back into every copy."""
    store = Store(f"sqlite:///{tmp_path / 'undone.db'}")
    line = " ".join(text(77, 9))
    own = [
        {"id": f"o{n}", "outlet": "Gazette", "title": f"T{n}", "text": " ".join(text(n, 60)) + ".\n" + line}
        for n in range(4)
    ]
    arrive(store, own, tmp_path / "in", TrackingConfig())
    with store.read() as connection:
        assert all(line not in seen.text for seen in sightings(connection))
    other = [{"id": "other", "outlet": "Courier", "title": "T", "text": " ".join(text(9, 60)) + ".\n" + line}]
    arrive(store, other, tmp_path / "in", TrackingConfig())
    with store.read() as connection:
        assert all(line in seen.text for seen in sightings(connection))
        assert all(seen.removed == () for seen in sightings(connection))
    store.close()


def test_a_wires_own_feed_has_no_boilerplate(tmp_path):
    """What Reuters repeats in its own feed are the lines of its forms, not a site's."""
    store = Store(f"sqlite:///{tmp_path / 'feed.db'}")
    line = " ".join(text(77, 9))
    own = [
        {"id": f"r{n}", "outlet": "Reuters", "title": f"T{n}", "text": " ".join(text(n, 60)) + ".\n" + line}
        for n in range(5)
    ]
    arrive(store, own, tmp_path / "in", TrackingConfig())
    with store.read() as connection:
        assert all(line in seen.text for seen in sightings(connection))
    store.close()


def test_versions_of_one_story_are_not_taken_for_boilerplate(tmp_path):
    """An outlet that runs the same wire four times repeats its sentences, but on pages of one story."""
    store = Store(f"sqlite:///{tmp_path / 'versions.db'}")
    sentences = [" ".join(text(n, 20)) + "." for n in range(8)]
    versions = [{"id": f"v{n}", "outlet": "Gazette", "text": " ".join(sentences[: 5 + n])} for n in range(4)]
    arrive(store, versions, tmp_path / "in", TrackingConfig())
    with store.read() as connection:
        assert all(seen.removed == () for seen in sightings(connection))
        assert [len(story.copies) for story in stories(connection)] == [4]
    store.close()


@pytest.mark.slow
def test_both_databases_track_alike(store, batch, tmp_path):
    """SQLite and PostgreSQL come to the same links and stories."""
    arrive(store, documents(), tmp_path / "in", CROWDED)
    found = outcome(store)
    assert found[0] == batch[0]
    assert sorted(found[1]) == sorted(batch[1])


@pytest.mark.slow
def test_tracking_again_changes_nothing(store, tmp_path):
    """A second run over the same copies compares nothing and keeps every name."""
    arrive(store, documents(), tmp_path / "in", CROWDED)
    before = outcome(store)
    with store.read() as connection:
        names = [story.key for story in stories(connection)]
    assert track(store, CROWDED).candidates == 0
    with store.read() as connection:
        assert [story.key for story in stories(connection)] == names
    assert outcome(store) == before


@pytest.mark.slow
def test_other_settings_compare_everything_anew(store, tmp_path):
    """Keys made with another seed are not mixed with today's."""
    arrive(store, documents(), tmp_path / "in", CROWDED)
    before = outcome(store)
    assert track(store, replace(CROWDED, seed=2)).candidates > 0
    assert len(outcome(store)[0]) >= len(before[0]) * 0.9


@pytest.mark.slow
def test_other_numbers_judge_everything_anew(store, tmp_path):
    """A store that an older rule judged is judged by today's: a verdict never outlives its numbers."""
    arrive(store, documents(), tmp_path / "in", replace(CROWDED, edited_coverage=0.99, boilerplate_stories=50))
    track(store, CROWDED)
    late = outcome(store)
    with store.read() as connection:
        assert any(seen.removed for seen in sightings(connection))
    fresh = Store(f"sqlite:///{tmp_path / 'fresh.db'}")
    arrive(fresh, documents(), tmp_path / "fresh", CROWDED)
    assert late[0] == outcome(fresh)[0]
    fresh.close()


@pytest.mark.slow
def test_equal_words_are_compared_once(tmp_path):
    """A hundred outlets with the same words cost one comparison with another wording, and are all linked."""
    store = Store(f"sqlite:///{tmp_path / 'same.db'}")
    wire = " ".join(text(1, 150))
    same = [{"id": f"s{n}", "outlet": f"Outlet {n}", "text": wire} for n in range(40)]
    longer = [{"id": "longer", "outlet": "Other", "text": wire + " " + " ".join(text(2, 60))}]
    file = tmp_path / "same.jsonl"
    file.write_text("".join(json.dumps(document) + "\n" for document in same + longer))
    import_paths(store, [file], load_registries(), defaults=Defaults())
    assert track(store, TrackingConfig()).candidates == 1
    found, told = outcome(store)
    assert len(found) == 40 * 39 // 2 + 40
    assert [len(copies) for copies in told] == [41]
    store.close()


def test_texts_too_short_to_be_copies_stay_apart(tmp_path):
    """Video pages without text, and captions of a few words, are no story, however equal."""
    store = Store(f"sqlite:///{tmp_path / 'short.db'}")
    file = tmp_path / "short.jsonl"
    short = [
        {"id": f"s{n}", "outlet": f"Outlet {n}", "title": f"Video {n}", "text": "Watch the video"} for n in range(4)
    ]
    file.write_text("".join(json.dumps(document) + "\n" for document in short))
    import_paths(store, [file], load_registries(), defaults=Defaults())
    track(store, TrackingConfig())
    found, told = outcome(store)
    assert found == []
    assert [len(copies) for copies in told] == [1, 1, 1, 1]
    store.close()


def test_a_window_parts_equal_words_and_a_new_window_joins_them(tmp_path):
    """A yearly notice is two stories with a window, one without; the store keeps what it was told."""
    store = Store(f"sqlite:///{tmp_path / 'yearly.db'}")
    notice = " ".join(text(1, 80))
    file = tmp_path / "yearly.jsonl"
    years = [
        {"id": f"y{year}", "outlet": "Gazette", "text": notice, "time": f"{year}-05-01T09:00:00Z"}
        for year in (2025, 2026)
    ]
    file.write_text("".join(json.dumps(document) + "\n" for document in years))
    import_paths(store, [file], load_registries(), defaults=Defaults())
    track(store, TrackingConfig(window_hours=settle_window(store, "kept")))
    assert [len(copies) for copies in outcome(store)[1]] == [1, 1]
    track(store, TrackingConfig(window_hours=settle_window(store, None)))
    assert [len(copies) for copies in outcome(store)[1]] == [2]
    assert settle_window(store, "kept") is None
    store.close()


@pytest.mark.slow
def test_stories_keep_their_names_as_copies_arrive_and_through_a_rebuild(tmp_path):
    """A story's key does not jump when it grows, nor when everything is read again."""
    store = Store(f"sqlite:///{tmp_path / 'names.db'}")
    choose = random.Random(3)
    waiting = documents()
    choose.shuffle(waiting)
    names: dict[str, str] = {}
    for start in range(0, len(waiting), 15):
        arrive(store, waiting[start : start + 15], tmp_path / "in", TrackingConfig())
        with store.read() as connection:
            told = stories(connection)
        largest = max(told, key=lambda story: len(story.copies))
        if largest.key in names:
            assert set(names[largest.key]) <= set(largest.copies)
        names = {story.key: story.copies for story in told}
    reread(store, load_registries())
    track(store, TrackingConfig())
    with store.read() as connection:
        assert {story.key: story.copies for story in stories(connection)} == names
    store.close()


def a_story(key: str, *copies: str) -> Story:
    """A story as grouping makes it, or as the store keeps it."""
    return Story(key, tuple(copies), copies[0])


EARLY, LATE = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "arrivals", "names", "events"),
    [
        pytest.param([], [("a", "b"), ("c",)], {}, ["s-a", "s-c"], [], id="new"),
        pytest.param([a_story("s-b", "b")], [("a", "b")], {"b": (EARLY, 9), "a": (LATE, 1)}, ["s-b"], [], id="grows"),
        pytest.param([a_story("s-b", "b")], [("a", "b")], {"b": (None, 1), "a": (None, 2)}, ["s-b"], [], id="grows-without-times"),
        pytest.param(
            [a_story("s-b", "b")], [("a", "b")], {"b": (LATE, 1), "a": (EARLY, 2)}, ["s-a"], [("merged", "s-b", "s-a")], id="an-earlier-one-comes"
        ),
        pytest.param([], [("a", "b")], {"a": (None, 1), "b": (LATE, 2)}, ["s-b"], [], id="a-known-time-first"),
        pytest.param([], [("b", "a")], {"a": (LATE, 2), "b": (LATE, 1)}, ["s-a"], [], id="of-one-instant-by-key"),
        pytest.param(
            [a_story("s-a", "a", "b"), a_story("s-c", "c")], [("a", "b", "c")], {}, ["s-a"], [("merged", "s-c", "s-a")], id="merges"
        ),
        pytest.param(
            [a_story("s-a", "a", "b", "c", "d", "e")], [("a", "b", "c"), ("d", "e")], {}, ["s-a", "s-d"], [("split", "s-d", "s-a")], id="splits"
        ),
        pytest.param([a_story("s-1", "a", "b")], [("a", "b")], {}, ["s-a"], [("merged", "s-1", "s-a")], id="named-otherwise-before"),
        pytest.param([], [("a", "both"), ("both", "z")], {}, ["s-a", "s-both"], [], id="a-merged-text-names-one-story"),
        pytest.param([], [("both", "z"), ("a", "both")], {}, ["s-both", "s-a"], [], id="in-whatever-order"),
        pytest.param([], [("a", "b"), ("a",), ("b",)], {}, ["s-a-b", "s-a", "s-b"], [], id="all-its-copies-name-others"),
    ],
)  # fmt: skip
def test_stories_are_named_after_their_first_copy(before, after, arrivals, names, events):
    """Whatever they were called before, and what became of a story is kept."""
    found = identify([a_story("", *copies) for copies in after], before, arrivals)
    assert [story.key for story in found.stories] == names
    assert list(found.events) == events


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_names_do_not_depend_on_how_often_a_store_was_tracked(tmp_path, seed):
    """Tracked in the middle, after an older page was imported, or once at the end: the same stories by the same keys."""
    choose = random.Random(seed)
    waiting = [
        {**each, "fetched_at": f"2026-11-{choose.randint(1, 28):02}T12:00:00Z"} if choose.random() < 0.7 else each
        for each in documents()
    ]
    told: list[dict[str, tuple[str, ...]]] = []
    for size in (len(waiting), 7, 16):
        store = Store(f"sqlite:///{tmp_path / f'{size}.db'}")
        for start in range(0, len(waiting), size):
            arrive(store, waiting[start : start + size], tmp_path / f"in{size}", TrackingConfig(window_hours=None))
        with store.read() as connection:
            told.append({story.key: story.copies for story in stories(connection)})
        store.close()
    assert told[0] == told[1] == told[2]


def dated(key: str, hours: float | None, wording: str = "w") -> Dated:
    """A copy published exactly so many hours after noon, or at an unknown time."""
    moment = NOON + timedelta(hours=hours) if hours is not None else None
    return Dated(key, wording, 100, (moment, moment))


@pytest.mark.parametrize(
    ("copies", "hours", "expected"),
    [
        pytest.param([dated("a", 0), dated("b", 10)], 72, [("a", "b")], id="near"),
        pytest.param([dated("a", 0), dated("b", 100)], 72, [("a",), ("b",)], id="far"),
        pytest.param([dated("a", 0), dated("b", 100)], None, [("a", "b")], id="no-window"),
        pytest.param([dated("a", 0), dated("b", 60), dated("c", 120)], 72, [("a", "b", "c")], id="one-after-the-other"),
        pytest.param([dated("a", 0), dated("b", 100), dated("c", None)], 72, [("a", "c"), ("b",)], id="unknown-joins-the-first"),
        pytest.param([dated("a", 0), dated("b", 0, "other")], 72, [("a",), ("b",)], id="other-words"),
    ],
)  # fmt: skip
def test_editions_are_equal_words_at_about_one_time(copies, hours, expected):
    """Copies of one wording within the window of each other are one edition."""
    found = editions_of(copies, TrackingConfig(window_hours=hours))
    assert [tuple(copy.key for copy in edition.copies) for edition in found] == expected

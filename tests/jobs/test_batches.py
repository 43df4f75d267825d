"""Tracking by a batch engine: row by row what the store's own index comes to, also after a kill."""

import importlib
import json
import os
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.errors import BatchFailed
from crawler.jobs.engines import batch, tasks, track_all
from crawler.jobs.engines.opening import Chosen, track_with
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.track import Tracked, track
from crawler.jobs.tracking import excused
from crawler.sightings.registries import load_registries
from crawler.store.decisions.stored import decide
from crawler.store.links import judged_pairs, likenesses
from crawler.store.schema import band, copy, passage, signature, wording
from crawler.store.store import Store
from crawler.store.wordings import digests
from crawler.tracking.common_source import BY_COMMON_SOURCE
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import Ruling
from tests.places import PROJECT
from tests.stores import rows_of
from tests.tracking.test_incremental import CROWDED, NOON, documents
from tests.tracking.test_tracking import text

if os.environ.get("CI") != "true":  # there a missing part is a failure
    pytest.importorskip("duckdb", reason="the duckdb extra is not installed")

duck = importlib.import_module("crawler.jobs.engines.duck")
#: Tables that hold what they hold whichever rows wordings have.
_SAME = ("segment", "furniture", "comparison", "rod", "story_event", "setting")


def imported(url: str, articles: Iterable[dict], folder: Path) -> Store:
    """A new store with articles that no tracking has seen."""
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    store = Store(url)
    import_paths(store, [file], load_registries(), defaults=Defaults())
    return store


def contents(store: Store) -> dict[str, list]:
    """Everything that tracking has written, by the digests of wordings where it goes by their rows."""
    metadata = copy.metadata
    keyed = sa.select(wording.c.digest, wording.c.words, wording.c.indexed, wording.c.fresh, wording.c.links)
    with store.read() as connection:
        found: dict[str, list] = {
            name: sorted(map(repr, connection.execute(sa.select(metadata.tables[name])))) for name in _SAME
        }
        for table in (band, passage):
            query = sa.select(table.c.key, wording.c.digest).join(wording, wording.c.id == table.c.wording_id)
            found[table.name] = sorted(map(tuple, connection.execute(query)))
        signed = sa.select(wording.c.digest, signature.c.value, signature.c.version)
        found["signature"] = sorted(map(tuple, connection.execute(signed.join_from(signature, wording))))
        found["wording"] = sorted(map(tuple, connection.execute(keyed)))
        of_copies = sa.select(copy.c.key, wording.c.digest, copy.c.segmented).join(wording)
        found["copy"] = sorted(map(tuple, connection.execute(of_copies)))
        found["likeness"] = list(map(repr, likenesses(connection)))
    return found | {what: rows_of(store, what) for what in ("links", "stories", "copies")}


def by_duckdb(store: Store, config: TrackingConfig, folder: Path, processes: int = 0) -> Tracked:
    """Track by DuckDB, whose tables stay in *folder*."""
    return track_with(Chosen("duckdb", str(folder)), store, config, processes=processes)


def assert_same(store: Store, other: Store) -> None:
    """Both stores hold the same; says what differs, table by table."""
    found, expected = contents(store), contents(other)
    for name, rows in expected.items():
        assert found[name] == rows, name


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """What the store's own index comes to, keys being common very early."""
    folder = tmp_path_factory.mktemp("own")
    store = imported(f"sqlite:///{folder / 'own.db'}", documents(), folder)
    done = track(store, CROWDED)
    yield store, done
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize("processes", [0, 2])
def test_duckdb_comes_to_what_the_index_comes_to(own, tmp_path, monkeypatch, processes):
    """All rows that tracking writes, with keys that are common early, small parts, and others at work."""
    monkeypatch.setattr(batch, "_PAIRS", 20)
    monkeypatch.setattr(batch, "_OF_OUTLETS", 30)
    monkeypatch.setattr(duck.DuckEngine, "at_once", 40)
    monkeypatch.setattr(batch, "_OF_WORDINGS", 30)
    expected, counted = own
    store = imported(f"sqlite:///{tmp_path / 'batch.db'}", documents(), tmp_path)
    assert by_duckdb(store, CROWDED, tmp_path / "work", processes) == counted
    assert_same(store, expected)
    with store.read() as connection:
        reasons = {why for judged in judged_pairs(connection).values() for why in judged.proposed_by}
    assert {"signature band", "crowded signature band", *BY_COMMON_SOURCE} <= reasons
    assert track(store, CROWDED).candidates == 0
    assert_same(store, expected)
    store.close()


@pytest.mark.slow
@pytest.mark.postgres
def test_a_store_on_a_server_is_tracked_alike(own, postgres, tmp_path):
    """What is written back to PostgreSQL is what SQLite has."""
    store = imported(postgres.new_database(), documents(), tmp_path)
    by_duckdb(store, CROWDED, tmp_path / "work")
    found, expected = contents(store), contents(own[0])
    assert {name: found[name] for name in ("wording", "band", "passage", "likeness", "copy")} == {
        name: expected[name] for name in ("wording", "band", "passage", "likeness", "copy")
    }
    store.close()


@pytest.mark.slow
def test_what_a_store_had_is_replaced(own, tmp_path):
    """Keys, comparisons and boilerplate by other rules go; new copies that came since are tracked, too."""
    articles = documents()
    store = imported(f"sqlite:///{tmp_path / 'earlier.db'}", articles[:60], tmp_path)
    track(store, TrackingConfig(common_key=9, edited_coverage=0.99))
    imported(f"sqlite:///{tmp_path / 'earlier.db'}", articles[60:], tmp_path).close()
    for _ in range(2):  # and once more, over what it wrote itself
        by_duckdb(store, CROWDED, tmp_path / "work")
        found, expected = contents(store), contents(own[0])
        for name in ("likeness", "wording", "copy", "links", "band"):
            assert found[name] == expected[name], name
        assert [story["copies"] for story in found["stories"]] == [story["copies"] for story in expected["stories"]]
    store.close()


class Killed(Exception):
    """What stands for the end of the process."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_batch_that_is_killed_is_gone_on_with(own, tmp_path, monkeypatch, seed):
    """Wherever it ends before its time: the next one comes to the same, and makes no part of a table again."""
    choose = random.Random(seed)
    monkeypatch.setattr(batch, "_PAIRS", 20)
    store = imported(f"sqlite:///{tmp_path / 'killed.db'}", documents(), tmp_path)
    left, parts = [0], []

    def counted(called):
        def call(*values, **more):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return called(*values, **more)

        return call

    def working(job):
        parts.append(job.out)
        return worked(job)

    worked = duck.work_on
    monkeypatch.setattr(duck, "work_on", counted(working))
    monkeypatch.setattr(Store, "write", counted(Store.write))
    monkeypatch.setattr(duck.DuckEngine, "_end", counted(duck.DuckEngine._end))
    killed = 0
    while True:
        left[0] = choose.randint(3, 40) if killed < 4 else -1
        try:
            by_duckdb(store, CROWDED, tmp_path / "work")
        except Killed:
            killed += 1
        else:
            break
    left[0] = -1
    assert killed == 4
    assert len(parts) == len(set(parts)) > 20
    assert_same(store, own[0])
    store.close()


@pytest.mark.slow
def test_tracking_goes_on_where_a_batch_was_killed_while_it_was_written(own, tmp_path, monkeypatch):
    """Without its engine: what is in the store of it is used, the rest is made by the store's own index."""
    store = imported(f"sqlite:///{tmp_path / 'half.db'}", documents(), tmp_path)

    def dying(*_):
        raise Killed

    monkeypatch.setattr("crawler.jobs.engines.write_back._mark_indexed", dying)
    with pytest.raises(Killed):
        by_duckdb(store, CROWDED, tmp_path / "work")
    track(store, CROWDED)
    found, expected = contents(store), contents(own[0])
    for name in ("likeness", "wording", "copy", "links", "stories", "band", "passage", "furniture"):
        assert found[name] == expected[name], name
    store.close()


@pytest.mark.slow
def test_decisions_of_people_hold(tmp_path):
    """A pair that somebody decided not to be a copy is none for the pairs that it would speak for, either; stories that somebody put together are one."""
    stores = [imported(f"sqlite:///{tmp_path / name}", documents(), tmp_path) for name in ("own.db", "batch.db")]
    track(stores[0], CROWDED)
    with stores[0].read() as connection:
        pairs = [
            (a, b)
            for a, b, judged in ((*pair, each) for pair, each in judged_pairs(connection).items())
            if judged.is_copy
        ]
        names = digests(connection)
    for store in stores:
        with store.write() as connection:
            for a, b in pairs[::9]:
                decide(connection, Ruling.NOT_A_COPY, [names[a]], [names[b]], who="Ida", why="asked", about="", now=NOON)  # fmt: skip
            decide(
                connection,
                Ruling.MERGE,
                [names[pairs[0][0]]],
                [names[pairs[-1][1]]],
                who="Ida",
                why="asked",
                about="",
                now=NOON,
            )
    track(stores[0], CROWDED)
    by_duckdb(stores[1], CROWDED, tmp_path / "work")
    assert contents(stores[1])["likeness"] == contents(stores[0])["likeness"]
    assert contents(stores[1])["stories"] == contents(stores[0])["stories"]
    for store in stores:
        store.close()


@pytest.mark.parametrize("window", [None, 0.5])
def test_any_window_is_kept(tmp_path, window):
    """Without a window all may meet; with a short one nearly identical texts are run again."""
    config = TrackingConfig(window_hours=window)
    stores = [imported(f"sqlite:///{tmp_path / name}", documents()[:60], tmp_path) for name in ("own.db", "batch.db")]
    track(stores[0], config)
    by_duckdb(stores[1], config, tmp_path / "work")
    assert_same(stores[1], stores[0])
    for store in stores:
        store.close()


def test_a_text_that_meets_an_error_of_the_program_costs_itself(tmp_path, monkeypatch):
    """It is compared with no other, its place is counted, and the others are linked."""
    articles = [{"id": f"{n}", "outlet": f"Post {n}", "text": " ".join(text(n // 2, 90)) + f" {n}"} for n in range(4)]
    articles[3]["text"] += " dreadful"
    store = imported(f"sqlite:///{tmp_path / 'store.db'}", articles, tmp_path)

    def reading(printed):
        if "dreadful" in printed:
            raise IndexError
        return read(printed)

    read = excused.read_voiced
    monkeypatch.setattr(excused, "read_voiced", reading)
    done = by_duckdb(store, TrackingConfig(), tmp_path / "work")
    assert sum(done.faults.values()) >= 1
    assert [{link["a"], link["b"]} for link in rows_of(store, "links")] == [{"0", "1"}]
    with store.read() as connection:
        assert excused.tracking_faults(connection) == dict(done.faults)
    store.close()


def test_nothing_is_written_of_copies_that_changed(tmp_path, monkeypatch):
    """Copies that are read again while they are tracked are not given the links of what they said before."""
    articles = [{"id": f"{n}", "outlet": f"Post {n}", "text": " ".join(text(1, 90))} for n in range(3)]
    store = imported(f"sqlite:///{tmp_path / 'store.db'}", articles, tmp_path)

    def changing(self):
        run(self)
        with store.write() as connection:
            connection.execute(copy.update().values(text="something else altogether"))

    run = batch.Batch.run
    monkeypatch.setattr(track_all.Batch, "run", changing)
    with pytest.raises(BatchFailed, match="nothing was written"):
        by_duckdb(store, TrackingConfig(), tmp_path / "work")
    assert rows_of(store, "links") == []
    store.close()


def test_wordings_that_numbers_do_not_tell_apart_are_refused(tmp_path, monkeypatch):
    """Digests that begin alike, which a hundred million of them have once in three thousand times, mix nothing up."""
    articles = [{"id": f"{n}", "outlet": f"Post {n}", "text": " ".join(text(n, 90))} for n in range(2)]
    store = imported(f"sqlite:///{tmp_path / 'store.db'}", articles, tmp_path)
    monkeypatch.setattr(tasks, "number_of", lambda _: 7)
    with pytest.raises(BatchFailed, match="without --engine"):
        by_duckdb(store, TrackingConfig(), tmp_path / "work")
    store.close()


def test_numbers_of_wordings_are_in_the_order_of_digests():
    """The first of a crowded band is the same by either."""
    names = ["0" * 24, "7fffffffffffffff" + "f" * 8, "8" + "0" * 23, "f" * 24]
    assert [tasks.number_of(name) for name in names] == [-(2**63), -1, 0, 2**63 - 1]


@pytest.mark.slow
def test_the_command_tracks_by_an_engine(wiretrace, tmp_path):
    """In one command, with what it says; the folder beside the store goes, one that is named stays; an empty store is no error."""
    assert wiretrace("track", "--store", "empty.db", "--engine", "duckdb", cwd=tmp_path).code == 1
    texts = (PROJECT / "fixtures" / "copies" / "docs.jsonl").read_text(encoding="utf-8").split("\n")
    (tmp_path / "in.jsonl").write_text("\n".join(texts[:120]), encoding="utf-8")
    for name in ("own.db", "batch.db"):
        assert wiretrace("import", "in.jsonl", "--no-track", "--store", name, cwd=tmp_path).code == 0
    own = wiretrace("track", "--store", "own.db", cwd=tmp_path)
    done = wiretrace("track", "--rebuild", "--engine", "duckdb", "--store", "batch.db", cwd=tmp_path)
    assert done.out.splitlines()[-1] == own.out.splitlines()[-1]
    assert not list(tmp_path.glob("*.batch"))
    stores = [Store(f"sqlite:///{tmp_path / name}") for name in ("batch.db", "own.db")]
    for what in ("links", "stories"):
        assert rows_of(stores[0], what) == rows_of(stores[1], what)
    for store in stores:
        store.close()
    again = wiretrace("track", "--engine", "duckdb", "--work", "kept", "--store", "batch.db", cwd=tmp_path)
    assert again.code == 0
    assert list((tmp_path / "kept").glob("*/likenesses/*.parquet"))
    assert wiretrace("track", "--work", "kept", "--store", "batch.db", cwd=tmp_path).code == 2


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("name", ["real_2018_dev", "quotes_real_dev", "derived_1987_dev", "reuters_1987_dev"])
def test_labelled_texts_are_linked_alike(shared, tmp_path, name):
    """Links, stories and comparisons of texts that people labelled are those of the store's own index, row by row."""
    lines = (shared / "data" / "copies" / f"{name}.docs.jsonl").read_text(encoding="utf-8").split("\n")
    articles = [json.loads(line) for line in lines[:120]]
    stores = [imported(f"sqlite:///{tmp_path / place}", articles, tmp_path) for place in ("own.db", "batch.db")]
    assert track(stores[0], TrackingConfig()).links
    by_duckdb(stores[1], TrackingConfig(), tmp_path / "work", processes=0)
    assert_same(stores[1], stores[0])
    for store in stores:
        store.close()

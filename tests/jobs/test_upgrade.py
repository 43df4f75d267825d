"""A store that another version of the program made: read and judged again, said beforehand, and killed at any point on the way."""

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.cli.track import bring_up_to_date
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.upkeep import unfinished
from crawler.jobs.upkeep.judging import judging_due
from crawler.jobs.upkeep.rereading import rereading_due
from crawler.sightings.registries import load_registries
from crawler.sightings.version import READING_VERSION
from crawler.store.schema import capture, copy, likeness, setting, sighting, story, story_copy
from crawler.store.settings import drop_setting, get_setting, put_setting
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from crawler.tracking.version import RULES_VERSION
from tests import places
from tests.command import Command, environment, sigint
from tests.stores import rows_of
from tests.tracking.test_incremental import documents

EXPORTS = ("sightings", "copies", "links", "stories")
KNOWN = load_registries()


def imported(store: Store, folder: Path) -> int:
    """Import documents of every kind and track them. Returns how many there were."""
    found = documents()
    file = folder / "in.jsonl"
    file.write_text("".join(json.dumps(document) + "\n" for document in found), encoding="utf-8")
    import_paths(store, [file], KNOWN, defaults=Defaults())
    bring_up_to_date(store, KNOWN, "kept")
    return len(found)


def outdate(store: Store, *, reading: str | None, rules: str) -> None:
    """Make a store one of another program: its marks, and readings and verdicts that today's would not come to."""
    with store.write() as connection:
        drop_setting(connection, "reading_version")
        if reading is not None:
            put_setting(connection, "reading_version", reading)
        put_setting(connection, "tracking_rules", rules)
        connection.execute(likeness.update().values(relation="template", rule="an older rule"))
        if reading != str(READING_VERSION):
            for row, data in connection.execute(sa.select(sighting.c.id, sighting.c.data)).all():
                older = {**data, "headline": "An older reading"}
                connection.execute(sighting.update().where(sighting.c.id == row).values(data=older))
            connection.execute(
                copy.update().values(headline="An older reading", text="an older reading", segmented=True)
            )


def exports(store: Store) -> dict[str, list[dict]]:
    """What the store exports."""
    return {what: rows_of(store, what) for what in EXPORTS}


@pytest.mark.slow
def test_what_an_older_program_read_and_judged_is_made_again(store, tmp_path, capsys):
    """It is said beforehand, in a line each; the store is then as a new one, and the next tracking finds nothing to do."""
    number = imported(store, tmp_path)
    before = exports(store)
    with store.read() as connection:
        pairs = connection.execute(sa.select(sa.func.count()).select_from(likeness)).scalar_one()
    outdate(store, reading=None, rules="0123456789abcdef")
    assert exports(store) != before
    capsys.readouterr()
    bring_up_to_date(store, KNOWN, "kept")
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == [
        f"reading {number} captures again: made before reading versions were kept, this is {READING_VERSION}",
        f"judging {pairs} pairs again: made before rules versions were kept, this is {RULES_VERSION}",
        f"read again: {number} captures",
    ]
    assert exports(store) == before
    bring_up_to_date(store, KNOWN, "kept")
    assert capsys.readouterr().out.startswith("tracked: 0 new copies, 0 pairs compared;")


@pytest.mark.slow
def test_only_what_is_outdated_is_made_again(store, tmp_path, capsys):
    """Where the rules alone changed, no capture is read; verdicts all are today's."""
    imported(store, tmp_path)
    before = exports(store)
    outdate(store, reading=str(READING_VERSION), rules=f"{RULES_VERSION + 1}:{TrackingConfig().rules}")
    assert rereading_due(store, KNOWN) is None
    assert (
        judging_due(store, TrackingConfig()).why
        == f"made by rules version {RULES_VERSION + 1}, this is {RULES_VERSION}"
    )
    assert "an older rule" in {row["rule"] for row in exports(store)["links"]}
    capsys.readouterr()
    bring_up_to_date(store, KNOWN, "kept")
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("judging ")
    assert len(said) == 2
    assert exports(store) == before


@pytest.mark.slow
def test_another_version_says_which(store, tmp_path):
    """The line names the version that read and the one that will."""
    imported(store, tmp_path)
    outdate(store, reading="77", rules="1")
    assert rereading_due(store, KNOWN).why == f"made by reading version 77, this is {READING_VERSION}"


def test_an_empty_store_has_nothing_to_be_done_again(store):
    """Nothing was read, nothing was judged."""
    assert rereading_due(store, KNOWN) is None
    assert judging_due(store, TrackingConfig()) is None


#: Brings a store up to date, and ends itself by a signal at the statement of that number.
_KILLED = """
import os, signal, sys
import sqlalchemy as sa
from crawler.cli.track import bring_up_to_date
from crawler.sightings.registries import load_registries
from crawler.store.schema import sighting, story_copy
from crawler.store.store import Store

store, left, how = Store(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])

@sa.event.listens_for(store.engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), how)

bring_up_to_date(store, load_registries(), "kept")
"""


def run_until(store_url: str, statement: int, how: signal.Signals) -> subprocess.CompletedProcess[str]:
    """Bring a store up to date in a process that is killed at a statement, or ends if it has fewer."""
    with sigint(signal.SIG_DFL):
        return subprocess.run(
            [sys.executable, "-c", _KILLED, store_url, str(statement), str(int(how))],
            env=environment() | {"PYTHONPATH": str(places.PROJECT)}, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip


@contextmanager
def opened(url: str):
    """An open store."""
    store = Store(url)
    yield store
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_upgrade_that_is_killed_again_and_again_ends_as_one_that_is_not(store_url, tmp_path, how):
    """Each process is ended in the middle of whatever it does, goes on where the last one was, and loses no more than a batch."""
    with opened(store_url) as store:
        number = imported(store, tmp_path)
        wanted = exports(store)
        outdate(store, reading=None, rules="0123456789abcdef")
    left, killed = [number], 0
    for attempt in range(60):  # a batch of any kind fits into what the later ones are given
        done = run_until(store_url, 150 + 50 * attempt, how)
        if done.returncode == 0:
            break
        killed += 1
        with opened(store_url) as store:
            due = rereading_due(store, KNOWN)
            left.append(due.number if due else 0)
    assert done.returncode == 0, done.stderr
    assert killed > 3
    assert left == sorted(left, reverse=True), "work was lost"
    assert any(0 < some < number for some in left), "it was never taken up in the middle"
    with opened(store_url) as store:
        assert exports(store) == wanted
        with store.read() as connection:
            assert get_setting(connection, "rereading") is None
            assert not unfinished.is_unfinished(connection)


@pytest.mark.slow
def test_captures_that_come_while_a_reading_is_stopped_are_read_once(tmp_path):
    """What an import brought in between was read by today's program already, and stays."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with opened(url) as store:
        number = imported(store, tmp_path)
        outdate(store, reading="0", rules="0:0")
    assert run_until(url, 450, signal.SIGKILL).returncode == -signal.SIGKILL
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({**documents()[0], "id": "later", "outlet": "Late Times"}) + "\n", encoding="utf-8")
    with opened(url) as store:
        import_paths(store, [more], KNOWN, defaults=Defaults())
        due = rereading_due(store, KNOWN)
        assert 0 < due.number < number
        bring_up_to_date(store, KNOWN, "kept")
        found = rows_of(store, "sightings")
        assert len(found) == number + 1
        assert "An older reading" not in {row["headline"] for row in found}
        assert rereading_due(store, KNOWN) is None


@pytest.mark.slow
def test_a_reading_that_was_stopped_is_gone_on_with_by_any_tracking(tmp_path):
    """Also one that was only asked for (--rebuild), of a store that is otherwise up to date."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with opened(url) as store:
        number = imported(store, tmp_path)
        with store.write() as connection:
            state = {"reading": f"{READING_VERSION}:{KNOWN.digest}", "until": number, "done": 10}
            put_setting(connection, "rereading", json.dumps(state))
        due = rereading_due(store, KNOWN)
        assert (due.number, due.why) == (number - 10, "it was stopped")


@pytest.mark.slow
def test_import_brings_an_older_store_up_to_date_and_no_track_leaves_it(tmp_path, wiretrace: Command):
    """A command that tracks at its end does as track does; --no-track, report and export change nothing and say so."""
    url = f"sqlite:///{tmp_path / 'wiretrace.db'}"
    with opened(url) as store:
        number = imported(store, tmp_path)
        outdate(store, reading=None, rules="0123456789abcdef")
    (tmp_path / "more.jsonl").write_text(json.dumps({**documents()[0], "id": "later"}) + "\n", encoding="utf-8")
    left = wiretrace("import", "more.jsonl", "--no-track", cwd=tmp_path)
    assert "again" not in left.out
    shown = wiretrace("export", "links", cwd=tmp_path)
    assert shown.err == "what is stored was read by another version of wiretrace; `wiretrace track` reads it again\n"
    (tmp_path / "last.jsonl").write_text(json.dumps({**documents()[1], "id": "last"}) + "\n", encoding="utf-8")
    done = wiretrace("import", "last.jsonl", cwd=tmp_path)
    assert f"reading {number + 2} captures again: made before reading versions were kept" in done.out
    assert wiretrace("export", "links", cwd=tmp_path).err == ""


@pytest.mark.slow
def test_commands_that_only_look_say_that_tracking_was_stopped(tmp_path, wiretrace: Command):
    """Links are incomplete until it ends."""
    with opened(f"sqlite:///{tmp_path / 'wiretrace.db'}") as store:
        imported(store, tmp_path)
        with store.write() as connection:
            unfinished.begin(connection)
            gone = sa.select(story_copy.c.copy_id).limit(1).scalar_subquery()
            connection.execute(sa.delete(sighting).where(sighting.c.copy_id == gone))  # as a killed reading leaves it
    shown = wiretrace("export", "stories", cwd=tmp_path)
    assert shown.err == "tracking has not come to its end; `wiretrace track` goes on with it\n"
    for words in (("export", "links"), ("export", "copies"), ("export", "outlets"), ("report", "--out", "report")):
        assert wiretrace(*words, cwd=tmp_path).code == 0
    wiretrace("track", cwd=tmp_path)
    assert wiretrace("export", "stories", cwd=tmp_path).err == ""


@pytest.mark.slow
def test_no_transaction_of_an_upgrade_grows_with_the_store(store, tmp_path):
    """What one transaction reads again or takes out is bounded: none writes more than a batch of captures."""
    number = imported(store, tmp_path)
    outdate(store, reading=None, rules="0123456789abcdef")
    written: list[int] = [0]

    @sa.event.listens_for(store.engine, "begin")
    def begin(_connection: object) -> None:
        written.append(0)

    @sa.event.listens_for(store.engine, "before_cursor_execute")
    def execute(_c: object, _cursor: object, statement: str, parameters: object, _x: object, many: bool) -> None:
        if statement.startswith("INSERT INTO sighting"):
            written[-1] += len(parameters) if many else 1

    bring_up_to_date(store, KNOWN, "kept")
    assert sum(written) == number
    assert max(written) <= 20 < number


@pytest.mark.slow
def test_copies_that_no_reading_holds_any_more_leave_their_stories(store, tmp_path):
    """An older reading saw a copy that today's does not: its row goes, its story keeps its name with what is left of it."""
    imported(store, tmp_path)
    before = exports(store)
    with store.write() as connection:
        row, fullest = connection.execute(sa.select(story.c.id, story.c.fullest_id).order_by(story.c.id)).first()
        ghost = dict(connection.execute(sa.select(copy).where(copy.c.id == fullest)).mappings().one())
        del ghost["id"]
        ghost |= {"key": "f" * 16, "external_id": None}
        connection.execute(copy.insert().values(**ghost))
        new = connection.execute(sa.select(copy.c.id).where(copy.c.key == "f" * 16)).scalar_one()
        connection.execute(story.update().where(story.c.id == row).values(fullest_id=new))
        connection.execute(sa.text(f"INSERT INTO story_copy (story_id, copy_id) VALUES ({row}, {new})"))
        first = connection.execute(sa.select(sa.func.min(capture.c.id))).scalar_one()
        some = dict(connection.execute(sa.select(sighting).where(sighting.c.capture_id == first)).mappings().first())
        del some["id"]
        connection.execute(sighting.insert().values(**some | {"key": "ghost", "copy_id": new}))
    outdate(store, reading=None, rules="0123456789abcdef")
    bring_up_to_date(store, KNOWN, "kept")
    assert exports(store) == before
    with store.read() as connection:
        assert connection.execute(sa.select(copy.c.id).where(copy.c.key == "f" * 16)).first() is None
        assert connection.execute(sa.select(setting.c.value).where(setting.c.name == "rereading")).first() is None

"""Many imports on one store: archives are shared out among them, and what a killed one left is taken up in the middle of its file."""

import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from crawler.clock import system_clock
from crawler.jobs.intake import importing
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.sightings.observe import observe
from crawler.sightings.registries import load_registries
from crawler.store.schema import setting
from crawler.store.store import Store
from tests.command import start
from tests.jobs.archives import Archive
from tests.site import article_path, page
from tests.stores import captures_in

HOST = "http://www.daily8.example"


def archives(folder: Path, *, files: int, pages: int) -> Path:
    """Archives of different pages in a folder of their own."""
    folder.mkdir()
    for file in range(files):
        archive = Archive()
        for number in range(file * pages, (file + 1) * pages):
            archive.add(page(number), url=HOST + article_path(number))
        archive.written(folder / f"part-{file}.warc.gz")
    return folder


def test_an_archive_that_was_left_in_the_middle_is_taken_up_there(tmp_path, monkeypatch):
    """The pages that are stored are not read again; the file is closed when all of it is in."""
    folder = archives(tmp_path / "in", files=1, pages=9)
    read: list[str | None] = []

    def reading(capture, known):
        if len(read) == 5:
            raise KeyboardInterrupt
        read.append(capture.url)
        return observe(capture, known)

    monkeypatch.setattr("crawler.pool.pool.observe", reading)
    monkeypatch.setattr(importing, "_BATCH", 2)
    with closing(Store(f"sqlite:///{tmp_path / 'store.db'}")) as store:
        with pytest.raises(KeyboardInterrupt):
            import_paths(store, [folder], load_registries(), defaults=Defaults(), clock=system_clock)
        stored = captures_in(tmp_path / "store.db")
        assert stored == 4
        monkeypatch.setattr(
            "crawler.pool.pool.observe", lambda capture, known: read.append(capture.url) or observe(capture, known)
        )
        done = import_paths(store, [folder], load_registries(), defaults=Defaults(), clock=system_clock)
        assert (done.captures, done.new) == (9, 5)
        assert len(read) == 5 + 5
        assert (
            import_paths(store, [folder], load_registries(), defaults=Defaults(), clock=system_clock).archives_known
            == 1
        )


def test_a_claim_of_a_process_that_lives_is_respected(tmp_path):
    """Whose process is gone may be taken, one that gives no sign of life too."""
    folder = archives(tmp_path / "in", files=1, pages=2)
    with closing(Store(f"sqlite:///{tmp_path / 'store.db'}")) as store:
        for holder, taken in (
            ("elsewhere:1 2126-11-22T14:05:00+00:00", 1),
            ("elsewhere:1 2026-11-22T14:05:00+00:00", 0),
        ):
            import_paths(store, [folder], load_registries(), defaults=Defaults(), clock=system_clock)
            with store.write() as connection:
                connection.execute(setting.update().where(setting.c.name.startswith("archive ")).values(value=holder))
            done = import_paths(store, [folder], load_registries(), defaults=Defaults(), clock=system_clock)
            assert (len(done.archives_taken), done.captures, done.barren) == (taken, 0 if taken else 2, 0)


@pytest.mark.slow
def test_three_imports_share_a_folder_and_a_killed_one_is_made_up_for(tmp_path):
    """Each page is read by one of them; after a kill the next import brings in what is missing."""
    folder = archives(tmp_path / "in", files=6, pages=60)
    words = ("import", str(folder), "--no-track", "--processes", "0")
    imports = [start(*words, cwd=tmp_path) for _ in range(3)]
    while captures_in(tmp_path / "wiretrace.db") < 60:
        time.sleep(0.02)
    imports[0].send_signal(signal.SIGKILL)
    said = [process.communicate(timeout=300)[0] for process in imports[1:]]
    imports[0].communicate(timeout=60)
    assert [process.returncode for process in imports[1:]] == [0, 0], said
    last = start(*words, cwd=tmp_path)
    out, _ = last.communicate(timeout=300)
    assert last.returncode == 0
    assert "being brought in by" not in out
    assert captures_in(tmp_path / "wiretrace.db") == 360
    brought = sum(int(line.split()[1]) for line in "".join(said).splitlines() if line.startswith("imported: "))
    assert brought <= 360, "two of them read the same archive"

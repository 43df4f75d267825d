"""Processes that read pages: a page that freezes the parser costs itself, and what comes out is what one process would see."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.pool.limits import TOO_LONG, PageLimits, processes_for
from crawler.pool.pool import ReadingPool
from crawler.sightings.identity import new_capture
from crawler.sightings.observation import TOO_MUCH
from crawler.sightings.observe import observe
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from tests.generated.generated_pages import MARKUPS, generate, render
from tests.jobs.archives import Archive
from tests.site import page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of processor time"),
]
#: A page as large as is fetched, of a hundred thousand paragraphs far down: its reading takes minutes.
FROZEN = b"<html><body><h1>Gulls</h1>" + b"<div>" * 200 + b"<p>Gulls and terns were counted, he said.</p>" * 100_000


def a_capture(raw: bytes, number: int = 0):
    """A page as it was fetched."""
    return new_capture(raw, kind="html", url=f"http://www.daily8.example/en/article/{number:032x}")


def test_a_page_that_freezes_the_parser_costs_itself_and_the_others_go_on():
    """It has a reason of its own when its time is over; pages behind it are read meanwhile, and as in one process."""
    known = load_registries()
    others = [a_capture(page(number), number) for number in range(8)]
    with ReadingPool(known, 2, PageLimits(seconds=2), alone=0) as pool:
        frozen = pool.read(a_capture(FROZEN))
        read = [pool.read(capture) for capture in others]
        assert [future.result(120) for future in read] == [observe(capture, known) for capture in others]
        assert frozen.result(120).unreadable == TOO_LONG
        assert pool.read(others[0]).result(120) == observe(others[0], known)


def test_a_page_that_takes_all_memory_costs_itself():
    """What is read after it is read in full: the process that had none left is replaced."""
    known = load_registries()
    large = b"<html><body>" + b"<p>gulls and terns</p>" * 400_000 + b"</body></html>"
    with ReadingPool(known, 1, PageLimits(memory=64 * 2**20), alone=0) as pool:
        assert pool.read(a_capture(large)).result(120).unreadable == TOO_MUCH
        small = a_capture(page(1))
        assert pool.read(small).result(120) == observe(small, known)


def test_a_process_that_was_killed_is_replaced_and_its_page_read_all_the_same():
    """Whoever killed it, the page is not to blame the first time."""
    known, small = load_registries(), a_capture(page(1))
    with ReadingPool(known, 1, alone=0) as pool:
        large = replace(small, raw=small.raw + b" " * 300_000)
        assert pool.read(large).result(120).sightings
        (reader,) = pool._threads
        os.kill(reader.current.process.pid, signal.SIGKILL)
        assert pool.read(large).result(120) == observe(large, known)


def test_few_pages_start_no_process():
    """The first ones are read in this process."""
    with ReadingPool(load_registries(), 2) as pool:
        assert pool.read(a_capture(page(1))).done()
        assert not pool._threads


@pytest.mark.parametrize(("wanted", "processes"), [(0, 0), (3, 3)])
def test_how_many_processes_read(wanted, processes):
    """What the user says; one core alone reads in the process that asks."""
    assert processes_for(wanted) == processes


def test_an_import_with_two_processes_is_the_import_with_none(tmp_path):
    """The same rows in the same order."""
    written = Archive().info()
    for number in range(60):
        body = render(generate(number), list(MARKUPS)[number % len(MARKUPS)]).encode()
        written.add(body, url=f"http://www.daily8.example/en/article/{number:032x}")
    path = written.written(tmp_path / "pages.warc.gz")
    dumps = []
    for processes in (0, 2):
        store = Store(f"sqlite:///{tmp_path / f'{processes}.db'}")
        done = import_paths(store, [path], load_registries(), defaults=Defaults(), processes=processes)
        assert done.captures == 60
        store.close()
        with closing(sqlite3.connect(tmp_path / f"{processes}.db")) as connection:
            dumps.append(list(connection.iterdump()))
    assert dumps[0] == dumps[1]

"""Fixtures that many tests need (labelled data, stores on both databases), and which tests run side by side."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from crawler.cli.main import run
from crawler.store.store import Store
from tests import places
from tests.command import Command, Done, signals_kept
from tests.parts import has_chromium
from tests.postgres import PostgresMissing, TemporaryPostgres

# An example's 200 ms of wall clock are no property of the code, and a suite that is green is so again with the same examples.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


class ByModule(LoadScopeScheduling):
    """Hands whole modules to a worker, so that their fixtures are made once; all that open a browser to the same worker.

    Two Chromiums on two cores would spend each other's deadlines.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return "browser" if "browser" in module else module


def pytest_xdist_make_scheduler(config, log):
    """Schedule by module where the tests run in several processes."""
    return ByModule(config, log) if config.getoption("dist") == "loadscope" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """In several processes, begin with the modules that have slow tests: one begun last would be waited for alone."""
    if config.getoption("dist") == "loadscope":
        slow = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: item.path not in slow)


def missing(what: str) -> None:
    """Skip outside CI; in CI a missing part is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} (CI must have it)", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled data beside the project; it does not ship, so its tests skip where it is absent."""
    if not places.SHARED.is_dir():
        pytest.skip("../shared (labelled data, not shipped) is not beside the project")
    return places.SHARED


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of our own, on a socket in a temporary folder."""
    try:
        server = TemporaryPostgres()
    except PostgresMissing as problem:
        missing(str(problem))
    with server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_url(request, tmp_path) -> str:
    """The URL of an empty store, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def store(store_url):
    """An empty, open store, on each database in turn."""
    opened = Store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def wiretrace(monkeypatch, capfd) -> Command:
    """The command, run in this process: the same entry point, without the seconds that a process of its own costs."""

    def command(*words: str, cwd: Path) -> Done:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["wiretrace", *words])
        monkeypatch.setenv("COLUMNS", "200")
        with signals_kept(), pytest.raises(SystemExit) as ended:
            run()
        printed = capfd.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return command


@pytest.fixture(scope="session")
def chromium() -> None:
    """A Chromium on this machine, and the extra that drives it."""
    if not has_chromium():
        missing("Chromium is not on this machine (Debian: apt-get install chromium)")
    pytest.importorskip("scrapy_playwright", reason="the browser extra is not installed")

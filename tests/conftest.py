"""Fixtures that many tests need: the shared data beside the project, stores on both databases."""

import os
from pathlib import Path

import pytest

from crawler.store.store import Store
from tests import places
from tests.postgres import PostgresMissing, TemporaryPostgres


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

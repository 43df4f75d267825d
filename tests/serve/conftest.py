"""A store of two stories and a server of it, one for each module of tests."""

import pytest

from tests.serve.serving import fill, serving


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> str:
    """A store of two stories."""
    where = f"sqlite:///{tmp_path_factory.mktemp('served') / 'store.db'}"
    fill(where)
    return where


@pytest.fixture(scope="module")
def site(url):
    """A server of that store, for this machine alone."""
    with serving(url) as running:
        yield running

"""Two programs that begin at once on one store, of either kind."""

import stat
import threading
from pathlib import Path

import pytest

from crawler.store.store import Store
from tests.command import start
from tests.site import Gate, Site, article_path, page

pytestmark = pytest.mark.slow


def ends(*processes) -> list[tuple[int, str, str]]:
    """How some processes ended: exit code and words."""
    told = [process.communicate(timeout=300) for process in processes]
    return [(process.returncode, out, err) for process, (out, err) in zip(processes, told, strict=True)]


def test_two_first_crawls_on_an_empty_database(store_url, tmp_path):
    """Both make its tables, and both end well."""
    with Site({"/en/": page(1), "/zh/": page(2)}) as site:
        urls = [f"{site.url}/en/", f"{site.url}/zh/"]
        both = ends(*(start("crawl", url, "--delay", "0", "--store", store_url, cwd=tmp_path) for url in urls))
    for code, out, err in both:
        assert "Traceback" not in err
        assert "program-error" not in err
        assert (code, "1 stored" in out) == (0, True), err


def test_two_crawls_of_one_source(store_url, tmp_path):
    """The second is refused in one line that says which is at work."""
    gate = Gate()
    with Site({"/en/": gate.before(page(1, links=(article_path(1),))), article_path(1): page(2)}) as site:
        words = ("crawl", f"{site.url}/en/", "--delay", "0", "--store", store_url)
        first = start(*words, cwd=tmp_path)
        gate.wait_for_request()
        ((code, _, err),) = ends(start(*words, cwd=tmp_path))
        gate.open()
        ((first_code, out, _),) = ends(first)
    assert (code, first_code) == (1, 0)
    assert len(err.strip().splitlines()) == 1, err
    assert "2 stored" in out


def test_many_that_open_an_empty_database(store_url):
    """In one process: whoever comes second finds the tables made."""
    errors: list[BaseException] = []

    def opened() -> None:
        try:
            Store(store_url).close()
        except BaseException as error:  # noqa: BLE001  # told in the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=opened) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_new_store_is_its_users_alone(tmp_path: Path):
    """The files that SQLite puts beside it, too; one that is there keeps its rights."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    with store.read():
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    store.close()
    assert set(modes.values()) == {0o600}, modes
    (tmp_path / "store.db").chmod(0o644)
    Store(f"sqlite:///{tmp_path / 'store.db'}").close()
    assert stat.S_IMODE((tmp_path / "store.db").stat().st_mode) == 0o644

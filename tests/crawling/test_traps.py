"""Pages without end: calendars, counters, sessions, deep folders, lists that go on. A crawl ends by its own limits."""

import pytest

from tests.command import wiretrace
from tests.site import Answer, Site, article_path, page

pytestmark = pytest.mark.slow
MOST = 200


class Trap(Site):
    """A site that answers every path with a page that names more of them."""

    def __init__(self, kind: str) -> None:
        super().__init__({})
        self.kind = kind
        self.made = 0

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        """Name three pages that nobody has asked for yet."""
        status, about, body = super().answer(path, headers)
        if path == "/robots.txt" or "well-known" in path or path == "/ai.txt":
            return status, about, body
        with self._lock:
            self.made += 3
            number = self.made
        return (
            200,
            {},
            page(0 if self.kind != "counter" else 7, links=tuple(self.link(path, number + n) for n in range(3))),
        )

    def link(self, path: str, number: int) -> str:
        """Return an address of the trap's kind."""
        article = article_path(number)
        return {
            "counter": article,
            "session": f"{article_path(1)}?visit={number}",
            "calendar": f"/en/article/{number:032x}?month={number}",
            "paging": f"/en/?page={number}",
            "deep": f"{path.rstrip('/')}/{number:032x}",
        }[self.kind]


@pytest.mark.parametrize("kind", ["counter", "session", "calendar", "paging", "deep"])
def test_a_trap_ends_by_our_own_limits(tmp_path, kind):
    """At most two hundred requests without any limit of the user's, all accounted for, and the reason told."""
    with Trap(kind) as site:
        done = wiretrace("crawl", site.url + "/en/", "--delay", "0", "--layout", "daily8", cwd=tmp_path, timeout=600)
        assert len(site.requests) <= MOST
    assert done.code == 0, done.err
    assert "+ 0 pending" in done.out
    if len(site.requests) > 20:
        assert "nothing-new" in done.out


def test_a_crawl_goes_on_as_long_as_pages_bring_something_new(tmp_path):
    """Nineteen articles in a chain, each named by the one before, all new."""
    paths = [article_path(number) for number in range(1, 20)]
    routes = {"/en/": page(0, links=(paths[0],))}
    routes |= {path: page(number + 1, links=tuple(paths[number + 1 : number + 2])) for number, path in enumerate(paths)}
    with Site(routes) as site:
        done = wiretrace("crawl", site.url + "/en/", "--delay", "0", "--layout", "daily8", cwd=tmp_path)
        assert set(paths) <= set(site.paths), done.out

"""Which number of a date is the day, settled for each printer of pages by what else it prints; any order of arrival alike."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest
import sqlalchemy as sa

from crawler.sightings.observe import observe
from crawler.sightings.record import Capture, Copy, Sighting
from crawler.sightings.registries import load_registries
from crawler.store.captures import save_captures
from crawler.store.records import copies, sightings
from crawler.store.schema import copy, date_order, sighting
from crawler.store.store import Store
from tests.factories import TEXT, sha

FETCHED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def a_page(
    date: str, *, host: str = "board.example", title: str = "Ferries", metadata: str = "", url: str = ""
) -> Capture:
    """A page of a board of news: one article of an outlet, under a printed date."""
    link = url or f"https://www.oldhaven-echo.example/{sha(title)[:6]}"
    raw = (
        f"<html><head>{metadata}</head><body><h2><a href='{link}'>{title}</a></h2><p>Oldhaven Echo · {date}</p>"
        f"<p>{title}. {TEXT}</p><p>Read the full story at Oldhaven Echo →</p></body></html>"
    ).encode()
    page = f"https://{host}/topic/{sha(title, date, host)[:6]}"
    return Capture(key=sha(page, date, metadata), sha256=sha(raw.hex()), kind="html", raw=raw, url=page, fetched_at=FETCHED, timezone="UTC", layout="pressboard")  # fmt: skip


def keep(store: Store, *pages: Capture) -> None:
    """Store pages, each in a transaction of its own."""
    for page in pages:
        with store.write() as connection:
            save_captures(connection, [(page, observe(page, load_registries()))])


def days(store: Store) -> dict[str, tuple[str, str]]:
    """Return first and last day of each copy by its headline, and assert that the copy's row says the same."""
    with store.read() as connection:
        found: list[Copy] = copies(connection)
        rows = {
            key: (first, last)
            for key, first, last in connection.execute(sa.select(copy.c.key, copy.c.earliest, copy.c.latest))
        }
    for each in found:
        assert each.published is not None
        assert rows[each.key] == (each.published.earliest, each.published.latest)
    return {
        each.headline: (each.published.earliest.date().isoformat(), each.published.latest.date().isoformat())
        for each in found
        if each.published
    }


OPEN = a_page("03/04/2025", title="Open")
BOTH, APRIL, MARCH = ("2025-03-04", "2025-04-04"), ("2025-04-03", "2025-04-04"), ("2025-03-04", "2025-03-05")
EVIDENCE = {
    "nothing": ([], BOTH),
    "a day above 12": ([a_page("23/04/2025", title="Other")], APRIL),
    "a month above 12 as they read it": ([a_page("04/23/2025", title="Other")], MARCH),
    "a reading that would be in the future": ([a_page("11/12/2026", title="Other")], MARCH),
    "another open date": ([a_page("05/06/2025", title="Other")], BOTH),
    "evidence of another host": ([a_page("23/04/2025", title="Other", host="elsewhere.example")], BOTH),
    "both orders": ([a_page("23/04/2025", title="Other"), a_page("04/23/2025", title="Third")], BOTH),
    "the day in another article's address": (
        [a_page("05/06/2025", title="Other", url="https://www.oldhaven-echo.example/2025/05/06/x")],
        MARCH,
    ),
    "the same article in words on another host": (
        [a_page("3 April 2025", title="Open", host="elsewhere.example")],
        APRIL,
    ),
    "relative, when it was new, on another article of the host": (
        [a_page("11/10/2026", title="Other"), a_page("12 days ago", title="Other")],
        MARCH,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("others", "expected"), EVIDENCE.values(), ids=EVIDENCE.keys())
def test_a_date_is_settled_by_what_else_its_host_prints(
    tmp_path, others: list[Capture], expected: tuple[str, str]
) -> None:
    """Whatever comes first, the same evidence gives the same day, in what is read and in the row that tracking uses."""
    for number, pages in enumerate(permutations([OPEN, *others])):
        store = Store(f"sqlite:///{tmp_path}/{number}.db")
        keep(store, *pages)
        assert days(store)["Open"] == expected, [page.url for page in pages]
        store.close()


def test_the_registry_settles_it_at_once(store: Store) -> None:
    """Daily8 is known to print the day first: no evidence is needed, and none is kept."""
    keep(store, a_page("03/04/2025", host="daily8.example"))
    assert days(store) == {"Ferries": APRIL}
    with store.read() as connection:
        assert connection.execute(sa.select(date_order)).all() == []
        assert connection.execute(sa.select(sighting.c.open_date)).scalars().all() == [None]


def test_an_open_date_is_noted_until_it_is_settled(store: Store) -> None:
    """The claim itself is kept as it was stated: what settles it may be unsettled again."""
    keep(store, OPEN)
    assert [notes_of(each) for each in read(store)] == [(("date-order-open",), 2)]
    keep(store, a_page("23/04/2025", title="Other"))
    assert [notes_of(each) for each in read(store)] == [((), 1), ((), 1)]
    keep(store, a_page("04/23/2025", title="Third"))
    assert notes_of(read(store)[0]) == (("date-order-open",), 2)


def read(store: Store) -> list[Sighting]:
    """Return every sighting, in order of arrival."""
    with store.read() as connection:
        return list(sightings(connection))


def notes_of(seen: Sighting) -> tuple[tuple[str, ...], int]:
    """Return the notes, and how many readings the printed date has."""
    return seen.time_notes, len(seen.claims[0].either or (1,))


@pytest.mark.slow
def test_all_at_once_is_as_one_by_one(store: Store, tmp_path) -> None:
    """One transaction of many pages gives what many transactions give, on either database."""
    pages = [OPEN, a_page("23/04/2025", title="Other"), a_page("2 days ago", title="Open", host="elsewhere.example")]
    with store.write() as connection:
        save_captures(connection, [(page, observe(page, load_registries())) for page in pages])
    single = Store(f"sqlite:///{tmp_path}/single.db")
    keep(single, *reversed(pages))
    assert days(store) == days(single)
    single.close()

"""Versions of a text: which texts at one address follow each other, and between which moments each change was made."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crawler.findings.versions import History, changes_of, histories, superseded
from crawler.sightings.record import ItemVersion, Role, Sighting
from tests.factories import NOON, TEXT, a_sighting, sha

EDITED = TEXT.replace("three crowns", "four crowns")
OTHER = (
    "A goat's cheese wrapped in seaweed won the great prize at the Lower Tarn fair on Saturday, and the judges asked "
    "for a second plate before they had finished the first one."
)


def hour(number: float) -> datetime:
    """Return a moment so many hours after noon."""
    return NOON + timedelta(hours=number)


def a_look(at: float, text: str = TEXT, **changes: object) -> Sighting:
    """Return what the Echo's own page showed so many hours after noon."""
    known = {
        "id": f"s{at}-{changes.get('position', 0)}",
        "capture": f"capture-{at}",
        "role": Role.ARTICLE,
        "particulars": {"site": "Oldhaven Echo"},
        "relay": None,
        "url": "https://www.oldhaven-echo.example/ferries",
        "page_url": "https://www.oldhaven-echo.example/ferries",
        "copy": f"copy of {sha(text)[:6]}",
        "fetched_at": hour(at),
        "text": text,
    }
    return a_sighting(**{**known, **changes})


def told(history: History) -> list[tuple[int, str, datetime, datetime]]:
    return [(each.number, each.text, each.seen_at, each.still_at) for each in history.versions]


def test_a_changed_text_is_a_new_version_made_between_two_looks() -> None:
    """The change was made after the old text was last seen and before the new one was first seen."""
    (history,) = histories([a_look(5, EDITED), a_look(0), a_look(2), a_look(9, EDITED)])
    assert told(history) == [(1, TEXT, hour(0), hour(2)), (2, EDITED, hour(5), hour(9))]
    (change,) = history.changes
    assert (change.after, change.before) == (hour(2), hour(5))
    assert (history.outlet, history.address) == ("Oldhaven Echo", "https://oldhaven-echo.example/ferries")


def test_a_server_that_says_unchanged_narrows_the_interval() -> None:
    """304 for the page as it came is a look that found the old text."""
    (history,) = histories([a_look(0), a_look(9, EDITED)], {"capture-0": hour(8)})
    assert [(each.after, each.before) for each in history.changes] == [(hour(8), hour(9))]


def test_a_text_that_comes_back_is_a_third_version() -> None:
    """A change that was taken back happened all the same; no copy of it is over then."""
    looks = [a_look(0), a_look(1, EDITED), a_look(2)]
    (history,) = histories(looks)
    assert [each.text for each in history.versions] == [TEXT, EDITED, TEXT]
    assert superseded([history]) == {looks[1].copy}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.upper(), id="case"),
        pytest.param(TEXT.replace(" ", "\n", 3).replace(".", "\u2026"), id="typography"),
        pytest.param("22 Nov 2026, 14:05\n" + TEXT, id="a printed time"),
        pytest.param(TEXT + "\n41 minutes ago", id="a time that runs"),
        pytest.param("What we know\n" + TEXT, id="a heading that the page marks as one"),
    ],
)
def test_what_changes_no_word_of_the_article_is_no_new_version(text: str) -> None:
    """Looks, case, printed times and section headings come and go."""
    later = a_look(3, text, headings=("What we know",))
    (history,) = histories([a_look(0), later])
    assert told(history) == [(1, TEXT, hour(0), hour(3))]


@pytest.mark.parametrize(
    ("changes", "many"),
    [
        pytest.param({"url": "http://oldhaven-echo.example/ferries?utm_source=x#top"}, 1, id="the same page, written otherwise"),
        pytest.param({"url": "https://www.oldhaven-echo.example/ferries/2"}, 2, id="another address"),
        pytest.param({"outlet_key": "harbour-post"}, 2, id="another outlet"),
        pytest.param({"role": Role.RELATED, "relay": "Daily8"}, 2, id="an aggregator's block of it"),
        pytest.param({"particulars": {}}, 2, id="a feed's rendering of it"),
    ],
)  # fmt: skip
def test_only_like_is_compared_with_like(changes: dict[str, object], many: int) -> None:
    """A rendering elsewhere that differs is no change made by the outlet."""
    assert len(histories([a_look(0), a_look(1, EDITED, **changes)])) == many


def test_blocks_and_main_articles_of_an_aggregator_have_versions_where_they_have_an_address() -> None:
    """A block without an address of its own is nobody's earlier version; the main article has its page's."""
    page = "http://www.daily8.example/en/article/0123456789abcdef0123456789abcdef"
    block = {"role": Role.RELATED, "relay": "Daily8", "page_url": page, "particulars": {}}
    nameless = block | {"url": None}
    main = {"role": Role.MAIN, "relay": "Daily8", "page_url": page, "url": None, "particulars": {}}
    found = histories(
        [a_look(at, text, **kind, position=number) for at, text in ((0, TEXT), (1, EDITED)) for number, kind in enumerate((block, nameless, main))]
    )  # fmt: skip
    assert [(each.role, len(each.versions)) for each in found] == [(Role.MAIN, 2), (Role.RELATED, 2)]


def test_another_article_at_the_same_address_is_no_version() -> None:
    """A front page shows another article every day; one that is rewritten under its headline is a version."""
    looks = [a_look(0), a_look(1, OTHER, headline="Seaweed wins")]
    assert [len(each.versions) for each in histories(looks)] == [1, 1]
    assert [len(each.versions) for each in histories([a_look(0), a_look(1, OTHER)])] == [2]


def test_what_has_no_time_no_words_or_versions_of_its_own_is_left_out() -> None:
    """Nothing is put in an order that nobody saw; a wire's item is told by its own versions."""
    looks = [a_look(0, fetched_at=None), a_look(1, ""), a_look(2, item=ItemVersion(number=2))]
    assert histories(looks) == []


def test_a_block_printed_twice_on_one_page_is_one_look() -> None:
    """Two renderings in one capture are no change in time."""
    (history,) = histories([a_look(0), a_look(0, EDITED, position=1), a_look(1)])
    assert told(history) == [(1, TEXT, hour(0), hour(1))]


def test_changes_between_copies_name_the_earlier_and_the_later_one() -> None:
    """What lists stale copies asks for: which copy is an older version of which, changed between when."""
    known = histories([a_look(0), a_look(2, EDITED)])
    ((history, change),) = changes_of(known)
    assert (change.earlier.copy, change.later.copy) == (a_look(0).copy, a_look(0, EDITED).copy)
    assert (change.after, change.before, history.url) == (hour(0), hour(2), "https://www.oldhaven-echo.example/ferries")
    assert superseded(known) == {change.earlier.copy}
    elsewhere = a_look(3, url="https://www.oldhaven-echo.example/archive/ferries")
    assert superseded(histories([a_look(0), a_look(2, EDITED), elsewhere])) == frozenset()


def test_headlines_of_one_version_are_kept_in_order() -> None:
    """A new headline over the same words is no new version, but it is not lost."""
    (history,) = histories([a_look(0), a_look(1, headline="Boats for Skerry"), a_look(2, headline="Boats for Skerry")])
    assert history.versions[0].headlines == ("More ferries for Little Skerry", "Boats for Skerry")


def test_histories_do_not_depend_on_the_order_of_arrival() -> None:
    """The same sightings in any order give the same histories."""
    looks = [a_look(0), a_look(2, EDITED), a_look(4, OTHER, headline="Seaweed wins"), a_look(1)]
    assert histories(looks) == histories(looks[::-1])


def test_only_articles_with_some_versions_are_asked_for() -> None:
    """Those of fewer are left out, whether one sighting or several are of one version."""
    world = [
        a_look(0),
        a_look(2, EDITED),
        *(a_look(at, url="https://x.example/a") for at in (0, 1)),
        a_look(0, url=None),
    ]
    every = histories(world)
    assert histories(world, least=2) == [each for each in every if len(each.versions) > 1]
    assert (len(every), len(histories(world, least=2))) == (2, 1)

"""Claims of time: what they allow together, what contradicts, what settles a date's order; days in addresses; declared times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from crawler.provenance.times.claims import About, TimeClaim, agree, claim_of, proven_orders, settled, together
from crawler.provenance.times.declared import parse_declared_time
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.times.printed import parse_printed_time
from crawler.provenance.times.urls import day_in_url
from crawler.sightings.copies import assemble, with_inferred_wires
from crawler.sightings.record import Role
from crawler.sightings.registries import load_registries
from tests.factories import NOON, a_copy, a_sighting, a_story, at, credited

FETCHED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def a_claim(interval: Interval | None = None, **changes: object) -> TimeClaim:
    """A claim of publication, from metadata unless said otherwise."""
    fields: dict[str, object] = {
        "about": About.PUBLISHED,
        "source": interval.source if interval else TimeSource.METADATA,
        "text": "as stated",
        "interval": interval,
    }
    return TimeClaim(**{**fields, **changes})  # type: ignore[arg-type]


def printed(text: str, **how: str) -> TimeClaim:
    """The claim that a printed time makes on a page fetched at FETCHED, in UTC."""
    return claim_of(parse_printed_time(text, fetched_at=FETCHED, timezone="UTC", **how))


def hours(interval: Interval | None) -> tuple[float, float] | None:
    """An interval as hours after noon."""
    return interval and ((interval.earliest - NOON) / timedelta(hours=1), (interval.latest - NOON) / timedelta(hours=1))


TOGETHER = {
    "nothing": ((), None),
    "one": (((0, 60),), (0, 60)),
    "overlapping": (((0, 60), (30, 90)), (30, 60)),
    "one inside the other": (((0, 90), (30, 60)), (30, 60)),
    "touching": (((0, 30), (30, 60)), (30, 30)),
    "apart": (((0, 30), (60, 90)), (0, 90)),
    "a wide one holds two that are apart": (((0, 600), (30, 60), (90, 120)), (30, 120)),
    "two pairs apart": (((0, 40), (30, 60), (90, 120), (100, 150)), (30, 120)),
    "an instant inside": (((0, 60), (20, 20)), (20, 20)),
}


@pytest.mark.parametrize(("given", "expected"), TOGETHER.values(), ids=TOGETHER.keys())
def test_what_intervals_leave_open_together(
    given: tuple[tuple[int, int], ...], expected: tuple[int, int] | None
) -> None:
    """Those that fit are intersected; those that do not are spanned, whatever order they come in."""
    intervals = [at(start, wide=end - start) for start, end in given]
    for each in permutations(intervals):
        found = together(each)
        assert (found and (found.earliest, found.latest)) == (
            expected and (NOON + timedelta(minutes=expected[0]), NOON + timedelta(minutes=expected[1]))
        )


METADATA, URL = TimeSource.METADATA, TimeSource.URL
NOTES = {
    "claims that fit": ([a_claim(at(0)), a_claim(at(0, wide=60))], ()),
    "claims apart": ([a_claim(at(0)), a_claim(at(300))], ("claims-disagree",)),
    "a day in the address that fits": ([a_claim(at(0)), a_claim(at(-720, wide=1440, source=URL))], ()),
    "another day in the address": (
        [a_claim(at(0)), a_claim(at(-3000, wide=1440, source=URL))],
        ("url-date-disagrees",),
    ),
    "an update later": ([a_claim(at(0)), a_claim(at(60), about=About.MODIFIED)], ()),
    "an update before": ([a_claim(at(60)), a_claim(at(0), about=About.MODIFIED)], ("modified-before-published",)),
    "an update that may be before": ([a_claim(at(0, wide=90)), a_claim(at(60), about=About.MODIFIED)], ()),
    "fetched before it was published": ([a_claim(at(600))], ("published-after-first-seen",)),
}


@pytest.mark.parametrize(("claims", "notes"), NOTES.values(), ids=NOTES.keys())
def test_contradictions_are_noted(claims: list[TimeClaim], notes: tuple[str, ...]) -> None:
    """What contradicts is said, in any order of the claims; what only may contradict is not."""
    for each in permutations(claims):
        assert agree(each, first_seen=NOON + timedelta(hours=6)).notes == notes


def test_an_address_narrows_nothing_but_dates_what_nothing_else_does() -> None:
    """The day in an address is that of the address: it counts alone, and steps back beside any other claim."""
    day = a_claim(at(0, wide=1440, source=URL))
    assert agree([day]).published == day.interval
    wide = at(-600, wide=2000)
    assert agree([day, a_claim(wide)]).published == wide


def test_first_seen_ends_what_is_open() -> None:
    """What was fetched at six was published by then."""
    found = agree([a_claim(at(0, wide=1440))], first_seen=NOON + timedelta(hours=6))
    assert hours(found.published) == (0, 6)


def test_an_update_alone_says_nothing_of_publication() -> None:
    """ "Updated 2 hours ago" is a time of update only."""
    found = agree([printed("Updated 2 hours ago")])
    assert found.published is None
    assert hours(found.modified) == (21.5, 22.5)


def test_an_open_date_spans_both_readings() -> None:
    """03/04/2025 on a page of unknown order is a day in April or one in March."""
    claim = printed("03/04/2025")
    assert claim.reason == "date-order-open"
    assert claim.either is not None
    assert [each.earliest.date().isoformat() for each in claim.either] == ["2025-04-03", "2025-03-04"]
    found = agree([claim])
    assert found.published == Interval(claim.either[1].earliest, claim.either[0].latest, TimeSource.ABSOLUTE)
    assert found.notes == ("date-order-open",)


PROVEN = {
    "only day first": ("23/04/2025", "DMY"),
    "only month first": ("04/23/2025", "MDY"),
    "the other is in the future": ("12/11/2026", "DMY"),
    "the other is in the future, month first": ("11/12/2026", "MDY"),
    "the weekday fits one": ("Thu, 03/04/2025", "DMY"),
    "the weekday fits the other": ("Tue, 03/04/2025", "MDY"),
    "both": ("03/04/2025", None),
    "one day either way": ("04/04/2025", None),
    "year first": ("2025-04-03", None),
    "month in letters": ("3 April 2025", None),
}


@pytest.mark.parametrize(("text", "order"), PROVEN.values(), ids=PROVEN.keys())
def test_what_a_date_proves_of_its_order(text: str, order: str | None) -> None:
    """A number above 12, a weekday or a reading in the future leaves one order; a day that is the same proves nothing."""
    claim = printed(text)
    assert claim.date_order == order
    assert (claim.either is None) == (text != "03/04/2025")


def test_an_order_that_is_known_is_no_proof() -> None:
    """What the registry says was not shown by the date."""
    claim = printed("03/04/2025", date_order="MDY")
    assert (claim.date_order, claim.either, claim.interval and claim.interval.earliest.month) == (None, None, 3)


@pytest.mark.parametrize(
    ("day", "order"), [(datetime(2025, 4, 3, 8, tzinfo=UTC), "DMY"), (datetime(2025, 3, 4, 8, tzinfo=UTC), "MDY")]
)
def test_another_claim_proves_the_order(day: datetime, order: str) -> None:
    """Metadata or an address that one reading alone meets settles which it is."""
    claims = [printed("03/04/2025"), a_claim(Interval(day, day, METADATA))]
    assert set(proven_orders(claims)) == {order}
    assert agree(claims).published == Interval(day, day, METADATA)
    assert agree(claims).notes == ()


def test_a_claim_that_meets_neither_reading_proves_nothing() -> None:
    """An article printed under another day altogether stays open, and the contradiction is noted."""
    day = datetime(2025, 9, 1, tzinfo=UTC)
    claims = [printed("03/04/2025"), a_claim(Interval(day, day, METADATA))]
    assert set(proven_orders(claims)) == set()
    assert agree(claims).notes == ("claims-disagree", "date-order-open")


def test_settling_changes_open_dates_only() -> None:
    """A known order picks its reading; other claims stay as they are."""
    claim = printed("03/04/2025")
    assert claim.either is not None
    assert settled(claim, "MDY").interval == claim.either[1]
    assert settled(claim, "MDY").reason is None
    assert settled(claim, None) == claim
    assert settled(printed("41 minutes ago"), "MDY") == printed("41 minutes ago")


ADDRESSES = {
    "slashes": ("https://www.tide.example/news/2026/11/21/ferry", "2026-11-21"),
    "hyphens": ("https://www.tide.example/2026-11-21-ferry.html", "2026-11-21"),
    "one digit": ("https://www.tide.example/2026/7/3/ferry", "2026-07-03"),
    "month in letters": ("https://www.tide.example/world/2026/nov/21/ferry", "2026-11-21"),
    "packed": ("https://www.tide.example/20261121/ferry", "2026-11-21"),
    "the same day twice": ("https://www.tide.example/2026/11/21/2026-11-21-ferry", "2026-11-21"),
    "two days": ("https://www.tide.example/2026/11/21/2026-11-20-ferry", None),
    "month only": ("https://www.tide.example/2026/11/ferry", None),
    "no such day": ("https://www.tide.example/2026/02/30/ferry", None),
    "inside a number": ("https://www.tide.example/id/20261121345", None),
    "a number at the end of a name": ("https://www.tide.example/ferry-20261121", None),
    "in the query": ("https://www.tide.example/ferry?day=2026/11/21", None),
    "day first": ("https://www.tide.example/21/11/2026/ferry", None),
    "no address": ("http://[", None),
}


@pytest.mark.parametrize(("url", "day"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_days_in_addresses(url: str, day: str | None) -> None:
    """Year, month and day in this order in the path are a day; anything less sure is not."""
    found = day_in_url(url, timezone="UTC")
    assert (found and found.interval and found.interval.earliest.date().isoformat()) == day


def test_a_day_in_an_address_is_the_outlets() -> None:
    """A day of 24 hours where the outlet's zone is known, of 50 where it is not; the fetch ends it, the future is refused."""
    url = "https://www.tide.example/2026/11/22/ferry"
    known, unknown = day_in_url(url, timezone="Asia/Kolkata"), day_in_url(url)
    assert known is not None
    assert unknown is not None
    assert known.interval is not None
    assert (hours(known.interval), unknown.interval and unknown.interval.width) == ((6.5, 30.5), timedelta(hours=50))
    fetched = day_in_url(url, timezone="Asia/Kolkata", fetched_at=FETCHED)
    assert fetched is not None
    assert hours(fetched.interval) == (6.5, 24)
    early = day_in_url(url, timezone="UTC", fetched_at=NOON)
    assert early is not None
    assert (early.interval, early.reason) == (None, "future")


DECLARED = {
    "ISO with a zone": ("2026-11-20T14:05:00+01:00", "2026-11-20T13:05", 0),
    "ISO without a zone": ("2026-11-20T14:05:00", "2026-11-20T00:05", 26),
    "a day": ("2026-11-20", "2026-11-19T10:00", 50),
    "RSS": ("Fri, 20 Nov 2026 14:05:00 GMT", "2026-11-20T14:05", 0),
    "RSS without a weekday": ("20 Nov 2026 14:05:00 +0100", "2026-11-20T13:05", 0),
    "RSS, UTC": ("Fri, 20 Nov 2026 14:05:00 -0000", "2026-11-20T14:05", 0),
    "RSS without a zone": ("Fri, 20 Nov 2026 14:05:00", "2026-11-20T00:05", 26),
}


@pytest.mark.parametrize(("text", "earliest", "wide"), DECLARED.values(), ids=DECLARED.keys())
def test_declared_times(text: str, earliest: str, wide: float) -> None:
    """Records and metadata write ISO 8601, feeds the date of a mail; without a zone it is as wide as all zones."""
    interval = parse_declared_time(text, fetched_at=FETCHED).interval
    assert interval is not None
    assert interval.earliest.replace(tzinfo=None).isoformat(timespec="minutes") == earliest
    assert interval.width == timedelta(hours=wide)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("yesterday", "not-iso-8601"),
        ("Fri, 20 Nov 26 14:05:00 GMT", "not-iso-8601"),
        ("20 Nov 99999", "not-iso-8601"),
        ("Fri" * 100_000, "not-iso-8601"),
        ("2026-11-23T00:00:00Z", "future"),
        ("", "not-iso-8601"),
    ],
    ids=["words", "a year of two digits", "no year", "long", "after the fetch", "empty"],
)
def test_declared_times_that_are_refused(text: str, reason: str) -> None:
    """What is no date, or is after the fetch, is a claim without an interval."""
    read = parse_declared_time(text, fetched_at=FETCHED)
    assert (read.interval, read.reason) == (None, reason)


def test_a_copy_narrows_with_every_sighting_and_keeps_all_claims() -> None:
    """An hour ago and, an hour later, 2 hours ago: the copy has what both allow, and both claims."""
    first = a_sighting(id="s1", published=at(0, wide=45))
    second = a_sighting(id="s2", published=at(30, wide=60), fetched_at=NOON + timedelta(hours=2))
    for seen in ([first, second], [second, first]):
        copy = assemble("c1", seen)
        assert copy.published == at(30, wide=15)
        assert [key for key, _ in copy.time_claims] == ["s1", "s2"]


def test_a_copys_last_update_is_the_last_that_was_stated() -> None:
    """An article updated between two fetches contradicts nothing: the later statement stands, both claims are kept."""
    seen = [
        a_sighting(id="s1", modified=at(10), claims=(a_claim(at(0)), a_claim(at(10), about=About.MODIFIED))),
        a_sighting(
            id="s2",
            modified=at(90),
            claims=(a_claim(at(90), about=About.MODIFIED),),
            fetched_at=NOON + timedelta(hours=3),
        ),
        a_sighting(id="s3", claims=(), published=None, fetched_at=NOON + timedelta(hours=4)),
    ]
    copy = assemble("c1", seen)
    assert (copy.published, copy.modified, copy.time_notes) == (at(0), at(90), ())
    assert len(copy.time_claims) == 3


def test_a_block_older_than_the_article_itself_is_noted() -> None:
    """An aggregator's block that says it appeared before the outlet says it did is odd, and said to be."""
    block = a_sighting(id="s1", published=at(0))
    article = a_sighting(id="s2", role=Role.ARTICLE, published=at(50))
    assert assemble("c1", [block, article]).time_notes == ("claims-disagree", "related-block-older-than-its-story")
    later = a_sighting(id="s1", published=at(55))
    assert assemble("c1", [later, article]).time_notes == ("claims-disagree",)


def test_a_copy_older_than_its_wires_own_is_noted() -> None:
    """Reuters ran its story at noon; a copy that credits Reuters and says eleven has a wrong clock, or Reuters has."""
    wires = load_registries().wires
    wire = a_copy(key="w", outlet="Reuters", outlet_key="reuters", published=at(0))
    early = a_copy(key="e", published=at(-60), attribution=credited())
    late = a_copy(key="l", published=at(60), attribution=credited())
    copies = with_inferred_wires([wire, early, late], [a_story(wire, early, late)], wires)
    assert {copy.key: copy.time_notes for copy in copies} == {"w": (), "l": (), "e": ("older-than-its-wire",)}

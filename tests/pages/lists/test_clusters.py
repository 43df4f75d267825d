"""Clusters: items about one event that a page puts into one box are kept together; sections and days are not."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.pages.blocks.lists import items_of
from crawler.pages.page import Page
from crawler.sightings.readers import read_page

URL = "https://digest.example/"
EVENTS = (
    (
        "Dredger runs aground off Gullhaven",
        "Gullhaven harbour closed after dredger strands",
        "Tugs fail to free dredger",
    ),
    ("Lighthouse keeper buys his lighthouse", "Old lighthouse sold to its keeper for a song"),
    ("Herring quota halved for the coming season", "Fishermen protest against lower herring quota"),
    ("Ferry strike enters its second week", "Islanders row to work as ferry strike goes on"),
)
SITES = ("tidepost", "quaynews", "saltmirror", "capeherald")


def a_page(boxes: tuple[tuple[str, ...], ...], heading: str = "") -> str:
    stories = iter(range(99))
    return "".join(
        f'<div class="box">{heading}'
        + "".join(
            f'<div class="s"><a class="t" href="https://{SITES[n % 4]}.example/news/{100 + (at := next(stories))}.html">{head}</a> <span>{at + 1} hours ago</span></div>'
            for n, head in enumerate(box)
        )
        + "</div>"
        for box in boxes
    )


def clusters(html: str) -> list[tuple[int, str] | None]:
    return [item.cluster for item in items_of(Page.from_html(f"<html><body>{html}</body></html>", url=URL))]


def test_items_about_one_event_are_one_cluster():
    """Each box is a cluster, called after its first item; what it says is kept with each sighting."""
    found = clusters(a_page(EVENTS))
    assert found == [(n, box[0]) for n, box in enumerate(EVENTS) for _ in box]
    seen = read_page(
        f"<html><body>{a_page(EVENTS)}</body></html>", url=URL, fetched_at=datetime(2026, 11, 28, 20, tzinfo=UTC)
    )
    assert seen.sightings[1].extra == {"cluster": {"number": 0, "headline": EVENTS[0][0]}}


def test_a_cluster_is_called_by_its_own_heading():
    """A heading above the items of a box is the cluster's."""
    assert clusters(a_page(EVENTS, "<h3>On the coast</h3>"))[0] == (0, "On the coast")


def test_a_box_of_different_stories_is_a_section():
    """Boxes whose headlines have no rare word in common group by something else than the event."""
    mixed = tuple(tuple(EVENTS[(n + k) % 4][k % 2] for k in range(3)) for n in range(4))
    assert set(clusters(a_page(mixed))) == {None}

"""Lists: items of other outlets found by columns of links, whatever the page prints around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawler.pages.blocks.lists import items_of, sure_lists
from crawler.pages.blocks.record_parts import Parts
from crawler.pages.page import Page
from crawler.provenance.outlets.registry import Outlets

HEADLINES = (
    "Harbour dredging starts after long dispute",
    "New ferry for the outer island ordered",
    "Storm closes the northern road again",
    "Council sells the old lighthouse station",
    "Herring season opens a week later",
)
SITES = ("tidepost", "quaynews", "saltmirror", "capeherald", "reefpress")
NAMES = ("Tide Post", "Quay News", "Salt Mirror", "Cape Herald", "Reef Press")
RELAYS = Outlets.from_toml('[[outlet]]\nkey = "tray"\nname = "Tray"\ndomains = ["tray.example"]\nkind = "aggregator"\n')


def page_of(rows: str, url: str = "https://links.example/sea") -> Page:
    return Page.from_html(f"<html><body>{rows}</body></html>", url=url, outlets=RELAYS)


def a_page(row: Callable[[int, str, str], str], url: str = "https://links.example/sea") -> Page:
    """A page of five rows, each made of its number, its headline and the address of its story."""
    stories = zip(HEADLINES, SITES, strict=True)
    return page_of(
        "".join(row(n, head, f"https://{site}.example/a/{n}") for n, (head, site) in enumerate(stories)), url
    )


def read(page: Page) -> list[Parts]:
    return list(items_of(page))


def two_table_rows(number: int, headline: str, url: str) -> str:
    return (
        f'<tr class="r"><td>{number + 1}.</td><td><a href="{url}">{headline}</a> (<span>{SITES[number]}.example</span>)</td></tr>'
        f'<tr><td></td><td>4{number} points by <a href="u?id=u{number}">u{number}</a> <span>{number + 2} hours ago</span> | <a href="i?id={number}">{number} comments</a></td></tr>'
        "<tr></tr>"
    )


def submitted(number: int, headline: str, url: str) -> str:
    return (
        f'<div class="thing"><p><a class="t" href="{url}">{headline}</a> <span class="domain">({SITES[number]}.example)</span></p>'
        f'<p class="line">submitted <time datetime="2026-11-28T0{number}:00:00Z">{number + 2} hours ago</time> by <a href="/u/x{number}">user{number}</a></p></div>'
    )


def a_card(number: int, headline: str, url: str) -> str:
    teaser = (
        "'Full report' · Related Topics.",
        "Tide Post. Menu. Home · News.",
        "The board voted.",
        "More.",
        "12:24 PM; Warning",
    )
    return (
        f'<g-card><a href="{url}"><div><div class="src">{NAMES[number]}</div><div role="heading">{headline}</div>'
        f'<div class="sn">{teaser[number]}</div><span>{number + 2} hours ago</span></div></a></g-card>'
    )


def glued(number: int, headline: str, url: str) -> str:
    return f'<div class="card"><a class="title" href="{url}">{headline}</a><div class="source"><a href="/search?q={SITES[number]}">{NAMES[number]}</a><span aria-label="{number + 2} uur geleden">{number + 2}u</span></div></div>'


def test_a_title_in_one_table_row_and_its_time_in_the_next_are_one_item():
    """The second row belongs to the title above it; points, users and comments are neither outlet nor headline."""
    page = page_of(
        f"<table>{''.join(two_table_rows(n, h, f'https://{s}.example/a/{n}') for n, (h, s) in enumerate(zip(HEADLINES, SITES, strict=True)))}</table>"
    )
    items = read(page)
    assert [item.headline for item in items] == list(HEADLINES)
    assert [item.outlet for item in items] == [f"{site}.example" for site in SITES]
    assert [item.time for item in items] == [f"{n + 2} hours ago" for n in range(5)]


@pytest.mark.parametrize(
    ("row", "outlets"),
    [
        pytest.param(submitted, tuple(f"{site}.example" for site in SITES), id="a-word-on-every-row-is-no-outlet"),
        pytest.param(a_card, NAMES, id="words-of-a-teaser-are-no-outlet"),
        pytest.param(glued, NAMES, id="outlet-beside-an-abbreviated-time"),
    ],
)
def test_an_outlet_is_the_label_that_agrees_with_where_its_row_leads(row, outlets):
    """Headlines are the links' texts alone; every row has its outlet and its time."""
    items = read(a_page(row))
    assert [item.headline for item in items] == list(HEADLINES)
    assert tuple(item.outlet for item in items) == outlets
    assert all(item.time for item in items)


def test_links_to_many_sites_are_items_without_a_time():
    """What prints neither time nor outlet is read where the addresses are those of stories, and a directory is not."""
    stories = a_page(lambda n, head, url: f'<li><a href="{url}-{head.replace(" ", "-").lower()}.html">{head}</a></li>')
    fronts = a_page(
        lambda n, head, url: f'<li><a href="https://{SITES[n]}.example/">The {NAMES[n]} of the islands</a></li>'
    )
    assert [item.headline for item in read(stories)] == list(HEADLINES)
    assert read(fronts) == []


def test_a_section_of_one_outlets_own_is_no_list_of_others():
    """Links that stay at home, with authors and times, are nobody else's; the same on an aggregator's host are items."""

    def own(number: int, headline: str, _: str) -> str:
        return f'<article><h2><a href="/news/{number}">{headline}</a></h2><p class="byline">by <a href="/who/{number}">Imke Dorn</a> {number + 2} hours ago</p></article>'

    assert read(a_page(own, "https://www.tidepost.example/news")) == []
    at_a_relay = read(a_page(own, "https://tray.example/"))
    assert [item.headline for item in at_a_relay] == list(HEADLINES)
    assert {item.outlet for item in at_a_relay} == {None}


def test_a_badge_before_a_headline_and_a_break_in_it_are_no_part_of_it():
    """ "Live" is left out, and what goes on below a line break is not."""

    def row(number: int, headline: str, url: str) -> str:
        first, _, rest = headline.partition(" ")
        badge = '<span class="b">Live</span>' if number < 2 else ""
        return f'<li><a href="{url}">{badge}{first}<br>{rest}</a> <i>{number + 2} hours ago</i></li>'

    assert [item.headline for item in read(a_page(row))] == list(HEADLINES)


def test_an_advertisement_among_the_rows_is_left_out():
    """A row that says that it is sponsored is no item, and neither is a button in the titles' place."""

    def row(number: int, headline: str, url: str) -> str:
        word = "Sponsored" if number == 2 else "Save"
        return f'<li><h3><a href="{url}">{headline}</a></h3><p><span class="source">{NAMES[number]}</span> <b>{number + 2} hours ago</b></p><span>{word}</span></li>'

    assert HEADLINES[2] not in [item.headline for item in read(a_page(row))]
    assert len(read(a_page(row))) == 4


def test_a_redirect_is_looked_through():
    """The address is the outlet's, not the counter's that the link goes by."""
    items = read(
        a_page(
            lambda n, head, url: (
                f'<li><a href="https://www.google.com/url?q={url}&sa=U">{head}</a> {n + 2} hours ago</li>'
            )
        )
    )
    assert [item.href for item in items] == [f"https://{site}.example/a/{n}" for n, site in enumerate(SITES)]


def test_how_sure_a_list_is_grows_with_what_it_prints():
    """Times alone make a list less sure than times and outlets that agree with the links."""
    bare = sure_lists(a_page(lambda n, head, url: f'<li><a href="{url}">{head}</a> {n + 2} hours ago</li>'))
    full = sure_lists(a_page(glued))
    assert 0.7 <= bare[0].sure < full[0].sure <= 1

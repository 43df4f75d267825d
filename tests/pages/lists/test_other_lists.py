"""Pages with lists that are nobody else's news: none of their rows is an item."""

from __future__ import annotations

import json

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.blocks.lists import sure_lists
from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from crawler.sightings.registries import load_registries
from tests.pages.lists.shapes import FOOT, NAV, STORIES

OWN = "https://www.tidepost.example/"


def rows(row, outer: str = "{}") -> str:
    return outer.replace("{}", "".join(row(n, story) for n, story in enumerate(STORIES)))


PAGES = {
    "a section with authors and times": rows(
        lambda n, s: (
            f'<article class="c"><h3><a href="/news/{n}4455/{s.slug}">{s.headline}</a></h3><p class="m">{s.author} · {s.time}</p><p>{s.teaser}</p></article>'
        )
    ),
    "a section with categories that sound like news": rows(
        lambda n, s: (
            f'<article class="c"><span class="kick">{["World News", "Business News", "Local News", "Sports Daily"][n % 4]}</span><h3><a href="/news/{n}4455/{s.slug}">{s.headline}</a></h3><time>{s.time}</time></article>'
        )
    ),
    "an outlet's own brands": rows(
        lambda n, s: (
            f'<article class="c"><span class="source">{["Tide Post", "Tide Post Magazine", "Tide Post TV"][n % 3]}</span><h3><a href="/news/{n}4455/{s.slug}">{s.headline}</a></h3><time>{s.time}</time></article>'
        )
    ),
    "a blog with tags and comments": rows(
        lambda n, s: (
            f'<div class="post"><h2><a href="/2026/11/{s.slug}/">{s.headline}</a></h2><p>Posted on November {n + 1}, 2026 by <a href="/author/i">Imke</a></p><p>{s.teaser}</p><p>Filed under <a href="/t/a">Sea</a>, <a href="/t/b">Boats</a> | <a href="#c">{n} comments</a></p></div>'
        )
    ),
    "a shop": rows(
        lambda n, s: (
            f'<li class="product"><a href="/p/{n}9912"><h3>Rain jacket model {s.slug[:9]}</h3></a><span class="brand">{["Nordhav", "Skagen Wool", "Kelp & Co"][n % 3]}</span><span class="price">€ {n}9.90</span></li>'
        )
    ),
    "a forum": rows(
        lambda n, s: (
            f'<tr class="t"><td><a href="/viewtopic.php?t={n}771">{s.headline}</a></td><td><a href="/u/{n}">kelp{n}</a></td><td>{n} replies</td><td>{s.time} by <a href="/u/x">gull{n}</a></td></tr>'
        ),
        "<table>{}</table>",
    ),
    "a directory of newspapers": rows(
        lambda n, s: f'<li><a href="https://www.{s.host}/">{s.outlet} of the northern islands</a></li>', "<ul>{}</ul>"
    ),
    "a blogroll": rows(lambda n, s: f'<li><a href="https://{s.host}/">{s.outlet}</a></li>', "<ul>{}</ul>"),
    "references of an encyclopedia": rows(
        lambda n, s: (
            f'<li id="n{n}"><span class="ref">{s.author} (2019). <a href="https://doi.example/10.{n}/x">Tides</a>. Journal.</span></li>'
        ),
        "<ol>{}</ol>",
    ),
    "repositories": rows(
        lambda n, s: (
            f'<article class="box"><h2><a href="/kelp{n}/tide-table-{n}">kelp{n} / tide-table-{n}</a></h2><p>{s.teaser}</p><span>{n}12 stars</span><span>Updated {s.time}</span></article>'
        )
    ),
    "a section whose stories stand under topics": rows(
        lambda n, s: (
            f'<article><h3><a href="/n/{n}4455">{s.headline}</a></h3><p><span class="k">{["Dredging", "Ferry traffic", "Herring", "Lighthouses", "Dredging", "Seals"][n % 6]}</span> <span>{s.time}</span></p></article>'
        )
    ).replace(
        "<article>",
        "<nav><a href='/t/1'>Dredging</a> <a href='/t/2'>Ferry traffic</a> <a href='/t/3'>Herring</a></nav><article>",
        1,
    ),
    "a section of sections": rows(
        lambda n, s: (
            f'<li><a href="/n/{n}4455">{s.headline}</a> <span class="source">{["Middle East", "Retail & Consumer", "Gas", "World", "Business"][n % 5]}</span> <time>{s.time}</time></li>'
        ),
        "<ul>{}</ul>",
    ),
    "adverts for work": rows(
        lambda n, s: (
            f'<li class="job"><h3><a href="https://jobs.{s.host}/apply/{n}8812-deck-hand">{["Deck hand on the outer ferry", "Senior lighthouse engineer (m/f/d)", "Harbour pilot, full time"][n % 3]} {n}</a></h3><p>{s.outlet}</p><p>Skerry, remote</p><p>Full-time</p><p>{s.time}</p></li>'
        ),
        "<ul>{}</ul>",
    ),
    "reviews with buttons of shops": rows(
        lambda n, s: (
            f'<div class="pick"><h3>The best rain jacket number {n}</h3><p>{s.teaser} {s.teaser}</p><a href="https://www.{s.host}/dp/{n}8812">Check price</a></div>'
        )
    ),
    "a section with portraits of its authors": rows(
        lambda n, s: (
            f'<article class="c"><img class="face" src="/f{n % 6}.jpg" alt="{s.author}"><h3><a href="/news/{n}4455/{s.slug}">{s.headline}</a></h3><time>{s.time}</time></article>'
        )
    ),
    "sections under headings": "".join(
        f"<section><h2>{name}</h2>"
        + "".join(
            f'<p><a href="/news/{n}4455/{s.slug}">{s.headline}</a> <time>{s.time}</time></p>'
            for n, s in enumerate(STORIES)
            if n % 4 == at
        )
        + "</section>"
        for at, name in enumerate(["World News", "Harbour Times Past", "Islands", "Sports Daily"])
    ),
    "a section whose headlines have kinds and its own name": rows(
        lambda n, s: (
            f'<p><a href="/news/{n}4455/{s.slug}">{["Analysis", "World News", "Opinion", "Weather News"][n % 4]}: {s.headline} - Tide Post</a> <time>{s.time}</time></p>'
        )
    ),
    "a section with icons of its kinds": rows(
        lambda n, s: (
            f'<li><img src="/k.svg" alt="{["Video", "Photo gallery", "Live audio", "Analysis"][n % 4]}"> <a href="/news/{n}4455/{s.slug}">{s.headline}</a> <time>{s.time}</time></li>'
        ),
        "<ul>{}</ul>",
    ),
    "an outlet's own front in its scripts": '<div id="app"></div><script>window.__STATE__ = '
    + json.dumps(
        [
            {
                "title": s.headline,
                "url": f"/news/{s.slug}",
                "publishedAt": "2026-11-28T09:00:00Z",
                "section": "Sea",
                "source": "Tide Post",
            }
            for s in STORIES
        ]
    )
    + "</script>",
    "recent comments": rows(
        lambda n, s: (
            f'<li><a href="https://{s.author.split()[0].lower()}{n}.example/">{s.author}</a> on <a href="/2026/11/{s.slug}/">{s.headline}</a></li>'
        ),
        "<ul>{}</ul>",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_lists_that_are_nobody_elses_news_are_not_read(name):
    """Sections, shops, forums, directories and references have names, times and links, too."""
    page = Page.from_html(
        f"<html><body>{NAV}<h1>Tide</h1>{PAGES[name]}{FOOT}</body></html>", url=OWN, outlets=load_registries().outlets
    )
    found = [(round(each.sure, 2), each.fields.parts[0]) for each in sure_lists(page)]
    assert found == []
    with pytest.raises(UnreadablePage, match="no-known-layout"):
        layout_for(page)

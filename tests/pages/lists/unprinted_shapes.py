"""Shapes of aggregators' pages whose outlets stand in images or in headings, whose links cover cards, or that scripts make of JSON.

Invented like those of `shapes`, which they go on from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.pages.lists.brand_shapes import BRANDED
from tests.pages.lists.shapes import ANY, FOOT, NAV, STORIES, Shape, Story

HUB = "https://www.brasswheel.example/"
UNPRINTED_SHAPES: list[Shape] = []


def _outlet(story: Story) -> str | None:
    return story.outlet


def _time(story: Story) -> str | None:
    return story.time


def _any(_: Story) -> str | None:
    return ANY


def _nothing(_: Story) -> str | None:
    return None


def _page(
    name: str,
    body: str,
    stories: Sequence[Story],
    outlet: Callable[[Story], str | None],
    time: Callable[[Story], str | None],
) -> None:
    html = f"<!DOCTYPE html><html><head><title>Brasswheel</title></head><body>{NAV}<h1>Brasswheel</h1>{body}{FOOT}</body></html>"
    UNPRINTED_SHAPES.append(Shape(name, HUB, html, [(s.headline, outlet(s), time(s)) for s in stories]))


def shape(
    name: str,
    row: Callable[[int, Story], str],
    *,
    stories: Sequence[Story] = STORIES,
    outer: str = "{}",
    outlet: Callable[[Story], str | None] = _outlet,
    time: Callable[[Story], str | None] = _time,
) -> None:
    """Add the page that has one *row* for each story."""
    _page(name, outer.replace("{}", "\n".join(row(n, s) for n, s in enumerate(stories))), stories, outlet, time)


# --- links that cover cards, and links that are buttons
shape(
    "covered_cards",
    lambda n, s: (
        f'<div class="card"><a class="cover" href="{s.url}" aria-label="{s.headline}"></a><p class="o">{s.outlet}</p><h3>{s.headline}</h3><span>{s.time}</span></div>'
    ),
    stories=BRANDED,
)
shape(
    "covered_cards_of_a_relay",
    lambda n, s: (
        f'<article class="a1"><a class="ov" href="./read/CBMi{n}QWxYz" aria-label="{s.headline} - {s.outlet} - {s.time}" tabindex="-1"></a><div class="src"><img class="fav" alt="" src="/f.png"><div class="sn">{s.outlet}</div></div><h4 class="hd">{s.headline}</h4><div class="ft"><time datetime="2026-11-28T{n + 1:02}:00:00Z">{s.time}</time></div></article>'
    ),
)
shape(
    "read_at",
    lambda n, s: (
        f'<div class="row"><h3>{s.headline}</h3><p>{s.teaser}</p><a href="{s.url}">Read at {s.outlet}</a> <span>{s.time}</span></div>'
    ),
)
shape(
    "shadow_roots",
    lambda n, s: (
        f'<news-card><template shadowrootmode="open"><a href="{s.url}"><h3>{s.headline}</h3></a><span>{s.outlet}</span><time>{s.time}</time></template></news-card>'
    ),
)
# --- outlets in images
shape(
    "logos",
    lambda n, s: (
        f'<div class="tile"><a href="/story/{n}4455/{s.slug}"><img class="ph" src="/p{n}.jpg" alt="{s.headline}"><h3>{s.headline}</h3></a><div class="meta"><img class="logo" src="/l{n}.svg" alt="{s.outlet}"><span>{s.time}</span></div></div>'
    ),
)
shape(
    "logos_of_brands",
    lambda n, s: (
        f'<div class="tile"><a href="/story/{n}4455/{s.slug}"><img class="ph" src="/p{n}.jpg" alt=""><h3>{s.headline}</h3></a><div class="meta"><img class="pub" src="/l{n}.svg" alt="{s.outlet}"><span>{s.time}</span></div></div>'
    ),
    stories=BRANDED,
)
shape(
    "favicons",
    lambda n, s: (
        f'<li><img width=16 src="https://icons.example/s2?domain={s.host}" title="{s.outlet}"> <a href="/go/{n}8812">{s.headline}</a> <small>{s.time}</small></li>'
    ),
    outer="<ul>{}</ul>",
)
# --- outlets above their rows
_AGAIN = [*STORIES, *(replace(s, headline=f"{s.headline}, part {k}") for k in (2, 3) for s in STORIES)]
_BOXED = [[s for s in _AGAIN if s.outlet == name] for name in dict.fromkeys(s.outlet for s in STORIES)]
_page(
    "boxes_under_headings",
    "".join(
        f'<section class="b"><h2>{box[0].outlet}</h2><ul>'
        + "".join(
            f'<li><a href="/out/{sum(map(ord, s.headline))}123">{s.headline}</a> <span>{s.time}</span></li>'
            for s in box
        )
        + "</ul></section>"
        for box in _BOXED
    ),
    [s for box in _BOXED for s in box],
    _outlet,
    _time,
)
_page(
    "lead_and_rest_of_clusters",
    "".join(
        f'<div class="cl"><div class="lead"><h3><a href="{group[0].url}">{group[0].headline}</a></h3><p>{group[0].teaser}</p><span class="m">{group[0].outlet} · {group[0].time}</span></div>'
        + "".join(
            f'<div class="more"><a href="{s.url}">{s.headline}</a> <span class="m">{s.outlet} · {s.time}</span></div>'
            for s in group[1:]
        )
        + "</div>"
        for group in (STORIES[:4], STORIES[4:8], STORIES[8:])
    ),
    STORIES,
    _outlet,
    _time,
)
shape(
    "two_leads_above_a_list",
    lambda n, s: (
        f'<div class="hero"><a href="/en/article/{n}4455-{s.slug}"><h2>{s.headline}</h2></a><p>{s.outlet} · {s.time}</p></div>'
        if n < 2
        else f'<li class="s"><a href="/en/article/{n}4455-{s.slug}">{s.headline}</a><span>{s.outlet} · {s.time}</span></li>'
    ),
)
# --- rows without elements of their own
shape(
    "lines_of_one_element",
    lambda n, s: f'{23 - n:02}:05 <a href="{s.url}">{s.headline}</a> ({s.outlet})<br>',
    outer="<div>{}</div>",
    time=lambda s: f"{23 - STORIES.index(s):02}:05",
)
shape(
    "links_and_italics",
    lambda n, s: f'<a href="{s.url}">{s.headline}</a> <i>{s.outlet}</i><br><br>',
    outer="<p>{}</p>",
    time=_nothing,
)
shape(
    "outlets_on_the_next_line",
    lambda n, s: f'<a href="{s.url}">{s.headline}</a><br>{s.outlet}<br><br>',
    outer="<p>{}</p>",
    time=_nothing,
)
# --- name and time in one text
shape(
    "time_via_outlet",
    lambda n, s: (
        f'<div class="r"><h3><a href="/r/{n}4455">{s.headline}</a></h3><span class="x">{s.time} via {s.outlet}</span></div>'
    ),
)
shape(
    "published_by",
    lambda n, s: (
        f'<div class="r"><h3><a href="/r/{n}4455">{s.headline}</a></h3><span class="x">Published by {s.outlet} {s.time}</span></div>'
    ),
)
shape(
    "press_by_day",
    lambda n, s: f'<p><strong>{s.outlet}</strong>, {n + 1}. November 2026: <a href="{s.url}">{s.headline}</a></p>',
    time=lambda s: f"{STORIES.index(s) + 1}. November 2026",
)
shape(
    "citations",
    lambda n, s: (
        f'<li>{s.author}, “<a href="{s.url}">{s.headline}</a>,” <em>{s.outlet}</em>, November {n + 1}, 2026.</li>'
    ),
    outer="<ul>{}</ul>",
    time=lambda s: f"November {STORIES.index(s) + 1}, 2026",
)
shape(
    "outlet_and_others",
    lambda n, s: (
        f'<div class="c"><h3><a href="/s/{n}4455">{s.headline}</a></h3><div>{s.outlet} and {n + 3} others · {s.time}</div></div>'
    ),
)
shape(
    "author_of_an_outlet",
    lambda n, s: (
        f'<div class="c"><h3><a href="{s.url}">{s.headline}</a></h3><div>By {s.author}, {s.outlet}</div><div>{s.time}</div></div>'
    ),
)
shape(
    "outlet_slash_time",
    lambda n, s: f'<div class="c"><a href="/s/{n}4455">{s.headline}</a><div>{s.outlet} / {s.time}</div></div>',
)
# --- names in the text of the link
for _name, _text in {
    "outlet_before_a_colon": "{o}: {h}",
    "outlet_behind_a_dash": "{h} - {o}",
    "outlet_behind_a_bar": "{h} | {o}",
    "outlet_in_brackets": "{h} ({o})",
}.items():
    for _place, _address in {"": "{s.url}", "_of_a_relay": "/out/{n}8812"}.items():
        shape(
            f"{_name}{_place}",
            lambda n, s, text=_text, address=_address: (  # type: ignore[misc]
                f'<li><a href="{address.format(n=n, s=s)}">{text.format(o=s.outlet, h=s.headline)}</a> <small>{s.time}</small></li>'
            ),
            outer="<ul>{}</ul>",
        )
shape(
    "fields_that_touch",
    lambda n, s: (
        f'<li class="slide"><a href="/s/{n}4455-{s.slug}"><span class="img"></span><strong>{s.headline}</strong><em>{s.outlet}</em></a></li>'
    ),
    outer="<ol>{}</ol>",
    time=_nothing,
)
shape(
    "arrows",
    lambda n, s: f'<p>{s.headline} <a href="{s.url}">→ {s.outlet}</a></p>',
    time=_nothing,
)
# --- pages that scripts make
_ITEMS = json.dumps([
    {"id": f"x{n}", "title": s.headline, "url": s.url, "source": {"name": s.outlet}, "published": s.time, "excerpt": s.teaser}
    for n, s in enumerate(STORIES)
])  # fmt: skip
for _name, _script in {
    "json_element": f'<script id="data" type="application/json">{{"props":{{"feed":{{"items":{_ITEMS}}}}}}}</script>',
    "json_assigned": f'<script>window.__STATE__ = {{"list":{_ITEMS},"user":null}}; start();</script>',
    "json_pushed": f"<script>self.rows.push({json.dumps([1, '5:' + _ITEMS])})</script>",
}.items():
    _page(_name, f'<div id="app"></div>{_script}', STORIES, _outlet, _time)


# --- counts where an outlet's name could be, sentences whose link is the outlet, several names in one text
shape(
    "counts_of_sources",
    lambda n, s: (
        f'<div class="k"><a class="h" href="{s.url}">{s.headline}</a><div class="m"><span class="w">{s.outlet if n % 3 else f"{n + 4} sources"}</span> · <span class="t">{s.time}</span></div></div>'
    ),
    outlet=lambda s: s.outlet if STORIES.index(s) % 3 else None,
)
shape(
    "and_more",
    lambda n, s: (
        f'<div class="k"><a class="h" href="{s.url}">{s.headline}</a><div class="m"><span class="w">{f"{s.outlet} and 5 more" if n % 2 else "and 3 others"}</span> · <span class="t">{s.time}</span></div></div>'
    ),
    outlet=lambda s: s.outlet if STORIES.index(s) % 2 else None,
)
shape(
    "outlets_behind_a_counter",
    lambda n, s: f'<p class="i">{s.headline} <a href="/go/{n}7731">{s.outlet}</a></p>',
    time=_nothing,
)
shape(
    "sentences_and_outlets_behind_a_counter",
    lambda n, s: f'<li>{s.headline}. {s.teaser} (<a href="/r?id={n}7731">{s.outlet}</a>, {s.time})</li>',
    outer="<ul>{}</ul>",
)
shape(
    "numbered_in_bold",
    lambda n, s: f'<p>{n + 1}. <b>{s.headline}.</b> {s.teaser} <a href="{s.url}">{s.outlet}</a></p>',
    time=_nothing,
)
shape(
    "outlet_and_time_of_a_term",
    lambda n, s: f'<dt>{s.outlet}, {s.time}</dt><dd><a href="{s.url}">{s.headline}</a></dd>',
    outer="<dl>{}</dl>",
)
shape(
    "days_of_the_press",
    lambda n, s: (
        f'<p><strong>{s.outlet}</strong> ({["Monday", "Friday"][n % 2]}): <a href="{s.url}">{s.headline}</a>. {s.teaser}</p>'
    ),
    time=_nothing,
)
shape(
    "author_outlet_time",
    lambda n, s: (
        f'<div class="p"><a href="{s.url}"><h4>{s.headline}</h4></a><div>{s.author} / {s.outlet} / {s.time}</div></div>'
    ),
)

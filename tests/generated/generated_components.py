"""Generated pages as component frameworks make them: class names of a build tool, adverts between the cards, what is missing left out.

The blocks are those of `generated_pages`; each build of the site (`build`) has other generated class names, the words in them stay.
"""

from __future__ import annotations

from html import escape
from random import Random

from tests.generated.generated_cards import _faded
from tests.generated.generated_pages import Block, generate

COMPONENT_MARKUPS = ("modules", "microdata", "bem", "styled")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_AD = '<div class="{card}"><span>Advertisement</span><a href="https://shop.example/hinges">Hinges that never creak</a></div>'


def page_of(seed: int, markup: str, build: int = 0) -> tuple[str, list[Block]]:
    """Return a page and the blocks that it shows, as the *build* of the site renders it."""
    random, made = Random(seed), Random(f"{markup}{build}")
    blocks = [_faded(block, random) for block in generate(seed).blocks]
    names = {
        part: "".join(made.choices(_LETTERS, k=5)) + "3k"
        for part in ("list", "card", "title", "meta", "time", "body", "more")
    }
    cards = []
    for number, block in enumerate(blocks):
        cards.append(_MARKUPS[markup](block, number, names))
        if random.random() < 0.2:
            cards.append(_AD.format(card=_CARD[markup].format(**names)))
    shelf = "".join(f"<li><a href='/most/{n}'>The story that people read most, number {n}</a></li>" for n in range(5))
    return (
        f"<html><head><title>River</title></head><body><nav><ul><li><a href='/'>Home of the river news</a></li></ul></nav>"
        f"<main><h1>What the river says</h1><div class='{_LIST[markup].format(**names)}'>{''.join(cards)}</div></main>"
        f"<aside><h2>Most read</h2><ul>{shelf}</ul></aside><footer>© 2026 River</footer></body></html>"
    ), blocks


def _text(block: Block) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in block.body.raw.split("\n") if part)


def _modules(block: Block, number: int, names: dict[str, str]) -> str:
    outlet = f'<span class="Card_source__{names["meta"]}">{escape(block.outlet)}</span>' if block.outlet else ""
    time = f'<span class="Card_time__{names["time"]}">{block.time}</span>' if block.time else ""
    return f'<div class="Card_root__{names["card"]}"><div>{outlet}{time}</div><a class="Card_title__{names["title"]}" href="/s/{number}">{escape(block.headline)}</a><div class="Card_body__{names["body"]}">{_text(block)}</div><button>Save</button></div>'


def _microdata(block: Block, number: int, names: dict[str, str]) -> str:
    outlet = f'<b itemprop="publisher">{escape(block.outlet)}</b>' if block.outlet else ""
    time = f'<time itemprop="datePublished">{block.time}</time>' if block.time else ""
    return f'<div itemscope class="{names["card"]}"><h4 itemprop="headline"><a href="/s/{number}">{escape(block.headline)}</a></h4><p>{outlet} {time}</p><div itemprop="articleBody">{_text(block)}</div></div>'


def _bem(block: Block, number: int, names: dict[str, str]) -> str:
    meta = " · ".join(part for part in (escape(block.outlet), block.time) if part)
    line = f'<div class="story__meta">{meta}</div>' if meta else ""
    return f'<div class="story story--wide mt-4"><h3 class="story__title"><a href="/s/{number}">{escape(block.headline)}</a></h3>{line}<div class="story__text text-sm">{_text(block)}</div><p class="story__more"><a href="/s/{number}">Read more</a></p></div>'


def _styled(block: Block, number: int, names: dict[str, str]) -> str:
    outlet = f'<span class="css-{names["meta"]}">{escape(block.outlet)}</span>' if block.outlet else ""
    time = f'<time class="css-{names["time"]}">{block.time}</time>' if block.time else ""
    return f'<section class="css-{names["card"]}"><h2 class="css-{names["title"]}"><a href="/s/{number}">{escape(block.headline)}</a></h2><div class="css-{names["more"]}">{outlet}{time}</div>{_text(block)}</section>'


_MARKUPS = {"modules": _modules, "microdata": _microdata, "bem": _bem, "styled": _styled}
_CARD = {"modules": "Card_root__{card}", "microdata": "{card}", "bem": "story story--ad", "styled": "css-{card}"}
_LIST = {"modules": "List_items__{list}", "microdata": "list", "bem": "stories", "styled": "css-{list}"}

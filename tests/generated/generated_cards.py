"""Generated pages of an aggregator nobody knows: the blocks of `generated_pages`, each in a container of its own, in four markups.

Order of the parts, tags and what surrounds them differ by markup; outlets and times are missing as often as they were seen to be.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from random import Random

from tests.generated.generated_pages import Block, generate

CARD_MARKUPS = ("articles", "cards", "items", "cells")
_MENU = "".join(
    f'<li><a href="/{name}">All about {name} and more</a></li>' for name in ("tides", "trams", "cheese", "clocks")
)
_READ = "".join(f'<li><a href="/most/{n}">The story that people read most, number {n}</a></li>' for n in range(5))


def page_of(seed: int, markup: str) -> tuple[str, list[Block]]:
    """Return a page and the blocks that it shows."""
    random = Random(seed)
    blocks = [_faded(block, random) for block in generate(seed).blocks]
    shown = "".join(_CARDS[markup](block, number) for number, block in enumerate(blocks))
    body = (
        f"<table>{shown}</table>"
        if markup == "cells"
        else f"<ul>{shown}</ul>"
        if markup == "items"
        else f"<div>{shown}</div>"
    )
    html = f"<html><head><title>The river</title></head><body><header><ul>{_MENU}</ul></header><h1>The river of today</h1><p>22 November 2026</p>{body}<aside><h2>Most read</h2><ol>{_READ}</ol></aside><footer>© 2026 River</footer></body></html>"
    return html, blocks


def _faded(block: Block, random: Random) -> Block:
    outlet = "" if random.random() < 0.06 else block.outlet
    time = None if random.random() < 0.05 else block.time
    return replace(block, outlet=outlet, time=time)


def _paragraphs(block: Block) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in block.body.raw.split("\n") if part)


def _article(block: Block, number: int) -> str:
    time = f"<time>{block.time}</time>" if block.time else ""
    return f'<article><header><span>{escape(block.outlet)}</span> {time}</header><h3><a href="/s/{number}">{escape(block.headline)}</a></h3>{_paragraphs(block)}<p><button>Share</button> <a href="/s/{number}">Read more</a></p></article>'


def _card(block: Block, number: int) -> str:
    source = " · ".join(part for part in (escape(block.outlet), block.time) if part)
    return f'<div><div><img src="x" alt="{escape(block.headline)}"></div><div><a href="/s/{number}">{escape(block.headline)}</a></div><div>{source}</div><div>{_paragraphs(block)}</div></div>'


def _item(block: Block, number: int) -> str:
    return f'<li><a href="/s/{number}"><h2>{escape(block.headline)}</h2></a>{_paragraphs(block)}<p>{escape(block.outlet)}</p><p>{block.time or ""}</p></li>'


def _cell(block: Block, number: int) -> str:
    return f'<tr><td>{block.time or ""}</td><td>{escape(block.outlet)}</td><td><a href="/s/{number}">{escape(block.headline)}</a></td><td>{_paragraphs(block)}</td></tr>'


_CARDS = {"articles": _article, "cards": _card, "items": _item, "cells": _cell}

"""Generated Daily8 pages with ground truth: one visible page, rendered in four markups.

What varies is what was seen to vary: blank lines, missing and doubled markers, glued times, misspelt outlets, image texts,
empty and furnished bodies, none to fifty blocks, both renderings. Nothing here looks at how the parser works.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

from tests.generated.generated_prose import MISSPELT, OUTLETS, PLACES, TIMES, Text, headline, paragraph

MARKUPS = ("semantic", "divs", "tables", "bare")


@dataclass(frozen=True, slots=True)
class Block:
    """A related block as it has to be read."""

    outlet: str
    time: str | None
    headline: str
    body: Text


@dataclass(frozen=True, slots=True)
class Row:
    """A visible row of a page: its role, and the inline pieces that stand on it. `alt:` opens an image's text."""

    role: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generated:
    """A page: its rows, and what a correct reading of it yields."""

    rows: tuple[Row, ...]
    headline: str
    outlet: str | None
    summary: tuple[str, ...]
    hashtags: tuple[str, ...]
    headings: tuple[str, ...]
    body: Text
    blocks: tuple[Block, ...]


def generate(seed: int) -> Generated:
    """Return the page of *seed*: the same one on every machine."""
    random = Random(seed)
    rows: list[Row] = []
    main = _main(random, rows)
    count = random.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 50 if seed % 4 == 0 else 9))
    blocks = tuple(_block(random, rows, "A" if seed % 2 else "B") for _ in range(count))
    if random.random() < 0.3:
        rows += [Row("footer", ("© 2026 Daily8",)), Row("footer", ("Privacy Policy",))]
    return Generated(tuple(rows), **main, blocks=blocks)


def _main(random: Random, rows: list[Row]) -> dict[str, object]:
    title = headline(random)
    rows.append(Row("alt", ("logo",)))
    rows += [Row("alt", (title,))] * random.randint(0, 1) + [Row("title", (title,))] * random.randint(1, 2)
    outlet = random.choice(OUTLETS) if random.random() < 0.8 else None
    if outlet:
        rows.append(Row("byline", (outlet, random.choice(TIMES))))
    summary = tuple(headline(random) for _ in range(random.choice((0, 0, 2, 3, 4))))
    rows += [Row("bullet", (item,)) for item in summary]
    paragraphs = [
        paragraph(random, random.randint(2, 4), furnished=random.random() < 0.1) for _ in range(random.randint(5, 9))
    ]
    place = random.choice(PLACES)
    opening = random.choice(
        ("", f"{place.upper()} (AP) — ", f"{place.upper()}, - ", f"{place}, Texas () - ", f"{place.upper()}: ")
    )
    paragraphs[0] = Text(opening + paragraphs[0].raw, opening + paragraphs[0].clean)
    headings = tuple(random.sample(("THE LONG WAY HOME", "TIDE TABLES", "A TOWN'S DEBT"), random.randint(0, 2)))
    for heading in headings:
        paragraphs.insert(2 * (headings.index(heading) + 1), Text(heading, heading))
    rows += [Row("heading" if text.raw in headings else "paragraph", (text.raw,)) for text in paragraphs]
    tags = tuple(random.sample(("Tides", "NightTram", "Cheese_Fair", "Harbour2026"), random.randint(0, 3)))
    _markers(random, rows, tags)
    body = Text("\n".join(text.raw for text in paragraphs), "\n".join(text.clean for text in paragraphs))
    return {
        "headline": title,
        "outlet": outlet,
        "summary": summary,
        "hashtags": tags,
        "headings": headings,
        "body": body,
    }


def _markers(random: Random, rows: list[Row], tags: tuple[str, ...]) -> None:
    """Add the page's own words. One in twelve is missing and one in twelve doubled; "Hashtags" stays where tags follow."""

    def marker(role: str, text: str, *, needed: bool = False) -> None:
        chance = random.random()
        rows.extend([Row(role, (text,))] * (0 if chance < 1 / 12 and not needed else 2 if chance > 11 / 12 else 1))

    marker("marker", "Hashtags", needed=bool(tags))
    rows.extend(Row("tag", (f"#{tag}",)) for tag in tags)
    marker("alt", "Orange background")
    marker("marker", "Try Our AI Features")
    marker("marker", "Explore what Daily8 AI can do for you:")
    marker("marker", "Comments")
    marker("marker", "No comments yet...")
    marker("marker", "Related Articles")


def _block(random: Random, rows: list[Row], rendering: str) -> Block:
    title, outlet, time = headline(random), random.choice(OUTLETS), random.choice(TIMES)
    printed = MISSPELT.get(outlet, outlet) if random.random() < 0.3 else outlet
    has_bullet = random.random() > 0.1
    has_outlet = not has_bullet or random.random() > 0.06
    has_time = not (has_bullet and has_outlet) or random.random() > 0.03
    if rendering == "A":
        rows += [Row("alt", (title,))] * random.choice((0, 1, 2, 2))
    in_one_row = has_outlet and has_bullet and has_time and random.random() < 0.08
    if in_one_row:
        icon = ("alt:time",) if rendering == "A" else ()
        rows.append(Row("labels", (outlet, *icon, time, "•", outlet)))
        printed, has_bullet = outlet, False
    else:
        _labels(random, rows, (printed if has_outlet else None, time if has_time else None), rendering)
    if has_bullet:
        bullet = "•" if rendering == "A" else "-"
        rows += [Row("category", (f"{bullet} Culture",))] * (rendering == "A" and has_time and random.random() < 0.1)
        rows += [Row("outlet", (bullet, outlet))] * (2 if random.random() < 0.1 else 1)
    rows += [Row("link", (title,))] * (2 if random.random() < 0.1 else 1)
    body = _body(random)
    rows += [Row("body", (part,)) for part in body.raw.split("\n") if part]
    return Block(printed if has_outlet else outlet, time if has_time else None, title, body)


def _labels(random: Random, rows: list[Row], labels: tuple[str | None, str | None], rendering: str) -> None:
    outlet, time = labels
    if outlet and time and random.random() < 0.3:
        rows.append(Row("labels", (outlet, time)))
        return
    if outlet:
        rows += [Row("outlet", (outlet,))] * (2 if random.random() < 0.05 else 1)
    if time:
        rows.append(Row("time", ("alt:time", time) if rendering == "A" else (time,)))


def _body(random: Random) -> Text:
    if random.random() < 0.05:
        return Text("", "")
    count = 1 if random.random() < 0.9 else 3
    parts = [paragraph(random, random.randint(6, 12), furnished=random.random() < 0.35) for _ in range(count)]
    return Text("\n".join(part.raw for part in parts), "\n".join(part.clean for part in parts))


_TAGS = {
    "semantic": {"title": "h1", "heading": "h2", "marker": "h2", "paragraph": "p", "body": "p", "link": "h3", "bullet": "li", "footer": "footer"},
    "divs": {},
    "tables": {},
    "bare": {"paragraph": "p", "body": "p", "link": "p"},
}  # fmt: skip


def render(page: Generated, markup: str) -> str:
    """Return the page in one of MARKUPS. Only "semantic" and "divs" have classes, and those mean nothing."""
    rows = "\n".join(_row(row, markup) for row in page.rows)
    if markup == "tables":
        rows = f"<table border=0>{rows}</table>"
    script = "<script>var ads = '<div>by Taboola</div>';</script><style>.x{display:none}</style>"
    return f"<!DOCTYPE html><html><head><title>{escape(page.headline)}</title>{script}</head><body>{rows}</body></html>"


def _row(row: Row, markup: str) -> str:
    inner = "".join(_piece(piece, row, markup) for piece in row.pieces)
    if row.role == "alt":
        inner = f'<img src="x.png" alt="{escape(row.pieces[0])}">'
    if row.role in {"link", "tag"}:
        inner = f'<a href="/en/{"article/" + 32 * "a" if row.role == "link" else "hashtag/" + row.pieces[0][1:]}">{inner}</a>'
    if row.role == "bullet" and markup != "semantic":
        inner = {"divs": f"<span>*</span> {inner}", "tables": f"•</td><td>{inner}", "bare": f"<div>*</div>{inner}"}[
            markup
        ]
    if markup == "tables":
        return f"<tr><td>{inner}</td></tr>" if row.role != "labels" else f"<tr>{inner}</tr>"
    tag = _TAGS[markup].get(row.role, "div")
    if markup == "bare":
        return f"<{tag}>{inner}</{tag}>" if tag != "div" else f"{inner}<br>"
    attributes = ' class="mt-2 flex text-xs"' if tag == "div" else ""
    wrapped = f"<{tag}{attributes}>{inner}</{tag}>"
    return (
        f"<ul>{wrapped}</ul>"
        if tag == "li"
        else f'<div class="p-1"><div>{wrapped}</div></div>'
        if markup == "divs"
        else wrapped
    )


def _piece(piece: str, row: Row, markup: str) -> str:
    if piece.startswith("alt:"):
        return f'<img src="c.svg" alt="{escape(piece[4:])}">'
    if markup == "tables" and row.role == "labels":
        return f"<td>{escape(piece)}</td>"
    if len(row.pieces) > 1 and markup != "bare":
        return f"<span>{escape(piece)}</span>"
    return escape(piece) + (" " if piece in "•-" else "")

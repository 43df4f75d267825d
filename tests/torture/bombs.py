"""Row 7, pages: markup, words and data made to keep a reader busy or to fill its memory. What a server sends is bounded before (`tests/crawling`)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from crawler.errors import UserError
from crawler.sightings.readers import read_page
from tests.torture.spent import spent

SECONDS, MEGABYTES = 5.0, 400.0
URL = "https://www.harbourpost.example/news/gulls"
_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
_SENTENCE = "<p>The harbour council counted the gulls on the long pier again this morning and found more of them.</p>"


def pages(size: float = 1.0) -> Iterator[tuple[str, str]]:
    """Give names and pages; *size* 1 is what row 7 asks for."""

    def times(number: int) -> int:
        return max(int(number * size), 1)

    attributes = " ".join(f"a{n}=1" for n in range(times(200_000)))
    deep = times(200_000)
    yield "attributes in one tag", f"<div {attributes}>"
    yield "the same attribute", "<div " + "a=1 " * times(200_000) + ">"
    yield "tags with 499 attributes", ("<div " + " ".join(f"a{n}" for n in range(499)) + ">x</div>") * times(400)
    yield "levels of blocks", "<div>" * times(100_000) + "x"
    yield "levels of formatting", "<font><p>" * times(50_000) + "x"
    yield "levels of links", "<a href=/x>" * times(50_000) + "x"
    yield "levels of tables", "<table><tr><td>" * times(30_000) + "x"
    yield "one word", "a" * times(10_000_000)
    yield "one number", "1" * times(1_000_000)
    yield "short paragraphs", "<p>a</p>" * times(200_000)
    yield "line breaks", "<br>" * times(500_000)
    yield "headings", "<h1>Headline of a story</h1>" * times(50_000)
    yield "printed times", "<p>41 minutes ago</p>" * times(50_000)
    yield "datelines", "<p>LONDON (Reuters) - </p>" * times(50_000)
    yield "datelines in a line", "<p>" + "LONDON (Reuters) - " * times(50_000) + "</p>"
    yield "names in a byline", "<p>By " + "John Smith, " * times(100_000) + "</p>"
    yield "brackets", "<p>" + "(" * times(200_000) + "</p>"
    yield "quotation marks", "<p>" + "\u201c" * times(200_000) + "</p>"
    yield "marks on a letter", "<p>a" + "\u0301" * times(1_000_000) + "</p>"
    yield "overrides", "<p>" + "\u202e" * times(1_000_000) + "</p>"
    yield "Chinese", "<p>" + "\u4e2d" * times(500_000) + "</p>"
    yield "Thai", "<p>" + "\u0e01" * times(500_000) + "</p>"
    yield "entities", "<p>" + "&amp;" * times(1_000_000) + "</p>"
    yield "spaces", "<p>" + " " * times(5_000_000) + "x</p>"
    yield "no-break spaces", "<p>" + "\xa0" * times(2_000_000) + "x</p>"
    yield "lists in JSON-LD", "<script type='application/ld+json'>" + "[" * deep + "]" * deep + "</script>"
    yield "objects in JSON-LD", "<script type='application/ld+json'>" + '{"a":' * deep + "1" + "}" * deep + "</script>"
    yield (
        "a number in JSON-LD",
        "<script type='application/ld+json'>{\"datePublished\":" + "9" * times(1_000_000) + "}</script>",
    )
    graph = [{"@type": "NewsArticle", "headline": "x", "author": [{"name": f"n{n}"} for n in range(100)]}] * times(
        1_000
    )
    yield "articles in JSON-LD", f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>"
    yield (
        "times in metadata",
        "<meta property='article:published_time' content='2026-11-22T12:00:00Z'>" * times(100_000),
    )
    yield "an open comment", "<!--" + "-" * times(2_000_000)
    yield "open brackets", "<" * times(2_000_000)
    yield "open scripts", "<script>" * times(100_000)
    related = "<h2>Related Articles</h2><div>Tilling Times</div><div>41 minutes ago</div><div>- Tilling Times</div><div>Copied gulls</div><div>body</div>"
    yield "related articles", related * times(10_000)
    links = (f"<li><a href='/en/{n}'>Story number {n} is late again</a> 3 hours ago</li>" for n in range(times(30_000)))
    yield "links with times", f"<ul>{''.join(links)}</ul>"


def run(size: float = 1.0) -> list[str]:
    """Read every page in a process of its own; return those that cost more than five seconds or 400 MB, or let an exception out."""
    findings = []
    read_page(_page(""), url=URL, fetched_at=_AT)  # what is imported once is not the pages' doing
    for name, hostile in pages(size):
        page = _page(hostile)
        cost = spent(lambda page=page: _read(page))
        line = f"{name}: {cost.seconds:.1f} s, {cost.megabytes:.0f} MB, {cost.found[:120]}"
        print(line)
        if (
            cost.seconds > SECONDS
            or cost.megabytes > MEGABYTES
            or cost.found.startswith(("ESCAPED", "ended"))
            or "program-error" in cost.found
        ):
            findings.append(f"BROKEN {line}")
    return findings


def _page(hostile: str) -> str:
    article = f"<article><h1>Gulls counted</h1>{_SENTENCE * 8}{hostile}</article>"
    return f"<!doctype html><html><head><title>Gulls</title><meta property='og:type' content='article'></head><body>{article}</body></html>"


def _read(page: str) -> str:
    try:
        found = read_page(page, url=URL, fetched_at=_AT)
    except UserError as error:
        return f"unreadable: {error}"
    return f"{len(found.sightings)} sightings, notes {', '.join(found.notes) or 'none'}"

"""A web of many hosts on loopback, in a process of its own: a forward proxy that answers for every name, after a while.

Hosts are called h1.news.example, h2.news.example, ...: a crawler that goes through the proxy keeps their names, and with
them each host's own pace. Every page is an invented article of some 43 kB in an outlet's shape.
"""

from __future__ import annotations

import asyncio
import html
import json
import multiprocessing
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection
from urllib.parse import urlsplit

SYLLABLES = [f"{a}{b}{c}" for a in "bdgklmprst" for b in "aeiou" for c in ("l", "nd", "rr", "st", "")]
VARIANTS = 200  # different articles; the rest are made of these with another address


@dataclass(frozen=True, slots=True)
class Web:
    """What the hosts are like: seconds before each answer, articles on each front page or feed."""

    latency: float = 0.0
    pages: int = 20


@contextmanager
def served(web: Web) -> Iterator[str]:
    """Serve the web while the block lasts; gives the proxy's address."""
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_serve, args=(web, theirs), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def article(number: int) -> str:
    """Return an article page of some 43 kB: navigation, metadata, text, teasers, scripts."""
    choose = random.Random(number)
    title = _sentence(choose, 8)
    paragraphs = [" ".join(_sentence(choose, choose.randint(9, 22)) for _ in range(4)) for _ in range(9)]
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
        "datePublished": "2026-11-22T10:15:00Z", "author": {"@type": "Person", "name": "Ida Marsh"},
    }  # fmt: skip
    text = "\n".join(f'<p class="story-text__paragraph">{html.escape(paragraph)}</p>' for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Harbour Post</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="og:site_name" content="Harbour Post">
<script type="application/ld+json">{json.dumps(data)}</script><script>{_script(choose)}</script></head><body>
<header><nav>{_links(choose, 70)}</nav></header><main><article><h1>{title}</h1>
<p class="byline">By Ida Marsh</p><time datetime="2026-11-22T10:15:00Z">22 November 2026, 10:15</time>
<p>PORT ELLEN (Reuters) - {_sentence(choose, 20)}</p>{text}</article>
<aside><h2>Most read</h2>{_teasers(choose, 30)}</aside></main><footer>{_links(choose, 40)}</footer></body></html>"""


def _sentence(choose: random.Random, words: int) -> str:
    return " ".join("".join(choose.choices(SYLLABLES, k=choose.randint(1, 3))) for _ in range(words)).capitalize() + "."


def _links(choose: random.Random, number: int) -> str:
    items = (
        f'<li class="menu__item"><a href="/section/{n}">{_sentence(choose, 2)[:-1]}</a></li>' for n in range(number)
    )
    return f"<ul>{''.join(items)}</ul>"


def _teasers(choose: random.Random, number: int) -> str:
    return "".join(
        f'<div class="card"><a class="card__link" href="/section/t{n}"><img src="/i/{n}.jpg" alt="">'
        f"<h3>{_sentence(choose, 7)}</h3></a><span>{n + 1} hours ago</span></div>"
        for n in range(number)
    )


def _script(choose: random.Random) -> str:
    return f"window.__state = {json.dumps([_sentence(choose, 12) for _ in range(260)])};"


@lru_cache(maxsize=VARIANTS)
def _article(number: int) -> bytes:
    return article(number).encode()


def _body(web: Web, url: str) -> tuple[bytes, str]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    number = int("0" + "".join(filter(str.isdigit, host)))
    if parts.path == "/feed.xml":
        items = "".join(
            f"<item><title>{_sentence(random.Random(n), 6)}</title><link>http://{host}/a/{n}</link></item>"
            for n in range(web.pages)
        )
        return f'<rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode(), "text/xml"
    if parts.path == "/":
        links = "".join(f'<h2><a href="/a/{n}">{_sentence(random.Random(n), 6)}</a></h2>' for n in range(web.pages))
        return f"<html><body><main>{links}</main></body></html>".encode(), "text/html"
    if parts.path.startswith("/a/"):
        return _article((number * web.pages + int(parts.path[3:])) % VARIANTS), "text/html; charset=utf-8"
    return b"", ""


def _serve(web: Web, ready: Connection) -> None:
    asyncio.run(_serving(web, ready))


async def _serving(web: Web, ready: Connection) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while (line := await reader.readline()).strip():
            while (await reader.readline()).strip():
                pass
            await asyncio.sleep(web.latency)
            body, kind = _body(web, line.split()[1].decode())
            status = "200 OK" if kind else "404 Not Found"
            head = f"HTTP/1.1 {status}\r\nContent-Type: {kind or 'text/plain'}\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()

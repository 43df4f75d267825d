"""Pages a second on one core: HTML -> page -> reading -> boilerplate cut, pages with seven bodies each, four markups.

python -m benchmarks.pages
"""

from __future__ import annotations

import time
from itertools import count, islice

from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from crawler.text.boilerplate import cut_boilerplate
from tests.generated.generated_pages import MARKUPS, generate, render

ADDRESS = "http://www.daily8.example/en/article/" + "0" * 32
CREDITS = ("Bloomberg", "Reuters", "Associated Press", "AFP", "Press Trust of India", "PTI", "ANI", "IANS")
PAGES = 60
ROUNDS = 3


def read(html: str) -> int:
    """Read one page and cut its boilerplate; return how many bodies it had."""
    page = Page.from_html(html, url=ADDRESS)
    reading = layout_for(page).read(page)
    bodies = [block.body for block in reading.related]
    if reading.article is not None:
        bodies.append(reading.article.body)
    for body in bodies:
        cut_boilerplate(body, credits=CREDITS)
    return len(bodies)


def main() -> None:
    """Print pages a second, best of three rounds, for each markup."""
    seven = [page for page in islice((generate(seed) for seed in count()), 2_000) if len(page.blocks) == 6][:PAGES]
    for markup in MARKUPS:
        documents = [render(page, markup) for page in seven]
        kilobytes = sum(map(len, documents)) / len(documents) / 1_000
        best = float("inf")
        for _ in range(ROUNDS):
            started = time.process_time()
            bodies = sum(map(read, documents))
            best = min(best, time.process_time() - started)
        rate = len(documents) / best
        print(f"{markup:>9}: {rate:6.0f} pages/s  ({bodies / len(documents):.1f} bodies, {kilobytes:.0f} KB a page)")


if __name__ == "__main__":
    main()

"""Outlets' own pages on the labelled sets beside the project: body, headline, authors, time, beside plain trafilatura.

``python -m benchmarks.articles``. Body F1 is that of article-extraction-benchmark: bags of 4-word shingles, precision and
recall of each page averaged over the pages, F1 of the two averages. Headlines are right when equal but for space, authors
are compared as sets (F1 of a page, averaged), times to the day and to the minute as instants, or as written where one of
the two names no zone. Each set is split in two halves by the hash of the page's id. Rules were made from errors of the `tune` half; some pages of `held` were
looked at, too, to find bugs, so it is no untouched sample. Needs ../shared.
"""

import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import trafilatura

from crawler.errors import UnreadablePage
from crawler.pages.html.markup import decode
from crawler.pages.page import Page
from crawler.pages.reading import Article
from crawler.pages.registry import layout_for

PAGES = Path(__file__).parents[2] / "shared" / "data" / "pages"
SETS = ("articles_2020", "publishers")
HALVES = ("all", "tune", "held")
_WORD = re.compile(r"\w+")


class Reading(NamedTuple):
    """What a tool read off one page; times in ISO 8601."""

    body: str = ""
    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None


class Labelled(NamedTuple):
    """One saved page and what it says."""

    name: str
    raw: bytes
    truth: Mapping[str, Any]

    @property
    def half(self) -> str:
        """The half of its set that the page is in."""
        return HALVES[1 + hashlib.sha256(self.name.encode()).digest()[0] % 2]


class Scores(NamedTuple):
    """Averages over pages, 0 to 1; None where the set says nothing of it."""

    pages: int
    body: float
    headline: float | None
    authors: float | None
    day: float | None
    minute: float | None


def labelled(name: str) -> list[Labelled]:
    """Read a labelled set."""
    truth = json.loads((PAGES / name / "truth.json").read_text(encoding="utf-8"))
    return [
        Labelled(key, gzip.decompress((PAGES / name / f"{key}.html.gz").read_bytes()), truth[key])
        for key in sorted(truth)
    ]


def ours(page: Labelled) -> Reading:
    """Read a page as the program does."""
    document = Page.from_html(decode(page.raw), url=page.truth["url"])
    try:
        article = layout_for(document).read(document).article or Article(headline="", body="")
    except UnreadablePage:
        return Reading()
    told = article.particulars
    if told is None:
        return Reading(article.body, article.headline)
    return Reading(article.body, article.headline, told.authors, told.published)


def plain(page: Labelled) -> Reading:
    """Read a page with trafilatura alone, body in favor of precision, which is its best setting here."""
    options = {"favor_precision": True, "include_comments": False, "with_metadata": True}
    found = trafilatura.bare_extraction(decode(page.raw), url=page.truth["url"], **options)
    if found is None:
        return Reading()
    authors = tuple(filter(None, (found.author or "").split("; ")))
    return Reading(found.text or "", found.title or "", authors, found.date)


def score(pages: Iterable[Labelled], readings: Mapping[str, Reading]) -> Scores:
    """Score the readings of *pages*."""
    pages = list(pages)
    overlaps = [overlap(page.truth["body"], readings[page.name].body) for page in pages]
    precision = fmean(tp / (tp + fp) for tp, fp, _ in overlaps if tp + fp)
    recall = fmean(tp / (tp + fn) for tp, _, fn in overlaps if tp + fn)
    body = 2 * precision * recall / (precision + recall)
    if "title" not in pages[0].truth:
        return Scores(len(pages), body, None, None, None, None)
    pairs = [(page.truth, readings[page.name]) for page in pages]
    times = [agree(truth["published"], reading.published) for truth, reading in pairs]
    return Scores(
        len(pages),
        body,
        fmean(truth["title"].split() == reading.headline.split() for truth, reading in pairs),
        fmean(_set_f1(truth.get("authors") or (), reading.authors) for truth, reading in pairs),
        fmean(day for day, _ in times),
        fmean(minute for _, minute in times),
    )


def overlap(truth: str, found: str) -> tuple[int, int, int]:
    """Count the shingles that both texts have, that only *found* has, and that only *truth* has."""
    wanted, given = _shingles(truth), _shingles(found)
    both = (wanted & given).total()
    return both, given.total() - both, wanted.total() - both


def agree(truth: str, found: str | None) -> tuple[bool, bool]:
    """Return whether two times are one day and one minute."""
    if found is None:
        return False, False
    a, b = datetime.fromisoformat(truth), datetime.fromisoformat(found)
    same_day = a.date() == b.date()
    if a.tzinfo is None or b.tzinfo is None:
        a, b = a.replace(tzinfo=None), b.replace(tzinfo=None)
    else:
        a, b = a.astimezone(UTC), b.astimezone(UTC)
    return same_day or a.date() == b.date(), abs((a - b).total_seconds()) < 60


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    size = min(4, len(words))
    return Counter(tuple(words[start : start + size]) for start in range(len(words) - size + 1)) if size else Counter()


def _set_f1(truth: Iterable[str], found: Iterable[str]) -> float:
    wanted, given = set(truth), set(found)
    return 1.0 if wanted == given else 2 * len(wanted & given) / (len(wanted) + len(given))


def read_all(pages: Iterable[Labelled], tool: Callable[[Labelled], Reading]) -> tuple[dict[str, Reading], float]:
    """Read every page; return the readings and the milliseconds of processor time a page."""
    readings: dict[str, Reading] = {}
    started = time.process_time()
    for page in pages:
        readings[page.name] = tool(page)
    return readings, (time.process_time() - started) / len(readings) * 1000


def main() -> None:
    """Print the table."""
    if not PAGES.is_dir():
        print("articles: ../shared (labelled data, not shipped) is not beside the project; nothing to score")
        return
    print(
        f"{'set':15}{'tool':13}{'half':6}{'pages':>6}{'body':>7}{'headline':>10}{'authors':>9}{'day':>7}{'minute':>8}{'ms':>6}"
    )
    for name in SETS:
        pages = labelled(name)
        ours(pages[0]), plain(pages[0])  # what is loaded once is not a page's time
        for tool, read in (("wiretrace", ours), ("trafilatura", plain)):
            readings, milliseconds = read_all(pages, read)
            for half in HALVES:
                found = score([page for page in pages if half in {"all", page.half}], readings)
                figures = "".join(
                    "-".rjust(width) if value is None else f"{value:{width}.3f}"
                    for value, width in zip(found[1:], (7, 10, 9, 7, 8), strict=True)
                )
                spent = f"{milliseconds:6.0f}" if half == "all" else ""
                print(f"{name:15}{tool:13}{half:6}{found.pages:6}{figures}{spent}", flush=True)


if __name__ == "__main__":
    main()

"""Reading generated pages: main bodies, blocks, labels and cuts against their ground truth, in every markup."""

from collections import Counter
from dataclasses import dataclass, field

import pytest

from crawler.pages.page import Page
from crawler.pages.reading import PageReading
from crawler.pages.registry import layout_for
from crawler.text.boilerplate import cut_boilerplate
from tests.generated.generated_pages import MARKUPS, Block, Generated, generate, render, render_text

PAGES = 84
ADDRESS = "http://www.daily8.example/en/article/" + 32 * "b"
WIDGET_WORDS = (
    "Taboola",
    "Sponsored Links",
    "Promoted Links",
    "You May Like",
    "Undo",
    "Live Events",
    "stories of your interest",
    " Stories",
)


@dataclass
class Figures:
    """What was counted over all pages of one markup."""

    main_f1: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    widget_words: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole]


def overlap_f1(read: str, true: str) -> float:
    a, b = Counter(read.split()), Counter(true.split())
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else float(a == b)


def read_page(page: Generated, seed: int, markup: str) -> PageReading:
    built = (
        Page.from_text(render_text(page, seed))
        if markup == "text"
        else Page.from_html(render(page, markup), url=ADDRESS)
    )
    return layout_for(built, "daily8").read(built)


def measure(markup: str) -> Figures:
    figures = Figures()
    for seed in range(PAGES):
        page = generate(seed)
        reading = read_page(page, seed, markup)
        article = reading.article
        figures.main_f1.append(overlap_f1(article.body, page.body.raw) if article else 0.0)
        figures.counts["articles"] += 1
        figures.counts["headers"] += article is not None and (
            (article.headline, article.outlet_printed, article.summary, article.hashtags, article.headings)
            == (page.headline, page.outlet, page.summary, page.hashtags, page.headings)
        )
        figures.counts["true blocks"] += len(page.blocks)
        figures.counts["read blocks"] += len(reading.related)
        match_blocks(reading, page.blocks, figures)
        count_words(article.body if article else "", page.body.clean, figures)
    return figures


def match_blocks(reading: PageReading, truth: tuple[Block, ...], figures: Figures) -> None:
    """Pair blocks in page order by their whole bodies (an empty one by its headline), then compare labels and words."""
    wanted = list(truth)
    for block in reading.related:
        same = (
            n
            for n, true in enumerate(wanted)
            if true.body.raw == block.body and (block.body or true.headline == block.headline)
        )
        if (place := next(same, None)) is None:
            continue
        true = wanted[place]
        del wanted[: place + 1]
        figures.counts["blocks"] += 1
        figures.counts["outlets"] += block.outlet_printed == true.outlet
        figures.counts["headlines"] += block.headline == true.headline
        figures.counts["times"] += block.time_printed == true.time
        count_words(block.body, true.body.clean, figures)


def count_words(raw: str, clean: str, figures: Figures) -> None:
    cleaned = cut_boilerplate(raw).text
    read, true = Counter(cleaned.split()), Counter(clean.split())
    figures.counts["true words"] += true.total()
    figures.counts["lost words"] += (true - read).total()
    figures.counts["left words"] += (read - true).total()
    figures.widget_words.extend(word for word in WIDGET_WORDS if word in cleaned and word not in clean)


@pytest.fixture(scope="module", params=(*MARKUPS, "text"))
def figures(request) -> Figures:
    return measure(request.param)


def test_main_bodies_are_read(figures):
    """The body of the main article, on average over all pages, has an F1 of .98 or more in every markup."""
    assert sum(figures.main_f1) / len(figures.main_f1) >= 0.98


def test_headers_are_read_exactly(figures):
    """Headline, outlet, summary, hashtags and section headings of the main article are exact on 99 of 100 pages."""
    assert figures.share("headers", "articles") >= 0.99


def test_blocks_are_found_whole(figures):
    """Of the blocks read 99 % are true ones with their whole bodies, and of the true ones 99 % are read."""
    assert figures.share("blocks", "read blocks") >= 0.99
    assert figures.share("blocks", "true blocks") >= 0.99


def test_labels_are_exact(figures):
    """Outlet, headline and time are those printed, character for character, on 99 % of the blocks."""
    for label in ("outlets", "headlines", "times"):
        assert figures.share(label, "blocks") >= 0.99, label


def test_no_widget_word_is_left_and_no_true_word_lost(figures):
    """After cutting no widget word is left in any body, and at most one true word in a thousand is lost."""
    assert figures.widget_words == []
    assert figures.share("lost words", "true words") <= 0.001
    assert figures.share("left words", "true words") <= 0.001


def test_the_pages_are_hard_enough():
    """The generated pages hold what the test claims: big pages, empty ones, furniture, widgets' words in sentences."""
    pages = [generate(seed) for seed in range(PAGES)]
    bodies = [block.body for page in pages for block in page.blocks]
    assert any(len(page.blocks) == 50 for page in pages)
    assert any(not page.blocks for page in pages)
    assert sum(body.raw != body.clean for body in bodies) >= 100
    assert any(not body.raw for body in bodies)
    assert sum("you may like" in body.clean for body in bodies) >= 20
    assert sum("ive events" in body.clean for body in bodies) >= 20
    assert generate(7) == generate(7)

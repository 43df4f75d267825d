"""Made-up news in the shape that news has: lengths, edits, crowds, boilerplate, forms and lags; the words are those of our fixtures in Latin letters.

Lengths are log-normal (median 400 words), copies of a story Zipf-distributed (exponent 2.5; 1.9 is a heavy day), edits are a
dateline, a credit, words replaced, sentences dropped and cuts. 300 outlets, most with up to three lines of boilerplate; two
stories in a hundred are forms with other numbers. The same seed gives the same articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORDS = Path(__file__).parents[1] / "fixtures" / "copies" / "docs.jsonl"
_WORD = re.compile(r"[^\W_][\w'\u2019$%,.-]*")
_OUTLETS, _FORMS, _MOST = 300, 20, 200
_WIRES = ("Reuters", "AP", "AFP", "Bloomberg", "PTI", "dpa")
_PAPERS = ("Post", "Echo", "Herald", "Times", "Gazette", "Star")
_START = datetime(2026, 1, 1, tzinfo=UTC)
_AT_ONCE = 2_000  # stories made together
Article = dict[str, Any]
Ids = NDArray[np.int32]


class Prose:
    """Text like that of our fixtures: each word follows one that it follows there."""

    def __init__(self, seed: int) -> None:
        lines = _WORDS.read_text(encoding="utf-8").splitlines()
        texts = [text for line in lines if _is_western(text := json.loads(line)["text"])]
        found = [word for text in texts for word in _WORD.findall(text)]
        number: dict[str, int] = {}
        self._ids = np.array([number.setdefault(word, len(number)) for word in found], np.int32)
        self._words = np.array(list(number), object)
        before = self._ids[:-1]
        self._after = self._ids[1:][np.argsort(before, kind="stable")]
        self._count = np.bincount(before, minlength=len(number))
        self._first = np.concatenate(([0], np.cumsum(self._count)[:-1]))
        self.random = np.random.default_rng(seed)

    def any_words(self, count: int) -> Ids:
        """Return *count* words, common ones more often."""
        chosen: Ids = self._ids[self.random.integers(0, len(self._ids), count)]
        return chosen

    def texts(self, lengths: Sequence[int]) -> list[Ids]:
        """Return texts of these lengths in words."""
        made = np.empty((len(lengths), max(lengths)), np.int32)
        at = self.any_words(len(lengths))
        for column in made.T:
            column[:] = at
            picked = self._first[at] + (self.random.random(len(at)) * np.maximum(self._count[at], 1)).astype(np.int64)
            following = self._after[np.minimum(picked, len(self._after) - 1)]
            at = np.where(self.random.random(len(at)) < 0.05, self.any_words(len(at)), following)
        return [row[:length] for row, length in zip(made, lengths, strict=True)]

    def phrase(self, words: Ids) -> str:
        """Return words as text."""
        return " ".join(self._words[words])


def _is_western(text: str) -> bool:
    """Return whether Windows-1252 can write *text*: news is in one alphabet, and a text of several is slower to read."""
    try:
        return bool(text.encode("cp1252"))
    except UnicodeEncodeError:
        return False


def articles(count: int, *, seed: int = 1, exponent: float = 2.5, days: float | None = None) -> Iterator[Article]:
    """Give *count* articles as records for `wiretrace import`, over *days* (3.65 for each 1,000 when left out)."""
    prose, span = Prose(seed), days or 3.65 * count / 1_000
    boilerplate = [[prose.phrase(prose.any_words(12)) for _ in range(1 + outlet % 3)] for outlet in range(_OUTLETS)]
    forms = [[prose.phrase(prose.any_words(14)) for _ in range(8)] for _ in range(_FORMS)]
    made = 0
    while made < count:
        lengths = np.clip(prose.random.lognormal(np.log(400), 0.55, _AT_ONCE), 80, 2000).astype(int)
        for text in prose.texts(lengths.tolist()):
            start = float(prose.random.random() * span)
            story = _form(prose, forms, start) if prose.random.random() < 0.02 else _story(prose, text, start, exponent)
            for article in story:
                if made == count:
                    return
                outlet = int(prose.random.integers(_OUTLETS))
                if prose.random.random() < 0.7:
                    article["text"] = "\n\n".join([article["text"], *boilerplate[outlet]])
                yield _placed(article, outlet, made)
                made += 1


def _form(prose: Prose, forms: Sequence[Sequence[str]], start: float) -> Iterator[Article]:
    lines = forms[int(prose.random.integers(_FORMS))]
    numbers = prose.random.integers(1, 9_999, len(lines))
    yield {"title": prose.phrase(prose.any_words(8)), "text": "\n\n".join(f"{line} {number} pct." for line, number in zip(lines, numbers, strict=True)), "day": start}  # fmt: skip


def _story(prose: Prose, text: Ids, start: float, exponent: float) -> Iterator[Article]:
    sentences, wire = _sentences(text), _WIRES[int(prose.random.integers(len(_WIRES)))]
    copies = min(int(prose.random.zipf(exponent)), _MOST)
    for number in range(copies):
        lag = 0.0 if number == 0 else float(np.clip(prose.random.lognormal(np.log(3), 1.3), 0.05, 70)) / 24
        edited = sentences if number == 0 or prose.random.random() < 0.15 else _edited(prose, sentences)
        parts = [prose.phrase(each).capitalize() + "." for each in edited]
        body = "\n\n".join(" ".join(parts[at : at + 3]) for at in range(0, len(parts), 3))
        if copies > 1 and prose.random.random() < 0.7:
            body = f"LONDON ({wire}) - {body}"
        yield {"title": prose.phrase(text[:9]), "text": body, "day": start + lag}


def _sentences(text: Ids) -> list[Ids]:
    cut, found = 0, []
    while cut < len(text):
        length = 12 + cut * 7 % 19
        found.append(text[cut : cut + length])
        cut += length
    return found


def _edited(prose: Prose, sentences: Sequence[Ids]) -> list[Ids]:
    """Drop some sentences, cut some texts short, and replace up to 3 % of the words."""
    left = [each for each in sentences if prose.random.random() > 0.05]
    if prose.random.random() < 0.4:
        left = left[: max(4, int(len(left) * prose.random.uniform(0.45, 1)))]
    replaced = []
    for each in left:
        changed = prose.random.random(len(each)) < prose.random.uniform(0, 0.03)
        replaced.append(np.where(changed, prose.any_words(len(each)), each))
    return replaced


def _placed(article: Article, outlet: int, number: int) -> Article:
    moment = _START + timedelta(days=article.pop("day"))
    return {
        **article,
        "id": str(number),
        "url": f"https://www.outlet{outlet}.example/news/{moment:%Y/%m/%d}/story-{number}.html",
        "outlet": f"Daily {_PAPERS[outlet % len(_PAPERS)]} {outlet}",
        "time": moment.isoformat(timespec="seconds"),
        "fetched_at": (moment + timedelta(minutes=20)).isoformat(timespec="seconds"),
    }

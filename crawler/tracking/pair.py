"""Two plain texts compared: the verdict, and the passages that they share, as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from crawler.arguments import checked
from crawler.text.disguises.plain import as_read
from crawler.text.voice import voiced
from crawler.text.words import Words, read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Comparison, Span
from crawler.tracking.verdict import AskedRule, rules_asked
from crawler.tracking.verdict import compare as compare_words


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A span that both texts have: its words in each, as written, and where they are (characters, half-open)."""

    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextComparison(Comparison):
    """The comparison of two texts with its proof.

    `passages` are its spans as text; gaps of a few edited words are inside. `rules` are the rules that were asked, in order,
    each with its figures beside their limits; the last one decided.
    """

    passages: tuple[SharedPassage, ...] = ()
    rules: tuple[AskedRule, ...] = field(default=(), repr=False)


@checked
def compare(a: str, b: str, config: TrackingConfig | None = None) -> TextComparison:
    """Compare two texts exactly and say what they are to each other: `.relation`, the `.rule` that decided, the passages.

    The texts are taken as they are, boilerplate included; what disguises a text is undone first, and places in it are then those
    of the text as it reads. Coverage and the other shares are between 0 and 1; words and spans
    count folded words ("per cent" and "%" are one). Texts without words are unrelated. Raises InputError for what is no text.
    """
    config = config or TrackingConfig()
    a, b = as_read(a).text, as_read(b).text
    words_a, words_b = read_words(a), read_words(b)
    voiced_a, voiced_b = voiced(a, words_a), voiced(b, words_b)
    found = compare_words(voiced_a, voiced_b, config)
    plain = {each.name: getattr(found, each.name) for each in fields(found)}
    return TextComparison(
        **plain,
        passages=tuple(_passages(a, b, words_a, words_b, found.spans)),
        rules=rules_asked(voiced_a, voiced_b, config),
    )


def _passages(a: str, b: str, words_a: Words, words_b: Words, spans: tuple[Span, ...]) -> Iterator[SharedPassage]:
    for span in spans:
        a_start, a_end = words_a.starts[span.a_start], words_a.ends[span.a_end - 1]
        b_start, b_end = words_b.starts[span.b_start], words_b.ends[span.b_end - 1]
        yield SharedPassage(a[a_start:a_end], b[b_start:b_end], a_start, a_end, b_start, b_end)

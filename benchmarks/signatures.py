"""MinHash signatures: ours beside datasketch's and rensa's, on the same texts, in one run, with how well each estimates.

Every contender gets the same folded words and makes its own shingles of them: that is part of the work. Rounds are
interleaved, so that a busy moment of the machine hits all of them. Error is the root mean square of estimated minus exact
resemblance over pairs of a text and an edited copy of it: a fast signature that estimates badly is no bargain.

python -m benchmarks.signatures
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
from datasketch import MinHash

from crawler.text.shingles import shingle_set
from crawler.text.words import read_words
from crawler.tracking.compiled import compiled_signer
from crawler.tracking.config import TrackingConfig
from crawler.tracking.signatures import sign
from tests.generated.generated_prose import sentence

try:
    import rensa
except ImportError:  # a peer to measure against, not a part of the program
    rensa = None

TEXTS = 400
SENTENCES = 32  # some 500 words, the mean of a news story
ROUNDS = 7
CONFIG = TrackingConfig()
Text = Sequence[str]


@dataclass
class Contender:
    """One way to make a signature, how two of them are compared, and what was measured (microseconds a text)."""

    name: str
    make: Callable[[Text], Any]
    alike: Callable[[Any, Any], float]
    times: list[float] = field(default_factory=list)


def shingles(text: Text) -> list[str]:
    """Return the shingles as strings, what the peers are fed with."""
    return [" ".join(run) for run in zip(*(text[at:] for at in range(CONFIG.shingle_words)), strict=False)]


def with_datasketch(text: Text) -> MinHash:
    made = MinHash(num_perm=CONFIG.permutations, seed=CONFIG.seed)
    made.update_batch([shingle.encode() for shingle in shingles(text)])
    return made


def with_rensa(text: Text) -> Any:
    made = rensa.RMinHash(num_perm=CONFIG.permutations, seed=CONFIG.seed)
    made.update(shingles(text))
    return made


def contenders() -> list[Contender]:
    """Return everybody who is installed, ours first: the ratios are to it."""
    found = [
        Contender("wiretrace", lambda text: sign(text, CONFIG), lambda a, b: float(np.mean(a == b))),
        Contender("wiretrace, compiled", compiled_signer(CONFIG), lambda a, b: float(np.mean(a == b))),
        Contender("datasketch update_batch", with_datasketch, lambda a, b: a.jaccard(b)),
    ]
    if rensa is not None:
        found.append(Contender("rensa RMinHash", with_rensa, lambda a, b: a.jaccard(b)))
    return found


def texts() -> list[tuple[Text, Text]]:
    """Return pairs of a text and a copy of it with some sentences replaced, as folded words."""
    random = Random(7)
    pairs = []
    for number in range(TEXTS):
        one = [sentence(random) for _ in range(SENTENCES)]
        other = [sentence(random) if random.random() < number / TEXTS else said for said in one]
        pairs.append((read_words(" ".join(one)).folded, read_words(" ".join(other)).folded))
    return pairs


def measure(contender: Contender, corpus: Sequence[Text]) -> None:
    started = time.process_time()
    for text in corpus:
        contender.make(text)
    contender.times.append((time.process_time() - started) / len(corpus) * 1e6)


def error(contender: Contender, pairs: Sequence[tuple[Text, Text]]) -> float:
    off = []
    for one, other in pairs:
        a, b = (shingle_set(text, CONFIG.shingle_words) for text in (one, other))
        off.append(contender.alike(contender.make(one), contender.make(other)) - len(a & b) / len(a | b))
    return float(np.sqrt(np.mean(np.square(off))))


def main() -> None:
    """Print medians, ratios and errors."""
    pairs = texts()
    corpus = [one for one, _ in pairs]
    racing = contenders()
    for contender in racing:
        contender.make(corpus[0])  # tables are made once, not in the first text's time
    for _ in range(ROUNDS):
        for contender in racing:
            measure(contender, corpus)
    words = sum(map(len, corpus)) / len(corpus)
    print(f"{TEXTS} texts of {words:.0f} words, {CONFIG.shingle_words}-word shingles, {CONFIG.permutations} permutations, median of {ROUNDS} rounds")  # fmt: skip
    print(f"{'':>24} {'us a text':>10} {'ratio':>7} {'rms error':>10}")
    ours = statistics.median(racing[0].times)
    for contender in racing:
        median = statistics.median(contender.times)
        print(f"{contender.name:>24} {median:10.0f} {median / ours:6.1f}x {error(contender, pairs):10.4f}")
    if rensa is None:
        print("rensa is not installed: pip install rensa")


if __name__ == "__main__":
    main()

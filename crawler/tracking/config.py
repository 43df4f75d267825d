"""Every number that changes a verdict, in one frozen object that checks itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingConfig:
    """How copies are found and judged. Raises ValueError for a setting that cannot work.

    The first group shapes stored keys: changing it means signing every copy again (`version` names the group).
    """

    # stored keys
    shingle_words: int = 3  # Broder's resemblance is usually taken over 3 to 5; 3 survives more editing
    permutations: int = 128
    bands: int = 32  # times 4 rows: a pair of resemblance .6 is proposed with probability .99
    seed: int = 1
    passage_words: int = 4  # a 4-word run shared by chance is rare, one shared by copies is everywhere
    passage_sample: int = 4  # one in so many passage hashes is a key, in every text the same ones (decision 0008)
    min_words: int = 20  # shorter texts are promos, captions and teasers: too little to accuse anyone with

    # learned furniture
    furniture_stories: int = 3  # different stories of one outlet that have to repeat a line before it is furniture
    furniture_long: int = 12  # words of a segment that tells stories apart: furniture is made of shorter lines
    furniture_same: float = 0.5  # share of the long segments' words that makes two pages of an outlet one story
    furniture_crowd: int = 5  # pages with a long segment beyond which it tells no stories apart,
    furniture_crowd_share: float = 0.2  # or this share of the outlet's pages: versions of one story are few

    # candidates
    min_shared_passages: int = 2  # one common key is a stock phrase
    passage_share: float = 0.10  # of the smaller text's keys: a chance pair shares fewer (decision 0008)
    third_share: float = 0.02  # the same for two copies of a third text: damaged copies share little with each other
    third_copies: int = 64  # a text with more copies than this speaks for no pair of them: there are links enough
    crowded_band: int = 64  # wordings in one signature band that are all compared; beyond, each with the first
    common_key: int = 200  # a passage key in more copies than this proposes nothing: it is furniture or a form
    window_hours: float | None = 72.0  # how far apart two copies may be; None: any distance

    # alignment
    min_run: int = 4  # equal words in a row that count as a run
    max_gap: int = 8  # words on either side of a gap that alignment bridges: an edited phrase, not a new sentence

    # copy or not: whole sentences make a copy (decision 0007 has the figures)
    solid_run: int = 12  # equal words in a row, slips joined, that only copying leaves: most of a sentence
    solid_words: int = 28  # words, numbers not counted, in such runs
    solid_share: float = 0.20  # of the shorter text
    sentence_run: int = 26  # one run this long is a sentence or two: no form has slots that far apart
    long_run: int = 52  # twice that, and no number beside it matters: a form has no such stretch without a slot
    most_of_it: float = 0.75  # coverage of the shorter text at which shorter runs will do
    nearly_all: float = 0.80  # the same, for texts too short for long runs
    short_words: int = 12
    noisy_coverage: float = 0.30  # of a text broken by many single-word changes, as scanning leaves it
    one_passage: float = 0.40  # a single shared passage under this share of the shorter text is a quote
    most_of_quote: float = 0.60  # or under this share, when both texts are mainly other words
    form_numbers: int = 5  # numbers replaced in place, and more than kept, that make a form whatever else is equal
    only_numbers: int = (
        3  # numbers replaced where hardly anything else differs: a form filled in again, not an edited text
    )
    only_numbers_share: float = 0.25  # of the numbers: a long report with a few figures corrected is the same report
    swapped_names: int = 2  # words swapped wherever they stand: the same sentences about somebody else,
    swapped_share: float = 0.4  # for each place that changed: who rewrites a text changes much besides
    quote_words: int = 100  # a single shared passage this long is no quote, however long the other text is
    replaced_numbers: float = 0.40  # more numbers replaced in place, and it is a form with other figures
    replaced_in_short_runs: float = 0.25  # the same where no run is longer than a form's
    noisy_numbers: float = 0.30  # unequal numbers near the runs, for each run, that slips may account for
    kept_numbers: float = 0.40  # fewer numbers kept in and beside the shared words, likewise
    template_coverage: float = 0.30
    passage_run: int = 12  # the longest run that makes a shared passage worth reporting

    # which kind of copy
    edited_coverage: float = 0.70  # both ways: one text, edited
    excerpt_share: float = 0.50  # a contained text shorter than this share of the longer is an excerpt
    held_share: float = 0.50  # of a source that has to stand in a text made of several
    merged_overlap: float = 0.20  # two sources of a merged text share at most this much of the shorter's words

    # stories
    merged_distance: float = 0.70  # the same for a merged text and the copies of a story that it joins
    story_distance: float = 0.83  # average-link cut: mean of 1 - similarity, unlinked pairs at distance 1
    least_similarity: float = 0.40  # of linked copies, whose coverage may be less: scanned text is covered in pieces

    def __post_init__(self) -> None:
        if self.permutations % self.bands:
            raise ValueError(f"{self.permutations} permutations do not divide into {self.bands} bands")
        for name in ("solid_share", "one_passage", "edited_coverage", "excerpt_share", "story_distance"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} is a share between 0 and 1, not {getattr(self, name)}")
        for name in ("shingle_words", "passage_words", "passage_sample", "min_run", "common_key", "solid_run"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be positive, not {getattr(self, name)}")
        if self.window_hours is not None and self.window_hours <= 0:
            raise ValueError(f"the window must be positive hours or none, not {self.window_hours}")

    @property
    def version(self) -> str:
        """Name the shape of stored keys: equal versions may be compared."""
        return (
            f"w1-s{self.shingle_words}-p{self.permutations}-b{self.bands}-r{self.seed}"
            f"-f{self.passage_words}.{self.passage_sample}-m{self.min_words}"
        )

    @property
    def rules(self) -> str:
        """Name every number but the window, which the store keeps apart: equal names judge alike."""
        numbers = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "window_hours"}
        return hashlib.sha256(repr(sorted(numbers.items())).encode()).hexdigest()[:16]

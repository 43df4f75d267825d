"""Every number that changes a verdict, in one frozen object that checks itself."""

from __future__ import annotations

from dataclasses import dataclass


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
    passage_window: int = 8  # winnowing: every shared run of 4 + 8 - 1 = 11 words leaves a common key
    min_words: int = 20  # shorter texts are promos, captions and teasers: too little to accuse anyone with

    # candidates
    min_shared_passages: int = 2  # one common key is a stock phrase
    passage_share: float = (
        0.08  # of the smaller text's keys: a chance pair shares fewer (measured: no true pair is lost)
    )
    common_key: int = 200  # a passage key in more copies than this proposes nothing: it is furniture or a form
    window_hours: float | None = 72.0  # how far apart two copies may be; None: any distance

    # alignment
    min_run: int = 4  # equal words in a row that count as a run
    max_gap: int = 8  # words on either side of a gap that alignment bridges: an edited phrase, not a new sentence

    # verdicts, by coverage: the share of a text's words inside aligned spans
    edited_coverage: float = 0.70  # both ways: one text, edited
    copy_coverage: float = 0.30  # of the shorter text: below it, what is shared is a passage
    copy_words: int = 25  # matched words under which nothing is called a copy
    passage_words_shared: int = 12  # the longest run that makes a shared passage worth reporting
    excerpt_share: float = 0.50  # a contained text shorter than this share of the longer is an excerpt
    template_numbers: float = 0.5  # share of the shorter text's numbers that were replaced in aligned places
    template_coverage: float = 0.50
    merged_overlap: float = 0.20  # two sources of a merged text share at most this much of the shorter's words

    # stories
    story_distance: float = 0.75  # average-link cut: mean of 1 - coverage of the shorter text

    def __post_init__(self) -> None:
        if self.permutations % self.bands:
            raise ValueError(f"{self.permutations} permutations do not divide into {self.bands} bands")
        for name in ("edited_coverage", "copy_coverage", "excerpt_share", "story_distance"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} is a share between 0 and 1, not {getattr(self, name)}")
        for name in ("shingle_words", "passage_words", "passage_window", "min_run", "common_key"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be positive, not {getattr(self, name)}")
        if self.window_hours is not None and self.window_hours <= 0:
            raise ValueError(f"the window must be positive hours or none, not {self.window_hours}")

    @property
    def version(self) -> str:
        """Name the shape of stored keys: equal versions may be compared."""
        return (
            f"w1-s{self.shingle_words}-p{self.permutations}-b{self.bands}-r{self.seed}"
            f"-f{self.passage_words}.{self.passage_window}-m{self.min_words}"
        )

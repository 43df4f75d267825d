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
    permutations: int = 128  # minima of a signature: an estimate within .05 or so, and estimates only propose
    bands: int = 32  # times 4 rows: a pair of resemblance .6 is proposed with probability .99
    seed: int = 1  # of the permutations
    passage_words: int = 4  # a 4-word run shared by chance is rare, one shared by copies is everywhere
    passage_sample: int = 4  # one in so many passage hashes is a key, in every text the same ones (decision 0008)
    min_words: int = 20  # shorter texts are promos, captions and teasers: too little to accuse anyone with

    # learned boilerplate
    boilerplate_stories: int = 3  # different stories of one outlet that have to repeat a line before it is boilerplate
    boilerplate_many: int = 8  # the same for whole paragraphs: a long affair's background is on several stories, too
    boilerplate_long: int = 12  # words of a segment that distinguishes stories: boilerplate is made of shorter lines
    boilerplate_same: float = 0.5  # share of the long segments' words that makes two pages of an outlet one story
    boilerplate_crowd: int = 5  # pages with a long segment beyond which it distinguishes no stories,
    boilerplate_crowd_share: float = 0.2  # or this share of the outlet's pages: versions of one story are few

    # candidates
    min_shared_passages: int = 2  # one common key is a stock phrase
    passage_share: float = 0.10  # of the smaller text's keys: a chance pair shares fewer (decision 0008)
    common_source_share: float = 0.02  # the same for two copies of one text: damaged copies share little directly
    common_source_copies: int = 64  # a text with more copies than this proposes no pair of them: there are links enough
    crowded_band: int = 64  # wordings in one signature band that are all compared; beyond, each with the first
    common_key: int = 200  # a passage key in more copies than this proposes nothing: it is boilerplate or a form
    window_hours: float | None = 72.0  # how far apart two copies may be; None: any distance

    # alignment
    min_run: int = 4  # equal words in a row that count as a run
    max_gap: int = 8  # words on either side of a gap that alignment bridges: an edited phrase, not a new sentence
    repeated_shingle: int = 16  # times in one text beyond which a shingle starts no run: quadratic for no gain

    # typos
    typo_gap: int = 4  # words between two runs that typos may account for; more is rewriting
    typo_letters: float = 0.6  # share of letters in common (Ratcliff & Metzener 1988) that makes two words one
    typo_length: float = 0.4  # of the longer word, by which the lengths of two words may differ
    typo_longest: int = 40  # letters of a word beyond which it is not looked into: an address, not a word

    scan_longest: int = 120  # letters of words that scanning cut otherwise; more is another sentence
    scan_part: int = 3  # one word in so many by which scanning may have glued or split the words of a gap
    scan_typos: int = 5  # places that differ as scanning differs, no fewer than differ otherwise: a scan
    scan_share: float = 0.50  # of the places that differ: words were reworded otherwise, not scanned
    scan_kept: float = 0.50  # of the shorter text, typos included, that makes a scan a copy

    # what is counted between and beside runs
    slot_words: int = 8  # words of a gap in which one thing may replace another
    substituted_slots: int = 2  # slots in which the same word has to replace the same other
    reworded_words: int = 40  # words of a gap that may be a sentence put in other words
    parallel_words: int = 2  # by which the two sides of such a gap may differ in length,
    parallel_part: int = 5  # or by one word in so many
    refilled_numbers: int = 3  # numbers of a sentence, none kept, from which it is filled in again and not reworded
    near_words: int = 12  # words of a gap whose numbers still belong to the aligned sentence

    # copy or not: whole sentences make a copy (decision 0007 has the figures)
    solid_run: int = 12  # equal words in a row, typos joined, that only copying leaves: most of a sentence
    solid_words: int = 28  # words, numbers not counted, in such runs
    solid_share: float = 0.20  # of the shorter text
    sentence_run: int = 26  # one run this long is a sentence or two: no form has slots that far apart
    long_run: int = 52  # twice that, and no number beside it matters: a form has no such stretch without a slot
    most_of_it: float = 0.75  # coverage of the shorter text at which shorter runs will do
    nearly_all: float = 0.80  # the same, for texts too short for long runs
    short_words: int = 12  # matched, of such a text
    short_long: float = 0.50  # coverage of the other text, which is not much longer
    short_replaced: float = 0.20  # more numbers replaced in place, and a short text is another one
    changed_slots: int = 2  # words or phrases changed that show an editor's hand where runs are short
    noisy_slots: int = 5  # single words changed from which a text may be scanned or reworded word by word
    noisy_coverage: float = 0.30  # of a text broken by many single-word changes, as scanning leaves it
    one_passage: float = 0.40  # a single shared passage under this share of the shorter text is a quote
    most_of_quote: float = 0.60  # or under this share, when both texts are mainly other words
    quote_long: float = 0.50  # coverage of the longer text under which it is mainly other words
    quote_runs: int = 1  # of equal words: a quote is one passage
    form_numbers: int = 5  # numbers replaced in place, and more than kept, that make a form whatever else is equal
    form_refilled: int = 1  # of them in sentences filled in again, where those count, too
    form_numbers_near: int = 4  # unequal numbers beside the shared words of a form
    narrated_words: int = 80  # in runs of whole sentences: more, and no number beside them makes a form
    only_numbers: int = 3  # numbers replaced where hardly anything else differs: a form filled in again
    only_numbers_others: float = 0.5  # words changed for each of them: who changes figures changes words, too
    only_numbers_share: float = 0.25  # of the numbers: a long report with a few figures corrected is the same report
    form_names: int = 2  # words substituted wherever they appear: the same sentences about somebody else,
    form_names_share: float = 0.4  # for each place that changed: who rewrites a text changes much more
    form_subjects: int = 1  # such words that both texts begin with: who or where the notice is about
    form_places: int = 3  # places that one such name takes, which make a form by itself
    form_places_share: float = 0.75  # of all places that changed
    correction_words: int = 0  # words of one text that the other has not, numbers aside,
    correction_numbers: int = 1  # and numbers replaced: the same flash, corrected,
    correction_run: int = 20  # where one run is longer than those of a form with one number in it (17 words)
    quote_words: int = 100  # a single shared passage this long is no quote, however long the other text is
    replaced_numbers: float = 0.40  # more numbers replaced in place, and it is a form with other figures
    replaced_in_short_runs: float = 0.25  # the same where no run is longer than a form's
    noisy_numbers: float = 0.30  # unequal numbers near the runs, for each run, that typos may account for
    kept_numbers: float = 0.40  # fewer numbers kept in and beside the shared words, likewise
    template_coverage: float = 0.30  # of the shorter text, with other numbers, short of a copy: a form
    template_numbers: int = 2  # other numbers that make such a form
    passage_run: int = 12  # the longest run that makes a shared passage worth reporting

    # whose words (decision 0031 has the figures)
    voice_lead: float = 0.15  # of a text: what a colon or capitals introduce this early is the story itself
    voice_before: int = 3  # words before a span in which it may be introduced
    voice_opening: int = 2  # words of a span in which a quote may begin, or an introduction end
    voice_gap: int = 25  # words after which somebody else may go on speaking
    voice_whole: float = 0.60  # of a text: words that make it, and that it does not introduce, are its own
    voice_speakers: int = 2  # speakers' names that make a span a transcript,
    voice_speaker_words: int = 120  # and one more for so many words
    voice_disagree: float = 0.25  # of a span's words quoted in one text alone: the other prints the note in full
    voice_quoted: float = 0.60  # of a span that opens with a quote
    voice_stretches: int = 3  # quotes that both texts open and close: a narrator's report,
    voice_stretch_words: int = 150  # and one more for so many words
    voice_front: float = 0.40  # of a text: shared words that begin behind it in both may be a note at the end of both
    narrator_share: float = 0.15  # of the shorter text: what shares fewer of the narrator's words shares a statement
    narrator_tail: float = 0.40  # the same for words at the end of both texts alone
    narrator_words: int = 25  # in the narrator's voice that make an excerpt,
    narrator_run: int = 20  # so many in one span,
    narrator_copied: float = 0.40  # and this share of the shorter text
    table_numbers: float = 0.50  # of them numbers that are kept: more, and it is a table
    lead_part: float = 0.10  # of a text: where its lead begins
    lead_words: int = 60  # of somebody's lead, in the narrator's voice, that a round-up ran
    lead_copied: int = 40  # the same where they are a share of the shorter text,
    lead_share: float = 0.20  # and this is the share
    front_words: int = 60  # in the narrator's voice, from the first part of a text on, that are an excerpt,
    front_share: float = 0.20  # where they are this share of the shorter text
    background_share: float = 0.60  # of the shorter text: less, far behind both beginnings, is background
    background_part: float = 0.45  # of the shorter text: less, without a sentence of either lead
    background_run: int = 40  # and no run as long as this, is background, too
    whole_statement: float = 0.90  # of the shorter text: whoever runs all of it ran the text, whosesoever the words are
    same_kept: float = 0.60  # of either text kept, or replaced by as many words: one text, scanned or reworded
    scan_slots: float = 0.6  # words changed for each run: more, and a scan has broken the marks of one text
    same_text: float = 0.80  # of the longer text's words matched: one text

    # run again
    again_words: int = 100  # matched, of a text that returns after the window: shorter ones are forms

    # which kind of copy
    edited_coverage: float = 0.70  # both ways: one text, edited
    excerpt_share: float = 0.50  # a contained text shorter than this share of the longer is an excerpt
    held_share: float = 0.50  # of a source that a text made of several has to hold
    merged_overlap: float = 0.20  # two sources of a merged text share at most this much of the shorter's words

    # stories
    merged_distance: float = 0.75  # the same for a merged text and the copies of a story that it joins
    story_distance: float = 0.80  # average-link cut: mean of 1 - similarity, unlinked pairs at 1: one link is too few
    least_similarity: float = 0.40  # of linked copies, whose coverage may be less: scanned text is covered in pieces

    # links written out
    most_pairs: int = 2_500  # between two editions, or inside one; beyond that each copy is linked with the first

    # what a story is measured against, put together from its copies
    rod_owners: int = 3  # independent ones that have to have run a story: what two share may be an excerpt of either
    rod_support: int = 2  # of them that have to print a sentence: what one alone prints is an addition,
    rod_share: float = 0.40  # or this share of those that print the sentence that most of them print,
    rod_words: int = 8  # a sentence of so many words,
    rod_enough: int = 5  # but no more than these: many may have run the lead alone
    rod_shingle: int = 4  # words of the shingles by which a sentence is recognized in another text
    rod_sentence: float = 0.80  # of a sentence's shingles that are the sentence, a word or two changed in passing
    rod_repeated: float = 0.30  # of a sentence's shingles that are there already: the same sentence in another form

    # places where a new version of a text differs from an old one
    place_both_sides: int = 3  # shared words that make a place known on both sides of it,
    place_one_side: int = 5  # or on one side, where the other has none
    place_longest: int = 40  # words of a place: a passage that was rewritten as a whole is no place
    place_addition: int = 8  # words of a passage that only grew: when more was known, nothing was wrong
    place_cut: int = 400  # words of a passage that was taken out
    place_slack: int = 6  # words that an outlet may have put among those of a place
    place_few: int = 12  # words of a wording that all have to be there to recognize it;
    place_nearly: float = 0.80  # of a longer one this share
    most_places: int = 60  # of one pair of versions

    def __post_init__(self) -> None:
        if self.permutations % self.bands:
            raise ValueError(f"{self.permutations} permutations do not divide into {self.bands} bands")
        for name in ("solid_share", "one_passage", "edited_coverage", "excerpt_share", "story_distance"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} is a share between 0 and 1, not {getattr(self, name)}")
        for name in ("shingle_words", "passage_words", "passage_sample", "min_run", "common_key", "solid_run"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be positive, not {getattr(self, name)}")
        if self.replaced_in_short_runs > self.replaced_numbers:
            raise ValueError(
                "replaced_in_short_runs must not exceed replaced_numbers: short runs ask for more, not less"
            )
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

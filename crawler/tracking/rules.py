"""The rules, in the order in which they are asked; the first that applies decides. This table is all there is to a verdict.

Of a rule's conditions those that cost least to count come first: most pairs fail one of them, and the rest is not counted.

`COPY_OR_NOT` decides first: what is not a copy however many words it shares, then what makes a copy, then what texts are
that share less. A pair that is a copy goes on to `KINDS`. Every number is a field of `TrackingConfig`. To add a rule, count
its figures in `Figures`, name them in `FIGURES`, and put it where an editor would ask it; `docs/rules.md` follows.
"""

from __future__ import annotations

from typing import Final

from crawler.tracking.relation import Relation
from crawler.tracking.rule import Rule, at_least, at_most, exactly, more_than, under

#: Two texts that differ apart from a statement: it is not all of the shorter one, and they are not one text scanned twice.
_TWO_TEXTS: Final = (
    under("coverage_short", "whole_statement"),
    under("matched_long", "same_text"),
    at_most("slots", "scan_slots", of="runs"),
)

#: Hardly a number differs in what is shared or beside it.
_NUMBERS_KEPT: Final = (
    at_most("replaced_share", "replaced_in_short_runs"),
    at_most("numbers_near", "noisy_numbers", of="runs"),
    under("numbers_refilled", "form_refilled"),
)
#: Most of either text is other words, and not because scanning or rewording put others in their place.
_MAINLY_OTHER_WORDS: Final = (
    under("coverage_short", "most_of_quote"),
    under("kept_both_ways", "same_kept"),
)

#: A good share of the shorter text in the narrator's voice: words, not the cells of a table.
_NARRATED: Final = (
    at_least("narrator_words", "narrator_words"),
    at_least("narrator_share", "narrator_copied"),
    at_least("narrator_front", "narrator_words"),
    at_least("narrator_longest", "narrator_run"),
    at_most("numbers_kept", "table_numbers", of="narrator_words"),
    *_NUMBERS_KEPT,
    at_least("kept_share", "nearly_all"),
)

#: What is not a copy however many words it shares, and scans, whose figures are as damaged as their words.
_NOT_COPIES: Final = (
    Rule(
        name="scanned",
        says="What differs between runs differs as scanning differs, letters and figures; hardly a number is another.",
        outcome=None,
        when=(
            at_least("typos", "scan_typos"),
            at_least("typo_share", "scan_share"),
            at_least("mended_share", "scan_kept"),
            at_most("replaced_share", "replaced_numbers"),
        ),
        because="{f.typos} places differ as scanning differs, {f.mended_share:.2f} of the shorter text is kept",
    ),
    Rule(
        name="form with other numbers",
        says="Most numbers are replaced in place: a form with other figures.",
        outcome=Relation.TEMPLATE,
        when=(at_least("numbers_replaced", "form_numbers"), more_than("numbers_replaced", "numbers_kept")),
        because="{f.numbers_replaced} numbers replaced in place, {f.numbers_kept} kept",
    ),
    Rule(
        name="form with sentences filled in again",
        says="Whole sentences have as many numbers as before and none of the same, and no run is longer than a form's.",
        outcome=Relation.TEMPLATE,
        when=(
            under("longest_solid", "long_run"),
            at_least("numbers_refilled", "form_refilled"),
            at_least("numbers_filled_in", "form_numbers"),
            more_than("numbers_filled_in", "numbers_kept"),
        ),
        because="{f.numbers_filled_in} numbers replaced, whole sentences filled in anew, {f.numbers_kept} kept",
    ),
    Rule(
        name="form with only numbers changed",
        says="Numbers are replaced and hardly another word: an editor who changes figures changes words, too.",
        outcome=Relation.TEMPLATE,
        when=(
            at_least("numbers_replaced", "only_numbers"),
            at_most("others_changed", "only_numbers_others", of="numbers_replaced"),
            at_least("replaced_share", "only_numbers_share"),
        ),
        because="{f.numbers_replaced} numbers replaced in place, hardly another word",
    ),
    Rule(
        name="form about somebody else",
        says="Names are substituted throughout, little else has changed, and no run is as long as whole sentences.",
        outcome=Relation.TEMPLATE,
        when=(
            under("longest_solid", "sentence_run"),
            at_least("names_substituted", "form_names"),
            at_least("substituted_share", "form_names_share"),
        ),
        because="{f.names_substituted} names swapped throughout, {f.slots} places changed in all",
    ),
    Rule(
        name="form about another subject",
        says="What the texts begin with is substituted throughout, little else has changed, and no run is longer than a form's.",
        outcome=Relation.TEMPLATE,
        when=(
            under("longest_solid", "long_run"),
            at_least("coverage_short", "most_of_it"),
            at_least("subjects_substituted", "form_subjects"),
            at_least("substituted_share", "form_names_share"),
        ),
        because="{f.names_substituted} names swapped throughout, the first words among them, {f.slots} places changed in all",
    ),
    Rule(
        name="form about another place",
        says="One name is substituted wherever it appears, hardly anything else has changed, and no run is as long as whole sentences.",
        outcome=Relation.TEMPLATE,
        when=(
            under("longest_solid", "sentence_run"),
            at_least("coverage_short", "most_of_it"),
            at_least("names_places", "form_places"),
            at_least("names_places", "form_places_share", of="slots"),
        ),
        because="a name swapped in {f.names_places} of {f.slots} places changed",
    ),
    Rule(
        name="form with other numbers beside the shared words",
        says="Numbers beside the shared words differ, few are kept, and no run is longer than a form's.",
        outcome=Relation.TEMPLATE,
        when=(
            under("longest_solid", "long_run"),
            under("coverage_short", "nearly_all"),
            under("solid_words", "narrated_words"),
            at_least("numbers_near", "form_numbers_near"),
            under("kept_share", "kept_numbers"),
        ),
        because="{f.numbers_near} numbers beside the shared words differ, {f.numbers_kept} are kept",
    ),
    Rule(
        name="statement of somebody else",
        says="Both print the same words of somebody else, and share hardly any in the narrator's voice.",
        outcome=Relation.QUOTATION,
        when=(
            at_least("others_longest", "passage_run"),
            more_than("others_words", "narrator_words"),
            under("narrator_share", "narrator_share"),
            *_TWO_TEXTS,
        ),
        because="{f.others_words} words of somebody else, {f.narrator_words} in the narrator's voice",
    ),
    Rule(
        name="statement at the end of both",
        says="Both print the same words of somebody else; what they share in the narrator's voice is at the end of both.",
        outcome=Relation.QUOTATION,
        when=(
            at_least("others_words", "passage_run"),
            under("narrator_front", "narrator_words"),
            at_least("narrator_longest", "long_run"),
            under("narrator_share", "narrator_tail"),
            *_TWO_TEXTS,
        ),
        because="{f.others_words} words of somebody else, {f.narrator_words} in the narrator's voice at the end of both",
    ),
    Rule(
        name="lead and a share",
        says="The lead of one text, in the narrator's voice, is a good share of the shorter one.",
        outcome=Relation.EXCERPT,
        when=(
            *_MAINLY_OTHER_WORDS,
            at_least("longest_solid", "narrator_run"),
            at_least("narrator_lead", "lead_copied"),
            at_least("narrator_share", "lead_share"),
            *_NUMBERS_KEPT,
        ),
        because="{f.narrator_lead} words of a lead in the narrator's voice, {f.narrator_share:.2f} of the shorter text",
    ),
    Rule(
        name="passages of the narrator",
        says="Words of the narrator, from the first part of a text on, are a share of the shorter one.",
        outcome=Relation.EXCERPT,
        when=(
            *_MAINLY_OTHER_WORDS,
            at_least("longest_solid", "narrator_run"),
            at_least("narrator_front", "front_words"),
            at_least("narrator_longest", "narrator_words"),
            at_least("narrator_share", "front_share"),
            *_NUMBERS_KEPT,
        ),
        because="{f.narrator_words} words in the narrator's voice, {f.narrator_share:.2f} of the shorter text",
    ),
    Rule(
        name="background at the end of both",
        says="Two texts of about one length share words of the narrator, but only far behind the beginning of both: background.",
        outcome=Relation.PASSAGE,
        when=(
            at_least("size", "excerpt_share"),
            under("coverage_short", "background_share"),
            at_least("longest_run", "passage_run"),
            under("narrator_front", "narrator_words"),
            under("kept_both_ways", "same_kept"),
            at_most("slots", "scan_slots", of="runs"),
            under("slots", "noisy_slots"),
        ),
        because="{f.words} words, none of them near the beginning of either text, {f.coverage_short:.2f} of the shorter",
    ),
    Rule(
        name="background among other words",
        says="A smaller part is shared, a sentence or two at a time, and no sentence of either lead: background.",
        outcome=Relation.PASSAGE,
        when=(
            under("longest_solid", "background_run"),
            under("coverage_short", "background_part"),
            at_least("longest_run", "passage_run"),
            under("narrator_lead", "solid_run"),
            under("typos", "scan_typos"),
        ),
        because="{f.words} words, no sentence of a lead among them, {f.coverage_short:.2f} of the shorter text",
    ),
    Rule(
        name="quote",
        says="One passage is shared, and it is a small part of the shorter text: both quote somebody.",
        outcome=Relation.PASSAGE,
        when=(
            exactly("runs", "quote_runs"),
            at_least("longest_run", "passage_run"),
            under("longest_run", "quote_words"),
            under("coverage_short", "one_passage"),
        ),
        because="one passage of {f.words} words, {f.coverage_short:.2f} of the shorter text",
    ),
    Rule(
        name="quote in two other texts",
        says="One passage is shared, and both texts are mainly other words.",
        outcome=Relation.PASSAGE,
        when=(
            exactly("runs", "quote_runs"),
            at_least("longest_run", "passage_run"),
            under("longest_run", "quote_words"),
            under("coverage_short", "most_of_quote"),
            under("coverage_long", "quote_long"),
        ),
        because="one passage of {f.words} words, {f.coverage_short:.2f} of the shorter text",
    ),
)

#: What makes a copy: whole sentences, or nearly all of a text.
_COPIES: Final = (
    Rule(
        name="long runs",
        says="Runs are longer than any form leaves between its slots, so that no number beside them matters.",
        outcome=None,
        when=(
            at_least("solid_words", "solid_words"),
            at_least("solid_share", "solid_share"),
            at_least("longest_solid", "long_run"),
        ),
        because="{f.solid_words} words, numbers aside, in runs longer than any form's",
    ),
    Rule(
        name="whole sentences",
        says="Whole sentences appear in both texts, and most of their numbers are kept.",
        outcome=None,
        when=(
            at_least("longest_solid", "sentence_run"),
            at_least("solid_words", "solid_words"),
            at_least("solid_share", "solid_share"),
            at_most("replaced_share", "replaced_numbers"),
        ),
        because="{f.solid_words} words, numbers aside, in runs of whole sentences",
    ),
    Rule(
        name="most of the text",
        says="Runs are no longer than a form's, but they cover most of the shorter text and its numbers are kept.",
        outcome=None,
        when=(
            at_least("coverage_short", "most_of_it"),
            at_least("solid_words", "solid_words"),
            at_least("solid_share", "solid_share"),
            at_most("replaced_share", "replaced_in_short_runs"),
        ),
        because="{f.solid_words} words in long runs, {f.coverage_short:.2f} of the shorter text",
    ),
    Rule(
        name="words changed, numbers kept",
        says="Runs are no longer than a form's, but it is words or phrases between them that changed, hardly a number.",
        outcome=None,
        when=(
            at_least("solid_words", "solid_words"),
            at_least("solid_share", "solid_share"),
            at_most("replaced_share", "replaced_in_short_runs"),
            at_least("slots", "changed_slots"),
            at_most("numbers_near", "noisy_numbers", of="runs"),
            under("numbers_refilled", "form_refilled"),
        ),
        because="{f.solid_words} words in long runs, {f.slots} words or phrases changed, hardly a number",
    ),
    Rule(
        name="corrected",
        says="One figure differs, and not another word of one text: it was sent again with the figure corrected.",
        outcome=None,
        when=(
            at_most("others_lost", "correction_words"),
            exactly("numbers_filled_in", "correction_numbers"),
            at_least("longest_solid", "correction_run"),
            at_least("coverage_long", "edited_coverage"),
        ),
        because="one number replaced, and not another word of one text",
    ),
    Rule(
        name="short text",
        says="A text too short for long runs is nearly all in the other, with its numbers.",
        outcome=None,
        when=(
            at_least("coverage_short", "nearly_all"),
            at_least("coverage_long", "short_long"),
            at_least("words", "short_words"),
            at_most("replaced_share", "short_replaced"),
            at_least("kept_share", "nearly_all"),
        ),
        because="a short text, {f.coverage_short:.2f} of it shared, its numbers kept",
    ),
    Rule(
        name="single words changed",
        says="The same sentences were scanned, retyped or reworded word by word, in order.",
        outcome=None,
        when=(
            at_least("slots", "noisy_slots"),
            at_least("coverage_short", "noisy_coverage"),
            at_most("numbers_near", "noisy_numbers", of="runs"),
            under("replaced_share", "replaced_numbers"),
            under("numbers_unequal", "template_numbers"),
        ),
        because="{f.slots} single words changed along {f.words} words in order",
    ),
    Rule(
        name="nearly all of the shorter text",
        says="Nearly all of the shorter text is in the other in the narrator's voice, its numbers kept.",
        outcome=None,
        when=(
            at_least("coverage_short", "nearly_all"),
            at_least("narrator_share", "most_of_it"),
            at_least("narrator_words", "narrator_words"),
            *_NUMBERS_KEPT,
            at_least("kept_share", "nearly_all"),
        ),
        because="{f.coverage_short:.2f} of the shorter text is in the other, in the narrator's voice",
    ),
)

#: What two texts are that share words but are not copies. The last rule has no conditions.
_SHARED_LESS: Final = (
    Rule(
        name="the same sentences with other numbers",
        says="A good part is shared, and numbers in it or beside it differ.",
        outcome=Relation.TEMPLATE,
        when=(at_least("coverage_short", "template_coverage"), at_least("numbers_unequal", "template_numbers")),
        because="the same sentences, {f.numbers_differing} numbers differ",
    ),
    Rule(
        name="words of the narrator",
        says="A good share of the shorter text is the longer one's in the narrator's voice, its numbers kept, and no table.",
        outcome=Relation.EXCERPT,
        when=(under("size", "excerpt_share"), *_NARRATED),
        because="{f.narrator_words} words in the narrator's voice, {f.narrator_share:.2f} of the shorter text",
    ),
    Rule(
        name="lead",
        says="The lead of one text, in the narrator's voice, is in the other: a round-up that runs it.",
        outcome=Relation.EXCERPT,
        when=(
            at_least("narrator_lead", "lead_words"),
            *_NUMBERS_KEPT,
        ),
        because="{f.narrator_lead} words of a lead in the narrator's voice",
    ),
    Rule(
        name="shared passage",
        says="A run is long enough to be worth reporting.",
        outcome=Relation.PASSAGE,
        when=(at_least("longest_run", "passage_run"),),
        because="{f.words} words, {f.coverage_short:.2f} of the shorter text",
    ),
    Rule(
        name="shared passage with typos",
        says="A run that is broken by typos alone is long enough to be worth reporting.",
        outcome=Relation.PASSAGE,
        when=(at_least("solid_words", "passage_run"),),
        because="{f.words} words, {f.coverage_short:.2f} of the shorter text",
    ),
    Rule(
        name="nothing in common",
        says="Whatever is left shares less than a passage.",
        outcome=Relation.UNRELATED,
        because="longest run {f.longest_run} words, under {config.passage_run}",
    ),
)

COPY_OR_NOT: Final = (*_NOT_COPIES, *_COPIES, *_SHARED_LESS)

#: Which kind of copy. The last rule has no conditions.
KINDS: Final = (
    Rule(
        name="edited",
        says="Most of either text is in the other: one text, edited.",
        outcome=Relation.EDITED,
        when=(at_least("coverage_least", "edited_coverage"),),
        because="{evidence}; {f.coverage_short:.2f} and {f.coverage_long:.2f} of the texts covered",
    ),
    Rule(
        name="edited word by word",
        says="Most of either text is in the other, or has as many other words in its place.",
        outcome=Relation.EDITED,
        when=(at_least("kept_both_ways", "edited_coverage"),),
        because="{evidence}; {f.kept_both_ways:.2f} covered, or replaced by as many words",
    ),
    Rule(
        name="excerpt",
        says="The shorter text is a part of the other.",
        outcome=Relation.EXCERPT,
        when=(under("size", "excerpt_share"),),
        because="{evidence}; the shorter text is {f.size:.2f} as long as the other",
    ),
    Rule(
        name="extended",
        says="The longer text holds most of the other and a good deal more.",
        outcome=Relation.EXTENDED,
        because="{evidence}; {f.coverage_long:.2f} of the longer text covered",
    ),
)

#: Asked last, of the words themselves: identical texts with anything in common are verbatim, whatever decided before.
SAME_WORDS: Final = Rule(
    name="the same words",
    says="Both texts have the same words in the same order, and enough of them to be related at all.",
    outcome=Relation.VERBATIM,
    because="the same words",
)

"""Who still carries what a wire corrected, killed or withdrew? From values, and the whole way from feeds to every format of the report."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from crawler.findings.lag import Lag
from crawler.findings.notices import NoticedCopy, Notices, Reason, Source, Standing
from crawler.findings.pickup import PickupProof
from crawler.findings.stale_copies import build_notices
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.reports.build.build import build
from crawler.reports.renderers import RENDERERS
from crawler.reports.wording.stale_copies import after_notice, notices_deck
from crawler.sightings.record import Copy, ItemVersion, Kind, Version
from crawler.tables.exports import EXPORTS
from crawler.tables.record import columns, plain
from crawler.tables.stale_rows import notices_data, stale_rows
from tests import places
from tests.command import wiretrace
from tests.factories import NOON, TEXT, a_copy, a_report_input, a_story, at, compared, credited, inferred
from tests.findings import stale_world

DOCS = places.DOCS
RIGHT = TEXT.replace("three crowns", "four crowns")
CORRECTS = "Corrects fare to four crowns, not three"
HOUR = timedelta(hours=1)


def a_version(number: int, text: str, *, hour: float | None = 0, note: str | None = None, **about: object) -> Version:
    """One version of an item, out some hours after noon."""
    said = ItemVersion(number=number, note=note, **about)  # type: ignore[arg-type]
    released = None if hour is None else at(60 * hour, wide=0)
    return Version(about=said, released=released, headline="More ferries", text=text, sighting=f"v{number}")


def an_item(*versions: Version, **changes: object) -> Copy:
    """An item of Reuters' own feed; corrected at one unless versions are given."""
    sent = versions or (a_version(1, TEXT), a_version(2, RIGHT, hour=1, note=CORRECTS))
    fields: dict[str, object] = {
        "key": "w1", "outlet": "Reuters", "outlet_key": "reuters", "kind": Kind.WIRE, "external_id": "urn:w1",
        "status": sent[-1].about.status, "published": sent[0].released, "urls": (), "versions": sent,
        "text": next((each.text for each in reversed(sent) if each.text), ""), "headline": sent[-1].headline,
        "attribution": credited(quote="own feed: Reuters"),
    }  # fmt: skip
    return a_copy(**{**fields, **changes})


def seen(key: str, text: str, *, hour: float | None, until: float | None = None, **changes: object) -> Copy:
    """A copy with credit that was first fetched some hours after noon, and last at the same time unless said otherwise."""
    first = None if hour is None else NOON + hour * HOUR
    last = first if until is None else NOON + until * HOUR
    fields: dict[str, object] = {
        "key": key, "text": text, "outlet": f"Post {key}", "outlet_key": f"post-{key}", "first_fetched_at": first,
        "last_fetched_at": last, "published": at(10, wide=0), "urls": (f"https://post-{key}.example/a",), "attribution": credited(),
    }  # fmt: skip
    return a_copy(**{**fields, **changes})


def judged(item: Copy, *ran: Copy, **more: object) -> Notices | None:
    """The notices of *item*, every version compared with every copy."""
    found = [
        PickupProof(item.key, number, copy.key, compared(version.text, copy.text))
        for copy in ran
        for number, version in enumerate(item.versions)
        if version.text
    ]
    return build_notices([item, *ran], [], found, **more)  # type: ignore[arg-type]


def standings(notices: Notices | None) -> dict[str, tuple[Standing, Reason]]:
    """How each copy stands to the only notice."""
    assert notices is not None
    (notice,) = notices.wires
    return {copy.copy: (copy.standing, copy.reason) for copy in notice.copies}


def only(notices: Notices | None, key: str) -> NoticedCopy:
    """The row of one copy."""
    assert notices is not None
    return next(copy for notice in notices.wires for copy in notice.copies if copy.copy == key)


# -- corrections out of a feed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("copy", "standing", "reason"),
    [
        (seen("a", TEXT, hour=2), Standing.STALE, Reason.OLD_WORDS),
        (seen("a", TEXT, hour=1), Standing.STALE, Reason.OLD_WORDS),
        (seen("a", TEXT, hour=0.5), Standing.CANNOT_TELL, Reason.NOT_SEEN_SINCE),
        (seen("a", TEXT, hour=0.5, until=2), Standing.STALE, Reason.OLD_WORDS),
        (seen("a", TEXT, hour=None, published=at(90, wide=0)), Standing.STALE, Reason.OLD_WORDS),
        (seen("a", TEXT, hour=None, published=at(30, wide=60)), Standing.CANNOT_TELL, Reason.NOT_SEEN_SINCE),
        (seen("a", TEXT, hour=None, published=at(0, wide=0), modified=at(75, wide=0)), Standing.STALE, Reason.OLD_WORDS),
        (seen("a", TEXT, hour=None, published=None), Standing.CANNOT_TELL, Reason.COPY_UNDATED),
        (seen("a", RIGHT, hour=2), Standing.CORRECTED, Reason.NEW_WORDS),
        (seen("a", RIGHT, hour=None, published=None), Standing.CORRECTED, Reason.NEW_WORDS),
        (seen("a", TEXT.split(" A single")[0], hour=2), Standing.CANNOT_TELL, Reason.PASSAGE_ABSENT),
        (seen("a", TEXT.replace("three crowns", "what it was"), hour=2), Standing.CANNOT_TELL, Reason.OTHER_WORDS),
        (seen("a", TEXT.replace("three crowns", "what it was") + "\n(Corrects the fare to four crowns)", hour=2), Standing.CORRECTED, Reason.CARRIES_NOTICE),
    ],
    ids=[
        "seen after", "seen as it came out", "not seen since", "seen again", "published after", "perhaps before", "updated after", "no time",
        "corrected", "corrected at no known time", "excerpt", "reworded", "carries the note",
    ],
)  # fmt: skip
def test_a_copy_is_stale_only_by_its_words_and_only_as_of_when_it_was_seen(copy, standing, reason):
    """Old words seen after the notice are stale; everything else is what is known of it and no more."""
    assert standings(judged(an_item(), copy)) == {"a": (standing, reason)}


def test_a_verdict_stores_its_proof():
    """Old words, new words, the copy's words with their neighbors."""
    (proof,) = only(judged(an_item(), seen("a", TEXT, hour=2)), "a").proofs
    assert (proof.old, proof.new, proof.here, proof.side.value, proof.named) == ("three", "four", "three", "old", True)
    assert (proof.before, proof.after) == ("single ticket stays at", "crowns, and dogs travel")


def test_places_that_the_notice_names_decide_alone():
    """A version that corrects one word and edits another: who took over the correction by hand is corrected."""
    both = RIGHT.replace("passed their trials", "passed all their trials")
    item = an_item(a_version(1, TEXT), a_version(2, both, hour=1, note=CORRECTS))
    assert standings(judged(item, seen("a", RIGHT, hour=2)))["a"] == (Standing.CORRECTED, Reason.NEW_WORDS)
    unnamed = an_item(a_version(1, TEXT), a_version(2, both, hour=1, note="CORRECTION."))
    assert standings(judged(unnamed, seen("a", RIGHT, hour=2)))["a"] == (Standing.PARTLY, Reason.BOTH_WORDINGS)


@pytest.mark.parametrize(
    ("second", "announces"),
    [
        (a_version(2, RIGHT, hour=1, note="Adds background on boats"), False),
        (a_version(2, RIGHT, hour=1), False),
        (a_version(2, RIGHT, hour=1, note="Refiles to fix typo"), False),
        (a_version(2, RIGHT, hour=1, keywords=("BC-Ferry,CORRECTION",)), True),
        (a_version(2, RIGHT, hour=1, keywords=("sig:correction",)), True),
        (replace(a_version(2, RIGHT, hour=1), headline="CORRECTED-More ferries"), True),
        (a_version(2, f"{RIGHT}\n(This version CORRECTS the fare to four crowns.)", hour=1), True),
    ],
    ids=["adds", "says nothing", "refile", "keyword line", "signal", "headline", "text"],
)
def test_a_later_version_corrects_only_if_it_says_so(second, announces):
    """An update with other words is no correction; note, keywords, signal, headline or text may say that it is one."""
    found = judged(an_item(a_version(1, TEXT), second), seen("a", TEXT, hour=2))
    assert (found is not None) == announces
    if found is not None:
        assert standings(found)["a"] == (Standing.STALE, Reason.OLD_WORDS)


def test_a_note_carried_along_announces_nothing_new():
    """Feeds repeat the note of a correction in the versions after it."""
    third = a_version(3, f"{RIGHT} The office opens at six.", hour=3, note=CORRECTS)
    found = judged(
        an_item(a_version(1, TEXT), a_version(2, RIGHT, hour=1, note=CORRECTS), third), seen("a", TEXT, hour=2)
    )
    assert standings(found)["a"][0] is Standing.STALE


def test_a_corrected_headline_is_compared_with_headlines():
    """Where the text stayed as it was, only a headline with the wire's words tells."""
    versions = (
        a_version(1, TEXT),
        replace(a_version(2, TEXT, hour=1, note="Corrects headline"), headline="CORRECTED-Fewer ferries"),
    )
    ran = [
        seen(key, TEXT, hour=2, headline=headline)
        for key, headline in (("a", "More ferries"), ("b", "Fewer ferries"), ("c", "Boats"))
    ]
    found = standings(judged(an_item(*versions), *ran))
    assert [found[key][0] for key in "abc"] == [Standing.STALE, Standing.CORRECTED, Standing.CANNOT_TELL]


def test_datelines_and_sign_offs_correct_nothing():
    """The day and the desk change with every version; a copy that kept those of the first is not stale for it."""

    def dressed(text: str, day: int, desk: str) -> str:
        return f"OLDHAVEN, Nov {day} (Reuters) - {text}\n(Reporting by Una Selkirk; Editing by {desk})"

    item = an_item(
        a_version(1, dressed(TEXT, 21, "Bo Chen")),
        a_version(2, dressed(RIGHT, 22, "Pell Ardagh"), hour=1, note="CORRECTION"),
    )
    ran = dressed(RIGHT, 21, "Bo Chen")
    assert standings(judged(item, seen("a", ran, hour=2)))["a"] == (Standing.CORRECTED, Reason.NEW_WORDS)


def test_a_correction_without_a_time_makes_nobody_stale():
    """Old words that were seen some time, a notice that was out some time: nobody can tell which was first."""
    item = an_item(a_version(1, TEXT), a_version(2, RIGHT, hour=None, note=CORRECTS))
    assert standings(judged(item, seen("a", TEXT, hour=2)))["a"] == (Standing.CANNOT_TELL, Reason.NOTICE_UNDATED)


def test_without_the_old_wording_a_copy_may_be_stale_and_no_more():
    """The feed begins with the correction: other words where the note points are a hint, none at all are a likeness."""
    ran = [
        seen("a", TEXT, hour=2),
        seen("b", RIGHT, hour=2),
        seen("c", RIGHT.replace("last week", "on Friday"), hour=2),
        seen("d", TEXT, hour=0.5),
    ]
    found = standings(judged(an_item(a_version(2, RIGHT, hour=1, note=CORRECTS)), *ran))
    assert found == {
        "a": (Standing.MAY_BE_STALE, Reason.DIFFERS_WHERE_NAMED),
        "b": (Standing.CANNOT_TELL, Reason.LIKE_THE_CORRECTED),
        "c": (Standing.MAY_BE_STALE, Reason.NO_OLD_WORDS_KNOWN),
        "d": (Standing.CANNOT_TELL, Reason.NOT_SEEN_SINCE),
    }


# -- the lag of those that corrected ------------------------------------------------------------------------------------


def test_the_lag_is_bounded_by_when_either_text_was_seen_at_the_address():
    """Old until half past at the earliest, new by three: the change lies between, and so does its lag from the notice at one."""
    page = {"outlet": "Post", "outlet_key": "post", "urls": ("https://post.example/a",)}
    found = judged(an_item(), seen("a", TEXT, hour=0.5, until=1.5, **page), seen("b", RIGHT, hour=3, **page))
    row = only(found, "b")
    assert [copy.copy for copy in found.wires[0].copies] == ["b"]
    assert (row.ran_old, row.lag) == ("a", Lag(0.5 * HOUR, 2 * HOUR))
    assert after_notice(row.lag) == "between 30 min and 2 h 00 min after"


def test_an_update_that_the_page_states_tightens_the_upper_bound():
    """Whatever was changed was changed by the last update."""
    page = {"outlet": "Post", "outlet_key": "post", "urls": ("https://post.example/a",)}
    ran = [seen("a", TEXT, hour=1.5, **page), seen("b", RIGHT, hour=5, modified=at(120, wide=1), **page)]
    assert only(judged(an_item(), *ran), "b").lag == Lag(0.5 * HOUR, HOUR + timedelta(minutes=1))


def test_a_new_copy_at_another_address_corrects_from_when_it_was_published():
    """The old one still stands, and is stale; the new one's own time is the change."""
    ran = [
        seen("a", TEXT, hour=2, outlet_key="post"),
        seen("b", RIGHT, hour=4, outlet_key="post", published=at(100, wide=5)),
    ]
    found = judged(an_item(), *ran)
    assert only(found, "a").standing is Standing.STALE
    assert (only(found, "b").ran_old, only(found, "b").lag) == ("a", Lag(timedelta(minutes=40), timedelta(minutes=45)))


def test_who_never_ran_the_old_words_has_no_lag():
    """It had nothing to correct."""
    row = only(judged(an_item(), seen("a", RIGHT, hour=2)), "a")
    assert (row.ran_old, row.changed, row.lag) == (None, None, None)


def test_an_order_of_two_texts_that_nobody_knows_replaces_nothing():
    """Two texts at one address, both seen at no known time: both are listed as what they carry."""
    page = {"outlet": "Post", "outlet_key": "post", "urls": ("https://post.example/a",)}
    ran = [seen("a", TEXT, hour=None, **page), seen("b", RIGHT, hour=None, **page)]
    assert set(standings(judged(an_item(), *ran))) == {"a", "b"}


@pytest.mark.parametrize(
    ("lag", "words"),
    [
        (None, "\u2013"),
        (Lag(-HOUR, HOUR), "between 1 h 00 min before and 1 h 00 min after"),
        (Lag(-2 * HOUR, -HOUR), "between 1 h 00 min and 2 h 00 min before"),
        (Lag(HOUR, HOUR), "1 h 00 min after"),
        (Lag(-HOUR, -HOUR), "1 h 00 min before"),
    ],
)
def test_a_lag_is_worded_with_both_its_ends(lag, words):
    """Never as a middle."""
    assert after_notice(lag) == words


# -- kills --------------------------------------------------------------------------------------------------------------


def a_killed_item(**about: object) -> Copy:
    """An item that was killed at one."""
    said = {"status": "canceled", "note": "KILL: the boats sank.", **about}
    return an_item(a_version(1, TEXT), a_version(2, "", hour=1, **said))


def test_of_a_kill_a_copy_is_there_gone_or_not_seen_since():
    """Seen after the notice, replaced at its address, taken away, or not looked at again."""
    page = {"outlet": "Post", "outlet_key": "post", "urls": ("https://post.example/a",)}
    ran = [
        seen("a", TEXT, hour=2), seen("b", TEXT, hour=0.5), seen("c", TEXT, hour=0.5, **page),
        seen("d", "This page tells of parrots now.", hour=4, **page), seen("e", TEXT, hour=0.5),
    ]  # fmt: skip
    gone = {"e": Interval(NOON + 2 * HOUR, NOON + 3 * HOUR, TimeSource.METADATA)}
    found = judged(a_killed_item(), *ran, gone=gone)
    assert standings(found) == {
        "a": (Standing.STILL_THERE, Reason.SEEN_AFTER),
        "b": (Standing.CANNOT_TELL, Reason.NOT_SEEN_SINCE),
        "c": (Standing.GONE, Reason.OTHER_TEXT_THERE),
        "e": (Standing.GONE, Reason.PAGE_GONE),
    }
    assert only(found, "c").lag == Lag(-0.5 * HOUR, 3 * HOUR)
    assert only(found, "e").lag == Lag(HOUR, 2 * HOUR)


@pytest.mark.parametrize(
    ("about", "kind"),
    [({}, "kill"), ({"note": None}, "kill"), ({"note": "Story withdrawn"}, "withdrawal"), ({"status": "withheld", "note": None}, "withdrawal"), ({"note": "CORRECTS name"}, "kill")],
    ids=["kill", "status alone", "withdrawn", "withheld after it was out", "a canceled correction"],
)  # fmt: skip
def test_the_status_of_a_version_is_a_notice_and_its_note_says_which(about, kind):
    """A canceled item is killed whatever its note calls it."""
    found = judged(a_killed_item(**about), seen("a", TEXT, hour=2))
    assert found is not None
    assert [each.kind.value for each in found.wires] == [kind]
    assert all(quote.text for quote in found.wires[0].quotes)


def test_a_kill_leaves_no_correction_before_it_standing():
    """Nobody is asked to correct what is to be taken down."""
    killed = a_version(3, "", hour=2, status="canceled", note="KILL")
    found = judged(
        an_item(a_version(1, TEXT), a_version(2, RIGHT, hour=1, note=CORRECTS), killed), seen("a", TEXT, hour=3)
    )
    assert standings(found)["a"] == (Standing.STILL_THERE, Reason.SEEN_AFTER)


def test_what_took_the_place_of_a_killed_text_is_no_copy_of_it():
    """The wire sent a substitute under the same name; who runs that has nothing to take down."""
    other = "Parrots may ride the ferry at half the fare if they are kept quiet, the council of Little Skerry decided on Tuesday after a debate of four hours about bells."
    item = an_item(
        a_version(1, TEXT), a_version(2, "", hour=1, status="canceled", note="KILL"), a_version(3, other, hour=2)
    )
    assert set(standings(judged(item, seen("a", TEXT, hour=3), seen("b", other, hour=3)))) == {"a"}


def test_an_advisory_of_its_own_kills_the_item_whose_headline_it_quotes():
    """Agencies send kills as items, too; one that quotes no headline of the feed kills nothing here."""
    item = an_item(replace(a_version(1, TEXT), headline="More ferries for Little Skerry from Monday"))
    text = "Editors, please kill the story More ferries for Little Skerry from Monday. The boats sank."
    advisory = an_item(replace(a_version(1, text, hour=1), headline="BULLETIN KILL"), key="w2", external_id="urn:w2")
    ran = seen("a", TEXT, hour=2)
    proofs = [PickupProof("w1", 0, "a", compared(TEXT, TEXT))]
    assert standings(build_notices([item, advisory, ran], [], proofs))["a"][0] is Standing.STILL_THERE
    other = replace(item, versions=(replace(item.versions[0], headline="Another story of the same day"),))
    assert build_notices([other, advisory, ran], [], proofs) is None


# -- notices that only copies show --------------------------------------------------------------------------------------

TOLD = "(This version CORRECTS the fare to four crowns, not three.)"


def of_copies(*ran: Copy) -> Notices | None:
    """The notices of one story of copies, no feed."""
    return build_notices(ran, [a_story(*ran)], [])


def test_a_wires_notice_in_a_copy_makes_the_others_doubtful():
    """Nobody knows the old wording: other words where the note points may be it."""
    ran = [
        seen("a", f"{RIGHT}\n{TOLD}", hour=2),
        seen("b", TEXT, hour=3, attribution=inferred()),
        seen("c", RIGHT, hour=3),
        seen("d", TEXT, hour=1),
    ]
    found = of_copies(*ran)
    assert standings(found) == {
        "a": (Standing.CORRECTED, Reason.CARRIES_NOTICE),
        "b": (Standing.MAY_BE_STALE, Reason.DIFFERS_WHERE_NAMED),
        "c": (Standing.CANNOT_TELL, Reason.LIKE_THE_CORRECTED),
        "d": (Standing.CANNOT_TELL, Reason.NOT_SEEN_SINCE),
    }
    (notice,) = found.wires
    assert (notice.wire_service, notice.known_from, notice.old_from, notice.out_by) == (
        "Reuters",
        Source.COPY,
        None,
        NOON + 2 * HOUR,
    )
    assert notice.quotes[0].text == TOLD


def test_what_the_outlet_of_a_corrected_copy_ran_before_is_the_old_wording():
    """Its two texts differ where the note points; there, and only there, others are judged by them."""
    page = {"outlet": "Post", "outlet_key": "post", "urls": ("https://post.example/a",)}
    cut = f"{RIGHT.replace('last week', 'on Friday')}\n{TOLD}"
    found = of_copies(
        seen("a", TEXT, hour=1, **page),
        seen("b", cut, hour=2, **page),
        seen("c", TEXT, hour=3),
        seen("d", RIGHT, hour=3),
    )
    assert standings(found) == {
        "b": (Standing.CORRECTED, Reason.NEW_WORDS),
        "c": (Standing.STALE, Reason.OLD_WORDS),
        "d": (Standing.CORRECTED, Reason.NEW_WORDS),
    }
    assert (found.wires[0].old_from, only(found, "b").ran_old) == (Source.COPY, "a")


def test_a_wires_own_item_is_the_old_wording_of_what_an_outlet_ran_corrected():
    """The feed was read before the correction came."""
    item = an_item(a_version(1, TEXT))
    ran = [seen("a", f"{RIGHT}\n{TOLD}", hour=2), seen("b", TEXT, hour=3)]
    found = build_notices([item, *ran], [a_story(item, *ran)], [])
    assert standings(found)["b"] == (Standing.STALE, Reason.OLD_WORDS)
    assert found.wires[0].old_from is Source.FEED


def test_a_page_that_now_holds_a_withdrawal_takes_back_what_stood_there():
    """One outlet put the wire's notice in the place of the story; the others may not have seen it."""
    page = {"outlet": "Post", "outlet_key": "post", "urls": ("https://post.example/a",)}
    there = seen("a", TEXT, hour=1, **page)
    now = seen(
        "n",
        "Reuters has withdrawn the story about the ferries because its source could not be confirmed.",
        hour=2,
        **page,
    )
    ran = [there, seen("b", TEXT, hour=3), seen("c", TEXT, hour=1)]
    found = build_notices([now, *ran], [a_story(*ran)], [])
    assert standings(found) == {
        "a": (Standing.GONE, Reason.OTHER_TEXT_THERE),
        "b": (Standing.STILL_THERE, Reason.SEEN_AFTER),
        "c": (Standing.CANNOT_TELL, Reason.NOT_SEEN_SINCE),
    }


@pytest.mark.parametrize(
    ("note", "more", "own"),
    [
        ("An earlier version of this article misstated the fare.", {}, True),
        ("Correction: The fare is four crowns.", {}, False),
        (TOLD, {"attribution": inferred(), "story_attribution": inferred()}, None),
        ("An earlier version of this article misstated the fare.", {"attribution": credited()}, True),
    ],
    ids=["an outlet's form", "anybody's form", "an agency's form", "an outlet's form below a credit"],
)
def test_whose_a_notice_is_is_said_only_where_it_is_known(note, more, own):
    """An outlet's own correction asks nothing of others; a line that anybody writes is nobody's."""
    found = of_copies(
        seen("a", f"{RIGHT}\n{note}", hour=2, **{"attribution": credited(), **more}), seen("b", TEXT, hour=3)
    )
    assert found is not None
    assert bool(found.wires) == (own is None)
    assert [each.own for each in found.own] == ([] if own is None else [own])


def test_the_same_notice_at_two_houses_is_the_wires():
    """No two outlets write the same correction; two papers of one owner do."""
    note = "An earlier version of this story misstated the fare. It is four crowns."
    ran = [seen(key, f"{RIGHT}\n{note}", hour=2) for key in "ab"]
    assert [each.wire_service for each in of_copies(*ran).wires] == ["Reuters"]
    sisters = [replace(each, outlet_group="Shore Group") for each in ran]
    assert of_copies(*sisters).wires == ()


def test_prose_and_updates_are_no_notices():
    """Nothing is announced by a text that grew."""
    assert of_copies(seen("a", f"(Adds background)\n{RIGHT}", hour=2), seen("b", TEXT, hour=3)) is None


# -- the report ---------------------------------------------------------------------------------------------------------


def a_world() -> Notices:
    """A correction and a kill with hostile words in them."""
    hostile = "Corrects fare to four crowns, not three <script>alert(1)</script>"
    ran = [seen("a", TEXT, hour=2, outlet="=1+1"), seen("b", RIGHT, hour=2)]
    built = judged(an_item(a_version(1, TEXT), a_version(2, RIGHT, hour=1, note=hostile)), *ran)
    assert built is not None
    return built


def test_the_order_of_the_input_does_not_matter():
    """Stale first, biggest first, from any order."""
    item, longer = an_item(), f"{TEXT} Nobody minds."
    ran = [seen("a", TEXT, hour=2), seen("b", longer, hour=2), seen("c", RIGHT, hour=2), seen("d", TEXT, hour=0)]
    one, other = judged(item, *ran), judged(item, *ran[::-1])
    assert one == other
    assert [copy.copy for copy in one.wires[0].copies] == ["b", "a", "d", "c"]


def test_a_report_without_notices_says_nothing_of_them():
    """No section, no table, no words, no style."""
    report = build(a_report_input(copies=[a_copy()]))
    files = {name: text for render in RENDERERS.values() for name, text in render(report).items()}
    assert report.parts["stale"] is None
    assert json.loads(files["report.json"])["notices"] is None
    assert "stale.csv" not in files
    assert "tale" not in files["report.html"] + files["report.md"].replace("talented", "")


@pytest.fixture(scope="module")
def rendered() -> dict[str, str]:
    """Every file of a report with a correction."""
    item, note = an_item(), "Corrects fare to four crowns, not three <script>alert(1)</script>"
    item = an_item(a_version(1, TEXT), a_version(2, RIGHT, hour=1, note=note))
    ran = [seen("a", TEXT, hour=2, outlet="=1+1"), seen("b", f"{RIGHT}\nCorrection: the fare.", hour=2)]
    proofs = [PickupProof("w1", n, c.key, compared(v.text, c.text)) for c in ran for n, v in enumerate(item.versions)]
    report = build(a_report_input(copies=[item, *ran], stories=[a_story(item, *ran)], pickups=proofs))
    return {name: text for render in RENDERERS.values() for name, text in render(report).items()}


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_the_section_quotes_the_notice_and_says_who_carries_what(rendered, name):
    """The standing with its proof and time, in words; hostile words stay text."""
    text = rendered[name]
    for words in (
        "Stale copies",
        "1 correction of Reuters",
        "carries the old text",
        "carries the corrected text",
        "21 Nov 2026, 14:00 UTC",
        "nobody says whose",
    ):
        assert words in text, words
    assert "<script" not in text.replace("\\<", "")


def test_a_remark_stands_beside_the_copy(rendered):
    """Its story tells it as well."""
    assert (
        "Reuters has corrected this text: carries the old text, it has the old words, as of 21 Nov 2026, 14:00 UTC."
        in rendered["report.html"]
    )
    assert "Reuters has corrected this text" in rendered["report.md"]


@pytest.mark.slow
def test_the_files_for_programs_agree(rendered):
    """JSON by its schema, CSV without formulas, the same copies."""
    told = json.loads(rendered["report.json"])
    schema = json.loads((DOCS / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(told)] == []
    rows = list(csv.DictReader(io.StringIO(rendered["stale.csv"])))
    assert [row["standing"] for row in rows] == [copy["standing"] for copy in told["notices"]["wires"][0]["copies"]]
    assert (rows[0]["outlet"], rows[0]["proofs"]) == ("'=1+1", "three -> four: three (old)")
    document = (DOCS / "report-format.md").read_text(encoding="utf-8") + (DOCS / "export-formats.md").read_text(
        encoding="utf-8"
    )
    assert [key for key in keys_of(told["notices"]) if f"`{key}`" not in document] == []


def keys_of(value: object) -> set[str]:
    """Every key in a JSON value."""
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys_of(each)}
    return {key for each in value for key in keys_of(each)} if isinstance(value, list) else set()


def test_rows_have_the_columns_that_are_promised():
    """Every row has every column of the export, in order."""
    rows = [plain(row) for row in stale_rows(a_world(), {"a": "known"})]
    assert [list(row) for row in rows] == [list(columns(EXPORTS["stale"]))] * 2
    assert rows[0]["copy"] == "known"
    assert (list(stale_rows(None)), notices_data(None)) == ([], None)


def test_a_notice_that_nobody_ran_is_told_all_the_same():
    """A wire may want to know that as well."""
    found = judged(an_item())
    assert found is not None
    assert notices_deck(found) == "1 correction of Reuters, and no copy seen here ran what they speak of."


# -- the whole way on the command line ----------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["ninjs, feed first", "newsml, feed last"])
def told(request, tmp_path_factory) -> tuple[Path, list[dict]]:
    """A folder with a report on the agency's day, and the stale copies as exported."""
    folder = tmp_path_factory.mktemp("stale")
    feed, order = request.param.split(", ")
    paths = stale_world.write(folder, feed)
    registry = ("--outlets", stale_world.REGISTRY)
    for path in paths if order == "feed first" else reversed(paths):
        done = wiretrace("import", path, *registry, cwd=folder)
        assert done.code == 0, done.err
    assert wiretrace("report", "--single", "--out", "report", *registry, cwd=folder).code == 0
    exported = wiretrace("export", "stale", *registry, cwd=folder)
    assert exported.code == 0, exported.err
    return folder, [json.loads(line) for line in exported.out.splitlines()]


@pytest.mark.slow
def test_the_whole_way_says_who_still_carries_what(told):
    """Each copy of the corrected and of the killed item, from either format, in either order."""
    found = [
        (
            row["notice"],
            row["copy"],
            row["standing"],
            row["reason"],
            row["ran_old"],
            row["lag_shortest_seconds"],
            row["lag_longest_seconds"],
        )
        for row in told[1]
    ]
    assert found == [
        ("kill", "star-night", "still-there", "seen-after", None, None, None),
        ("kill", "mercury-night", "cannot-tell", "not-seen-since", None, None, None),
        ("kill", "echo-night", "gone", "other-text-there", None, -7200.0, 5400.0),
        ("correction", "echo-fares", "stale", "old-words", None, None, None),
        ("correction", "tribune-fares", "partly-corrected", "both-wordings", None, None, None),
        ("correction", "mercury-fares", "cannot-tell", "not-seen-since", None, None, None),
        ("correction", "ledger-fares", "cannot-tell", "passage-absent", None, None, None),
        ("correction", "gazette-fares", "corrected", "new-words", None, None, None),
        ("correction", "star-fares-2", "corrected", "new-words", "star-fares-1", -3600.0, 5400.0),
    ]  # fmt: skip
    schema = json.loads((DOCS / "schemas" / "stale.schema.json").read_text(encoding="utf-8"))
    assert [error.message for row in told[1] for error in Draft202012Validator(schema).iter_errors(row)] == []


@pytest.mark.slow
def test_the_report_of_the_whole_way(told):
    """Its sentences hold the same, in HTML and Markdown."""
    for name in ("report.html", "report.md"):
        text = (told[0] / "report" / name).read_text(encoding="utf-8")
        assert "1 kill and 1 correction of Harbour News Agency" in text
        assert (
            "2 copies carried old words when last seen; 1 copy still stood after the notice; 2 copies corrected" in text
        )
        assert stale_world.KILL in text.replace("\\", "")

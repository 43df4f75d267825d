"""Wire attribution: named only with evidence, and with exactly the words that say so."""

from __future__ import annotations

import json
import time
from functools import cache
from importlib.resources import files

import pytest

from crawler.provenance.wires.attribution import Attribution, Declared, Evidence, EvidenceKind, Field, Wires, WiresError
from crawler.provenance.wires.names import NameTable, find_names
from crawler.provenance.wires.weights import RELIABILITY, Reliability
from crawler.sightings.copies import strongest
from tests import places

SHARED = places.SHARED / "seed"
PAGES = places.SHARED / "data" / "pages"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the seed is not beside the project")

STORY = (
    "The harbour of Gullhaven reopened on Tuesday after the ferry that had blocked its mouth for nine days was towed to the "
    "yard. The harbour master thanked three tugs and a retired pilot. Fishermen landed the first herring of the season before "
    "noon, and the market sold out within the hour. "
) * 4  # fmt: skip


@cache
def bundled() -> Wires:
    """Return the table that ships with the program."""
    return Wires.from_toml(files("crawler.provenance").joinpath("wires.toml").read_text(encoding="utf-8"))


def conclude(body: str, **fields: object) -> tuple[str | None, str | None]:
    """Return (wire, name of the kind) for *body*."""
    found = bundled().attribute(body, **fields)  # type: ignore[arg-type]
    return found.wire_service, found.kind.name if found.kind else None


DATELINES = {
    "AP, dash": (f"WASHINGTON (AP) — {STORY}", "Associated Press"),
    "AP, place and state": (f"ST. JOSEPH, Mich. (AP) — {STORY}", "Associated Press"),
    "AP in Spanish": (f"DORTMUND, Alemania (AP) — {STORY}", "Associated Press"),
    "Reuters, two places and a date": (f"BEIRUT/THE HAGUE, March 7 (Reuters) - {STORY}", "Reuters"),
    "Reuters, no space after": (f"LONDON (Reuters) -{STORY}", "Reuters"),
    "Yonhap": (f"SEOUL, Aug. 20 (Yonhap) -- {STORY}", "Yonhap"),
    "dpa, regional service": (f"Hamburg (dpa/lno) – {STORY}", "dpa"),
    "dpa, slash in the place": (f"Frankfurt/Main (dpa) - {STORY}", "dpa"),
    "ANSA in front of the place": (f"(ANSA) - ROMA, 3 MAG - {STORY}", "ANSA"),
    "PTI, no dash": (f"New Delhi, Oct 16 (PTI) {STORY}", "Press Trust of India"),
    "Bloomberg without a place": (f"(Bloomberg) -- {STORY}", "Bloomberg"),
    "TASS between slashes": (f"MOSCOW, May 3. /TASS/. {STORY}", "TASS"),
    "press release": (f"GULLHAVEN, May 3, 2026 /PRNewswire/ -- {STORY}", "PR Newswire"),
    "press release, double dashes": (f"GULLHAVEN--(BUSINESS WIRE)--{STORY}", "Business Wire"),
    "Kyodo": (f"TOKYO, Nov 3 (Kyodo) - {STORY}", "Kyodo News"),
    "Xinhua": (f"BEIJING, May 3 (Xinhua) -- {STORY}", "Xinhua"),
    "EFE": (f"Madrid, 3 may (EFE).- {STORY}", "EFE"),
    "behind a headline": (f"Ferry freed\nGULLHAVEN (AFP) - {STORY}", "AFP"),
    "behind furniture": (f"Share this story\nPosted at noon\nGULLHAVEN (AP) -- {STORY}", "Associated Press"),
}


@pytest.mark.parametrize(("body", "wire"), DATELINES.values(), ids=DATELINES.keys())
def test_datelines(body: str, wire: str) -> None:
    """A place with an agency in its slot names the wire, in the shapes that agencies use."""
    assert conclude(body) == (wire, "DATELINE")


CREDITS = {
    "first line": (f"Reuters\n{STORY}", "Reuters"),
    "line above a place": (f"Ferry freed\nPress Trust of India\nGULLHAVEN — {STORY}", "Press Trust of India"),
    "last line": (f"{STORY}\nIANS", "IANS"),
    "at the end, brackets": (f"{STORY}(dpa)", "dpa"),
    "at the end, with a date": (f"{STORY}(KNA 19.11.21)", "KNA"),
    "at the end, dash": (f"{STORY}- PTI", "Press Trust of India"),
    "at the end, sign-off of PTI": (f"{STORY}PTI KVK SZM", "Press Trust of India"),
    "source in German": (f"{STORY}(Quelle: dpa)", "dpa"),
    "with inputs": (f"{STORY}(With inputs from PTI)", "Press Trust of India"),
    "with files, in Canada": (f"{STORY}With files from The Canadian Press", "The Canadian Press"),
    "material in German": (f"{STORY}Mit Material von dts", "dts"),
    "with, in French": (f"{STORY}(avec AFP)", "AFP"),
    "originally in a paper": (f"{STORY}This article originally appeared in The New York Times.", "The New York Times"),
    "provided by": (f"{STORY}This story was provided by The Associated Press.", "Associated Press"),
    "republished": (f"This article is republished from The Conversation. {STORY}", "The Conversation"),
    "copyright": (f"{STORY}Copyright 2018 The Associated Press. All rights reserved.", "Associated Press"),
    "copyright sign": (f"{STORY}©2026 Bloomberg L.P.", "Bloomberg"),
    "writers of the agency": (f"{STORY}\n___\nAssociated Press writers Ann Lee in Berlin and Bo Chen in Oslo contributed to this report.", "Associated Press"),
    "sign-off of Reuters": (f"{STORY}(Reporting by Ann Lee in Oslo; Editing by Bo Chen)", "Reuters"),
    "pointer to the wire's site": (f"{STORY}For more articles like this, please visit us at bloomberg.com", "Bloomberg"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "wire"), CREDITS.values(), ids=CREDITS.keys())
def test_credits(body: str, wire: str) -> None:
    """A credit says it outright, wherever papers print it."""
    assert conclude(body) == (wire, "CREDIT")


BYLINES = {
    "English": (f"By Reuters\n{STORY}", "Reuters"),
    "German": (f"Von dpa\n{STORY}", "dpa"),
    "French": (f"Par AFP\n{STORY}", "AFP"),
    "author of the agency": (f"By Ann Lee, The Associated Press\n{STORY}", "Associated Press"),
    "authors fused to the agency": (f"By ANN LEE and BO CHEN Associated Press\n{STORY}", "Associated Press"),
    "several authors": (f"Ann Lee, Bo Chen and Cy Doe, Associated Press\n{STORY}", "Associated Press"),
    "its writer": (f"By ANN LEE - AP Business Writer\n{STORY}", "Associated Press"),
    "above a date": (f"The Associated Press\nJuly 15, 2018 04:04 PM\n{STORY}", "Associated Press"),
    "in a posted line": (f"Posted 5:57 am, July 16, 2018, by Associated Press , Updated\n{STORY}", "Associated Press"),
}


@pytest.mark.parametrize(("body", "wire"), BYLINES.values(), ids=BYLINES.keys())
def test_bylines_in_the_text(body: str, wire: str) -> None:
    """A byline that names an agency names the wire."""
    assert conclude(body) == (wire, "BYLINE")


BYLINE_FIELDS = {
    "agency and staff": ("By AP and TOI staff", "Associated Press"),
    "an agency's reports": ("From AP reports", "Associated Press"),
    "paper and agency": ("Le Figaro et AFP", "AFP"),
    "initials and agency": ("det/dpa", "dpa"),
    "name and agency": ("Paula Steiger, SDA", "Keystone-SDA"),
    "CNN's service": ("CNN Wire", "CNN Newsource"),
    "nobody named": ("Agencies", None),
    "inside a name": ("Ansa Vasilescu", None),
    "a photo": ("Ann Lee/AP Photo", None),
    "two agencies": ("AFP, Reuters", None),
}


@pytest.mark.parametrize(("byline", "wire"), BYLINE_FIELDS.values(), ids=BYLINE_FIELDS.keys())
def test_byline_field(byline: str, wire: str | None) -> None:
    """A byline that the page gives apart is read by whole words; two agencies conclude nothing."""
    assert conclude(STORY, byline=byline)[0] == wire


DECLARED = {
    "author": ("Reuters", "Reuters"),
    "author in title case": ("Dpa", "dpa"),
    "author in capitals": ("ASIAN NEWS INTERNATIONAL", "ANI"),
    "URL of an author": ("https://www.reuters.com/world/a", "Reuters"),
    "own URL": ("https://www.gullhaven.example/a", None),
    "lookalike host": ("https://notreuters.com/a", None),
    "person": ("Michael Bloom", None),
}


@pytest.mark.parametrize(("value", "wire"), DECLARED.values(), ids=DECLARED.keys())
def test_declared_metadata(value: str, wire: str | None) -> None:
    """What the page declares of itself concludes, as metadata."""
    assert conclude(STORY, declared=(Declared(Field.AUTHOR, value),)) == (wire, "METADATA" if wire else None)


SELF_REFERENCES = {
    "what only the agency could not verify": "The numbers, which Reuters could not independently verify, were higher.",
    "its own visit": "When Reuters visited the yard in March, the gates were shut.",
    "two hints": "The pilot told Reuters he would retire. Reuters' requests for comment went unanswered.",
    "document and interview": "A letter seen by Reuters names the yard. The master, in an interview with Reuters, denied it.",
}


@pytest.mark.parametrize("sentence", SELF_REFERENCES.values(), ids=SELF_REFERENCES.keys())
def test_self_reference(sentence: str) -> None:
    """An agency that speaks of its own work wrote the text: one strong piece, or two that hint at it."""
    assert conclude(f"{STORY}{sentence} {STORY}") == ("Reuters", "SELF_REFERENCE")


NOTHING = {
    "one 'told'": "The pilot told Reuters he would retire.",
    "the same 'told' twice": "The pilot told Reuters he would retire. The master told Reuters he would not.",
    "news agency reported": "The ferry will sail again, the Reuters news agency reported.",
    "according to": "According to AP, nine days passed.",
    "reported": "Reuters reported that nine days passed.",
    "hints beside a citation": "The pilot told Reuters he would retire. A letter seen by Reuters names the yard. Nine days passed, according to Reuters.",
    "told a news agency": "The pilot told the Interfax news agency he would retire, and spoke to Interfax news agency again.",
    "told its television": "The pilot told Bloomberg Television he would retire.",
    "a person": "Michael Bloomberg told the harbour master that he would retire. Bloomberg visited in May.",
    "a company": "Shares of Thomson Reuters rose.",
    "photo credit": "(AP Photo/Ann Lee)",
    "photo by way of an agency": "The ferry in May. (Bo Chen/Pool via AP)",
    "photographer's line": "\nAnn Lee / AP\n",
    "photographer, one name": "\nAnn Lee, Associated Press\n",
    "lone agency line": "\nReuters\n",
    "photo copyright": "(c)AFP/Ann Lee",
    "photo copyright with a year": "(AP Photo/Ann Lee) (Copyright 2017 The Associated Press. All rights reserved.)",
    "helped a writer": "Ann Lee and The Associated Press contributed to this report.",
    "inside words": "The Vansands of Lapland reused APs and upis.",
    "another compound": "A new AP-NORC poll of anti-PTI voters.",
    "lower-case word": "The lap (ap) of honour.",
    "a short name without the long": "The Times confirmed the ferry. The Times reviewed the letter.",
    "two papers called The Times": "A letter obtained by The New York Times, and one seen by the Los Angeles Times, name the yard. The Times confirmed it.",
    "state, not agency": "He moved to Allentown (Pa.) last year.",
}


@pytest.mark.parametrize("sentence", NOTHING.values(), ids=NOTHING.keys())
def test_what_concludes_nothing(sentence: str) -> None:
    """Citation, photo credits, lone hints and look-alike words name no wire."""
    assert conclude(f"{STORY}{sentence} {STORY}") == (None, None)


@pytest.mark.parametrize("slot", ["MOSCOW, - ", "ABILENE, Texas () – ", "CHENNAI: ", "Gullhaven - "])
def test_an_emptied_slot_concludes_nothing(slot: str) -> None:
    """That a credit was taken out does not say whose it was."""
    assert conclude(slot + STORY) == (None, None)


def test_citations_are_shown_as_evidence() -> None:
    """What concludes nothing is still there for a reader to see, with its kind and place."""
    body = f"{STORY}Nine days passed, according to AP."
    found = bundled().attribute(body)
    assert found.wire_service is None
    assert [(piece.kind, piece.text) for piece in found.evidence] == [(EvidenceKind.CITATION, "according to AP")]
    assert body[found.evidence[0].start : found.evidence[0].end] == "according to AP"


def test_every_piece_quotes_the_body() -> None:
    """Start and end of a piece of evidence are where its words stand."""
    for body, _ in (*DATELINES.values(), *CREDITS.values(), *BYLINES.values()):
        for piece in bundled().attribute(body).evidence:
            assert body[piece.start : piece.end] == piece.text


KICKER = "The harbour of Gullhaven reopened on Tuesday after the ferry that had blocked its mouth for nine days"


def test_credit_fused_between_kicker_and_lead() -> None:
    """A name without punctuation is a credit where what precedes it is said again after it."""
    found = bundled().attribute(f"{KICKER} Bloomberg {STORY}")
    assert (found.wire_service, found.kind) == ("Bloomberg", EvidenceKind.CREDIT)
    assert [(piece.text, piece.start) for piece in found.evidence] == [("Bloomberg", len(KICKER) + 1)]


def test_credit_fused_behind_the_headline() -> None:
    """The headline set above the text is such a kicker too."""
    assert conclude(f"Ferry freed after nine days PTI {STORY}", headline="Ferry freed after nine days") == (
        "Press Trust of India",
        "CREDIT",
    )


def test_a_name_in_the_first_sentence_is_no_fused_credit() -> None:
    """Nothing is said again, so the name is a subject."""
    assert conclude(
        f"In the second year after the ferry ran aground off the pier Bloomberg Philanthropies gave a boat. {STORY}"
    ) == (None, None)


def test_declared_credit_that_the_body_prints_keeps_its_place() -> None:
    """A credit that the reader of the page cut out is a credit, not metadata, and counts once."""
    found = bundled().attribute(f"{KICKER} Bloomberg {STORY}", declared=(Declared(Field.CREDIT, "Bloomberg"),))
    assert [(piece.kind, piece.text) for piece in found.evidence] == [(EvidenceKind.CREDIT, "Bloomberg")]


def test_an_agencys_own_site_has_the_original() -> None:
    """On the agency's own page the text is the original: said as such, and its own name is no further evidence."""
    body = f"(Bloomberg) -- {STORY}"
    found = bundled().attribute(body, outlet_key="bloomberg", byline="Bloomberg News")
    assert (found.wire_service, found.kind) == ("Bloomberg", EvidenceKind.OWN_SITE)
    assert [(piece.text, piece.field) for piece in found.evidence] == [("bloomberg", Field.OUTLET)]
    assert conclude(body, outlet_key="business-standard") == ("Bloomberg", "DATELINE")


def test_a_papers_own_page_names_no_wire() -> None:
    """A paper that syndicates writes for itself first: its page is no wire copy, and no credit either."""
    body = f"{STORY} The pilot told the Guardian so. A letter seen by the Guardian names the yard."
    assert bundled().attribute(body, outlet_key="the-guardian", byline="The Guardian") == Attribution()
    assert conclude(body, outlet_key="gullhaven-ledger") == ("The Guardian", "SELF_REFERENCE")


def test_an_agency_may_run_another() -> None:
    """Only its own name is silenced on an agency's page."""
    assert conclude(f"GULLHAVEN (AP) — {STORY}", outlet_key="bloomberg") == ("Associated Press", "DATELINE")


def test_conflict_concludes_nothing_and_shows_both() -> None:
    """Two wires credited alike, as in a text merged of two, are nobody's alone."""
    found = bundled().attribute(f"GULLHAVEN (AP) — {STORY}\nOSLO (Reuters) - {STORY}{STORY}"[:1100] + "(Reuters)")
    assert (found.wire_service, found.kind) == (None, None)
    assert {piece.wire_service for piece in found.evidence} == {"Associated Press", "Reuters"}


def test_a_credit_outweighs_what_the_text_cites() -> None:
    """A Reuters dateline stands although the text says what AP was told, twice."""
    assert conclude(f"GULLHAVEN (Reuters) - {STORY}He told AP so. A letter seen by AP says so.") == (
        "Reuters",
        "DATELINE",
    )


def test_the_times_is_resolved_inside_its_own_document() -> None:
    """The short name counts once the long one has been read, for that paper."""
    found = bundled().attribute(
        f"A letter obtained by The Washington Post names the yard. {STORY}The Post confirmed the letter."
    )
    assert (found.wire_service, found.kind) == ("The Washington Post", EvidenceKind.SELF_REFERENCE)
    assert [piece.text for piece in found.evidence] == ["obtained by The Washington Post", "The Post confirmed"]


CREDITED = Attribution(
    "Bloomberg", EvidenceKind.CREDIT, (Evidence("Bloomberg", EvidenceKind.CREDIT, "Bloomberg", 3, 12),)
)
HINTED = Attribution(
    "Reuters", EvidenceKind.SELF_REFERENCE, (Evidence("Reuters", EvidenceKind.SELF_REFERENCE, "told Reuters"),)
)
BARE = Attribution(evidence=(Evidence("AFP", EvidenceKind.CITATION, "according to AFP"),))


def test_a_copy_inherits_from_the_sibling_that_credits() -> None:
    """The inferred wire quotes the sibling and has no place in the copy itself."""
    expected = Attribution(
        "Bloomberg", EvidenceKind.INFERRED, (Evidence("Bloomberg", EvidenceKind.INFERRED, "Bloomberg"),)
    )
    assert bundled().infer([BARE, CREDITED, CREDITED]) == expected


def test_siblings_that_disagree_infer_nothing() -> None:
    """A conflict is shown and not decided, in any order of siblings."""
    found = bundled().infer([CREDITED, HINTED])
    assert found.wire_service is None
    assert [piece.wire_service for piece in found.evidence] == ["Bloomberg", "Reuters"]
    assert found == bundled().infer([HINTED, CREDITED])


def test_a_clear_majority_of_siblings_stands() -> None:
    """Three copies to one name the wire, and the conflict is shown all the same; two to one do not."""
    found = bundled().infer([HINTED, CREDITED, CREDITED, CREDITED, BARE])
    assert (found.wire_service, found.kind) == ("Bloomberg", EvidenceKind.INFERRED)
    assert found.conflict == ("Bloomberg", "Reuters")
    assert bundled().infer([HINTED, CREDITED, CREDITED]).wire_service is None


def test_what_was_inferred_is_not_inherited() -> None:
    """Inference does not feed on itself, and citations infer nothing."""
    inferred = bundled().infer([CREDITED])
    assert bundled().infer([inferred, BARE]) == Attribution()


def test_kinds_that_agree_raise_the_confidence() -> None:
    """A dateline and an author are surer together than either; the same kind twice is not."""
    author = (Declared(Field.AUTHOR, "AP"),)
    dateline = bundled().attribute(f"GULLHAVEN (AP) — {STORY}").confidence
    twice = bundled().attribute(f"GULLHAVEN (AP) — {STORY}\nOLDHAVEN (AP) — {STORY}"[:900]).confidence
    both = bundled().attribute(f"GULLHAVEN (AP) — {STORY}", declared=author).confidence
    assert (dateline, twice) == (RELIABILITY.dateline, RELIABILITY.dateline)
    assert both == pytest.approx(1 - (1 - RELIABILITY.dateline) * (1 - RELIABILITY.author))


CONFLICTS = {
    "byline against dateline": (f"GULLHAVEN (AP) — {STORY}", "Reuters", None, ("Associated Press", "Reuters")),
    "dateline over a copyright line": (f"GULLHAVEN (AP) — {STORY}\n© 2026 AFP", None, "Associated Press", ("AFP", "Associated Press")),
    "three agencies together": (f"{STORY} (Quelle: APA/sda/dpa)", None, None, ("APA", "Keystone-SDA", "dpa")),
    "a part is no rival": (f"GULLHAVEN (AP) — {STORY} (With inputs from PTI)", None, "Associated Press", ()),
    "a carrier gives way": (f"{STORY}\n(c)2026 Los Angeles Times. Distributed by Tribune News Service.", None, "Los Angeles Times", ()),
    "a citation is no rival": (f"GULLHAVEN (AP) — {STORY} Reuters reported the same.", None, "Associated Press", ()),
}  # fmt: skip


@pytest.mark.parametrize(("body", "byline", "wire", "conflict"), CONFLICTS.values(), ids=CONFLICTS.keys())
def test_conflicts(body: str, byline: str | None, wire: str | None, conflict: tuple[str, ...]) -> None:
    """Wires that would each stand alone are all named; one is concluded where its evidence is clearly firmer."""
    found = bundled().attribute(body, byline=byline)
    assert (found.wire_service, found.conflict) == (wire, conflict)


INPUTS = f"{STORY} (With inputs from PTI)"
CONTRIBUTED = f"{STORY}\nThe Associated Press contributed to this report."


@pytest.mark.parametrize(
    ("body", "byline", "wire"),
    [
        pytest.param(INPUTS, None, "Press Trust of India", id="nobody-signs"),
        pytest.param(INPUTS, "Online Desk", "Press Trust of India", id="a-desk-signs"),
        pytest.param(INPUTS, "Ann Lee", None, id="a-writer-signs"),
        pytest.param(f"By Ann Lee\n{INPUTS}", None, None, id="a-writer-signs-in-the-text"),
        pytest.param(INPUTS, "Ann Lee, PTI", "Press Trust of India", id="the-agencys-writer-signs"),
        pytest.param(CONTRIBUTED, None, "Associated Press", id="contributed-and-nobody-signs"),
        pytest.param(CONTRIBUTED, "Ann Lee", None, id="contributed-to-a-writers-text"),
    ],
)
def test_a_credit_for_a_part(body: str, byline: str | None, wire: str | None) -> None:
    """Agency inputs name the wire where the desk put the text together, not beside a writer of the outlet."""
    assert bundled().attribute(body, byline=byline).wire_service == wire


UNNAMED = {
    "emptied slot": (f"ABILENE, Texas () – {STORY}", None, "emptied dateline", "ABILENE, Texas () –"),
    "emptied, with a comma": (f"MOSCOW, - {STORY}", None, "emptied dateline", "MOSCOW, -"),
    "emptied, German": (f"Hamburg ( / ) - {STORY}", None, "emptied dateline", "Hamburg ( / ) -"),
    "inputs": (f"{STORY} (With inputs from agencies)", None, "unnamed agencies", "With inputs from agencies"),
    "German": (f"{STORY} (mit Agenturen)", None, "unnamed agencies", "mit Agenturen"),
    "Portuguese": (f"{STORY}\nCom agências", None, "unnamed agencies", "Com agências"),
    "byline": (STORY, "Agencies", "unnamed agencies", "Agencies"),
}


@pytest.mark.parametrize(("body", "byline", "kind", "text"), UNNAMED.values(), ids=UNNAMED.keys())
def test_signs_that_name_nobody(body: str, byline: str | None, kind: str, text: str) -> None:
    """They are kept with their place, apart from evidence, and conclude nothing."""
    found = bundled().attribute(body, byline=byline)
    assert (found.wire_service, found.evidence) == (None, ())
    assert [(sign.kind.value, sign.text) for sign in found.unnamed] == [(kind, text)]
    assert all(sign.start is None or body[sign.start : sign.end] == sign.text for sign in found.unnamed)


def test_an_ordinary_text_has_no_unnamed_signs() -> None:
    """A dateline of the outlet's own is not an emptied one."""
    assert bundled().attribute(f"GULLHAVEN — {STORY}").unnamed == ()


def test_a_weight_is_a_share() -> None:
    """The table of weights checks itself."""
    with pytest.raises(ValueError, match="dateline is a share"):
        Reliability(dateline=1.5)


def test_renderings_of_one_copy_that_disagree() -> None:
    """The firmer kind stands with the conflict shown; equal kinds conclude nothing."""
    author = Attribution("Reuters", EvidenceKind.METADATA, confidence=0.96)
    found = strongest([CREDITED, author])
    assert (found.wire_service, found.conflict) == ("Bloomberg", ("Bloomberg", "Reuters"))
    other = Attribution("Reuters", EvidenceKind.CREDIT, (Evidence("Reuters", EvidenceKind.CREDIT, "(Reuters)", 0, 9),))
    found = strongest([CREDITED, other])
    assert (found.wire_service, found.conflict) == (None, ("Bloomberg", "Reuters"))
    assert len(found.evidence) == 2


def test_credit_names_are_those_printed_in_front_of_a_lead() -> None:
    """The names that a kicker may be followed by, longest first so that the whole name is cut."""
    names = bundled().credit_names()
    assert {
        "Bloomberg",
        "Reuters",
        "Press Trust of India",
        "PTI",
        "ANI",
        "IANS",
        "AP",
        "Associated Press",
        "AFP",
    } <= set(names)
    assert list(names) == sorted(names, key=lambda name: (-len(name), name))


def test_the_table_is_as_large_as_promised() -> None:
    """At least 25 wires, each with a credit name, and no name credits two of them."""
    wires = bundled().wires
    names = [name for wire in wires for name in {*wire.credit, *wire.codes}]
    assert len(wires) >= 25
    assert len(names) == len(set(names))


def test_the_users_wires_are_added_and_replace_ours() -> None:
    """A later table adds agencies of its own, and its entry of a known name stands instead of ours."""
    ours = '[[wire]]\nname = "Saltwind"\ncredit = ["Saltwind"]\n'
    users = '[[wire]]\nname = "Saltwind"\ncredit = ["SNA"]\n[[wire]]\nname = "Gull"\ncredit = ["Gull"]\n'
    table = Wires.from_toml(ours, users)
    assert table.attribute(f"GULLHAVEN (SNA) - {STORY}").wire_service == "Saltwind"
    assert table.attribute(f"GULLHAVEN (Gull) - {STORY}").wire_service == "Gull"
    assert table.attribute(f"GULLHAVEN (Saltwind) - {STORY}").wire_service is None


BAD = {
    "not TOML": ("wire = [", "not TOML"),
    "no credit": ('[[wire]]\nname = "A"\n', "needs a name and a credit"),
    "unknown field": ('[[wire]]\nname = "A"\ncredit = ["A"]\ncode = ["B"]\n', "unknown field code"),
    "a name of two wires": (
        '[[wire]]\nname = "A"\ncredit = ["A"]\n[[wire]]\nname = "B"\ncredit = ["B"]\ncodes = ["A"]\n',
        "A would credit both",
    ),
    "twice": ('[[wire]]\nname = "A"\ncredit = ["A"]\n[[wire]]\nname = "A"\ncredit = ["B"]\n', "stands twice"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_table_is_refused(text: str, message: str) -> None:
    """What cannot be used is refused, with the entry named."""
    with pytest.raises(WiresError, match=message):
        Wires.from_toml(text)


HOSTILE = {
    "one name": "Reuters " * 12_000,
    "open slots": "LONDON (" * 12_000,
    "capitals before a slot": "A " * 40_000 + "(AP) - ",
    "slashes": "A/" * 40_000 + "(AP) - ",
    "datelines": "LONDON (Reuters) - " * 5_000,
    "sign-offs without an end": "(Reporting by A; " * 6_000,
    "contributors": "AP writers A" + " B" * 40_000,
    "blank": " \n" * 50_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_costs_time_in_proportion(body: str) -> None:
    """A hundred thousand characters made to hurt are read in about a second."""
    started = time.process_time()
    bundled().attribute(body, headline=body[:200], byline=body[:2000], declared=(Declared(Field.AUTHOR, body[:2000]),))
    assert time.process_time() - started < 3


@pytest.mark.shared
@shared
def test_the_seed_exactly() -> None:
    """Wire, kind and evidence of the seed's four texts are what its expected reading says, and no piece more."""
    expected = json.loads((SHARED / "expected.json").read_text(encoding="utf-8"))
    page = (SHARED / "daily8_kursk.txt").read_text(encoding="utf-8")
    main = page[page.index("MOSCOW, -") : page.index("\nHashtags")]
    bodies = [
        next(line for line in page.splitlines() if line.endswith(block["body_clean"][-40:]))
        for block in expected["related"]
    ]
    found = [bundled().attribute(body) for body in (main, *bodies)]
    assert [(each.wire_service, each.kind) for each in found] == [
        ("Reuters", EvidenceKind.SELF_REFERENCE),
        (None, None),
        ("Bloomberg", EvidenceKind.CREDIT),
        ("The New York Times", EvidenceKind.SELF_REFERENCE),
    ]
    assert [piece.text for piece in found[0].evidence] == expected["main"]["wire"]["evidence"]
    assert [piece.text for piece in found[3].evidence] == expected["related"][2]["wire"]["evidence"]
    inferred = bundled().infer(found[1:3])
    assert (inferred.wire_service, inferred.kind) == ("Bloomberg", EvidenceKind.INFERRED)


@pytest.mark.slow
def test_a_long_text_shows_the_same_names_as_a_short_one() -> None:
    """Looking only for names whose first word is there misses none, also at the border of a script without spaces."""
    table = NameTable(bundled().wires)
    for name in table:
        glued = f"\u7c73{name}\u901a\u4fe1" if name.isascii() and name.isalnum() else f" {name} "
        short = [place.wire.name for place in find_names(glued, table)]
        assert short
        assert [place.wire.name for place in find_names(f"{'x ' * 300}{glued}", table)] == short


MORE_DATELINES = {
    "MIAMI -- (AP) ": "Associated Press",
    "OLDHAVEN: (Reuters) ": "Reuters",
    "KUALA LUMPUR, Nov 20 -- (BERNAMA) ": "Bernama",
    "(MIAMI, Fla.) AP — ": "Associated Press",
    "Accra, Nov. 20, GNA - ": "Ghana News Agency",
    "LONDON / ACCESSWIRE / November 20, 2026 / ": "ACCESSWIRE",
    "Budapest, 2026. november 20., péntek (MTI) - ": "MTI",
    "به گزارش خبرگزاری تسنیم، ": "Tasnim",
    "به گزارش ایسنا، ": "ISNA",
    "路透伦敦11月20日 - ": "Reuters",
    "（中央社倫敦20日綜合外電報導）": "CNA",
    "OLDHAVEN: The BERNAMA building ": None,
    "The harbour (AP pier) ": None,
}


@pytest.mark.parametrize(("opening", "wire"), MORE_DATELINES.items(), ids=MORE_DATELINES.keys())
def test_datelines_of_other_houses(opening: str, wire: str | None) -> None:
    """The agency behind a dash or a colon, outside its bracket, between slashes, behind a Hungarian date, and in Iran and China."""
    found = conclude(opening + STORY)
    assert found[0] == wire
    assert wire is None or found[1] == "DATELINE"


@pytest.mark.parametrize(
    "line",
    [
        "Information from The Associated Press was used in this report.",
        "(This story has not been edited by Tide Post staff and is auto-generated from AP)",
        "Mit Agenturmaterial von AP.",
    ],
)
def test_credits_in_other_words(line: str) -> None:
    """What was used, generated or taken as material is credited."""
    assert conclude(f"{STORY}\n{line}")[0] == "Associated Press"

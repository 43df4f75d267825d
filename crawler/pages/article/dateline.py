"""Datelines: the place, date and agency that open wire copy. Who the agency is, is for provenance to say."""

from __future__ import annotations

from crawler.pages.reading import Dateline
from crawler.text.patterns import lazy_regex

# A place: words with capitals (CITY, St. Petersburg, BEIRUT/THE HAGUE), a state or country after a comma.
_WORD = r"\p{Lu}[\p{L}\p{M}.'\u2019-]*+"
_PLACE = rf"(?P<place>{_WORD}(?:[ /-](?:{_WORD}|de|del|la|am|an|der|do|da|of|the|upon)){{0,4}}+(?:, (?!(?:{{months}})\b){_WORD}(?: {_WORD}){{0,2}}+)?)"
_MONTHS = (
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|"
    "November|December"
)
_DATE = rf"(?:,? (?:{_MONTHS})\.? \d{{1,2}}(?:, \d{{4}})?|,? \d{{1,2}}\.? (?:{_MONTHS})\.?(?: \d{{4}})?)"
_DASH = r"(?:--?|[–—])"
_HEAD = _PLACE.replace("{months}", _MONTHS)
# "WASHINGTON (AP) —", "ABILENE, Texas () –", "LONDON (Reuters) -The", "New Delhi, Oct 16 (PTI) Text"
_WITH_SLOT = lazy_regex(
    rf"{_HEAD}{_DATE}?+,? ?\((?P<agency>[^()]{{0,40}}+)\)(?:\s*+(?P<dash>{_DASH}|:)|\s++(?=[\p{{Lu}}\"'“‘]))"
)
_LEADING_AGENCY = lazy_regex(
    rf"\((?P<agency>[^()]{{1,40}}+)\)\s*+{_DASH}\s*+(?P<place>\p{{Lu}}{{2}}[\p{{Lu}} .'-]*+)\b"
)
# "MOSCOW, -": the comma waits for a date and an agency that were taken out.
_EMPTIED = lazy_regex(rf"{_HEAD}{_DATE}?+, ?{_DASH}(?=\s|\p{{Lu}})")
# "CHENNAI: text", "PARIS, May 3 - text": without a slot only capitals tell a place from the first words of a sentence.
_CAPITALS = r"\p{Lu}[\p{Lu}\p{M}.'\u2019]*+"
_WITHOUT_SLOT = lazy_regex(
    rf"(?P<place>(?=\p{{Lu}}{{2}}|\p{{Lu}}\p{{Lu}}?\. ){_CAPITALS}(?:[ /-]{_CAPITALS}){{0,4}}+(?:, (?!(?:{_MONTHS})\b){_WORD}(?: {_WORD}){{0,2}}+)?)"
    rf"{_DATE}?+(?:: | {_DASH} )"
)
# Where no dash parts slot and text ("(PTI) Text"), a word in brackets is an agency only if it is an acronym.
_ACRONYM = lazy_regex(r"\p{Lu}{2,6}(?:/\p{Lu}{2,6})?")
_REACH = 120


def parse_dateline(body: str) -> Dateline | None:
    """Return the dateline that *body* opens with, or None.

    The slot is "named" where an agency stands in it, "emptied" where only its brackets or its comma are left, and
    "absent" where the line never had one.
    """
    opening = body[:_REACH].partition("\n")[0]
    found = _WITH_SLOT.match(opening)
    if found and not found["dash"] and found["agency"].strip() and not _ACRONYM.fullmatch(found["agency"].strip()):
        found = None
    if found := found or _LEADING_AGENCY.match(opening):
        agency = found["agency"].strip()
        return Dateline(place=_place(found["place"]), slot="named" if agency else "emptied", agency=agency or None)
    if found := _EMPTIED.match(opening):
        return Dateline(place=_place(found["place"]), slot="emptied")
    if found := _WITHOUT_SLOT.match(opening):
        return Dateline(place=_place(found["place"]), slot="absent")
    return None


def _place(printed: str) -> str:
    return printed.strip(" ,-")

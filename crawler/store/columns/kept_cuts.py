"""Where learned boilerplate was cut out of a copy's text, kept with the copy: everybody who reads it cuts the same places again.

They hold as long as the copy has its wording: what an outlet is learned to repeat, or not to, takes that from the copies
that carry it. Spelled as numbers, for each cut how far it lies behind the one before and how long it is: eight bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from crawler.store.schema import copy, sighting
from crawler.text.cuts import Cleaned, Cut, apply_cuts
from crawler.text.segments import LEARNED

_its = copy.alias("cut")
_HOLDING: Final = sa.case((_its.c.wording_id.is_not(None), _its.c.cuts), else_=sa.null())
#: The cuts of a sighting's copy, None where they have to be looked for.
CUTS_OF_COPY: Final = sa.select(_HOLDING).where(_its.c.id == sighting.c.copy_id).scalar_subquery().label("cuts")


def spelled(cuts: Iterable[Cut]) -> str:
    """Return where *cuts* are, which are in order."""
    numbers: list[int] = []
    last = 0
    for cut in cuts:
        numbers += (cut.start - last, cut.end - cut.start)
        last = cut.end
    return " ".join(map(str, numbers))


def cut_again(text: str, kept: str) -> Cleaned:
    """Return *text*, out of which the cuts *kept* were made once, without them again."""
    numbers = [int(number) for number in kept.split()]
    cuts: list[Cut] = []
    last = 0
    for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
        start, last = last + gap, last + gap + length
        cuts.append(Cut(LEARNED, start, last, text[start:last]))
    return apply_cuts(text, cuts)

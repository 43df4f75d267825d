"""How far each sign of a wire is to be trusted: every number that changes a verdict on wires, in one frozen table."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Shares of pages on which a sign named the right wire: "n of m" was counted on 1,717 real pages, the rest is argued.

    A count of all or nothing is held to .97: sixteen right of sixteen do not make a law.
    """

    own_site: float = (
        0.97  # the host is the agency's: 16 of 43 datelines stood on its own site, all of them its own words
    )
    dateline: float = 0.95  # 41 of 43
    byline: float = 0.95  # 10 of 10 "By Reuters"
    end_credit: float = 0.95  # 6 of 6 "(dpa)", "(KNA 19.11.21)" at the very end
    source_line: float = 0.92  # "Quelle: dpa": an end credit, now and then a graphic's
    fused_credit: float = 0.95  # between a kicker and the lead, the kicker being said again
    above_dateline: float = 0.80  # a name above the dateline: argued, a photo's credit may stand there, too
    edge_line: float = 0.70  # a name alone opens or closes the text
    lone_line: float = 0.41  # 27 of 66: elsewhere it is a photo's
    originally: float = 0.92  # 11 of 12 "originally published on", "provided by"
    copyright: float = 0.75  # 9 of 12
    sign_off: float = 0.70  # 9 of 13 "(Reporting by A; Editing by B)"
    wire_writers: float = 0.90  # "Associated Press writers A and B contributed": its own form
    inputs: float = 0.70  # "With inputs from PTI" where no writer of the outlet signs: the desk put it together
    inputs_signed: float = 0.18  # 5 of 27: beside a staff byline it credits a part of the text
    author: float = 0.96  # 44 of 46
    publisher: float = 0.97  # 16 of 16
    credit_text: float = 0.90  # argued: a field made for it, seldom filled
    source_organization: float = 0.90  # argued likewise
    is_based_on: float = 0.85  # argued: as a canonical URL, but said on purpose
    copyright_holder: float = 0.75  # as a copyright line
    canonical: float = 0.83  # 25 of 30, to another registered domain
    syndication_source: float = 0.83  # 0 of 16 named anyone else; one that does is taken for a canonical URL
    feed_source: float = 0.85  # argued: RSS <source> is the channel an item came from
    own_doing: float = 0.75  # "which Reuters could not independently verify", "When Reuters visited"
    told: float = 0.53  # 8 of 15 "told Reuters"
    weak_byline: float = 0.50  # "Ann Lee, Associated Press" without "By" is as often a photographer
    citation: float = 0.0

    concludes: float = 0.65  # a wire is concluded from here on
    clear: float = 2.0  # the doubt about a rival's best piece must be this many times that about the winner's
    clear_majority: float = 3.0  # a story's siblings that disagree: so many copies to one decide

    def __post_init__(self) -> None:
        """Refuse a share that is none."""
        shares = [each.name for each in fields(self) if not each.name.startswith("clear")]
        if wrong := [name for name in shares if not 0 <= getattr(self, name) < 1]:
            raise ValueError(f"{wrong[0]} is a share below 1, not {getattr(self, wrong[0])}")


RELIABILITY: Final = Reliability()


def combined(weights: list[float]) -> float:
    """Return the weight of independent pieces together: all of them would have to be wrong at once."""
    doubt = 1.0
    for weight in weights:
        doubt *= 1 - weight
    return 1 - doubt

"""Years of calendars beside the Western one: Buddhist (Thailand), Minguo (Taiwan), and the eras of Japan.

Their months and days are the Western ones. Source: the conversions in Unicode's CLDR (calendars buddhist, roc, japanese).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_BUDDHIST: Final = 543
_MINGUO: Final = 1911
#: The year before the first of each era, by its name and its letter.
_ERAS: Final[Mapping[str, int]] = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "reiwa": 2018, "heisei": 1988, "r": 2018, "h": 1988,
    "民國": _MINGUO, "民国": _MINGUO, "中華民國": _MINGUO, "中华民国": _MINGUO, "roc": _MINGUO,
}  # fmt: skip
#: The pattern of an era's name before its year, longest first, for texts that are folded.
ERA: Final = "|".join(sorted(_ERAS, key=len, reverse=True))


def western_year(number: str, era: str | None = None) -> int:
    """Return the Western year of one that is printed: "2569" is 2026, "115" in Taiwan and "8" of Reiwa are, too."""
    count = 1 if number == "元" else int(number)
    if era is not None:
        return count + _ERAS[era]
    if 2400 <= count < 2700:
        return count - _BUDDHIST
    return count + _MINGUO if 100 <= count < 200 else count

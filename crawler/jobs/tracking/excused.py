"""What tracking and reports could not do with one text because of an error of this program: counted by place, and gone on without it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from crawler.faults import PROGRAM_ERROR, Faults, fault
from crawler.jobs.tracking.kept_words import KeptWords, name_of_text
from crawler.store.settings import drop_setting, get_setting, put_setting
from crawler.text.voice import VoicedWords, read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Comparison, Relation
from crawler.tracking.verdict import compare

_SETTING = "tracking_faults"


@dataclass(slots=True)
class Excused:
    """Words and comparisons of texts; of one that meets an error of this program none, and `places` counts where it came from."""

    places: Faults = field(default_factory=Faults)
    kept: KeptWords | None = None  # where the same texts are asked for again

    def voiced(self, text: str) -> VoicedWords:
        """Return the folded words of *text*; those of an empty one, which resembles no other, where they cannot be made."""
        known = self.kept.of_text(text) if self.kept else None
        if known is not None:
            return known
        try:
            words = read_voiced(text)
            if self.kept:
                self.kept.keep(name_of_text(text), words)
            return words  # noqa: TRY300
        except Exception as error:  # noqa: BLE001  # a fault of ours costs its own text, never the run
            self.places.note(error)
            return read_voiced("")

    def words_of(self, wording: str) -> VoicedWords | None:
        """Return the words with this digest, where they were read before and are kept."""
        return self.kept.of_wording(wording) if self.kept else None

    def keep_words(self, names: Sequence[bytes], words: Sequence[VoicedWords]) -> None:
        """Keep the words of texts, by the names of these, where any are kept."""
        if self.kept:
            for name, read in zip(names, words, strict=True):
                self.kept.keep(name, read)

    def compare(self, a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> Comparison:
        """Return the comparison of two texts; "unrelated", and why, where it cannot be made."""
        try:
            return compare(a, b, config)
        except Exception as error:  # noqa: BLE001
            self.places.note(error)
            return _not_made(a, b, fault(error))

    def keep(self, connection: Connection) -> None:
        """Add what was counted to what the store keeps of it."""
        if self.places:
            all_of_them = Counter(tracking_faults(connection)) + self.places
            put_setting(connection, _SETTING, json.dumps(all_of_them, sort_keys=True))


def tracking_faults(connection: Connection) -> dict[str, int]:
    """Return how often tracking met an error of this program since everything was last read again, by the place it came from."""
    kept: dict[str, int] = json.loads(get_setting(connection, _SETTING) or "{}")
    return kept


def forget_tracking_faults(connection: Connection) -> None:
    """Forget them: everything is read and compared again."""
    drop_setting(connection, _SETTING)


def _not_made(a: Sequence[str], b: Sequence[str], why: str) -> Comparison:
    return Comparison(
        relation=Relation.UNRELATED, rule=f"not compared: {PROGRAM_ERROR}: {why}", coverage_a=0.0, coverage_b=0.0, resemblance=0.0,
        containment_a=0.0, containment_b=0.0, words=0, longest_run=0, words_a=len(a), words_b=len(b), spans=(),
    )  # fmt: skip

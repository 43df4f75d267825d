"""How near the text that outlets share comes to the wire's, next to the fullest copy, where the wire's text is known.

The originals of the derived set are left out before anything is imported, so that no copy is the truth.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.store.records import copies_by_id, rows_of
from crawler.store.rods.stored import rods
from crawler.store.store import Store
from crawler.store.stories import stories
from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.verdict import compare

ROOT = Path(__file__).parents[1]
_APART = frozenset({"original", "background"})


@dataclass(slots=True)
class Recovered:
    """Words in aligned runs with the true text, and all words: of the texts tried (`precision`), of the true ones (`recall`)."""

    found: float = 0
    words: int = 0
    recovered: float = 0
    true_words: int = 0

    def add(self, text: str, truth: str, config: TrackingConfig) -> None:
        """Count one text against the true one."""
        a, b = read_voiced(text), read_voiced(truth)
        comparison = compare(a, b, config)
        self.found, self.words = self.found + comparison.coverage_a * len(a), self.words + len(a)
        self.recovered, self.true_words = self.recovered + comparison.coverage_b * len(b), self.true_words + len(b)

    def __str__(self) -> str:
        """Return both shares."""
        return f"P {self.found / max(self.words, 1):.3f}  R {self.recovered / max(self.true_words, 1):.3f}"


def main() -> None:
    """Import the derived set without its originals, and print how much of them came back."""
    data = ROOT.parent / "shared" / "data" / "copies"
    if not data.is_dir():
        print("rods: ../shared (labelled data, not shipped) is not beside the project; nothing to measure")
        return
    labels = json.loads((data / "derived_1987_dev.labels.json").read_text(encoding="utf-8"))["phenomenon"]
    documents = [json.loads(line) for line in (data / "derived_1987_dev.docs.jsonl").open(encoding="utf-8")]
    measure({each["id"]: each for each in documents}, labels)


def measure(documents: dict[str, dict[str, str]], labels: dict[str, tuple[str, list[str]]]) -> None:
    """Print how much of the originals came back, by the text that outlets share and by the fullest copy."""
    copied = {source for kind, sources in labels.values() if kind not in _APART for source in sources}
    config = TrackingConfig(window_hours=None)
    shared, fullest, number = Recovered(), Recovered(), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copies.jsonl"
        path.write_text("\n".join(json.dumps(each) for key, each in documents.items() if key not in copied))
        url = f"sqlite:///{folder}/copies.db"
        command = [sys.executable, "-m", "crawler", "import", str(path), "--store", url, "--window", "none"]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        for original, text, longest in measured(url, labels):
            number += 1
            shared.add(text, documents[original]["text"], config)
            fullest.add(longest, documents[original]["text"], config)
    print(f"{number} stories whose wire is known: shared text {shared}, fullest copy {fullest}")


def measured(url: str, labels: dict[str, tuple[str, list[str]]]) -> Iterator[tuple[str, str, str]]:
    """Yield, for each reconstructed story, the original that most of its copies are of, the text, and the fullest copy's."""
    store = Store(url)
    with store.read() as connection:
        several = [story for story in stories(connection) if len(story.copies) > 1]
        known = rods(connection, [story.key for story in several])
        rows = rows_of(connection, {key for story in several for key in story.copies})
        copies = {copy.key: copy for copy in copies_by_id(connection, rows).values()}
    store.close()
    for story in several:
        names = [copies[key].external_id or "" for key in story.copies]
        sources = Counter(s for name in names if labels[name][0] not in _APART for s in labels[name][1])
        if story.key in known and sources:
            yield sources.most_common(1)[0][0], known[story.key].text, copies[story.fullest].text


if __name__ == "__main__":
    main()

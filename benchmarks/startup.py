"""Start-up: processor time of commands from the first instruction to the last, beside `scrapy version`, and of `import wiretrace`.

Modules are compiled before anything is timed, as they are where pip installed them, whatever the environment says of bytecode.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

RUNS = 5
SCRIPTS = Path(sys.executable).parent
TEXT = "The night ferry between the two harbours will run again from Monday after a pause of nine winters, the harbour office said on {}."
COMMANDS = (
    ("--version",),
    ("--help",),
    ("find", "--help"),
    ("find", "story.txt"),
    ("explain", "a0", "a1"),
    ("export", "links"),
    ("export", "stories"),
)


def cpu(words: Sequence[str | Path], folder: Path) -> float:
    """Return user and system seconds of a process, the median of some runs; a process that fails is an error."""
    _once(words, folder)  # compiles what it imports
    return median(_once(words, folder) for _ in range(RUNS))


def _once(words: Sequence[str | Path], folder: Path) -> float:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    before = os.times()
    subprocess.run(words, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def make_store(folder: Path) -> None:
    """Import a few texts, of which one has been asked for."""
    days = ("Monday", "Tuesday", "Friday")
    rows = [{"id": f"a{n}", "outlet": f"Outlet {n}", "text": TEXT.format(day)} for n, day in enumerate(days)]
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "story.txt").write_text(TEXT.format("Friday"), encoding="utf-8")
    subprocess.run([SCRIPTS / "wiretrace", "import", "articles.jsonl"], cwd=folder, check=True, capture_output=True)


def main() -> None:
    """Print seconds of processor time, median of some runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_store(folder)
        timed = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import wiretrace": [sys.executable, "-c", "import wiretrace"],
            "scrapy version": [SCRIPTS / "scrapy", "version"],
            **{f"wiretrace {' '.join(words)}": [SCRIPTS / "wiretrace", *words] for words in COMMANDS},
        }
        rows = {what: cpu(words, folder) for what, words in timed.items()}
    for what, seconds in rows.items():
        print(f"  {what:32} {seconds:5.2f} s")


if __name__ == "__main__":
    main()

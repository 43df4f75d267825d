"""Record the code that versions stand for: `make versions WHY="what is read or judged otherwise"`.

A version whose code has changed is raised, unless that was done by hand, and the changelog gets a line with the reason.
Without a change nothing is written. Stores that an older version made are then read or judged again, once.
"""

from __future__ import annotations

import re
import sys

from tests.project.versions import ALL, CHANGELOG, Versioned


def record(versioned: Versioned, why: str) -> str:
    """Raise and record one version where that is needed. Returns what was done. Raises SystemExit where no reason is given."""
    if versioned.recorded() == versioned.lines() and versioned.is_announced():
        return f"{versioned.name} version {versioned.number}: nothing changed"
    if versioned.changed() and versioned.number == versioned.recorded_number():
        _raise(versioned, why)
    if not versioned.is_announced():
        _announce(versioned, why)
    versioned.record.write_text("\n".join(versioned.lines()) + "\n", encoding="utf-8")
    return f"{versioned.name} version {versioned.number}: recorded"


def _raise(versioned: Versioned, why: str) -> None:
    if not why:
        names = ", ".join(versioned.changed())
        raise SystemExit(f'the code of {versioned.name} changed ({names}); say what for: make versions WHY="..."')
    source = versioned.module.read_text("utf-8")
    raised = f"{versioned.constant} = {max(versioned.number, versioned.recorded_number()) + 1}"
    versioned.module.write_text(re.sub(rf"^{versioned.constant} = \d+$", raised, source, flags=re.MULTILINE), "utf-8")


def _announce(versioned: Versioned, why: str) -> None:
    if not why:
        raise SystemExit(f'{versioned.name} version {versioned.number} has no reason; say one: make versions WHY="..."')
    with CHANGELOG.open("a", encoding="utf-8") as file:
        file.write(f"- {versioned.name.capitalize()} version {versioned.number}: {why.rstrip('.')}.\n")


if __name__ == "__main__":
    for each in ALL:
        print(record(each, " ".join(sys.argv[1:])))

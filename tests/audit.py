"""`make audit`: what is publicly known against the pinned versions that the program runs with; says so where nobody could be asked.

pip-audit asks PyPI's records of vulnerabilities. `make test` prints the same and goes on (`--told`): a report that came out this
morning is no fault of the code under test.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PINNED = Path(__file__).parents[1] / "requirements" / "run.txt"
_SECONDS = 120  # for all questions together; a network that swallows them answers none


def asked(pinned: Path) -> list[dict[str, Any]]:
    """What pip-audit says of each pinned package; nothing where it could not ask."""
    words = ("-r", pinned, "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *words], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return []
    return found


def known_against(packages: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A line for each vulnerability: package, version, its names, and the versions that mend it."""
    for package in packages:
        for flaw in package.get("vulns", ()):
            names = ", ".join([flaw["id"], *flaw.get("aliases", ())])
            mended = ", ".join(flaw.get("fix_versions", ())) or "no version yet"
            yield f"{package['name']} {package['version']}: {names}; mended in {mended}"


def main(words: Sequence[str], pinned: Path = PINNED) -> int:
    """Ask, and say what there is; 1 where something is known, unless it is only to be *told*."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--told", action="store_true", help="end with 0 whatever is known")
    told = parser.parse_args(words).told
    packages = asked(pinned)
    audited = [package for package in packages if "skip_reason" not in package]
    lines = list(known_against(audited))
    for line in lines:
        print(f"audit: {line}")
    if len(audited) < len(packages) or not packages:
        missing = f"{len(packages) - len(audited)} of {len(packages)} packages" if packages else "any package"
        print(f"audit: nobody could be asked about {missing} from here")
    if audited:
        print(f"audit: {len(audited)} packages asked about, {len(lines)} known vulnerabilities")
    return int(bool(lines) and not told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

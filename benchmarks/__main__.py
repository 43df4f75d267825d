"""Every benchmark, one after the other: each module here that runs by itself. `python -m benchmarks NAME...` runs some.

They print figures and ratios and judge nothing: a time on a busy machine is no reason to fail. Each runs in a process of
its own, so that none warms or fills the memory of the next.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def found() -> dict[str, str]:
    """Return the benchmarks and the first line of what they say of themselves, sorted by name."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("[!_]*.py"))}
    return {
        name: (ast.get_docstring(ast.parse(source)) or name).splitlines()[0]
        for name, source in sources.items()
        if '__name__ == "__main__"' in source
    }


def main(wanted: list[str]) -> int:
    """Run the benchmarks named, or all of them; return how many could not run to their end."""
    known = found()
    unknown = sorted(set(wanted) - known.keys())
    if unknown:
        sys.exit(f"no benchmark called {', '.join(unknown)}; there are {', '.join(known)}")
    broken = 0
    for name in wanted or known:
        print(f"== {name}: {known[name]}", flush=True)
        broken += (
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False).returncode != 0
        )
        print(flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

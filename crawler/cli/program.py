"""How this program starts itself again: the same Python, the same packages, whatever the working directory holds.

`python -m crawler` looks into the working directory first, and a folder called `crawler` there would be taken for ours.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

_PACKAGES: Final = Path(__file__).resolve().parents[2]  # the checkout, or site-packages
#: Run with -P, which keeps the working directory out. Ours comes last on the path, as nothing else there may be shadowed by it.
_START: Final = "import sys; sys.path.append({folder!r}); from crawler.start import run; run()"


def this_program() -> list[str]:
    """Return the words that start this very program, to be followed by a command's."""
    return [sys.executable, "-P", "-c", _START.format(folder=str(_PACKAGES))]


def installed_program() -> list[str]:
    """Return the words for other programs' files (cron, systemd): the installed command where there is one."""
    neighbour = Path(sys.executable).with_name("wiretrace")
    command = str(neighbour) if neighbour.exists() else shutil.which("wiretrace")
    return [command] if command else this_program()

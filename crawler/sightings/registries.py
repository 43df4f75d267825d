"""The registries of outlets and wires as the program uses them: the bundled data, extended by the user's own file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from crawler.provenance.outlets import Outlets
from crawler.provenance.wires import Wires


@dataclass(frozen=True, slots=True)
class Registries:
    """Who publishes and who distributes."""

    outlets: Outlets
    wires: Wires


@cache
def load_registries(extra: Path | None = None) -> Registries:
    """Read the bundled registries and, if given, the user's own file of ``[[outlet]]`` and ``[[wire]]`` entries, which win.

    Raises OSError when the file cannot be read and ValueError when it is not a registry.
    """
    bundled = files("crawler.provenance")
    more = (extra.read_text(encoding="utf-8"),) if extra else ()
    return Registries(
        outlets=Outlets.from_toml(bundled.joinpath("outlets.toml").read_text(encoding="utf-8"), *more),
        wires=Wires.from_toml(bundled.joinpath("wires.toml").read_text(encoding="utf-8"), *more),
    )

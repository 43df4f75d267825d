"""The code that each version stands for: digests of its modules, as they are and as they are recorded next to the version."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import places

_CRAWLER = places.PROJECT / "crawler"
CHANGELOG = places.PROJECT / "CHANGELOG.md"


@dataclass(frozen=True)
class Versioned:
    """A version, the module that holds it, and the folders whose code it stands for (less some that decide nothing of it)."""

    name: str
    constant: str
    module: Path
    folders: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def record(self) -> Path:
        """The file that records the version with the digests of its code, one module per line."""
        return self.module.with_name(f"{self.name}.digests")

    @property
    def number(self) -> int:
        """The version that the module holds."""
        return int(re.search(rf"^{self.constant} = (\d+)$", self.module.read_text("utf-8"), re.MULTILINE).group(1))

    def lines(self) -> list[str]:
        """What the record has to say: the version, then "module digest" in order."""
        return [f"version {self.number}", *(f"{name} {digest}" for name, digest in sorted(self._digests()))]

    def recorded(self) -> list[str]:
        """What it says."""
        return self.record.read_text("utf-8").splitlines() if self.record.exists() else []

    def recorded_number(self) -> int:
        """The newest version that the record names: merged branches may have left two."""
        return max((int(line.split()[1]) for line in self.recorded() if line.startswith("version ")), default=0)

    def changed(self) -> list[str]:
        """The modules whose code is not the recorded one."""
        different = set(self.lines()[1:]) ^ {line for line in self.recorded() if not line.startswith("version ")}
        return sorted({line.split()[0] for line in different})

    def is_announced(self) -> bool:
        """Whether the changelog says what the version changes."""
        return (
            re.search(rf"{self.name} version {self.number}\b", CHANGELOG.read_text("utf-8"), re.IGNORECASE) is not None
        )

    def _digests(self) -> Iterator[tuple[str, str]]:
        for path in (path for folder in self.folders for path in (_CRAWLER / folder).rglob("*.py")):
            name = path.relative_to(_CRAWLER).as_posix()
            if path != self.module and not name.startswith(self.left_out):
                yield name, digest(path.read_text("utf-8"))


RULES = Versioned("rules", "RULES_VERSION", _CRAWLER / "tracking" / "version.py", ("tracking",))
READING = Versioned(
    "reading",
    "READING_VERSION",
    _CRAWLER / "sightings" / "version.py",
    ("text", "provenance", "pages", "wirefeeds", "sightings"),
    ("pages/drafting/",),  # drafts are written to files; the layouts that read are part of what registries digest
)
ALL = (RULES, READING)


def digest(source: str) -> str:
    """Name what some code does: comments, docstrings, line breaks and quotes do not count."""
    return hashlib.sha256(repr(_shape(ast.parse(source))).encode()).hexdigest()[:16]


def _shape(node: object) -> object:
    if isinstance(node, list):
        return [_shape(each) for each in node if not _is_docstring(each)]
    if isinstance(node, ast.AST):
        # Fields without a value are left out: newer versions of Python have more of them.
        fields = [(name, _shape(value)) for name, value in ast.iter_fields(node) if value not in (None, [])]
        return type(node).__name__, fields
    return node


def _is_docstring(node: object) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)

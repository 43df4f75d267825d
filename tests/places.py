"""Where the project and what is beside it are."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
FIXTURES = PROJECT / "fixtures"
DOCS = PROJECT / "docs"
#: Labelled data beside the project; it does not ship.
SHARED = PROJECT.parent / "shared"

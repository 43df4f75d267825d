"""Adding sources to a sources file: what stands in it stays, byte for byte; the file is there whole or as it was."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crawler.errors import SourcesError
from crawler.jobs.atomic_write import replacing
from crawler.sources.source_toml import Proposal, with_sources


def file_text(file: Path) -> str:
    """Return the text of a sources file, "" where there is none yet. Raises SourcesError for what nothing can be added to, OSError."""
    try:
        text = file.read_bytes().decode("utf-8")
        with_sources(text, ())
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise SourcesError((f"{file}: is not UTF-8",)) from None
    except SourcesError as error:
        raise SourcesError(tuple(f"{file}: {problem}" for problem in error.problems)) from None
    return text


def add_sources(file: Path, proposals: Iterable[Proposal], *, heading: str) -> list[Proposal]:
    """Add to *file* what is new in *proposals*, and return that as it was named. Raises SourcesError, OSError."""
    try:
        text, added = with_sources(file_text(file), proposals, heading=heading)
    except SourcesError as error:
        raise SourcesError(
            tuple(f"{file}: {problem.removeprefix(f'{file}: ')}" for problem in error.problems)
        ) from None
    if added:
        with replacing(file) as opened:
            opened.write(text.encode())
    return added

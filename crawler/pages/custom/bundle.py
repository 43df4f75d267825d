"""Custom layout files: read from disk into one text that the store keeps, and from that text into layouts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from crawler.errors import LayoutFileError
from crawler.pages.custom.file import LARGEST, MOST_FILES, read_layout
from crawler.pages.custom.layout import CustomLayout
from crawler.pages.registry import LAYOUTS

#: Named instead of a file: without any, also without those that the store keeps.
NO_FILE = Path("none")


def pack(paths: Sequence[Path]) -> str:
    """Return the layout files at *paths*, and those in folders among them, as one text; "" for none.

    The text names files without their folders, so that it is the same wherever they lie. Raises OSError for what cannot be
    read, LayoutFileError for what is no layout file.
    """
    if list(paths) == [NO_FILE]:
        return ""
    packed = [(file.name, _text(file)) for path in paths for file in _files(path)]
    text = json.dumps(sorted(packed), ensure_ascii=False) if packed else ""
    unpack(text)
    return text


def unpack(text: str) -> tuple[CustomLayout, ...]:
    """Return the layouts of a text of `pack`. Raises LayoutFileError, which names every error of every file."""
    problems: list[str] = []
    found: dict[str, tuple[str, CustomLayout]] = {}
    for file, written in json.loads(text) if text else ():
        try:
            layout = read_layout(written, file)
        except LayoutFileError as error:
            problems += error.problems
            continue
        if any(layout.name == each.name for each in LAYOUTS):
            problems.append(f"{file}: name: {layout.name!r} is the name of a layout that comes with Wiretrace")
        elif layout.name in found:
            problems.append(f"{file}: name: {layout.name!r} stands in {found[layout.name][0]}, too")
        found.setdefault(layout.name, (file, layout))
    if problems:
        raise LayoutFileError(problems)
    return tuple(layout for _, layout in found.values())


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = sorted(file for file in path.glob("*.toml") if file.is_file())
    if not files:
        raise LayoutFileError([f"{path}: holds no layout file (.toml)"])
    if len(files) > MOST_FILES:
        raise LayoutFileError([f"{path}: holds more than {MOST_FILES} layout files"])
    yield from files


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        raw = opened.read(4 * LARGEST + 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise LayoutFileError([f"{file.name}:{line}: is not UTF-8"]) from None

"""A site on disk: pages that did not change keep their files as they are, pages that are gone are removed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from crawler.jobs.atomic_write import replacing
from crawler.reports.site.address import ASSETS, SCRIPT, STYLES
from crawler.reports.site.model import SiteModel
from crawler.reports.site.pages import Page, pages
from crawler.reports.site.render import render_page, script, stylesheet
from crawler.reports.site.search_index import part_of, parts_of, search_files

#: Which files of the folder are the site's: nothing else is ever removed.
MANIFEST = f"{ASSETS}/manifest.json"
_FORMAT = "wiretrace-site/1"


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """What writing a site came to: its first page, how many files it has, how many of them were written, how many removed."""

    index: Path
    files: int
    written: int
    removed: int


def write_site(model: SiteModel, out: Path) -> SiteFiles:
    """Write the site of *model* below *out*. Raises OSError when that cannot be done.

    Stopped in the middle it leaves a site of old and new pages, all of which the next writing knows.
    """
    earlier = _listed(out)
    now = set(_paths(model))
    _write(out, MANIFEST, _manifest(earlier | now))
    written = sum(_write(out, path, text) for path, text in _texts(model))
    gone = sorted(earlier - now)
    for path in gone:
        (out / path).unlink(missing_ok=True)
    for folder in sorted({(out / path).parent for path in gone} - {out}):
        with suppress(OSError):  # not empty, or gone already
            folder.rmdir()
    _write(out, MANIFEST, _manifest(now))
    return SiteFiles(out / Page(kind="index").path, len(now), written, len(gone))


def _paths(model: SiteModel) -> Iterator[str]:
    yield from (STYLES, SCRIPT, MANIFEST)
    yield from (part_of(number) for number in range(parts_of(model)))
    yield from (page.path for page in pages(model))


def _texts(model: SiteModel) -> Iterator[tuple[str, str]]:
    yield STYLES, stylesheet()
    yield SCRIPT, script()
    yield from search_files(model)
    for page in pages(model):
        with model.basis.faults.excused():
            yield page.path, render_page(page, model)


def _write(out: Path, path: str, text: str) -> bool:
    """Write a file unless it holds the same already; return whether it was written."""
    place, content = out / path, text.encode()
    with suppress(OSError):
        if place.read_bytes() == content:
            return False
    place.parent.mkdir(parents=True, exist_ok=True)
    with replacing(place) as file:
        file.write(content)
    return True


def _manifest(paths: Iterable[str]) -> str:
    return json.dumps({"format": _FORMAT, "files": sorted(paths)}, indent=0) + "\n"


def _listed(out: Path) -> set[str]:
    """Return the files that an earlier site put below *out*, as its manifest names them; what leads elsewhere is not believed."""
    try:
        read = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        paths = [str(path) for path in read["files"]] if read["format"] == _FORMAT else []
    except (OSError, ValueError, TypeError, KeyError):
        return set()
    return {path for path in paths if _inside(path)}


def _inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return 0 < len(parts) < 3 and not path.startswith("/") and ".." not in parts and "\\" not in path

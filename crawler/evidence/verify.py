"""Verifying a bundle, folder or zip, with nothing but itself: which file was changed, and which record of the archive.

A bundle comes from elsewhere and is hostile until proven otherwise: nothing of it is unpacked to disk, names that lead out of it
are faults, and no more is read of a file than its manifest says that it has.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from crawler.errors import NoEvidence
from crawler.evidence.manifest import FORMAT, MANIFEST, WACZ
from crawler.evidence.wacz import ARCHIVE

_LARGEST_MANIFEST = 64 * 1024 * 1024  # bytes
_LARGEST_FILE = 4 * 1024**3
_PIECE = 1024 * 1024
Open = Callable[[str], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: the manifest and its digest, how many files and records it names, and each fault in one line."""

    manifest: Mapping[str, Any]
    digest: str
    files: int
    records: int
    faults: tuple[str, ...]


def verify(path: Path) -> Verified:
    """Return what is wrong with the bundle at *path*. Raises NoEvidence where there is none, OSError."""
    with _opened(path) as (names, open_file, of_names):
        raw = _manifest(path, names, open_file)
        manifest = _parsed(path, raw)
        listed = manifest["files"]
        faults = [*of_names, *_of_names(names, listed)]
        for name in sorted(listed):
            if name in names and _is_inside(name):
                faults += _of_file(name, listed[name], manifest["records"], open_file)
    return Verified(manifest, hashlib.sha256(raw).hexdigest(), len(listed), len(manifest["records"]), tuple(faults))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[list[str], Open, list[str]]]:
    """Give the names in a folder or zip, what opens one, and what is wrong with the names."""
    if path.is_dir():
        found = [each for each in sorted(path.rglob("*")) if not each.is_dir() or each.is_symlink()]
        names = [each.relative_to(path).as_posix() for each in found if each.is_file() and not each.is_symlink()]
        links = [
            f"{each.relative_to(path).as_posix()}: is a link or no file"
            for each in found
            if each.is_symlink() or not each.is_file()
        ]
        yield names, lambda name: (path / name).open("rb"), links
        return
    try:
        with zipfile.ZipFile(path) as packed:
            yield [*_names(packed)], packed.open, [*_hostile(packed)]
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, RuntimeError) as wrong:
        raise NoEvidence(f"{path}: is no folder and no zip that can be read ({wrong})") from None


def _names(packed: zipfile.ZipFile) -> Iterator[str]:
    yield from dict.fromkeys(
        each.filename for each in packed.infolist() if _is_inside(each.filename) and not each.is_dir()
    )


def _hostile(packed: zipfile.ZipFile) -> Iterator[str]:
    seen: set[str] = set()
    for each in packed.infolist():
        if not _is_inside(each.filename):
            yield f"{each.filename!r}: is a name that leads out of the bundle"
        elif each.filename in seen:
            yield f"{each.filename}: is there twice"
        seen.add(each.filename)


def _is_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and not set("\\:\x00") & set(name)


def _manifest(path: Path, names: list[str], open_file: Open) -> bytes:
    if MANIFEST not in names:
        raise NoEvidence(f"{path}: has no {MANIFEST}; it is no evidence that `wiretrace evidence` wrote")
    with open_file(MANIFEST) as file:
        raw = file.read(_LARGEST_MANIFEST + 1)
    if len(raw) > _LARGEST_MANIFEST:
        raise NoEvidence(f"{path}: its {MANIFEST} is larger than {_LARGEST_MANIFEST // 2**20} MiB")
    return raw


def _parsed(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(raw)
        good = manifest["format"] == FORMAT
        for about in manifest["files"].values():
            good = good and isinstance(about["sha256"], str) and isinstance(about["bytes"], int)
        for record in manifest["records"]:
            good = (
                good
                and all(isinstance(record[key], int) for key in ("offset", "length"))
                and bool(record["packed_sha256"])
            )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        good = False
    if not good:
        raise NoEvidence(f"{path}: its {MANIFEST} is damaged, or of another program")
    return dict(manifest)


def _of_names(names: list[str], listed: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name}: is missing" for name in sorted(listed) if name not in names)
    yield from (f"{name}: is not in the manifest" for name in names if name not in listed and name != MANIFEST)


def _of_file(name: str, about: Mapping[str, Any], records: list[dict[str, Any]], open_file: Open) -> Iterator[str]:
    try:
        with open_file(name) as file:
            data, digest = _read(file, min(about["bytes"], _LARGEST_FILE), keep=name == WACZ)
    except (zipfile.BadZipFile, zlib.error, EOFError) as wrong:
        yield f"{name}: cannot be read ({wrong})"
        return
    if digest == about["sha256"]:
        return
    yield f"{name}: was changed"
    if name == WACZ:
        yield from _of_archive(data, records)


def _read(file: IO[bytes], size: int, *, keep: bool) -> tuple[bytes, str]:
    """Return a file's bytes (where they are wanted) and digest; of one that is longer than it should be one byte more is read."""
    digest, pieces, left = hashlib.sha256(), [], size + 1
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        digest.update(piece)
        left -= len(piece)
        if keep:
            pieces.append(piece)
    return b"".join(pieces), digest.hexdigest()


def _of_archive(data: bytes, records: list[dict[str, Any]]) -> Iterator[str]:
    """Say which records of a changed archive are not what they were. Its bytes lie in the zip as they are, so a torn zip is no hindrance."""
    start = _start_of_warc(data)
    if start is None:
        yield f"{WACZ}: {ARCHIVE} cannot be found in it"
        return
    whole = True
    for record in records:
        packed = data[start + record["offset"] : start + record["offset"] + record["length"]]
        if hashlib.sha256(packed).hexdigest() != record["packed_sha256"]:
            whole = False
            yield f"{WACZ}: the record of {record['url']}, fetched {record['fetched_at']}, was changed ({record['id']})"
    if whole:
        yield f"{WACZ}: every record is as it was; what surrounds them was changed"


def _start_of_warc(data: bytes) -> int | None:
    """Return where the WARC begins: after its local header, which names it."""
    name = ARCHIVE.encode()
    place = data.find(name)
    if place < 30:
        return None
    extra = int.from_bytes(data[place - 2 : place], "little")
    return place + len(name) + extra

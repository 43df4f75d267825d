"""Writing a bundle: a new folder, or a zip, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from crawler import __version__
from crawler.evidence.bundle import files_of
from crawler.evidence.case import Case
from crawler.evidence.manifest import MANIFEST
from crawler.evidence.page import page_of
from crawler.evidence.wacz import zip_of
from crawler.jobs.atomic_write import replacing
from crawler.jobs.evidence.printing import printed


def write_bundle(case: Case, out: Path, *, pdf: bool = True) -> tuple[list[str], str]:
    """Write a case to *out*, a zip when its name ends so, else a folder that must not be there yet.

    Returns the names of its files, and the SHA-256 of its manifest. Raises OSError; what it had begun is taken away then.
    """
    paper = printed(page_of(case), at=case.made_at) if pdf else None
    files = files_of(case, software=f"wiretrace {__version__}", pdf=paper)
    if out.suffix.lower() == ".zip":
        with replacing(out) as file:
            file.write(zip_of(files, at=case.made_at))
    else:
        _write_folder(files, out)
    return sorted(files), hashlib.sha256(files[MANIFEST]).hexdigest()


def _write_folder(files: Mapping[str, bytes], out: Path) -> None:
    if out.exists():
        raise FileExistsError(17, "is there already; evidence is written to a new folder", str(out))
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        for name, data in files.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(data)
        part.rename(out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise

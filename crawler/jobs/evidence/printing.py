"""Printing a page to PDF by a Chromium on this machine, with nothing but that page: no network, a profile of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SECONDS = 120
_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[+Z]00'00'\)")


def chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def printed(page: str, *, at: datetime) -> bytes | None:
    """Return *page* as PDF, dated *at*; None when there is no Chromium, or it did not print."""
    program = chromium()
    if program is None:
        return None
    with TemporaryDirectory(prefix="wiretrace-print-") as folder:
        source, target = Path(folder) / "proof.html", Path(folder) / "proof.pdf"
        source.write_text(page, encoding="utf-8", errors="replace")
        words = [
            program, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
            "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer", f"--print-to-pdf={target}",
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium refuses its sandbox to root
            words.append("--no-sandbox")
        try:
            subprocess.run([*words, source.as_uri()], check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired):
            return None
        return _dated(target.read_bytes(), at) if target.exists() else None


def _dated(pdf: bytes, at: datetime) -> bytes:
    """Return a PDF that says that it was made *at*: the same length, so that its table of places stays true."""
    stamp = at.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
    return _DATE.sub(lambda found: b"/" + found[1] + b" (D:" + stamp + b"+00'00')", pdf)

"""The addresses of a site's pages: file names that every file system takes, made of keys that may hold anything."""

from __future__ import annotations

import hashlib
import re

_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
#: Names that Windows keeps for devices, whatever their ending.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")
ASSETS = "assets"
STYLES, SCRIPT = f"{ASSETS}/site.css", f"{ASSETS}/site.js"


def slug(key: str) -> str:
    """Return a file name for *key*: its letters and digits, with a digest where that is not the whole key."""
    plain = _OTHER.sub("-", key.lower()).strip("-")[:_LONGEST].strip("-")
    if plain == key and not _RESERVED.match(plain):
        return plain
    return "-".join(filter(None, (plain, hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8])))


def path_of(kind: str, key: str = "", number: int = 1) -> str:
    """Return the path of a page below the site's folder; `number` counts the pages that continue the first."""
    more = "" if number == 1 else f".{number}"
    return f"{kind}/{slug(key)}{more}.html" if key else f"{kind}{more}.html"


def root_of(path: str) -> str:
    """Return what leads from a page back to the site's folder: "" or "../"."""
    return "../" * path.count("/")

"""What can be wrong with a store, each with a sentence that says what to do.

StoreError
├── StoreUnavailable   cannot be opened: no such folder, read-only, no server, locked
│   └── StoreMissing   there is no such file
├── StoreCorrupt       not a database, or a damaged one
├── StoreTooOld        made by an older wiretrace: `wiretrace db upgrade`
└── StoreTooNew        made by a newer wiretrace
"""

from __future__ import annotations

from crawler.errors import Told


class StoreError(Told):
    """The store cannot be used; the message is one line for the user."""


class StoreUnavailable(StoreError):
    """The database cannot be opened or is locked."""


class StoreMissing(StoreUnavailable):
    """There is no such file, and it was not to be made."""


class StoreCorrupt(StoreError):
    """The file is not a database, or damaged."""


class StoreTooOld(StoreError):
    """The schema is older than this program."""


class StoreTooNew(StoreError):
    """The schema is newer than this program."""

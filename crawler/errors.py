"""Every error that a user can mend. The message is one line: what is wrong, and where it helps, what to do.

UserError
├── StoreError             the store cannot be used
│   ├── StoreUnavailable   cannot be opened: no such folder, read-only, no server, locked
│   │   └── StoreMissing   there is no such file
│   ├── StoreCorrupt       not a database, or a damaged one
│   ├── StoreTooOld        made by an older wiretrace: `wiretrace db upgrade`
│   └── StoreTooNew        made by a newer wiretrace
├── SourceBusy             another process crawls this source right now
├── Stopped                the command was stopped from outside
├── CrawlFailed            the crawl could not begin, or could not write what it fetched
├── BrowserMissing         there is no browser to open pages in
├── DemoStopped            the demo was stopped before its pages were all there
├── ImportRefused          one input cannot go in: which file and line, and why
├── UnreadablePage         a page cannot be read; `.reason` is a slug
├── UnreadableFeed         a document is no wire feed, or a broken one; `.reason` is a slug
├── NotDrafted             no layout can be drafted from a page
├── NoFixtures             a folder holds no page to check a layout with
├── NoSuchCopy             a name means no copy, or several
├── NoSuchStory            the report was asked for a story that is not in the store
├── NoEvidence             a folder or file holds no evidence that can be verified
├── NotSent                a message could not be delivered; the message says why
├── TooShort               a text has too few words to look for
├── FormatMissing          a format cannot be written here
├── BatchFailed            a batch cannot begin or go on: its engine is not installed, or copies changed under it
├── UnknownLayout          a layout was asked for by a name that nobody registered (also a LookupError)
└── InputError             a file or value of the user's is wrong (also a ValueError)
    ├── SourcesError       a sources file; `.problems` has one line for each thing that is wrong
    ├── SourceError        a value of a source; `.key` is the path of the key below the source
    ├── AlertsError        an alerts file; `.problems` likewise
    ├── AlertError         a value of an alerts file; `.key` likewise
    ├── LayoutFileError    a layout file; `.problems` likewise
    ├── OutletsError       a table of outlets; the message names line, entry and key
    ├── WiresError         a table of wires; the message names the entry
    ├── UnknownZoneError   a time zone that is not in the IANA database
    ├── NotAPageError      an address that is no http(s) URL of a page
    └── NoEquivalent       a schedule has no equal in another program's words

They stand here by themselves, so that the command line knows them without loading what may raise them.
"""

from __future__ import annotations

from collections.abc import Sequence

Key = tuple[str | int, ...]


class UserError(Exception):
    """Something a user can mend: the message is one line that says what is wrong and what to do. The command ends with 1."""


class StoreError(UserError):
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


class SourceBusy(UserError):
    """Another process crawls this source right now; the message says which."""


class Stopped(UserError):
    """The command was stopped from outside; the message says what is kept."""


class CrawlFailed(UserError):
    """The crawl could not begin, or could not write what it fetched; the message says what to do."""


class BrowserMissing(UserError):
    """There is no browser to open pages in; the message says what to install."""


class DemoStopped(UserError):
    """The demo was stopped before its pages were all there; the message says how to go on."""


class ImportRefused(UserError):
    """One input cannot go in; the message says which (file and line) and why, in one line."""


class _Reasoned(UserError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreadablePage(_Reasoned):
    """A page that cannot be read: `reason` says why, as a short fixed slug and never page text.

    `links` are the addresses of stories that it leads to all the same, absolute, in page order.
    """

    def __init__(self, reason: str, links: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.links = links


class UnreadableFeed(_Reasoned):
    """A document that is no wire feed, or a broken one: `reason` is a short fixed slug, never text of the document."""


class NotDrafted(UserError):
    """No layout can be drafted from a page, or it would be written over something."""


class NoFixtures(UserError):
    """A folder holds no page to check a layout with."""


class NoSuchCopy(UserError):
    """A name means no copy, or several."""


class NoSuchStory(UserError):
    """The report was asked for a story that is not in the store."""


class NoEvidence(UserError):
    """A folder or file holds no evidence that can be verified; the message says why."""


class NotSent(UserError):
    """A message could not be delivered; it stays in the outbox and is tried again. `lasting`: trying again is of no use."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


class TooShort(UserError):
    """The text has too few words to look for."""


class FormatMissing(UserError):
    """A format cannot be written here; the message says why or what to install."""


class BatchFailed(UserError):
    """A batch of tracking cannot begin or go on; the message says why or what to install."""


class UnknownLayout(UserError, LookupError):
    """A layout was asked for by a name that nobody registered."""


class InputError(UserError, ValueError):
    """A file or a value of the user's is wrong."""


class _Problems(InputError):
    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class SourcesError(_Problems):
    """A sources file cannot be used. `problems` has one line for each thing that is wrong."""


class AlertsError(_Problems):
    """An alerts file cannot be used. `problems` has one line for each thing that is wrong."""


class LayoutFileError(_Problems):
    """A layout file cannot be used. `problems` has one line for each thing that is wrong."""


class SourceError(InputError):
    """A value of a source cannot be right. `key` says which one, as in the file: ("limits", "delay")."""

    def __init__(self, message: str, *key: str | int) -> None:
        super().__init__(message)
        self.key: Key = key


class AlertError(InputError):
    """A value of an alerts file cannot be right. `key` says which one, below its table."""

    def __init__(self, message: str, *key: str | int) -> None:
        super().__init__(message)
        self.key: Key = key


class OutletsError(InputError):
    """The table of outlets cannot be used; the message names line, entry and key."""


class WiresError(InputError):
    """The table of wires cannot be used; the message names the entry."""


class UnknownZoneError(InputError):
    """A time zone is not in the IANA database."""


class NotAPageError(InputError):
    """The address is no http(s) URL of a page."""


class NoEquivalent(InputError):
    """A schedule has no equal in the other program's words."""

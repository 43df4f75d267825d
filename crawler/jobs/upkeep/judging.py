"""Whose rules the verdicts of a store were made by, and taking them out where they are not today's."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from crawler.jobs.progress import Progress, silent
from crawler.jobs.upkeep.unfinished import Due
from crawler.store import learned_boilerplate, settings, wordings
from crawler.store.comparisons import forget_comparisons
from crawler.store.links import count_likenesses
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from crawler.tracking.version import RULES_VERSION

_RULES = "tracking_rules"  # "VERSION:numbers"; the numbers alone before versions were kept
_NONE = "none"  # of verdicts that are being taken out
_WORDINGS = 200  # taken out in one transaction, with some 150 keys each
_COPIES = 1_000  # whose segments are taken out in one transaction


def judging_due(store: Store, config: TrackingConfig) -> Due | None:
    """Return how many comparisons are to be made again, and why; None when today's rules made all of them."""
    with store.read() as connection:
        made_by = settings.get_setting(connection, _RULES)
        number = count_likenesses(connection)
    if made_by in (None, _NONE, _tag(config)) or not number:
        return None
    version = _version_of(made_by)
    if version == str(RULES_VERSION):
        return Due(number, "made with other numbers")
    made = f"made by rules version {version}" if version else "made before rules versions were kept"
    return Due(number, f"{made}, this is {RULES_VERSION}")


def is_judged_by_other_rules(connection: Connection) -> bool:
    """Whether the verdicts of the store were made by another version of the rules."""
    made_by = settings.get_setting(connection, _RULES)
    return made_by not in (None, _NONE) and _version_of(made_by) != str(RULES_VERSION)


def settle_rules(store: Store, config: TrackingConfig, *, progress: Progress = silent) -> None:
    """Take keys, learned boilerplate and verdicts out that other rules made; from here on, today's make them."""
    with store.read() as connection:
        made_by = settings.get_setting(connection, _RULES)
    if made_by not in (None, _tag(config)):
        forget_verdicts(store, progress=progress)
    with store.write() as connection:
        settings.put_setting(connection, _RULES, _tag(config))


def forget_verdicts(store: Store, *, progress: Progress = silent) -> None:
    """Take every key, comparison, wording and all learned boilerplate out, a part at a time."""
    with store.write() as connection:
        mark_forgotten(connection)
    done = 0
    while number := _forget_wordings(store):
        done += number
        progress("taking out comparisons", done, None)
    while number := _forget_boilerplate(store):
        done += number
        progress("taking out learned boilerplate", done, None)


def mark_forgotten(connection: Connection) -> None:
    """Remember that the verdicts are no longer to be used, so that the next tracking makes all of them again."""
    forget_comparisons(connection)
    if settings.get_setting(connection, _RULES) is not None:
        settings.put_setting(connection, _RULES, _NONE)


def _version_of(made_by: str | None) -> str:
    """Return the version in a mark of the store, "" where it was made before versions were kept."""
    return (made_by or "").rpartition(":")[0]


def _tag(config: TrackingConfig) -> str:
    return f"{RULES_VERSION}:{config.rules}"


def _forget_wordings(store: Store) -> int:
    with store.write() as connection:
        return wordings.forget_wordings(connection, limit=_WORDINGS)


def _forget_boilerplate(store: Store) -> int:
    with store.write() as connection:
        return learned_boilerplate.forget(connection, limit=_COPIES)

"""Whose turn it is: the hosts of a crawl that may have a page to fetch, one after the other, and those that wait. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class HostTurns:
    """Hosts in turn: who has had one goes to the end, so that one with a hundred thousand pages holds no other up."""

    revisit: bool = False  # pages seen before, or new ones
    ready: dict[str, None] = field(default_factory=dict)
    waiting: dict[str, datetime] = field(default_factory=dict)

    def add(self, hosts: Iterable[str]) -> None:
        """Note hosts that have pages now, at the end unless they have their turn already."""
        for host in hosts:
            self.ready.setdefault(host)

    def wait(self, host: str, until: datetime) -> None:
        """Note a host whose next page may be asked for at an instant."""
        self.waiting[host] = until

    def wake(self, now: datetime) -> None:
        """Give those their turn again whose time has come."""
        for host in [host for host, until in self.waiting.items() if until <= now]:
            del self.waiting[host]
            self.add([host])

    def in_turn(self) -> list[str]:
        """Return the hosts in their order."""
        return list(self.ready)

    def served(self, host: str) -> None:
        """Send a host that got a page to the end."""
        self.ready.pop(host, None)
        self.ready[host] = None

    def dry(self, host: str) -> None:
        """Take a host out that has nothing to fetch now."""
        self.ready.pop(host, None)

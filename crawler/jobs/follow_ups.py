"""What follows a crawl (the report, the alerts): one process each, next to the crawls and never in their way."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Notify = Callable[[str], None]
#: Starts the process of one follow-up.
Begin = Callable[[], "subprocess.Popen[bytes]"]


@dataclass(slots=True, kw_only=True)
class FollowUps:
    """Follow-ups by name. One of a name runs at a time; asked for meanwhile it runs once more after it, however often it was asked for.

    Those that are asked for while another runs share the next run: each reads one state of the store, which holds what all of
    the crawls before it have brought. `due` says of some whether they should run though no crawl has ended.
    """

    begin: Mapping[str, Begin]
    notify: Notify
    due: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)

    @property
    def busy(self) -> bool:
        """Whether one runs or waits to run."""
        return bool(self.running or self.wanted)

    def ask(self) -> None:
        """Ask for all of them."""
        self.wanted.update(self.begin)

    def step(self) -> None:
        """Note what has ended and start what is wanted. Waits for nothing."""
        for name, process in list(self.running.items()):
            code = process.poll()
            if code is not None:
                del self.running[name]
                if code:
                    self.notify(f"{name}: failed, exit code {code}")
        self.wanted.update(name for name, is_due in self.due.items() if name not in self.running and is_due())
        for name in sorted(self.wanted - self.running.keys()):
            self.wanted.discard(name)
            self.running[name] = self.begin[name]()

    def stop(self) -> None:
        """Start no more, and ask those that run to end."""
        self.wanted.clear()
        for process in self.running.values():
            process.terminate()

    def end(self, seconds: float) -> None:
        """Start no more; give those that run *seconds* to end, then kill them. What they write is written in one move or not at all."""
        self.wanted.clear()
        for process in self.running.values():
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.step()

"""A watch on what the pages of a browser take: a renderer that wants too much is ended, and its page given up alone.

The limit on a script's heap (a flag of Chromium's) does not hold for what a script puts into its page. Only where /proc is.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError

_MOST = 1024 * 2**20  # bytes that a renderer may take; a large front page takes 150 MB
_EVERY = 0.5  # seconds between two looks


async def watch_memory(browser: Browser, count: Callable[[str], None]) -> None:
    """End every renderer of *browser* that takes more than it may, as long as the browser is there."""
    if not Path("/proc/self/statm").exists():
        return
    try:
        chromium = await browser.new_browser_cdp_session()
        while True:
            processes = await chromium.send("SystemInfo.getProcessInfo")
            for process in processes["processInfo"]:
                if process["type"] == "renderer" and resident(process["id"]) > _MOST:
                    count("renderer that took too much ended")
                    with suppress(ProcessLookupError):  # it ended by itself
                        os.kill(process["id"], signal.SIGKILL)
            await asyncio.sleep(_EVERY)
    except PlaywrightError:  # the browser ended
        return


def resident(process: int) -> int:
    """Return the bytes of memory that a process takes, 0 for one that is gone."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0

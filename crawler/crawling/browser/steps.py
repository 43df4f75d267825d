"""The steps that a source declares, done on an open page: cookie walls, waiting, scrolling, "load more".

Loaded only with the browser extra. What a step does not find is noted and never stops the page from being read.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator, Page

from crawler.sources.steps import CSS, Step, Verb

_POLL_EVERY = 0.1  # seconds between two looks
_QUIET = 2.0  # seconds without anything new, and with nothing under way, that mean there is nothing more
_PATIENCE = 6.0  # seconds that something new gets while requests are under way
_SETTLES = 0.3  # seconds without growth after which what came is complete
_CLICK = 2_000  # milliseconds that a click gets before it is done by script: another thing may lie over the button
#: Scrolls the page, and every box in it that scrolls by itself, up a little and to its end: some lists wait for movement.
_SCROLL = """() => {
  const boxes = [document.scrollingElement || document.documentElement];
  for (const box of document.querySelectorAll("main, section, div, ul, ol")) {
    if (box.scrollHeight > box.clientHeight + 40 && box.clientHeight > 100 &&
        /auto|scroll/.test(getComputedStyle(box).overflowY)) boxes.push(box);
  }
  for (const box of boxes) { box.scrollTop -= 60; box.scrollTop = box.scrollHeight; }
}"""
_SIZE = "() => document.getElementsByTagName('*').length"


class NoSelector(Exception):
    """The browser cannot read a selector."""


@dataclass(slots=True)
class Outcome:
    """What became of the steps of a page: what was done, and what of the required ones was not, a line each."""

    done: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Walk:
    """Goes through the steps of one page until the event loop's clock says *until*.

    `busy` says whether requests of the page are under way.
    """

    page: Page
    until: float
    busy: Callable[[], bool]

    async def through(self, steps: Sequence[Step], begin: Callable[[Step], None]) -> Outcome:
        """Do *steps* in turn, calling *begin* before each. Raises PlaywrightError when the page is gone."""
        outcome = Outcome()
        for number, step in enumerate(steps, start=1):
            begin(step)
            note, why = None, "no time left"
            try:
                if self._left() > 0:
                    note, why = await self._step(step), "not there"
            except NoSelector:
                why = "the browser cannot read the selector"
            if note is not None:
                outcome.done.append(note)
            elif not step.optional:
                outcome.missed.append(f"step {number} not done: {step.named}: {why}")
        return outcome

    async def _step(self, step: Step) -> str | None:
        """Do one step; say what was done, None for what could not be."""
        if step.verb is Verb.SCROLL:
            return await self._scroll(step)
        element = await self._locate(step)
        if element is None:
            return None
        if step.verb is Verb.WAIT:
            return f'waited for "{step.what}"'
        if step.verb is Verb.CLICK:
            return await self._click(step, element)
        await _clicked(element)
        await self._grown(await self._size())
        return f'dismissed "{step.what}"'

    async def _scroll(self, step: Step) -> str:
        times, more = 0, True
        while more and times < step.times and self._left() > 0:
            before = await self._size()
            await self.page.evaluate(_SCROLL)
            more = await self._grown(before)
            times += more
        return _times("scrolled", times) + (", and there was more to come" if more else "")

    async def _click(self, step: Step, element: Locator | None) -> str:
        times, more = 0, True
        while more and element is not None and times < step.times and self._left() > 0:
            before = await self._size()
            await _clicked(element)
            times += 1
            more = await self._grown(before)
            element = await self._visible(step.what, self.page.main_frame)
        went_on = more and element is not None and times == step.times > 1
        return _times(f'clicked "{step.what}"', times) + (", and there was more to come" if went_on else "")

    async def _locate(self, step: Step) -> Locator | None:
        """Wait for what a step names; a cookie wall may be in any frame."""
        until = min(self._now() + step.seconds, self.until)
        while True:
            frames = self.page.frames if step.verb is Verb.DISMISS else [self.page.main_frame]
            for frame in frames:
                if (element := await self._visible(step.what, frame)) is not None:
                    return element
            if self._now() >= until:
                return None
            await asyncio.sleep(_POLL_EVERY)

    async def _visible(self, what: str, frame: Frame) -> Locator | None:
        """Return the first thing in *frame* that *what* names and that can be seen."""
        try:
            for candidates in _named(what, frame):
                seen = candidates.locator("visible=true")
                if await seen.count():
                    return seen.first
        except PlaywrightError as error:
            if "selector" in str(error).partition("\n")[0]:
                raise NoSelector from None
            if frame is self.page.main_frame:
                raise
        return None  # a frame that went away meanwhile

    async def _grown(self, before: int) -> bool:
        """Wait for something new on the page, and until it is complete; return whether anything came."""
        began = self._now()
        while self._now() < self.until:
            await asyncio.sleep(_POLL_EVERY)
            if await self._size() > before:
                await self._whole()
                return True
            waited = self._now() - began
            if waited > _PATIENCE or (waited > _QUIET and not self.busy()):
                return False
        return False

    async def _whole(self) -> None:
        until = min(self._now() + _PATIENCE, self.until)
        size, since = await self._size(), self._now()
        while self._now() < until and self._now() - since < _SETTLES:
            await asyncio.sleep(_POLL_EVERY)
            if (now := await self._size()) != size:
                size, since = now, self._now()

    async def _size(self) -> int:
        return int(await self.page.evaluate(_SIZE))

    def _left(self) -> float:
        return self.until - self._now()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _named(what: str, frame: Frame) -> tuple[Locator, ...]:
    """Return where to look for *what*: a selector, or whole words in any case, on what can be clicked first."""
    if what.startswith(CSS):
        return (frame.locator(f"css={what.removeprefix(CSS).strip()}"),)
    words = re.compile(r"^\s*" + r"\s+".join(map(re.escape, what.split())) + r"\s*$", re.IGNORECASE)
    return (frame.get_by_role("button", name=words), frame.get_by_role("link", name=words), frame.get_by_text(words))


async def _clicked(element: Locator) -> None:
    try:
        await element.click(timeout=_CLICK, no_wait_after=True)
    except PlaywrightError:  # something lies over it, or it moves
        try:
            await element.dispatch_event("click", timeout=_CLICK)
        except PlaywrightError:  # it went away between the look and the click
            return


def _times(what: str, number: int) -> str:
    if number == 0:
        return f"{what}, and nothing came"
    return f"{what} once" if number == 1 else f"{what} {number} times"

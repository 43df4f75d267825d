"""Every regular expression of the package, found as it is compiled, and strings made of its own parts that keep a bad one busy.

`python -m tests.torture patterns` imports the package with the compilers watched; patterns made later, of the user's words, are not seen.
"""

import contextlib
import importlib
import pkgutil
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import regex

#: Characters of an adversarial string; what is quadratic in them takes seconds, what is linear a millisecond or two.
LENGTH = 10_000
#: Seconds of processor time that one search may take.
SECONDS = 0.3
_STEPS = (300, 2_000, LENGTH)  # what is exponential shows in the first
#: What some patterns are given at most, by the module that makes them: forms of credits look at a stretch around a
#: name, spelling at words of some letters.
_STRETCHES = {"provenance/wires/form.py": 240, "text/spelling.py": 48}
#: Patterns that are only ever matched at one place of a text, where it is not the number of places that costs.
_ANCHORED = {
    "text/words.py": "(?=.*",
    "cli/options.py": "[0-9.]+",
    "cli/examine.py": r"\S*/",
    "provenance/outlets/near_names.py": "(?:https?",
}
_SAMPLES = {
    "s": " ",
    "S": "x",
    "d": "1",
    "D": "x",
    "w": "a",
    "W": " ",
    "b": "",
    "B": "",
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "A": "",
    "Z": "",
    "Q": "",
}
_PARTS = re.compile(
    r"\\[pP]\{\^?(?P<property>\w+)[^}]*\}|\\(?P<escape>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|\[(?P<not>\^?)(?P<set>\]?(?:\\.|\[:[^]]*:\]|[^\]\\])*)\]"
    r"|\(\?(?:P?<\w+>|[#=!<:>&P|][=!]?|[aimsux]+[:)]?)|(?P<plain>[^\\\[\](){}*+?|^$.]+)|(?P<dot>\.)|\{[\d,]+\}|.",
    re.DOTALL,
)  # fmt: skip
_OF_PROPERTY = {
    "Lu": "A",
    "L": "a",
    "Ll": "a",
    "Nd": "1",
    "N": "1",
    "P": ".",
    "Z": " ",
    "Zs": " ",
    "Han": "中",
    "Mn": "\u0301",
    "Script": "ก",
}


def patterns() -> list[tuple[Any, str]]:
    """Import every module of the package, and return the patterns that were compiled in it with the place of each."""
    found: dict[tuple[object, ...], tuple[Any, str]] = {}
    package = importlib.import_module("crawler")
    folder = str(Path(package.__path__[0]))
    own, theirs = re.compile, regex.compile

    def watching(compile_now: Any) -> Any:
        def compiled(source: Any, flags: Any = 0, **more: Any) -> Any:
            made = compile_now(source, flags, **more)
            frame = sys._getframe(1)
            if frame.f_code.co_filename.startswith(folder) and isinstance(made.pattern, str):
                place = f"{frame.f_code.co_filename.removeprefix(folder + '/')}:{frame.f_lineno}"
                found.setdefault((compile_now, made.pattern, made.flags), (made, place))
            return made

        return compiled

    re.compile, regex.compile = watching(own), watching(theirs)
    try:
        lazy = importlib.import_module("crawler.text.patterns")
        lazy.lazy_pattern, lazy.lazy_regex = re.compile, regex.compile
        for module in pkgutil.walk_packages(package.__path__, "crawler."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                with contextlib.suppress(ImportError):  # of an extra that is not installed
                    importlib.import_module(module.name)
    finally:
        re.compile, regex.compile = own, theirs
    return list(found.values())


def parts_of(source: str) -> list[str]:
    """Return strings that the parts of a pattern match, more or less, in their order."""
    found: list[str] = []
    for part in _PARTS.finditer(source):
        if part["property"]:
            found.append(_OF_PROPERTY.get(part["property"], "a"))
        elif part["escape"]:
            found.append(_escaped(part["escape"]))
        elif part["set"] is not None:
            found.append(_of_set(part["set"], negated=bool(part["not"])))
        elif part["plain"] and part["plain"].strip():
            found.append(part["plain"].strip())
        elif part["dot"]:
            found.append("x")
    return [each for each in found if each]


def _escaped(text: str) -> str:
    if text[0] in "xu" and len(text) > 1:
        return chr(int(text[1:], 16))
    return _SAMPLES.get(text, "" if text.isdigit() else text)


def _of_set(text: str, *, negated: bool) -> str:
    if negated:
        return next(each for each in "x 1-" if each not in text)
    if text.startswith("\\") and len(text) > 1:
        return _OF_PROPERTY.get(text[3:5].rstrip("}"), "a") if text[1] in "pP" else _escaped(text[1])
    return text[:1]


def adversaries(source: str, length: int) -> Iterator[str]:
    """Give strings of some *length*: each part over and over, each two parts in turn, all before a part and then that part, none of which ends as it should."""
    parts = parts_of(source)[:24]
    choose = random.Random(repr(source))  # a pattern of surrogates has no bytes
    for at, part in enumerate(parts):
        yield part * (length // len(part)) + "\x00"
        following = parts[at + 1] if at + 1 < len(parts) else " "
        pair = part + following
        yield pair * (length // len(pair)) + "\x00"
        before = "".join(parts[:at])
        yield before + part * (max(length - len(before), 0) // len(part)) + "\x00"
    if parts:
        whole = "".join(parts)
        yield whole * max(length // len(whole), 1) + "\x00"
        yield from ("".join(choose.choices(parts, k=length // 2))[:length] + "\x00" for _ in range(2))


def busy() -> tuple[int, list[str]]:
    """Return how many patterns there are, and those that are kept busy, each with what keeps it."""
    every = patterns()
    found = []
    for pattern, place in every:
        module, _, _ = place.rpartition(":")
        steps = [min(step, _STRETCHES.get(module, LENGTH)) for step in _STEPS]
        anchored = pattern.pattern.startswith(_ANCHORED.get(module, "\0"))
        seconds, text = slowest(pattern, steps=steps, once=anchored)
        if seconds > SECONDS:
            found.append(f"{place}: {seconds:.2f} s with {text}")
    return len(every), found


def slowest(
    pattern: Any, *, steps: Sequence[int] = _STEPS, seconds: float = SECONDS, once: bool = False
) -> tuple[float, str]:
    """Return the longest time that a search of *pattern* took (or one match at the beginning), in seconds of processor, and the beginning of the string.

    Stops at the first that takes longer than *seconds*.
    """
    worst = (0.0, "")
    for length in dict.fromkeys(steps):
        for text in dict.fromkeys(adversaries(pattern.pattern, length)):
            began = time.process_time()
            for _ in () if once else pattern.finditer(text):
                pass
            pattern.match(text)
            took = time.process_time() - began
            worst = max(worst, (took, f"{text[:40]!r} of {length}"))
            if took > seconds:
                return worst
    return worst

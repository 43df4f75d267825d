"""Regular expressions that compile when they are first used: a command that reads no page does not wait for its grammar."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

import regex


class _Lazy:
    """A pattern to be compiled. Each method is looked up once and then kept, so that later calls cost nothing more."""

    def __init__(self, compile_now: Callable[[str, int], Any], source: str, flags: int) -> None:
        self._compile, self._source, self._flags = compile_now, source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = self._compile(self._source, self._flags)
        self.__dict__.update({each: getattr(compiled, each) for each in dir(compiled) if not each.startswith("_")})
        if name not in self.__dict__:
            raise AttributeError(f"a pattern has no attribute {name!r}")
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"lazy_pattern({self._source!r})"


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns, compiled when a method of it is first called.

    For methods and attributes only: functions of `re` that take a pattern do not know it. A wrong pattern raises `re.error`
    on first use.
    """
    return cast("re.Pattern[str]", _Lazy(re.compile, source, flags))


def lazy_regex(source: str, flags: int = 0) -> regex.Pattern[str]:
    """Return what `regex.compile` returns, likewise: a pattern with classes of characters takes it ten milliseconds."""
    return cast("regex.Pattern[str]", _Lazy(regex.compile, source, flags))

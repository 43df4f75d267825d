"""What belongs to one text and is asked about every pair it is in: made once, and kept with its words."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

W = TypeVar("W")
P = ParamSpec("P")
R = TypeVar("R")


def once_a_text(make: Callable[Concatenate[W, P], R]) -> Callable[Concatenate[W, P], R]:
    """Let *make*, a function of words, keep what it makes with them, where they can keep anything (`VoicedWords`).

    What it returns is handed out again: nobody may change it. Further arguments are part of the question.
    """

    @wraps(make)
    def made(words: W, /, *args: P.args, **kwargs: P.kwargs) -> R:
        kept: dict[Hashable, R] | None = getattr(words, "kept", None)
        if kept is None:
            return make(words, *args, **kwargs)
        question = (make, *args, *kwargs.values())
        if question not in kept:
            kept[question] = make(words, *args, **kwargs)
        return kept[question]

    return made

"""Arguments of public functions, checked by their annotations: what is of another type is an error that the caller can mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, wraps
from inspect import Signature, signature
from types import NoneType, UnionType
from typing import Any, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from crawler.errors import InputError

P = ParamSpec("P")
T = TypeVar("T")


def checked(function: Callable[P, T]) -> Callable[P, T]:
    """Return *function* with its arguments checked: InputError, in one line, for a value of a type that is not annotated.

    Looks at the type of each argument, and at keys and values of a mapping; not into other containers.
    """

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        form, kinds = _expected(function)
        for name, value in form.bind(*args, **kwargs).arguments.items():
            if name in kinds and not _fits(value, kinds[name]):
                raise InputError(f"{name} must be {_shown(kinds[name])}, not {_found(value)}")
        return function(*args, **kwargs)

    return call


@cache
def _expected(function: Callable[..., Any]) -> tuple[Signature, dict[str, Any]]:
    return signature(function), get_type_hints(function)


def _fits(value: object, hint: Any) -> bool:
    if hint is Any:
        return True
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return any(_fits(value, each) for each in arguments)
    if not isinstance(value, origin or hint):
        return False
    if not isinstance(value, Mapping) or len(arguments) != 2:
        return True
    return all(_fits(key, arguments[0]) and _fits(each, arguments[1]) for key, each in value.items())


def _shown(hint: Any) -> str:
    if get_origin(hint) in {Union, UnionType}:
        return " or ".join(_shown(each) for each in get_args(hint))
    if hint is NoneType:
        return "None"
    return str(hint) if get_args(hint) else str(hint.__name__)


def _found(value: object) -> str:
    if isinstance(value, Mapping):
        return f"a {type(value).__name__} of others"
    return type(value).__name__

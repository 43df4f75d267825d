"""Patterns that compile on first use: the same answers as compiled ones, and nothing compiled before."""

import re

import pytest

from crawler.sightings.registries import _refuse_unknown_wires, load_registries
from crawler.text.patterns import lazy_pattern


def test_a_lazy_pattern_answers_as_a_compiled_one() -> None:
    """Methods, groups, flags and attributes are those of `re`."""
    lazy, plain = (
        lazy_pattern(r"(?P<number>\d+) kings?", re.IGNORECASE),
        re.compile(r"(?P<number>\d+) kings?", re.IGNORECASE),
    )
    text = "3 Kings, 12 KING"
    assert [m["number"] for m in lazy.finditer(text)] == [m["number"] for m in plain.finditer(text)]
    assert lazy.sub("-", text) == plain.sub("-", text)
    assert (lazy.pattern, lazy.flags, lazy.groupindex) == (plain.pattern, plain.flags, plain.groupindex)


def test_a_wrong_pattern_is_reported_on_first_use() -> None:
    """Making one costs nothing, so a mistake in it shows when it is used; an unknown name is an error as usual."""
    wrong = lazy_pattern("(")
    with pytest.raises(re.error):
        wrong.match("")
    with pytest.raises(AttributeError):
        lazy_pattern("a").no_such_method  # noqa: B018


def test_the_bundled_outlets_name_bundled_wires() -> None:
    """The bundled tables are not checked against each other at each start, so they are here."""
    known = load_registries()
    _refuse_unknown_wires(known.outlets, known.wires)
    assert any(entry.outlet.wires for entry in known.outlets.by_key.values())

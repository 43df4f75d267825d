"""Lines of JSON: as Python's own json writes them, whatever is in the row."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from crawler.tables.formats import write_jsonl
from crawler.tables.record import Row, plain
from crawler.text.surrogates import without_surrogates

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


class Line(Row, frozen=True):
    """A row with numbers, texts and somebody else's JSON."""

    text: str
    share: float
    items: list[str]
    extra: dict[str, object] | None


@given(
    st.text(st.characters()),
    st.floats(0, 1) | st.sampled_from([1e-5, 2.5e-5, 0.0001, 1e-7]),
    st.lists(st.text(), max_size=3),
    st.none() | st.dictionaries(st.text(max_size=3), _JSON, max_size=3),
)
def test_a_line_is_what_json_writes(text, share, items, extra):
    """Also halves of surrogate pairs, small numbers, and integers beyond 64 bits."""
    row = Line(text=text, share=share, items=items, extra=extra)
    out = io.BytesIO()
    write_jsonl([row], Line, out)
    try:
        known = plain(row)
    except OverflowError:
        return
    assert out.getvalue().decode() == without_surrogates(json.dumps(known, ensure_ascii=False)) + "\n"

"""What the index of words holds of a copy: each of its words once, as `crawler.text` folds them. Nothing is looked for here.

SQLite's triggers call this for every copy that is written or goes (`migrations/versions/*_search.py`); its tokenizer then takes the
words at the spaces. PostgreSQL has a function of its own in the migration.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from crawler.text.words import distinct_words

FUNCTION = "wiretrace_words"
#: Words that punctuation joins: other programs look for "jean-luc" or "u.s." as one word, and an index without places
#: cannot look for two in a row.
_JOINED = re.compile(r"\w++(?:[-.&/@]\w++)++")
#: Where two are joined: found much faster than what begins with any word.
_JOINT = re.compile(r"[-.&/@](?<=\w.)(?=\w)")


def entry_of(headline: str | None, text: str | None) -> str:
    """Return the distinct words of a copy, set apart by spaces, in a fixed order."""
    whole = f"{headline or ''}\n{text or ''}"
    return " ".join(sorted(distinct_words(whole).union(_joined(whole))))


def _joined(text: str) -> Iterator[str]:
    """Give the words that punctuation joins, as one each."""
    end = 0
    for joint in _JOINT.finditer(text):
        start = joint.start()
        if start < end:
            continue
        while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        if match := _JOINED.match(text, start):
            end = match.end()
            yield match[0].casefold()


def lend_function(connection: sqlite3.Connection) -> None:
    """Give a connection the function that the triggers call."""
    connection.create_function(FUNCTION, 2, entry_of, deterministic=True)

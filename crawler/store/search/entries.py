"""What the index of words holds of a copy: each of its words once, as `crawler.text` folds them. Nothing is looked for here.

SQLite's triggers call this for every copy that is written or goes (`migrations/versions/*_search.py`); its tokenizer then takes the
words at the spaces. PostgreSQL has a function of its own in the migration.
"""

from __future__ import annotations

import re
import sqlite3

from crawler.text.words import words

FUNCTION = "wiretrace_words"
#: Words that punctuation joins: other programs look for "jean-luc" or "u.s." as one word, and an index without places
#: cannot look for two in a row.
_JOINS = re.compile(r"\w[-.&/@]\w")
_JOINED = re.compile(r"\w++(?:[-.&/@]\w++)++")


def entry_of(headline: str | None, text: str | None) -> str:
    """Return the distinct words of a copy, set apart by spaces, in a fixed order."""
    whole = f"{headline or ''}\n{text or ''}"
    # The pattern is slow, and few tokens have what it looks for.
    joined = " ".join(token for token in whole.split() if _JOINS.search(token))
    return " ".join(sorted({*words(whole), *(match.casefold() for match in _JOINED.findall(joined))}))


def lend_function(connection: sqlite3.Connection) -> None:
    """Give a connection the function that the triggers call."""
    connection.create_function(FUNCTION, 2, entry_of, deterministic=True)

"""An index of the words of copies, without places: FTS5 on SQLite, a GIN index of an expression on PostgreSQL.

The database keeps it itself: SQLite by triggers that call a function of the program (`crawler.store.search.entries`),
PostgreSQL as any index.
"""

from alembic import op

from crawler.store.search.triggers import TRIGGERS, make_triggers

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_BATCH = 1000  # copies at a time: so much text is in memory at once

_TABLE = """CREATE VIRTUAL TABLE copy_search USING fts5(
    words, content='copies', content_rowid='id', detail=none, columnsize=0,
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co' tokenchars '''-.&/@%'"
)"""
# ASCII and general punctuation become spaces, so that the parser sees words and no addresses or compounds; letters of
# scripts without spaces are words by themselves.
_SPACED = r"""CREATE FUNCTION wiretrace_spaced(body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT regexp_replace(regexp_replace(body,
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u3000-\u3004\u3007-\u3020\uff00-\uff0f]+', ' ', 'g'),
    '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3006\u3021-\u9fff\uf900-\ufaff\uff66-\uff9f])', ' \1 ', 'g')
$$"""
# So much of a text and no more: a tsvector has an end, and what comes after so many letters is no news article.
_WORDS = """CREATE FUNCTION wiretrace_words(headline text, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT to_tsvector('simple'::regconfig, wiretrace_spaced(headline || ' ' || left(body, 400000)))
$$"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        connection = op.get_bind()
        connection.exec_driver_sql(_SPACED)
        connection.exec_driver_sql(_WORDS)
        op.execute("CREATE INDEX ix_copy_search ON copy USING gin (wiretrace_words(headline, text))")
        return
    op.get_bind().exec_driver_sql(_TABLE)
    make_triggers(op.get_bind())
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM copy").scalar() or 0
    for first in range(0, last + 1, _BATCH):
        connection.exec_driver_sql(
            "INSERT INTO copy_search (rowid, words) SELECT id, wiretrace_words(headline, text) FROM copy"
            " WHERE id >= ? AND id < ?",
            (first, first + _BATCH),
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_copy_search")
        op.execute("DROP FUNCTION wiretrace_words(text, text)")
        op.execute("DROP FUNCTION wiretrace_spaced(text)")
        return
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")
    op.execute("DROP TABLE copy_search")

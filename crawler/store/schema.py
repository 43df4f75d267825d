"""The tables. Every query of the program is written against these; migrations/ brings an older database to this shape."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from crawler.store.columns.packed_json import PackedJson

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcInstant(sa.types.TypeDecorator[datetime]):
    """An aware UTC datetime on every database; SQLite keeps no zone, so it is put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: D102, ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime given to the store: {value}")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: D102, ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts rows in 64 bits only when the column is spelt INTEGER.
_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

#: A crawl: the start URLs it was asked for, and whether it ended. One that did not end is resumed.
crawl = sa.Table(
    "crawl",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("sources", sa.Text, nullable=False, index=True),  # the sorted start URLs, one a line
    sa.Column("started_at", UtcInstant, nullable=False),
    sa.Column("finished_at", UtcInstant),
    sa.Column("outcome", sa.Text),  # "finished", or why it stopped early
    sa.Column("source", sa.Text),  # the name in the sources file, null for pages that were typed
)

#: The queue (rule 9 of the design): one row for every URL a crawl has seen, each with one outcome and one reason.
request = sa.Table(
    "request",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("crawl_id", _Id, sa.ForeignKey("crawl.id"), nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column(
        "address", sa.Text
    ),  # the URL with its secrets, while a page that has some is pending; all others are redacted
    sa.Column("identity", sa.Text, nullable=False),  # the canonical URL
    sa.Column("depth", sa.Integer, nullable=False, default=0),
    sa.Column("found_on", sa.Text),
    sa.Column("state", sa.Text, nullable=False, default="pending"),  # pending | stored | refused | failed
    sa.Column("reason", sa.Text),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("not_before", UtcInstant),
    sa.Column("capture_id", _Id, sa.ForeignKey("capture.id")),
    sa.Column("claims", sa.JSON(none_as_null=True)),  # what a feed says of the page it names
    sa.Column("revisit", sa.Boolean, nullable=False, default=False, server_default=sa.false()),  # after all new pages
    sa.Column("host", sa.Text, nullable=False, server_default=""),  # whose turn it is among the pending
    sa.UniqueConstraint("crawl_id", "identity"),
    sa.Index("ix_request_queue", "crawl_id", "state", "host", "revisit", "depth", "id"),
)

#: Who talks to a host: one request at a time from all crawls on this store, and none before `free_at`.
host = sa.Table(
    "host",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text),  # one request of one crawl
    sa.Column("until", UtcInstant),  # when a holder that died has lost it
    sa.Column("free_at", UtcInstant),  # a pause: between two pages, or what the server asked for
)

#: Files by which a site rules all its pages (robots.txt and its like), as they came; good for a day.
site_file = sa.Table(
    "site_file",
    metadata,
    sa.Column("origin", sa.Text, primary_key=True),
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("fetched_at", UtcInstant, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),  # empty where there is none
)

#: Raw bytes, compressed, once for each distinct content.
payload = sa.Table(
    "payload",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("codec", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

#: One page as it was received. `unreadable` is the reason no layout could read it, null when one did.
capture = sa.Table(
    "capture",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("sha256", sa.Text, sa.ForeignKey("payload.sha256"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("fetched_at", UtcInstant),
    sa.Column("timezone", sa.Text),
    sa.Column("layout", sa.Text),  # what the user or the source asked for
    sa.Column("content_type", sa.Text),
    sa.Column("read_by", sa.Text),  # the layout that read it
    sa.Column("unreadable", sa.Text),
    sa.Column("wire", sa.Text),  # the wire service whose own feed the user says it is
    sa.Column("notes", sa.JSON, nullable=False, default=list),
    sa.Column("crawl_id", _Id, sa.ForeignKey("crawl.id")),
    sa.Column("claims", sa.JSON(none_as_null=True)),  # of the request that led to it
    sa.Column("reservations", sa.JSON),  # of mining, a list; null before they were recorded
    sa.Column("confirmed_at", UtcInstant),  # when its server last said that it had not changed (304)
)

#: What is known of an address from its last visit: what a conditional request needs, and until when a feed asked to be
#: left alone. `seen_at` is when its page last came or was said to be unchanged.
visit = sa.Table(
    "visit",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("identity", sa.Text, nullable=False, index=True),
    sa.Column("capture_id", _Id, sa.ForeignKey("capture.id"), nullable=False),
    sa.Column("seen_at", UtcInstant, nullable=False),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("fresh_until", UtcInstant),
    sa.Column("page", sa.Text),  # the identity of the page it leads to, null when it is its own
)

#: A page that shows an article, as the visits to it know it: when it is due again, or why it is not. `seen_at` is when it was last
#: there, `looked_at` when it was last asked for; `said` is the copy that its words make, `steps` how often its pause has grown,
#: `gone` how many looks in a row found it gone, `led_to` another page that its address leads to, since `led_at`.
page = sa.Table(
    "page",
    metadata,
    sa.Column("identity", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("first_seen_at", UtcInstant, nullable=False),
    sa.Column("seen_at", UtcInstant, nullable=False),
    sa.Column("looked_at", UtcInstant, nullable=False),
    sa.Column("published_by", UtcInstant),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("steps", sa.Integer, nullable=False, default=0),
    sa.Column("gone", sa.Integer, nullable=False, default=0),
    sa.Column("due_at", UtcInstant, index=True),
    sa.Column("stopped", sa.Text),
    sa.Column("led_to", sa.Text, index=True),
    sa.Column("led_at", UtcInstant),
)

#: Which sources know a page, `key` as in runs, and how many links away from their start pages.
page_source = sa.Table(
    "page_source",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("identity", sa.Text, sa.ForeignKey("page.identity"), primary_key=True),
    sa.Column("depth", sa.Integer, nullable=False),
)

#: Pages that were there and are gone: last seen, first and last found gone, and how; `back_at` when one was there again.
vanished = sa.Table(
    "vanished",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("identity", sa.Text, nullable=False, index=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
    sa.Column("last_seen_at", UtcInstant, nullable=False),
    sa.Column("gone_at", UtcInstant, nullable=False),
    sa.Column("looked_at", UtcInstant, nullable=False),
    sa.Column("led_to", sa.Text),
    sa.Column("back_at", UtcInstant),
)

#: One run of one source by one command. `key` is the source's name, or the start URLs; the index of those that are open
#: lets only one run of a source go on at a time, whoever starts it. `after_capture` is the newest capture before it.
run = sa.Table(
    "run",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, index=True),
    sa.Column("source", sa.Text),
    sa.Column("started_at", UtcInstant, nullable=False),
    sa.Column("finished_at", UtcInstant),
    sa.Column("beat_at", UtcInstant, nullable=False),
    sa.Column("holder", sa.Text, nullable=False),  # HOST:PID of the process that does it
    sa.Column("outcome", sa.Text),
    sa.Column("exit_code", sa.Integer),
    sa.Column("settings", sa.Text),  # hash of what decides which pages are crawled and how they are read
    sa.Column("crawl_id", _Id, sa.ForeignKey("crawl.id")),
    sa.Column("after_capture", _Id, nullable=False, default=0),
    sa.Column("counts", sa.JSON(none_as_null=True)),
    sa.Column("yields", sa.JSON(none_as_null=True)),
    sa.Column("drift", sa.JSON(none_as_null=True)),
)
# For PostgreSQL the migration says the same; said here, it would load that dialect for every command.
sa.Index("ix_run_open", run.c.key, unique=True, sqlite_where=run.c.finished_at.is_(None))

#: Distinct runs of folded words: what is indexed and compared, once, however many copies have them. `fresh` marks those
#: that were not yet compared with the others since they, or another copy of them, came in.
wording = sa.Table(
    "wording",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("indexed", sa.Boolean, nullable=False, default=False),
    sa.Column("fresh", sa.Boolean, nullable=False, default=True, index=True),
    sa.Column(
        "links", sa.Integer, nullable=False, server_default="0"
    ),  # of its copies with each other and as a in likenesses
)

#: One outlet's publication of one text. `wording_id` is null until tracking has seen it.
copy = sa.Table(
    "copy",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("outlet_key", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text),
    sa.Column("external_id", sa.Text, index=True),
    sa.Column("headline", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("earliest", UtcInstant),
    sa.Column("latest", UtcInstant),
    sa.Column("wording_id", _Id, sa.ForeignKey("wording.id"), index=True),
    sa.Column(
        "cuts", sa.Text
    ),  # learned boilerplate in its text, as `kept_cuts` spells it; holds while it has its wording
    sa.Column("segmented", sa.Boolean, nullable=False, default=False, index=True),
    sa.Column("kind", sa.Text, nullable=False, server_default="outlet", index=True),  # outlet | wire: a wire's own item
    sa.Column("status", sa.Text),  # of a wire's item: usable | withheld | canceled
    sa.Column(
        "incomplete", sa.Boolean, nullable=False, server_default=sa.false(), index=True
    ),  # all its pages ended early
    sa.Index("ix_copy_outlet_key", "outlet_key"),
)

#: The lines and sentences of each copy, named by their words: what an outlet repeats is learned from these.
segment = sa.Table(
    "segment",
    metadata,
    sa.Column("digest", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("copy_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Index("ix_segment_copy", "copy_id"),
    sqlite_with_rowid=False,
)

#: The learned boilerplate of each outlet, today. The table keeps the name that earlier versions gave it.
learned_boilerplate = sa.Table(
    "furniture",
    metadata,
    sa.Column("outlet_key", sa.Text, primary_key=True),
    sa.Column("digest", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("many", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_furniture_digest", "digest"),
)

#: One observation of a copy. `data` holds what is only ever read back whole, but for four keys that SQL asks for.
sighting = sa.Table(
    "sighting",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("capture_id", _Id, sa.ForeignKey("capture.id"), nullable=False, index=True),
    sa.Column("copy_id", _Id, sa.ForeignKey("copy.id"), nullable=False, index=True),
    sa.Column("fetched_at", UtcInstant),
    sa.Column("open_date", sa.Text, index=True),  # whose order of day and month would settle a date of it
    sa.Column("data", PackedJson("url", "role", "words", "time_source"), nullable=False),
)

#: The orders of day and month that the dates of a printer of pages prove. Two of them settle nothing.
date_order = sa.Table(
    "date_order",
    metadata,
    sa.Column("printed_by", sa.Text, primary_key=True),
    sa.Column("date_order", sa.Text, primary_key=True),
)

signature = sa.Table(
    "signature",
    metadata,
    sa.Column("wording_id", _Id, sa.ForeignKey("wording.id"), primary_key=True, autoincrement=False),
    sa.Column("scheme", sa.Text, nullable=False),
    sa.Column("seed", sa.Integer, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("value", sa.LargeBinary, nullable=False),  # little-endian 32-bit minima
)

#: Index of document signatures: which wordings share a band. Clustered on the key.
band = sa.Table(
    "band",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("wording_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Index("ix_band_wording", "wording_id"),
    sqlite_with_rowid=False,
)

#: Index of passage fingerprints. Clustered on the key.
passage = sa.Table(
    "passage",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("wording_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Index("ix_passage_wording", "wording_id"),
    sqlite_with_rowid=False,
)


def _comparison_columns() -> list[sa.Column[Any]]:
    """Return the columns that hold one `Comparison`, new for each table that keeps comparisons."""
    return [
        sa.Column("relation", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("coverage_a", sa.Float, nullable=False),
        sa.Column("coverage_b", sa.Float, nullable=False),
        sa.Column("resemblance", sa.Float, nullable=False),
        sa.Column("containment_a", sa.Float, nullable=False),
        sa.Column("containment_b", sa.Float, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("longest_run", sa.Integer, nullable=False),
        sa.Column("words_a", sa.Integer, nullable=False),
        sa.Column("words_b", sa.Integer, nullable=False),
        sa.Column("numbers_changed", sa.Integer, nullable=False),
        sa.Column("others_words", sa.Integer, nullable=False, server_default="0"),
        sa.Column("spans", sa.JSON, nullable=False),
    ]


#: The exact comparison of two wordings, a having the smaller digest.
likeness = sa.Table(
    "likeness",
    metadata,
    sa.Column("a_id", _Id, sa.ForeignKey("wording.id"), primary_key=True, autoincrement=False),
    sa.Column("b_id", _Id, sa.ForeignKey("wording.id"), primary_key=True, autoincrement=False),
    *_comparison_columns(),
    sa.Column("proposed_by", sa.JSON, nullable=False),
    sa.Column("merged", sa.Text),  # why one of them is a merged text that holds the other, null when it is not
    sa.Index("ix_likeness_b", "b_id"),
)

#: The exact comparison of two texts that the table of likenesses does not hold, by the digests of their words: a copy (a)
#: with what its story is measured against (b), a later version of a text (a) with the one before it (b), an older version of a wire's item (a)
#: with a wording (b). Unrelated ones are kept, too, so that nothing is compared twice. `purpose` is one of `comparisons.Purpose`.
comparison = sa.Table(
    "comparison",
    metadata,
    sa.Column("purpose", sa.Text, primary_key=True),
    sa.Column("a", sa.Text, primary_key=True),
    sa.Column("b", sa.Text, primary_key=True),
    *_comparison_columns(),
)

#: A story. `key` is that of its first copy; one that was merged into another, was split or has another first copy now says so in `story_event`.
#: Stories are listed by `opening`, the first copy of the story by which one comes to this one, then by `position`.
story = sa.Table(
    "story",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("opening", sa.Text, nullable=False, server_default=""),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("fullest_id", _Id, sa.ForeignKey("copy.id"), nullable=False),
    sa.Index("ix_story_order", "opening", "position"),
)

story_copy = sa.Table(
    "story_copy",
    metadata,
    sa.Column("story_id", _Id, sa.ForeignKey("story.id"), primary_key=True, autoincrement=False),
    sa.Column("copy_id", _Id, sa.ForeignKey("copy.id"), primary_key=True, autoincrement=False),
    sa.Index("ix_story_copy_copy", "copy_id"),
)

#: What a story's copies are measured against, where that is not its fullest copy: a wire's item (`copy`), or `sentences` that
#: independent outlets share, each as [text, how many, whether it begins a line]. `digest` names its words.
rod = sa.Table(
    "rod",
    metadata,
    sa.Column("story", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),  # item | reconstructed
    sa.Column("copy", sa.Text),
    sa.Column("digest", sa.Text, nullable=False, index=True),
    sa.Column("sentences", sa.JSON, nullable=False),
)

#: What became of a story's identity: "merged" into another (or the same by another key) or "split" from one.
story_event = sa.Table(
    "story_event",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("story", sa.Text, nullable=False),
    sa.Column("other", sa.Text, nullable=False),
)

#: What people decided (`tracking.decisions`): `a` and `b` are digests of wordings, `about` is what they saw. One that was undone stays.
decision = sa.Table(
    "decision",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("ruling", sa.Text, nullable=False),
    sa.Column("a", sa.JSON, nullable=False),
    sa.Column("b", sa.JSON, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("decided_at", UtcInstant, nullable=False),
    sa.Column("undone_at", UtcInstant),
)

#: What a copy's sightings and story say together, as columns for people with SQL; tracking keeps it. `stamp` says what it was
#: made of, so that a copy whose sightings or stories are others is done again.
copy_fact = sa.Table(
    "copy_fact",
    metadata,
    sa.Column("copy_id", _Id, primary_key=True, autoincrement=False),
    sa.Column("stamp", sa.Text, nullable=False),
    sa.Column("owner", sa.Text),
    sa.Column("wire", sa.Text, index=True),
    sa.Column("wire_kind", sa.Text),
    sa.Column("wire_confidence", sa.Float),
    sa.Column("wire_evidence", sa.Text),
    sa.Column("credited", sa.Boolean, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("page_url", sa.Text),
    sa.Column("first_fetched_at", UtcInstant),
    sa.Column("last_fetched_at", UtcInstant),
)

#: Messages of alerts: written with what they say, sent later. One that is claimed is being sent; when its process was killed
#: meanwhile it is sent again, under the same id, once the claim has run out.
alert_message = sa.Table(
    "alert_message",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False, index=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("made_at", UtcInstant, nullable=False),
    sa.Column("due_at", UtcInstant, nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("claimed_at", UtcInstant),
    sa.Column("delivered_at", UtcInstant),
    sa.Column("given_up_at", UtcInstant),
    sa.Column("error", sa.Text),
    sa.Column("body", sa.JSON, nullable=False),
)

#: Which causes were told on which channel; `message` is null for those that the user chose not to hear of.
alert_told = sa.Table(
    "alert_told",
    metadata,
    sa.Column("cause", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("message", sa.Text, sa.ForeignKey("alert_message.id")),
    sa.Column("told_at", UtcInstant, nullable=False),
)

"""Addresses without secrets: the column for what waits to be asked for, and what earlier versions kept, redacted.

The rows that are written again are those with a secret in an address; all others keep their bytes.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from crawler.errors import NotAPageError
from crawler.pages.html.addresses import canonicalize
from crawler.pages.html.secrets import is_redacted, redacted, redacted_in

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_BATCH = 1_000  # rows read at a time
Changed = Iterator[tuple[Any, dict[str, Any]]]


def _table(name: str, *texts: str, json: tuple[str, ...] = (), key: str = "id") -> sa.Table:
    number = [sa.Column("id", sa.BigInteger, primary_key=True)] if key == "id" else []
    columns = [sa.Column(text, sa.Text, primary_key=text == key) for text in texts]
    values = [sa.Column(value, sa.JSON(none_as_null=True)) for value in json]
    return sa.Table(name, sa.MetaData(), *number, *columns, *values)


_REQUEST = _table("request", "url", "address", "identity", "found_on", "state", json=("claims",))
_REQUEST.append_column(sa.Column("crawl_id", sa.BigInteger))
_CAPTURE = _table("capture", "url", json=("claims", "notes"))
_SIGHTING = _table("sighting", json=("data",))
_CRAWL, _RUN = _table("crawl", "sources"), _table("run", "key")
_VANISHED = _table("vanished", "identity", "url", "led_to")
_VISIT = _table("visit", "url", "identity", "page", key="url")
_PAGE = _table("page", "identity", "url", "led_to", "stopped", key="identity")
_PAGE_SOURCE = _table("page_source", "key", "identity", key="key")


def upgrade() -> None:
    op.add_column("request", sa.Column("address", sa.Text()))
    connection = op.get_bind()
    for table, addresses, names, values in (
        (_CAPTURE, ("url",), (), ("claims", "notes")),
        (_SIGHTING, (), (), ("data",)),
        (_CRAWL, (), ("sources",), ()),
        (_RUN, (), ("key",), ()),
        (_VANISHED, ("url",), ("identity", "led_to"), ()),
    ):
        for row, changed in _changes(connection, table, addresses=addresses, names=names, values=values):
            connection.execute(table.update().where(table.c.id == row.id).values(**changed))
    _requests(connection)
    _visits(connection)
    _pages(connection)


def downgrade() -> None:
    op.drop_column("request", "address")


def _changes(
    connection: Any,
    table: sa.Table,
    *,
    addresses: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    values: tuple[str, ...] = (),
) -> Changed:
    """Give the rows that hold a secret in an address, the name of a page or JSON, with what is to be written over it."""
    for row in _rows(connection, table):
        before = row._mapping  # noqa: SLF001  # SQLAlchemy's public name for a row's columns
        after = {name: redacted(before[name]) for name in addresses if before[name]}
        after |= {name: _named_anew(before[name]) for name in names if before[name]}
        after |= {name: redacted_in(before[name]) for name in values if before[name]}
        if changed := {name: value for name, value in after.items() if value != before[name]}:
            yield row, changed


def _rows(connection: Any, table: sa.Table) -> Iterator[Any]:
    """Give every row as it is now, a batch in memory at a time."""
    (key,) = table.primary_key
    query = sa.select(table).order_by(key).limit(_BATCH)
    batch = connection.execute(query).all()
    while batch:
        yield from batch
        batch = connection.execute(query.where(key > getattr(batch[-1], key.name))).all()


def _named_anew(lines: str) -> str:
    """Return the names of pages, one a line, as they are made now; those without a secret stay to the letter."""
    return "\n".join(_page_name(line) if redacted(line) != line else line for line in lines.split("\n"))


def _page_name(address: str) -> str:
    try:
        return canonicalize(address)
    except NotAPageError:
        return redacted(address)


def _holds(connection: Any, *conditions: Any) -> bool:
    return bool(connection.execute(sa.select(sa.exists().where(*conditions))).scalar())


def _requests(connection: Any) -> None:
    table = _REQUEST
    found = _changes(connection, table, addresses=("url", "found_on"), names=("identity",), values=("claims",))
    for row, changed in found:
        if "url" in changed and row.state == "pending":
            changed["address"] = row.url
        new = changed.get("identity")
        if new and _holds(connection, table.c.crawl_id == row.crawl_id, table.c.identity == new):
            changed["identity"] = f"{new}#{row.id}"  # two signatures of one page; both stay counted
        connection.execute(table.update().where(table.c.id == row.id).values(**changed))


def _visits(connection: Any) -> None:
    for row, changed in _changes(connection, _VISIT, addresses=("url",), names=("identity", "page")):
        mine = _VISIT.c.url == row.url
        if "url" in changed and _holds(connection, _VISIT.c.url == changed["url"]):
            connection.execute(_VISIT.delete().where(mine))
        else:
            connection.execute(_VISIT.update().where(mine).values(**changed))


def _pages(connection: Any) -> None:
    """Write pages over; one whose name changes is made under the new one first, as sources refer to it."""
    table = sa.Table("page", sa.MetaData(), autoload_with=connection)
    for row, changed in _changes(connection, _PAGE, addresses=("url",), names=("identity", "led_to")):
        mine = table.c.identity == row.identity
        if is_redacted(changed.get("url", "")):
            changed |= {"due_at": None, "stopped": "secret"}
        new = changed.get("identity")
        if new is None:
            connection.execute(table.update().where(mine).values(**changed))
            continue
        if not _holds(connection, table.c.identity == new):
            whole = connection.execute(sa.select(table).where(mine)).mappings().one()
            connection.execute(table.insert().values(**{**whole, **changed}))
        _lead_sources(connection, row.identity, new)
        connection.execute(table.delete().where(mine))


def _lead_sources(connection: Any, old: str, new: str) -> None:
    source = _PAGE_SOURCE.c
    for key in connection.execute(sa.select(source.key).where(source.identity == old)).scalars().all():
        mine = sa.and_(source.key == key, source.identity == old)
        if _holds(connection, source.key == key, source.identity == new):
            connection.execute(_PAGE_SOURCE.delete().where(mine))
        else:
            connection.execute(_PAGE_SOURCE.update().where(mine).values(identity=new))

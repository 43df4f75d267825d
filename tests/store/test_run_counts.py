"""What a run did is counted at its end, whatever it did."""

import pytest
import sqlalchemy as sa

from crawler.store import runs
from crawler.store.store import Store


@pytest.mark.parametrize("name", ["_PAGES_BY_READER", "_SIGHTINGS_BY_READER", "_NEW_COPIES"])
def test_pages_are_counted_in_one_pass(tmp_path, name):
    """No statement looks through all requests again for each page: at twenty thousand pages that took many minutes."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    statement = getattr(runs, name).params(its_crawl=1, after=0)
    text = str(statement.compile(store.engine, compile_kwargs={"literal_binds": True}))
    with store.read() as connection:
        plan = [step for *_, step in connection.execute(sa.text(f"EXPLAIN QUERY PLAN {text}"))]
    store.close()
    assert plan
    assert not [step for step in plan if "CORRELATED" in step]
